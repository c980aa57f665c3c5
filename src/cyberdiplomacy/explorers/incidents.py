"""Recorded incidents by year under one of three counting rules, in the Union or everywhere.

The rules are columns of the course's tables, added up by year; what each count answers is said with it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cyberdiplomacy import data, house
from cyberdiplomacy.explore import Explorer, View

FIRST_YEAR = 2010
"""Earlier years hold a handful of rows each; the tables begin in 2000."""
UNION, EVERYWHERE = "the Union", "everywhere"
CAPTION = (
    "Recorded incidents by the year in which they began; a count of what became public, not of attacks. Source: "
    "computed from the EuRepoC extract of December 2023, tables incident_counts and incident_counts_by_member_state."
)


@dataclass(frozen=True)
class Rule:
    """A way to count: its name in the menu, what it counts, and the question that it answers."""

    name: str
    unit: str
    answers: str


ALL = Rule("all incidents", "incidents", "How much did the record take in?")
STRICT = Rule(
    "without the wider rule",
    "incidents",
    "How much would it hold without incidents taken in only because critical infrastructure was hit?",
)
HITS = Rule(
    "by member state hit",
    "hits",
    "How often was a member state hit? An incident in two states counts twice, one in a Union body alone not at all.",
)
RULES = (ALL, STRICT, HITS)


def explorer() -> Explorer:
    """Return the explorer: choose a counting rule and a region, see the count of each year."""
    incidents, hits = data.load("incident_counts"), data.load("incident_counts_by_member_state")
    return Explorer(
        {"counting_rule": [(rule.name, rule) for rule in RULES], "targets_in": [UNION, EVERYWHERE]},
        lambda counting_rule, targets_in: draw(incidents, hits, counting_rule, targets_in),
        caption=CAPTION,
    )


def draw(incidents: pd.DataFrame, hits: pd.DataFrame, rule: Rule, region: str) -> View:
    """Draw the count of each year under one rule, with the plain count of incidents for comparison.

    Parameters
    ----------
    incidents, hits
        The tables ``incident_counts`` and ``incident_counts_by_member_state``.
    rule
        One of :data:`RULES`. Hits exist for the member states only, whatever the region.
    region
        :data:`UNION` (a member state or an institution of the Union was hit) or :data:`EVERYWHERE`.
    """
    shown = UNION if rule is HITS else region
    table = by_year(incidents, hits, shown)
    note = "" if shown == region else "The record by state exists for the member states alone: this is the Union. "
    return View(
        _figure(table[rule.name], rule, table[ALL.name]), _alt(table, rule), note + sentence(table, rule, shown), table
    )


def by_year(incidents: pd.DataFrame, hits: pd.DataFrame, region: str) -> pd.DataFrame:
    """Return the counts of a region: one row a year from :data:`FIRST_YEAR`, one column a rule that exists there."""
    chosen = incidents[incidents["hits_eu27"]] if region == UNION else incidents
    years = chosen.groupby("year")[["incidents", "only_as_critical_infrastructure"]].sum()
    counts = {ALL.name: years["incidents"], STRICT.name: years["incidents"] - years["only_as_critical_infrastructure"]}
    if region == UNION:
        counts[HITS.name] = hits.groupby("year")["incidents"].sum()
    return pd.DataFrame(counts).fillna(0).astype(int).loc[FIRST_YEAR:].rename_axis("year")


def sentence(table: pd.DataFrame, rule: Rule, region: str) -> str:
    """Say what the last three years hold under a rule, and what the count answers."""
    count = table[rule.name]
    last = ", ".join(f"{count[year]} {rule.unit} in {year}" for year in count.index[-3:])
    where = "in the Union" if region == UNION else "everywhere"
    return f"Counted as “{rule.name}”, {where}: {last}. This answers: {rule.answers}"


def _figure(count: pd.Series, rule: Rule, plain: pd.Series) -> Figure:
    place = RULES.index(rule)
    with house.style():
        # Margins by hand: fitting them costs a second drawing, and an explorer has to answer at once.
        figure = Figure(figsize=(8, 3.9), layout="none")
        axes = figure.subplots(gridspec_kw={"left": 0.08, "right": 0.98, "bottom": 0.2, "top": 0.86})
        axes.bar(
            count.index, count, color=house.PALETTE[place], edgecolor=house.INK, hatch=house.HATCHES[place], alpha=0.85
        )
        if rule is not ALL:
            _compare(axes, plain)
        before, latest = count.index[-3], count.index[-1]
        axes.set_title(f"{count[latest]} {rule.unit} in {latest}, {count[latest] / count[before]:.1f} times {before}")
        axes.set_ylabel(rule.unit)
        # Numbers below the years: above the bars they would meet the dashes.
        axes.set_xticks(count.index, [f"{year}\n{number}" for year, number in count.items()])
        axes.grid(False, axis="x")
        axes.tick_params(axis="x", length=0)
        axes.margins(y=0.12)
    return figure


def _compare(axes: Axes, plain: pd.Series) -> None:
    axes.plot(plain.index, plain, "_", color=house.INK, markersize=22, markeredgewidth=2, label=ALL.name)
    axes.legend(loc="upper left", fontsize=9)


def _alt(table: pd.DataFrame, rule: Rule) -> str:
    count = table[rule.name]
    low, high = count.idxmin(), count.idxmax()
    dashes = "" if rule is ALL else " A dash marks the count of all recorded incidents in each year."
    return (
        f"Bars for the years {count.index[0]} to {count.index[-1]}: lowest {count[low]} in {low}, highest "
        f"{count[high]} in {high}.{dashes}"
    )
