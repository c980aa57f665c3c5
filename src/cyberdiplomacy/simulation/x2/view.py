"""What the screen shows of a game: everything a player may know, and nothing of the key, the lots or unread texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cyberdiplomacy.simulation.engine import Game
from cyberdiplomacy.simulation.x2 import council, form, states

_ITEM = ("id", "title", "hours", "reliability", "credibility", "may_be_shown")
_MEASURE = ("id", "name", "category", "hours", "decider", "text")


def seen(game: Game) -> dict[str, Any]:
    """Return what a player sees before the decision of the present phase.

    Returns
    -------
    dict
        ``phase``, ``hours``; ``reports`` so far; ``actors`` (ids) with ``names`` and ``is_state``; ``evidence`` that
        can be read (title, grade and hours, no text); ``read`` (ids) and ``texts`` of what was read; ``measures`` that
        can be tabled; ``cards`` of the declaration by slot; ``pending`` texts: name, how many are against;
        ``adopted``, ``failed``; ``sounded`` and ``tour``; ``states`` (names by code); ``unity``, ``credibility``,
        ``escalation``; ``law``, ``attribution``; ``news``; in the last phase the ``drill`` and the ``shares``.
    """
    pack, state = game.pack, game.state
    items, measures = form.by_id(pack["evidence"]), form.by_id(pack["measures"])
    arrived = form.PHASES[: state["phase"] + 1]
    return {
        "phase": game.phase,
        "hours": state["hours"],
        "reports": [report for report in pack["reports"] if report["phase"] in arrived],
        "actors": [*pack["actors"]],
        "names": {actor: what["name"] for actor, what in pack["actors"].items()},
        "is_state": {actor: bool(what.get("state")) for actor, what in pack["actors"].items()},
        "evidence": [{key: one[key] for key in _ITEM} for one in form.readable(pack, state).values()],
        "read": state["read"],
        "texts": {one: items[one]["text"] for one in state["read"]},
        "measures": [
            {**{key: one[key] for key in _MEASURE}, "declaration": bool(one.get("declaration"))}
            for one in form.tableable(pack, state).values()
        ],
        "cards": {
            slot: [
                {"id": card["id"], "text": card["text"]}
                for card in pack["declaration"]["cards"]
                if card["slot"] == slot
            ]
            for slot in pack["declaration"]["slots"]
        },
        "pending": {
            one: {"name": measures[one]["name"], "against": text["against"]} for one, text in state["pending"].items()
        },
        "adopted": {one: how["phase"] for one, how in state["adopted"].items()},
        "failed": state["failed"],
        "sounded": state["sounded"],
        "tour": state["tour"],
        "states": states.names(),
        "unity": state["unity"],
        "credibility": state["credibility"],
        "escalation": state["escalation"],
        "law": state["law"],
        "attribution": state["attribution"],
        "news": state["news"],
        **({"drill": council.drill(game.seed), "shares": states.shares()} if game.phase == form.PHASES[-1] else {}),
    }


def opened(game: Game, read: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return title, grade and text of items that were read, or that are being read in the present phase.

    Whoever opens an item has to name it under ``read`` in the decision of the phase; the screen sees to that.
    """
    items = form.by_id(game.pack["evidence"])
    there = {*game.state["read"], *form.readable(game.pack, game.state)}
    return {
        one: {
            "title": items[one]["title"],
            "grade": f"{items[one]['reliability']}{items[one]['credibility']}",
            "text": items[one]["text"],
        }
        for one in read
        if one in there
    }
