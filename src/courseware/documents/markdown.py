"""Tables and links of a made page, in plain Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from courseware.course import Course, Lesson


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; a bar inside a cell is escaped, a line break becomes a space."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def lesson_link(course: Course, lesson: Lesson) -> str:
    """Return the number of a lesson as a link to its notebook, seen from ``docs``; plain while there is none."""
    if lesson.kind != "lesson" or lesson.status != "ready":
        return lesson.id
    return f"[{lesson.id}](../{course.notebook_path(lesson.id).as_posix()})"


def page(title: str, *parts: str) -> str:
    """Return a whole page that says how it was made."""
    made = "Made by `course build` from `course.yml` and `content/`. Edit there, not here."
    return "\n\n".join([f"# {title}", made, *parts]) + "\n"


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")
