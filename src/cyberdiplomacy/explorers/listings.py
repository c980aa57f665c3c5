"""Listings under the cyber sanctions: how many by round over time, and what for within one round.

Rounds and totals are counted from the course's table. Natural persons are counted and never named.
"""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.figure import Figure

from cyberdiplomacy import data, house
from cyberdiplomacy.explore import Explorer, View

OVER_TIME = "all rounds, over time"
KINDS = {"persons and entities": ("person", "entity"), "persons": ("person",), "entities": ("entity",)}
"""What can be counted, with the values of the column ``kind``."""
LABELS = {"person": "persons", "entity": "entities"}
TOTAL, LISTED_FOR = "on the list after it", "listed for"
CAPTION = (
    "Persons and entities by date of listing and by what the reasons name; listed for, never guilty of. Source: table "
    "listings, from the annex of Decision (CFSP) 2019/797, consolidated text of 13 July 2026."
)
DAYS_A_MONTH = 365.25 / 12
_BARS = {"person": (house.SKY, ""), "entity": (house.ORANGE, "//")}
_LINES = {"person": (house.BLUE, "-", "o", 7), "entity": (house.VERMILION, "--", "s", -14)}
_BESIDE = {"textcoords": "offset points", "fontsize": 9}


def explorer() -> Explorer:
    """Return the explorer: choose all rounds or one, and persons, entities or both."""
    listings = data.load("listings")
    days = sorted(listings["listing_date"].unique())
    rounds = [(OVER_TIME, OVER_TIME), *((_day(day), day) for day in days)]
    return Explorer(
        {"round": rounds, "count": [*KINDS]},
        lambda round, count: draw(listings, round, count),
        caption=CAPTION,
    )


def draw(listings: pd.DataFrame, chosen: str | pd.Timestamp, count: str) -> View:
    """Draw the listings of all rounds, or of one by what they are for.

    Parameters
    ----------
    listings
        The table ``listings``.
    chosen
        :data:`OVER_TIME`, or the day of a round.
    count
        A key of :data:`KINDS`.
    """
    kinds = KINDS[count]
    if isinstance(chosen, str):
        return _over_time(by_round(listings, kinds), count)
    return _one_round(by_reason(listings[listings["listing_date"] == chosen], kinds), chosen, count)


def by_round(listings: pd.DataFrame, kinds: tuple[str, ...]) -> pd.DataFrame:
    """Return how many each round added, by kind, and how many stood on the list after it; one row a round."""
    added = pd.crosstab(listings["listing_date"], listings["kind"]).reindex(columns=list(kinds), fill_value=0)
    table = added.rename(columns=LABELS)
    table[TOTAL] = added.sum(axis=1).cumsum()
    table.index = pd.Index([_day(day) for day in added.index], name="round")
    return table.rename_axis(columns=None)


def by_reason(of_round: pd.DataFrame, kinds: tuple[str, ...]) -> pd.DataFrame:
    """Return how many a round listed for each matter that its reasons name, by kind; one row a matter."""
    table = pd.crosstab(of_round["incident"], of_round["kind"]).reindex(columns=list(kinds), fill_value=0)
    order = of_round["incident"].drop_duplicates()
    return table.reindex(order).rename(columns=LABELS).rename_axis(index=LISTED_FOR, columns=None)


def _over_time(table: pd.DataFrame, count: str) -> View:
    new = table.drop(columns=TOTAL)
    days = pd.to_datetime(pd.Index(table.index), format="%d %b %Y")
    gap = int(days.to_series().diff().max().days / DAYS_A_MONTH)
    with house.style():
        # Margins by hand: fitting them costs a second drawing, and an explorer has to answer at once.
        figure = Figure(figsize=(8, 3.9), layout="none")
        axes = figure.subplots(gridspec_kw={"left": 0.08, "right": 0.88, "bottom": 0.12, "top": 0.86})
        for label in new:
            colour, line, marker, up = _LINES[_kind(label)]
            running = new[label].cumsum()
            axes.step(days, running, where="post", color=colour, linestyle=line, marker=marker, label=label)
            axes.annotate(f"{running.iloc[-1]} {label}", (days[-1], running.iloc[-1]), (8, 0), va="center", **_BESIDE)
            for day, number in zip(days[:-1], running.iloc[:-1], strict=True):
                axes.annotate(str(number), (day, number), (0, up), ha="center", **_BESIDE)
        axes.set_title(f"{len(table)} rounds, and up to {gap} months between two of them")
        axes.set_ylabel("on the list")
        axes.set_ylim(0, 30)
    total = table[TOTAL]
    alt = (
        f"Steps from {total.iloc[0]} {count} on {total.index[0]} to {total.iloc[-1]} on {total.index[-1]}, flat for "
        f"{gap} months before {table.index[days.to_series().diff().argmax()]}."
    )
    steps = "; ".join(f"{day}: {added}" for day, added in new.sum(axis=1).items())
    sentence = f"{count.capitalize()} added by round: {steps}. On the list after the last: {total.iloc[-1]}."
    return View(figure, alt, sentence, table)


def _one_round(table: pd.DataFrame, day: pd.Timestamp, count: str) -> View:
    number = int(table.to_numpy().sum())
    with house.style():
        figure = Figure(figsize=(8, 4.4), layout="none")
        axes = figure.subplots(gridspec_kw={"left": 0.42, "right": 0.97, "bottom": 0.13, "top": 0.88})
        start = pd.Series(0, index=table.index)
        rows = range(len(table))
        for label in table:
            colour, hatch = _BARS[_kind(label)]
            axes.barh(
                rows, table[label], left=start, color=colour, hatch=hatch, label=label, edgecolor=house.INK, height=0.6
            )
            start = start + table[label]
        axes.set_yticks(rows, ["\n".join(textwrap.wrap(matter, 44)[:3]) for matter in table.index], fontsize=8)
        axes.set_xticks(range(int(start.max()) + 2))
        axes.invert_yaxis()
        axes.set_title(f"{_counted(number, count)} listed on {_day(day)}", x=-0.7)
        axes.set_xlabel(count)
        axes.grid(False, axis="y")
        axes.legend(loc="lower right", fontsize=9)
    said = "; ".join(f"{_counted(int(row.sum()), count)} listed for {matter}" for matter, row in table.iterrows())
    alt = f"One bar for each of {len(table)} matters, the longest for {start.idxmax()} with {start.max()}."
    return View(figure, alt, f"{_day(day)}: {said}.", table)


def _counted(number: int, count: str) -> str:
    one = {"persons": "person", "entities": "entity", "persons and entities": "person or entity"}
    return f"{number} {one[count] if number == 1 else count}"


def _kind(label: str) -> str:
    return next(kind for kind, name in LABELS.items() if name == label)


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%b %Y}"
