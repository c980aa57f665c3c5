"""The debrief of X2 says of each item for whom or against whom it speaks, and for nobody whom it does not help."""

from __future__ import annotations

import pytest

from courseware.scenarios.kit import x2_key
from cyberdiplomacy.simulation import packs
from cyberdiplomacy.simulation.x2 import debrief, evidence

PORT, VENDOR = packs.load("X2", "port-logistics-wiper"), packs.load("X2", "a-vendor-next-door")


def one(pack, item, **likely):
    """The row of one item, in its own case or with likelihoods of its own."""
    key = {**pack["key"], "likelihoods": {**pack["key"]["likelihoods"], **({item: likely} if likely else {})}}
    return debrief.weighed(pack, key, [item])[0]


def test_an_item_that_two_actors_are_as_likely_to_leave_speaks_for_both():
    row = one(PORT, "e-graft")
    assert row["speaks"] == "for the group Grey Heron or a service of Karsia"
    assert row["odds"] == f"× {evidence.ratio(PORT['key'], 'e-graft', 'karsia'):.1f}"


def test_an_item_that_only_clears_one_actor_speaks_against_that_one():
    row = one(VENDOR, "e-handbook")
    assert (row["speaks"], row["odds"]) == ("against a service of Tarsk", "÷ 2.3")


def test_an_item_speaks_for_one_actor_alone_if_it_is_clearly_the_likeliest():
    row = one(PORT, "e-overlap")
    assert row["speaks"] == "for a service of Karsia"
    assert row["odds"] == f"× {evidence.ratio(PORT['key'], 'e-overlap', 'karsia'):.1f}"


@pytest.mark.parametrize(("second", "named"), [(38, True), (37, False)])
def test_actors_within_five_per_cent_of_the_likeliest_are_named_with_it(second, named):
    row = one(PORT, "e-graft", karsia=40, dravinia=10, other=10, **{"grey-heron": second})
    assert "a service of Karsia" in row["speaks"]
    assert ("Grey Heron" in row["speaks"]) is named


@pytest.mark.parametrize("item", ["e-comments", "e-standstill"])
def test_an_item_that_is_as_likely_under_all_or_that_tells_nothing_of_the_author_moves_nothing(item):
    row = one(PORT, item)
    assert (row["speaks"], row["odds"]) == ("for nobody", "moves nothing")


def test_actors_of_different_priors_gain_by_a_range():
    likely = {"karsia": 40, "dravinia": 40, "other": 10, "grey-heron": 10}
    row = one(PORT, "e-graft", **likely)
    assert row["speaks"] == "for a service of Dravinia or a service of Karsia"
    key = {**PORT["key"], "likelihoods": {"e-graft": likely}}
    low, high = sorted(evidence.ratio(key, "e-graft", actor) for actor in ("karsia", "dravinia"))
    assert row["odds"] == f"× {low:.1f} to {high:.1f}"


@pytest.mark.parametrize(
    ("pack", "item", "speaks"),
    [
        (PORT, "How the remarks came into the code", "for the group Grey Heron or a service of Karsia"),
        (VENDOR, "Page 61 of the handbook", "against a service of Tarsk"),
    ],
)
def test_the_teacher_s_key_says_the_same(pack, item, speaks):
    sheet = x2_key.sheets(pack, 0)[0]
    table = next(block for block in sheet.blocks if getattr(block, "caption", "") == "What each item is worth")
    assert next(row for row in table.rows if row[1] == item)[4] == speaks
