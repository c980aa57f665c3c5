"""The form of a decision of X2: what it may hold in which phase. Never whether it is wise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x2 import council, file, law, states, words

PHASES = ("detect", "assess", "signal", "respond", "follow through")
KEYS = ("read", "attribution", "law", "soundings", "answers", "measures", "declaration", "rationale", "drill")
ANSWERS = ("compromise", "hold", "withdraw")
UNKNOWN = "unknown"
MAX_WORDS = 120
SOUNDING_HOURS, TOUR_HOURS = 1, 4
_LISTS, _DICTS, _TEXTS = (
    ("read", "soundings", "measures", "declaration"),
    ("attribution", "law", "answers"),
    ("rationale", "drill"),
)


def by_id(things: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the entries of a list of a pack by their ids."""
    return {thing["id"]: thing for thing in things}


def phase(state: Mapping[str, Any]) -> str:
    """Return the phase that a state waits in; empty when all are decided."""
    return PHASES[state["phase"]] if state["phase"] < len(PHASES) else ""


def readable(pack: Pack, state: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the items of evidence that are there in the present phase and not yet read, by id."""
    here = PHASES[: state["phase"] + 1]
    return {
        item["id"]: item
        for item in pack["evidence"]
        if item["phase"] in here and item["id"] not in state["read"] and file.kept(pack, item)
    }


def tableable(pack: Pack, state: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the measures that may be tabled in the present phase, by id."""
    gone = {*state["adopted"], *state["pending"]}
    return {
        measure["id"]: measure
        for measure in pack["measures"]
        if phase(state) in measure["phases"] and measure["id"] not in gone and measure.get("after") in (None, *gone)
    }


def hours(pack: Pack, decision: Mapping[str, Any]) -> int:
    """Return the hours that a decision takes: reading, sounding and tabling."""
    items, measures = by_id(pack["evidence"]), by_id(pack["measures"])
    sounded = sum(TOUR_HOURS if one == council.TOUR else SOUNDING_HOURS for one in decision.get("soundings", []))
    read = sum(items[one]["hours"] for one in decision.get("read", []))
    return read + sounded + sum(measures[one]["hours"] for one in decision.get("measures", []))


def faults(pack: Pack, state: Mapping[str, Any], decision: Mapping[str, Any]) -> list[str]:
    """Return sentences on what is wrong with the form of a decision; none if it can be taken."""
    said = _shape(decision)
    if said:
        return said
    said += _chosen("read", decision, readable(pack, state), "no evidence that can be read now")
    said += _chosen("measures", decision, tableable(pack, state), "no measure that can be tabled now")
    said += _chosen("soundings", decision, {**states.shares(), council.TOUR: 0}, "neither a Member State nor 'tour'")
    if said:
        return said
    taken, left = hours(pack, decision), state["hours"]
    if taken > left:
        said.append(f"This takes {taken} hours, and there are {left}. Leave something out.")
    said += _attribution(pack, decision.get("attribution", {}))
    said += law.faults(decision.get("law", {}), [*state["read"], *decision.get("read", [])])
    said += _answers(state, decision.get("answers", {}))
    said += _declaration(pack, decision)
    if len(decision.get("rationale", "").split()) > MAX_WORDS:
        said.append(f"The rationale has {len(decision['rationale'].split())} words; {MAX_WORDS} are allowed.")
    if decision.get("drill", "") not in ("", "adopted", "prevented"):
        said.append("The answer to the drill is 'adopted' or 'prevented'.")
    return said


def _shape(decision: Mapping[str, Any]) -> list[str]:
    unknown = [key for key in decision if key not in KEYS]
    if unknown:
        return [f"A decision has no '{', '.join(unknown)}'. It has {', '.join(KEYS)}."]
    wanted = {**dict.fromkeys(_LISTS, list), **dict.fromkeys(_DICTS, dict), **dict.fromkeys(_TEXTS, str)}
    names = {list: "a list", dict: "a dict", str: "a text"}
    said = [
        f"'{key}' is {names[wanted[key]]}." for key, value in decision.items() if not isinstance(value, wanted[key])
    ]
    if said:
        return said
    texts = [key for key in _LISTS if not all(isinstance(one, str) for one in decision.get(key, []))]
    return [f"'{key}' holds texts only." for key in texts]


def _chosen(key: str, decision: Mapping[str, Any], allowed: Mapping[str, Any], said: str) -> list[str]:
    given = decision.get(key, [])
    strange = [one for one in given if one not in allowed]
    if strange:
        return [f"'{key}': {', '.join(strange)} is {said}."]
    return [f"'{key}' names something twice."] if len({*given}) < len(given) else []


def _attribution(pack: Pack, given: Mapping[str, Any]) -> list[str]:
    if not given or dict(given) == {"actor": UNKNOWN}:
        return []
    if {*given} != {"actor", "probability", "words"}:
        return ["An attribution is {'actor': …, 'probability': …, 'words': …}, or {'actor': 'unknown'}."]
    if given["actor"] not in [*pack["actors"]]:
        return [f"There is no actor {given['actor']!r}: {', '.join(pack['actors'])}, or 'unknown' alone."]
    number, word = given["probability"], given["words"]
    if type(number) is not int or not 1 <= number <= 99:
        return ["The probability is a whole number of per cent from 1 to 99: nothing is certain here."]
    if word not in [*words.SCALE]:
        return [f"{word!r} is no word of the scale: {', '.join(words.SCALE)}."]
    if not words.agree(number, word):
        low, high = words.SCALE[word]
        return [f"'{word}' stands for {low} to {high} per cent; you say {number}. Number and word have to agree."]
    return []


def _answers(state: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    said = [f"'{one}' does not wait for an answer." for one in given if one not in state["pending"]]
    wrong = [one for one, answer in given.items() if answer not in ANSWERS]
    return said + [f"The answer on '{one}' is one of {', '.join(ANSWERS)}." for one in wrong]


def _declaration(pack: Pack, decision: Mapping[str, Any]) -> list[str]:
    tabled = [one for one in decision.get("measures", []) if by_id(pack["measures"])[one].get("declaration")]
    cards, slots = decision.get("declaration", []), pack["declaration"]["slots"]
    if not tabled:
        return ["There is a text of a declaration, but 'measures' tables none."] if cards else []
    known = by_id(pack["declaration"]["cards"])
    strange = [one for one in cards if one not in known]
    if strange:
        return [f"'declaration': there is no card {', '.join(strange)}."]
    if [known[one]["slot"] for one in cards] != [*slots]:
        return [f"A declaration has {len(slots)} sentences, one a slot, in this order: {', '.join(slots)}."]
    return []
