"""Partners of the Union's cyber dialogues: the rounds found on a line of time, beside how often each voted like it.

What was not found stays blank: a partner without a dated round has an empty line and no highest number, never a zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill

import pandas as pd
from matplotlib.figure import Figure

from cyberdiplomacy import data, house
from cyberdiplomacy.explore import Explorer, View

KNOWN_ON: Mapping[str, pd.Timestamp] = {
    "22 November 2026": pd.Timestamp("2026-11-22"),
    "the end of 2023": pd.Timestamp("2023-12-31"),
    "the end of 2020": pd.Timestamp("2020-12-31"),
}
"""The days at which one may look at the record, latest first."""
SINCE = pd.Timestamp("2018-01-01")
CAPTION = (
    "Rounds of cyber dialogue that the course found, with their numbers; planned rounds are left out. Right: recorded "
    "votes on cyber resolutions, 2018 to 2022, in which the partner voted like the Union's members. Source: tables "
    "cyber_dialogues, un_votes and un_resolutions."
)
_HOW_MUCH = {"day": "on {0.day} {0:%B %Y}", "month": "in {0:%B %Y}", "year": "in {0.year}"}


def explorer() -> Explorer:
    """Return the explorer: choose a partner and a day, see the rounds known by then."""
    dialogues = data.load("cyber_dialogues")
    alike = agreement(data.load("un_votes"), data.load("un_resolutions"))
    partners = dialogues["partner"].drop_duplicates().sort_values().tolist()
    return Explorer(
        {"partner": partners, "known_on": [*KNOWN_ON]},
        lambda partner, known_on: draw(dialogues, alike, partner, known_on),
        caption=CAPTION,
    )


def agreement(votes: pd.DataFrame, resolutions: pd.DataFrame) -> pd.DataFrame:
    """Return by ``iso2`` in how many complete roll calls since 2018 a state voted ``alike``, of how many ``held``.

    The yardstick is the vote of the Union's members, who never cast two different votes in one of them.
    """
    complete = resolutions[(resolutions["roll_call"] == "complete") & (resolutions["date"] >= SINCE)]
    cast = votes[votes["resolution"].isin(complete["resolution"]) & (votes["vote"] != "absent")]
    union = cast[cast["eu27"]].groupby("resolution")["vote"].first()
    same = cast["vote"] == cast["resolution"].map(union)
    return pd.DataFrame({"alike": same.groupby(cast["iso2"]).sum(), "held": len(union)})


def partners(dialogues: pd.DataFrame, alike: pd.DataFrame, known_on: str) -> pd.DataFrame:
    """Return one row a partner, those who voted most like the Union first.

    Columns: rounds found, highest number, without a date (numbers that no row found has), last round, votes like the
    Union. Where nothing is known of a partner's rounds, all but the first and the last of these are missing.
    """
    held = _held(dialogues, known_on).groupby("iso2")
    table = dialogues.drop_duplicates("iso2").set_index("iso2")[["partner"]]
    table["rounds found"] = held.size().reindex(table.index, fill_value=0)
    table["highest number"] = held["round"].max().reindex(table.index)
    table["without a date"] = table["highest number"] - table["rounds found"]
    table["last round"] = held["date"].max().reindex(table.index)
    table["votes like the Union"] = alike["alike"].reindex(table.index)
    return table.sort_values(["votes like the Union", "partner"], ascending=[False, True]).set_index("partner")


def draw(dialogues: pd.DataFrame, alike: pd.DataFrame, partner: str, known_on: str) -> View:
    """Draw the rounds of all partners known on a day of :data:`KNOWN_ON`, one partner set off.

    Parameters
    ----------
    dialogues, alike
        The table ``cyber_dialogues``, and what :func:`agreement` returns.
    partner
        A value of the column ``partner``.
    known_on
        A key of :data:`KNOWN_ON`.
    """
    table = partners(dialogues, alike, known_on)
    held, votes = _held(dialogues, known_on), int(alike["held"].iloc[0])
    shown = table.assign(**{"last round": table["last round"].dt.strftime("%Y-%m-%d")})
    return View(
        _figure(table, held, partner, votes, known_on),
        _alt(table, partner, known_on),
        sentence(table, held, partner, votes, known_on),
        shown,
    )


def sentence(table: pd.DataFrame, held: pd.DataFrame, partner: str, votes: int, known_on: str) -> str:
    """Say which rounds with a partner were known on a day, what is missing, and how the partner voted."""
    row = table.loc[partner]
    voted = f"In {votes} recorded votes of 2018 to 2022 it voted like the Union {row['votes like the Union']} times."
    if not row["rounds found"]:
        return f"{partner}, as known on {known_on}: no round was found, so number and day stay blank. {voted}"
    last = held[held["partner"] == partner].sort_values("date").iloc[-1]
    when = _HOW_MUCH[last["date_precision"]].format(last["date"])
    many = "1 round" if row["rounds found"] == 1 else f"{row['rounds found']} rounds"
    gap = f"no row was found for {row['without a date']} of them" if row["without a date"] else "each has its row"
    return (
        f"{partner}, as known on {known_on}: {many} found, the last {when}. The numbers reach "
        f"{row['highest number']}; {gap}. {voted}"
    )


def _held(dialogues: pd.DataFrame, known_on: str) -> pd.DataFrame:
    return dialogues[(dialogues["status"] == "held") & (dialogues["date"] <= KNOWN_ON[known_on])]


def _figure(table: pd.DataFrame, held: pd.DataFrame, partner: str, votes: int, known_on: str) -> Figure:
    with house.style():
        # Margins by hand: fitting them costs a second drawing, and an explorer has to answer at once.
        figure = Figure(figsize=(8.2, 4.6), layout="none")
        axes = figure.subplots(gridspec_kw={"left": 0.2, "right": 0.86, "bottom": 0.1, "top": 0.84})
        first, last = pd.Timestamp("2014-07-01"), pd.Timestamp("2027-01-01")
        for place, (name, row) in enumerate(table.iterrows()):
            chosen = name == partner
            rounds = held[held["partner"] == name]
            face, edge = (house.BLUE, house.INK) if chosen else ("white", house.QUIET)
            axes.scatter(
                rounds["date"], [place] * len(rounds), s=90, marker="D" if chosen else "o", color=face, ec=edge
            )
            for day, number in zip(rounds["date"], rounds["round"], strict=True):
                axes.text(day, place - 0.28, str(number), ha="center", va="bottom", fontsize=9)
            if rounds.empty:
                axes.text(first, place, "  no round found", va="center", fontsize=9, style="italic", color=house.QUIET)
            axes.text(last, place, f"  {row['votes like the Union']} of {votes}", va="center", fontsize=10)
        labels = [fill(("▸ " if name == partner else "") + name, 20) for name in table.index]
        axes.set_yticks(range(len(table)), labels, fontsize=9)
        axes.set(xlim=(first, last), ylim=(len(table) - 0.4, -0.8))
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="x")
        axes.set_title(
            f"Rounds found with {table['rounds found'].gt(0).sum()} of {len(table)} partners by {known_on}", pad=24
        )
        axes.text(1.0, 1.02, "votes alike", transform=axes.transAxes, ha="left", va="bottom", fontsize=9)
    return figure


def _alt(table: pd.DataFrame, partner: str, known_on: str) -> str:
    rows = "; ".join(
        f"{name} {row['rounds found']}, votes alike {row['votes like the Union']}" for name, row in table.iterrows()
    )
    return (
        f"A line of time from 2014 to 2026 for each partner, a mark for each round found by {known_on}, {partner} with "
        f"filled diamonds. Rounds found and votes like the Union: {rows}."
    )
