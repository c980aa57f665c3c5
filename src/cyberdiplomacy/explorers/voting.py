"""Roll calls of the General Assembly on cyber resolutions: how a group of states voted, one bar a resolution.

Votes are counted as the course's table holds them; the roll calls of 2023 are shown for the Union's members alone.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from cyberdiplomacy import data, house
from cyberdiplomacy.explore import Explorer, View

UNION, ALL = "the Union's members", "all states"
OUTSIDE = {"Europe": "Europe outside the Union"}
"""Names of regions that lose their members of the Union to :data:`UNION`."""
VOTES = ("yes", "abstain", "no")
MISSING = "not recorded"
COLOURS = (house.BLUE, house.YELLOW, house.VERMILION, "white")
HATCHES = ("", "..", "//", "")
EVERY, SESSION_78 = "all complete roll calls", "session 78, incomplete"
CAPTION = (
    "Recorded votes of the UN General Assembly on cyber resolutions; texts adopted without a vote are not in it. Not "
    "recorded: absent, or not yet a member. Led by: our label. Source: tables un_votes and un_resolutions, from E. "
    "Voeten, UN General Assembly Voting Data."
)


def explorer() -> Explorer:
    """Return the explorer: choose a group of states and a set of resolutions, see how the group voted."""
    votes = with_groups(data.load("un_votes"), data.load("countries"))
    texts = recorded(data.load("un_resolutions"))
    groups = sorted(set(votes["group"]) - {UNION})
    return Explorer(
        {"states": [ALL, UNION, *groups], "resolutions": [*sets(texts)]},
        lambda states, resolutions: draw(votes, texts, states, resolutions),
        caption=CAPTION,
    )


def with_groups(votes: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Return the votes with the column ``group``: :data:`UNION` for today's members, else the region."""
    joined = votes.merge(countries[["iso2", "region"]], on="iso2", how="left", validate="many_to_one")
    return joined.assign(group=joined["region"].replace(OUTSIDE).mask(joined["eu27"], UNION))


def recorded(resolutions: pd.DataFrame) -> pd.DataFrame:
    """Return the texts that the plenary adopted by a vote whose roll call the course has, in order of date."""
    chosen = resolutions[(resolutions["stage"] == "plenary") & (resolutions["roll_call"] != "none")]
    return chosen.sort_values(["date", "resolution"]).assign(year=lambda rows: rows["date"].dt.year)


def sets(texts: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    """Return the sets of resolutions by name; all but :data:`SESSION_78` hold complete roll calls only."""
    complete = texts[texts["roll_call"] == "complete"]
    russian = complete["lead"] == "Russia"
    return {
        EVERY: complete,
        "led by Russia": complete[russian],
        "led by the United States or France": complete[~russian],
        "the two rivals of December 2018": complete[complete["resolution"].isin(["A/RES/73/27", "A/RES/73/266"])],
        SESSION_78: texts[texts["roll_call"] == "incomplete"],
    }


def draw(votes: pd.DataFrame, texts: pd.DataFrame, states: str, resolutions: str) -> View:
    """Draw how a group voted on each resolution of a set.

    Parameters
    ----------
    votes, texts
        What :func:`with_groups` and :func:`recorded` return.
    states
        A value of the column ``group``, or :data:`ALL`.
    resolutions
        A key of :func:`sets`. For :data:`SESSION_78` the Union's members are shown whatever the group.
    """
    group = UNION if resolutions == SESSION_78 else states
    chosen = sets(texts)[resolutions]
    table = counts(votes if group == ALL else votes[votes["group"] == group], chosen)
    note = "" if group == states else f"The roll calls of that session are incomplete: these are {UNION}. "
    said = note + sentence(table, chosen, group)
    return View(_figure(table, chosen, group), _alt(table), said, table)


def counts(votes: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    """Return how many states of a group voted yes, abstained, voted no or are not recorded; one row a resolution."""
    cast = pd.crosstab(votes["resolution"], votes["vote"])
    table = cast.reindex(index=texts["resolution"], columns=[*VOTES], fill_value=0)
    table[MISSING] = votes["iso2"].nunique() - table.sum(axis="columns")
    labels = [
        f"{text.removeprefix('A/RES/')} ({year})" for text, year in zip(texts["resolution"], texts["year"], strict=True)
    ]
    return table.set_axis(pd.Index(labels, name="resolution"), axis="index")


def sentence(table: pd.DataFrame, texts: pd.DataFrame, group: str) -> str:
    """Say in how many roll calls all recorded votes of the group were alike, and which divided it most."""
    alike = _alike(table)
    said = f"{group[0].upper()}{group[1:]}, {len(table)} roll calls, {_years(texts)}: of one mind in {alike.sum()}."
    if alike.all():
        return said
    cast = table[[*VOTES]]
    most = (cast.max(axis="columns") / cast.sum(axis="columns")).idxmin()
    yes, abstain, no = cast.loc[most]
    return f"{said} Most divided over {most}: {yes} yes, {no} no, {abstain} abstaining."


def _alike(table: pd.DataFrame) -> pd.Series:
    return (table[[*VOTES]] > 0).sum(axis="columns") == 1


def _years(texts: pd.DataFrame) -> str:
    first, last = texts["year"].min(), texts["year"].max()
    return f"{first}" if first == last else f"{first} to {last}"


def _figure(table: pd.DataFrame, texts: pd.DataFrame, group: str) -> Figure:
    with house.style():
        # Margins by hand: fitting them costs a second drawing, and an explorer has to answer at once.
        height = 1.7 + 0.28 * len(table)
        figure = Figure(figsize=(8, height), layout="none")
        grid = {"left": 0.15, "right": 0.97, "bottom": 0.5 / height, "top": 1 - 0.85 / height}
        axes = figure.subplots(gridspec_kw=grid)
        left = pd.Series(0, index=table.index)
        edge = {"edgecolor": house.INK, "alpha": 0.8}
        for name, colour, hatch in zip(table.columns, COLOURS, HATCHES, strict=True):
            axes.barh(table.index, table[name], left=left, color=colour, hatch=hatch, label=name, **edge)
            left = left + table[name]
        axes.invert_yaxis()
        axes.set_title(f"Of one mind in {_alike(table).sum()} of {len(table)} roll calls, {_years(texts)}", pad=26)
        axes.set_xlabel(f"votes of {group}")
        axes.set_xlim(0, left.max())
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, fontsize=9, borderaxespad=0.2)
        axes.grid(False)
        axes.tick_params(axis="y", length=0, labelsize=9)
    return figure


def _alt(table: pd.DataFrame) -> str:
    return (
        f"One bar for each of {len(table)} resolutions, from {table.index[0]} to {table.index[-1]}, divided into yes, "
        f"abstain, no and not recorded. The yes votes range from {table['yes'].min()} to {table['yes'].max()}, the no "
        f"votes from {table['no'].min()} to {table['no'].max()}."
    )
