"""What the register says of the course's tables is what the tables give."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pandas as pd
import pytest
import yaml
from reading_tables import day, number, table

from cyberdiplomacy import facts, places


def listed(kind: str | None = None, until: str = "2026-07-13") -> int:
    rows = table("listings")
    rows = rows[rows["listing_date"] <= until]
    return len(rows if kind is None else rows[rows["kind"] == kind])


def round_of(date: str, kind: str) -> int:
    rows = table("listings")
    return int(((rows["listing_date"] == date) & (rows["kind"] == kind)).sum())


def persons(nationality: str) -> int:
    rows = table("listings")
    return int(((rows["kind"] == "person") & (rows["nationality_or_seat"] == nationality)).sum())


def eu_incidents(**equal: object) -> pd.DataFrame:
    rows = table("incident_counts")
    rows = rows[rows["hits_eu27"]]
    for column, value in equal.items():
        rows = rows[rows[column] == value]
    return rows


def strict(year: int) -> int:
    rows = eu_incidents(year=year)
    return int(rows["incidents"].sum() - rows["only_as_critical_infrastructure"].sum())


def median(period: str, eu: bool = True) -> float:
    rows = table("attribution_delay_medians")
    return float(
        rows[(rows["period"] == period) & (rows["hits_eu27"] == eu)]["median_days_to_first_attribution"].item()
    )


def known(period: str) -> int:
    rows = table("attribution_delay_medians")
    return int(rows[(rows["period"] == period) & rows["hits_eu27"]]["incidents_with_known_delay"].item())


def parties(**equal: object) -> int:
    rows = table("budapest_parties")
    rows = rows[rows["status"] == "party"]
    for column, value in equal.items():
        rows = rows[rows[column] == value]
    return len(rows)


def parties_on(date: str) -> int:
    """Parties by the day of ratification or accession, as the Council of Europe counts them."""
    return int((table("budapest_parties")["ratified_or_acceded"] <= date).sum())


def bound_on(date: str) -> int:
    """Parties for which the Convention is in force."""
    return int((table("budapest_parties")["in_force"] <= date).sum())


def nth_day(column: str, count: int) -> pd.Timestamp:
    """The day that brings the number of days in a column of the list of parties to ``count``."""
    return table("budapest_parties")[column].sort_values(ignore_index=True)[count - 1]


def members() -> pd.DataFrame:
    rows = table("eu_members")
    return rows[rows["member"]]


def tally(resolution: str) -> tuple[int, int, int]:
    rows = table("un_resolutions")
    row = rows[(rows["resolution"] == resolution) & (rows["stage"] == "plenary")].iloc[0]
    return int(row["yes"]), int(row["no"]), int(row["abstain"])


def voters(resolution: str, vote: str) -> set[str]:
    rows = table("un_votes")
    return set(rows[(rows["resolution"] == resolution) & (rows["vote"] == vote)]["iso2"])


def roll_calls_where_eu_voted_alike() -> int:
    rows = table("un_votes")
    early = table("un_resolutions").query("stage == 'plenary' and date <= '2019-12-31'")["resolution"]
    rows = rows[rows["eu27"] & rows["resolution"].isin(early)]
    return int((rows.groupby("resolution")["vote"].nunique() == 1).sum())


def infringements(column: str) -> int:
    return int(table("nis2_transposition")[column].sum())


def series(name: str, period: str, category: str = "total") -> float:
    rows = table("series_internal")
    return float(
        rows[(rows["series"] == name) & (rows["period"] == period) & (rows["category"] == category)]["value"].item()
    )


def latest_internet_users() -> pd.Series:
    return table("internet_users").sort_values("year").groupby("iso2")["internet_users_pct"].last()


def internet_users(year: int, **equal: str) -> float:
    """The median share of users, to one digit, in the states of a year that are equal in columns of the countries."""
    rows = table("internet_users").merge(table("countries")[["iso2", "region"]], on="iso2")
    rows = rows[rows["year"] == year]
    for column, value in equal.items():
        rows = rows[rows[column] == value]
    return round(float(rows["internet_users_pct"].median()), 1)


def internet_users_fall() -> pd.Series:
    """By how many percentage points the share falls from a year to the next, by state and the later year."""
    wide = table("internet_users").pivot(index="iso2", columns="year", values="internet_users_pct")
    return -wide.diff(axis="columns").stack()


def gci() -> pd.DataFrame:
    return table("gci_eu27").pivot(index="iso2", columns="edition", values="score")


def gci_spread(edition: int) -> float:
    return round(float(gci()[edition].max() - gci()[edition].min()), 1)


def planned(which: str, track: str) -> float:
    hours = yaml.safe_load((places.root() / "course.yml").read_text(encoding="utf-8"))["hours"]
    return hours[which][track]


def project(name: str) -> pd.Series:
    return table("capacity_projects").set_index("project_id").loc[name]


def freedom(edition: int, column: str) -> int:
    rows = table("freedom_on_the_net")
    return int(rows[rows["edition"] == edition][column].item())


NUMBERS: dict[str, Callable[[], float]] = {
    "course-hours-p": lambda: planned("course", "P"),
    "course-hours-t": lambda: planned("course", "T"),
    "course-hours-core": lambda: (planned("core", "P") + planned("core", "T")) / 2,
    "course-hours-full": lambda: planned("everything", "P"),
    "listings-total": listed,
    "listings-persons-total": lambda: listed("person"),
    "listings-entities-total": lambda: listed("entity"),
    "listings-rounds": lambda: table("listings")["listing_date"].nunique(),
    "listings-first-persons": lambda: round_of("2020-07-30", "person"),
    "listings-first-entities": lambda: round_of("2020-07-30", "entity"),
    "listings-latest-persons": lambda: round_of("2026-07-13", "person"),
    "listings-latest-entities": lambda: round_of("2026-07-13", "entity"),
    "listings-2020-october-persons": lambda: listed("person", "2020-10-22"),
    "listings-2020-october-entities": lambda: listed("entity", "2020-10-22"),
    "listings-2024-june-persons": lambda: listed("person", "2024-06-24"),
    "listings-2025-january-persons": lambda: listed("person", "2025-01-27"),
    "listings-2026-march-persons": lambda: listed("person", "2026-03-16"),
    "listings-2026-march-entities": lambda: listed("entity", "2026-03-16"),
    "listings-persons-china": lambda: persons("China"),
    "listings-persons-russia": lambda: persons("Russia"),
    "listings-persons-allegedly": lambda: persons("Russia (allegedly)"),
    "sanctions-listed-2021": lambda: listed(until="2021-12-31"),
    "regime-to-first-listing-days": lambda: (day("30 July 2020") - day("17 May 2019")).days,
    "viasat-to-declaration-days": lambda: (day("10 May 2022") - day("24 February 2022")).days,
    "incidents-total": lambda: table("incident_counts")["incidents"].sum(),
    "incidents-eu": lambda: eu_incidents()["incidents"].sum(),
    "incidents-eu-unnamed": lambda: eu_incidents(initiator="none named")["incidents"].sum(),
    "incidents-eu-russia": lambda: eu_incidents(initiator="RU")["incidents"].sum(),
    "incidents-eu-china": lambda: eu_incidents(initiator="CN")["incidents"].sum(),
    "incidents-eu-2021": lambda: eu_incidents(year=2021)["incidents"].sum(),
    "incidents-eu-2022": lambda: eu_incidents(year=2022)["incidents"].sum(),
    "incidents-eu-2023": lambda: eu_incidents(year=2023)["incidents"].sum(),
    "incidents-eu-2021-strict": lambda: strict(2021),
    "incidents-eu-2022-strict": lambda: strict(2022),
    "incidents-eu-2023-strict": lambda: strict(2023),
    "attribution-median-2010-2016": lambda: median("2010-2016"),
    "attribution-median-2017-2021": lambda: median("2017-2021"),
    "attribution-median-2022-2023": lambda: median("2022-2023"),
    "attribution-median-world-2022-2023": lambda: median("2022-2023", eu=False),
    "attribution-known-2010-2016": lambda: known("2010-2016"),
    "attribution-known-2022-2023": lambda: known("2022-2023"),
    "budapest-parties": parties,
    "budapest-parties-coe": lambda: parties(coe_member=True),
    "budapest-parties-other": lambda: parties(coe_member=False),
    "budapest-parties-eu": lambda: (members()["budapest_status"] == "party").sum(),
    "budapest-first-eu": lambda: (members()["budapest_in_force"] == "2004-07-01").sum(),
    "budapest-42": lambda: parties_on("2014-06-02"),
    "budapest-parties-leaflet": lambda: parties_on("2020-03-15"),
    "budapest-since-leaflet": lambda: parties_on("2026-01-14") - parties_on("2020-03-15"),
    "budapest-75": lambda: parties_on("2024-06-20"),
    "budapest-75-in-force": lambda: bound_on("2024-06-20"),
    "budapest-76": lambda: parties_on("2024-10-09"),
    "eu-members-count": lambda: len(members()),
    "eu-nato-members": lambda: members()["nato_since"].notna().sum(),
    "eu-not-nato": lambda: members()["nato_since"].isna().sum(),
    "eu-enlargement-2004-states": lambda: (members()["eu_joined"] == "2004-05-01").sum(),
    "nato-finland-year": lambda: members().set_index("iso2").loc["FI", "nato_since"],
    "nato-sweden-year": lambda: members().set_index("iso2").loc["SE", "nato_since"],
    "un-both-2018-yes": lambda: len(voters("A/RES/73/27", "yes") & voters("A/RES/73/266", "yes")),
    "un-both-2022-yes": lambda: len(voters("A/RES/77/36", "yes") & voters("A/RES/77/37", "yes")),
    "un-yes-to-no": lambda: len(voters("A/RES/71/28", "yes") & voters("A/RES/73/27", "no")),
    "un-votes-eu-alike": roll_calls_where_eu_voted_alike,
    "norms-count": lambda: len(table("norms_2015")),
    "norms-count-figure": lambda: len(table("norms_2015")),
    "osce-total": lambda: len(table("osce_cbms")),
    "osce-first-count": lambda: (table("osce_cbms")["adopted"] == "2013-12-03").sum(),
    "nis2-formal-notice-states": lambda: infringements("formal_notice"),
    "nis2-reasoned-opinion-states": lambda: infringements("reasoned_opinion"),
    "nis2-referral-states": lambda: infringements("court_referral"),
    "cer-formal-notice-states": lambda: infringements("cer_formal_notice"),
    "nis2-on-time-states": lambda: 27 - infringements("formal_notice"),
    "gdpr-fines-2025": lambda: series("gdpr_fines", "2025-01-28/2026-01-10"),
    "gdpr-fines-cumulative": lambda: series("gdpr_fines_cumulative", "2026-01"),
    "gdpr-breaches-per-day": lambda: series("breach_notifications_per_day", "2025/2026"),
    "etl-2025-incidents": lambda: series("etl_incidents", "2024-07/2025-06"),
    "nis-investments-share": lambda: series("nis_investments_is_share_of_it_budget", "2024"),
    "population-germany": lambda: table("council_population").set_index("iso2").loc["DE", "population_share_pct"],
    "population-eu": lambda: table("council_population")["eu_population"].iloc[0],
    "fotn-2019-countries": lambda: freedom(2019, "countries"),
    "fotn-2019-declined": lambda: freedom(2019, "declined"),
    "fotn-2019-improved": lambda: freedom(2019, "improved"),
    "fotn-2019-arrests": lambda: freedom(2019, "arrests_countries"),
    "fotn-2025-countries": lambda: freedom(2025, "countries"),
    "fotn-2025-improved": lambda: freedom(2025, "improved"),
    "threat-groups-total": lambda: len(table("threat_groups")),
    "threat-groups-origin": lambda: table("threat_groups")["suspected_origin"].notna().sum(),
    "threat-groups-origins": lambda: table("threat_groups")["suspected_origin"].nunique(),
    "threat-groups-eu-targets": lambda: (table("threat_groups")["targeted_eu27"] > 0).sum(),
    "cfr-operations": lambda: table("cfr_counts")["incidents"].sum(),
    "incidents-germany": lambda: table("incident_counts_by_member_state").groupby("iso2")["incidents"].sum().max(),
    "internet-users-states": lambda: len(latest_internet_users()),
    "internet-users-below-half": lambda: (latest_internet_users() < 50).sum(),
    "internet-users-africa-2020": lambda: internet_users(2020, region="Africa"),
    "internet-users-europe-2020": lambda: internet_users(2020, region="Europe"),
    "internet-users-moldova-fall": lambda: round(float(internet_users_fall()["MD", 2017]), 1),
    "internet-users-last-year": lambda: table("internet_users")["year"].max(),
    "costa-rica-internet-users": lambda: internet_users(2020, iso2="CR"),
    "gci-latvia-fall": lambda: round(float(gci()[2020]["LV"] - gci()[2024]["LV"]), 2),
    "gci-spread-first": lambda: gci_spread(2014),
    "gci-spread-last": lambda: gci_spread(2024),
    "foc-members-2024": lambda: table("initiatives").set_index("initiative_id").loc["foc", "members"],
}

TALLIES = {
    "un-73-27-tally": "A/RES/73/27",
    "un-73-266-tally": "A/RES/73/266",
    "un-74-28-tally": "A/RES/74/28",
    "un-74-29-tally": "A/RES/74/29",
    "un-74-247-tally": "A/RES/74/247",
    "un-75-32-tally": "A/RES/75/32",
    "un-75-240-tally": "A/RES/75/240",
    "un-77-36-tally": "A/RES/77/36",
    "un-77-37-tally": "A/RES/77/37",
}

DATES: dict[str, Callable[[], pd.Timestamp]] = {
    "glacy-start": lambda: project("glacy")["start"],
    "ocwar-c-start": lambda: project("ocwar-c")["start"],
    "cybernet-start": lambda: project("eu-cybernet")["start"],
    "yaksha-end": lambda: project("yaksha")["end"],
    "costa-rica-budapest": lambda: table("budapest_parties").set_index("iso2").loc["CR", "ratified_or_acceded"],
    "listings-first-date": lambda: table("listings")["listing_date"].min(),
    "listings-latest-date": lambda: table("listings")["listing_date"].max(),
    "listings-until": lambda: table("listings")["listings_valid_until"].max(),
    "framework-until": lambda: table("listings")["framework_valid_until"].max(),
    "budapest-fifth": lambda: nth_day("ratified_or_acceded", 5),
    "budapest-in-force": lambda: table("budapest_parties")["in_force"].min(),
    "budapest-64-from": lambda: nth_day("ratified_or_acceded", 64),
    "budapest-64-until": lambda: nth_day("ratified_or_acceded", 65),
    "budapest-64-force-from": lambda: nth_day("in_force", 64),
    "budapest-64-force-until": lambda: nth_day("in_force", 65) - pd.Timedelta(days=1),
    "budapest-75-date": lambda: nth_day("ratified_or_acceded", 75),
    "budapest-checked": lambda: table("budapest_parties")["as_of"].max(),
    "budapest-sweden": lambda: members().set_index("iso2").loc["SE", "budapest_in_force"],
    "budapest-last-accession": lambda: table("budapest_parties")["ratified_or_acceded"].max(),
    "osce-second-date": lambda: table("osce_cbms")["adopted"].max(),
    "eu-enlargement-2013": lambda: members()["eu_joined"].max(),
}


BUDGETS = {
    "cybereast-budget": "cybereast",
    "cybereast-plus-budget": "cybereast-plus",
    "cybersouth-budget": "cybersouth",
    "cybersouth-plus-budget": "cybersouth-plus",
    "iproceeds2-budget": "iproceeds-2",
    "eu4digital-budget": "eu4digital",
    "ocwar-c-budget": "ocwar-c",
    "esiwa-budget": "esiwa",
    "cybernet-budget": "eu-cybernet",
}


@pytest.mark.parametrize("fact_id", NUMBERS)
def test_number_is_what_the_tables_give(fact_id: str) -> None:
    assert number(facts.get(fact_id).value) == pytest.approx(float(NUMBERS[fact_id]()))


@pytest.mark.parametrize("fact_id", TALLIES)
def test_tally_is_what_the_resolutions_table_gives(fact_id: str) -> None:
    assert facts.get(fact_id).value == "-".join(str(n) for n in tally(TALLIES[fact_id]))


@pytest.mark.parametrize("fact_id", DATES)
def test_date_is_what_the_tables_give(fact_id: str) -> None:
    assert day(facts.get(fact_id).value) == DATES[fact_id]()


def test_the_leaflet_has_fourteen_projects_if_glacy_and_its_successor_count_as_one() -> None:
    assert table("capacity_projects")["in_leaflet"].sum() - 1 == 14
    assert facts.get("capacity-projects-leaflet").value == "fourteen"


def test_the_largest_fall_of_a_share_of_users_is_moldovas() -> None:
    assert internet_users_fall().idxmax() == ("MD", 2017)


def test_the_index_has_five_editions() -> None:
    assert gci().columns.tolist() == [2014, 2017, 2018, 2020, 2024]
    assert facts.get("gci-editions").value == "five"


def test_three_projects_of_the_leaflet_are_research_and_it_has_six_themes() -> None:
    rows = table("capacity_projects").query("in_leaflet")
    assert (rows["kind"] == "research").sum() == 3
    assert rows["theme"].nunique() == 6
    assert facts.get("research-projects-leaflet").value == "three"
    assert facts.get("capacity-themes").value == "six"


def test_budgets_of_projects_are_what_the_projects_table_gives() -> None:
    budgets = table("capacity_projects").set_index("project_id")["budget_eur"] / 1e6
    for fact_id, project in BUDGETS.items():
        assert number(facts.get(fact_id).value) == pytest.approx(budgets[project], abs=0.05), fact_id


def test_gap_between_listings_is_44_whole_months() -> None:
    dates = sorted(table("listings")["listing_date"].unique())
    gaps = [(after.year - before.year) * 12 + after.month - before.month for before, after in pairwise(dates)]
    assert max(gaps) == number(facts.get("listings-gap-months").value)


def test_one_party_since_the_leaflet_is_a_member_of_the_council_of_europe() -> None:
    rows = table("budapest_parties")
    late = rows[rows["ratified_or_acceded"] > "2020-03-15"]
    assert late.loc[late["coe_member"], "iso2"].tolist() == ["SE"]


def test_64_parties_held_only_in_the_window_that_dates_the_leaflet() -> None:
    assert parties_on("2019-08-25") == 63
    assert parties_on("2019-08-26") == 64
    assert parties_on("2020-03-15") == 64
    assert parties_on("2020-03-16") == 65
