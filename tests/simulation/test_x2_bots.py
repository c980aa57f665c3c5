"""Bots of X2 see what the screen shows and stay far below both experts, in every pack."""

from __future__ import annotations

import pytest
from x2_games import KEY, PORT, changed

from courseware.scenarios import schema_x2, x2_bots
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


def test_experts_play_differently():
    games = [(x2_bots.careful(PORT, KEY, seed), x2_bots.brisk(PORT, KEY, seed)) for seed in range(10)]
    assert all(one.decisions != other.decisions for one, other in games)


def test_random_games_differ_by_seed():
    assert len({str(x2_bots.play(PORT, x2_bots.at_random, seed).decisions) for seed in range(10)}) == 10
