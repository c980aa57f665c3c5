"""Every join on the 27 member states keeps 27 rows."""

from __future__ import annotations

import pandas as pd
import pytest

from cyberdiplomacy import data

MEMBERS = data.load("eu_members").query("member")[["iso2", "name"]]


def _kept(right: pd.DataFrame) -> int:
    """Return the rows of an inner join of the 27 with another table; a row lost or doubled shows."""
    return len(MEMBERS.merge(right[["iso2"]], on="iso2", how="inner"))


@pytest.mark.parametrize(
    "table", ["countries", "council_population", "budapest_parties", "tiles_eu27", "nis2_transposition"]
)
def test_a_table_with_one_row_a_state_keeps_27(table: str) -> None:
    assert _kept(data.load(table)) == 27


@pytest.mark.parametrize("edition", [2014, 2017, 2018, 2020, 2024])
def test_each_edition_of_the_index_keeps_27(edition: int) -> None:
    assert _kept(data.load("gci_eu27").query("edition == @edition")) == 27


@pytest.mark.parametrize("resolution", sorted(data.load("un_votes")["resolution"].unique()))
def test_each_roll_call_keeps_27(resolution: str) -> None:
    assert _kept(data.load("un_votes").query("resolution == @resolution")) == 27


@pytest.mark.parametrize("year", range(2007, 2021))
def test_internet_users_of_each_year_keep_27(year: int) -> None:
    assert _kept(data.load("internet_users").query("year == @year")) == 27


def test_incidents_joined_to_the_left_keep_27() -> None:
    total = data.load("incident_counts_by_member_state").groupby("iso2", as_index=False)["incidents"].sum()
    joined = MEMBERS.merge(total, on="iso2", how="left")
    assert len(joined) == 27
    assert joined["incidents"].sum() == total["incidents"].sum()


def test_eurostat_codes_join_nothing_where_iso_codes_do() -> None:
    """Greece is EL at Eurostat: a join on that code loses a row, which is why tables use ISO codes."""
    by_eurostat = data.load("eu_members").query("member")["eurostat_code"]
    assert set(by_eurostat) - set(MEMBERS["iso2"]) == {"EL"}


def test_the_map_of_europe_draws_all_27() -> None:
    drawn = {shape["properties"]["iso2"] for shape in data.shapes("map_europe")}
    assert set(MEMBERS["iso2"]) <= drawn


def test_tiles_do_not_cover_each_other() -> None:
    tiles = data.load("tiles_eu27")
    assert not tiles.duplicated(["row", "col"]).any()
