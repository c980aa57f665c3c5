"""What if: after a game of X2 one decision is changed and the game replayed, by menus or from a cell."""

from __future__ import annotations

from typing import Any

from ipywidgets import Button, Dropdown

from cyberdiplomacy import live
from cyberdiplomacy.live import sentence
from cyberdiplomacy.screens import paper
from cyberdiplomacy.simulation import engine
from cyberdiplomacy.simulation.engine import Decision, Game
from cyberdiplomacy.simulation.x2 import debrief, form, words
from cyberdiplomacy.simulation.x2.score import Key

SUPPOSED = 70
"""The probability of another actor, in per cent, where none was said in the game so far: 'likely'."""


def changes(key: Key, game: Game, number: int) -> dict[str, Decision]:
    """Return what can be changed in a decision, numbered from 1: a label in words, and what stands there instead.

    Something left out, another actor, one measure more, one measure instead of all: what could be tabled in that phase.
    """
    before = engine.play(game.simulation, game.pack, game.seed, game.decisions[: number - 1])
    return {
        "nothing tabled": {"measures": [], "declaration": []},
        "nothing read": {"read": [], "law": {}},
        "attribution: unknown": {"attribution": {"actor": form.UNKNOWN}},
        "no soundings": {"soundings": []},
        **_actors(game, number),
        **_measures(key, game, before, number),
    }


def replayed(key: Key, game: Game, number: int, instead: Decision) -> str:
    """Say in HTML what the game would have scored with one decision changed."""
    try:
        rows, _ = debrief.what_if(key, game, number, instead)
    except engine.DecisionError as error:
        return f"The game cannot go on like that: {sentence(error)}"
    return paper.table(rows, f"Decision {number} changed, all others kept").html


def menus(key: Key, game: Game) -> list[Any]:
    """Return the widgets: the phase, what changes in it (its options follow the phase), a button, and what is said."""
    wide = {"style": {"description_width": "initial"}, "layout": {"width": "auto", "max_width": "46em"}}
    phases = [(phase, number) for number, phase in enumerate(form.PHASES, start=1)]
    offered = {number: changes(key, game, number) for _, number in phases}
    which = Dropdown(options=phases, description="Change the decision of the phase:", **wide)
    how = Dropdown(options=[*offered[which.value]], description="to:", **wide)
    button, said = Button(description="Replay"), live.status()

    def follow(_: Any) -> None:
        chosen, there = how.value, [*offered[which.value]]
        how.options = there
        how.value = chosen if chosen in there else there[0]

    def replay() -> None:
        live.say(said, replayed(key, game, which.value, offered[which.value][how.value]))

    which.observe(follow, names="value")
    live.on_press(button, replay)
    return [which, how, button, said]


def _actors(game: Game, number: int) -> dict[str, Decision]:
    """Return each actor that was not named, with the number that was said of another, or a likely one."""
    held = game.state["attributions"][number - 1]
    said = held.get("probability", SUPPOSED)
    word = held.get("words", words.of(said))
    return {
        f"attribution: {what['name']}, {word} ({said} per cent)": {
            "attribution": {"actor": actor, "probability": said, "words": word}
        }
        for actor, what in game.pack["actors"].items()
        if actor != held["actor"]
    }


def _measures(key: Key, game: Game, before: Game, number: int) -> dict[str, Decision]:
    """Return each measure that could be tabled: beside those that were, and alone."""
    taken = game.decisions[number - 1]
    tabled = taken.get("measures", [])
    sentences, whose = _sentences(key, game)
    more, instead = {}, {}
    for one, measure in form.tableable(game.pack, before.state).items():
        speaks = bool(measure.get("declaration"))
        if speaks and not sentences:
            continue
        cards = taken.get("declaration") or sentences
        name = f"{measure['name']}, {whose}" if speaks and not taken.get("declaration") else measure["name"]
        if one not in tabled:
            text = cards if speaks else taken.get("declaration", [])
            more[f"one measure more: {name}"] = {"measures": [*tabled, one], "declaration": text}
        if tabled and [*tabled] != [one]:
            instead[f"one measure instead of all: {name}"] = {
                "measures": [one],
                "declaration": cards if speaks else [],
            }
    return {**more, **instead}


def _sentences(key: Key, game: Game) -> tuple[list[str], str]:
    """Return six sentences for a declaration that was not composed then, and whose they are; none if none are known.

    Those of another phase of the game come first; else those that the key calls good, if there is one for each place.
    """
    own = next((one["declaration"] for one in game.decisions if one.get("declaration")), [])
    if own:
        return own, "in your sentences"
    good, cards = (key["cards"] or {}).get("good", []), game.pack["declaration"]["cards"]
    by_slot = {card["slot"]: card["id"] for card in reversed(cards) if card["id"] in good}
    slots = game.pack["declaration"]["slots"]
    return ([by_slot[slot] for slot in slots], "in the sentences of the key") if {*slots} <= {*by_slot} else ([], "")
