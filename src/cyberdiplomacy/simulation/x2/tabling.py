"""What becomes of a measure that is tabled: adopted, sent back by RELEX, or silence broken and a compromise."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x2 import council, form, law

CONSENSUS = "the 27"
BROKEN, FAILED, WITHDRAWN, HELD = 6, 8, 3, 4
"""What it costs in unity: silence broken, a text that fails, one withdrawn, a second silence on the same text."""
FAILED_CREDIBILITY, LEAKED = 6, 6
MISUSED = {"42(7)": 20, "222": 8}
CLAUSES = {
    "42(7)": "there are no effects like those of armed aggression on its territory",
    "222": "the State's capacities are not clearly overwhelmed",
}
"""What a clause asks for and is not given, and what it costs in credibility to have proposed it all the same."""
PREMATURE = {"unity": 4, "credibility": 15, "escalation": 2}


def table(pack: Pack, state: dict[str, Any], name: str, cards: list[str]) -> None:
    """Table one measure; the state is changed in place."""
    measure = form.by_id(pack["measures"])[name]
    state["tabled"].append({"measure": name, "phase": form.phase(state)})
    if measure.get("after") and measure["after"] not in state["adopted"]:
        _tell(state, "no ground", f"{measure['name']}: what it builds on was not adopted.")
        return
    if measure.get("clause") and measure["clause"] not in pack["clauses_open"]:
        _lower(state, credibility=MISUSED[measure["clause"]])
        state["misused"].append(name)
        _tell(state, f"Art. {measure['clause']}", f"{measure['name']}: {CLAUSES[measure['clause']]}. The State "
              "that was hit does not call on the others, and wonders who advised it.")  # fmt: skip
        return
    if measure.get("listing"):
        why = law.sent_back(state["law"], shown(pack, state))
        if why:
            state["failed"].append({"measure": name, "why": f"RELEX: {why}"})
            _tell(state, "RELEX", f"{measure['name']} is sent back: {why}. It may be tabled again.")
            return
    text = _text(pack, measure, cards)
    if measure.get("listing"):
        # The reasons are those of the day on which the draft went round: nothing determined later mends them.
        text["law"] = copy.deepcopy(state["law"])
    if text["rung"] == "state" and premature(pack, state):
        _lower(state, credibility=LEAKED)
        _tell(state, "leak", "The draft names a State on thin grounds, and it leaks before it is agreed.")
    if measure["decider"] != CONSENSUS:
        _adopt(pack, state, measure, text, "")
        return
    against = _against(pack, state, measure, text)
    if not against:
        _adopt(pack, state, measure, text, "nobody breaks silence")
        return
    _lower(state, unity=BROKEN)
    if form.phase(state) == form.PHASES[-1]:
        _fail(state, measure, f"{_said(state, against)}, and there is no time left for another text")
        return
    state["pending"][name] = {**text, "against": len(against)}
    _tell(state, "silence broken", f"{measure['name']}: {_said(state, against)}. Answer in the next phase: a "
          "compromise, the same text once more, or withdraw it.")  # fmt: skip


def answer(pack: Pack, state: dict[str, Any], name: str, given: str) -> None:
    """Answer on a text on which silence was broken; no answer withdraws it."""
    measure, text = form.by_id(pack["measures"])[name], state["pending"].pop(name)
    if given not in ("compromise", "hold"):
        _lower(state, unity=WITHDRAWN)
        state["failed"].append({"measure": name, "why": "withdrawn"})
        _tell(state, "withdrawn", f"{measure['name']} is withdrawn.")
        return
    if given == "hold":
        _lower(state, unity=HELD)
    else:
        known = form.by_id(pack["declaration"]["cards"])
        text = {**text, **_text(pack, measure, [known[one].get("softer", one) for one in text["cards"]])}
    against = _against(pack, state, measure, text)
    if against:
        _fail(state, measure, f"{_said(state, against)}, again")
    else:
        said = "as a compromise text" if given == "compromise" else "on the same text"
        _adopt(pack, state, measure, text, f"nobody breaks silence {said}")


def rung(pack: Pack, measure: Mapping[str, Any], cards: list[str]) -> str:
    """Return what a text says of a State: that of its boldest sentence, else that of the measure; or nothing."""
    if not measure.get("declaration"):
        return measure.get("rung", "")
    known = form.by_id(pack["declaration"]["cards"])
    rungs = [known[one].get("rung", "") for one in cards]
    return next((one for one in ("state", "territory", "nobody") if one in rungs), "")


def shared(pack: Pack, state: Mapping[str, Any]) -> list[str]:
    """Return the items read that are graded B2 or better."""
    letter, figure = council.GRADE_NEEDED
    items = form.by_id(pack["evidence"])
    return [one for one in state["read"] if items[one]["reliability"] <= letter and items[one]["credibility"] <= figure]


def shown(pack: Pack, state: Mapping[str, Any]) -> list[str]:
    """Return the items read that may be put before a court."""
    items = form.by_id(pack["evidence"])
    return [one for one in state["read"] if items[one]["may_be_shown"]]


def so_far(pack: Pack, state: Mapping[str, Any]) -> dict[str, bool]:
    """Return what the Council has to go on: evidence shared, talks, one voice, two reasons."""
    measures = form.by_id(pack["measures"])
    earlier = [measures[one] for one, how in state["adopted"].items() if how["phase"] != form.phase(state)]
    return {
        "evidence": len(shared(pack, state)) >= council.ITEMS_NEEDED,
        "talks": any(one.get("talks") for one in earlier),
        "voice": any(one["category"] == "stability" and one["decider"] == CONSENSUS for one in earlier),
        "reasons": len({*state["law"].get("circle", {}).get("evidence", [])} & {*shown(pack, state)}) >= 2,
    }


def premature(pack: Pack, state: Mapping[str, Any]) -> bool:
    """Return whether to name a State now is premature, by what the delegation itself says and has read.

    It is, unless the delegation's own attribution is to an actor that is a State, at 80 per cent or more, and three
    items graded B2 or better have been read.
    """
    held = state["attribution"]
    sure = held and held["actor"] != form.UNKNOWN and held["probability"] >= 80
    state_meant = bool(sure) and bool(pack["actors"][held["actor"]].get("state"))
    return not (state_meant and len(shared(pack, state)) >= council.ITEMS_NEEDED)


def _text(pack: Pack, measure: Mapping[str, Any], cards: list[str]) -> dict[str, Any]:
    return {"cards": cards, "rung": rung(pack, measure, cards)}


def _against(pack: Pack, state: Mapping[str, Any], measure: Mapping[str, Any], text: Mapping[str, Any]) -> list[str]:
    known = form.by_id(pack["declaration"]["cards"])
    marks = {mark for one in text["cards"] for mark in known[one].get("marks", [])} | {text["rung"]}
    return council.objectors(state["seed"], bool(measure.get("listing")), marks, so_far(pack, state))


def _adopt(pack: Pack, state: dict[str, Any], measure: Mapping[str, Any], text: dict[str, Any], said: str) -> None:
    state["adopted"][measure["id"]] = {"phase": form.phase(state), **text}
    _tell(state, "adopted", f"{measure['name']}: adopted; {said or measure['decider']}.")
    if text["rung"] == "state" and premature(pack, state):
        _lower(state, unity=PREMATURE["unity"], credibility=PREMATURE["credibility"])
        state["escalation"] += PREMATURE["escalation"]
        state["premature"].append(measure["id"])
        _tell(state, "premature attribution", "A State is named on less than three items graded B2 or better, or on "
              "less than 80 per cent of your own. It answers in kind, and asks for proof that you lack.")  # fmt: skip
    if measure.get("escalates"):
        state["escalation"] += measure["escalates"]
        _tell(state, "escalation", f"{measure['name']}: {measure['why_escalates']}")


def _fail(state: dict[str, Any], measure: Mapping[str, Any], why: str) -> None:
    _lower(state, unity=FAILED, credibility=FAILED_CREDIBILITY)
    state["failed"].append({"measure": measure["id"], "why": why})
    _tell(state, "a text that fails", f"{measure['name']} fails: {why}.")


def _lower(state: dict[str, Any], *, unity: int = 0, credibility: int = 0) -> None:
    state["unity"] = max(0, state["unity"] - unity)
    state["credibility"] = max(0, state["credibility"] - credibility)


def _tell(state: dict[str, Any], rule: str, text: str) -> None:
    state["news"].append({"phase": form.phase(state), "rule": rule, "text": text})


def _said(state: Mapping[str, Any], against: list[str]) -> str:
    """Return how many break silence and what they ask for: who breaks it gives the reason, and not more."""
    asked = [council.stance(state["seed"], iso2) for iso2 in against]
    reasons = "; ".join(f"{asked.count(one)} {council.STANCES[one]}" for one in dict.fromkeys(asked))
    return f"{len(against)} Member State{'s break' if len(against) > 1 else ' breaks'} silence ({reasons})"
