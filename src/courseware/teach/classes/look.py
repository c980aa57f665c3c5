"""Write the page of a class: item difficulty, wrong beliefs, who falls behind, what to teach again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from courseware import course as course_file
from courseware.course_errors import nearest
from courseware.grade.classroom.lock import OWN
from courseware.grade.classroom.records import Records
from courseware.teach.classes import folder
from courseware.teach.classes.folder import REPORTS, Workspace
from courseware.teach.classes.term import Term
from courseware.teach.insight import page, reteach


def write(workspace: Workspace, assignments: Sequence[str], *, hide: bool = False) -> Path:
    """Write ``reports/insight.html`` and return its path.

    Parameters
    ----------
    assignments
        The sets it is about; all that are graded if none is named.
    hide
        Whether numbers stand for names, whatever ``policy.yml`` says.

    Raises
    ------
    ValueError
        If nothing is graded yet, or the class has no such set; with what to do.
    """
    root = folder.course_root()
    course = course_file.load(root)
    term = Term(workspace)
    for name in assignments:
        if name not in term.books:
            raise ValueError(f"'{name}' is not released, or has no dates in policy.yml. {nearest(name, [*term.books])}")
    records = {
        name: found
        for name in assignments or term.books
        if (found := [*Records(workspace.home / OWN / name / "students").all()])
    }
    if not records:
        raise ValueError("Nothing is graded yet. Do that first: course class grade ex01")
    shown = page.Shown(
        title=workspace.course.course_id or workspace.home.name,
        records=records,
        marks=[mark for mark in term.marks if mark.assignment in records],
        students=[*workspace.roster.values()],
        course=course,
        misconceptions=course_file.misconceptions(root),
        sections=reteach.sections(root, course),
        secret=workspace.secret if hide or workspace.policy.names == "hidden" else None,
    )
    return page.write(workspace.home / REPORTS, shown)
