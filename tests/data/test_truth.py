"""The tables still give the answers that the course computes from them."""

from __future__ import annotations

import pandas as pd
import pytest
from build_scripts import tables

from cyberdiplomacy import data

TALLIES = {
    "A/RES/73/27": (119, 46, 14),
    "A/RES/73/266": (138, 12, 16),
    "A/RES/74/29": (129, 6, 45),
    "A/RES/74/28": (163, 10, 6),
    "A/RES/74/247": (79, 60, 33),
    "A/RES/75/32": (163, 10, 7),
    "A/RES/75/240": (92, 50, 21),
    "A/RES/77/36": (112, 52, 8),
    "A/RES/77/37": (156, 7, 14),
}
RESOLUTIONS = data.load("un_resolutions").query("stage == 'plenary'").set_index("resolution")
VOTES = data.load("un_votes")
ROLL_CALLS = RESOLUTIONS[RESOLUTIONS["roll_call"] != "none"]
EARLY = ROLL_CALLS[ROLL_CALLS["date"] < "2020"].index
PARTIES = data.load("budapest_parties").query("status == 'party'").set_index("iso2")
INCIDENTS = data.load("incident_counts")
FOUNDERS = {"BE", "DE", "FR", "IT", "LU", "NL"}


def _states(resolution: str, vote: str) -> set[str]:
    return set(VOTES.loc[(VOTES["resolution"] == resolution) & (VOTES["vote"] == vote), "iso2"])


def _members() -> pd.DataFrame:
    members = data.load("eu_members")
    return members[members["member"]].set_index("iso2")


# United Nations


@pytest.mark.parametrize("resolution", TALLIES)
def test_tally_is_the_published_one(resolution: str) -> None:
    row = RESOLUTIONS.loc[resolution]
    assert (row["yes"], row["no"], row["abstain"]) == TALLIES[resolution]


@pytest.mark.parametrize("resolution", ROLL_CALLS.query("roll_call == 'complete'").index)
def test_tally_equals_the_counted_roll_call(resolution: str) -> None:
    counted = VOTES.loc[VOTES["resolution"] == resolution, "vote"].value_counts()
    for vote in ("yes", "no", "abstain"):
        assert RESOLUTIONS.loc[resolution, vote] == counted.get(vote, 0), vote


def test_only_session_78_is_incomplete() -> None:
    incomplete = ROLL_CALLS.query("roll_call == 'incomplete'")
    assert set(incomplete.index) == {"A/RES/78/16", "A/RES/78/237"}
    assert incomplete["yes"].isna().all()
    assert "TR" not in set(VOTES.loc[VOTES["resolution"].isin(incomplete.index), "iso2"])


@pytest.mark.parametrize("resolution", EARLY)
def test_the_27_of_today_voted_alike_in_the_ten_votes_to_2019(resolution: str) -> None:
    cast = VOTES[(VOTES["resolution"] == resolution) & VOTES["eu27"]]
    assert len(cast) == 27
    assert cast["vote"].nunique() == 1


def test_there_are_ten_votes_to_2019_and_six_later_ones() -> None:
    assert len(EARLY) == 10
    assert len(ROLL_CALLS) == 16


@pytest.mark.parametrize("resolution", [one for one in ROLL_CALLS.index if one not in set(EARLY)])
def test_the_27_did_not_split_after_2020(resolution: str) -> None:
    cast = VOTES[(VOTES["resolution"] == resolution) & VOTES["eu27"]]
    assert len(cast) == 27
    assert cast.loc[cast["vote"] != "absent", "vote"].nunique() == 1
    assert set(cast.loc[cast["vote"] == "absent", "iso2"]) == ({"HR"} if resolution == "A/RES/75/32" else set())


def test_77_states_voted_for_both_rival_texts_of_2018() -> None:
    assert len(_states("A/RES/73/27", "yes") & _states("A/RES/73/266", "yes")) == 77


def test_44_states_went_from_yes_in_2016_to_no_in_2018() -> None:
    assert len(_states("A/RES/71/28", "yes") & _states("A/RES/73/27", "no")) == 44


def test_eleven_norms_of_which_three_limit_action() -> None:
    norms = data.load("norms_2015")
    assert "".join(norms["letter"]) == "abcdefghijk"
    assert set(norms.loc[norms["kind"] == "limits action", "letter"]) == {"c", "f", "k"}


def test_sixteen_osce_measures_in_two_sets() -> None:
    measures = data.load("osce_cbms")
    assert list(measures["number"]) == list(range(1, 17))
    assert dict(measures["decision"].value_counts()) == {"PC.DEC/1106": 11, "PC.DEC/1202": 5}


def test_six_groups_of_experts_of_which_two_failed() -> None:
    groups = data.load("un_processes").query("process.str.startswith('GGE')")
    assert len(groups) == 6
    assert set(groups.loc[groups["outcome"].str.startswith("no consensus"), "process_id"]) == {"gge-1", "gge-5"}


# Budapest Convention


@pytest.mark.parametrize("iso2", PARTIES.index)
def test_entry_into_force_follows_article_36(iso2: str) -> None:
    """First day of the month after three months from deposit, and never before the Convention's own 1 July 2004."""
    expiry = PARTIES.loc[iso2, "ratified_or_acceded"] + pd.DateOffset(months=3)
    by_rule = expiry + pd.offsets.MonthBegin(1)
    assert PARTIES.loc[iso2, "in_force"] == max(by_rule, pd.Timestamp("2004-07-01"))


def test_81_parties_of_which_45_in_the_council_of_europe() -> None:
    assert len(PARTIES) == 81
    assert PARTIES["coe_member"].sum() == 45


@pytest.mark.parametrize(
    ("day", "parties"), [("2019-08-26", 64), ("2020-03-15", 64), ("2024-06-20", 75), ("2024-10-09", 76)]
)
def test_number_of_parties_on_a_day(day: str, parties: int) -> None:
    assert (PARTIES["ratified_or_acceded"] <= day).sum() == parties


def test_64_parties_held_only_from_26_august_2019_to_15_march_2020() -> None:
    assert (PARTIES["ratified_or_acceded"] <= "2019-08-25").sum() == 63
    assert (PARTIES["ratified_or_acceded"] <= "2020-03-16").sum() == 65


def test_in_force_on_the_first_day_for_five_of_the_27_and_no_founder() -> None:
    first = set(PARTIES.index[PARTIES["in_force"] == "2004-07-01"])
    assert first & set(_members().index) == {"EE", "HR", "HU", "LT"}
    assert not first & FOUNDERS


def test_ireland_alone_is_outside_nato_and_the_convention() -> None:
    members = _members()
    outside = members[members["nato_since"].isna() & (members["budapest_status"] != "party")]
    assert list(outside.index) == ["IE"]


# Members and shares


def test_27_members_and_one_former_member() -> None:
    members = data.load("eu_members")
    assert members["member"].sum() == 27
    assert list(members.loc[~members["member"], "iso2"]) == ["GB"]
    assert set(members.loc[members["enlargement_wave"] == 1, "iso2"]) == FOUNDERS


def test_population_shares_add_up_to_the_union() -> None:
    shares = data.load("council_population")
    assert shares["population_share_pct"].sum() == pytest.approx(100, abs=0.05)


# Incidents


def _incidents(**where: object) -> int:
    rows = INCIDENTS
    for column, value in where.items():
        rows = rows[rows[column] == value]
    return int(rows["incidents"].sum())


def test_2401_incidents_of_which_400_hit_the_eu() -> None:
    assert _incidents() == 2401
    assert _incidents(hits_eu27=True) == 400


@pytest.mark.parametrize(("initiator", "count"), [("none named", 208), ("RU", 70), ("CN", 35), ("several", 4)])
def test_who_is_named_for_incidents_that_hit_the_eu(initiator: str, count: int) -> None:
    assert _incidents(hits_eu27=True, initiator=initiator) == count


@pytest.mark.parametrize(("year", "all_of_them", "comparable"), [(2021, 19, 18), (2022, 47, 43), (2023, 149, 99)])
def test_the_rise_is_partly_a_wider_rule(year: int, all_of_them: int, comparable: int) -> None:
    rows = INCIDENTS[INCIDENTS["hits_eu27"] & (INCIDENTS["year"] == year)]
    assert rows["incidents"].sum() == all_of_them
    assert (rows["incidents"] - rows["only_as_critical_infrastructure"]).sum() == comparable


@pytest.mark.parametrize(("period", "days"), [("2010-2016", 938), ("2017-2021", 678), ("2022-2023", 3)])
def test_median_days_to_attribution_for_eu_targets(period: str, days: int) -> None:
    medians = data.load("attribution_delay_medians")
    row = medians[medians["hits_eu27"] & (medians["period"] == period)]
    assert list(row["median_days_to_first_attribution"]) == [days]


def test_delay_counts_add_up_to_the_incidents_behind_the_medians() -> None:
    counts = data.load("attribution_delay_counts").groupby(["period", "hits_eu27"])["incidents"].sum()
    medians = data.load("attribution_delay_medians").set_index(["period", "hits_eu27"])
    assert counts.to_dict() == medians["incidents_with_known_delay"].to_dict()


# Groups, partners, names


def test_groups_left_out_are_in_no_table() -> None:
    left_out = set(tables.raw("threat_groups_left_out")["uuid"])
    assert not left_out & set(data.load("threat_groups")["uuid"])
    assert not left_out & set(data.load("threat_group_victims")["uuid"])


def test_fourteen_leaflet_projects_with_glacy_and_its_sequel_as_one() -> None:
    projects = data.load("capacity_projects")
    assert projects["in_leaflet"].sum() == 15
    assert set(projects["successor"].dropna()) <= set(projects["project_id"])


def test_dialogues_name_the_leaflets_six_and_two_more() -> None:
    assert set(data.load("cyber_dialogues")["iso2"]) == {"BR", "CN", "IN", "JP", "KR", "US", "GB", "UA"}


@pytest.mark.parametrize(
    ("iso2", "name"),
    [("TR", "Türkiye"), ("XK", "Kosovo*"), ("PS", "Palestine*"), ("CZ", "Czechia"), ("MK", "North Macedonia")],
)
def test_names_follow_the_style_guide(iso2: str, name: str) -> None:
    countries = data.load("countries").set_index("iso2")
    assert countries.loc[iso2, "name"] == name
    if name.endswith("*"):
        assert countries.loc[iso2, "note"].startswith("* This designation")


def test_north_korea_is_called_dprk() -> None:
    countries = data.load("countries").set_index("iso2")
    assert "DPRK" in countries.loc["KP", "name"]
