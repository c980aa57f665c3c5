"""Preset uses of products and services under the Cybersecurity Act: the assurance level that fits, and the article.

The Act gives no formula that turns a risk into a level, and there is none here: risk, level and reason of each use were
written down by the authors.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cyberdiplomacy import house
from cyberdiplomacy.explore import Explorer, View

GRADES = ("low", "medium", "high")
LEVELS = ("basic", "substantial", "high")
CAPTION = (
    "Left: probability and impact of an incident in a made-up use, as judged by the authors; the Act has no such grid. "
    "Right: what an evaluation includes at least at each level. Source: Regulation (EU) 2019/881, Arts 52, 53 and 56."
)
EVALUATION = (
    ("technical documentation reviewed", ("basic",)),
    ("no publicly known vulnerability", ("substantial", "high")),
    ("security functions tested", ("substantial",)),
    ("… tested at the state of the art", ("high",)),
    ("penetration tests", ("high",)),
)
"""What is done at least, and at which levels (Art. 52(5) to (7))."""

AGAINST = {
    "basic": "known basic risks",
    "substantial": "known risks, and attackers with limited skills and resources",
    "high": "state-of-the-art attacks by actors with significant skills and resources",
}
ISSUED_BY = {
    "basic": "a conformity assessment body; or the maker states conformity itself, if the scheme allows it",
    "substantial": "a conformity assessment body",
    "high": "a national certification authority, or a body with its approval or by its delegation",
}


@dataclass(frozen=True)
class Case:
    """A made-up use with its risk, the level that the authors find commensurate, and the reason."""

    name: str
    kind: str
    probability: str
    impact: str
    level: str
    why: str


CASES = (
    Case(
        "camera over a shop counter",
        "ICT product",
        "medium",
        "low",
        "basic",
        "Whoever breaks in sees customers and cakes. The risk of the intended use is low: Art. 52(1) and (5).",
    ),
    Case(
        "the same camera at a border post",
        "ICT product",
        "high",
        "high",
        "high",
        "The product is the same and the use is not: services of other states have skill, money and a reason. The "
        "level follows the intended use: Art. 52(1) and (7).",
    ),
    Case(
        "thermostat of a living room",
        "ICT product",
        "low",
        "low",
        "basic",
        "Low risk: Art. 52(5). Only at this level may a scheme let the maker state conformity itself (Art. 53(1)); the "
        "scheme EUCC has neither this level nor that statement (Regulation (EU) 2024/482, Arts 4 and 6).",
    ),
    Case(
        "electricity meter of a household",
        "ICT product",
        "medium",
        "medium",
        "substantial",
        "One meter is a nuisance and many are an outage; the usual attacker has limited means: Art. 52(6).",
    ),
    Case(
        "card of a lorry driver's tachograph",
        "ICT product",
        "high",
        "medium",
        "high",
        "Many gain by a forged card, and forgers pay for skill. Smart cards have a technical domain of their own in "
        "Annex I to Regulation (EU) 2024/482: Art. 52(7).",
    ),
    Case(
        "chip of a passport",
        "ICT product",
        "low",
        "high",
        "high",
        "Seldom attacked, and then by the best. Probability and impact count together: Art. 52(1) and (7).",
    ),
    Case(
        "payroll in the cloud",
        "ICT service",
        "medium",
        "medium",
        "substantial",
        "The level fits, but no certificate could be had: the scheme for cloud services was still a candidate in "
        "September 2026. Level: Art. 52(6); candidate: Art. 49.",
    ),
    Case(
        "update process of a maker of pumps",
        "ICT process",
        "medium",
        "high",
        "high",
        "Whoever holds the updates holds every pump. Processes can be certified as products can, once there is a "
        "scheme: Arts 46(2) and 52(7).",
    ),
    Case(
        "penetration tests for town halls",
        "managed security service",
        "medium",
        "medium",
        "substantial",
        "Such services can be certified since Regulation (EU) 2025/37, once there is a scheme. Skill and integrity of "
        "the staff are part of it: Arts 51a and 52(6).",
    ),
)


def explorer() -> Explorer:
    """Return the explorer: choose a preset use, see its risk, the level that fits and what that level asks for."""
    return Explorer({"use": [(case.name, case) for case in CASES]}, draw, caption=CAPTION)


def draw(use: Case) -> View:
    """Draw the risk of one preset use and the evaluation of its level, and state the level as recorded."""
    risk = f"probability {use.probability}, impact {use.impact}"
    asked = " · ".join(done for done, levels in EVALUATION if use.level in levels)
    alt = f"A dot at {risk}. Beside it three columns, one a level; {use.level} is marked: {asked}."
    return View(
        _figure(use), alt, f"{_capital(use.name)} ({use.kind}): {risk}; level {use.level}. {use.why}", table(use)
    )


def table(use: Case) -> pd.DataFrame:
    """Return what was recorded of a use and what the Act says of its level; one row a property."""
    rows = {
        "kind": use.kind,
        "probability": use.probability,
        "impact": use.impact,
        "level": use.level,
        "meant against": AGAINST[use.level],
        "issued by": ISSUED_BY[use.level],
    }
    return pd.DataFrame({"this use": rows}).rename_axis("property")


def _figure(use: Case) -> Figure:
    with house.style():
        # Margins by hand: fitting them costs a second drawing, and an explorer has to answer at once.
        figure = Figure(figsize=(8, 3.6), layout="none")
        risk = figure.add_axes((0.13, 0.2, 0.23, 0.56))
        ladder = figure.add_axes((0.7, 0.1, 0.29, 0.66))
        figure.text(0.01, 0.92, f"{_capital(use.name)}: level {use.level}", fontsize=13, weight="bold")
        _risk(risk, use)
        _ladder(ladder, use.level)
    return figure


def _risk(axes: Axes, use: Case) -> None:
    axes.set(xlim=(-0.5, 2.5), ylim=(-0.5, 2.5), xlabel="impact", ylabel="probability")
    axes.set_xticks(range(3), GRADES)
    axes.set_yticks(range(3), GRADES)
    axes.grid(visible=True, axis="both")
    axes.plot(GRADES.index(use.impact), GRADES.index(use.probability), "o", color=house.BLUE, markersize=13)


def _ladder(axes: Axes, level: str) -> None:
    """Draw one column for each level with a dot where it asks for an activity; the column of ``level`` is framed."""
    chosen = LEVELS.index(level)
    axes.axvspan(chosen - 0.45, chosen + 0.45, facecolor="#E3F0F8", edgecolor=house.BLUE, linewidth=2)
    for row, (done, levels) in enumerate(reversed(EVALUATION)):
        axes.text(-0.6, row, done, ha="right", va="center", fontsize=10)
        for column, name in enumerate(LEVELS):
            asked = name in levels
            axes.plot(column, row, "o" if asked else "_", color=house.INK if asked else house.QUIET, markersize=9)
    for column, name in enumerate(LEVELS):
        axes.text(column, 4.75, name, ha="center", fontsize=10, weight="bold" if name == level else "normal")
    axes.set(xlim=(-0.5, 2.5), ylim=(-0.6, 4.6))
    axes.set_axis_off()


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
