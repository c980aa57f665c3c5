"""From the folder of a submission to a notebook that nbgrader can process, and what was repaired on the way."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader.utils import is_grade, is_solution

from courseware.grade.repair import found, timestamp
from courseware.grade.repair.chosen import Candidate, choose
from courseware.grade.repair.found import Entry, MissingError, RefusedError, shown
from courseware.grade.repair.parsed import Cell
from courseware.grade.repair.recognised import grade_id
from courseware.grade.repair.remarks import Remarks

__all__ = ["Linted", "MissingError", "RefusedError", "lint"]

MARKS = ("grade", "grade_id", "locked", "points", "schema_version", "solution", "task")
# What is handed out, or put in by nbgrader's exchange, beside a notebook.
_HANDED_OUT = ("submission_secret.txt", "variants.csv")
_PICTURES = "Pictures pasted into it are left out; they stand in the submitted file"
_NEW = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


@dataclass(frozen=True)
class Linted:
    """A repaired submission, a sentence for each repair or remark, and when it was handed in (UTC), if known."""

    notebook: NotebookNode
    notes: tuple[str, ...]
    handed_in: datetime | None = None


def lint(folder: Path, release: NotebookNode, assignment: str) -> Linted:
    """Return the notebook of a submission, repaired from the student version of its set.

    Every cell that is no answer is the release's own, in the order of the release; answer cells keep all of the
    release but the source. The learner's own cells follow the cell they stood below; copies of released cells, and
    what a learner wrote over one, are kept as raw cells. There are no outputs and no metadata but the release's.

    Parameters
    ----------
    folder
        What one student handed in; nothing is written there, and nothing in it is run.
    release
        The student version of the set, nbformat 4.5.
    assignment
        Its name, such as ``ex01``.

    Raises
    ------
    MissingError
        If there is no notebook at all.
    RefusedError
        If there is one that cannot be graded; the sentence names the file, the fault and what to do.
    """
    entries = found.entries(folder)
    files = [entry for entry in entries if entry.notebook] or [entry for entry in entries if entry.archive]
    if not files:
        held = ", ".join(shown(entry.name) for entry in entries[:6])
        held = f", only {held}" if held else ""
        raise MissingError(f"The submission holds no notebook{held}. Ask for {assignment}.ipynb.")
    best = choose(files, release.cells, f"{assignment}.ipynb")
    _remark_on_files({*entries} - {*files}, best.remarks)
    _remark_on_notebook(best, release)
    _remark_on_cells(best, release.cells)
    notebook = _repaired(best, release)
    nbformat.validate(notebook)
    stamps = (timestamp.moment(entry) for entry in entries if entry.name == timestamp.NAME)
    return Linted(notebook, best.remarks.sentences(), next(stamps, None))


def _repaired(best: Candidate, release: NotebookNode) -> NotebookNode:
    cells, at = best.parsed.cells, best.recognised.at
    below = _below(best, release.cells)
    repaired = below[-1]
    for wanted, cell in enumerate(release.cells):
        fresh = copy.deepcopy(cell)
        if fresh.cell_type == "code":
            fresh.outputs, fresh.execution_count = [], None
        if wanted in at and is_solution(cell):
            fresh.source = cells[at[wanted]].source
        repaired += [fresh, *below[wanted]]
    return NotebookNode(cells=repaired, metadata=copy.deepcopy(release.metadata), nbformat=4, nbformat_minor=5)


def _below(best: Candidate, release: Sequence[NotebookNode]) -> dict[int, list[NotebookNode]]:
    """Return what is the learner's own by the released cell it stands below; -1 is above all of them."""
    taken = {cell.id for cell in release}
    ids = (name for name in map("own-{}".format, count(1)) if name not in taken)
    places = {place: wanted for wanted, place in best.recognised.at.items()}
    below: dict[int, list[NotebookNode]] = defaultdict(list)
    above = -1
    for place, cell in enumerate(best.parsed.cells):
        above = places.get(place, above)
        if place not in places:
            kind = "raw" if place in best.recognised.copies else cell.kind
            below[above].append(_NEW[kind](cell.source, id=next(ids)))
        elif _overwritten(cell, release[above]):
            below[above].append(new_raw_cell(cell.source, id=next(ids)))
    return below


def _overwritten(cell: Cell, released: NotebookNode) -> bool:
    """Whether the learner wrote something into a cell that is no answer."""
    return not is_solution(released) and cell.source not in ("", released.source)


def _remark_on_files(others: set[Entry], remarks: Remarks) -> None:
    for entry in sorted(others, key=lambda entry: entry.name):
        if entry.name == timestamp.NAME:
            if timestamp.moment(entry) is None:
                remarks.add("Holds no date that can be read, so the time of handing in is unknown", entry.name)
        elif not entry.hidden and entry.name not in _HANDED_OUT:
            remarks.add("Not used, since only the notebook counts", shown(entry.name))


def _remark_on_notebook(best: Candidate, release: NotebookNode) -> None:
    cells, at, remarks = best.parsed.cells, best.recognised.at, best.remarks
    if best.parsed.kernel not in ("", release.metadata.get("kernelspec", {}).get("name")):
        remarks.add("Asks for another kernel than the set, whose kernel is used", shown(best.parsed.kernel))
    if [at[wanted] for wanted in sorted(at)] != sorted(at.values()):
        remarks.add("Cells were moved, and are graded in the order of the set", best.handed.label)
    seen: set[str] = set()
    for place, cell in enumerate(cells, start=1):
        if cell.id in seen:
            remarks.add("Had the id of a cell above it", f"cell {place}")
        seen |= {cell.id} - {""}
    for place in sorted({*range(len(cells))} - {*at.values(), *best.recognised.copies}):
        if cells[place].marks:
            remarks.add(
                "Bears grading marks that the set does not have, so kept as the learner's own",
                f"cell {place + 1} ({shown(cells[place].grade_id)})",
            )
        if cells[place].pictures:
            remarks.add(_PICTURES, f"cell {place + 1}")


def _remark_on_cells(best: Candidate, release: Sequence[NotebookNode]) -> None:
    """Compare each cell of the release with what was recognised as it."""
    remarks, recognised = best.remarks, best.recognised
    for wanted, cell in enumerate(release):
        name = _name(cell)
        if wanted not in recognised.at:
            remarks.add("Missing, so not attempted" if is_solution(cell) else "Missing, so put back", name)
            continue
        mine = best.parsed.cells[recognised.at[wanted]]
        marks = cell.metadata.get("nbgrader", {})
        if wanted in recognised.guessed:
            remarks.add("Recognised by nothing but its place, so worth a look", name)
        if any(mine.marks.get(mark) != marks.get(mark) for mark in MARKS):
            remarks.add("Its grading marks were changed or removed; those of the set count", name)
        if mine.kind != cell.cell_type:
            remarks.add("Turned into another kind of cell, and turned back", name)
        if _overwritten(mine, cell):
            remarks.add("Changed by the learner, so restored; what stood there is kept below it, not run", name)
        if wanted in recognised.copies.values():
            remarks.add("Stands there more than once; the original counts, the others are kept but not run", name)
        if mine.pictures and is_solution(cell):
            remarks.add(_PICTURES, name)


def _name(cell: NotebookNode) -> str:
    name = grade_id(cell)
    if is_solution(cell) or is_grade(cell):
        return f"the {'answer' if is_solution(cell) else 'test'} of {name.removesuffix('-answer')}"
    return f"the cell {name}" if name else f"the text that begins '{cell.source[:40].strip()}'"
