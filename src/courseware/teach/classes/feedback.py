"""Make the feedback pages of an assignment, of every member of a group the one that counts."""

from __future__ import annotations

import shutil
from datetime import datetime

from nbgrader.converters import GenerateFeedback

from courseware.teach.classes import returned
from courseware.teach.classes.converting import convert
from courseware.teach.classes.folder import Workspace
from courseware.teach.classes.term import Term


def hand_back(workspace: Workspace, assignment: str, now: datetime) -> int:
    """Write ``feedback/STUDENT/ASSIGNMENT/`` anew, with points and comments of the gradebook, and return how many.

    ``now`` is kept as the moment at which feedback was returned, unless it was before.

    Raises
    ------
    ValueError
        If nothing is graded yet, or nbgrader refuses; with what to do.
    """
    course = workspace.course
    workspace.released(assignment)
    graded = [
        one
        for one in workspace.roster
        if any(workspace.folder(course.autograded_directory, one, assignment).glob("*.ipynb"))
    ]
    if not graded:
        raise ValueError(f"Nothing of {assignment} is graded yet. Do that first: course class grade {assignment}")
    for student in graded:
        convert(GenerateFeedback, workspace, assignment, f"No feedback can be made for {student}.", student)
    have = {*graded}
    for student, by in _shared(workspace, assignment).items():
        source, target = (workspace.folder(course.feedback_directory, one, assignment) for one in (by, student))
        if by in graded:
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target)
            have.add(student)
    returned.note(workspace, assignment, now)
    return len(have)


def _shared(workspace: Workspace, assignment: str) -> dict[str, str]:
    """Return whose work counts, for those for whom another's of the group does."""
    dates = workspace.policy.assignments.get(assignment)
    if dates is None or not dates.groups:
        return {}
    term = Term(workspace)
    works = {one: work for one in workspace.roster if (work := term.shared(one, assignment))}
    return {one: work.by for one, work in works.items() if work.by != one}
