"""What reviews by peers come to: complete ones, weighed by calibration, as a share of the points."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseware.teach.policies import review
from courseware.teach.policies.entries import Level

MEANT = {"text-1": [4, 1, 3, 4, 1], "text-2": [3, 4, 4, 1, 4]}


def levels(reviewer: str, author: str, given: list[int], assignment: str = "capstone") -> list[Level]:
    return [Level(reviewer, author, assignment, at, level) for at, level in enumerate(given, start=1)]


def calibrated(reviewer: str, off: int) -> list[Level]:
    """Reviews of both exemplars that are off by so many levels, eight at most."""
    first = [4 - min(off, 4), *MEANT["text-1"][1:]]
    second = [3, 4 - max(0, off - 4), *MEANT["text-2"][2:]]
    return levels(reviewer, "text-1", first) + levels(reviewer, "text-2", second)


def combined(*rows: list[Level], authors: tuple[str, ...] = ("anna",), exemplars: dict | None = None) -> review.Said:
    return review.combined([row for some in rows for row in some], "capstone", authors, exemplars or {}, wanted=2)


@pytest.mark.parametrize(("off", "weight"), [(0, 1), (3, 1), (4, 0.5), (6, 0.5), (7, 0), (30, 0), (None, 0)])
def test_the_weight_follows_the_levels_off_in_ten_marks(off, weight):
    assert review.weight(off, 10) == weight


@pytest.mark.parametrize(("off", "weight"), [(1, 1), (2, 0.5), (3, 0.5), (4, 0)])
def test_with_one_exemplar_half_as_many_levels_off_weigh_as_much(off, weight):
    assert review.weight(off, 5) == weight


def test_without_exemplars_everybody_weighs_alike():
    assert review.weight(None, 0) == 1


@settings(deadline=None)
@given(st.integers(0, 40), st.integers(1, 6))
def test_who_is_further_off_never_weighs_more(off, exemplars):
    assert review.weight(off + 1, 5 * exemplars) <= review.weight(off, 5 * exemplars)


def test_the_error_adds_up_levels_in_both_directions_and_needs_every_exemplar():
    given = {"text-1": [3, 2, 3, 4, 1], "text-2": [3, 4, 4, 4, 4]}
    assert review.error(given, MEANT) == 1 + 1 + 3
    assert review.error({"text-1": MEANT["text-1"]}, MEANT) is None


@pytest.mark.parametrize("level", [4, 3, 2, 1, 0])
def test_levels_4_3_2_1_are_all_points_three_quarters_half_and_a_quarter(level):
    assert combined(levels("bert", "anna", [level] * 5)).share == level / 4


def test_two_reviews_weigh_by_calibration():
    rows = [
        calibrated("bert", 0),
        calibrated("chen", 5),
        levels("bert", "anna", [4] * 5),
        levels("chen", "anna", [1] * 5),
    ]
    found = combined(*rows, exemplars=MEANT)
    assert found.share == pytest.approx((1 * 1 + 0.5 * 0.25) / 1.5)
    assert found.trail == ("Reviews by peers: 2 of 2, with weight 1 and 0.5.",)


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=5, max_size=5), min_size=1, max_size=4))
def test_the_share_lies_between_the_lowest_and_the_highest_review(given):
    rows = [levels(f"s{number}", "anna", some) for number, some in enumerate(given)]
    sums = [sum(some) / 20 for some in given]
    assert min(sums) - 1e-9 <= combined(*rows).share <= max(sums) + 1e-9


def test_a_review_that_lacks_a_criterion_does_not_count():
    found = combined(levels("bert", "anna", [4] * 5), levels("chen", "anna", [1, 1, 1, 1]))
    assert found.share == 1
    assert found.trail == (
        "1 review lacks a criterion and does not count.",
        "Reviews by peers: 1 of 2, with weight 1.",
    )


def test_reviews_of_others_and_of_other_sets_do_not_count():
    found = combined(levels("bert", "chen", [4] * 5), levels("bert", "anna", [4] * 5, assignment="ex01"))
    assert found == review.Said(None, ("No review by peers counts: the points stand.",))


def test_reviewers_who_are_far_off_or_did_not_calibrate_leave_the_points_as_they_are():
    rows = [calibrated("bert", 7), levels("bert", "anna", [4] * 5), levels("chen", "anna", [4] * 5)]
    assert combined(*rows, exemplars=MEANT).share is None


def test_reviews_of_every_member_are_reviews_of_the_groups_work():
    rows = [levels("bert", "anna", [4] * 5), levels("chen", "dora", [2] * 5)]
    assert combined(*rows, authors=("anna", "dora")).share == 0.75


def test_no_reviewer_is_named():
    rows = [levels("bert", "anna", [4] * 5), levels("chen", "anna", [1] * 4)]
    assert not [name for name in ("bert", "chen") if name in " ".join(combined(*rows).trail)]
