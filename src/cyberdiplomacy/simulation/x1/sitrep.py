"""The situation report: what the player hands to those who decide abroad. It holds no key."""

from __future__ import annotations

from typing import Any

from cyberdiplomacy.simulation.engine import Game
from cyberdiplomacy.simulation.x1 import world

FORMAT, VERSION = "x1-sitrep", 1


def of(game: Game) -> dict[str, Any]:
    """Return the situation report of a game that is over.

    What was left out is missing from it, what was over-claimed stands in it as claimed, and traces that mistakes
    cost stand under ``lost``.

    Raises
    ------
    ValueError
        If the handover has not been decided yet.
    """
    if not game.over:
        raise ValueError(f"The situation report is written in the last phase; this game is at '{game.phase}'.")
    pack, state = game.pack, game.state
    told = state["decisions"]
    handover, claims, traces = told["handover"], pack["claims"], world.traces(pack, state)
    return {
        "format": FORMAT,
        "version": VERSION,
        "pack": pack.name,
        "course": state["course"],
        "seed": game.seed,
        "at": pack["phases"]["handover"]["at"],
        "tlp": handover["tlp"],
        "to": handover["to"],
        "incident": {**pack["incident"], "aware_at": told["aware"]["aware_at"]},
        "assessment": {
            **{key: told["large_scale"][key] for key in ("large_scale", "limbs", "states")},
            **told["escalation"],
        },
        "statements": [
            {"id": name, "topic": claims[name]["topic"], "held": held, "text": claims[name]["text"]}
            for name, held in handover["statements"].items()
        ],
        "unknown": handover["unknown"],
        "requests": [{"id": name, "text": pack["requests"][name]} for name in handover["requests"]],
        "evidence": [
            {"id": name, **{key: one[key] for key in ("kind", "text", "reliability", "credibility")}}
            for name, one in traces.items()
            if name not in state["lost"]
        ],
        "lost": [
            {"id": name, "kind": traces[name]["kind"], "why": why}
            for name, why in state["lost"].items()
            if name in traces
        ],
    }
