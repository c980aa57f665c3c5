"""Players of X1 that do not think. They read what the screen shows and never the key; none may come far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cyberdiplomacy.simulation import chance, engine
from cyberdiplomacy.simulation.engine import Decision, Game
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x1 import RULES, form, view
from cyberdiplomacy.simulation.x1.phases import NOT_SENT
from cyberdiplomacy.simulation.x1.view import Question, View

CEILING = 35
"""What a player who does not think may score at most."""

Bot = Callable[[View, int], Decision]

_MILD = {
    "entity_class": "out", "article": "Art. 2(1), not met", "significant_now": "no", "significant": "no",
    "large_scale": "no", "cyclone": "nothing", "ipcr": "nothing", "reserve": "nothing", "clause": "none",
}  # fmt: skip
_GRAVE = {
    "entity_class": "essential", "article": "Art. 3(1)(a)", "significant_now": "yes", "significant": "yes",
    "malicious": "proven", "cross_border": "possible", "large_scale": "yes", "cyclone": "convene", "ipcr": "full",
    "reserve": "ask", "clause": "222", "tlp": "CLEAR", "kind": "final report",
}  # fmt: skip


def never_reports(shown: View, seed: int) -> Decision:
    """Find nothing wrong, send nothing, escalate nothing."""
    decision = form.blank(shown.phase)
    for question in shown.questions:
        if question.kind == "moment":
            decision[question.name] = NOT_SENT
        elif question.kind == "one":
            decision[question.name] = _MILD.get(question.name, question.choices[0][0])
    return decision


def reports_everything(shown: View, seed: int) -> Decision:
    """Choose all there is, at the first moment, to everybody, as surely as possible."""
    return {question.name: _all_of(question) for question in shown.questions}


def always_escalates(shown: View, seed: int) -> Decision:
    """Go to the highest level at once and tell every body; say what is seen first."""
    decision = reports_everything(shown, seed)
    for question in shown.questions:
        if question.name in ("claims", "grounds", "facts", "public"):
            decision[question.name] = [one for one, _ in question.choices[:2]]
        elif question.name == "statements":
            decision[question.name] = {one: "likely" for one, _ in question.choices[:2]}
    return decision


def guesses(shown: View, seed: int) -> Decision:
    """Draw every answer; in lists, each choice with even odds."""
    return {question.name: _drawn(question, seed, shown.phase) for question in shown.questions}


BOTS: dict[str, Bot] = {
    "never reports": never_reports,
    "reports everything": reports_everything,
    "always escalates": always_escalates,
    "guesses": guesses,
}


def by_key(pack: Pack) -> Bot:
    """Return a player who knows the key of a case: it shows that the case can be won, and is no bot to beat."""

    def bot(shown: View, seed: int) -> Decision:
        due = pack["key"][engine.begin(RULES, pack, seed).state["course"]][shown.phase]
        return {question.name: _due(question, due.get(question.name), pack) for question in shown.questions}

    return bot


def play(pack: Pack, bot: Bot, seed: int) -> Game:
    """Return the whole game that a bot plays."""
    game = engine.begin(RULES, pack, seed)
    while not game.over:
        game = game.decide(bot(view.of(game), seed))
    return game


def _due(question: Question, entry: Mapping[str, Any] | None, pack: Pack) -> Any:
    if entry is None:
        return {"many": [], "map": {}}.get(question.kind, question.choices[0][0] if question.choices else "")
    first = pack["moments"]["notification"][0]
    if question.kind == "one":
        return entry["is"][0]
    if question.kind == "many":
        return entry["must"]
    if question.kind == "map":
        return {one: value[0] if isinstance(value, list) else first for one, value in entry["must"].items()}
    if "by_notification" in entry:
        return entry["by_notification"][first] if question.kind == "day" else pack["moments"]["final_report"][0]
    return entry["at"] if "at" in entry else question.choices[0][0]


def _all_of(question: Question) -> Any:
    words = [one for one, _ in question.choices]
    if question.kind in ("one", "moment"):
        return _GRAVE[question.name] if question.name in _GRAVE else words[0]
    if question.kind == "many":
        return words
    if question.kind == "map":
        return {one: question.values[0][0] for one in words}
    return ""


def _drawn(question: Question, seed: int, phase: str) -> Any:
    words = [one for one, _ in question.choices]
    purpose = ("guess", phase, question.name)
    if question.kind in ("one", "moment"):
        return chance.pick(words, seed, *purpose)
    chosen = [one for one in words if chance.share(seed, *purpose, one) < 0.5]
    if question.kind == "many":
        return chosen
    if question.kind == "map":
        values = [one for one, _ in question.values]
        return {one: chance.pick(values, seed, *purpose, one, "value") for one in chosen}
    return ""
