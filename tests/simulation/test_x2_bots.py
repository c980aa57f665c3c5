"""Bots of X2 see what the screen shows and stay far below both experts, in every pack."""

from __future__ import annotations

import pytest
from x2_games import KEY, PORT, changed

from courseware.scenarios import check_x2, schema_x2, x2_bots
from cyberdiplomacy.simulation import packs

PACKS = packs.names("X2")


@pytest.mark.parametrize("name", PACKS)
def test_every_bot_stays_35_points_below_both_experts_on_100_seeds(name):
    pack = packs.load("X2", name)
    found = x2_bots.margins(pack, schema_x2.key_of(pack))
    assert x2_bots.gap(found) >= x2_bots.MARGIN, found


@pytest.mark.parametrize("name", sorted(x2_bots.BOTS))
def test_a_bot_plays_alike_without_the_key(name):
    """A bot that looked at the key would play otherwise, or crash, where there is none."""
    bare = changed(**{key: value for key, value in PORT.content.items() if key != "key"})
    bare.content.pop("key")
    bot = x2_bots.BOTS[name]
    for seed in range(5):
        assert x2_bots.play(bare, bot, seed).decisions == x2_bots.play(PORT, bot, seed).decisions


@pytest.mark.parametrize("name", PACKS)
def test_grades_alone_do_not_tell_what_to_read(name):
    """In every case something that matters has a poor grade, and something with a good grade decides nothing."""
    pack = packs.load("X2", name)
    key = schema_x2.key_of(pack)
    assert x2_bots.read_by_grade(pack, key) <= check_x2.BY_GRADE
    well = {one["id"] for one in pack["evidence"] if one["reliability"] in "AB" and one["credibility"] <= 2}
    assert {*key["evidence"]["needed"]} - well
    assert well - {*key["evidence"]["needed"], *key["evidence"]["useful"]}


def test_who_goes_by_grade_reads_no_other_item_and_tables_nothing_hard():
    game = x2_bots.play(PORT, x2_bots.by_grade, 0)
    grades = {one["id"]: (one["reliability"], one["credibility"]) for one in PORT["evidence"]}
    assert {grades[one] for one in game.state["read"]} <= {(letter, digit) for letter in "AB" for digit in (1, 2)}
    tabled = [one["measure"] for one in game.state["tabled"]]
    kinds = {one["id"]: one["category"] for one in PORT["measures"]}
    assert {kinds[one] for one in tabled} == {"preventive", "cooperative", "stability"}
    assert "m-line" in tabled
    assert "m-declaration" not in tabled
    assert len(tabled) == len({*tabled})


def test_experts_play_differently():
    games = [(x2_bots.careful(PORT, KEY, seed), x2_bots.brisk(PORT, KEY, seed)) for seed in range(10)]
    assert all(one.decisions != other.decisions for one, other in games)


def test_random_games_differ_by_seed():
    assert len({str(x2_bots.play(PORT, x2_bots.at_random, seed).decisions) for seed in range(10)}) == 10
