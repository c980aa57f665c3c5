"""Preset incidents under NIS2: when which report was due, in local time or in UTC.

The instants were written down by the authors, with the offset of the place from UTC; nothing here computes a deadline.
To compute one is what a graded item asks for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pandas as pd
from matplotlib.figure import Figure

from cyberdiplomacy import house
from cyberdiplomacy.explore import Explorer, View

LOCAL, UNIVERSAL = "Brussels", "UTC"
CAPTION = (
    "Steps of a report in order of time, not to scale; filled: what happened, hollow: what was due. Hours are counted "
    "as elapsed time from awareness, the convention of this course. Source: Directive (EU) 2022/2555, Art. 23(4)."
)


@dataclass(frozen=True)
class Step:
    """Something that happened or was due: an instant with offset (ISO text), or a day for periods of a month."""

    name: str
    at: str
    due: bool = True

    def when(self, clock: str) -> str:
        """Return the instant in words, on the clock of Brussels or in UTC; a day is a day on both."""
        if len(self.at) == 10:
            return f"{_day(date.fromisoformat(self.at))}"
        instant = datetime.fromisoformat(self.at)
        shown = instant.astimezone(UTC) if clock == UNIVERSAL else instant
        return f"{_day(shown)}, {shown:%H:%M}"


@dataclass(frozen=True)
class Case:
    """A made-up incident with its steps in order, and what it shows."""

    name: str
    steps: tuple[Step, ...]
    why: str


CASES = (
    Case(
        "hospital, in June",
        (
            Step("aware", "2026-06-08T14:20+02:00", due=False),
            Step("early warning", "2026-06-09T14:20+02:00"),
            Step("notified", "2026-06-10T10:00+02:00", due=False),
            Step("notification", "2026-06-11T14:20+02:00"),
            Step("final report", "2026-07-10"),
        ),
        "It notified a day before the limit, and the month of the final report runs from that notification.",
    ),
    Case(
        "grid operator, the night summer time ends",
        (
            Step("aware", "2026-10-25T00:40+02:00", due=False),
            Step("early warning", "2026-10-25T23:40+01:00"),
            Step("notified", "2026-10-26T15:00+01:00", due=False),
            Step("notification", "2026-10-27T23:40+01:00"),
            Step("final report", "2026-11-26"),
        ),
        "That Sunday has 25 hours, so 24 hours end on the same calendar day. UTC shows no jump.",
    ),
    Case(
        "water utility, the weekend summer time begins",
        (
            Step("aware", "2026-03-28T18:30+01:00", due=False),
            Step("early warning", "2026-03-29T19:30+02:00"),
            Step("notified", "2026-03-30T11:00+02:00", due=False),
            Step("notification", "2026-03-31T19:30+02:00"),
            Step("final report", "2026-04-30"),
        ),
        "The clocks went forward, so 24 elapsed hours end an hour later by the wall clock.",
    ),
    Case(
        "trust service provider, its signatures hit",
        (
            Step("aware", "2026-03-16T08:10+01:00", due=False),
            Step("notified", "2026-03-17T07:30+01:00", due=False),
            Step("early warning", "2026-03-17T08:10+01:00"),
            Step("notification", "2026-03-17T08:10+01:00"),
            Step("final report", "2026-04-17"),
        ),
        "The incident affects its trust services, so the notification too is due within 24 hours.",
    ),
    Case(
        "trust service provider, its web shop hit",
        (
            Step("aware", "2026-03-16T08:10+01:00", due=False),
            Step("early warning", "2026-03-17T08:10+01:00"),
            Step("notified", "2026-03-17T18:00+01:00", due=False),
            Step("notification", "2026-03-19T08:10+01:00"),
            Step("final report", "2026-04-17"),
        ),
        "Its trust services are untouched, so the general 72 hours hold.",
    ),
    Case(
        "railway, an incident that lasts",
        (
            Step("aware", "2026-05-05T09:00+02:00", due=False),
            Step("early warning", "2026-05-06T09:00+02:00"),
            Step("notified", "2026-05-08T08:00+02:00", due=False),
            Step("notification", "2026-05-08T09:00+02:00"),
            Step("progress report", "2026-06-08"),
            Step("handled", "2026-06-24", due=False),
            Step("final report", "2026-07-24"),
        ),
        "After a month it was still going on: a progress report then, and the final one within a month of handling it.",
    ),
)


def explorer() -> Explorer:
    """Return the explorer: choose a preset incident and a clock, see when which report was due."""
    return Explorer(
        {"incident": [(case.name, case) for case in CASES], "clock": [LOCAL, UNIVERSAL]}, draw, caption=CAPTION
    )


def draw(incident: Case, clock: str) -> View:
    """Draw the steps of one preset incident on one clock, :data:`LOCAL` or :data:`UNIVERSAL`."""
    steps = "; ".join(f"{_kind(step)} {step.name}: {step.when(clock)}" for step in incident.steps)
    alt = f"A line with {len(incident.steps)} marks in order. {steps}."
    return View(_figure(incident, clock), alt, f"{_capital(incident.name)}. {incident.why}", table(incident, clock))


def table(incident: Case, clock: str) -> pd.DataFrame:
    """Return the steps of an incident, one row each, with the instant on the chosen clock."""
    rows = [(step.name, _kind(step), step.when(clock)) for step in incident.steps]
    return pd.DataFrame(rows, columns=["step", "kind", f"when ({clock})"]).set_index("step")


def _figure(incident: Case, clock: str) -> Figure:
    with house.style():
        # Margins by hand: fitting them costs a second drawing, and an explorer has to answer at once.
        figure = Figure(figsize=(9, 2.7), layout="none")
        axes = figure.subplots(gridspec_kw={"left": 0.02, "right": 0.98, "top": 0.82, "bottom": 0.04})
        axes.set_title(f"{_capital(incident.name)} (clock: {clock})")
        axes.hlines(0, 0, len(incident.steps) - 1, color=house.QUIET, linewidth=2, zorder=1)
        for place, step in enumerate(incident.steps):
            axes.scatter(
                place, 0, 170, marker="o" if step.due else "s", zorder=2, linewidths=2.2, edgecolors=house.BLUE,
                facecolors="white" if step.due else house.BLUE,
            )  # fmt: skip
            axes.text(place, 0.25, f"{step.name}\n{_kind(step)}", ha="center", va="bottom", fontsize=10)
            axes.text(place, -0.25, re.sub(r" (\d{4})", r"\n\1", step.when(clock)), ha="center", va="top", fontsize=10)
        axes.set(xlim=(-0.6, len(incident.steps) - 0.4), ylim=(-1, 1))
        axes.set_axis_off()
    return figure


def _kind(step: Step) -> str:
    return "due" if step.due else "happened"


def _day(when: date) -> str:
    return f"{when:%a} {when.day} {when:%b %Y}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
