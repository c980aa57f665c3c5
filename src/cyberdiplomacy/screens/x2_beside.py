"""You beside the Union: when the first word, a declaration and a listing came in your game, and in a real case."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from cyberdiplomacy import data, facts
from cyberdiplomacy.simulation.engine import Game
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x2 import form, score
from cyberdiplomacy.simulation.x2.score import Key

Measure = Mapping[str, Any]
Row = dict[str, str]
BEGINNINGS = {
    "NotPetya": "notpetya-date",
    "OPCW": "opcw-attempt",
    "Bundestag": "bundestag-attack",
    "KA-SAT": "viasat-attack-date",
}
"""Real cases, by the word that the table of uses and the cases of X2 both have for them, and the fact with its day."""
USUAL = "NotPetya"
"""The case beside which a game stands whose own real cases name none of these; the two clocks show the same one."""
RUNGS = {"state": "state named", "territory": "territory named", "nobody": "nobody named"}
"""What a text of the game says of a State, in the words of the table of uses."""
_WHEN = re.compile(r"(?P<day>\d{1,2} )?(?P<month>[A-Z][a-z]+)(?: and [A-Z][a-z]+)? (?P<year>\d{4})")


@dataclass(frozen=True)
class Step:
    """A step that both the game and the record know: which measures of a case take it, and which rows of the table."""

    name: str
    measure: Callable[[Measure], bool]
    use: Callable[[Measure], bool]


STEPS = (
    Step("first word", lambda one: one["category"] == "stability", lambda use: use["category"] == "stability"),
    Step(
        "declaration",
        lambda one: bool(one.get("declaration")),
        # A "statement by the High Representative on behalf of the European Union" is agreed by all Member States too.
        lambda use: "on behalf of the EU" in use["kind_of_text"],
    ),
    Step("listing", lambda one: bool(one.get("listing")), lambda use: use["measure"].startswith("Listing of")),
)


@dataclass(frozen=True)
class Real:
    """A real case: its name, its first day, whether that day is known or only the month, and its rows by step."""

    name: str
    began: date
    exact: bool
    uses: Mapping[str, Measure]

    def days(self, when: date) -> int:
        """Return how many days after the first one a day is."""
        return (when - self.began).days


def case_of(pack: Pack) -> str:
    """Return the name of the real case beside which a case stands: the first that its debrief names."""
    told = [one["what"] for one in pack["debrief"]["cases"]]
    return next((name for what in told for name in BEGINNINGS if name in what), USUAL)


@cache
def real(name: str) -> Real:
    """Return a real case of :data:`BEGINNINGS`, from the facts and from the table ``toolbox_uses``."""
    found = _WHEN.fullmatch(facts.get(BEGINNINGS[name]).value)
    day = (found["day"] or "1").strip()
    began = datetime.strptime(f"{day} {found['month']} {found['year']}", "%d %B %Y").date()
    table = data.load("toolbox_uses").dropna(subset=["incident"]).sort_values("date", kind="stable")
    named = [use for use in table.to_dict("records") if name in use["incident"]]
    uses = {step.name: next((use for use in named if step.use(use)), None) for step in STEPS}
    return Real(name, began, bool(found["day"]), {step: use for step, use in uses.items() if use})


def rows(key: Key | None, game: Game) -> list[Row]:
    """Return a row for each step: ``step``, ``you``, the Union, ``difference``, and ``why`` if anything is said of it.

    Days are counted from the attack, in the game as in the real case. None are returned if the report with which the
    game began does not say when that was.
    """
    pack = game.pack
    began = pack["file"]["incident"].get("began")
    if not began:
        return []
    other, start = real(case_of(pack)), date.fromisoformat(began[:10])
    found = [_row(step, key, game, start, other) for step in STEPS]
    if not any(row["why"] for row in found):
        return [{name: cell for name, cell in row.items() if name != "why"} for row in found]
    return [{**row, "why": row["why"] or "–"} for row in found]


def _row(step: Step, key: Key | None, game: Game, start: date, other: Real) -> Row:
    measures, adopted = form.by_id(game.pack["measures"]), game.state["adopted"]
    taken = [one for one in adopted if step.measure(measures[one])]
    first = min(taken, key=lambda one: form.PHASES.index(adopted[one]["phase"])) if taken else ""
    use = other.uses.get(step.name)
    mine = (date.fromisoformat(game.pack["days"][adopted[first]["phase"]]) - start).days if first else None
    theirs = other.days(use["date"].date()) if use else None
    return {
        "step": step.name,
        "you": _yours(key, game, first, mine) if first else "not done",
        f"the Union ({other.name})": _theirs(use, theirs, other) if use else "not in our record",
        "difference": _difference(mine, theirs, other.exact),
        "why": " ".join(one for one in (_case_says(step, key, game, first), _told(game.pack, use)) if one),
    }


def _yours(key: Key | None, game: Game, measure: str, day: int) -> str:
    how, name = game.state["adopted"][measure], form.by_id(game.pack["measures"])[measure]["name"]
    rung = f", {RUNGS[how['rung']]}" if how["rung"] else ""
    fell = ", later annulled" if key and measure in score.annulled(game.pack, key, game.state) else ""
    return f"day {day}: {name}{rung}{fell}"


def _theirs(use: Measure, day: int, other: Real) -> str:
    rung = f", {use['wording_rung']}" if use["wording_rung"] != "not applicable" else ""
    return f"{'day' if other.exact else 'about day'} {day} ({_words(use['date'])}): {use['measure']}{rung}"


def _difference(mine: int | None, theirs: int | None, exact: bool) -> str:
    if mine is None or theirs is None:
        return "neither of you" if mine == theirs else "only you" if theirs is None else "only the Union"
    apart, side = abs(mine - theirs), "earlier" if mine < theirs else "later"
    if not apart:
        return "the same day after the attack"
    return f"{'' if exact else 'about '}{apart} {'day' if apart == 1 else 'days'} {side} than the Union"


def _case_says(step: Step, key: Key | None, game: Game, first: str) -> str:
    """Return what the key of the case says of the measure taken, or else of the one it asks for."""
    if not key:
        return ""
    judged, measures = key["measures"], form.by_id(game.pack["measures"])
    due = [one for one in judged["key"] if step.measure(measures[one])]
    if not first and not due:
        return "Your case asks for none."
    one = first or due[0]
    why = {**judged["key"].get(one, {}), **judged["acceptable"].get(one, {})}.get("why") or judged["wrong"].get(one, "")
    return f"Your case: {why}" if why else ""


def _told(pack: Pack, use: Measure | None) -> str:
    """Return what the debrief of the case tells of the day of the Union's step; nothing if it does not speak of it."""
    told = next((one["what"] for one in pack["debrief"]["cases"] if use and one["at"] == _words(use["date"])), "")
    return f"The Union: {told}" if told else ""


def _words(when: datetime) -> str:
    return f"{when.day} {when:%B %Y}"
