"""A running order: what happens in which minute, who does it, with which sheets; and a check that it fills its time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from courseware.scenarios.kit.blocks import Table


@dataclass(frozen=True)
class Step:
    """A part of the lesson: how many minutes, what is done, and who leads it."""

    minutes: int
    what: str
    who: str


def table(caption: str, steps: Sequence[Step]) -> Table:
    """Return the steps with the minute in which each begins and ends, counted from the beginning."""
    rows, begins = [], 0
    for step in steps:
        rows.append((f"{begins}–{begins + step.minutes}", step.minutes, step.what, step.who))
        begins += step.minutes
    return Table(caption, ("Minute", "Takes", "What", "Who"), rows)
