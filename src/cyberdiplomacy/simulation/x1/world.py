"""What happens in a case: which course of events a seed draws, what each phase shows, and what mistakes cost."""

from __future__ import annotations

from typing import Any

from cyberdiplomacy.simulation import chance
from cyberdiplomacy.simulation.engine import Decision, State
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x1 import clock
from cyberdiplomacy.simulation.x1.phases import BY_NAME, NOT_SENT, PHASES


def start(pack: Pack, seed: int) -> State:
    """Return the state before the first decision: the course of events is drawn, nothing is decided.

    A state holds ``course``, ``seed``, ``decisions`` by phase, ``happened`` (ids of consequences in order) and
    ``lost`` (traces with the reason). As many seeds in a row as there are courses meet all of them.
    """
    courses = sorted(pack["courses"])
    course = chance.shuffled(courses, seed // len(courses), "courses")[seed % len(courses)]
    return {"course": course, "seed": seed, "decisions": {}, "happened": [], "lost": {}}


def step(pack: Pack, state: State, decision: Decision) -> State:
    """Return the state after the decision of the present phase; what follows from it happens now."""
    phase = PHASES[len(state["decisions"])]
    state["decisions"][phase] = decision
    for name, consequence in pack["consequences"].items():
        if consequence["after"] == phase and _in_course(consequence, state) and met(consequence["if"], state):
            state["happened"].append(name)
            for trace in consequence.get("loses", []):
                state["lost"].setdefault(trace, consequence["text"])
    return state


def met(conditions: list[dict[str, Any]], state: State) -> bool:
    """Return whether all conditions hold for the decisions taken so far.

    A condition names ``phase`` and ``field`` and one of ``is`` (a word), ``has`` or ``lacks`` (a word in a list or
    map) and ``after`` (sent later than this instant, or not at all).
    """
    return all(_one_met(condition, state["decisions"]) for condition in conditions)


def _one_met(condition: dict[str, Any], decisions: dict[str, Decision]) -> bool:
    if condition["phase"] not in decisions:
        return False
    given = decisions[condition["phase"]][condition["field"]]
    if "is" in condition:
        return given == condition["is"]
    if "has" in condition:
        return condition["has"] in given
    if "lacks" in condition:
        return condition["lacks"] not in given
    return given == NOT_SENT or clock.minutes(condition["after"], given) > 0


def reports(pack: Pack, state: State, phase: str) -> list[dict[str, Any]]:
    """Return what comes in at a phase of this course of events, in order of time: id, at, from, text."""
    return [
        {"id": name, **{key: one[key] for key in ("at", "from", "text")}}
        for name, one in pack["reports"].items()
        if one["phase"] == phase and _in_course(one, state)
    ]


def cards(pack: Pack, state: State, phase: str) -> list[str]:
    """Return the ids of the statements that can be made at a phase, in an order drawn by the seed."""
    open_now = [
        name
        for name, one in pack["claims"].items()
        if PHASES.index(one["from"]) <= PHASES.index(phase) <= PHASES.index(one.get("until", PHASES[-1]))
        and _in_course(one, state)
    ]
    return chance.shuffled(open_now, state["seed"], "claims", phase)


def unseen(pack: Pack, state: State, phase: str, decision: Decision) -> list[str]:
    """Return a sentence for each statement of a decision that nobody has made yet: it cannot be passed on."""
    known = cards(pack, state, phase)
    fields = [field.name for field in BY_NAME[phase].fields if field.options == "claims"]
    unknown = [name for field in fields for name in decision[field] if name not in known]
    return [f"'{name}' is not known at this phase. Choose from what is shown." for name in unknown]


def happened(pack: Pack, state: State, phase: str) -> list[str]:
    """Return in words what the decision of a phase led to."""
    told = pack["consequences"]
    return [told[name]["text"] for name in state["happened"] if told[name]["after"] == phase]


def traces(pack: Pack, state: State) -> dict[str, dict[str, Any]]:
    """Return the traces of this course of events by id: kind, text, reliability, credibility."""
    return {name: one for name, one in pack["evidence"].items() if _in_course(one, state)}


def _in_course(one: dict[str, Any], state: State) -> bool:
    return state["course"] in one.get("in", [state["course"]])
