"""House rules of coverage: what a ready lesson promises is taught by a cell and tested by a question or an item."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from courseware.author import questions, text
from courseware.author.problems import AuthorError, Problem
from courseware.course import Course
from courseware.course_errors import nearest
from courseware.course_links import COVERAGE, Surroundings
from cyberdiplomacy.quiz_bank import QUIZZES

Texts = Mapping[str, tuple[Path, NotebookNode]]
"""The text of each lesson that has one, by the lesson's id: where it is and its cells."""


@dataclass(frozen=True)
class Tester:
    """A practice question or a graded item, and what it tests.

    ``path`` is where that is declared; ``counts`` is false while its assignment is only planned.
    """

    id: str
    path: str
    objectives: Sequence[str]
    rows: Sequence[str]
    counts: bool = True


def problems(root: Path, course: Course, texts: Texts) -> list[Problem]:
    """Return every name that leads nowhere, and every promise of a ready lesson that is not kept."""
    known = [row.id for row in Surroundings.read(root).coverage or ()]
    all_testers = [*testers(root, course)]
    return sorted(
        [
            *known_names(course, known, all_testers),
            *known_rows_in_texts(known, texts),
            *rows_taught(course, texts),
            *rows_tested(course, all_testers),
            *objectives_tested(course, all_testers),
        ]
    )


def testers(root: Path, course: Course) -> Iterator[Tester]:
    """Yield all practice questions, graded items and graded questions; a broken file is reported where it is built."""
    for path in sorted((root / QUIZZES).glob("*.yml")):
        yield from _asked(path, counts=lambda _: True)
    ready = {item.id for assignment in course.assignments if assignment.status == "ready" for item in assignment.items}
    for assignment in course.assignments:
        for item in assignment.items:
            yield Tester(item.id, "course.yml", item.objectives, item.coverage, item.id in ready)
        yield from _asked(root / "content" / "exercises" / f"{assignment.id}.questions.yml", counts=ready.__contains__)


def objective_matrix(course: Course, all_testers: Sequence[Tester]) -> dict[str, list[str]]:
    """Return the ids of the questions and items that test each objective of the course, in teaching order."""
    goals = [goal.id for lesson in course.lessons for goal in lesson.objectives]
    return _by(goals, [(goal, tester) for tester in all_testers for goal in tester.objectives])


def row_matrix(course: Course, all_testers: Sequence[Tester]) -> dict[str, list[str]]:
    """Return the ids of the questions and items that test each coverage row, by the lesson that teaches it."""
    rows = [row for lesson in course.lessons for row in lesson.coverage]
    return _by(rows, [(row, tester) for tester in all_testers for row in tester.rows])


def rows_of(cell: NotebookNode) -> list[str]:
    """Return the coverage rows that a cell names in its metadata: one as a text, or several as a list."""
    rows = cell.metadata.get("coverage", [])
    return [rows] if isinstance(rows, str) else rows


def taught(notebook: NotebookNode) -> dict[str, list[str]]:
    """Return the cells of a lesson that teach each coverage row, by the ids in their metadata ``coverage``."""
    found: dict[str, list[str]] = {}
    for index, cell in enumerate(notebook.cells):
        for row in rows_of(cell):
            found.setdefault(row, []).append(text.where(index, cell))
    return found


def known_names(course: Course, known: Sequence[str], all_testers: Sequence[Tester]) -> Iterator[Problem]:
    """Questions and items name objectives of ``course.yml`` and rows of ``content/coverage.csv``."""
    goals = [goal.id for lesson in course.lessons for goal in lesson.objectives]
    for tester in all_testers:
        for goal in tester.objectives:
            if goal not in goals:
                said = f"no lesson has the objective '{goal}'. {nearest(goal, goals)}"
                yield Problem(tester.path, tester.id, said)
        for row in tester.rows:
            if row not in known:
                yield Problem(tester.path, tester.id, f"{COVERAGE} has no row '{row}'. {nearest(row, known)}")


def known_rows_in_texts(known: Sequence[str], texts: Texts) -> Iterator[Problem]:
    """The cells of a lesson name rows of ``content/coverage.csv``."""
    for path, notebook in texts.values():
        for row, places in taught(notebook).items():
            if row not in known:
                yield Problem(str(path), places[0], f"{COVERAGE} has no row '{row}'. {nearest(row, known)}")


def rows_taught(course: Course, texts: Texts) -> Iterator[Problem]:
    """Each coverage row of a ready lesson, its own or taken up again, is named by a cell of its text."""
    for lesson in course.ready_lessons:
        if lesson.id not in texts:
            continue
        path, notebook = texts[lesson.id]
        for row in [*lesson.coverage, *lesson.coverage_also]:
            if row not in taught(notebook):
                said = f'no cell teaches row {row} of {COVERAGE}. Add it to a cell: +++ {{"coverage": ["{row}"]}}.'
                yield Problem(str(path), "", said)


def rows_tested(course: Course, all_testers: Sequence[Tester]) -> Iterator[Problem]:
    """Each coverage row of a ready lesson is tested by a practice question or a graded item."""
    tested = row_matrix(course, all_testers)
    for lesson in course.ready_lessons:
        for row in lesson.coverage:
            if not tested[row]:
                said = f"nothing tests row {row}. Name it under 'coverage' of a question, or of an item here."
                yield Problem("course.yml", f"lesson {lesson.id}", said)


def objectives_tested(course: Course, all_testers: Sequence[Tester]) -> Iterator[Problem]:
    """Each objective of a ready lesson is tested by a practice question or a graded item."""
    tested = objective_matrix(course, all_testers)
    for lesson in course.ready_lessons:
        for goal in lesson.objectives:
            if not tested[goal.id]:
                said = f"nothing tests {goal.id}. Write a question with 'lo: {goal.id}', or name it in an item here."
                yield Problem("course.yml", f"lesson {lesson.id}", said)


def _asked(path: Path, counts: Callable[[str], bool]) -> Iterator[Tester]:
    try:
        bank = questions.load(path)
    except AuthorError:
        return
    for item, question in bank.items():
        yield Tester(item, str(path), [question.lo], question.coverage, counts(item))


def _by(keys: Sequence[str], pairs: Sequence[tuple[str, Tester]]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {key: {} for key in keys}
    for key, tester in pairs:
        if tester.counts and key in found:
            found[key][tester.id] = None
    return {key: [*ids] for key, ids in found.items()}
