"""Recognise in a learner's notebook the cells that were handed out, whatever was done to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from courseware.grade.repair.parsed import Cell


@dataclass
class Recognised:
    """Which cell of the submission is which of the release; both are counted from 0.

    ``at`` gives the place in the submission of a cell of the release; ``copies`` are the places of further cells
    that bear the grade_id of one, with its place in the release; ``guessed`` are cells of the release that were found
    by nothing but the place where they stand.
    """

    at: dict[int, int] = field(default_factory=dict)
    copies: dict[int, int] = field(default_factory=dict)
    guessed: list[int] = field(default_factory=list)

    def items(self, release: Sequence[NotebookNode]) -> int:
        """Return how many cells with answers or tests were recognised."""
        return sum(is_grade(release[wanted]) or is_solution(release[wanted]) for wanted in self.at)


def grade_id(cell: NotebookNode) -> str:
    """Return the name by which nbgrader knows a cell of the release, or ""."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def recognise(cells: Sequence[Cell], release: Sequence[NotebookNode]) -> Recognised:
    """Find the cells of the release by grade_id, then id, then source, then, answers only, by their place.

    Of several cells with one grade_id the original is the one that also has the id it was handed out with, else the
    first.
    """
    found = Recognised()
    claims = _group(cells, range(len(cells)), lambda cell: cell.grade_id)
    for wanted, cell in enumerate(release):
        mine = claims.get(grade_id(cell), [])
        if mine:
            found.at[wanted] = next((place for place in mine if cells[place].id == cell.id), mine[0])
    _by_equal(found, cells, release, lambda cell: cell.id)
    known = {grade_id(cell): wanted for wanted, cell in enumerate(release) if grade_id(cell)}
    for place in _free(found, cells):
        if cells[place].grade_id in known:
            found.copies[place] = known[cells[place].grade_id]
    _by_equal(found, cells, release, lambda cell: cell.source)
    for wanted, cell in enumerate(release):
        if wanted not in found.at and is_solution(cell):
            _by_place(found, cells, release, wanted)
    return found


def _group(
    cells: Sequence[Cell], places: Iterable[int], key: Callable[[Cell | NotebookNode], str]
) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for place in places:
        if key(cells[place]):
            groups[key(cells[place])].append(place)
    return groups


def _free(found: Recognised, cells: Sequence[Cell]) -> Iterator[int]:
    """Yield the places that are neither recognised nor copies."""
    taken = {*found.at.values(), *found.copies}
    return (place for place in range(len(cells)) if place not in taken)


def _by_equal(
    found: Recognised, cells: Sequence[Cell], release: Sequence[NotebookNode], key: Callable[[Cell | NotebookNode], str]
) -> None:
    """Give each missing cell of the release the first free cell that is equal to it in one respect."""
    groups = _group(cells, _free(found, cells), key)
    for wanted, cell in enumerate(release):
        if wanted not in found.at and groups.get(key(cell)):
            found.at[wanted] = groups[key(cell)].pop(0)


def _by_place(found: Recognised, cells: Sequence[Cell], release: Sequence[NotebookNode], wanted: int) -> None:
    """Take for an answer the free cell of its kind right before its test or, if written, right after its question."""
    before = found.at.get(wanted - 1, -1 if wanted == 0 else None)
    after = found.at.get(wanted + 1, len(cells) if wanted + 1 == len(release) else None)
    if after is None or (before is None and is_grade(release[wanted])):
        return
    between = range(before + 1, after) if is_grade(release[wanted]) else range(after - 1, -1, -1)
    recognised, free = {*found.at.values()}, {*_free(found, cells)}
    for place in between:
        if place in recognised:
            return
        if place in free and cells[place].kind == release[wanted].cell_type and cells[place].source.strip():
            found.at[wanted] = place
            found.guessed.append(wanted)
            return
