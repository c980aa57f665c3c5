"""What went wrong in a game of X2, by kinds of mistake, each with about as many points as it cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cyberdiplomacy.simulation.engine import Game
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x2 import evidence, form, law, score
from cyberdiplomacy.simulation.x2.score import Key

Found = Iterator[tuple[str, float]]
_EACH_PHASE = score.WEIGHTS["calibration"] / (len(form.PHASES) - 1)
_CHOICE = score.WEIGHTS["measures"] - score.TEXT


def lost(key: Key, game: Game) -> dict[str, float]:
    """Return about how many of the 100 points each kind of mistake of a game cost, the costliest first.

    The components multiply shares, so what one mistake cost cannot be told exactly; to put them in order this is
    enough. Determinations that were not made are one kind; each that was made and does not hold is a kind by itself.
    """
    pack, state = game.pack, game.state
    found: dict[str, float] = {}
    for part in (_clauses(state), _attribution(pack, key, state), _law(pack, key, state), _measures(pack, key, state)):
        for kind, points in part:
            found[kind] = found.get(kind, 0) + points
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def pointed_at(key: Key) -> str:
    """Return the actor to whom the planted false flag points: the one whom the item that shows it clears most.

    Empty if that item clears nobody, as in a case that is still being written.
    """
    shown = key["likelihoods"].get(key["false_flag"]["exposed_by"], {})
    least = min(shown, key=lambda actor: shown[actor], default="")
    return least if least and shown[least] < max(shown.values()) else ""


def _clauses(state: Mapping[str, Any]) -> Found:
    if state["misused"]:
        penalty = score.PENALTIES["misused clause"] * len(state["misused"])
        yield "misused clause", min(penalty, score.CAPS["outcome"])
    if state["drill"] and state["drill"]["answer"] not in ("", state["drill"]["right"]):
        yield "drill", 0  # it is not scored, and is asked again all the same


def _attribution(pack: Pack, key: Key, state: Mapping[str, Any]) -> Found:
    """A false flag that was believed, numbers above what was read carries, and States named too early."""
    flag = key["false_flag"]["item"]
    for held in state["attributions"][1:]:
        if held["actor"] == form.UNKNOWN:
            continue
        carried = 100 * evidence.posterior(key, held["read"])[held["actor"]]
        points = _EACH_PHASE * (1 - score.nearness(held["probability"], carried))
        likely = held["probability"] >= score.SPEAKS
        if likely and held["actor"] == pointed_at(key) and flag in held["read"]:
            yield "false flag", points
        elif held["probability"] > carried and points:
            yield "overconfident", points
    if score.overclaimed(pack, key, state):
        yield "named too early", score.PENALTIES["over-claimed"]
    elif state["premature"]:
        yield "named too early", 0  # it costs unity and credibility, and only by these the outcome


def _law(pack: Pack, key: Key, state: Mapping[str, Any]) -> Found:
    if score.annulled(pack, key, state):
        yield "annulled", score.PENALTIES["annulled"]
    for question in law.QUESTIONS:
        given = state["law"].get(question)
        if not given:
            yield "undetermined", score.LAW[question]
        elif not score.determination(key, question, given)[0]:
            yield question, score.LAW[question]


def _measures(pack: Pack, key: Key, state: Mapping[str, Any]) -> Found:
    """What was left out, came late, was wrong or failed, and sentences that cross a red line."""
    wanted, tabled = key["measures"]["key"], {one["measure"] for one in state["tabled"]}
    missing = [one for one in wanted if one not in tabled]
    late = [one for one in wanted if one in tabled and _late(wanted[one], one, state)]
    each = (_CHOICE + score.WEIGHTS["outcome"]) / len(wanted)
    if not state["adopted"]:
        yield "silent", each * len(wanted)
    elif missing:
        yield "missing", each * len(missing)
    if late:
        yield "late", each * len(late)
    measures = form.by_id(pack["measures"])
    wrong = [one for one in tabled if measures[one]["category"] == "restrictive" and one in key["measures"]["wrong"]]
    if wrong:
        yield "restrictive first", _CHOICE * len(wrong) / len(state["tabled"])
    if state["failed"]:
        yield "failed text", score.PENALTIES["failed text"] * len(state["failed"])
    known, red = form.by_id(pack["declaration"]["cards"]), (key["cards"] or {}).get("red", {})
    crossed = [one for how in state["adopted"].values() for one in how["cards"] if one in red]
    for one in crossed:
        yield f"red {known[one]['slot']}", score.PENALTIES["red line"] + score.TEXT / len(crossed)


def _late(due: Mapping[str, Any], name: str, state: Mapping[str, Any]) -> bool:
    """Return whether a measure was tabled only after the phases in which the case asks for it."""
    last = max(form.PHASES.index(phase) for phase in due["phases"])
    return all(form.PHASES.index(one["phase"]) > last for one in state["tabled"] if one["measure"] == name)
