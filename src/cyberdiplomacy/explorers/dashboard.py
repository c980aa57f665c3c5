"""The record of the blog's three recommendations by year: five years up to the blog, and the years since.

Rows of the course's tables are counted, those of weak confidence left out. What a count cannot show is said with it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from cyberdiplomacy import data, facts, house
from cyberdiplomacy.explore import Explorer, View

FIRST, BLOG, LAST = 2017, 2021, 2026
"""The years shown; the blog appeared in the middle one, which counts as the last before it was read."""
BY_YEAR, RUNNING = "in each year", "running total"
CAPTION = (
    "Dated rows by year, 2017 to July 2026, weak ones left out; the dashed line stands after the year of the blog. "
    "Source: tables toolbox_uses, listings and legal_acts."
)
BINDING = ("regulation", "directive")
THEMES = ("nis", "certification", "products", "crisis")


@dataclass(frozen=True)
class Advice:
    """A recommendation of the blog, the counts that speak to it, and what they cannot show."""

    name: str
    counts: tuple[str, str]
    unseen: str


ADVICE = (
    Advice(
        "1 Toolbox and accountability",
        ("statements and conclusions", "entries on the sanctions list"),
        "whether anybody was made to answer",
    ),
    Advice(
        "2 norms, promoted by delegations",
        ("dialogues", "projects begun"),
        "what delegations say to their hosts",
    ),
    Advice(
        "3 prevention among Member States",
        ("regulations and directives", "other texts on prevention and crises"),
        "whether the law is carried out",
    ),
)


def explorer() -> Explorer:
    """Return the explorer: choose a recommendation and how to count."""
    record = by_year(data.load("toolbox_uses"), data.load("listings"), data.load("legal_acts"))
    return Explorer(
        {"recommendation": [(one.name, one) for one in ADVICE], "count": [BY_YEAR, RUNNING]},
        lambda recommendation, count: draw(record, recommendation, count),
        caption=CAPTION,
    )


def by_year(uses: pd.DataFrame, listings: pd.DataFrame, acts: pd.DataFrame) -> pd.DataFrame:
    """Return the counts of all recommendations: one row a year, one column a count.

    Parameters
    ----------
    uses, listings, acts
        The tables ``toolbox_uses``, ``listings`` and ``legal_acts``; their rows of confidence C and M are left out.
    """
    uses, listings, acts = (table[table["confidence"].isin(facts.GRADABLE)] for table in (uses, listings, acts))
    on_prevention = acts[acts["theme"].isin(THEMES)]
    binding = on_prevention["act_type"].isin(BINDING)
    days = {
        "statements and conclusions": uses.loc[uses["category"] == "stability", "date"],
        "entries on the sanctions list": listings["listing_date"],
        "dialogues": uses.loc[uses["kind_of_text"] == "dialogue", "date"],
        "projects begun": uses.loc[uses["kind_of_text"] == "project", "date"],
        "regulations and directives": on_prevention.loc[binding, "adopted"],
        "other texts on prevention and crises": on_prevention.loc[~binding, "adopted"],
    }
    years = pd.RangeIndex(FIRST, LAST + 1, name="year")
    return pd.DataFrame(
        {name: when.dt.year.value_counts().reindex(years, fill_value=0).astype(int) for name, when in days.items()}
    )


def draw(record: pd.DataFrame, advice: Advice, count: str) -> View:
    """Draw the counts of one recommendation.

    Parameters
    ----------
    record
        What :func:`by_year` returns.
    advice
        One of :data:`ADVICE`.
    count
        :data:`BY_YEAR` or :data:`RUNNING`.
    """
    chosen = record[[*advice.counts]]
    shown = chosen.cumsum() if count == RUNNING else chosen
    return View(_figure(shown, chosen, count), _alt(shown), sentence(chosen, advice), shown)


def sentence(chosen: pd.DataFrame, advice: Advice) -> str:
    """Say how much fell into each of the two spans, and what the counts cannot show."""
    said = "; ".join(
        f"{name}: {before} from {FIRST} to {BLOG}, {since} from {BLOG + 1} to July {LAST}"
        for name, (before, since) in _spans(chosen).items()
    )
    return f"{said}. What this cannot show: {advice.unseen}."


def _spans(chosen: pd.DataFrame) -> dict[str, tuple[int, int]]:
    return {name: (int(chosen[name].loc[:BLOG].sum()), int(chosen[name].loc[BLOG + 1 :].sum())) for name in chosen}


def _figure(shown: pd.DataFrame, chosen: pd.DataFrame, count: str) -> Figure:
    width = 0.4
    with house.style():
        # Margins by hand: fitting them costs a second drawing, and an explorer has to answer at once.
        figure = Figure(figsize=(8, 3.9), layout="none")
        axes = figure.subplots(gridspec_kw={"left": 0.08, "right": 0.98, "bottom": 0.14, "top": 0.78})
        looks = zip(shown.items(), (house.SKY, house.ORANGE), ("", "//"), (-width / 2, width / 2), strict=True)
        for (name, values), colour, hatch, aside in looks:
            look = {"color": colour, "hatch": hatch, "edgecolor": house.INK, "linewidth": 0.8}
            bars = axes.bar(shown.index + aside, values, width, label=name, **look)
            axes.bar_label(bars, padding=2, fontsize=9)
        axes.axvline(BLOG + 0.5, color=house.QUIET, linestyle="--", linewidth=1.2)
        (name, (before, since)), *_ = _spans(chosen).items()
        axes.set_title(f"{name.capitalize()}: {before} up to the blog, {since} since", pad=26)
        axes.set_ylabel(count)
        axes.set_xticks(shown.index)
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, fontsize=9, borderaxespad=0.2)
        axes.grid(False, axis="x")
        axes.tick_params(axis="x", length=0)
        axes.margins(y=0.14)
    return figure


def _alt(shown: pd.DataFrame) -> str:
    peaks = "; ".join(f"{name}: highest {values.max()} in {values.idxmax()}" for name, values in shown.items())
    return f"Two bars for each year from {FIRST} to {LAST}, and a dashed line after {BLOG}. {peaks}."
