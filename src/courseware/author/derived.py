"""Small files written from the model: the nbgrader configuration, the editors' schema, a README per built folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from courseware import course as model
from courseware.author import files
from courseware.author.problems import Problem
from courseware.course import Course
from courseware.teach import nbgraderconfig

COURSE_ID = "eu-cyber-diplomacy"
_READMES = {
    "notebooks": ("Lessons, executed: what a learner opens.", "content/lessons/"),
    "exercises": ("Exercise sets as students get them, executed on empty answers.", "content/exercises/"),
    "solutions": ("Instructor masters with solutions and hidden tests.", "content/exercises/"),
}


def texts(course: Course) -> dict[str, str]:
    """Return each derived file, by its path in the course, with its content."""
    made = {
        "nbgrader_config.py": nbgraderconfig.render(course_id=COURSE_ID),
        "content/schemas/course.schema.json": json.dumps(model.json_schema(), indent=1, sort_keys=True) + "\n",
    }
    for folder, (what, source) in _READMES.items():
        made[f"{folder}/README.md"] = (
            f"{what}\nBuilt from `{source}` by `course build`.\nEdit there, not here: the next build overwrites this.\n"
        )
    return made


def write(root: Path, contents: Mapping[str, str]) -> None:
    """Write every file, by its path in the course, that does not hold its content yet."""
    for name, content in contents.items():
        path = root / name
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            files.write(path, content)


def stale(root: Path, contents: Mapping[str, str]) -> Iterator[Problem]:
    """Find files that differ from what the model gives."""
    for name, content in contents.items():
        path = root / name
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            yield Problem(name, "", "is out of date. Run `course build`.")
