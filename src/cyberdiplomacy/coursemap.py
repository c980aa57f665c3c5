"""The map of the course, drawn from ``course.yml``: a :func:`table` of its parts and a picture of what needs what."""

from __future__ import annotations

from typing import Any

import pandas as pd
import yaml
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from cyberdiplomacy import house, places

_FILL = {"lesson": house.SKY, "simulation": house.ORANGE, "capstone": house.GREEN}
_TINT = 0.25  # thin enough for dark letters to keep their contrast
_KEY = (
    "thick frame: core path   ·   dashed frame: planned, not written yet   ·   arrow: comes before\n"
    "00P and 00T: for one track   ·   X1 and X2: simulations   ·   CAP: capstone"
)
_WIDE, _HIGH, _COLUMN = 1.66, 0.58, 1.95  # a box and the distance of columns; rows are 1 apart


def table() -> pd.DataFrame:
    """Return the parts of the course in teaching order.

    Returns
    -------
    pandas.DataFrame
        One row a lesson, simulation or capstone: ``id``, ``title``, ``minutes_P``, ``minutes_T`` (the notebook and
        its graded set, without readings; missing where the part is not of that track), ``tracks`` ("P, T"),
        ``needs`` (ids of what comes directly before) and ``status`` ("ready" or "planned").
    """
    course = _read()
    sets = {assignment["id"]: assignment["minutes"] for assignment in course["assignments"]}
    rows = []
    for lesson in course["lessons"]:
        own, graded = lesson["minutes"], sets.get(lesson.get("assignment"), {})
        rows.append(
            {
                "id": lesson["id"],
                "title": lesson["title"],
                **{f"minutes_{track}": own[track] + graded.get(track, 0) if track in own else None for track in "PT"},
                "tracks": ", ".join(lesson["tracks"]),
                "needs": ", ".join(lesson["prerequisites"]),
                "status": lesson["status"],
            }
        )
    return pd.DataFrame(rows).astype({"minutes_P": "Int64", "minutes_T": "Int64"})


def levels() -> pd.Series:
    """Return for each id how many steps it lies from the start: one more than the furthest of what it needs."""
    found: dict[str, int] = {}
    for lesson in _read()["lessons"]:
        found[lesson["id"]] = max((found[needed] + 1 for needed in lesson["prerequisites"]), default=0)
    return pd.Series(found, name="level")


def draw() -> Figure:
    """Draw what needs what, from the start at the top to the capstone at the bottom.

    A thick frame marks the core path, a dashed one a part that is not written yet; arrows lead from what comes before.
    """
    course = _read()
    level = levels()
    middles = {part["id"]: (part["column"] * _COLUMN, float(level[part["id"]])) for part in course["lessons"]}
    bottom = max(y for _, y in middles.values())
    with house.style():
        figure = Figure(figsize=(10, 6))
        axes = figure.add_subplot()
        axes.set_axis_off()
        axes.set(xlim=(-4.9, 4.9), ylim=(bottom + 1.2, -0.45))
        axes.set_title("Two tracks, one course: paths part after 00 and meet again in 01")
        for lesson in course["lessons"]:
            for needed in lesson["prerequisites"]:
                _arrow(axes, middles[needed], middles[lesson["id"]])
            _box(axes, middles[lesson["id"]], lesson, core=lesson["id"] in course["core"])
        axes.text(0, bottom + 0.6, _KEY, ha="center", va="top", fontsize=9, linespacing=1.5)
    return figure


def _read() -> dict[str, Any]:
    path = places.root() / places.MARKER
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name} is no valid YAML. `course check` names the line to mend.") from error


def _box(axes: Axes, middle: tuple[float, float], lesson: dict[str, Any], *, core: bool) -> None:
    x, y = middle
    axes.add_patch(
        FancyBboxPatch(
            (x - _WIDE / 2, y - _HIGH / 2),
            _WIDE,
            _HIGH,
            boxstyle="round,pad=0,rounding_size=0.08",
            facecolor=to_rgba(_FILL[lesson.get("kind", "lesson")], _TINT),
            edgecolor=house.INK,
            linewidth=2.4 if core else 1.1,
            linestyle="-" if lesson["status"] == "ready" else (0, (3, 1.6)),
        )
    )
    axes.text(x, y - 0.10, lesson["id"], ha="center", va="center", fontsize=9, fontweight="bold")
    axes.text(x, y + 0.13, lesson["short"], ha="center", va="center", fontsize=8.5)


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    (x0, y0), (x1, y1) = start, end
    axes.annotate(
        "",
        xy=(x1, y1 - _HIGH / 2),
        xytext=(x0, y0 + _HIGH / 2),
        arrowprops={"arrowstyle": "-|>", "color": house.QUIET, "lw": 0.9, "shrinkA": 0, "shrinkB": 1.5},
        zorder=0,
    )
