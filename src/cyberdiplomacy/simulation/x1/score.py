"""The mark of a game of X1: six components that add up to 100, line by line, by a key that is an argument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cyberdiplomacy.simulation.engine import Game
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x1 import clock, judge
from cyberdiplomacy.simulation.x1.judge import Found, Remark
from cyberdiplomacy.simulation.x1.phases import BY_NAME, NOT_SENT

Key = Mapping[str, Any]

TABLE = (
    ("classification", "anomaly", "entity_class", 4),
    ("classification", "anomaly", "article", 3),
    ("classification", "anomaly", "significant_now", 2),
    ("classification", "aware", "significant", 2),
    ("classification", "aware", "limbs", 2),
    ("classification", "aware", "facts", 2),
    ("awareness and deadlines", "aware", "aware_at", 5),
    ("awareness and deadlines", "aware", "due_early_warning", 3),
    ("awareness and deadlines", "aware", "due_notification", 3),
    ("awareness and deadlines", "aware", "duties", 3),
    ("awareness and deadlines", "early_warning", "send", 3),
    ("awareness and deadlines", "notification", "send", 3),
    ("awareness and deadlines", "notification", "others", 2),
    ("awareness and deadlines", "final_report", "due", 2),
    ("awareness and deadlines", "final_report", "send", 1),
    ("forms", "early_warning", "malicious", 1),
    ("forms", "early_warning", "cross_border", 1),
    ("forms", "early_warning", "claims", 3),
    ("forms", "notification", "claims", 6),
    ("forms", "recovery", "public", 4),
    ("forms", "final_report", "kind", 1),
    ("forms", "final_report", "claims", 4),
    ("recipients", "early_warning", "to", 1),
    ("recipients", "early_warning", "tlp", 1),
    ("recipients", "notification", "to", 1),
    ("recipients", "cross_border", "inform", 2),
    ("recipients", "cross_border", "claims", 2),
    ("recipients", "cross_border", "tlp", 1),
    ("recipients", "handover", "to", 1),
    ("recipients", "handover", "tlp", 1),
    ("escalation", "large_scale", "states", 2),
    ("escalation", "large_scale", "large_scale", 3),
    ("escalation", "large_scale", "limbs", 2),
    ("escalation", "large_scale", "grounds", 2),
    ("escalation", "escalation", "cyclone", 2),
    ("escalation", "escalation", "ipcr", 2),
    ("escalation", "escalation", "reserve", 1),
    ("escalation", "escalation", "clause", 1),
    ("situation report", "handover", "statements", 8),
    ("situation report", "handover", "unknown", 4),
    ("situation report", "handover", "requests", 3),
)
"""Component, phase, field, points: whole points, 100 in all."""

_ENDS = ("due_early_warning", "due_notification")
"""Fields whose answer runs from the moment of awareness; they are judged from the right one, whatever was answered."""
COMPONENTS = {
    name: sum(points for component, _, _, points in TABLE if component == name)
    for name in dict.fromkeys(row[0] for row in TABLE)
}
"""The points of each component: 15, 25, 20, 10, 15, 15."""


@dataclass(frozen=True)
class Line:
    """What one field earned: whole points of whole points, the rule that it rests on, and what is to be said."""

    component: str
    phase: str
    field: str
    earned: int
    of: int
    rule: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Score:
    """All lines of a game; what has not been played yet earns nothing."""

    lines: tuple[Line, ...]

    @property
    def components(self) -> dict[str, int]:
        """The points earned in each component."""
        return {name: sum(line.earned for line in self.lines if line.component == name) for name in COMPONENTS}

    @property
    def total(self) -> int:
        """The points earned, from 0 to 100."""
        return sum(line.earned for line in self.lines)


def score(pack: Pack, key: Key, game: Game) -> Score:
    """Return the score of a game, over or not.

    Parameters
    ----------
    pack
        The case that was played.
    key
        For each course of events of the case, what each field should hold: see ``courseware.scenarios.schema``. A
        practice case carries it as ``pack["key"]``; that of a graded case is kept apart.
    """
    state = game.state
    return Score(lines(pack, key[state["course"]], state["decisions"]))


def lines(pack: Pack, due: Key, decisions: Mapping[str, Any], only: str = "") -> tuple[Line, ...]:
    """Return what decisions by phase earn by the key of their course of events, in all components or in one only."""
    found = []
    for component, phase, field, points in TABLE:
        if only and component != only:
            continue
        entry = due[phase][field]
        if phase not in decisions:
            found.append(Line(component, phase, field, 0, points, entry["rule"], ()))
            continue
        answer = _found(pack, due, decisions, phase, field)
        earned = points * answer.won // answer.out_of
        found.append(Line(component, phase, field, earned, points, entry["rule"], answer.remarks))
    return tuple(found)


def _found(pack: Pack, due: Key, decisions: Mapping[str, Any], phase: str, field: str) -> Found:
    entry, given, decision = due[phase][field], decisions[phase][field], decisions[phase]
    kind = next(one.kind for one in BY_NAME[phase].fields if one.name == field)
    if decision.get("send") in ("", NOT_SENT) and field not in ("send", "due", "others"):
        return Found(0, 1, (Remark("undecided", "Nothing was sent, so nobody read it."),))
    misleading = field == "send" and _misleading(due, phase, decision)
    if phase == "final_report" and field in ("due", "send"):
        return _final(entry, given, decisions["notification"]["send"], misleading=misleading)
    if field == "send":
        return judge.sent(entry, given, misleading=misleading)
    if kind in ("moment", "instant"):
        found = judge.instant(entry, given)
        return _from_own_moment(due, decision, field, found) if field in _ENDS else found
    if kind in ("many", "map"):
        compare = judge.chosen if kind == "many" else judge.valued
        return compare(entry, given, due["wrong"], _names(pack))
    return judge.word(entry, given)


def _from_own_moment(due: Key, decision: Mapping[str, Any], field: str, found: Found) -> Found:
    """Say of a wrong end of a period that it was counted rightly, where only the moment that it runs from is wrong."""
    right, own, given = due["aware"]["aware_at"], decision["aware_at"], decision[field]
    if found.won or not own or not given or judge.instant(right, own).won:
        return found
    if clock.minutes(own, given) != clock.minutes(right["at"], due["aware"][field]["at"]):
        return found
    said = f"Counted rightly from your moment; the moment was wrong. {found.remarks[0].text}"
    return Found(found.won, found.out_of, (Remark(found.remarks[0].kind, said),))


def _final(entry: Any, given: str, notified: str, *, misleading: bool) -> Found:
    """The month runs from the submission of the notification, so what is due depends on when that was."""
    if notified not in entry["by_notification"]:
        said = "Without a notification no month begins to run: there is nothing that this report could conclude."
        return Found(0, 1, (Remark("undecided", said),))
    expected = entry["by_notification"][notified]
    if isinstance(expected, dict):
        return judge.sent({**expected, "why": entry["why"]}, given, misleading=misleading)
    why = f"Notified on {clock.words(notified)}: due on {expected}. {entry['why']}"
    return judge.word({"is": [expected], "why": why}, given)


def _misleading(due: Key, phase: str, decision: Mapping[str, Any]) -> bool:
    """Whether a report holds at least as many statements that nobody could make as statements that were asked for."""
    entry, wrong = due[phase].get("claims", {"must": []}), due["wrong"]
    allowed = {*entry["must"], *entry.get("may", [])}
    strange = [one for one in decision["claims"] if one not in allowed]
    false = [one for one in strange if wrong.get(one, {}).get("kind") == "over-claimed"]
    return bool(false) and len(false) >= len({*entry["must"]} & {*decision["claims"]})


def _names(pack: Pack) -> dict[str, str]:
    """The words for everything that can be chosen, by id; the ids of a case are unique across its lists."""
    return {
        **{name: f"“{one['text']}”" for name, one in pack["claims"].items()},
        **{name: f"“{text}”" for name, text in pack["lines"].items()},
        **pack["recipients"],
        **pack["requests"],
        **pack["states"],
    }
