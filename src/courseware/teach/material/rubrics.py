"""The rubrics of all written items: a page with sheets to print, and a table for other systems."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from courseware.author import text
from courseware.course import Course
from courseware.documents import markdown

_ITEM = re.compile(r"^## (?:Item \d+: )?(.+?) \(\d+ points?\)$", re.MULTILINE)
_ROW = re.compile(r"^\| *(\d) *(?:\|([^|]*)| \(([\d.]+)\) *)\|(.*)\|$", re.MULTILINE)
_FALL = re.compile(r"^.*?falls? by one level[^.]*\.", re.MULTILINE)
COLUMNS = ("assignment", "item", "level", "points", "description")


class RubricError(ValueError):
    """A written item without a rubric; the text names it and says what to write."""


@dataclass(frozen=True)
class Level:
    """One level of a rubric: 4 is the best."""

    level: int
    points: float
    text: str


@dataclass(frozen=True)
class Rubric:
    """What a written item is marked by."""

    assignment: str
    item: str
    title: str
    levels: tuple[Level, ...]
    falls: str
    """What takes a text down by one level, if anything does."""


def load(root: Path, course: Course) -> list[Rubric]:
    """Return the rubric of each written item of the sets that are ready, as it stands above the item.

    Raises
    ------
    RubricError
        If a written item has no table of four levels above it whose best level earns its points.
    """
    found = []
    for assignment in course.assignments:
        if assignment.status != "ready":
            continue
        points = {item.id: item.points for item in assignment.items if item.kind == "written"}
        made = {one.item: one for one in _of_set(root, assignment.id)} if points else {}
        for item, most in points.items():
            levels = made[item].levels if item in made else ()
            if [one.level for one in levels] != [4, 3, 2, 1] or levels[0].points != most:
                raise RubricError(
                    f"content/exercises/{assignment.id}.md, {item}: above the item there must be a table of the levels "
                    f"4 to 1 whose best one earns {most} points. Write it as the other sets do."
                )
            found.append(made[item])
    return found


def _of_set(root: Path, name: str) -> Iterator[Rubric]:
    title, levels, falls = "", (), ""
    for cell in text.read(root / "content" / "exercises" / f"{name}.md").cells:
        if "written" in cell.metadata:
            yield Rubric(name, cell.metadata["written"], title, levels, falls)
            title, levels, falls = "", (), ""
            continue
        head = _ITEM.search(cell.source)
        rows = _ROW.findall(cell.source)
        if head and rows:
            fall = _FALL.search(cell.source)
            title, falls = head[1], fall[0] if fall else ""
            levels = tuple(
                Level(int(level), float(own.strip() or joint), said.strip()) for level, own, joint, said in rows
            )


def render(course: Course, found: Sequence[Rubric]) -> str:
    """Return the page: a sheet for each item."""
    parts = []
    for rubric in found:
        rows = [(f"☐ {one.level}", f"{one.points:g}", one.text) for one in rubric.levels]
        parts += [
            f"## {rubric.item}: {rubric.title}",
            f"{rubric.assignment}, {course.assignment(rubric.assignment).title}.",
            markdown.table(["Level", "Points", "What the text does"], rows),
            *([rubric.falls] if rubric.falls else []),
            "**Student or number:** ______________ **Marked by:** ______________ **Level:** ____",
            "**The place that decided it:** ____________________________________________",
            "**What would lift it by one level:** ____________________________________________",
        ]
    return markdown.page(
        "Rubrics to print",
        "Each stands above its item in the set too, so learners know it. Begin at level 3 and ask what lifts the text "
        "or lowers it. Between two levels the lower counts, unless nothing in the text is wrong. The capstone has a "
        "sheet for reviewers and notes for markers in [its own page](../capstone.md). `course teach print rubrics "
        "--output FILE.html` gives one sheet a page, `course teach rubrics --output FILE.csv` a table for other "
        "systems.",
        *parts,
    )


def table(found: Sequence[Rubric]) -> str:
    """Return the rubrics as CSV, one row a level; see :data:`COLUMNS`."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(COLUMNS)
    for rubric in found:
        for one in rubric.levels:
            writer.writerow([rubric.assignment, rubric.item, one.level, f"{one.points:g}", one.text])
    return page.getvalue()
