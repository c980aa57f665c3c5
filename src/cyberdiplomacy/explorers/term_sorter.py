"""Six preset practices, sorted: which of the terms of lesson 01 fits each, and why.

The cases are data with their terms written down by the authors; nothing here applies the rule. To write the rule is
what a graded item asks for.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cyberdiplomacy import house
from cyberdiplomacy.explore import Explorer, View

SUBJECTS = ("security and stability of cyberspace", "digital affairs and governance", "something else")
TOOLS = ("in a room", "online")
CAPTION = (
    "Subject of the talks, tool, and the term that fits. Source: lesson 01, with the usage of the Council since 2022."
)


@dataclass(frozen=True)
class Case:
    """One practice as an example of a subject and a tool, with its term and the reason."""

    subject: str
    tool: str
    practice: str
    term: str
    why: str


CASES = (
    Case(
        SUBJECTS[0],
        TOOLS[0],
        "Delegations in New York discuss how States should behave towards each other's power grids",
        "Cyber diplomacy",
        "Cyberspace is what they talk about; the room changes nothing.",
    ),
    Case(
        SUBJECTS[0],
        TOOLS[1],
        "Ministers agree by video call which State to name as the author of an attack",
        "Cyber diplomacy",
        "Again cyberspace is what they talk about; the video call is only the way they meet.",
    ),
    Case(
        SUBJECTS[1],
        TOOLS[0],
        "Negotiators meet in Geneva on rules for data that cross borders",
        "Digital diplomacy",
        "The talks are about digital affairs, and no attack or defence is at issue.",
    ),
    Case(
        SUBJECTS[1],
        TOOLS[1],
        "Officials compare their rules for online platforms in a web conference",
        "Digital diplomacy",
        "The talks are about digital affairs; that they are held online adds nothing to it.",
    ),
    Case(
        SUBJECTS[2],
        TOOLS[0],
        "Two ministers sign an agreement on fishing in a town hall",
        "Diplomacy",
        "Neither the subject nor the tool is digital.",
    ),
    Case(
        SUBJECTS[2],
        TOOLS[1],
        "Two governments settle a visa agreement by video link",
        "E-diplomacy",
        "The subject is not digital, so what remains to be named is the tool.",
    ),
)


def explorer() -> Explorer:
    """Return the explorer: choose what the talks are about and how they are held."""
    return Explorer({"subject": SUBJECTS, "tool": TOOLS}, draw, caption=CAPTION)


def draw(subject: str, tool: str) -> View:
    """Show the preset case of one subject (of :data:`SUBJECTS`) and one tool (of :data:`TOOLS`)."""
    case = next(case for case in CASES if (case.subject, case.tool) == (subject, tool))
    said = f"{case.practice}: {case.term[0].lower()}{case.term[1:]}. {case.why}"
    alt = (
        f"A grid of three subjects and two tools with a term in each cell. A thick frame and the word “chosen” mark "
        f"{case.term} at “{subject}”, “{tool}”."
    )
    return View(_figure(case), alt, said, table())


def table() -> pd.DataFrame:
    """Return the six terms: one row a subject, one column a tool."""
    grid = pd.DataFrame([vars(case) for case in CASES]).pivot(index="subject", columns="tool", values="term")
    return grid.loc[list(SUBJECTS), list(TOOLS)].rename_axis(columns=None)


def _figure(chosen: Case) -> Figure:
    with house.style():
        figure = Figure(figsize=(7.2, 2.9))
        axes = figure.subplots()
        axes.set_title("First the subject, then the tool")
        axes.set(xlim=(0, 2), ylim=(3, 0))
        axes.set_xticks([0.5, 1.5], TOOLS)
        axes.xaxis.tick_top()
        axes.set_yticks([0.5, 1.5, 2.5], [_wrapped(subject) for subject in SUBJECTS])
        axes.tick_params(length=0)
        axes.grid(False)
        axes.spines[:].set_visible(False)
        for case in CASES:
            x, y = TOOLS.index(case.tool), SUBJECTS.index(case.subject)
            marked = case is chosen
            box = Rectangle((x + 0.03, y + 0.06), 0.94, 0.88, facecolor="#E6F1F8" if marked else "white")
            box.set(edgecolor=house.BLUE if marked else house.QUIET, linewidth=3 if marked else 0.8)
            axes.add_patch(box)
            words = f"{case.term}\n▸ chosen" if marked else case.term
            axes.text(x + 0.5, y + 0.5, words, ha="center", va="center", fontweight="bold" if marked else "normal")
    return figure


def _wrapped(subject: str) -> str:
    """Break a long subject before its last two words."""
    words = subject.split()
    return subject if len(words) < 4 else f"{' '.join(words[:-2])}\n{' '.join(words[-2:])}"
