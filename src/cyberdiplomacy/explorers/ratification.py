"""Parties to the Convention on Cybercrime in two-year periods, by deposit or by entry into force, and by region.

The days are columns of the course's table, counted and added up; nothing here computes a day from the Convention.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from cyberdiplomacy import data, facts, house
from cyberdiplomacy.explore import Explorer, View

WAYS = {"deposit of the instrument": "ratified_or_acceded", "entry into force": "in_force"}
"""Ways to count, with the column of ``budapest_parties`` that holds the day."""
EVERYWHERE = "everywhere"
FIRST, LAST, SPAN = 2002, 2025, 2
"""First and last year of the periods and years a period; the table ends on 14 January 2026."""
RECENT = 2020
NEW, TOTAL = "new Parties", "Parties at its end"
CAPTION = (
    "Parties to the Convention on Cybercrime (ETS 185) in two-year periods, by region of the United Nations' list of "
    "countries; last entry of 14 January 2026. Source: tables budapest_parties and countries."
)


def explorer() -> Explorer:
    """Return the explorer: choose what is counted and a region, see the Parties of each period."""
    parties = with_regions(data.load("budapest_parties"), data.load("countries"))
    regions = sorted(parties["region"].unique())
    return Explorer(
        {"counted_by": [*WAYS], "region": [EVERYWHERE, *regions]},
        lambda counted_by, region: draw(parties, counted_by, region),
        caption=CAPTION,
    )


def with_regions(parties: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Return the Parties alone, without signatories, each with its ``region``."""
    chosen = parties[parties["status"] == "party"]
    return chosen.merge(countries[["iso2", "region"]], on="iso2", how="left", validate="one_to_one")


def draw(parties: pd.DataFrame, counted_by: str, region: str) -> View:
    """Draw the Parties of a region at the end of each period, those of the period marked.

    Parameters
    ----------
    parties
        What :func:`with_regions` returns.
    counted_by
        A key of :data:`WAYS`.
    region
        A value of the column ``region``, or :data:`EVERYWHERE`.
    """
    chosen = parties if region == EVERYWHERE else parties[parties["region"] == region]
    table = by_period(chosen[WAYS[counted_by]])
    return View(_figure(table, counted_by, region), _alt(table), sentence(chosen, table, counted_by, region), table)


def by_period(days: pd.Series) -> pd.DataFrame:
    """Return how many days fall into each period and how many do so by its end; one row a period, "2002–03"."""
    starts = pd.Index(range(FIRST, LAST + 1, SPAN))
    years = days.dt.year
    new = (years - (years - FIRST) % SPAN).value_counts().reindex(starts, fill_value=0).sort_index()
    table = pd.DataFrame({NEW: new, TOTAL: new.cumsum()})
    table.index = pd.Index([f"{start}–{(start + SPAN - 1) % 100:02}" for start in starts], name="period")
    return table


def sentence(chosen: pd.DataFrame, table: pd.DataFrame, counted_by: str, region: str) -> str:
    """Say how many Parties a region has, when most of them came, how many are recent, and which days are weak."""
    total, recent = table[TOTAL].iloc[-1], _recent(table)
    weak = chosen.loc[~chosen["confidence"].isin(facts.GRADABLE), "name"].tolist()
    note = f" The day is weakly known for {', '.join(weak)}." if weak else ""
    return (
        f"Counted by {counted_by}, {_where(region)}: {total} Parties at the end of {LAST}, {recent} of them since "
        f"{RECENT}. Most came in {table[NEW].idxmax()} ({table[NEW].max()}).{note}"
    )


def _figure(table: pd.DataFrame, counted_by: str, region: str) -> Figure:
    with house.style():
        # Margins by hand: fitting them costs a second drawing, and an explorer has to answer at once.
        figure = Figure(figsize=(8, 3.9), layout="none")
        axes = figure.subplots(gridspec_kw={"left": 0.08, "right": 0.98, "bottom": 0.2, "top": 0.86})
        before = table[TOTAL] - table[NEW]
        edge = {"edgecolor": house.INK, "linewidth": 0.8}
        axes.bar(table.index, before, color=house.SKY, label="before the period", **edge)
        axes.bar(table.index, table[NEW], bottom=before, color=house.ORANGE, hatch="//", label="in the period", **edge)
        axes.set_title(f"{table[TOTAL].iloc[-1]} Parties {_where(region)}, {_recent(table)} of them since {RECENT}")
        axes.set_ylabel("Parties")
        axes.set_xlabel(f"period of {counted_by}, with the Parties at its end")
        # Numbers below the periods: above the bars the highest would meet the title.
        axes.set_xticks(range(len(table)), [f"{name}\n{count}" for name, count in table[TOTAL].items()], fontsize=9)
        axes.legend(loc="upper left", fontsize=9)
        axes.grid(False, axis="x")
        axes.tick_params(axis="x", length=0)
        axes.margins(y=0.12)
    return figure


def _alt(table: pd.DataFrame) -> str:
    return (
        f"Bars that rise from {table[TOTAL].iloc[0]} Parties at the end of {table.index[0]} to {table[TOTAL].iloc[-1]} "
        f"at the end of {table.index[-1]}; the hatched top of each bar is what the period added, at most "
        f"{table[NEW].max()}, in {table[NEW].idxmax()}."
    )


def _recent(table: pd.DataFrame) -> int:
    return int(table.loc[f"{RECENT}–{RECENT % 100 + SPAN - 1}" :, NEW].sum())


def _where(region: str) -> str:
    return region if region == EVERYWHERE else f"in {'the ' if region == 'Americas' else ''}{region}"
