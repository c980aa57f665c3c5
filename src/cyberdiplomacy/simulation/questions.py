"""A question of a phase, as plain data: screens ask it, paper prints it, bots read it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """What is asked, with its choices as pairs of word and text; ``values`` are those of a map."""

    name: str
    kind: str
    label: str
    choices: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str], ...] = ()
