"""Who falls behind: work that is missing, few points, points that fall from set to set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from courseware.teach.marks import Mark

FEW = 0.5
RUN = 3
FALL = 0.15


@dataclass(frozen=True)
class Behind:
    """A student to speak to.

    Attributes
    ----------
    missing
        Assignments that were not handed in, in their order.
    share
        Mean share of the points, 0 to 1, over the assignments that are marked; None if none is.
    reasons
        Why, each a sentence.
    """

    student: str
    missing: tuple[str, ...]
    share: float | None
    reasons: tuple[str, ...]


def behind(marks: Sequence[Mark]) -> list[Behind]:
    """Return the students who fall behind, those who miss most first.

    Behind is who has not handed in what others have, has less than half of the points, or has lost in each of the last
    three sets against the one before, 15 percentage points in all. What nobody has handed in is not due yet; what is
    excused or waits for a person counts neither way.

    Parameters
    ----------
    marks
        Of all students, in the order of the assignments.
    """
    begun = {mark.assignment for mark in marks if mark.state in ("marked", "waiting")}
    by_student: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.assignment in begun:
            by_student.setdefault(mark.student, []).append(mark)
    found = [_of(student, theirs) for student, theirs in by_student.items()]
    return sorted(
        (one for one in found if one.reasons),
        key=lambda one: (-len(one.missing), 1.0 if one.share is None else one.share, one.student),
    )


def _of(student: str, marks: Sequence[Mark]) -> Behind:
    missing = tuple(mark.assignment for mark in marks if mark.state == "missing")
    shares = [mark.final / mark.of for mark in marks if mark.state == "marked" and mark.final is not None and mark.of]
    mean = sum(shares) / len(shares) if shares else None
    return Behind(student, missing, mean, tuple(_reasons(missing, shares, mean)))


def _reasons(missing: Sequence[str], shares: Sequence[float], mean: float | None) -> Iterator[str]:
    if missing:
        yield f"Not handed in: {', '.join(missing)}."
    if mean is not None and mean < FEW:
        sets = "1 set" if len(shares) == 1 else f"{len(shares)} sets"
        yield f"{_percent(mean)} of the points on average, in {sets}."
    last = shares[-RUN:]
    falls = len(last) == RUN and all(later < earlier for earlier, later in pairwise(last))
    if falls and last[0] - last[-1] >= FALL:
        yield f"Points fall: {', then '.join(map(_percent, last))}."


def _percent(share: float) -> str:
    return f"{share:.0%}"
