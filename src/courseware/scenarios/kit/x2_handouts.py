"""X2 on paper, what the teacher hands out phase by phase: reports, events, lists of evidence, and its cards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from courseware.scenarios.kit import abstention, blocks, x2_numbers
from courseware.scenarios.kit.blocks import Card, Cards, Document, Sheet, Table, Text
from cyberdiplomacy.simulation import engine
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x2 import RULES, file, form

Row = dict[str, Any]


def document(pack: Pack, seed: int) -> Document:
    """Return the sheets of each phase, to be handed out when it begins and not before."""
    sheets = [sheet for phase in form.PHASES for sheet in _phase(pack, phase, seed)]
    drill = Sheet("Drill, after phase 5", abstention.drill(seed))
    return blocks.handouts(pack["title"], [*sheets, drill])


def events(pack: Pack, seed: int) -> dict[str, Row]:
    """Return the event that a seed draws for each phase that has any: the same as on the screen."""
    drawn = engine.play(RULES, pack, seed, [{}] * len(form.PHASES)).state["events"]
    known = form.by_id(pack["events"])
    return {known[one]["phase"]: known[one] for one in drawn}


def effect(event: Row) -> str:
    """Return in words what an event changes."""
    meters = ("hours", "unity", "credibility")
    return ", ".join(f"{name} {_signed(event[name])}" for name in meters if event.get(name)) or "no number"


def _phase(pack: Pack, phase: str, seed: int) -> Iterator[Sheet]:
    head = f"Phase {form.PHASES.index(phase) + 1}, {phase}"
    new = [
        Card("Read aloud · report", one["from"], (Text(one["text"]),))
        for one in pack["reports"]
        if one["phase"] == phase
    ]
    event = events(pack, seed).get(phase)
    if event:
        told = (Text(event["text"]), Text(f"{effect(event)}.", "What it changes:"))
        new.append(Card("Read aloud · event", event["title"].capitalize(), told))
    first = [Text(pack["situation"]), *_report(pack)] if phase == form.PHASES[0] else []
    items = [one for one in pack["evidence"] if one["phase"] == phase and file.kept(pack, one)]
    yield Sheet(f"{head}: what is new", [*first, *([Cards(new)] if new else []), _list(pack, items)])
    yield Sheet(
        f"{head}: evidence",
        [
            Text("Kept by the teacher; a card is given out when the table opens it."),
            Cards([_item(pack, one) for one in items]),
        ],
    )


def _report(pack: Pack) -> list[Text | Table]:
    told = pack["file"]
    rows = [(one["held"], one["text"]) for one in told["statements"]]
    unknown = ", ".join(told["unknown"]) or "nothing is left open"
    return [
        Table(f"The situation report: {told['incident']['title']}", ("Held", "What"), rows),
        Text(f"{unknown}.", "Not known, it says:"),
    ]


def _list(pack: Pack, items: list[Row]) -> Table:
    numbers = x2_numbers.of(pack)
    return Table(
        "Evidence to choose from; what was left of earlier lists stays on the table",
        ("Number", "Title", "Grade", "Hours", "May a court see it?"),
        [(numbers[one["id"]], one["title"], _grade(one), one["hours"], _court(one)) for one in items],
    )


def _item(pack: Pack, one: Row) -> Card:
    number, hours = x2_numbers.of(pack)[one["id"]], x2_numbers.hours(one["hours"])
    what = f"{number} · {_grade(one)} · {hours} · a court may see it: {_court(one)}"
    return Card(what, one["title"], (Text(one["text"]),))


def _signed(number: int) -> str:
    return f"+{number}" if number > 0 else f"−{-number}"


def _grade(one: Row) -> str:
    return f"{one['reliability']}{one['credibility']}"


def _court(one: Row) -> str:
    return "yes" if one["may_be_shown"] else "no"
