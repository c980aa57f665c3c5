"""What became of a submission, as the judge tells it step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """How a cell ended that did not end well: exception, its text, line of the cell, and what a check told with it."""

    kind: str
    text: str
    line: int | None = None
    hints: tuple[str, ...] = ()
    misconception: str = ""


@dataclass
class Judged:
    """What became of a submission.

    Attributes
    ----------
    scores
        By item: what its test gave. None is nothing, which nbgrader takes for all points.
    faults
        By item, how its test failed; by cell id, how a cell of the learner's ended.
    outputs
        By cell id: what the learner's cells showed, as a notebook keeps it.
    halted
        By cell id and item: the sentence about code that never ended or killed its process.
    blank
        Items in which nothing was attempted.
    """

    scores: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)
    outputs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    halted: dict[str, str] = field(default_factory=dict)
    blank: set[str] = field(default_factory=set)

    def give_up(self, names: Mapping[str, str]) -> None:
        """Halt cells and items, by the reason of each; what is judged stays judged."""
        self.halted |= {name: why for name, why in names.items() if name and name not in self.scores}

    def note(self, item: str, told: Mapping[str, Any]) -> None:
        """Keep what the judge tells of an item's test."""
        self.scores[item] = told["score"]
        if told["blank"]:
            self.blank.add(item)
        if told["fault"]:
            fault = told["fault"]
            self.faults[item] = Fault(fault["kind"], fault["text"], None, tuple(fault["hints"]), fault["misconception"])
