"""Count what became of a class in one assignment: student by student, item by item, misconception by misconception."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from courseware.grade.classroom.records import Record, Status
from courseware.grade.judging.outcome import State

STATES: tuple[State, ...] = get_args(State)
UNPROTECTED = "Graded without protection (--unsafe)."
_SPREAD = ("Lowest", "Lower quartile", "Median", "Upper quartile", "Highest")


@dataclass(frozen=True)
class Row:
    """One student.

    Attributes
    ----------
    points
        Points so far; None, never 0, if no item has any: missing, refused, or all left to a person.
    of
        Points of all items; None if missing or refused.
    items
        Points by item id; None for an item that waits for a person.
    waiting
        What waits for a person, and why, each a sentence.
    notes
        Repairs, or the reason of a refusal, each a sentence; and whether it was graded without protection.
    """

    student: str
    name: str
    status: Status
    points: float | None
    of: float | None
    items: Mapping[str, float | None]
    waiting: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Difficulty:
    """How a class did on one item: students by state, and the mean share of its points among those who attempted it.

    ``share`` is between 0 and 1; None if nobody attempted the item, or none of those who did has points yet.
    """

    item: str
    title: str
    of: float
    counts: Mapping[State, int]
    share: float | None

    @property
    def checked(self) -> int:
        """Students whose answer was checked, or found not to be there."""
        return sum(self.counts.values()) - self.counts["needs a person"]

    @property
    def attempted(self) -> int:
        """Students who attempted it, as far as that is known: not of answers that wait for a person."""
        return self.checked - self.counts["not attempted"]


@dataclass(frozen=True)
class Belief:
    """A misconception: its id, how many students showed it, and in which items, by title in the assignment's order."""

    id: str
    students: int
    items: tuple[str, ...]


def rows(records: Sequence[Record], names: Mapping[str, str]) -> list[Row]:
    """Return a row for each record, by student; ``names`` are by student, and may lack some."""
    return [
        Row(
            record.student,
            names.get(record.student, ""),
            record.status,
            _earned(record),
            record.of if record.verdicts else None,
            {verdict.item: verdict.points for verdict in record.verdicts},
            tuple(_waiting(record)),
            (*record.notes, UNPROTECTED) if record.unprotected and record.verdicts else record.notes,
        )
        for record in sorted(records, key=lambda record: (record.student.casefold(), record.student))
    ]


def difficulty(records: Sequence[Record]) -> list[Difficulty]:
    """Return how each item was done, in the order of the assignment."""
    found: dict[str, list] = {}
    for record in records:
        for verdict in record.verdicts:
            found.setdefault(verdict.item, []).append(verdict)
    made = []
    for item, verdicts in found.items():
        counted = Counter(verdict.state for verdict in verdicts)
        shares = [
            verdict.points / verdict.of
            for verdict in verdicts
            if verdict.points is not None and verdict.of and verdict.state != "not attempted"
        ]
        counts = {state: counted[state] for state in STATES}
        share = statistics.fmean(shares) if shares else None
        made.append(Difficulty(item, verdicts[0].title, verdicts[0].of, counts, share))
    return made


def commonest(records: Sequence[Record]) -> list[Belief]:
    """Return the misconceptions, those of most students first; each student counts once for each."""
    titles: dict[str, str] = {}
    students: dict[str, set[str]] = {}
    items: dict[str, set[str]] = {}
    for record in records:
        for verdict in record.verdicts:
            titles.setdefault(verdict.item, verdict.title)
            if verdict.misconception:
                students.setdefault(verdict.misconception, set()).add(record.student)
                items.setdefault(verdict.misconception, set()).add(verdict.item)
    made = [
        Belief(id, len(who), tuple(title for item, title in titles.items() if item in items[id]))
        for id, who in students.items()
    ]
    return sorted(made, key=lambda belief: (-belief.students, belief.id))


def spread(records: Sequence[Record]) -> dict[str, float]:
    """Return lowest points, quartiles, median and highest of the students who have points; empty if nobody has."""
    points = sorted(earned for record in records if (earned := _earned(record)) is not None)
    if not points:
        return {}
    inner = statistics.quantiles(points, n=4, method="inclusive") if len(points) > 1 else points * 3
    return dict(zip(_SPREAD, (points[0], *inner, points[-1]), strict=True))


def _earned(record: Record) -> float | None:
    """Return the points so far, or None if no item has any."""
    points = [verdict.points for verdict in record.verdicts if verdict.points is not None]
    return sum(points) if points else None


def _waiting(record: Record) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for verdict in record.verdicts:
        if verdict.points is None:
            reasons.setdefault(" ".join(verdict.hints), []).append(verdict.title)
    for why, titles in reasons.items():
        which = "All items" if len(titles) == len(record.verdicts) > 1 else "; ".join(titles)
        yield f"{which}: {why}" if why else f"{which}."
