"""All pages of ``docs/`` that are made, by their path."""

from __future__ import annotations

from pathlib import Path

from courseware.author import text
from courseware.course import Course
from courseware.documents import board, changes, coverage, refresh
from courseware.teach.material import made as material
from cyberdiplomacy import facts


def pages(root: Path, course: Course) -> dict[str, str]:
    """Return each page, by its path in the course, with its content.

    Raises
    ------
    AuthorError
        If the text of a lesson cannot be read.
    """
    paths = {lesson.id: root / "content" / "lessons" / f"{lesson.slug}.md" for lesson in course.lessons}
    texts = {id: text.read(path) for id, path in paths.items() if path.is_file()}
    return {
        "docs/board.md": board.render(course),
        "docs/coverage.md": coverage.render(root, course, texts),
        "docs/refresh-calendar.md": refresh.render(course, facts.all_facts()),
        "docs/what-changed.md": changes.render(course, texts),
        **material.pages(root, course),
    }
