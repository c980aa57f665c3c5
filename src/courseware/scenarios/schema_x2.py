"""The shape of a case of X2 as typed models; no files but the key of a graded case, which lies with its exercise."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from cyberdiplomacy import places
from cyberdiplomacy.simulation.packs import Pack

Phase = Literal["detect", "assess", "signal", "respond", "follow through"]
Category = Literal["preventive", "cooperative", "stability", "restrictive", "support"]
Rung = Literal["nobody", "territory", "state"]
Text = Annotated[str, Field(min_length=3)]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Hours = Annotated[int, Field(ge=1, le=40)]
GRADED_KEY = "content/exercises/x2.key.yml"


class Strict(BaseModel):
    """A model that takes no unknown key."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Report(Strict):
    """An intelligence report, and the phase at whose beginning it arrives."""

    id: Word
    phase: Phase
    from_: Annotated[Text, Field(alias="from")]
    text: Text


class Actor(Strict):
    """Somebody who may have done it; ``state`` says whether a State would answer for it."""

    name: Text
    state: bool


class Item(Strict):
    """A piece of evidence: what it costs to read, its grade, and whether a court may see it."""

    id: Word
    phase: Phase
    hours: Hours
    title: Text
    trace: Literal["sample", "logs", "infrastructure", "victims", "partner", "claim"] | None = None
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    credibility: Annotated[int, Field(ge=1, le=6)]
    may_be_shown: bool
    text: Text


class Measure(Strict):
    """A measure of the Toolbox, or one that only looks like it."""

    id: Word
    name: Text
    category: Category
    hours: Hours
    decider: Text
    phases: Annotated[list[Phase], Field(min_length=1)]
    text: Text
    rung: Rung | None = None
    listing: bool = False
    declaration: bool = False
    talks: bool = False
    clause: Literal["42(7)", "222"] | None = None
    after: Word | None = None
    escalates: Annotated[int, Field(ge=1, le=3)] | None = None
    why_escalates: Text | None = None


class Card(Strict):
    """A sentence of the declaration; ``softer`` takes its place in a compromise."""

    id: Word
    slot: Word
    text: Text
    rung: Rung | None = None
    marks: list[Literal["addresses", "announces"]] = []
    softer: Word | None = None


class Declaration(Strict):
    """Six slots, and sentences for each."""

    slots: Annotated[list[Word], Field(min_length=6, max_length=6)]
    cards: list[Card]


class Event(Strict):
    """Something that may happen at the beginning of a phase."""

    id: Word
    phase: Phase
    title: Text
    text: Text
    hours: Annotated[int, Field(ge=-1, le=2)] = 0
    unity: Annotated[int, Field(ge=-5, le=5)] = 0
    credibility: Annotated[int, Field(ge=-5, le=5)] = 0


class RealCase(Strict):
    """Something that happened, for the debrief."""

    at: Text
    what: Text


class Debrief(Strict):
    """Real cases and exactly four critical questions."""

    cases: Annotated[list[RealCase], Field(min_length=2)]
    questions: Annotated[list[Text], Field(min_length=4, max_length=4)]


class Due(Strict):
    """When a measure is right, when it still counts as late, and why."""

    phases: Annotated[list[Phase], Field(min_length=1)]
    late: list[Phase] = []
    why: Text


class Measures(Strict):
    """What the case asks for, what does no harm, and why the rest is wrong."""

    key: Annotated[dict[Word, Due], Field(min_length=4)]
    acceptable: dict[Word, Due] = {}
    wrong: dict[Word, Text] = {}


class Cards(Strict):
    """Sentences that fit, that do no harm, and that cross a red line, with the reason."""

    good: list[Word]
    fair: list[Word]
    red: dict[Word, Text]


class Matter(Strict):
    """Items that matter, and items that are worth an hour as well."""

    needed: Annotated[list[Word], Field(min_length=4)]
    useful: list[Word] = []


class FalseFlag(Strict):
    """The item that was planted, the item that shows it, and how."""

    item: Word
    exposed_by: Word
    why: Text


class Key(Strict):
    """The key of a case; see ``simulation.x2.score`` and ``simulation.x2.evidence``."""

    truth: Word
    false_flag: FalseFlag
    prior: dict[Word, Annotated[int, Field(ge=1)]]
    likelihoods: dict[Word, dict[Word, Annotated[int, Field(ge=1, le=99)]]]
    evidence: Matter
    law: dict[Literal["threat", "effect", "interest", "circle", "paragraph"], dict[str, list[Word]]]
    measures: Measures
    cards: Cards | None


class Case(Strict):
    """A case of X2. ``key`` stands in practice cases only; that of a graded case is kept with its exercise."""

    title: Text
    summary: Text
    minutes: Annotated[int, Field(ge=20, le=120)]
    follows: Word | None = None
    law: Annotated[list[Text], Field(min_length=1)]
    role: Text
    situation: Text
    days: dict[Phase, Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]]
    """The day on which each phase begins in the story."""
    clauses_open: list[Literal["42(7)", "222"]]
    file: dict[str, Any]
    reports: Annotated[list[Report], Field(min_length=3, max_length=3)]
    actors: Annotated[dict[Word, Actor], Field(min_length=3)]
    hours: dict[Phase, Hours]
    evidence: Annotated[list[Item], Field(min_length=10)]
    measures: Annotated[list[Measure], Field(min_length=10)]
    declaration: Declaration
    events: list[Event]
    debrief: Debrief
    key: Key | None = None


def key_of(pack: Pack) -> dict[str, Any]:
    """Return the key of a case: its own, or that which lies with the exercises.

    Raises
    ------
    ValueError
        If there is none.
    """
    if "key" in pack.content:
        return pack["key"]
    path = places.root() / GRADED_KEY
    keys = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    if pack.name not in keys:
        raise ValueError(f"The case '{pack.name}' has no key, neither of its own nor in {GRADED_KEY}. Write one.")
    return keys[pack.name]
