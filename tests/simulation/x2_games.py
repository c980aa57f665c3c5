"""Packs and decisions of X2 as the tests use them."""

from __future__ import annotations

import copy
from dataclasses import replace

from hypothesis import strategies as st

from cyberdiplomacy.simulation import engine, packs
from cyberdiplomacy.simulation.x2 import RULES, council, form, law, states, words

PORT = packs.load("X2", "port-logistics-wiper")
KEY = PORT["key"]
SURE = {"actor": "karsia", "probability": 88, "words": "very likely"}
READ = {
    "detect": ["e-sample", "e-account", "e-standstill"],
    "assess": ["e-graft", "e-spread", "e-warnings"],
    "signal": ["e-overlap"],
    "respond": ["e-payment"],
    "follow through": ["e-observations"],
}
TEXT = ["a-lysmar", "w-territory", "n-norms", "k-act", "s-valmark", "x-options"]
LAW = {
    "threat": {"is": "b", "evidence": ["e-account"]},
    "effect": {"is": "a", "evidence": ["e-standstill"]},
    "interest": {"is": "1(4)(b)", "evidence": ["e-standstill"]},
    "circle": {"is": "support", "evidence": ["e-warnings", "e-payment"]},
    "paragraph": {"is": "1(1)"},
}


def changed(pack=PORT, **parts):
    """Return a pack with some parts of its content replaced."""
    return replace(pack, content={**copy.deepcopy(pack.content), **parts})


def play(*decisions, seed=0, pack=PORT):
    return engine.play(RULES, pack, seed, decisions)


def seed_with(*wanted: str, without: tuple[str, ...] = ()) -> int:
    """Return the first seed in which somebody asks for each of these, and nobody for the others named."""
    return next(
        seed
        for seed in range(100_000)
        if all(council.counted(seed)[one] for one in wanted) and not any(council.counted(seed)[one] for one in without)
    )


ASKS = tuple(name for name in council.STANCES if name != "agrees")


@st.composite
def decision(draw, game):
    """Draw a decision for the present phase: mostly of right form, now and then not."""
    state = game.state
    items, tabled = [*form.readable(game.pack, state)], [*form.tableable(game.pack, state)]
    read = draw(st.lists(st.sampled_from(items), max_size=4, unique=True)) if items else []
    known = [*state["read"], *read]
    chosen = draw(st.lists(st.sampled_from(tabled), max_size=3, unique=True)) if tabled else []
    number = draw(st.integers(-1, 101))
    made = {
        "read": read,
        "measures": chosen,
        "soundings": draw(st.lists(st.sampled_from([*states.shares(), council.TOUR]), max_size=2, unique=True)),
        "answers": {one: draw(st.sampled_from([*form.ANSWERS, "?"])) for one in state["pending"]},
        "rationale": draw(st.text(max_size=30)),
        "attribution": draw(
            st.sampled_from(
                [
                    {"actor": "unknown"},
                    {},
                    {
                        "actor": draw(st.sampled_from([*game.pack["actors"]])),
                        "probability": number,
                        "words": words.of(number) if 1 <= number <= 99 else "likely",
                    },
                ]
            )
        ),
    }
    if known:
        made["law"] = {
            name: {
                "is": draw(st.sampled_from([*answers])),
                "evidence": draw(st.lists(st.sampled_from(known), max_size=3, unique=True)),
            }
            for name, answers in law.QUESTIONS.items()
        }
    if "m-declaration" in chosen:
        cards = game.pack["declaration"]["cards"]
        made["declaration"] = [
            draw(st.sampled_from([card["id"] for card in cards if card["slot"] == slot]))
            for slot in game.pack["declaration"]["slots"]
        ]
    return made
