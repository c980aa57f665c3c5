"""The rules of X2: how a game begins, and what a decision makes of it."""

from __future__ import annotations

from cyberdiplomacy.simulation import chance
from cyberdiplomacy.simulation.engine import Decision, State
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x2 import council, file, form, tabling

START = 65
"""Unity and credibility at the beginning, of 100."""
PREJUDGED = 8
SILENT_UNTIL, SILENT_COST = "signal", 15
ADOPTED_UNITY, ADOPTED_CREDIBILITY = 2, 3


def start(pack: Pack, seed: int) -> State:
    """Return the state before the first decision."""
    state: State = {
        "seed": seed,
        "phase": 0,
        "hours": 0,
        "read": [],
        "attribution": {},
        "attributions": [],
        "law": {},
        "sounded": {},
        "tour": {},
        "tabled": [],
        "pending": {},
        "adopted": {},
        "failed": [],
        "premature": [],
        "misused": [],
        "events": [],
        "rationales": [],
        "unity": START,
        "credibility": START,
        "escalation": 0,
        "drill": {},
        "news": [],
    }
    for why in file.lost(pack):
        _tell(state, "evidence file", f"Lost before you began: {why}")
    if file.prejudged(pack):
        state["credibility"] -= PREJUDGED
        _tell(state, "evidence file", "The situation report calls the author confirmed. Ministers repeat it in public, "
              "and no evidence in the file carries it.")  # fmt: skip
    _open(pack, state)
    return state


def step(pack: Pack, state: State, decision: Decision) -> State:
    """Return the state after a decision that has no fault of form."""
    state["news"] = []
    state["read"] += decision.get("read", [])
    state["law"].update(decision.get("law", {}))
    if decision.get("attribution"):
        state["attribution"] = decision["attribution"]
    state["attributions"].append({"read": [*state["read"]], **(state["attribution"] or {"actor": form.UNKNOWN})})
    state["rationales"].append(decision.get("rationale", ""))
    _sound(state, decision.get("soundings", []))
    before = len(state["adopted"])
    for name in sorted(state["pending"]):
        tabling.answer(pack, state, name, decision.get("answers", {}).get(name, "withdraw"))
    for name in decision.get("measures", []):
        tabling.table(pack, state, name, decision.get("declaration", []) if _is_text(pack, name) else [])
    gained = len(state["adopted"]) - before
    state["unity"] = min(100, state["unity"] + ADOPTED_UNITY * gained)
    state["credibility"] = min(100, state["credibility"] + ADOPTED_CREDIBILITY * gained)
    if form.phase(state) == SILENT_UNTIL and not state["adopted"]:
        state["credibility"] = max(0, state["credibility"] - SILENT_COST)
        _tell(state, "silence", "Nothing has been adopted so far. Partners speak without the Union.")
    if form.phase(state) == form.PHASES[-1]:
        _drill(state, decision.get("drill", ""))
    state["phase"] += 1
    _open(pack, state)
    return state


def _open(pack: Pack, state: State) -> None:
    """Begin a phase: its hours, and what happens in it by lot."""
    phase = form.phase(state)
    if not phase:
        state["hours"] = 0
        return
    state["hours"] = pack["hours"][phase]
    pool = [event for event in pack["events"] if event["phase"] == phase]
    if pool:
        event = chance.pick(pool, state["seed"], "event", phase)
        state["events"].append(event["id"])
        state["hours"] = max(1, state["hours"] + event.get("hours", 0))
        for meter in ("unity", "credibility"):
            state[meter] = min(100, max(0, state[meter] + event.get(meter, 0)))
        _tell(state, event["title"], event["text"])


def _sound(state: State, asked: list[str]) -> None:
    for one in asked:
        if one == council.TOUR:
            state["tour"] = council.counted(state["seed"])
        else:
            state["sounded"][one] = council.stance(state["seed"], one)


def _drill(state: State, answer: str) -> None:
    drawn = council.drill(state["seed"])
    right = "prevented" if council.prevented(drawn["formal"]) else "adopted"
    state["drill"] = {**drawn, "right": right, "answer": answer}
    if answer:
        said = "as you said" if answer == right else "not as you said"
        _tell(state, "drill of Art. 31(1) TEU", f"The decision is {right}, {said}.")


def _is_text(pack: Pack, name: str) -> bool:
    return bool(form.by_id(pack["measures"])[name].get("declaration"))


def _tell(state: State, rule: str, text: str) -> None:
    state["news"].append({"phase": form.phase(state), "rule": rule, "text": text})
