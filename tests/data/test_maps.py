"""The shapes say of each point in which state it lies, and whether it is hatched."""

from __future__ import annotations

from itertools import pairwise

import pytest
from matplotlib.path import Path

from cyberdiplomacy import data

PLACES = {
    "Simferopol": (34.1, 44.95, "UA", False),
    "Sevastopol": (33.6, 44.62, "UA", False),
    "Kerch": (36.3, 45.3, "UA", False),
    "Donetsk": (37.8, 48.0, "UA", False),
    "Kyrenia": (33.32, 35.30, "CY", False),
    "Famagusta": (33.9, 35.15, "CY", False),
    "Paphos": (32.5, 34.85, "CY", False),
    "Pristina": (21.15, 42.65, "XK", False),
    "Moscow": (37.6, 55.7, "RU", False),
    "Laayoune": (-13.1, 27.1, "EH", True),
    "Marrakesh": (-8.0, 31.6, "MA", False),
    "Hargeisa": (44.06, 9.56, "SO", True),
    "Mogadishu": (45.2, 2.2, "SO", False),
    "Golan": (35.78, 33.0, "SY", True),
    "Damascus": (36.3, 33.5, "SY", False),
    "Nazareth": (35.3, 32.7, "IL", False),
    "Ramallah": (35.25, 32.0, "PS", False),
    "Maseru": (28.2, -29.5, "LS", False),
    "Johannesburg": (28.0, -26.2, "ZA", False),
    "San Marino": (12.45, 43.94, "SM", False),
    "Rome": (12.5, 42.2, "IT", False),
}
EUROPE = [
    "Simferopol",
    "Sevastopol",
    "Kerch",
    "Donetsk",
    "Kyrenia",
    "Famagusta",
    "Paphos",
    "Pristina",
    "San Marino",
    "Rome",
]


def _states_at(name: str, longitude: float, latitude: float) -> list[tuple[str, bool]]:
    """Return code and hatching of every shape that holds the point."""
    found = []
    for shape in data.shapes(name):
        for outline, *holes in shape["geometry"]["coordinates"]:
            inside = Path(outline).contains_point((longitude, latitude))
            if inside and not any(Path(hole).contains_point((longitude, latitude)) for hole in holes):
                found.append((shape["properties"]["iso2"], shape["properties"]["hatched"]))
    return found


@pytest.mark.parametrize("place", [one for one in PLACES if one != "San Marino"])
def test_a_place_lies_in_one_state_of_the_world_map(place: str) -> None:
    longitude, latitude, iso2, hatched = PLACES[place]
    assert _states_at("map_world", longitude, latitude) == [(iso2, hatched)]


@pytest.mark.parametrize("place", EUROPE)
def test_a_place_lies_in_one_state_of_the_map_of_europe(place: str) -> None:
    longitude, latitude, iso2, hatched = PLACES[place]
    assert _states_at("map_europe", longitude, latitude) == [(iso2, hatched)]


@pytest.mark.parametrize("name", ["map_world", "map_europe"])
def test_cyprus_is_one_shape_without_an_inner_border(name: str) -> None:
    cyprus = [shape for shape in data.shapes(name) if shape["properties"]["iso2"] == "CY"]
    assert len(cyprus) == 1
    assert len(cyprus[0]["geometry"]["coordinates"]) == 1


def test_hatched_shapes_are_western_sahara_golan_and_somaliland() -> None:
    hatched = {shape["properties"]["name"] for shape in data.shapes("map_world") if shape["properties"]["hatched"]}
    assert hatched == {"Western Sahara", "Golan Heights", "Somaliland"}


@pytest.mark.parametrize("name", ["map_world", "map_europe"])
def test_every_shape_has_a_code_and_the_name_of_the_course(name: str) -> None:
    countries = data.load("countries").set_index("iso2")["name"]
    for shape in data.shapes(name):
        said = shape["properties"]
        assert said["hatched"] or said["name"] == countries[said["iso2"]]


@pytest.mark.parametrize("name", ["map_world", "map_europe"])
def test_rings_are_closed_and_turn_left_outside(name: str) -> None:
    for shape in data.shapes(name):
        for polygon in shape["geometry"]["coordinates"]:
            for place, ring in enumerate(polygon):
                assert ring[0] == ring[-1]
                area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
                assert (area > 0) == (place == 0), shape["properties"]["name"]


def test_the_notices_of_the_shapes_are_printed_in_full() -> None:
    from cyberdiplomacy import places

    text = (places.root() / "data" / "LICENSES.md").read_text(encoding="utf-8")
    for words in (
        "Made with Natural Earth",
        "BSD-3-Clause",
        "Redistribution and use in source",
        "ISC",
        "Permission to use",
    ):
        assert words in text
