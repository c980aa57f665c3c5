"""Preset entities under NIS2: how large each is, what it is in law, and by which article.

The results were written down by the authors and stand beside the cases; nothing here applies the rule. To write the
rule is what graded items ask for.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cyberdiplomacy import house
from cyberdiplomacy.explore import Explorer, View

CAPTION = (
    "Three figures of a made-up entity beside the ceilings for small and medium-sized enterprises; each line has its "
    "own scale. Source: Recommendation 2003/361/EC, Annex, Art. 2; Directive (EU) 2022/2555, Arts 2 and 3."
)


@dataclass(frozen=True)
class Measure:
    """One figure of an entity: how it is called, where medium and large begin, and how that is said."""

    name: str
    medium: float
    large: float
    medium_label: str
    large_label: str


MEASURES = (
    Measure("staff", 50, 250, "from 50", "from 250"),
    Measure("turnover, EUR m", 10, 50, "over 10", "over 50"),
    Measure("balance sheet, EUR m", 10, 43, "over 10", "over 43"),
)


@dataclass(frozen=True)
class Case:
    """A made-up entity with its figures, in the order of :data:`MEASURES`, its class and the reason."""

    name: str
    listed: str
    figures: tuple[float, float, float]
    size: str
    result: str
    why: str


CASES = (
    Case(
        "solar park operator",
        "Annex I, energy",
        (30, 60, 50),
        "large",
        "essential entity",
        "Thirty staff, but both financial ceilings for medium-sized enterprises are exceeded: Art. 3(1)(a).",
    ),
    Case(
        "water utility",
        "Annex I, drinking water",
        (240, 80, 40),
        "medium",
        "important entity",
        "One financial ceiling is exceeded, not both, so it stays medium; a medium Annex I entity is important: "
        "Art. 3(2).",
    ),
    Case(
        "clinic",
        "Annex I, health",
        (60, 4, 3),
        "medium",
        "important entity",
        "Its staff alone make it medium, whatever it earns: Arts 2(1) and 3(2).",
    ),
    Case(
        "dairy group",
        "Annex II, food",
        (900, 210, 150),
        "large",
        "important entity",
        "Large, but of Annex II, and no special rule makes it essential: Art. 3(2).",
    ),
    Case(
        "maker of solvents",
        "Annex II, chemicals",
        (20, 14, 8),
        "small",
        "out of scope",
        "Its balance sheet keeps it small, and no exception of Art. 2(2) applies: Art. 2(1).",
    ),
    Case(
        "DNS service provider",
        "Annex I, digital infrastructure",
        (6, 0.8, 0.5),
        "small",
        "essential entity",
        "In scope and essential at any size: Arts 2(2)(a)(iii) and 3(1)(b).",
    ),
    Case(
        "telephone company of a valley",
        "Annex I, digital infrastructure",
        (35, 5, 6),
        "small",
        "important entity",
        "Public electronic communications are in scope at any size, but essential only from medium size on: "
        "Arts 2(2)(a)(i), 3(1)(c) and 3(2).",
    ),
    Case(
        "trust service provider, not qualified",
        "Annex I, digital infrastructure",
        (120, 22, 18),
        "medium",
        "important entity",
        "In scope at any size; essential at any size are only the qualified ones: Arts 2(2)(a)(ii), 3(1)(b) and 3(2).",
    ),
    Case(
        "ferry line to an island",
        "Annex I, transport",
        (25, 6, 9),
        "small",
        "essential entity",
        "Sole provider of an essential service, and its Member State has named it essential: Arts 2(2)(b) and 3(1)(e).",
    ),
    Case(
        "chain of clothes shops",
        "in neither annex",
        (4_000, 900, 500),
        "large",
        "out of scope",
        "Size alone is not enough: the entity must be of a type in Annex I or II: Art. 2(1).",
    ),
)


def explorer() -> Explorer:
    """Return the explorer: choose a preset entity, see its figures, its class and the article."""
    return Explorer({"entity": [(case.name, case) for case in CASES]}, draw, caption=CAPTION)


def draw(entity: Case) -> View:
    """Draw the figures of one preset entity beside the ceilings, and state its class as recorded."""
    said = f"{_capital(entity.name)} ({entity.listed}): {entity.size}, {entity.result}. {entity.why}"
    figures = "; ".join(
        f"{measure.name} {number:g}, medium {measure.medium_label}, large {measure.large_label}"
        for measure, number in zip(MEASURES, entity.figures, strict=True)
    )
    return View(_figure(entity), f"Three scales, each with a dot and two limits. {figures}.", said, table(entity))


def table(entity: Case) -> pd.DataFrame:
    """Return the figures of an entity and where medium and large begin; one row a measure."""
    rows = [
        (measure.name, f"{number:g}", measure.medium_label, measure.large_label)
        for measure, number in zip(MEASURES, entity.figures, strict=True)
    ]
    return pd.DataFrame(rows, columns=["figure", "this entity", "at least medium", "large"]).set_index("figure")


def _figure(entity: Case) -> Figure:
    with house.style():
        # Margins by hand: fitting them costs a second drawing, and an explorer has to answer at once.
        figure = Figure(figsize=(8, 3.6), layout="none")
        panels = figure.subplots(3, gridspec_kw={"left": 0.27, "right": 0.96, "top": 0.8, "bottom": 0.1, "hspace": 1.3})
        figure.text(0.01, 0.93, f"{_capital(entity.name)}: {entity.size}, {entity.result}", fontsize=13, weight="bold")
        for axes, measure, number in zip(panels, MEASURES, entity.figures, strict=True):
            _scale(axes, measure, number)
    return figure


def _scale(axes: Axes, measure: Measure, number: float) -> None:
    """Draw one figure on a line from nought to past both limits; a larger one stands at the end, with an arrow."""
    end = 1.5 * measure.large
    place = min(number, 0.97 * end)
    axes.hlines(0, 0, end, color=house.QUIET, linewidth=1)
    for limit, words in ((measure.medium, measure.medium_label), (measure.large, measure.large_label)):
        axes.vlines(limit, -0.5, 0.5, color=house.INK, linestyle="--", linewidth=1.2)
        axes.text(limit, -0.6, words, ha="center", va="top", fontsize=9)
    axes.plot(place, 0, ">" if number > end else "o", color=house.BLUE, markersize=11, clip_on=False)
    axes.text(place, 0.6, f"{number:,g}", ha="center", va="bottom", color=house.BLUE, fontweight="bold")
    axes.text(-0.03 * end, 0, measure.name, ha="right", va="center")
    axes.set(xlim=(0, end), ylim=(-1, 1))
    axes.set_axis_off()


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
