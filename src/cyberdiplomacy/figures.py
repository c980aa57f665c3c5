"""What a matplotlib figure shows, as plain data: titles, labels, ticks and the plotted numbers.

matplotlib is never imported here; a figure can only exist where it was.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import sys
from collections.abc import Iterator
from typing import Any

SIGNIFICANT_DIGITS = 6
# Less than this is the noise of a calculation that should give 0.
SMALLEST = 1e-12
_MIDNIGHT = re.compile(r"T00:00:00(\.0+)?$")


def is_figure(thing: object) -> bool:
    """Return whether a thing is a matplotlib Figure or Axes."""
    return _is("matplotlib.figure", "Figure", thing) or _is("matplotlib.axes", "Axes", thing)


def _is(module: str, name: str, thing: object) -> bool:
    loaded = sys.modules.get(module)
    return loaded is not None and isinstance(thing, getattr(loaded, name))


def summary(figure: Any) -> list[dict[str, Any]]:
    """Return what a Figure (or one Axes) shows: one dict for each pair of axes, colour bars left out.

    ================ ==========================================================================================
    title            text; the figure's own title where the first axes have none
    xlabel, ylabel   text
    xticks, yticks   the labels of the ticks, in order, as a reader sees them
    series           list of dicts ``kind``, ``label``, ``x``, ``y``, ``values``
    texts            words written into the axes; the first axes also have those written beside them
    ================ ==========================================================================================

    ``kind`` is line, bar, barh, scatter, area, segments, image or patch. ``x`` and ``y`` are what stands on the two
    axes: numbers, text (categories, or dates in ISO form), None where missing; categories of bars are the labels of
    their ticks. ``values`` are what colour shows: numbers of a colour map, or the colours of patches.
    """
    if not _is("matplotlib.figure", "Figure", figure):
        return [_axes(figure)]
    every = [axes for axes in figure.axes if axes.get_visible() and axes.get_label() != "<colorbar>"]
    found = [_axes(axes) for axes in every]
    if found:
        headline = figure.get_suptitle()
        found[0]["title"] = found[0]["title"] or headline
        found[0]["texts"] += [text.get_text() for text in figure.texts if text.get_text() != headline]
    return found


def digest(shown: list[dict[str, Any]]) -> str:
    """Return twelve hexadecimal digits that change when the plotted data change, and not with the platform.

    Parameters
    ----------
    shown
        What :func:`summary` returned. Only ``series`` counts, numbers rounded to six significant digits.
    """
    series = [[_rounded(one) for one in axes["series"]] for axes in shown]
    text = json.dumps(series, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:12]


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    if isinstance(value, (int, float)):
        return f"{0.0 if abs(value) < SMALLEST else value:.{SIGNIFICANT_DIGITS}g}"
    return value


def _axes(axes: Any) -> dict[str, Any]:
    titles = (axes.get_title(loc=place) for place in ("left", "center", "right"))
    return {
        "title": next((title for title in titles if title), ""),
        "xlabel": axes.get_xlabel(),
        "ylabel": axes.get_ylabel(),
        "xticks": [label.get_text() for label in axes.get_xticklabels()],
        "yticks": [label.get_text() for label in axes.get_yticklabels()],
        "series": list(_series(axes)),
        "texts": [text.get_text() for text in axes.texts if text.get_text()],
    }


def _series(axes: Any) -> Iterator[dict[str, Any]]:
    in_bars = set()
    for container in axes.containers:
        if hasattr(container, "patches"):
            in_bars.update(map(id, container.patches))
            yield _bars(axes, container)
    for line in axes.lines:
        yield _one("line", line, _plain(line.get_xdata(orig=True)), _plain(line.get_ydata(orig=True)))
    for collection in axes.collections:
        yield _collection(collection)
    for image in axes.images:
        rows = image.get_array()
        yield _one("image", image, [rows.shape[1]], [rows.shape[0]], _plain(rows.ravel()))
    loose = [patch for patch in axes.patches if id(patch) not in in_bars]
    if loose:
        boxes = [patch.get_path().get_extents(patch.get_patch_transform()) for patch in loose]
        yield {
            "kind": "patch",
            "label": "",
            "x": _plain([(box.x0 + box.x1) / 2 for box in boxes]),
            "y": _plain([(box.y0 + box.y1) / 2 for box in boxes]),
            "values": [_hex(patch.get_facecolor()) for patch in loose],
        }


def _one(kind: str, artist: Any, x: list, y: list, values: list | None = None) -> dict[str, Any]:
    label = str(artist.get_label() or "")
    return {"kind": kind, "label": "" if label.startswith("_") else label, "x": x, "y": y, "values": values or []}


def _bars(axes: Any, container: Any) -> dict[str, Any]:
    flat = container.orientation == "horizontal"
    axis = axes.yaxis if flat else axes.xaxis
    middles = [
        patch.get_y() + patch.get_height() / 2 if flat else patch.get_x() + patch.get_width() / 2
        for patch in container.patches
    ]
    lengths = _plain([patch.get_width() if flat else patch.get_height() for patch in container.patches])
    names = _tick_names(axis)
    categories = [_nearest(names, float(middle)) for middle in middles]
    x, y = (lengths, _plain(categories)) if flat else (_plain(categories), lengths)
    return _one("barh" if flat else "bar", container, x, y)


def _tick_names(axis: Any) -> dict[float, str]:
    """Return the labels of an axis of categories by position; of an axis of numbers, nothing."""
    if type(axis.get_major_formatter()).__name__ not in ("StrCategoryFormatter", "FixedFormatter", "FuncFormatter"):
        return {}
    labels = (label.get_text() for label in axis.get_ticklabels())
    return {float(place): label for place, label in zip(axis.get_ticklocs(), labels, strict=False) if label}


def _nearest(names: dict[float, str], place: float) -> str | float:
    """Return the category a bar belongs to: bars of a group stand beside their tick, not on it."""
    tick = min(names, key=lambda tick: abs(tick - place), default=None)
    return place if tick is None or abs(tick - place) >= 0.5 else names[tick]


def _collection(collection: Any) -> dict[str, Any]:
    kinds = {"PathCollection": "scatter", "LineCollection": "segments"}
    kind = kinds.get(type(collection).__name__, "area")
    if kind == "scatter":
        points = [tuple(point) for point in collection.get_offsets()]
    else:
        points = [tuple(point) for path in collection.get_paths() for point in path.vertices]
    colours = collection.get_array()
    values = [] if colours is None else _plain(colours.ravel())
    return _one(kind, collection, _plain([x for x, _ in points]), _plain([y for _, y in points]), values)


def _plain(values: Any) -> list:
    return [_cell(value) for value in values]


def _cell(value: Any) -> str | int | float | None:
    """Return a plotted value as a number, or as text where it is a date or a category."""
    if isinstance(value, str):
        return value
    if hasattr(value, "dtype") and value.dtype.kind in "mM":
        return _MIDNIGHT.sub("", str(value))
    if hasattr(value, "isoformat"):
        return _MIDNIGHT.sub("", value.isoformat())
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value)
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _hex(colour: Any) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour[:3])
