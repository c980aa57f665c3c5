"""The legal and diplomatic tables agree with the rules that the acts and texts set themselves."""

import re

import pandas as pd
import pytest

from cyberdiplomacy import places

DAYS_AFTER_PUBLICATION = {"20 days after publication": 20, "day after publication": 1, "day of publication": 0}
CELEX = re.compile(r"[35]\d{4}(?:PC|DC|JC|[RLDH])\d{4,5}")
NEEDED = {
    "32003H0361",
    "32014D0415",
    "32016L1148",
    "32019D0797",
    "32019R0796",
    "32019R0881",
    "32020R1125",
    "32020R1536",
    "32021R0821",
    "32022L2555",
    "32023R1543",
    "32024R1778",
    "32024R2847",
    "32025H03445",
    "32025R0037",
    "32025R0038",
    "32025R0173",
    "32026R0589",
    "32026R1078",
    "32026R1881",
}


def table(name: str) -> pd.DataFrame:
    path = places.root() / "data" / f"{name}.csv"
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


def on(column: pd.Series) -> pd.Series:
    return pd.to_datetime(column, format="%Y-%m-%d", errors="coerce")


@pytest.fixture(scope="module")
def acts() -> pd.DataFrame:
    return table("legal_acts").set_index("celex", drop=False)


@pytest.fixture(scope="module")
def transposition() -> pd.DataFrame:
    return table("nis2_transposition").set_index("iso2")


def states(transposition: pd.DataFrame, step: str) -> set[str]:
    return set(transposition.index[transposition[step] == "true"])


def test_every_celex_number_is_well_formed(acts):
    assert [celex for celex in acts.index if not CELEX.fullmatch(celex)] == []


def test_the_year_in_a_celex_number_is_not_after_the_adoption_by_more_than_one(acts):
    gap = acts["celex"].str[1:5].astype(int) - on(acts["adopted"]).dt.year
    assert acts.index[~gap.isin([0, 1])].tolist() == []


def test_the_acts_the_lessons_rest_on_are_there(acts):
    assert NEEDED - set(acts.index) == set()


@pytest.mark.parametrize("rule", DAYS_AFTER_PUBLICATION)
def test_entry_into_force_follows_the_rule_in_the_act(acts, rule):
    rows = acts[acts["in_force_rule"] == rule]
    expected = on(rows["published_oj"]) + pd.Timedelta(days=DAYS_AFTER_PUBLICATION[rule])
    wrong = rows.assign(expected=expected)[on(rows["in_force"]) != expected]
    assert len(rows) > 0
    assert wrong[["short_name", "published_oj", "in_force", "expected"]].to_dict("index") == {}


def test_an_act_in_force_says_by_which_rule(acts):
    unexplained = acts[(acts["in_force"] != "") & (acts["in_force_rule"] == "")]
    assert unexplained.index.tolist() == []


def test_an_act_is_adopted_before_it_is_published_and_published_before_it_is_in_force(acts):
    adopted, published, begins = (on(acts[name]) for name in ("adopted", "published_oj", "in_force"))
    assert acts.index[(adopted > published) | (published > begins)].tolist() == []


def test_only_what_ended_has_an_end_after_its_beginning(acts):
    ended = acts["status"].isin(["repealed", "expired", "adopted"])
    assert acts.index[ended != (acts["ended_on"] != "")].tolist() == []
    assert acts.index[on(acts["ended_on"]) <= on(acts["adopted"])].tolist() == []


def test_a_proposal_is_never_in_force(acts):
    proposals = acts[acts["act_type"] == "proposal"]
    assert proposals.index[(proposals["in_force"] != "") | (proposals["status"] == "in force")].tolist() == []


@pytest.mark.parametrize(
    ("basis", "home"),
    [
        (r"^Arts? 114\b|^Arts? 53 ", "internal market"),
        (r"^Arts? 8[23]\(", "area of freedom, security and justice"),
        (r"^Art\. 29 TEU|^Art\. 215 TFEU", "CFSP/CSDP"),
        (r"^Arts? (?:16|173|207|222|298)\b", "other"),
    ],
)
def test_the_legal_home_follows_from_the_legal_basis(acts, basis, home):
    rows = acts[acts["legal_basis"].str.contains(basis)]
    assert len(rows) > 0
    assert rows.index[rows["legal_home"] != home].tolist() == []


def test_no_act_of_the_union_lives_in_national_security(acts):
    assert acts.index[acts["legal_home"] == "national security"].tolist() == []


def test_the_twin_acts_on_electronic_evidence_live_in_different_homes(acts):
    assert acts.loc["32023R1543", "legal_home"] != acts.loc["32023L1544", "legal_home"]


def test_every_clock_rests_on_an_act_in_force(acts):
    clocks = table("reporting_clocks")
    assert len(clocks) == 13
    assert clocks.loc[clocks["celex"].map(acts["status"]) != "in force", "clock_id"].tolist() == []


def test_hours_agree_with_the_period(acts):
    clocks = table("reporting_clocks")
    hours = clocks["amount"].astype(int) * clocks["unit"].map({"hour": 1, "day": 24})
    said = pd.to_numeric(clocks["hours"])
    assert clocks.loc[~((hours == said) | (hours.isna() & said.isna())), "clock_id"].tolist() == []


def test_the_steps_of_the_commission_count_23_19_24_and_4(transposition):
    assert len(transposition) == 27
    steps = ["formal_notice", "reasoned_opinion", "cer_formal_notice", "court_referral"]
    assert [len(states(transposition, step)) for step in steps] == [23, 19, 24, 4]


def test_each_step_over_nis2_presupposes_the_one_before(transposition):
    noticed, warned, referred = (
        states(transposition, step) for step in ("formal_notice", "reasoned_opinion", "court_referral")
    )
    assert referred < warned < noticed


def test_which_states_took_which_step(transposition):
    everyone = set(transposition.index)
    assert states(transposition, "court_referral") == {"ES", "FR", "IE", "NL"}
    assert states(transposition, "formal_notice") - states(transposition, "reasoned_opinion") == {
        "GR",
        "MT",
        "RO",
        "SK",
    }
    assert everyone - states(transposition, "formal_notice") == {"BE", "HR", "IT", "LT"}
    assert everyone - states(transposition, "cer_formal_notice") == {"EE", "IE", "IT"}


@pytest.fixture(scope="module")
def uses() -> pd.DataFrame:
    return table("toolbox_uses")


def test_a_text_on_a_high_rung_names_a_state_and_one_on_the_lowest_names_none(uses):
    names = uses["named_state_iso2"] != ""
    high = uses["wording_rung"].isin(["state named", "territory named"])
    low = uses["wording_rung"].isin(["nobody named", "not applicable"])
    assert uses.loc[(high & ~names) | (low & names), "use_id"].tolist() == []


def test_only_stability_measures_stand_on_the_ladder_of_wording(uses):
    on_ladder = uses["wording_rung"] != "not applicable"
    assert uses.loc[on_ladder & (uses["category"] != "stability"), "use_id"].tolist() == []


def test_viasat_is_the_first_declaration_on_behalf_of_the_union_that_names_a_state(uses):
    declared = uses[uses["kind_of_text"].str.endswith("by the HR on behalf of the EU")]
    assert declared.loc[declared["wording_rung"] == "state named", "date"].min() == "2022-05-10"


def test_every_round_of_listings_is_a_restrictive_use(uses):
    rounds = set(table("listings")["listing_date"])
    assert rounds - set(uses.loc[uses["category"] == "restrictive", "date"]) == set()


def test_uses_before_the_toolbox_say_so(uses):
    digits = uses["date_precision"].map({"day": 10, "month": 7, "year": 4})
    early = uses[[date[:kept] < "2017-06-19"[:kept] for date, kept in zip(uses["date"], digits, strict=True)]]
    assert len(early) > 0
    assert early.loc[~early["note"].str.contains("[Bb]efore the Toolbox"), "use_id"].tolist() == []


def test_each_edition_counts_one_more_year_of_decline_and_no_more_countries_than_it_covers():
    editions = table("freedom_on_the_net").astype({"edition": int, "consecutive_decline": int, "countries": int})
    assert (editions["edition"] - editions["consecutive_decline"]).nunique() == 1
    moved = pd.to_numeric(editions["declined"]).fillna(0) + pd.to_numeric(editions["improved"]).fillna(0)
    assert editions.loc[moved > editions["countries"], "edition"].tolist() == []


def test_the_leaflets_47_is_the_count_of_arrests_and_33_the_count_of_declines():
    edition = table("freedom_on_the_net").set_index("edition").loc["2019"]
    assert (edition["countries"], edition["declined"], edition["arrests_countries"]) == ("65", "33", "47")


def test_every_part_of_the_course_has_one_primary_and_one_scholarly_text():
    reading = table("reading_list")
    parts = [f"{number:02d}" for number in range(16)] + ["X1", "X2", "CAP"]
    assert sorted(zip(reading["lesson"], reading["kind"], strict=True)) == sorted(
        (part, kind) for part in parts for kind in ("primary", "scholarly")
    )


def test_reading_addresses_and_identifiers_are_well_formed():
    reading = table("reading_list")
    bad_doi = (reading["doi"] != "") & ~reading["doi"].str.fullmatch(r"10\.\d{4,5}/\S+")
    assert reading.loc[bad_doi | ~reading["url"].str.startswith("https://"), "reading_id"].tolist() == []


def test_a_number_of_members_says_what_it_counts():
    initiatives = table("initiatives")
    counted = initiatives["members"] != ""
    assert initiatives.loc[counted & (initiatives["members_unit"] == ""), "initiative_id"].tolist() == []


def test_the_union_has_no_seat_among_the_experts_and_is_no_participating_state_of_the_osce():
    forums = table("forums").set_index("forum_id")
    assert forums.loc[["un-gge", "osce"], "eu_status"].tolist() == ["no seat", "seat only"]
