"""X1 on paper: a drill of sixty minutes in teams, with reports by the clock, forms to fill in and an answer sheet."""

from __future__ import annotations

from collections.abc import Iterator

from courseware.scenarios import periods
from courseware.scenarios.kit import blocks, running, x1_teacher
from courseware.scenarios.kit.blocks import Block, Bullets, Card, Cards, Choices, Document, Lines, Sheet, Table, Text
from cyberdiplomacy.simulation import engine
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.questions import Question
from cyberdiplomacy.simulation.x1 import RULES, clock, view
from cyberdiplomacy.simulation.x1.phases import BY_NAME, CSIRT, LEAD, OFFICER, PHASES
from cyberdiplomacy.simulation.x1.view import View

_CHAIRS = {
    LEAD: "You answer for what the entity tells, to whom and when. You know the firm; you do not know the intruder.",
    CSIRT: "You get what entities report, warn others and ask. You pass on what is yours to pass on, and not more.",
    OFFICER: "You say which level should act, what it would have to do, and write for people who have seen nothing of "
    "it.",
}
_EXAMPLE, _ZONE = "2027-03-27T18:30+01:00", "Europe/Brussels"
"""An evening before clocks go forward, in no case of the course."""


def documents(pack: Pack, size: int, seed: int) -> list[Document]:
    """Return the three documents of a drill: for the table, to hand out, for the teacher."""
    state = engine.begin(RULES, pack, seed).state
    views = [view.at(pack, state, phase) for phase in PHASES]
    handed = [sheet for one in views for sheet in _phase(one)]
    return [
        blocks.participants(pack["title"], _table(pack)),
        blocks.handouts(pack["title"], handed),
        x1_teacher.document(pack, state, size),
    ]


def _table(pack: Pack) -> list[Sheet]:
    chairs = [
        Card(
            "Role card · chair",
            chair[0].upper() + chair[1:],
            (
                Text(task),
                Text("; ".join(one.title for one in BY_NAME.values() if one.role == chair) + ".", "Your phases:"),
            ),
        )
        for chair, task in _CHAIRS.items()
    ]
    return [
        Sheet(
            "What this is about",
            [
                Text(pack["summary"]),
                Text("States, firms and groups are made up; the law is that of the Union."),
                Bullets(
                    [
                        "You work in teams of three to five. In each phase one chair leads, the others advise; all "
                        "chairs are yours in turn.",
                        "Each phase: reports come in with their time, you fill in the form, the teacher signs it. "
                        "What was decided is not taken back.",
                        "Leave empty what you do not know. To claim too much, to share too much, to be late and to "
                        "be early with what nobody can say are four different errors.",
                    ]
                ),
                running.table("Running order", x1_teacher.STEPS),
            ],
        ),
        Sheet("Chairs", [Text("Cut along the lines; one set for a team."), Cards(chairs)]),
        Sheet("Count the hours", _clock(pack)),
    ]


def _clock(pack: Pack) -> list[Block]:
    ends = periods.after_hours(_EXAMPLE, 24, _ZONE)
    return [
        Text(clock.CONVENTION),
        Text(
            f"Aware on {clock.words(_EXAMPLE)}; the clocks go forward in the night. 24 hours end on "
            f"{clock.words(ends)}.",
            "Worked:",
        ),
        Table(
            "Your clocks",
            ("What", "Runs from", "How long", "Ends (local time, with offset from UTC)"),
            [
                ("Early warning, Art. 23(4)(a) NIS2", "", "", ""),
                ("Notification, Art. 23(4)(b) NIS2", "", "", ""),
                ("Report at the end of the month, Art. 23(4)(d) or (e) NIS2", "", "", ""),
                ("Another duty: which?", "", "", ""),
            ],
        ),
        Text(f"The clock of the entity is that of {pack['zone']}."),
    ]


def _phase(shown: View) -> Iterator[Sheet]:
    head = f"Phase {shown.number}, {shown.title}"
    came = [Card(clock.words(one["at"]), one["from"], (Text(one["text"]),)) for one in shown.reports]
    yield Sheet(
        f"{head}: what comes in",
        [Text(f"{shown.at}.", "Now:"), Text(f"{shown.role}.", "Chair:"), Text(shown.text), Cards(came)],
    )
    yield Sheet(f"{head}: form", [Text(shown.task, "Your task:"), Lines("Team"), *map(_asked, shown.questions)])


def _asked(question: Question) -> Block:
    if question.kind in ("instant", "day"):
        return Lines(f"{question.label} ({'day' if question.kind == 'day' else 'day, time and offset from UTC'})")
    if question.kind == "map":
        values = ", ".join(text for _, text in question.values)
        return Table(
            f"{question.label}: {values}; empty if not said",
            ("What", "Your answer"),
            [(text, "") for _, text in question.choices],
        )
    return Choices(question.label, [text for _, text in question.choices], question.kind == "many")
