"""What lateness costs: grace, days begun, a percentage of the points earned with a cap, free days over a term."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from courseware.teach.policies.policy import Late

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """Days late of one submission, those of them that are free, and the free days left after it."""

    late: int
    free: int
    left: int

    @property
    def paid(self) -> int:
        """Days that cost points."""
        return self.late - self.free


def days(due: datetime, handed_in: datetime, rule: Late) -> int:
    """Return how many days late a submission is: each 24 hours begun after the due instant and its grace count."""
    over = handed_in - due - timedelta(minutes=rule.grace_minutes)
    return max(0, -(-over // _DAY))


def spent(late: Iterable[int], rule: Late) -> list[Days]:
    """Use up the free days of a term.

    Parameters
    ----------
    late
        Days late of each submission of one student, in the order of due dates, in which free days are used up:
        as many as are left, on whatever comes first, whether or not it earned points.
    """
    left, found = rule.free_days, []
    for number in late:
        free = min(number, left)
        left -= free
        found.append(Days(number, free, left))
    return found


def percent(paid: int, rule: Late) -> float:
    """Return the percentage of the points earned that so many days cost, never more than the cap."""
    return min(paid * rule.per_day_percent, rule.cap_percent)


def penalty(earned: float, paid: int, rule: Late) -> float:
    """Return the points that lateness takes, to a hundredth: never more than were earned, never less than none."""
    return round(max(earned, 0.0) * percent(paid, rule) / 100, 2)
