"""The graded case of X2: its key lies with the exercise alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.scenarios import schema_x2
from cyberdiplomacy.simulation import packs
from cyberdiplomacy.simulation.x2 import parts, score

CASE = packs.load("X2", "a-car-before-the-seat")
KEY = schema_x2.key_of(CASE)


def test_the_case_carries_no_key():
    assert "key" not in CASE.content
    assert not any(word in str(CASE.content) for word in ("likelihoods", "false_flag", "acceptable"))


def test_no_listing_is_among_what_the_case_asks_for():
    listings = {one["id"] for one in CASE["measures"] if one.get("listing")}
    assert not listings & {*KEY["measures"]["key"], *KEY["measures"]["acceptable"]}
    assert [*KEY["law"]["paragraph"]] == ["no"]


@pytest.mark.parametrize("question", ["threat", "circle"])
def test_whoever_holds_that_the_decision_does_not_cover_the_case_may_stop_there(question):
    """Beside the answers that name who it was, "none" follows from the key's own paragraph."""
    assert score.determination(KEY, question, {"is": "none", "evidence": []})[0] == 1
    named = {"is": next(iter(KEY["law"][question])), "evidence": ["e-police"]}
    assert score.determination(KEY, question, named)[0] == 1


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("port-logistics-wiper", "e-account"),
        ("a-vendor-next-door", "e-relays"),
        ("hospital-and-safe-haven", "e-log"),
        ("satellite-modem-outage", "e-visitor"),
    ],
)
def test_rented_servers_outside_show_where_they_stand_and_not_where_anybody_sat(name, item):
    """One fact has one key in every case: Art. 1(2)(b), not (a)."""
    key = schema_x2.key_of(packs.load("X2", name))
    assert score.determination(key, "threat", {"is": "b", "evidence": [item]})[0] == 1
    assert score.determination(key, "threat", {"is": "a", "evidence": [item]})[0] == 0


@pytest.mark.parametrize("name", sorted(score.WEIGHTS))
@given(value=st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=6)))
def test_what_cannot_be_played_earns_nothing_and_is_explained(name, value):
    assert parts.faults(CASE, 0, value)
    assert parts.points(name, CASE, KEY, 0, value) == 0


def test_five_empty_decisions_can_be_played_and_earn_nothing():
    assert parts.faults(CASE, 0, [{}] * 5) == []
    assert all(parts.points(name, CASE, KEY, 0, [{}] * 5) == 0 for name in score.WEIGHTS)


def test_a_fault_names_its_phase():
    assert parts.faults(CASE, 0, [{}, {"read": ["x"]}, {}, {}, {}])[0].startswith("Phase 'assess'")
