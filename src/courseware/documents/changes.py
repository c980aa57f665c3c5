"""``docs/what-changed.md``: what the two source documents said and what held on the as-of date, lesson by lesson."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nbformat import NotebookNode

from courseware.course import Course
from courseware.documents import markdown

_MARKER = re.compile(r"<!--.*?-->", re.DOTALL)
_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$")
_SEPARATOR = re.compile(r"\|[\s:|-]+\|")


def render(course: Course, texts: Mapping[str, NotebookNode]) -> str:
    """Return the page: the tables of every cell [then-now], as they stand in the lessons."""
    parts = []
    for lesson in course.lessons:
        for cell in texts[lesson.id].cells if lesson.id in texts else ():
            if "then-now" not in cell.metadata.get("tags", []):
                continue
            lines = [line.strip() for line in _MARKER.sub("", cell.source).splitlines()]
            rows = [line for line in lines if _ROW.match(line)]
            if len(rows) > 2 and _SEPARATOR.fullmatch(rows[1]):
                parts.append(f"## {markdown.lesson_link(course, lesson)} {lesson.title}\n\n" + "\n".join(rows))
    return markdown.page(
        "What has changed since the two documents were written",
        f"The knowledge is that of {course.as_of.isoformat()}. Each value has its source at the end of its lesson.",
        *parts,
    )
