"""What peers' reviews say of a work: levels over five criteria, weighed by how well each reviewer judged exemplars."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from courseware.teach.policies.entries import Level

CRITERIA = range(1, 6)
TOP = 4
# Levels off in ten, the two texts of docs/capstone.md: up to three is calibrated, up to six counts half.
_CALIBRATED, _HALF, _TEN = 3, 6, 10


@dataclass(frozen=True)
class Said:
    """What the reviews of a work come to: a share of its points from 0 to 1, None if none counts; and sentences."""

    share: float | None
    trail: tuple[str, ...]


def reviews(levels: Iterable[Level], assignment: str, authors: Collection[str]) -> dict[tuple[str, str], list[int]]:
    """Return the levels of each complete review of these authors, by reviewer and author, criterion 1 first."""
    return {pair: found for pair, found in _all(levels, assignment, authors).items() if len(found) == len(CRITERIA)}


def error(given: Mapping[str, Sequence[int]], meant: Mapping[str, Sequence[int]]) -> int | None:
    """Return by how many levels a reviewer is off over all exemplars; None if one of them was not reviewed."""
    if not {*meant} <= {*given}:
        return None
    return sum(abs(one - other) for text in meant for one, other in zip(given[text], meant[text], strict=True))


def weight(off: int | None, marks: int) -> float:
    """Return what a reviewer's word counts: 1 for up to three levels off in ten marks, a half for up to six, else 0.

    Parameters
    ----------
    off
        See :func:`error`; None, and so weight 0, for a reviewer who did not review the exemplars.
    marks
        How many levels were given on exemplars; with none everybody counts alike.
    """
    if not marks:
        return 1.0
    if off is None or off * _TEN > _HALF * marks:
        return 0.0
    return 1.0 if off * _TEN <= _CALIBRATED * marks else 0.5


def combined(
    levels: Iterable[Level],
    assignment: str,
    authors: Collection[str],
    exemplars: Mapping[str, Sequence[int]],
    wanted: int,
) -> Said:
    """Return what the reviews of a work come to: the weighted mean of levels, of which 4 is all of the points.

    Reviewers are not named, and a review that lacks a criterion is left out.

    Parameters
    ----------
    authors
        Whose work it is: a student, or a group with one work.
    exemplars
        Levels meant of the texts that reviewers were calibrated on.
    wanted
        How many reviews each author gets.
    """
    levels = tuple(levels)
    of_work = reviews(levels, assignment, authors)
    on_exemplars = reviews(levels, assignment, exemplars)
    weights = []
    for reviewer, _ in of_work:
        given = {text: found for (by, text), found in on_exemplars.items() if by == reviewer}
        weights.append(weight(error(given, exemplars), len(CRITERIA) * len(exemplars)))
    trail = []
    begun = len(_all(levels, assignment, authors)) - len(of_work)
    if begun:
        trail.append(f"{begun} {'reviews lack' if begun > 1 else 'review lacks'} a criterion and does not count.")
    total = sum(weights)
    if not total:
        return Said(None, (*trail, "No review by peers counts: the points stand."))
    means = (sum(found) / (TOP * len(CRITERIA)) for found in of_work.values())
    share = sum(one * mean for one, mean in zip(weights, means, strict=True)) / total
    told = " and ".join(f"{one:g}" for one in sorted(weights, reverse=True))
    trail.append(f"Reviews by peers: {len(of_work)} of {wanted}, with weight {told}.")
    return Said(share, tuple(trail))


def _all(levels: Iterable[Level], assignment: str, authors: Collection[str]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in sorted(levels, key=lambda one: one.criterion):
        if one.assignment == assignment and one.author in authors:
            found[one.reviewer, one.author].append(one.level)
    return dict(found)
