"""The shape of a case of X1 as typed models; no files. What a key expects of a field has one of five shapes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from cyberdiplomacy.simulation.x1 import clock
from cyberdiplomacy.simulation.x1.phases import TOPICS

Phase = Literal[
    "anomaly", "aware", "early_warning", "notification", "cross_border", "large_scale", "escalation", "recovery",
    "final_report", "handover",
]  # fmt: skip
Text = Annotated[str, Field(min_length=3)]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]


def _parsed(text: str) -> str:
    clock.instant(text)
    return text


Instant = Annotated[str, AfterValidator(_parsed)]


class Strict(BaseModel):
    """A model that takes no unknown key."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Place(Strict):
    """A phase of the case: when it plays, what one is told, and a hint for practice."""

    at: Instant
    text: Text
    hint: Text


class Report(Strict):
    """Something that comes in at a phase, in some courses of events or in all."""

    phase: Phase
    at: Instant
    from_: Annotated[Text, Field(alias="from")]
    text: Text
    in_: Annotated[list[Word] | None, Field(alias="in")] = None


class Claim(Strict):
    """A statement that can be made from a phase on, until another at most."""

    topic: Literal[TOPICS]  # type: ignore[valid-type]
    from_: Annotated[Phase, Field(alias="from")]
    until: Phase | None = None
    text: Text
    in_: Annotated[list[Word] | None, Field(alias="in")] = None


class Trace(Strict):
    """A trace that the situation report hands on unless a mistake costs it."""

    kind: Literal["sample", "logs", "infrastructure", "victims", "partner", "claim"]
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    credibility: Annotated[int, Field(ge=1, le=6)]
    text: Text
    in_: Annotated[list[Word] | None, Field(alias="in")] = None


class Condition(Strict):
    """A test of one field of a decision; exactly one of ``is``, ``has``, ``lacks`` and ``after`` is given."""

    phase: Phase
    field: Text
    is_: Annotated[str | None, Field(alias="is")] = None
    has: str | None = None
    lacks: str | None = None
    after: Instant | None = None


class Consequence(Strict):
    """What follows from a decision, and which traces it costs."""

    after: Phase
    if_: Annotated[list[Condition], Field(alias="if", min_length=1)]
    text: Text
    loses: list[Word] = []
    in_: Annotated[list[Word] | None, Field(alias="in")] = None


class Incident(Strict):
    """What the situation report says of the incident."""

    title: Text
    sector: Text
    member_state: Text
    began: Instant


class RealCase(Strict):
    """Something that happened, for the debrief."""

    at: Text
    what: Text


class Debrief(Strict):
    """Real cases and exactly four critical questions."""

    cases: Annotated[list[RealCase], Field(min_length=1)]
    questions: Annotated[list[Text], Field(min_length=4, max_length=4)]


class Case(Strict):
    """A case of X1. ``key`` stands in practice cases only; that of a graded case is kept with its exercise."""

    title: Text
    summary: Text
    minutes: Annotated[int, Field(ge=20, le=120)]
    law: Annotated[list[Text], Field(min_length=1)]
    link: dict[Literal["x2"], Word] = {}
    zone: Text
    trust_services_hit: list[Word] = []
    """Courses of events in which the trust services of a provider are hit: then 24 hours instead of 72."""
    incident: Incident
    courses: Annotated[dict[Word, Text], Field(min_length=1)]
    states: Annotated[dict[Word, Text], Field(min_length=2)]
    recipients: Annotated[dict[Word, Text], Field(min_length=5)]
    moments: dict[Literal["awareness", "early_warning", "notification", "final_report"], list[Instant]]
    phases: dict[Phase, Place]
    reports: dict[Word, Report]
    claims: dict[Word, Claim]
    lines: dict[Word, Text]
    requests: dict[Word, Text]
    evidence: dict[Word, Trace]
    consequences: dict[Word, Consequence]
    debrief: Debrief
    key: dict[Word, dict[str, dict[str, Any]]] | None = None


class _Said(Strict):
    rule: Text
    why: Text


class WordDue(_Said):
    """One word out of some: what is accepted, and for others why they are not and what kind of error they are."""

    is_: Annotated[list[str], Field(alias="is", min_length=1)]
    instead: dict[str, Text] = {}
    kinds: dict[str, Literal["wrong", "over-claimed", "over-shared"]] = {}


class InstantDue(_Said):
    """An instant to the minute; up to ``open_until`` another reading of the law is possible, so it is not marked."""

    at: Instant
    open_until: Instant | None = None


class SentDue(_Said):
    """The end of a period for something that is sent."""

    by: Instant
    open_until: Instant | None = None
    aware: Instant | None = None


class ByNotification(_Said):
    """What is due depends on when the notification was sent: a day, or the end of a period, for each moment."""

    by_notification: dict[Instant, str | dict[Literal["by", "open_until"], Instant]]


class ListDue(_Said):
    """Words that must be chosen, and words that may be."""

    must: list[str]
    may: list[str] = []


class MapDue(_Said):
    """Words with the values that are accepted for each, or with the end of a period."""

    must: dict[str, list[str] | dict[Literal["by", "open_until"], Instant]]
    may: dict[str, list[str]] = {}


class WrongStatement(Strict):
    """A statement that nobody could make, or that nobody should pass on."""

    kind: Literal["over-claimed", "over-shared"]
    why: Text


_SHAPES = {"one": WordDue, "day": ByNotification, "many": ListDue, "map": MapDue, "instant": InstantDue}
_WRONG = TypeAdapter(dict[Word, WrongStatement])


def shape(phase: str, field: str, kind: str) -> type[BaseModel]:
    """Return the model that a key's entry for a field has."""
    if (phase, field) == ("final_report", "send"):
        return ByNotification
    if kind == "moment":
        return SentDue if field == "send" else InstantDue
    return _SHAPES[kind]


def faults(model: type[BaseModel] | TypeAdapter, content: Any, place: str) -> list[str]:
    """Return one sentence for each thing in a content that does not fit a model."""
    try:
        (model.validate_python if isinstance(model, TypeAdapter) else model.model_validate)(content)
    except ValidationError as error:
        return [f"{place}{'.'.join(map(str, one['loc']))}: {one['msg']}." for one in error.errors()]
    return []


def wrong_faults(content: Any, place: str) -> list[str]:
    """Return what is wrong with the list of statements that nobody could make."""
    return faults(_WRONG, content, place)
