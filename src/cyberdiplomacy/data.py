"""Load the tables of the course, typed as ``data/datapackage.json`` describes them."""

from __future__ import annotations

import difflib
import json
import textwrap
from functools import lru_cache
from pathlib import Path

import pandas as pd

from cyberdiplomacy import places

PACKAGE = "data/datapackage.json"
WIDTH = 100  # characters in a line of a description

_DTYPES = {
    "string": "string",
    "integer": "Int64",
    "year": "Int64",
    "number": "float64",
    "boolean": "boolean",
}


class UnknownTableError(LookupError):
    """A name that no table or map of the course has; the text names the nearest."""


def names() -> list[str]:
    """Return the names of the tables that ``load`` reads, sorted."""
    return sorted(name for name, one in _resources().items() if "schema" in one)


def load(name: str) -> pd.DataFrame:
    """Return a table of the course as a DataFrame.

    Dates are ``datetime64``, whole numbers and years ``Int64``, yes and no ``boolean``, text ``string``. Empty
    cells are missing; the code NA is Namibia. ``.attrs`` holds ``title``, ``description`` and ``source``, a line to
    set under a figure.

    Raises
    ------
    UnknownTableError
        If there is no table of this name; the nearest right name is given.
    """
    resource = _resource(name, names())
    path = _path(resource)
    return _table(name, path, path.stat().st_mtime_ns, _package().stat().st_mtime_ns).copy()


def shapes(name: str) -> list[dict]:
    """Return the shapes of a map as GeoJSON features.

    Each feature's ``properties`` hold ``iso2``, ``name``, ``hatched`` (true where the status is disputed) and
    ``note``; its ``geometry`` is a MultiPolygon of longitudes and latitudes in degrees (WGS 84).

    Raises
    ------
    UnknownTableError
        If there is no map of this name; the nearest right name is given.
    """
    maps = [one for one, resource in _resources().items() if "schema" not in resource]
    path = _path(_resource(name, maps))
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def describe(name: str) -> str:
    """Return what a table or map holds, since when, by whom, its limits, and its columns, as lines of text."""
    resource = _resource(name, list(_resources()))
    lines = [
        f"{resource['title']} ({name})",
        resource["description"],
        f"Covers: {resource['since']}",
        f"Compiled by: {resource['by']}",
        *(f"Limit: {limit}" for limit in resource["limits"]),
        _source_line(resource),
    ]
    columns = resource.get("schema", {}).get("fields", [])
    lines += [f"- {one['name']} ({one['type']}): {one['description']}" for one in columns]
    return "\n".join(textwrap.fill(line, WIDTH, subsequent_indent="  ") for line in lines)


def _resource(name: str, allowed: list[str]) -> dict:
    if name in allowed:
        return _resources()[name]
    near = difflib.get_close_matches(str(name), allowed, n=1, cutoff=0.4)
    hint = f'Did you mean "{near[0]}"?' if near else f"There are: {', '.join(sorted(allowed))}."
    raise UnknownTableError(f'There is no table called "{name}". {hint}')


def _package() -> Path:
    return places.root() / PACKAGE


def _resources() -> dict[str, dict]:
    path = _package()
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> dict[str, dict]:
    return {one["name"]: one for one in json.loads(path.read_text(encoding="utf-8"))["resources"]}


@lru_cache(maxsize=64)
def _table(name: str, path: Path, _changed: int, _described_anew: int) -> pd.DataFrame:
    """Read a table once in a process and version: every ``load`` gives a copy, which its reader may change."""
    resource = _resources()[name]
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")
    for field in resource["schema"]["fields"]:
        frame[field["name"]] = _typed(frame[field["name"]], field["type"])
    frame.attrs = {
        "title": resource["title"],
        "description": resource["description"],
        "source": _source_line(resource),
    }
    return frame


def _path(resource: dict) -> Path:
    return places.root() / "data" / resource["path"]


def _typed(column: pd.Series, kind: str) -> pd.Series:
    if kind == "date":
        return pd.to_datetime(column, format="%Y-%m-%d")
    if kind == "boolean":
        column = column.map({"true": True, "false": False})
    elif kind in ("integer", "year"):
        column = pd.to_numeric(column)
    return column.astype(_DTYPES[kind])


def _source_line(resource: dict) -> str:
    titles = "; ".join(one["title"] for one in resource["sources"])
    dated = f", as of {resource['as_of']}" if "as_of" in resource else ""
    return f"Source: {titles}{dated}. Terms: {resource['terms']}."
