"""X1 on paper, for the teacher alone: the running order, the course of events, the answer sheet and the debrief."""

from __future__ import annotations

from typing import Any

from courseware.scenarios.kit import blocks, running, x1_words
from courseware.scenarios.kit.blocks import Bullets, Document, Sheet, Table, Text
from courseware.scenarios.kit.running import Step
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x1 import score, world
from cyberdiplomacy.simulation.x1.phases import BY_NAME, PHASES

MINUTES = 60
TEAM = 4
"""How many people a team has, one more or less."""
_TAKES = {
    "anomaly": 4,
    "aware": 8,
    "early_warning": 6,
    "notification": 6,
    "cross_border": 4,
    "large_scale": 6,
    "escalation": 4,
    "recovery": 2,
    "final_report": 4,
    "handover": 5,
}
STEPS = (
    Step(4, "Teams, chairs, and how hours are counted", "teacher"),
    *(Step(_TAKES[one.name], f"{one.title}: reports and form", one.role) for one in BY_NAME.values()),
    Step(4, "Answers: moments first, then over-claiming and over-sharing", "teacher"),
    Step(3, "Two of the four critical questions; real cases", "teacher"),
)


def document(pack: Pack, state: dict[str, Any], size: int) -> Document:
    """Return what the teams must not see before the debrief, for the course of events of a state."""
    sheets = [
        _before(pack, state, size),
        _follows(pack, state),
        Sheet("Answer sheet", [_answers(pack, state, phase) for phase in PHASES]),
        _wrong(pack, state),
        _debrief(pack),
    ]
    return blocks.teacher(pack["title"], sheets)


def _before(pack: Pack, state: dict[str, Any], size: int) -> Sheet:
    teams = max(2, round(size / TEAM))
    hints = [(one.title, pack["phases"][one.name]["hint"]) for one in BY_NAME.values()]
    return Sheet(
        "Before the lesson",
        [
            Text(pack["courses"][state["course"]], "This seed draws the course of events:"),
            Bullets(
                [
                    f"{size} people make {teams} teams. Print “participants” and “handouts” once a team, and this "
                    "file once.",
                    "Give out the reports of a phase with its form. When its time is over, sign the form: it stays "
                    "with the team, and is not changed any more.",
                    "Read out what follows from a team's decision, and to that team alone.",
                ]
            ),
            running.table(f"Running order: {MINUTES} minutes", STEPS),
            Text(f"{'; '.join(pack['law'])}.", "The case turns on:"),
            Table("If a team is stuck: one hint a phase", ("Phase", "Hint"), hints),
        ],
    )


def _follows(pack: Pack, state: dict[str, Any]) -> Sheet:
    rows = [
        (
            BY_NAME[one["after"]].title,
            "; and ".join(x1_words.condition(pack, part) for part in one["if"]),
            one["text"],
            "; ".join(pack["evidence"][trace]["text"] for trace in one.get("loses", [])) or "–",
        )
        for one in pack["consequences"].values()
        if state["course"] in one.get("in", [state["course"]])
    ]
    header = ("After", "If", "Read", "Lost to X2")
    table = Table("Read to the team after the phase, if it decided so", header, rows)
    return Sheet("What follows from decisions", [table])


def _answers(pack: Pack, state: dict[str, Any], phase: str) -> Table:
    due, labels = pack["key"][state["course"]][phase], {one.name: one.label for one in BY_NAME[phase].fields}
    points = {field: of for _, at, field, of in score.TABLE if at == phase}
    rows = [
        (labels[field], x1_words.answer(pack, due[field]), due[field]["why"], due[field]["rule"], points[field])
        for field in labels
        if field in points
    ]
    header = ("Question", "Answer", "Why", "Rule", "Points")
    return Table(f"Phase {PHASES.index(phase) + 1}: {BY_NAME[phase].title}", header, rows)


def _wrong(pack: Pack, state: dict[str, Any]) -> Sheet:
    course = state["course"]
    rows = [
        (x1_words.word(pack, one), said["kind"], said["why"])
        for one, said in pack["key"][course]["wrong"].items()
        if course in pack["claims"].get(one, {}).get("in", [course])
    ]
    traces = [(one["text"], f"{one['reliability']}{one['credibility']}") for one in world.traces(pack, state).values()]
    return Sheet(
        "Red lines, and what should be left for X2",
        [
            Table("Statements that nobody could make, or should pass on", ("Statement", "Kind", "It"), rows),
            Table("Traces, if nothing was lost", ("Trace", "Grade"), traces),
        ],
    )


def _debrief(pack: Pack) -> Sheet:
    cases = [(one["at"], one["what"]) for one in pack["debrief"]["cases"]]
    return Sheet(
        "Debrief",
        [
            Bullets(pack["debrief"]["questions"]),
            Table("Real cases, day by day", ("When", "What"), cases),
            Text("A team that has worked well leaves all traces above; the others begin X2 with less."),
        ],
    )
