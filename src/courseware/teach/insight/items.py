"""How difficult an item is and whether it tells students apart, by classical test theory."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from courseware.grade.classroom.records import Record
from courseware.grade.views import tally

# Below this number a coefficient says nothing: at 20 one of 0.3 may as well be -0.16 or 0.66.
FEWEST = 20
# The usual rule of thumb for an item that separates.
ENOUGH = 0.3

Word = Literal["too few", "alike", "separates", "hardly", "reversed", "unclear"]


@dataclass(frozen=True)
class ItemFigures:
    """One item.

    Attributes
    ----------
    difficulty
        Students by state, and the mean share of the points, 0 to 1, of those who tried.
    students
        Those who have points on this item and on another, and tried both.
    discrimination
        Correlation, -1 to 1, of the share on this item with that on all others tried; None if fewer than ``FEWEST``
        students, or if they all have the same on the item or on the others. Where an item is right or wrong it is the
        point-biserial one.
    """

    difficulty: tally.Difficulty
    students: int
    discrimination: float | None

    @property
    def margin(self) -> tuple[float, float] | None:
        """Between which values the correlation lies with 95 % confidence (Fisher's transformation)."""
        if self.discrimination is None:
            return None
        middle = math.atanh(max(-0.999, min(self.discrimination, 0.999)))
        width = 1.96 / math.sqrt(self.students - 3)
        return math.tanh(middle - width), math.tanh(middle + width)

    @property
    def word(self) -> Word:
        """Whether the item separates those who do well on the others from those who do not, as far as that is sure."""
        if self.margin is None:
            return "too few" if self.students < FEWEST else "alike"
        low, high = self.margin
        if high < 0:
            return "reversed"
        return "separates" if low > 0 else "hardly" if high < ENOUGH else "unclear"


def figures(records: Sequence[Record]) -> list[ItemFigures]:
    """Return the figures of each item of an assignment, in its order.

    Points are those of the automatic check. An item that a person marks, and that nobody has points for, has none.
    """
    return [
        ItemFigures(one, len(pairs), _correlation(pairs) if len(pairs) >= FEWEST else None)
        for one in tally.difficulty(records)
        for pairs in [[*_pairs(records, one.item)]]
    ]


def _pairs(records: Sequence[Record], item: str) -> Iterator[tuple[float, float]]:
    """Yield the share on the item and the share on the others, of each student who tried it and another."""
    for record in records:
        tried = {
            one.item: (one.points, one.of)
            for one in record.verdicts
            if one.points is not None and one.of and one.state != "not attempted"
        }
        points, of = tried.pop(item, (0.0, 0.0))
        others = sum(most for _, most in tried.values())
        if of and others:
            # Rounded, so that equal shares are equal whatever they were added up from.
            yield round(points / of, 9), round(sum(earned for earned, _ in tried.values()) / others, 9)


def _correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    ours, others = zip(*pairs, strict=True)
    if len(set(ours)) == 1 or len(set(others)) == 1:
        return None
    return statistics.correlation(ours, others)
