"""When a set is due for one student: the date of the class, an accommodation, an extension, in this order.

Nothing here needs a submission, so both can be granted, and told, before there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from courseware.teach.policies.entries import EVERY, Extension
from courseware.teach.policies.policy import Policy


@dataclass(frozen=True)
class Due:
    """An instant in UTC, and a sentence for each entry that had a say."""

    at: datetime
    trail: tuple[str, ...] = ()


def due(student: str, assignment: str, entries: Iterable[Extension], policy: Policy) -> Due:
    """Return when an assignment is due for a student.

    An accommodation multiplies the time from release to the date of the class; the largest factor counts. Of that and
    all extensions the latest counts, so that no entry takes time away.

    Raises
    ------
    KeyError
        If the policy has no dates for the assignment.
    """
    dates = policy.assignments[assignment]
    mine = [one for one in entries if one.student == student and one.assignment in (assignment, EVERY)]
    at, trail = dates.due, []
    factor = max((one.factor for one in mine if one.kind == "accommodation"), default=1.0)
    if factor > 1:
        at = dates.released + (dates.due - dates.released) * factor
        trail.append(f"Accommodation: {factor:g} times the time, due {policy.shown(at)}.")
    granted = [one for one in mine if one.kind == "extension" and one.due is not None]
    if granted:
        last = max(granted, key=lambda one: one.due)
        by = f", granted by {last.granted_by}" if last.granted_by else ""
        if last.due > at:
            at = last.due
            trail.append(f"Extension: due {policy.shown(at)}{by}.")
        else:
            trail.append(f"Extension to {policy.shown(last.due)}{by}: not later than it was due anyway.")
    return Due(at, tuple(trail))


def due_in_group(
    student: str, members: Iterable[str], assignment: str, entries: Sequence[Extension], policy: Policy
) -> Due:
    """Return when work that is shared is due for a student: when the last of the members must have handed in."""
    own = due(student, assignment, entries, policy)
    last = max([own.at, *(due(one, assignment, entries, policy).at for one in members)])
    if last == own.at:
        return own
    return Due(last, (*own.trail, f"The group has the latest date of a member: due {policy.shown(last)}."))


def excused(student: str, assignment: str, entries: Iterable[Extension]) -> Extension | None:
    """Return the entry that excuses a student from an assignment, if there is one."""
    mine = (one for one in entries if (one.student, one.assignment, one.kind) == (student, assignment, "excused"))
    return next(mine, None)
