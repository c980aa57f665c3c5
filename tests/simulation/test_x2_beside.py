"""The debrief of X2 puts the days of a game beside those of the Union in a real case, from the tables of the course."""

from __future__ import annotations

from datetime import date

import pytest
from x2_games import KEY, LAW, PORT

from cyberdiplomacy import data, facts
from cyberdiplomacy.screens import x2, x2_beside, x2_debrief
from cyberdiplomacy.simulation import engine, packs
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x2 import RULES, score

THERE = "the Union (NotPetya)"


def played(*decisions, pack=PORT, seed=0):
    return engine.play(RULES, pack, seed, [*decisions, *[{}] * (5 - len(decisions))])


def listed():
    """A game with a declaration in the third phase and a listing in the fourth, where nobody breaks silence."""
    decisions = (
        {"read": ["e-account", "e-standstill", "e-sample"], "measures": ["m-line"]},
        {"read": ["e-graft", "e-spread", "e-warnings"], "measures": ["m-demarche"]},
        {"read": ["e-overlap"], "measures": ["m-declaration"], "declaration": KEY["cards"]["good"]},
        {"read": ["e-payment"], "law": LAW, "measures": ["m-host"]},
    )
    both = {"m-declaration", "m-host"}
    return next(game for seed in range(500) if both <= {*(game := played(*decisions, seed=seed)).state["adopted"]})


def rows(game, key=KEY):
    return {row["step"]: row for row in x2_beside.rows(key, game)}


def since(day):
    return (date.fromisoformat(day) - date.fromisoformat(PORT["file"]["incident"]["began"][:10])).days


def test_days_of_the_game_run_from_its_attack():
    found = rows(listed())
    for step, phase in (("first word", "detect"), ("declaration", "signal"), ("listing", "respond")):
        assert found[step]["you"].startswith(f"day {since(PORT['days'][phase])}: ")
    assert "territory named" in found["declaration"]["you"]


def test_days_of_the_union_are_those_of_the_table_counted_from_the_fact():
    assert facts.get("notpetya-date").value == "27 June 2017"
    uses = data.load("toolbox_uses").set_index("use_id")["date"]
    day = (uses["2020-07-30-1"].date() - date(2017, 6, 27)).days
    found = rows(listed())
    assert found["listing"][THERE].startswith(f"day {day} (30 July 2020): Listing of 6 persons")
    assert found["first word"][THERE].endswith("nobody named")
    assert found["listing"]["difference"] == f"{day - since(PORT['days']['respond'])} days earlier than the Union"


def test_what_either_side_did_not_do_is_said_and_not_counted():
    found = rows(played())
    assert [row["you"] for row in found.values()] == ["not done"] * 3
    assert [row["difference"] for row in found.values()] == ["only the Union", "neither of you", "only the Union"]
    assert found["declaration"][THERE] == "not in our record"
    assert rows(listed())["declaration"]["difference"] == "only you"


def test_why_is_a_sentence_of_the_case_and_nothing_else():
    why = rows(listed())["listing"]["why"]
    told = next(one["what"] for one in PORT["debrief"]["cases"] if one["at"] == "30 July 2020")
    assert why == f"Your case: {KEY['measures']['key']['m-host']['why']} The Union: {told}"
    assert rows(played(), key=None)["declaration"]["why"] == "–"


def test_without_a_sentence_in_any_row_the_column_is_left_out():
    pack = packs.load("X2", "espionage-in-ministries")
    cases = [{**one, "at": "once"} for one in pack["debrief"]["cases"]]
    content = {**pack.content, "debrief": {**pack["debrief"], "cases": cases}}
    found = x2_beside.rows(None, played(pack=Pack("X2", pack.name, content, "x")))
    assert len(found) == len(x2_beside.STEPS)
    assert all("why" not in row for row in found)


@pytest.mark.parametrize(
    ("case", "name"),
    [
        ("port-logistics-wiper", "NotPetya"),
        ("a-car-before-the-seat", "OPCW"),
        ("satellite-modem-outage", "KA-SAT"),
        ("hospital-and-safe-haven", x2_beside.USUAL),
    ],
)
def test_a_case_stands_beside_the_real_one_that_it_names(case, name):
    assert x2_beside.case_of(packs.load("X2", case)) == name


def test_the_first_declaration_that_named_a_state_came_after_75_days():
    found = x2_beside.real("KA-SAT")
    assert found.days(found.uses["declaration"]["date"].date()) == int(facts.get("viasat-to-declaration-days").value)
    assert found.uses["declaration"]["wording_rung"] == "state named"
    assert "listing" not in found.uses


def test_where_only_the_month_of_an_attack_is_known_days_are_about():
    game = played({"measures": ["m-line"]}, pack=packs.load("X2", "a-car-before-the-seat"))
    first = x2_beside.rows(None, game)[0]
    assert first["the Union (OPCW)"].startswith("about day ")
    assert first["difference"].startswith("about ")


@pytest.mark.parametrize("name", x2_beside.BEGINNINGS)
def test_every_real_case_has_a_first_day_and_something_that_the_union_did(name):
    found = x2_beside.real(name)
    assert found.uses
    assert all(found.days(use["date"].date()) > 0 for use in found.uses.values())


def test_an_annulled_listing_is_said_to_have_fallen():
    game = listed()
    wrong = {**LAW, "threat": {"is": "a", "evidence": ["e-sample"]}}
    other = played(*game.decisions[:3], {**game.decisions[3], "law": wrong}, seed=game.seed)
    assert score.annulled(PORT, KEY, other.state) == ["m-host"]
    assert rows(other)["listing"]["you"].endswith("later annulled")
    assert not rows(other, key=None)["listing"]["you"].endswith("annulled")


def test_a_game_that_does_not_know_when_the_attack_began_has_no_such_table():
    incident = {name: value for name, value in PORT["file"]["incident"].items() if name != "began"}
    content = {**PORT.content, "file": {**PORT["file"], "incident": incident}}
    assert x2_beside.rows(KEY, played(pack=Pack("X2", PORT.name, content, "x"))) == []


def test_in_the_debrief_the_table_stands_above_the_list_of_real_cases():
    said = "".join(page.html for page in x2_debrief.pages(KEY, x2.played()))
    assert said.index("You beside the Union on NotPetya") < said.index("Real cases, day by day")
