"""The marks of a class: the one place where all policies apply.

For each student and assignment, in this order:

1. *excused* ends it: no mark, no free day used;
2. *groups*: the work of the group, where the set has groups;
3. nothing handed in: *missing*, no mark, never 0;
4. *regrade*: second looks replace points of items;
5. *peer*: reviews make their share of the points;
6. *due*: accommodation, then extension; a group has the latest date of a member;
7. *late*: days late, free days of the student's term in the order of due dates, percentage of what 4 and 5 left;
8. what still needs a person *waits*: no mark, but its free days are used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courseware.course_errors import nearest
from courseware.teach.marks import Mark, State
from courseware.teach.people import Student
from courseware.teach.policies import extension, groups, late, regrade, review
from courseware.teach.policies.entries import Tables
from courseware.teach.policies.extension import Due
from courseware.teach.policies.gradebook import Book
from courseware.teach.policies.groups import Shared
from courseware.teach.policies.late import Days
from courseware.teach.policies.policy import Policy


def marks(
    roster: Sequence[Student],
    books: Mapping[str, Book],
    policy: Policy,
    tables: Tables,
    returned: Mapping[str, datetime] | None = None,
) -> list[Mark]:
    """Return a mark for each student of the roster and each assignment, in the order of roster and ``policy.yml``.

    Parameters
    ----------
    books
        By assignment, those that were released (:func:`courseware.teach.policies.gradebook.read`).
    returned
        When feedback on an assignment was returned, where that is known; the window for regrades begins there.

    Raises
    ------
    ValueError
        If ``policy.yml`` has no dates for an assignment, or a regrade cannot be; with what to do.
    """
    for name in books:
        if name not in policy.assignments:
            raise ValueError(f"policy.yml has no dates for {name}. Add them. {nearest(name, [*policy.assignments])}")
    for one in tables.regrades:
        # Those about work that is not there, or waits, too: a slip is told at once and not weeks later.
        if one.assignment in books:
            regrade.check(one, books[one.assignment].of)
    return [mark for one in roster for mark in _Term(one.id, books, policy, tables, returned or {}).marks()]


@dataclass(frozen=True)
class _Term:
    """One student's term."""

    student: str
    books: Mapping[str, Book]
    policy: Policy
    tables: Tables
    returned: Mapping[str, datetime]

    def marks(self) -> list[Mark]:
        """Return the student's mark for each assignment."""
        names = [name for name in self.policy.assignments if name in self.books]
        excuses = {name: extension.excused(self.student, name, self.tables.extensions) for name in names}
        works = {name: work for name in names if not excuses[name] and (work := self._work(name))}
        dues = {name: self._due(name, works.get(name)) for name in names}
        days = self._days(works, dues)
        found = []
        for name in names:
            if name in works:
                found.append(self._of_work(name, works[name], dues[name], days[name]))
            elif excuse := excuses[name]:
                by = f" by {excuse.granted_by}" if excuse.granted_by else ""
                found.append(self._mark(name, state="excused", trail=(f"Excused{by}.",)))
            else:
                trail = (*dues[name].trail, "Nothing was handed in.", *self._in_vain(name))
                found.append(self._mark(name, state="missing", trail=trail))
        return found

    def _in_vain(self, name: str) -> Iterator[str]:
        for one in self.tables.regrades:
            if (one.student, one.assignment) == (self.student, name):
                yield f"Regrade {one.id} of {one.item} has no effect."

    def _work(self, name: str) -> Shared | None:
        group = groups.partners(self.student, name, self.policy, self.tables.groups)
        return groups.shared(group, self.books[name].works)

    def _due(self, name: str, work: Shared | None) -> Due:
        members = work.members if work else ()
        return extension.due_in_group(self.student, members, name, self.tables.extensions, self.policy)

    def _days(self, works: Mapping[str, Shared], dues: Mapping[str, Due]) -> dict[str, Days]:
        ordered = sorted(works, key=lambda name: dues[name].at)
        rule = self.policy.late
        counted = [late.days(dues[name].at, works[name].work.handed_in or dues[name].at, rule) for name in ordered]
        return dict(zip(ordered, late.spent(counted, rule), strict=True))

    def _of_work(self, name: str, shared: Shared, due: Due, days: Days) -> Mark:
        work, lateness = shared.work, self._lateness(shared, due, days)
        if work.waits:
            return self._mark(name, state="waiting", trail=(*shared.trail, *due.trail, *lateness, work.waits))
        raw = sum(points or 0.0 for points in work.points.values())
        points, trail = self._second_looks(name, shared)
        waits = [item for item, earned in points.items() if earned is None]
        if waits:
            told = f"Waits for a person: {', '.join(waits)}."
            return self._mark(name, state="waiting", raw=raw, trail=(*trail, *due.trail, *lateness, told))
        earned, said = self._with_reviews(name, shared, sum(points.values()))
        penalty = late.penalty(earned, days.paid, self.policy.late)
        return self._mark(
            name,
            state="marked",
            raw=raw,
            penalty=penalty,
            final=round(max(earned, 0.0) - penalty, 2),
            trail=(*trail, *said, *due.trail, *lateness),
        )

    def _second_looks(self, name: str, shared: Shared) -> tuple[Mapping[str, float | None], tuple[str, ...]]:
        mine = [one for one in self.tables.regrades if one.assignment == name and one.student in shared.members]
        looked = regrade.regraded(shared.work.points, self.books[name].of, mine, self.returned.get(name), self.policy)
        return looked.points, (*shared.trail, *looked.trail)

    def _with_reviews(self, name: str, shared: Shared, earned: float) -> tuple[float, tuple[str, ...]]:
        peer = self.policy.peer
        if name not in peer.assignments or not peer.weight_percent:
            return earned, ()
        said = review.combined(self.tables.reviews, name, shared.members, peer.exemplars, peer.reviewers)
        if said.share is None:
            return earned, said.trail
        weight, theirs = peer.weight_percent / 100, said.share * self._of(name)
        told = f"They say {theirs:g} points and make {peer.weight_percent:g} % of the mark; {earned:g} make the rest."
        return (1 - weight) * earned + weight * theirs, (*said.trail, told)

    def _lateness(self, shared: Shared, due: Due, days: Days) -> tuple[str, ...]:
        rule, handed_in = self.policy.late, shared.work.handed_in
        if handed_in is None:
            return ("Nobody knows when it was handed in, so it counts as in time.",)
        when = f"Handed in {self.policy.shown(handed_in)}, due {self.policy.shown(due.at)}"
        if not days.late:
            return (f"{when}: within the grace of {rule.grace_minutes} minutes.",) if handed_in > due.at else ()
        free = f", {days.free} of them free; {days.left} of {rule.free_days} free days are left" if days.free else ""
        told = f"{when}: {_counted(days.late)} late{free}."
        if not days.paid:
            return (told,)
        percent = late.percent(days.paid, rule)
        cap = ", the most that lateness costs" if days.paid * rule.per_day_percent > percent else ""
        costs = f"{_counted(days.paid)} cost{'s' if days.paid == 1 else ''}"
        return (told, f"{costs} {percent:g} % of the points earned{cap}.")

    def _of(self, name: str) -> float:
        return sum(self.books[name].of.values())

    def _mark(self, name: str, *, state: State, raw: float | None = None, **more: Any) -> Mark:
        return Mark(self.student, name, state, raw, self._of(name), **more)


def _counted(number: int) -> str:
    return f"{number} day{'s' if number != 1 else ''}"
