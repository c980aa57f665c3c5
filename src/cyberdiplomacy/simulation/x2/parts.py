"""Decisions that were handed in: plain values from outside, which may have any form."""

from __future__ import annotations

from typing import Any

from cyberdiplomacy.simulation import engine
from cyberdiplomacy.simulation.engine import Game
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x2 import RULES, form, score


def faults(pack: Pack, seed: int, given: Any) -> list[str]:
    """Return what keeps five decisions from being played, a sentence each; none if they can."""
    if not isinstance(given, list) or len(given) != len(form.PHASES):
        return [f"The answer is a list of {len(form.PHASES)} dicts, one a phase: {', '.join(form.PHASES)}."]
    game = engine.begin(RULES, pack, seed)
    for decision in given:
        try:
            game = game.decide(decision)
        except engine.DecisionError as error:
            return [str(error)]
    return []


def played(pack: Pack, seed: int, given: Any) -> Game:
    """Return the game of five decisions; DecisionError if they cannot be played."""
    return engine.play(RULES, pack, seed, given)


def points(component: str, pack: Pack, key: score.Key, seed: int, given: Any) -> int:
    """Return the points of one component for five decisions; nothing if they cannot be played."""
    if faults(pack, seed, given):
        return 0
    return score.component(component, pack, key, played(pack, seed, given)).points
