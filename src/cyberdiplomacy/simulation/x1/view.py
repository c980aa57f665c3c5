"""What a player sees at a phase, as plain data: screens draw it, bots read it, and nothing of the key is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cyberdiplomacy.simulation.engine import Game
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.questions import Question
from cyberdiplomacy.simulation.x1 import clock, form, world
from cyberdiplomacy.simulation.x1.phases import BY_NAME, NOT_SENT, PHASES, Field


@dataclass(frozen=True)
class View:
    """A phase as it is shown: where one sits, what one reads, what is asked, and what the last decision led to."""

    number: int
    phase: str
    title: str
    role: str
    task: str
    at: str
    text: str
    hint: str
    before: tuple[str, ...]
    reports: tuple[dict[str, Any], ...]
    questions: tuple[Question, ...]


def of(game: Game) -> View:
    """Return what the present phase of a game shows; ValueError if the game is over."""
    if game.over:
        raise ValueError("The game is over: nothing is left to decide. Read the debrief.")
    return at(game.pack, game.state, game.phase)


def at(pack: Pack, state: dict[str, Any], name: str) -> View:
    """Return what a phase shows in the course of events of a state."""
    phase, number, told = BY_NAME[name], PHASES.index(name), pack["phases"][name]
    return View(
        number + 1,
        phase.name,
        phase.title,
        phase.role,
        phase.task,
        clock.words(told["at"]),
        told["text"],
        told["hint"],
        tuple(world.happened(pack, state, PHASES[number - 1])) if number else (),
        tuple(world.reports(pack, state, phase.name)),
        tuple(_question(pack, state, phase.name, field) for field in phase.fields),
    )


def _question(pack: Pack, state: dict[str, Any], phase: str, field: Field) -> Question:
    options = world.cards(pack, state, phase) if field.options == "claims" else form.options(pack, field)
    if field.kind not in ("one", "many", "map", "moment"):
        options = []
    values = form.options(pack, field, values=True) if field.kind == "map" else []
    return Question(
        field.name,
        field.kind,
        field.label,
        tuple((one, words(pack, one)) for one in options),
        tuple((one, words(pack, one)) for one in values),
    )


def words(pack: Pack, one: str) -> str:
    """Return what a word of a form says: the text of a statement, the name of a recipient, an instant in words."""
    if one in pack["claims"]:
        return pack["claims"][one]["text"]
    for part in ("recipients", "lines", "requests", "states"):
        if one in pack[part]:
            return pack[part][one]
    try:
        return clock.words(one)
    except ValueError:
        return _EXPLAINED.get(one, one)


_EXPLAINED = {
    NOT_SENT: "not by now",
    "RED": "RED: the named persons only",
    "AMBER+STRICT": "AMBER+STRICT: the recipients' organisations only",
    "AMBER": "AMBER: their organisations and whom they protect",
    "GREEN": "GREEN: the whole community, not the public",
    "CLEAR": "CLEAR: everybody",
    "entity": "(a) severe disruption or loss for the entity",
    "others": "(b) considerable damage to others",
    "capacity": "it exceeds a State's capacity to respond",
    "two states": "it has a significant impact on at least two Member States",
    "GDPR": "GDPR: breach of personal data",
    "DORA": "DORA: incident of a financial entity",
    "CRA": "CRA: incident of a maker of products",
    "CER": "CER: incident of a critical entity",
    "222": "Art. 222 TFEU, solidarity",
    "42(7)": "Art. 42(7) TEU, mutual assistance",
}
