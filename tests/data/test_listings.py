"""The listings table is the annex of the sanctions Decision: complete, numbered, and without a person's name."""

import pandas as pd
import pytest

from cyberdiplomacy import places

ROUNDS = {
    "2020-07-30": (6, 3),
    "2020-10-22": (8, 4),
    "2024-06-24": (14, 4),
    "2025-01-27": (17, 4),
    "2026-03-16": (19, 7),
    "2026-07-13": (27, 11),
}
"""Persons and entities listed after each round."""


def table(name: str) -> pd.DataFrame:
    path = places.root() / "data" / f"{name}.csv"
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


@pytest.fixture(scope="module")
def listings() -> pd.DataFrame:
    return table("listings")


def test_running_totals_after_each_round(listings):
    counts = listings.groupby(["listing_date", "kind"]).size().unstack(fill_value=0).cumsum()
    assert {day: (int(row["person"]), int(row["entity"])) for day, row in counts.iterrows()} == ROUNDS


def test_no_person_is_named(listings):
    persons = listings["kind"] == "person"
    assert listings.loc[persons & (listings["entity_name"] != ""), "listing_id"].tolist() == []
    assert listings.loc[~persons & (listings["entity_name"] == ""), "listing_id"].tolist() == []


@pytest.mark.parametrize(("part", "kind", "last"), [("A", "person", 27), ("B", "entity", 11)])
def test_annex_entries_run_without_gap_in_the_order_of_the_rounds(listings, part, kind, last):
    rows = listings[listings["annex_part"] == part]
    assert set(rows["kind"]) == {kind}
    assert sorted(rows["annex_entry"].astype(int)) == list(range(1, last + 1))
    assert rows.sort_values("annex_entry", key=lambda entry: entry.astype(int))["listing_date"].is_monotonic_increasing


def test_an_id_says_day_kind_and_number(listings):
    letter = listings["kind"].map({"person": "P", "entity": "E"})
    number = listings.groupby(["listing_date", "kind"]).cumcount() + 1
    expected = listings["listing_date"] + "-" + letter + number.astype(str).str.zfill(2)
    assert listings.loc[listings["listing_id"] != expected, "listing_id"].tolist() == []


@pytest.mark.parametrize("column", ["decision_celex", "regulation_celex"])
def test_the_acts_of_a_round_were_adopted_on_its_day(listings, column):
    adopted = table("legal_acts").set_index("celex")["adopted"]
    known = listings[listings[column] != ""]
    assert len(known) > 0
    assert known.loc[known[column].map(adopted) != known["listing_date"], "listing_id"].tolist() == []


def test_codes_of_seats_are_codes_of_states(listings):
    codes = listings["seat_iso2"][listings["seat_iso2"] != ""].str.split("; ").explode()
    assert set(codes) - set(table("countries")["iso2"]) == set()


def test_an_address_in_the_union_does_not_prevent_a_listing(listings):
    cloud = listings.set_index("entity_name").loc["ML.Cloud"]
    assert cloud["seat_iso2"] == "LV; RU"


def test_grounds_are_those_of_article_5(listings):
    grounds = listings["grounds"].str.split("; ").explode()
    assert set(grounds) == {"responsible", "support", "involved", "associated"}


def test_incidents_precede_the_listing_and_say_how_precise_they_are(listings):
    dated = listings[listings["incident_date"] != ""]
    assert dated.loc[dated["incident_date"] >= dated["listing_date"], "listing_id"].tolist() == []
    assert dated.loc[dated["incident_date_precision"] == "", "listing_id"].tolist() == []


def test_notpetya_was_listed_37_months_after_it_struck_though_the_regime_was_14_months_old(listings):
    centre = listings[listings["incident"].str.startswith("NotPetya")].iloc[0]
    struck, listed, regime = (
        pd.Period(day, "M") for day in (centre["incident_date"], centre["listing_date"], "2019-05-17")
    )
    assert ((listed - struck).n, (listed - regime).n) == (37, 14)


def test_listings_run_out_a_year_before_the_framework(listings):
    assert set(zip(listings["listings_valid_until"], listings["framework_valid_until"], strict=True)) == {
        ("2027-05-18", "2028-05-18")
    }
