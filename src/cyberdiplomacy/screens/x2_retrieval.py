"""After a game of X2: questions of lessons 09 to 11 on the beliefs that cost points in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cyberdiplomacy.screens import retrieval
from cyberdiplomacy.simulation.engine import Game
from cyberdiplomacy.simulation.x2 import form, law, score

LESSONS = ("11", "10", "09")
BELIEFS = {
    "threat": ("listing-needs-foreigner",),
    "effect": ("all-factors-needed", "damage-required", "two-states-needed"),
    "interest": ("attempts-third-states",),
    "circle": ("criminal-standard", "listing-attributes"),
    "paragraph": ("attempts-third-states",),
    "annulled": ("no-judicial-review",),
    "named too early": ("territory-is-author", "evidence-compels", "suspicion-is-finding"),
    "misused clause": ("222-equals-42-7", "222-any-incident"),
    "restrictive first": ("toolbox-is-sanctions", "sanctions-list-states"),
    "silent": ("attribution-needed",),
    "failed text": ("sanctions-voted",),
    "drill": ("abstention-blocks",),
    "red author": ("territory-is-author", "suspicion-is-finding"),
    "red norm": ("norms-binding", "nonbinding-no-law"),
    "red call": ("addressee-is-author",),
    "red solidarity": ("222-equals-42-7",),
    "red next": ("sanctions-list-states",),
}
"""For a mistake, the beliefs (without the "MIS-" of their ids) that it may rest on."""


def questions(key: dict[str, Any], game: Game) -> list[str]:
    """Return the ids of at most three practice questions on the beliefs behind the mistakes of a game."""
    return retrieval.on((one for mistake in mistakes(key, game) for one in BELIEFS.get(mistake, ())), LESSONS)


def mistakes(key: dict[str, Any], game: Game) -> Iterator[str]:
    """Yield the mistakes of a game, the gravest first; a determination only if it was made and does not hold."""
    pack, state = game.pack, game.state
    if state["misused"]:
        yield "misused clause"
    if state["premature"] or score.overclaimed(pack, key, state):
        yield "named too early"
    if score.annulled(pack, key, state):
        yield "annulled"
    for question in law.QUESTIONS:
        given = state["law"].get(question)
        if given and not score.determination(key, question, given)[0]:
            yield question
    known = form.by_id(pack["declaration"]["cards"])
    for how in state["adopted"].values():
        yield from (f"red {known[one]['slot']}" for one in how["cards"] if key["cards"] and one in key["cards"]["red"])
    measures = form.by_id(pack["measures"])
    if any(measures[one["measure"]]["category"] == "restrictive" and one["measure"] in key["measures"]["wrong"]
           for one in state["tabled"]):  # fmt: skip
        yield "restrictive first"
    if not state["adopted"]:
        yield "silent"
    if state["failed"]:
        yield "failed text"
    if state["drill"] and state["drill"]["answer"] not in ("", state["drill"]["right"]):
        yield "drill"
