"""House rules of a lesson's shape: which tagged cells stand in which order, how much there is, and what [meta] says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from nbformat import NotebookNode

from courseware.author import prose, text
from courseware.author.problems import Problem
from courseware.course import Assignment, Lesson
from courseware.course_errors import nearest

BODY = ("concept", "check", "data", "faded")
"""The tags of a lesson's blocks, in any order; all others have their place."""
ORDER = (
    "title", "meta", "retrieve", "hook", *BODY, "then-now", "apply", "reflect", "summary", "exit", "reading", "sources",
)  # fmt: skip
MAY_LACK = {"00": frozenset({"retrieve", "then-now", "apply", "exit"})}

CELLS, CODE_CELLS, WORDS, WORDS_OF_LONG = (30, 45), 20, (1_000, 1_800), 2_200
LONG, SMALL = frozenset({"01", "12", "14"}), frozenset({"00", "00P", "00T", "08"})
"""Lessons that may have more words, and lessons that may have fewer cells and words."""

# Code of a block also stands where two dates are compared and where a case is worked on.
_CODE, _WORKED_ON = ("check", "data"), ("then-now", "apply")
_MINUTES = re.compile(r"\b(\d+)\s+minutes(?:\s+\(([PT])\))?")
_HEADING_WITH_POINTS = re.compile(r"^##+ .*\((\d+) points?\)$", re.MULTILINE)

Rule = Callable[[Path, NotebookNode, Lesson], Iterator[Problem]]


def cells_in_order(path: Path, notebook: NotebookNode, lesson: Lesson) -> Iterator[Problem]:
    """The tagged cells stand in the fixed order; a cell without a tag belongs to what stands above it."""
    current = ORDER[0]
    for index, cell in enumerate(notebook.cells):
        for tag in _tags(cell):
            if tag not in ORDER:
                said = f"no lesson has cells tagged '{tag}'. {nearest(tag, ORDER)}"
                yield Problem(str(path), text.where(index, cell), said)
            elif _place(tag) >= _place(current):
                current = tag
            elif not (tag in _CODE and current in _WORKED_ON):
                said = f"[{tag}] stands after [{current}]. The order is {', '.join(ORDER)}; move this cell up."
                yield Problem(str(path), text.where(index, cell), said)


def cells_present(path: Path, notebook: NotebookNode, lesson: Lesson) -> Iterator[Problem]:
    """No part of a lesson is missing; lesson 00, before which there is nothing, may lack some."""
    there = {tag for cell in notebook.cells for tag in _tags(cell)}
    for tag in ORDER:
        if tag not in there and tag not in MAY_LACK.get(lesson.id, ()):
            yield Problem(str(path), "", f"no cell is tagged [{tag}]. Write that part, or tag the cell that is it.")


def size(path: Path, notebook: NotebookNode, lesson: Lesson) -> Iterator[Problem]:
    """A lesson has 30 to 45 cells, at most 20 of them code, and 1,000 to 1,800 words of prose.

    Tables, code, quizzes and the cell [sources] hold no prose. Some lessons may be longer, some shorter.
    """
    cells = len(notebook.cells)
    code = sum(cell.cell_type == "code" for cell in notebook.cells)
    words = count_words(notebook)
    most_words = WORDS_OF_LONG if lesson.id in LONG else WORDS[1]
    if cells > CELLS[1]:
        yield Problem(str(path), "", f"{cells} cells; at most {CELLS[1]}. Cut, or join cells with one idea.")
    if code > CODE_CELLS:
        yield Problem(str(path), "", f"{code} code cells; at most {CODE_CELLS}. Cut what the question can do without.")
    if words > most_words:
        yield Problem(str(path), "", f"{words} words of prose; at most {most_words}. Cut, or move rows into a table.")
    if lesson.id in SMALL:
        return
    if cells < CELLS[0]:
        yield Problem(str(path), "", f"{cells} cells; at least {CELLS[0]}. Split cells that hold more than one idea.")
    if words < WORDS[0]:
        yield Problem(str(path), "", f"{words} words of prose; at least {WORDS[0]}. Explain what is only shown.")


def minutes_agree(path: Path, notebook: NotebookNode, lesson: Lesson) -> Iterator[Problem]:
    """The cell [meta] gives the minutes of ``course.yml`` for each track."""
    stated = set(_MINUTES.findall(_meta(notebook)))
    wanted = {(str(minutes), track) for track, minutes in lesson.minutes.items()}
    one = {(str(minutes), "") for minutes in lesson.minutes.values()}
    of_tracks = {(minutes, track) for minutes, track in stated if track}
    if not (of_tracks <= wanted and (wanted <= stated or (len(one) == 1 and one <= stated))):
        words = ", ".join(f"{minutes} minutes ({track})" for track, minutes in lesson.minutes.items())
        yield Problem(str(path), "[meta]", f"the minutes are not those of course.yml. Write '{words}'.")


def as_of_agrees(path: Path, notebook: NotebookNode, as_of: date) -> Iterator[Problem]:
    """The cell [meta] gives the as-of date of the course."""
    day = f"{as_of.day} {as_of:%B %Y}"
    if day not in _meta(notebook):
        yield Problem(str(path), "[meta]", f"the as-of date is not that of course.yml. Write '{day}'.")


def points_agree(path: Path, master: NotebookNode, assignment: Assignment) -> Iterator[Problem]:
    """The heading above the items of a set states the points that ``course.yml`` gives them."""
    points = {item.id: item.points for item in assignment.items}
    heading, stated = "", {"": 0}
    earned: dict[str, int] = {}
    for cell in master.cells:
        if cell.cell_type == "markdown":
            for match in _HEADING_WITH_POINTS.finditer(cell.source):
                heading = match[0]
                stated[heading] = int(match[1])
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        earned[heading] = earned.get(heading, 0) + points.get(grade_id, 0)
    for heading, said in stated.items():
        if earned.get(heading, 0) != said:
            place = heading or "before the first heading with points"
            due = f"the items below it have {earned.get(heading, 0)} points in course.yml"
            yield Problem(str(path), place, f"{due}. End the heading of each item with '(2 points)' and the like.")


def count_words(notebook: NotebookNode) -> int:
    """Return the words of prose of a lesson."""
    return sum(
        prose.words(cell.source)
        for cell in notebook.cells
        if cell.cell_type == "markdown" and "sources" not in _tags(cell)
    )


def _place(tag: str) -> int:
    return ORDER.index(BODY[0] if tag in BODY else tag)


def _tags(cell: NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


def _meta(notebook: NotebookNode) -> str:
    return "\n".join(cell.source for cell in notebook.cells if "meta" in _tags(cell))


RULES: tuple[Rule, ...] = (cells_in_order, cells_present, size, minutes_agree)
