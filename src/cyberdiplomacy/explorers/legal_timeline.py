"""When acts of the Union were adopted, entered into force and apply: one line an act, by theme and legal home."""

from __future__ import annotations

import re

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cyberdiplomacy import data, house
from cyberdiplomacy.explore import Explorer, View

EVERY_HOME, NATIONAL = "every home", "national security"
HOMES = {
    "internal market": "market",
    "area of freedom, security and justice": "justice",
    "CFSP/CSDP": "foreign",
    "other": "other",
}
"""The legal homes of the table, with the word that stands behind an act's name in the figure."""
THEMES = {
    "network security (NIS)": ("nis",),
    "ENISA, certification and products": ("enisa", "certification", "products"),
    "crisis": ("crisis",),
    "cybercrime": ("cybercrime",),
    "data, identity and platforms": ("privacy", "identity", "rights"),
    "strategies, research and 5G": ("strategy", "research", "5g"),
    "sanctions and other external action": ("external",),
    "cyber listings": ("listing",),
}
"""The choices of the first menu: themes of the table, the small ones put together. Each fills one readable figure."""
CAPTION = (
    "From adoption to application. The word in brackets is the legal home: market (internal market), justice (area of "
    "freedom, security and justice), foreign (CFSP/CSDP), other. Source: EUR-Lex, table legal_acts of this course."
)
_COLOURS = dict(zip(HOMES, house.PALETTE, strict=False))
_BINDS_NOBODY = r"recommendation|communication|report"
_MARKS = {
    "adopted": ("o", 70, "adopted"),
    "in_force": ("|", 150, "in force"),
    "applies_from": ("D", 10, "applies"),
}
"""Mark, size and name of each date: a wide ring, a stroke, a small diamond, so that all show where they coincide."""
_ENOUGH = 3  # fewer acts have no median worth its name


def explorer() -> Explorer:
    """Return the explorer: choose a theme and a legal home, see its acts on a time line."""
    acts = data.load("legal_acts")
    homes = [EVERY_HOME, *HOMES, NATIONAL]
    return Explorer(
        {"theme": list(THEMES), "legal_home": homes},
        lambda theme, legal_home: draw(acts, theme, legal_home),
        caption=CAPTION,
    )


def draw(acts: pd.DataFrame, theme: str, legal_home: str) -> View:
    """Draw the acts of one theme and home.

    Parameters
    ----------
    acts
        The table ``legal_acts``.
    theme
        A key of :data:`THEMES`.
    legal_home
        :data:`EVERY_HOME`, a key of :data:`HOMES`, or :data:`NATIONAL`, under which the Union has no act.
    """
    chosen = acts[acts["theme"].isin(THEMES[theme])]
    if legal_home != EVERY_HOME:
        chosen = chosen[chosen["legal_home"] == legal_home]
    chosen = chosen.sort_values(["adopted", "celex"]).assign(
        days=(chosen["applies_from"] - chosen["adopted"]).dt.days.astype("Int64")
    )
    said = sentence(chosen, theme, legal_home)
    return View(_figure(chosen, theme), _alt(chosen, said), said, _table(chosen))


def sentence(chosen: pd.DataFrame, theme: str, legal_home: str) -> str:
    """Say how many acts are seen, at which homes, and how long they wait from adoption to application."""
    if legal_home == NATIONAL:
        return "No act: national security remains the sole responsibility of each Member State (Art. 4(2) TEU)."
    if chosen.empty:
        return f"No row of the theme “{theme}” has its legal home in “{legal_home}”."
    counted = chosen["legal_home"].value_counts()
    where = ", ".join(f"{number} {home}" for home, number in counted.items())
    rows = "1 row" if len(chosen) == 1 else f"{len(chosen)} rows"
    return f"{rows} by legal home: {where}. {_waiting(chosen['days'].dropna())}"


def _waiting(days: pd.Series) -> str:
    if days.empty:
        return "None has both a date of adoption and one of application."
    if len(days) < _ENOUGH:
        spans = " and ".join(_span(number) for number in sorted(days))
        return f"Only {len(days)} with both dates; from adoption to application: {spans}."
    return (
        f"{len(days)} have both dates; from adoption to application the median is {_span(days.median())}, "
        f"the shortest {_span(days.min())}, the longest {_span(days.max())}."
    )


def _span(days: float) -> str:
    number = abs(days)
    unit = "day" if number == 1 else "days"
    return f"{number:g} {unit}{' back' if days < 0 else ''}"


def _figure(chosen: pd.DataFrame, theme: str) -> Figure:
    with house.style():
        # Margins by hand: fitting them costs a second drawing, and an explorer has to answer at once.
        figure = Figure(figsize=(9, max(2.2, 1.4 + 0.34 * len(chosen))), layout="none")
        axes = figure.subplots(gridspec_kw={"left": 0.36, "right": 0.94})
        axes.set_title(_title(chosen, theme))
        if chosen.empty:
            axes.set_axis_off()
            axes.text(0.5, 0.5, "no act", ha="center", va="center", fontsize=14, transform=axes.transAxes)
        else:
            _lines(axes, chosen)
            _names(axes, chosen)
    return figure


def _title(chosen: pd.DataFrame, theme: str) -> str:
    days = chosen["days"].dropna()
    finding = f"median wait {_span(days.median())}" if len(days) >= _ENOUGH else "too few dates for a median"
    return f"{theme[0].upper()}{theme[1:]}: {'no act' if chosen.empty else finding}"


def _lines(axes: Axes, chosen: pd.DataFrame) -> None:
    dates, places = chosen[list(_MARKS)], pd.Series(range(len(chosen)), index=chosen.index)
    colours = chosen["legal_home"].map(_COLOURS)
    axes.hlines(places, dates.min(axis=1), dates.max(axis=1), colors=list(colours), linewidth=3, zorder=2)
    for column, (mark, size, name) in _MARKS.items():
        known = dates[column].dropna().index
        own = list(colours[known])
        look = {"o": {"facecolors": "white", "edgecolors": own}, "|": {"color": house.INK}, "D": {"color": own}}[mark]
        axes.scatter(dates.loc[known, column], places[known], size, marker=mark, linewidths=2, zorder=3, **look)
        axes.plot([], [], mark, color=house.INK, markerfacecolor="white" if mark == "o" else house.INK, label=name)
    low = -0.3 / axes.figure.get_figheight() - 0.06  # below the years, whatever the height
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, low), ncols=len(_MARKS), fontsize=9)


def _names(axes: Axes, chosen: pd.DataFrame) -> None:
    """Write each act's name before its line and what there is to say behind it, as texts: ticks take twice the time."""
    last, margin = chosen[list(_MARKS)].max(axis=1), axes.get_yaxis_transform()
    for place, (row, act) in enumerate(chosen.iterrows()):
        name = f"{act['short_name']} ({HOMES[act['legal_home']]})"
        axes.text(-0.015, place, name, transform=margin, ha="right", va="center", fontsize=9)
        axes.annotate(
            _note(act), (last[row], place), xytext=(11, 0), textcoords="offset points", va="center", fontsize=9
        )
    axes.set_yticks([])
    axes.set_ylim(len(chosen) - 0.4, -0.6)
    axes.grid(axis="x")
    axes.margins(x=0.16)


def _note(act: pd.Series) -> str:
    """Return what stands behind the last mark of an act: the wait, and what became of it."""
    if act["act_type"] == "proposal":
        return "proposal" if act["status"] == "proposal" else f"proposal, {act['status']}"
    if re.search(_BINDS_NOBODY, act["act_type"]):
        return "binds nobody"
    if pd.isna(act["days"]):
        return "dates not read"
    if act["status"] in ("repealed", "expired"):
        return f"{_span(act['days'])}, {act['status']}"
    return f"{_span(act['days'])}{', to come' if act['applies_from'] > act['as_of'] else ''}"


def _alt(chosen: pd.DataFrame, said: str) -> str:
    if chosen.empty:
        return f"An empty time line. {said}"
    names = f"{chosen['short_name'].iloc[0]} to {chosen['short_name'].iloc[-1]}"
    return (
        f"Time line with one row an act, oldest first, from {names}. Rings mark adoption, strokes entry into force, "
        "diamonds application; the number of days stands behind. The dates are in the table below."
    )


def _table(chosen: pd.DataFrame) -> pd.DataFrame:
    columns = {"short_name": "act", "legal_home": "home", "adopted": "adopted", "in_force": "in force"}
    columns |= {"applies_from": "applies", "days": "days", "status": "status"}
    return chosen[list(columns)].rename(columns=columns).set_index("act")
