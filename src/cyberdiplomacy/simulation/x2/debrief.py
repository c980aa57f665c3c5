"""After a phase and after a game: what changed and why, you beside the key and beside real cases, and what if."""

from __future__ import annotations

from typing import Any

from cyberdiplomacy.simulation import engine
from cyberdiplomacy.simulation.engine import Decision, Game
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x2 import evidence, form, law, score
from cyberdiplomacy.simulation.x2.score import Key

Row = dict[str, Any]
ALIKE = 0.95
"""Likelihoods count as equal from this share of the highest on: within five per cent of it."""
MOVES = 1.2
"""The least factor by which an item has to change odds to be said to speak for or against anybody."""


def led_to(game: Game) -> list[Row]:
    """Return what the last decision led to, and what happened then: ``rule`` and ``what``."""
    return [{"rule": one["rule"], "what": one["text"]} for one in game.state["news"]]


def weighed(pack: Pack, key: Key, read: list[str]) -> list[Row]:
    """Return a row for each item read: ``item``, ``grade``, ``speaks``, ``odds`` and ``note``.

    ``speaks`` says for whom or against whom the item is, ``odds`` by what factor it multiplies or divides the odds of
    those named; an item that moves nothing says so.
    """
    items, flag, rows = form.by_id(pack["evidence"]), key["false_flag"], []
    for one in read:
        speaks, odds = _moves(pack, key, one)
        note = flag["why"] if one == flag["item"] and flag["exposed_by"] in read else ""
        rows.append(
            {
                "item": items[one]["title"],
                "grade": f"{items[one]['reliability']}{items[one]['credibility']}",
                "speaks": speaks,
                "odds": odds,
                "note": note,
            }
        )
    return rows


def _moves(pack: Pack, key: Key, item: str) -> tuple[str, str]:
    """Return for or against whom an item speaks, and by what factor it changes the odds of each of them.

    It speaks for all of those under whom it is about as likely as it is at most. If these are all but one, it speaks
    against that one: none of the others gains on the rest.
    """
    likely = key["likelihoods"].get(item, dict.fromkeys(pack["actors"], 1))
    most = max(likely.values())
    best = [actor for actor in pack["actors"] if likely[actor] >= ALIKE * most]
    rest = [actor for actor in pack["actors"] if actor not in best]
    if len(rest) == 1 < len(best):
        speaks, sign, factors = "against", "÷", [1 / evidence.ratio(key, item, rest[0])]
    else:
        speaks, sign, factors = "for", "×", [evidence.ratio(key, item, actor) for actor in best]
    if max(factors) < MOVES:
        return "for nobody", "moves nothing"
    names = [pack["actors"][actor]["name"] for actor in (rest if speaks == "against" else best)]
    ends = dict.fromkeys(f"{factor:.1f}" for factor in (min(factors), max(factors)))
    return f"{speaks} {' or '.join(names)}", f"{sign} {' to '.join(ends)}"


def calibration(pack: Pack, key: Key, game: Game) -> list[Row]:
    """Return a row for each decision: ``phase``, ``you``, ``said`` and ``carried`` in per cent, ``difference``."""
    rows = []
    for phase, held in zip(form.PHASES, game.state["attributions"], strict=False):
        carried = evidence.posterior(key, held["read"])
        best = max(carried, key=lambda actor: carried[actor])
        unknown = held["actor"] == form.UNKNOWN
        actor = best if unknown else held["actor"]
        number = round(100 * carried[actor])
        rows.append(
            {
                "phase": phase,
                "you": "unknown" if unknown else pack["actors"][actor]["name"],
                "said": None if unknown else held["probability"],
                "carried": number,
                "difference": f"the evidence read gives {pack['actors'][best]['name']} {number}" if unknown
                else f"{held['probability'] - number:+d}",
            }
        )  # fmt: skip
    return rows


def components(marked: score.Score) -> list[Row]:
    """Return a row for each component: ``component``, ``of``, ``earned``, ``penalty``, ``points``, ``why``."""
    return [
        {
            "component": one.name,
            "of": one.of,
            "earned": one.earned,
            "penalty": -one.penalty if one.penalty else 0,
            "points": one.points,
            "why": " ".join(one.why),
        }
        for one in marked.components
    ]


def determinations(pack: Pack, key: Key, game: Game) -> list[Row]:
    """Return a row for each determination: ``question``, ``you``, ``holds``, ``why``."""
    rows = []
    for question, answers in law.QUESTIONS.items():
        given = game.state["law"].get(question)
        rows.append(
            {
                "question": question,
                "you": "nothing"
                if given is None
                else f"{answers[given['is']]} ({', '.join(given.get('evidence', []))})",
                "holds": "; ".join(answers[answer] for answer in key["law"][question]),
                "why": score.determination(key, question, given)[1],
            }
        )
    return rows


def measures(pack: Pack, key: Key, game: Game) -> list[Row]:
    """Return a row for each measure that you or the key used: ``measure``, ``category``, ``you``, ``key``, ``why``."""
    tabled: dict[str, list[str]] = {}
    for one in game.state["tabled"]:
        tabled.setdefault(one["measure"], []).append(one["phase"])
    judged, rows = key["measures"], []
    adopted = game.state["adopted"]
    for name, measure in form.by_id(pack["measures"]).items():
        due = judged["key"].get(name)
        if name not in tabled and due is None:
            continue
        fine = judged["acceptable"].get(name)
        fell = name in score.annulled(pack, key, game.state)
        ending = "adopted, later annulled" if fell else "adopted" if name in adopted else "came to nothing"
        rows.append(
            {
                "measure": measure["name"],
                "category": measure["category"],
                "you": f"{', '.join(tabled[name])}: {ending}" if name in tabled else "–",
                "key": ", ".join(due["phases"]) if due else "acceptable" if fine else "left out",
                "why": (due or fine or {}).get("why") or judged["wrong"].get(name, ""),
            }
        )
    return rows


def sentences(pack: Pack, key: Key, game: Game) -> list[Row]:
    """Return a row for each sentence of the adopted declaration: ``slot``, ``you``, ``verdict``, ``why``."""
    texts = [how["cards"] for how in game.state["adopted"].values() if how["cards"]]
    known, judged = form.by_id(pack["declaration"]["cards"]), key["cards"]
    if not texts or judged is None:
        return []
    verdict = {**dict.fromkeys(judged["good"], "fits"), **dict.fromkeys(judged["fair"], "does no harm")}
    return [
        {
            "slot": known[one]["slot"],
            "you": known[one]["text"],
            "verdict": verdict.get(one, "crosses a red line"),
            "why": judged["red"].get(one, ""),
        }
        for one in texts[0]
    ]


def what_if(key: Key, game: Game, number: int, instead: Decision) -> tuple[list[Row], Game]:
    """Return the score with one decision changed and all others kept, and the game played so.

    Of later decisions that is left out which has no object any more: an answer on a text that waits for none, a measure
    that was adopted before, a determination on what nobody read.

    Parameters
    ----------
    number
        Which decision, from 1.
    instead
        Keys of a decision; those not given stay as they were.

    Raises
    ------
    DecisionError
        If there is no such decision, or one cannot be taken in the changed course of events.
    """
    if not 1 <= number <= len(game.decisions):
        raise engine.DecisionError(f"There are decisions 1 to {len(game.decisions)}; {number} is none of them.")
    other = engine.play(game.simulation, game.pack, game.seed, game.decisions[: number - 1])
    other = other.decide({**game.decisions[number - 1], **instead})
    for decision in game.decisions[number:]:
        other = other.decide(_with_object(other, decision))
    before, after = score.score(game.pack, key, game), score.score(game.pack, key, other)
    pairs = [(one.name, one.points, two.points) for one, two in zip(before.components, after.components, strict=True)]
    pairs.append(("all", before.total, after.total))
    rows = [{"component": name, "as played": a, "with the change": b, "difference": b - a} for name, a, b in pairs]
    return rows, other


def _with_object(game: Game, decision: Decision) -> Decision:
    state, pack = game.state, game.pack
    kept = {**decision}
    readable, tableable = form.readable(pack, state), form.tableable(pack, state)
    for name, there in (("read", readable), ("measures", tableable)):
        if name in kept:
            kept[name] = [one for one in kept[name] if one in there]
    if "answers" in kept:
        kept["answers"] = {one: said for one, said in kept["answers"].items() if one in state["pending"]}
    known = {*state["read"], *kept.get("read", [])}
    if "law" in kept:
        kept["law"] = {name: one for name, one in kept["law"].items() if {*one.get("evidence", [])} <= known}
    if not any(form.by_id(pack["measures"])[one].get("declaration") for one in kept.get("measures", [])):
        kept.pop("declaration", None)
    return kept
