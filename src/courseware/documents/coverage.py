"""``docs/coverage.md``: where each statement of the two source documents is taught, and what tests it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from nbformat import NotebookNode

from courseware.author import coverage_rules
from courseware.course import Course
from courseware.course_links import COVERAGE
from courseware.documents import markdown

_HEADING = re.compile(r"^#{1,3}\s+(.+)$", re.MULTILINE)


def render(root: Path, course: Course, texts: Mapping[str, NotebookNode]) -> str:
    """Return the page.

    Parameters
    ----------
    root
        The folder of the course.
    course
        Its model.
    texts
        The cells of each lesson that has a text, by the lesson's id.
    """
    testers = coverage_rules.row_matrix(course, [*coverage_rules.testers(root, course)])
    with (root / COVERAGE).open(encoding="utf-8", newline="") as file:
        statements = list(csv.DictReader(file))
    taught: dict[str, list[str]] = {}
    for lesson in course.lessons:
        for row, section in sections(texts[lesson.id]) if lesson.id in texts else ():
            taught.setdefault(row, []).append(f"{markdown.lesson_link(course, lesson)} {section}")
    parts = []
    for source in course.sources:
        own = [one for one in statements if one["source"] == source.id]
        rows = [
            (one["id"], one["topic"], "; ".join(dict.fromkeys(taught.get(one["id"], []))) or "–", _tests(testers, one))
            for one in own
        ]
        parts += [
            f"## {source.title}",
            f"{source.publisher}; {source.dated}. {len(own)} statements.",
            markdown.table(["Row", "What it says, in our words", "Taught in", "Tested by"], rows),
        ]
    return markdown.page(
        "What the two source documents say, where it is taught and what tests it",
        "Ids with a `q` are practice questions, the others graded items.",
        *parts,
    )


def sections(notebook: NotebookNode) -> Iterator[tuple[str, str]]:
    """Yield each coverage row that a cell names, with the heading the cell stands under."""
    heading = ""
    for cell in notebook.cells:
        found = _HEADING.findall(cell.source) if cell.cell_type == "markdown" else []
        heading = found[0] if found else heading
        yield from ((row, heading) for row in coverage_rules.rows_of(cell))
        heading = found[-1] if found else heading


def _tests(testers: Mapping[str, list[str]], statement: Mapping[str, str]) -> str:
    return ", ".join(testers.get(statement["id"], [])) or "–"
