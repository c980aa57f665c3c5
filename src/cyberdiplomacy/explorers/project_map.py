"""Where the projects of the leaflet work, and what followed them: a map of regions as tiles above a time line.

A chain is a project of the leaflet with the projects that the table ``capacity_projects`` names as its successors. What
the table leaves blank stays blank here: a dotted line or a question mark, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cyberdiplomacy import data, house
from cyberdiplomacy.explore import Explorer, View

ALL, BOTH = "all six themes", "both kinds"
THEMES = ("crime", "security", "rights", "peace and stability", "digital", "capacities")
MONEY = ("external action", "research")
WORLD = "Several regions or all"
TILES: Mapping[str, tuple[int, int, int]] = {
    "United States": (0, 0, 1),
    "Western Balkans, Türkiye": (0, 1, 1),
    "Eastern Partnership": (0, 2, 1),
    "Japan": (0, 3, 1),
    "West Africa": (1, 1, 1),
    "Southern Neighbourhood": (1, 2, 1),
    "South and East Asia": (1, 3, 1),
    WORLD: (2, 0, 4),
}
"""Row, column and width of each tile, roughly where its region lies on the map."""
REGIONS: Mapping[str, str] = {
    "glacy": WORLD,
    "cybereast": "Eastern Partnership",
    "cybersouth": "Southern Neighbourhood",
    "iproceeds": "Western Balkans, Türkiye",
    "eu4digital": "Eastern Partnership",
    "ocwar-c": "West Africa",
    "cyber4dev": WORLD,
    "eu-cybernet": WORLD,
    "eu-cyber-direct": WORLD,
    "esiwa": "South and East Asia",
    "yaksha": "South and East Asia",
    "eunity": "Japan",
    "aegis": "United States",
    "data-protection-flows": WORLD,
}
"""The tile of each project of the leaflet; a successor stays where its predecessor was."""
SHORT: Mapping[str, str] = {"eu4digital": "EU4Digital", "data-protection-flows": "Data protection"}
"""Short names for the figure, where the name is long."""
CAPTION = (
    "Projects of the leaflet and the successors found, by region and on a time line to 2027. Solid: dates known, those "
    "known to the year in its middle; dotted: no end found; (R): research. A tile is no border. Source: table "
    "capacity_projects of this course."
)
_FIRST, _LAST = 2013.0, 2028.0
_GREY = "#F2F2F2"


def explorer() -> Explorer:
    """Return the explorer: choose a theme and a kind of money, see where and when its projects work."""
    projects = data.load("capacity_projects").set_index("project_id")
    return Explorer(
        {"theme": [ALL, *THEMES], "money": [BOTH, *MONEY]},
        lambda theme, money: draw(projects, theme, money),
        caption=CAPTION,
    )


def chains(projects: pd.DataFrame) -> list[list[str]]:
    """Return each project of the leaflet with its successors, oldest first; GLACY and GLACY+ are one chain.

    Parameters
    ----------
    projects
        The table ``capacity_projects``, indexed by ``project_id``.
    """
    following = projects["successor"].dropna().to_dict()
    heads = [name for name in projects.index[projects["in_leaflet"]] if name not in following.values()]
    found = [[head] for head in heads]
    for chain in found:
        while chain[-1] in following:
            chain.append(following[chain[-1]])
    return found


def draw(projects: pd.DataFrame, theme: str, money: str) -> View:
    """Draw the chains of a theme and a kind of money, on the map and on the time line.

    Parameters
    ----------
    projects
        As for :func:`chains`.
    theme, money
        A value of the column ``theme`` or :data:`ALL`; a value of the column ``kind`` or :data:`BOTH`.
    """
    chosen = [
        chain
        for chain in chains(projects)
        if theme in (ALL, projects.at[chain[0], "theme"]) and money in (BOTH, projects.at[chain[0], "kind"])
    ]
    said = sentence(projects, chosen, theme, money)
    return View(_figure(projects, chosen), _alt(projects, chosen), said, _table(projects, chosen))


def sentence(projects: pd.DataFrame, chosen: Sequence[Sequence[str]], theme: str, money: str) -> str:
    """Say how many projects are seen, how many have a named successor, and of how many a budget is known."""
    what = f"{theme}, {money}"
    if not chosen:
        return f"{what[0].upper()}{what[1:]}: no project of the leaflet."
    ids = [name for chain in chosen for name in chain]
    followed = sum(_followed(projects, chain) for chain in chosen)
    known = int(projects.loc[ids, "budget_eur"].notna().sum())
    rows = "1 project of the leaflet" if len(chosen) == 1 else f"{len(chosen)} projects of the leaflet"
    return (
        f"{what[0].upper()}{what[1:]}: {rows}, {followed} with a successor that was not in it. With the successors "
        f"{len(ids)} rows; a budget is known of {known}."
    )


def _followed(projects: pd.DataFrame, chain: Sequence[str]) -> bool:
    return not projects.at[chain[-1], "in_leaflet"]


def _label(projects: pd.DataFrame, name: str) -> str:
    return SHORT.get(name, projects.at[name, "name"])


def _words(projects: pd.DataFrame, chain: Sequence[str]) -> str:
    """Return a chain in words, "iPROCEEDS → iPROCEEDS-2 → CyberSEE", with (R) behind research."""
    words = " → ".join(_label(projects, name) for name in chain)
    return f"{words} (R)" if projects.at[chain[0], "kind"] == "research" else words


def _figure(projects: pd.DataFrame, chosen: Sequence[Sequence[str]]) -> Figure:
    with house.style():
        # Margins by hand: fitting them costs a second drawing, and an explorer has to answer at once.
        height = 4.2 + 0.27 * max(len(chosen), 2)
        figure = Figure(figsize=(9, height), layout="none")
        rows = {"height_ratios": [2.7, 0.5 + 0.27 * max(len(chosen), 2)], "hspace": 0.16}
        grid = {"left": 0.02, "right": 0.98, "top": 1 - 0.4 / height, "bottom": 0.35 / height}
        tiles, line = figure.subplots(2, gridspec_kw={**rows, **grid})
        followed = sum(_followed(projects, chain) for chain in chosen)
        tiles.set_title(f"{len(chosen)} projects, {followed} with a successor found", pad=6)
        _tiles(tiles, projects, chosen)
        _lines(line, projects, chosen)
    return figure


def _tiles(axes: Axes, projects: pd.DataFrame, chosen: Sequence[Sequence[str]]) -> None:
    for region, (row, column, width) in TILES.items():
        here = [chain for chain in chosen if REGIONS[chain[0]] == region]
        face = house.SKY if here else _GREY
        high = 0.92 if width == 1 else 0.57
        shape = Rectangle((column + 0.02, row + 0.04), width - 0.04, high, facecolor=face, edgecolor=house.INK)
        shape.set_alpha(0.45 if here else 1)
        axes.add_patch(shape)
        axes.text(column + 0.05, row + 0.09, f"{region}: {len(here)}", va="top", fontsize=8.5, weight="bold")
        words = [_words(projects, chain) for chain in here]
        body = "  ·  ".join(words) if width > 1 else "\n".join(_folded(one) for one in words)
        axes.text(column + 0.05, row + 0.33, body, va="top", fontsize=8, linespacing=1.25)
    axes.set_xlim(0, 4)
    axes.set_ylim(2.65, 0)
    axes.set_axis_off()


def _folded(words: str) -> str:
    """Break a chain of three before its last project, so that it fits a narrow tile."""
    first, arrow, last = words.rpartition(" → ")
    return f"{first} →\n  {last}" if arrow and " → " in first else words


def _lines(axes: Axes, projects: pd.DataFrame, chosen: Sequence[Sequence[str]]) -> None:
    for place, chain in enumerate(chosen):
        dated = False
        for step, name in enumerate(chain):
            # Phases overlap, so each of a chain stands a little below the one before.
            level = place + 0.18 * (step - (len(chain) - 1) / 2)
            dated |= _bar(axes, projects, level, name, chain[step + 1 : step + 2], step)
        words = _label(projects, chain[0]) + ("" if dated else ": no dates found")
        axes.text(_FIRST - 0.15, place, words, ha="right", va="center", fontsize=8.5)
    axes.set_xlim(_FIRST - 4.2, _LAST)
    axes.set_ylim(max(len(chosen), 2) - 0.4, -0.6)
    axes.set_yticks([])
    axes.set_xticks(range(2013, 2029, 3))
    axes.tick_params(axis="x", labelsize=9, length=0)
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    if not chosen:
        axes.text((_FIRST + _LAST) / 2, 0.5, "no project", ha="center", va="center", fontsize=12)


def _bar(axes: Axes, projects: pd.DataFrame, place: float, name: str, after: Sequence[str], step: int) -> bool:
    """Draw one project; return whether any date of it is known."""
    start, end = _place(projects, name, "start"), _place(projects, name, "end")
    colour = house.PALETTE[step]
    if start is None and end is None:
        return False
    if start is None:
        axes.plot([end], [place], "|", color=colour, markersize=12, markeredgewidth=3)
        axes.text(end - 0.15, place, "start ?", ha="right", va="center", fontsize=8)
        return True
    follower = _place(projects, after[0], "start") if after else None
    stop = end or follower or _year(projects.at[name, "as_of"])
    look = {"color": colour, "lw": 5, "solid_capstyle": "butt", "dash_capstyle": "butt"}
    axes.plot([start, max(stop, start + 0.1)], [place, place], ls="-" if end else (0, (0.6, 0.5)), **look)
    axes.plot([start], [place], "|", color=house.INK, markersize=9, markeredgewidth=1.5)
    if end is None and follower is None:
        axes.text(stop + 0.15, place, "?", va="center", fontsize=9)
    return True


def _place(projects: pd.DataFrame, name: str, which: str) -> float | None:
    """Return where a date stands on the line: one known to the year only, in the middle of the year."""
    place = _year(projects.at[name, which])
    known = projects.at[name, f"{which}_precision"]
    return place + 0.5 if place is not None and pd.notna(known) and known == "year" else place


def _year(day: pd.Timestamp) -> float | None:
    return None if pd.isna(day) else day.year + (day.day_of_year - 1) / 365


def _alt(projects: pd.DataFrame, chosen: Sequence[Sequence[str]]) -> str:
    counted = pd.Series([REGIONS[chain[0]] for chain in chosen], dtype="object").value_counts()
    where = ", ".join(f"{region} {count}" for region, count in counted.items()) or "none"
    starts = projects.loc[[name for chain in chosen for name in chain], "start"].dropna().dt.year
    years = (
        f"The first bar begins in {starts.min()}, the last in {starts.max()}." if len(starts) else "No bar is drawn."
    )
    return f"Eight tiles of regions with the projects in them: {where}. Below, one line of bars a project. {years}"


def _table(projects: pd.DataFrame, chosen: Sequence[Sequence[str]]) -> pd.DataFrame:
    rows = [
        {
            "project": _label(projects, chain[0]),
            "theme": projects.at[chain[0], "theme"],
            "money": projects.at[chain[0], "kind"],
            "region": REGIONS[chain[0]],
            "followed by": ", ".join(_label(projects, name) for name in chain[1:]),
        }
        for chain in chosen
    ]
    columns = ["project", "theme", "money", "region", "followed by"]
    return pd.DataFrame(rows, columns=columns).replace("", "none found").set_index("project")
