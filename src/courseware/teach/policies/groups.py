"""One work of a group counts for its members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from courseware.teach.policies.entries import Member
from courseware.teach.policies.gradebook import Work
from courseware.teach.policies.policy import Policy

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Shared:
    """The work that counts for a student: whose it is, with whom it is shared, and a sentence if it is a group's."""

    by: str
    work: Work
    members: tuple[str, ...]
    trail: tuple[str, ...] = ()


def members(student: str, entries: Iterable[Member]) -> tuple[str, ...]:
    """Return the members of a student's group in the order of the file; the student alone if there is no group."""
    entries = tuple(entries)
    mine = {one.group for one in entries if one.student == student}
    return tuple(one.student for one in entries if one.group in mine) or (student,)


def partners(student: str, assignment: str, policy: Policy, entries: Iterable[Member]) -> tuple[str, ...]:
    """Return who hands in one work with a student, the student among them: the group, where the set has groups."""
    dates = policy.assignments.get(assignment)
    return members(student, entries) if dates and dates.groups else (student,)


def shared(group: tuple[str, ...], works: Mapping[str, Work]) -> Shared | None:
    """Return the work that counts for every member of a group, or None if none of them handed in.

    Of several the last in time counts. One whose time nobody knows counts only if there is no other.
    """
    handed_in = [one for one in group if one in works]
    if not handed_in:
        return None
    by = max(handed_in, key=lambda one: works[one].handed_in or _LONG_AGO)
    if len(group) == 1:
        return Shared(by, works[by], group)
    trail = [f"Handed in by {by} for the group {', '.join(group)}."]
    others = [one for one in handed_in if one != by]
    if others:
        trail.append(f"The group handed in more than once; the last counts, not that of {', '.join(others)}.")
    return Shared(by, works[by], group, tuple(trail))
