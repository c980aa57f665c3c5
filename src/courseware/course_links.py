"""What ``course.yml`` refers to beside itself: coverage, misconceptions, tables and facts, read and compared."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from courseware.course_errors import CourseError, Document, Problem, nearest, shape_problems
from courseware.course_model import Course, Misconception

COVERAGE, MISCONCEPTIONS = "content/coverage.csv", "content/misconceptions.yml"
TABLES, FACTS = "data/datapackage.json", "data/facts.csv"
_CATALOGUE = TypeAdapter(dict[str, Misconception])


@dataclass(frozen=True)
class CoverageRow:
    """One statement of a source document: the lesson that teaches it and the one that takes it up again, if any."""

    id: str
    lesson: str
    also: str


@dataclass(frozen=True)
class Surroundings:
    """What lies beside ``course.yml``; None where the folder of the course does not hold it.

    Coverage and misconceptions are expected where there is a ``content`` folder: in a clone, not in the copy inside
    the wheel.
    """

    coverage: Sequence[CoverageRow] | None = None
    misconceptions: Mapping[str, Misconception] | None = None
    tables: Sequence[str] | None = None
    facts: Sequence[str] | None = None

    @classmethod
    def read(cls, root: Path) -> Surroundings:
        """Read them from the folder of the course; CourseError if a file is missing or malformed."""
        authored = (root / "content").is_dir()
        return cls(
            coverage=_coverage(root) if authored else None,
            misconceptions=misconceptions(root) if authored else None,
            tables=_tables(root) if (root / TABLES).is_file() else None,
            facts=_facts(root) if (root / FACTS).is_file() else None,
        )


Check = Callable[[Course, Surroundings], Iterator[Problem]]


def misconceptions(root: Path) -> dict[str, Misconception]:
    """Return the catalogue of misconceptions by id (``MIS-norms-binding``).

    Raises
    ------
    CourseError
        If ``content/misconceptions.yml`` is missing or malformed.
    """
    document = Document.read(root, MISCONCEPTIONS)
    problems = list(document.repeated_keys())
    problems += [((id,), "does not begin with 'MIS-'. Rename it.") for id in document.data if id[:4] != "MIS-"]
    try:
        catalogue = _CATALOGUE.validate_python(document.data)
    except ValidationError as error:
        problems += shape_problems(error, _CATALOGUE.json_schema())
    if problems:
        raise CourseError(document.sentence(problem) for problem in problems)
    return catalogue


def coverage_complete(course: Course, around: Surroundings) -> Iterator[Problem]:
    """Every row of content/coverage.csv is taught in the lesson it names, taken up where it says, and nowhere else."""
    if around.coverage is None:
        return
    rows = {row.id: row for row in around.coverage}
    ids = course.order()
    for i, lesson in enumerate(course.lessons):
        for key, column in (("coverage", "lesson"), ("coverage_also", "also")):
            listed: list[str] = getattr(lesson, key)
            for name in listed:
                if name not in rows:
                    yield ("lessons", i, key), f"{COVERAGE} has no row '{name}'. {nearest(name, [*rows])}"
                elif getattr(rows[name], column) != lesson.id:
                    stands = getattr(rows[name], column) or "none"
                    yield ("lessons", i, key), f"row {name} has the {column} '{stands}' in {COVERAGE}. Correct one."
            for name in sorted({name for name in listed if listed.count(name) > 1}):
                yield ("lessons", i, key), f"row {name} stands twice. Keep it once."
            for row in rows.values():
                if getattr(row, column) == lesson.id and row.id not in listed:
                    yield ("lessons", i, key), f"row {row.id} of {COVERAGE} is missing here. Add it."
    for row in rows.values():
        for target in (row.lesson, *filter(None, [row.also])):
            if target not in ids:
                yield ("lessons",), f"row {row.id} of {COVERAGE} names the lesson '{target}'. {nearest(target, ids)}"


def misconceptions_agree(course: Course, around: Surroundings) -> Iterator[Problem]:
    """Lessons and content/misconceptions.yml name each other."""
    if around.misconceptions is None:
        return
    known = around.misconceptions
    for i, lesson in enumerate(course.lessons):
        place = ("lessons", i, "misconceptions")
        for name in lesson.misconceptions:
            if name not in known:
                yield place, f"{MISCONCEPTIONS} has no '{name}'. {nearest(name, [*known])}"
            elif lesson.id not in known[name].lessons:
                yield place, f"{MISCONCEPTIONS} does not give '{name}' the lesson '{lesson.id}'. Add it there."
        for name, misconception in known.items():
            if lesson.id in misconception.lessons and name not in lesson.misconceptions:
                yield place, f"{MISCONCEPTIONS} gives '{name}' to this lesson. Add it here or drop it there."
    for name, misconception in known.items():
        for target in misconception.lessons:
            if target not in course.order():
                yield ("lessons",), f"{MISCONCEPTIONS}, {name}: no lesson '{target}'. {nearest(target, course.order())}"


def tables_and_facts_exist(course: Course, around: Surroundings) -> Iterator[Problem]:
    """What is ready names tables and facts that the course holds; what is planned may run ahead of the data."""
    parts = [(("lessons", i), lesson) for i, lesson in enumerate(course.lessons) if lesson.status == "ready"]
    for i, assignment in enumerate(course.assignments):
        if assignment.status == "ready":
            parts += [(("assignments", i, "items", j), item) for j, item in enumerate(assignment.items)]
    for key, known, home in (
        ("tables", around.tables, TABLES),
        ("facts", around.facts, FACTS),
    ):
        for loc, part in parts:
            for name in getattr(part, key):
                if known is not None and name not in known:
                    yield (*loc, key), f"{home} has no '{name}'. {nearest(name, known)}"


CHECKS: tuple[Check, ...] = (coverage_complete, misconceptions_agree, tables_and_facts_exist)


def _coverage(root: Path) -> list[CoverageRow]:
    if not (root / COVERAGE).is_file():
        raise CourseError([f"{COVERAGE} is missing in {root}. Put it back; it maps the source documents to lessons."])
    with (root / COVERAGE).open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = {"id", "lesson", "also"} - {*(reader.fieldnames or ())}
        if missing:
            raise CourseError([f"{COVERAGE}, line 1: there is no column {', '.join(sorted(missing))}. Add it."])
        rows = [CoverageRow(row["id"], row["lesson"], row["also"]) for row in reader]
    twice = [id for id, count in Counter(row.id for row in rows).items() if count > 1]
    if twice:
        raise CourseError([f"{COVERAGE}: row {id} stands twice. Keep one of them." for id in twice])
    return rows


def _tables(root: Path) -> list[str]:
    descriptor = json.loads((root / TABLES).read_text(encoding="utf-8"))
    return [resource["name"] for resource in descriptor["resources"]]


def _facts(root: Path) -> list[str]:
    with (root / FACTS).open(encoding="utf-8", newline="") as lines:
        return [row["id"] for row in csv.DictReader(lines)]
