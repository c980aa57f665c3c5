"""The pages of ``docs/instructor/`` that are made; the others are written by hand."""

from __future__ import annotations

from pathlib import Path

from courseware import course as course_file
from courseware.course import Course
from courseware.teach.material import peer, plans, rubrics, syllabus


def pages(root: Path, course: Course) -> dict[str, str]:
    """Return each page, by its path in the course, with its content.

    Raises
    ------
    ValueError
        If plans, peer questions or rubrics hold a fault; a sentence for each.
    """
    beliefs = course_file.misconceptions(root)
    asked = peer.load(root, course, beliefs)
    return {
        "docs/instructor/peer-questions.md": peer.render(course, asked, beliefs),
        "docs/instructor/rubrics.md": rubrics.render(course, rubrics.load(root, course)),
        "docs/instructor/syllabus.md": syllabus.render(course, plans.load(root, course)),
    }
