"""Read a learner's notebook, whatever became of it: its cells, and the answers it gives to the items of a set."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from courseware.author.exercise import answer_id
from courseware.grade.judging import plan

FORMAT = 4


@dataclass(frozen=True)
class Cell:
    """A cell with what nbgrader knows of it; its id is that of the released cell, unless it was copied or retyped."""

    id: str
    kind: str
    source: str
    grade_id: str
    graded: bool
    written: bool = False
    points: float = 0.0
    checksum: str = ""
    outputs: Any = field(default=None, repr=False, compare=False)

    @property
    def shown(self) -> str:
        """Return what stands below it in plain text, as the learner saved it: nobody has run it again."""
        return "\n".join(_plain(self.outputs) if isinstance(self.outputs, list) else ())

    @property
    def unanswered(self) -> bool:
        """Whether this is a written answer that is as it was handed out."""
        points = {"grade": True, "solution": True, "grade_id": self.grade_id, "points": self.points}
        cell = NotebookNode(cell_type=self.kind, source=self.source, metadata=NotebookNode(nbgrader=points))
        return self.written and compute_checksum(cell) == self.checksum


@dataclass(frozen=True)
class Submission:
    """The learner's code in order, a sentence for each answer cell that is not in order, written items left alone."""

    cells: tuple[plan.Cell, ...]
    notes: tuple[str, ...]
    unanswered: frozenset[str] = frozenset()

    @property
    def answers(self) -> dict[str, str]:
        """Return the source of the answer cell by item."""
        return {cell.item: cell.source for cell in self.cells if cell.item}


def cells(path: Path) -> list[Cell]:
    """Return the cells of a notebook.

    Raises
    ------
    ValueError
        If there is no such file or it is no notebook of format 4; the sentence says which.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ValueError(f"There is no file {path}. Name a notebook, for example exercises/ex01/ex01.ipynb.") from None
    except ValueError as error:
        raise ValueError(
            f"{path} is no readable notebook ({type(error).__name__}). Save it again in JupyterLab."
        ) from None
    found = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(found, list) or notebook.get("nbformat") != FORMAT:
        raise ValueError(f"{path} is no readable notebook of format {FORMAT}. Open and save it in JupyterLab.")
    return [_cell(entry) for entry in found if isinstance(entry, dict)]


def read(path: Path, items: Iterable[str]) -> Submission:
    """Return the code of a learner's: the answers to some items, and the cells of their own between them.

    Of several cells for one item the original counts, which still has the id it was handed out with, else the first.

    Raises
    ------
    ValueError
        If the file is no notebook, or holds no cell of any of the items.
    """
    found = cells(path)
    notes, chosen = [], {}
    for item in items:
        wanted = answer_id(item)
        mine = sorted((cell for cell in found if cell.grade_id == wanted), key=lambda cell: cell.id != wanted)
        code = [cell for cell in mine if cell.kind == "code"]
        if code:
            chosen[id(code[0])] = item
        if not mine:
            notes.append(f"The answer cell of {item} is missing; it counts as not attempted.")
        elif not code:
            notes.append(f"The answer cell of {item} is no code cell any more. Select it and press Esc, then Y.")
        elif len(code) > 1:
            notes.append(f"The answer cell of {item} stands {len(code)} times; only the original one is marked.")
    if not chosen:
        raise ValueError(f"{path} holds no answer cell of this set. Is it the right notebook?")
    run = []
    for number, cell in enumerate(found):
        if id(cell) in chosen:
            run.append(plan.Cell(cell.grade_id, cell.source, chosen[id(cell)]))
        elif cell.kind == "code" and not cell.grade_id:
            run.append(plan.Cell(f"own-{number}", cell.source))
    return Submission(tuple(run), tuple(notes), frozenset(cell.grade_id for cell in found if cell.unanswered))


def _cell(entry: dict[str, Any]) -> Cell:
    metadata = entry.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    marks = marks if isinstance(marks, dict) else {}
    return Cell(
        id=str(entry.get("id", "")),
        kind=str(entry.get("cell_type", "")),
        source=_text(entry.get("source", "")),
        grade_id=str(marks.get("grade_id", "")),
        graded=bool(marks.get("grade")),
        written=bool(marks.get("grade") and marks.get("solution")),
        points=float(points) if type(points := marks.get("points")) in (int, float) else 0.0,
        checksum=str(marks.get("checksum", "")),
        outputs=entry.get("outputs"),
    )


def _plain(outputs: list[Any]) -> Iterator[str]:
    for output in outputs:
        data = output.get("data") if isinstance(output, dict) else None
        if isinstance(data, dict) and "text/plain" in data:
            yield _text(data["text/plain"])
        elif isinstance(output, dict) and "text" in output:
            yield _text(output["text"])


def _text(lines: Any) -> str:
    return "".join(map(str, lines)) if isinstance(lines, list) else str(lines)
