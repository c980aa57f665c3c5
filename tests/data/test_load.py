"""Tables come typed, described and with their source; a wrong name is answered with the right one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from cyberdiplomacy import data, places


@pytest.mark.parametrize("name", data.names())
def test_every_table_loads_with_the_types_of_its_schema(name: str) -> None:
    package = json.loads((places.root() / data.PACKAGE).read_text(encoding="utf-8"))
    fields = next(one for one in package["resources"] if one["name"] == name)["schema"]["fields"]
    expected = {"string": "string", "integer": "Int64", "year": "Int64", "number": "float64", "boolean": "boolean"}
    frame = data.load(name)
    for field in fields:
        dtype = str(frame[field["name"]].dtype)
        if field["type"] == "date":
            assert dtype.startswith("datetime64"), field["name"]
        else:
            assert dtype == expected[field["type"]], field["name"]


@pytest.mark.parametrize("name", data.names())
def test_every_table_carries_title_description_and_source_line(name: str) -> None:
    said = data.load(name).attrs
    assert set(said) == {"title", "description", "source"}
    assert said["source"].startswith("Source: ")
    assert ", as of 20" in said["source"]


def test_namibia_stays_a_country() -> None:
    countries = data.load("countries").set_index("iso2")
    assert countries.loc["NA", "name"] == "Namibia"
    assert "NA" in set(data.load("un_votes")["iso2"])


def test_an_empty_cell_is_missing() -> None:
    members = data.load("eu_members").set_index("iso2")
    assert pd.isna(members.loc["IE", "nato_since"])
    assert pd.isna(members.loc["IE", "budapest_in_force"])


def test_a_wrong_name_is_answered_with_the_nearest_right_one() -> None:
    with pytest.raises(data.UnknownTableError, match=r'no table called "eu_member"\. Did you mean "eu_members"'):
        data.load("eu_member")


def test_a_name_like_no_other_is_answered_with_the_list() -> None:
    with pytest.raises(data.UnknownTableError, match=r"There are: .*eu_members"):
        data.load("zzzzzzzz")


def test_a_map_is_no_table() -> None:
    assert "map_world" not in data.names()
    with pytest.raises(data.UnknownTableError):
        data.load("map_world")
    assert data.shapes("map_world")[0]["type"] == "Feature"


def test_changing_a_loaded_table_changes_no_later_one() -> None:
    first = data.load("eu_members")
    first["name"] = "changed"
    assert "Ireland" in set(data.load("eu_members")["name"])


def test_describe_tells_limits_and_columns() -> None:
    text = data.describe("incident_counts")
    assert "Limit: " in text
    assert "only_as_critical_infrastructure (integer)" in text
    assert "Source: " in text


def test_tables_are_read_from_the_folder_of_the_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "course.yml").write_text("", encoding="utf-8")
    shutil.copy(places.root() / data.PACKAGE, tmp_path / "data")
    members = (places.root() / "data" / "eu_members.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "data" / "eu_members.csv").write_text("\n".join(members[:3]) + "\n", encoding="utf-8")
    monkeypatch.setenv("CYBERDIPLOMACY_HOME", str(tmp_path))
    assert len(data.load("eu_members")) == 2
