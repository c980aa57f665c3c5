"""``course.yml`` as one typed, checked model: :func:`load` it, or get its :func:`json_schema` for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from courseware import course_checks, course_links
from courseware.course_errors import CourseError, Document, shape_problems
from courseware.course_links import Surroundings, misconceptions
from courseware.course_model import Assignment, Course, Item, Lesson, Misconception, Objective
from cyberdiplomacy import places

__all__ = [
    "Assignment",
    "Course",
    "CourseError",
    "Item",
    "Lesson",
    "Misconception",
    "Objective",
    "json_schema",
    "load",
    "misconceptions",
]


def load(root: Path | None = None) -> Course:
    """Read ``course.yml`` and check it against itself and against what lies beside it.

    Parameters
    ----------
    root
        The folder of the course; found by :func:`cyberdiplomacy.places.root` if not given.

    Raises
    ------
    CourseError
        With one sentence a problem, each naming file, line, key and remedy. Faults of shape come first; links between
        the parts are compared once the shape is right.
    """
    root = root or places.root()
    document = Document.read(root, places.MARKER)
    problems = list(document.repeated_keys())
    try:
        course = Course.model_validate(document.data)
    except ValidationError as error:
        problems += shape_problems(error, json_schema())
        raise CourseError(document.sentence(problem) for problem in problems) from None
    around = Surroundings.read(root)
    problems += [problem for check in course_checks.CHECKS for problem in check(course)]
    problems += [problem for check in course_links.CHECKS for problem in check(course, around)]
    if problems:
        raise CourseError(document.sentence(problem) for problem in problems)
    return course


def json_schema() -> dict[str, Any]:
    """Return the JSON schema of ``course.yml``, from which editors complete and explain its keys."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Course.model_json_schema()
