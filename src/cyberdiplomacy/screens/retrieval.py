"""After a game: practice questions of earlier lessons that offer the beliefs behind what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cyberdiplomacy import quiz_bank

MOST = 3


def on(beliefs: Iterable[str], lessons: Sequence[str]) -> list[str]:
    """Return the ids of at most three questions, one for each belief, in the order of the beliefs.

    Parameters
    ----------
    beliefs
        Ids of misconceptions without their "MIS-".
    lessons
        Where questions are looked for, the nearest lesson first.
    """
    asked = [question for lesson in lessons for question in quiz_bank.of_lesson(lesson)]
    found: list[str] = []
    for belief in dict.fromkeys(beliefs):
        fits = [one.id for one in asked if f"MIS-{belief}" in {option.misconception for option in one.options}]
        found += [one for one in fits if one not in found][:1]
    return found[:MOST]
