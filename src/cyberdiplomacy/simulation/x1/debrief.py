"""After a phase and after a game: what changed and why, you beside the key and beside real cases, and what if."""

from __future__ import annotations

from typing import Any

from cyberdiplomacy.simulation import engine
from cyberdiplomacy.simulation.engine import Decision, Game
from cyberdiplomacy.simulation.x1 import clock, view, world
from cyberdiplomacy.simulation.x1.phases import BY_NAME, NOT_SENT, PHASES
from cyberdiplomacy.simulation.x1.score import Key, Line, Score, score

Row = dict[str, Any]
_BAD = ("over-claimed", "over-shared", "premature", "late", "wrong", "incomplete", "undecided")


def after_phase(key: Key, game: Game, phase: str) -> list[Row]:
    """Return a row for each question of a phase: ``question``, ``points``, ``verdict``, ``why``, ``rule``."""
    order = [field.name for field in BY_NAME[phase].fields]
    lines = [line for line in score(game.pack, key, game).lines if line.phase == phase]
    return [_row(line) for line in sorted(lines, key=lambda line: order.index(line.field))]


def led_to(game: Game, phase: str) -> list[str]:
    """Return in words what the decision of a phase led to in the story."""
    return world.happened(game.pack, game.state, phase)


def components(marked: Score) -> list[Row]:
    """Return a row for each component of the score: ``component``, ``earned``, ``of``."""
    most: dict[str, int] = {}
    for line in marked.lines:
        most[line.component] = most.get(line.component, 0) + line.of
    return [{"component": name, "earned": marked.components[name], "of": of} for name, of in most.items()]


def moments(key: Key, game: Game) -> list[tuple[str, str, str]]:
    """Return what was done, when you did it, and the key's instant of awareness or the latest one; empty where none."""
    told, due = game.state["decisions"], key[game.state["course"]]
    found = [("aware", told["aware"]["aware_at"], due["aware"]["aware_at"]["at"])]
    for step in ("early_warning", "notification"):
        found.append((f"{BY_NAME[step].title.lower()}, sent", told[step]["send"], due[step]["send"]["by"]))
    ends = due["final_report"]["send"]["by_notification"].get(told["notification"]["send"], {}).get("by", "")
    found.append(("report at the end of the month, sent", told["final_report"]["send"], ends))
    return [(what, "" if you == NOT_SENT else you, due) for what, you, due in found]


def timeline(key: Key, game: Game) -> list[Row]:
    """Return your moments beside the key's, of awareness and then the latest ones: what, you, key, difference."""
    return [_moment(what, you, due) for what, you, due in moments(key, game)]


def differences(key: Key, game: Game) -> list[Row]:
    """Return a row for each question that lost points: phase, question, you, verdict, why, rule and points."""
    decisions = game.state["decisions"]
    return [
        {
            "phase": BY_NAME[line.phase].title,
            "question": _label(line),
            "you": said(game, decisions[line.phase][line.field]),
            **{name: value for name, value in _row(line).items() if name in ("verdict", "why", "rule", "points")},
        }
        for line in score(game.pack, key, game).lines
        if line.earned < line.of
    ]


def what_if(key: Key, game: Game, phase: str, change: Decision) -> tuple[Score, Score, list[str]]:
    """Replay a game with some fields of one decision changed.

    Returns the score as it was, the score as it would be, and in words what would not have happened, or would have.

    Raises
    ------
    DecisionError
        If the changed decision has a fault of form.
    """
    decisions = [*game.decisions]
    at = PHASES.index(phase)
    decisions[at] = {**decisions[at], **change}
    other = engine.play(game.simulation, game.pack, game.seed, decisions)
    was, now = game.state["happened"], other.state["happened"]
    told = game.pack["consequences"]
    changed = [f"It would not have happened: {told[name]['text']}" for name in was if name not in now]
    changed += [f"It would have happened: {told[name]['text']}" for name in now if name not in was]
    return score(game.pack, key, game), score(game.pack, key, other), changed


def better(key: Key, game: Game, phase: str, field: str) -> Any:
    """Return an answer to a question that the key accepts, in the course of events of a game."""
    entry = key[game.state["course"]][phase][field]
    if "by_notification" in entry:
        expected = entry["by_notification"].get(game.state["decisions"]["notification"]["send"], "")
        return game.pack["moments"]["final_report"][0] if isinstance(expected, dict) else expected
    if "is" in entry:
        return entry["is"][0]
    if "at" in entry:
        return entry["at"]
    if "by" in entry:
        return game.pack["moments"][phase][0]
    if isinstance(entry["must"], list):
        return entry["must"]
    first = game.pack["moments"]["notification"][0]
    return {one: value[0] if isinstance(value, list) else first for one, value in entry["must"].items()}


def said(game: Game, given: Any) -> str:
    """Return an answer in words."""
    if isinstance(given, dict):
        return "; ".join(f"{_word(game, one)}: {_word(game, value)}" for one, value in given.items()) or "nothing"
    if isinstance(given, list):
        return "; ".join(_word(game, one) for one in given) or "nothing"
    return _word(game, given) if given else "nothing"


def _row(line: Line) -> Row:
    kinds = [remark.kind for remark in line.remarks]
    verdict = ", ".join(kind for kind in _BAD if kind in kinds) or (kinds[0] if kinds else "not played")
    return {
        "question": _label(line),
        "points": f"{line.earned} of {line.of}",
        "verdict": verdict,
        "why": " ".join(remark.text for remark in line.remarks),
        "rule": line.rule,
    }


def _label(line: Line) -> str:
    return next(field.label for field in BY_NAME[line.phase].fields if field.name == line.field)


def _moment(what: str, you: str, due: str) -> Row:
    if not you or not due:
        return {
            "what": what,
            "you": clock.words(you) if you else "nothing",
            "key": clock.words(due) if due else "–",
            "difference": "–",
        }
    off = clock.minutes(due, you)
    words = "the same minute" if not off else f"{clock.span(off)} {'after' if off > 0 else 'before'}"
    return {"what": what, "you": clock.words(you), "key": clock.words(due), "difference": words}


def _word(game: Game, one: str) -> str:
    return view.words(game.pack, one)
