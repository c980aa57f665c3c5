"""The Council of X2: lots that know no country, silence, and Art. 31(1) TEU at its boundary."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberdiplomacy.simulation.x2 import council, states, words

SHARES = states.shares()
DONE = {"evidence": True, "talks": True, "voice": True, "reasons": True}
SEEDS = 3000


def test_there_are_27_with_real_shares():
    assert len(SHARES) == len(states.names()) == 27
    assert SHARES["DE"] == 1849
    assert SHARES["MT"] == 12


@pytest.fixture(scope="module")
def drawn():
    """How often each Member State holds each position, over many seeds."""
    return {iso2: [council.stance(seed, iso2) for seed in range(SEEDS)] for iso2 in SHARES}


def test_positions_are_spread_alike_over_the_27(drawn):
    """A chi-square over 27 States and 7 positions: 156 degrees of freedom, 216 is passed by one draw in a thousand."""
    total = sum(
        (drawn[iso2].count(name) - expected) ** 2 / expected
        for name, weight in council.WEIGHTS.items()
        for expected in (SEEDS * weight / 100,)
        for iso2 in SHARES
    )
    assert total < 27 * 7 * 1.3


def test_positions_do_not_follow_population(drawn):
    agreeing = [drawn[iso2].count("agrees") / SEEDS for iso2 in SHARES]
    assert max(agreeing) - min(agreeing) < 0.06
    large, small = agreeing[:9], agreeing[-9:]
    assert abs(sum(large) / 9 - sum(small) / 9) < 0.02


def test_positions_of_two_states_are_drawn_apart():
    both = sum(council.stance(seed, "DE") == council.stance(seed, "FR") == "agrees" for seed in range(SEEDS))
    assert abs(both / SEEDS - 0.76**2) < 0.03


def test_a_tour_counts_everybody_once():
    assert sum(council.counted(5).values()) == 27


@given(st.integers(0, 10_000))
def test_nobody_objects_to_a_listing_once_all_that_is_asked_for_is_done(seed):
    assert council.objectors(seed, True, {"territory"}, DONE) == []


@given(st.integers(0, 10_000), st.sampled_from(["evidence", "talks", "voice", "reasons"]))
def test_what_is_not_done_brings_out_those_who_asked_for_it(seed, missing):
    asked = {"evidence": "evidence first", "talks": "talks first", "voice": "one voice first", "reasons": "two reasons"}
    against = council.objectors(seed, True, set(), {**DONE, missing: False})
    assert {council.stance(seed, one) for one in against} <= {asked[missing]}
    assert len(against) == council.counted(seed)[asked[missing]]


def test_a_text_that_names_and_announces_nothing_meets_no_objection():
    nothing = dict.fromkeys(DONE, False)
    assert all(council.objectors(seed, False, {"nobody"}, nothing) == [] for seed in range(500))


def ordered(share):
    return sorted(SHARES, key=share)


def test_nine_states_without_the_population_prevent_nothing():
    smallest = ordered(SHARES.get)[:9]
    assert 3 * sum(map(SHARES.get, smallest)) < sum(SHARES.values())
    assert not council.prevented(smallest)


def test_a_third_of_the_population_without_nine_states_prevents_nothing():
    largest = ordered(lambda iso2: -SHARES[iso2])[:8]
    assert 3 * sum(map(SHARES.get, largest)) > sum(SHARES.values())
    assert not council.prevented(largest)
    assert council.prevented([*largest, "MT"])


def test_the_boundary_of_the_population_is_exact():
    """Of nine States with Germany and Poland: the group last below a third, and the first at or above it."""
    third = sum(SHARES.values()) / 3
    groups = [("DE", "PL", *rest) for rest in combinations(ordered(SHARES.get)[:18], 7)]
    sums = {group: sum(map(SHARES.get, group)) for group in groups}
    below = max((group for group in groups if sums[group] < third), key=sums.get)
    above = min((group for group in groups if sums[group] >= third), key=sums.get)
    assert (council.prevented(below), council.prevented(above)) == (False, True)
    assert sums[above] - sums[below] <= 2


def test_exactly_a_third_of_both_prevents(monkeypatch):
    alike = dict.fromkeys(SHARES, 100)
    monkeypatch.setattr(states, "shares", lambda: alike)
    nine = [*alike][:9]
    assert council.prevented(nine)
    assert not council.prevented(nine[:8])
    alike[nine[0]] = 99
    assert not council.prevented(nine)


def test_a_state_counts_once_and_has_to_be_one():
    assert not council.prevented(["DE"] * 27)
    with pytest.raises(ValueError, match="EL: no Member State"):
        council.prevented(["EL"])


def test_drills_end_both_ways():
    ends = [council.prevented(council.drill(seed)["formal"]) for seed in range(300)]
    assert 60 < sum(ends) < 240


def test_in_a_drill_those_without_a_declaration_are_others():
    drawn = council.drill(4)
    assert not {*drawn["formal"]} & {*drawn["plain"]}
    assert len(drawn["plain"]) == 3


@given(st.integers(1, 99))
def test_every_number_has_a_word_that_agrees(number):
    assert words.agree(number, words.of(number))


@pytest.mark.parametrize(
    ("number", "word", "agrees"),
    [
        (55, "likely", True),
        (55, "roughly even chance", True),
        (54, "likely", False),
        (80, "likely", True),
        (80, "very likely", True),
        (81, "likely", False),
        (95, "almost certain", True),
        (94, "almost certain", False),
    ],
)
def test_number_and_word_agree_at_the_borders(number, word, agrees):
    assert words.agree(number, word) is agrees
