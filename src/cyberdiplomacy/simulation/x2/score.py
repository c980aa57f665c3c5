"""The score of a game of X2: five components that add up to 0 to 100, each less its own penalties.

The key of a case is an argument, so that graded cases can be played by those who may not see it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cyberdiplomacy.simulation.engine import Game
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x2 import evidence as weighing
from cyberdiplomacy.simulation.x2 import file, form, law

Key = Mapping[str, Any]
WEIGHTS = {"evidence": 15, "law": 25, "calibration": 20, "measures": 25, "outcome": 15}
LAW = {"threat": 4, "effect": 5, "interest": 4, "circle": 4, "paragraph": 8}
"""Of the 25 points for law, those for each determination."""
TEXT = 6
"""Of the 25 points for measures, those for the sentences of the declaration, one each; where none is due, none."""
PENALTIES = {"annulled": 12, "over-claimed": 12, "failed text": 3, "misused clause": 8, "red line": 4, "escalation": 2}
CAPS = {"law": 12, "calibration": 12, "measures": 10, "outcome": 6}
"""The most that penalties take from a component: forty together."""
TOLERANCE = 30
CLOSE = 5
"""Points of per cent by which a probability may miss before it earns nothing, and by which it may for nothing."""
SPEAKS = 55
"""Below this, no actor is 'likely', and 'unknown' is the right attribution."""
NAMEABLE = 80
WELL = 0.82
"""The mean of unity and credibility, of 1, from which an outcome counts in full."""


@dataclass(frozen=True)
class Component:
    """Points for one component: what was earned of how much, penalties taken from it, and why in sentences."""

    name: str
    of: int
    earned: int
    penalty: int
    why: tuple[str, ...]

    @property
    def points(self) -> int:
        """What counts: never below nothing."""
        return max(0, self.earned - self.penalty)


@dataclass(frozen=True)
class Score:
    """The five components of a game."""

    components: tuple[Component, ...]

    @property
    def total(self) -> int:
        """The score, 0 to 100."""
        return sum(one.points for one in self.components)

    def __getitem__(self, name: str) -> Component:
        return next(one for one in self.components if one.name == name)


def score(pack: Pack, key: Key, game: Game) -> Score:
    """Return the score of a game, finished or not, by the key of its case."""
    return Score(tuple(component(name, pack, key, game) for name in WEIGHTS))


def component(name: str, pack: Pack, key: Key, game: Game) -> Component:
    """Return one component; it reads only its own part of the key (see the functions below)."""
    share, penalty, why = _COMPONENTS[name](pack, key, game.state)
    # Rounding by whole numbers: a share that is a hair below a half must not differ between machines.
    earned = int(WEIGHTS[name] * share + 0.5 + 1e-9)
    return Component(name, WEIGHTS[name], earned, min(penalty, CAPS.get(name, 0)), tuple(why))


def _evidence(pack: Pack, key: Key, state: Mapping[str, Any]) -> tuple[float, int, list[str]]:
    """Recall of the items that matter, times how little else was read; from ``evidence`` of the key."""
    needed, useful = _needed(pack, key, form.PHASES), {*key["evidence"]["useful"]}
    read = {*state["read"]}
    if not read:
        return 0, 0, ["Nothing was read."]
    recall, precise = len(read & needed) / max(1, len(needed)), len(read & (needed | useful)) / len(read)
    said = [
        f"{len(read & needed)} of {len(needed)} items that matter were read, "
        f"and {len(read - needed - useful)} that do not."
    ]
    return recall * precise, 0, said


def _needed(pack: Pack, key: Key, phases: Sequence[str]) -> set[str]:
    """Return the items that matter and were to be had in some phases."""
    there = {item["id"] for item in pack["evidence"] if file.kept(pack, item) and item["phase"] in phases}
    return there & {*key["evidence"]["needed"]}


def _law(pack: Pack, key: Key, state: Mapping[str, Any]) -> tuple[float, int, list[str]]:
    """The weight of each determination, times the share of the named evidence that carries it; from ``law``.

    Which listings fall is also read from ``measures``.

    The paragraph follows from what was hit and with what effect, so it earns nothing where one of these does not hold.
    """
    found = {question: determination(key, question, state["law"].get(question)) for question in law.QUESTIONS}
    shares, said = {question: share for question, (share, _) in found.items()}, [why for _, why in found.values()]
    penalty = PENALTIES["annulled"] if annulled(pack, key, state) else 0
    if penalty:
        said.append("A listing was annulled later: a determination fails, or nothing ties to the act whom it hits.")
    if shares["paragraph"] and not (shares["effect"] and shares["interest"]):
        shares["paragraph"] = 0
        said.append("The paragraph follows from effect and interest, and one of these does not hold.")
    return sum(LAW[question] * share for question, share in shares.items()) / WEIGHTS["law"], penalty, said


def determination(key: Key, question: str, given: Mapping[str, Any] | None) -> tuple[float, str]:
    """Return how far a determination holds, 0 to 1, and a sentence."""
    if given is None:
        return 0, f"{question}: not determined."
    right = key["law"][question]
    if given["is"] not in right:
        return 0, f"{question}: '{given['is']}' does not hold; {' or '.join(map(repr, right))} does."
    carrying = {*right[given["is"]]}
    named = {*given.get("evidence", [])}
    if not law.needs_evidence(question, given["is"]):
        return 1, f"{question}: '{given['is']}' holds."
    share = len(named & carrying) / max(1, len(named))
    return share, f"{question}: '{given['is']}' holds; {len(named & carrying)} of {len(named)} items named carry it."


def _calibration(pack: Pack, key: Key, state: Mapping[str, Any]) -> tuple[float, int, list[str]]:
    """How near each attribution after the first phase is to what the evidence read carries, times what was read."""
    closeness, said = [], []
    for number, held in enumerate(state["attributions"][1:], start=1):
        carried = weighing.posterior(key, held["read"])
        best = max(carried, key=lambda actor: carried[actor])
        by_now = _needed(pack, key, form.PHASES[: number + 1])
        if held["actor"] == form.UNKNOWN:
            near = 1.0 if 100 * carried[best] < SPEAKS else 0.0
            what = f"unknown; the evidence read gives {best} {round(100 * carried[best])} per cent"
        else:
            near = nearness(held["probability"], 100 * carried[held["actor"]])
            what = (
                f"{held['actor']} at {held['probability']}; the evidence read carries "
                f"{round(100 * carried[held['actor']])} per cent"
            )
        said.append(f"{form.PHASES[number]}: {what}.")
        # A number that fits three rumours is luck: it counts as far as the evidence that matters was read by then.
        closeness.append(near * len({*held["read"]} & by_now) / max(1, len(by_now)))
    over = overclaimed(pack, key, state)
    if over:
        said.append(f"A State was named ({', '.join(over)}), and the evidence read did not carry {NAMEABLE} per cent.")
    return sum(closeness) / (len(form.PHASES) - 1), PENALTIES["over-claimed"] if over else 0, said


def nearness(said: float, carried: float) -> float:
    """Return how near a probability is to the one that the evidence carries, both in per cent: 1 near, 0 far off."""
    miss = abs(said - carried)
    return 1.0 if miss <= CLOSE else max(0.0, 1 - miss / TOLERANCE)


def overclaimed(pack: Pack, key: Key, state: Mapping[str, Any]) -> list[str]:
    """Return the adopted texts that name a State which the evidence read by then does not carry."""
    states = [actor for actor, what in pack["actors"].items() if what.get("state")]
    found = []
    for name, how in state["adopted"].items():
        if how["rung"] == "state":
            held = state["attributions"][form.PHASES.index(how["phase"])]
            carried = weighing.posterior(key, held["read"])
            meant = held["actor"] if held["actor"] in states else max(states, key=lambda actor: carried[actor])
            if 100 * carried[meant] < NAMEABLE:
                found.append(name)
    return found


def _measures(pack: Pack, key: Key, state: Mapping[str, Any]) -> tuple[float, int, list[str]]:
    """Precision times recall of what was tabled, and the sentences of the declaration; from ``measures``, ``cards``."""
    wanted, fine = key["measures"]["key"], key["measures"]["acceptable"]
    tabled = [(one["measure"], one["phase"]) for one in state["tabled"]]
    hit = {name for name, phase in tabled if phase in wanted.get(name, {}).get("phases", ())}
    good = [pair for pair in tabled if pair[0] in hit or pair[1] in fine.get(pair[0], {}).get("phases", ())]
    recall, precise = len(hit) / len(wanted), len(good) / max(1, len(tabled))
    said = [
        f"{len(hit)} of {len(wanted)} measures that the case asks for were tabled in time; "
        f"{len(good)} of {len(tabled)} tabled fit."
    ]
    text, red = cards(pack, key, state)
    of = WEIGHTS["measures"]
    share = recall * precise if key.get("cards") is None else ((of - TEXT) * recall * precise + text) / of
    penalty = PENALTIES["failed text"] * len(state["failed"]) + PENALTIES["red line"] * len(red)
    said += [f"Red line: {why}" for why in red]
    if state["failed"]:
        said.append(f"{len(state['failed'])} failed or were sent back.")
    return share, penalty, said


def cards(pack: Pack, key: Key, state: Mapping[str, Any]) -> tuple[float, list[str]]:
    """Return the points for the sentences of the adopted declaration, 0 to 6, and the red lines it crosses."""
    texts = [how["cards"] for how in state["adopted"].values() if how.get("cards")]
    if not texts or key.get("cards") is None:
        return 0, []
    judged = key["cards"]
    red = [judged["red"][one] for one in texts[0] if one in judged["red"]]
    good = sum(one in judged["good"] for one in texts[0]) + sum(one in judged["fair"] for one in texts[0]) / 2
    return (0 if red else TEXT * good / len(pack["declaration"]["slots"])), red


def _outcome(pack: Pack, key: Key, state: Mapping[str, Any]) -> tuple[float, int, list[str]]:
    """What stands at the end: the share of what the case asks for, times unity and credibility; from all parts."""
    wanted, fallen = key["measures"]["key"], annulled(pack, key, state)
    stands = {one: how["phase"] for one, how in state["adopted"].items() if one in wanted and one not in fallen}
    in_time = sum(phase in wanted[one]["phases"] for one, phase in stands.items())
    late = sum(phase in wanted[one].get("late", []) for one, phase in stands.items())
    meters = (state["unity"] + state["credibility"]) / 200
    said = [
        f"Of {len(wanted)} measures that the case asks for {in_time} stand, and {late} came late.",
        f"Unity {state['unity']}, credibility {state['credibility']}, escalation {state['escalation']}.",
    ]
    penalty = PENALTIES["escalation"] * state["escalation"] + PENALTIES["misused clause"] * len(state["misused"])
    return (in_time + late / 2) / len(wanted) * min(1, meters / WELL), penalty, said


def annulled(pack: Pack, key: Key, state: Mapping[str, Any]) -> list[str]:
    """Return the listings that were adopted and that a court annulled later.

    Either a determination did not hold when they were tabled, or they hit somebody of whom the case does not prove it:
    determinations are about the attack, and one who is listed has to be tied to it.
    """
    reasons = {name: how["law"] for name, how in state["adopted"].items() if "law" in how}
    return [
        name
        for name, given in reasons.items()
        if name in key["measures"]["wrong"]
        or min(determination(key, question, given.get(question))[0] for question in law.QUESTIONS) == 0
    ]


_COMPONENTS = {
    "evidence": _evidence,
    "law": _law,
    "calibration": _calibration,
    "measures": _measures,
    "outcome": _outcome,
}
