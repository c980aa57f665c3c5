"""Normalised gain: the share of what was left to learn, from the learner's own first tries and a typed number."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cyberdiplomacy import gain, places, progress

FULL = len(gain.PAIRED)


def first(right: int, of: int = FULL) -> dict[str, bool]:
    return {question: place < right for place, question in enumerate(gain.PAIRED[:of])}


@pytest.mark.parametrize(
    ("pre", "post", "gained"), [(0, 17, 1.0), (8, 11, 1 / 3), (5, 5, 0.0), (16, 17, 1.0), (10, 3, -1.0), (0, 0, 0.0)]
)
def test_the_gain_is_the_share_of_what_could_still_be_gained(pre, post, gained):
    assert gain.normalised(pre, post, 17) == pytest.approx(gained)


@pytest.mark.parametrize("post", [0, 16, 17])
def test_a_full_pre_test_leaves_the_gain_undefined(post):
    assert gain.normalised(17, post, 17) is None


@given(full=st.integers(1, 40), data=st.data())
def test_the_gain_is_at_most_one_and_has_the_sign_of_the_change(full, data):
    pre, post = data.draw(st.integers(0, full - 1)), data.draw(st.integers(0, full))
    gained = gain.normalised(pre, post, full)
    assert gained <= 1
    assert (gained > 0, gained < 0) == (post > pre, post < pre)


@pytest.mark.parametrize(("pre", "post", "name"), [(-1, 3, "pre"), (18, 3, "pre"), (3, 18, "post"), (3, -1, "post")])
def test_a_count_beyond_the_test_is_refused(pre, post, name):
    with pytest.raises(ValueError, match=f"{name} is .*between 0 and 17"):
        gain.normalised(pre, post, 17)


def test_the_pairs_have_the_objective_and_level_of_items_1_to_17_of_the_post_test():
    entry, post = (
        yaml.safe_load((places.root() / "content" / path).read_text(encoding="utf-8"))
        for path in ("quizzes/00.yml", "exercises/ex15.questions.yml")
    )
    asked = {question["id"]: (question["lo"], question["bloom"]) for question in entry}
    assert [asked[question] for question in gain.PAIRED] == [(one["lo"], one["bloom"]) for one in post[:FULL]]
    assert {one["lo"] for one in post[FULL:]} == {"L15-1", "L15-3", "L15-4"}


def test_only_the_first_try_counts(course_folder):
    progress.record_answer("00-q01", "A", right=False)
    progress.record_answer("00-q01", "B", right=True)
    progress.record_answer("00-q02", "A", right=True)
    assert gain.first_tries() == {"00-q01": False, "00-q02": True}


def test_without_all_first_tries_the_missing_ones_are_said_and_no_gain():
    assert gain.told(first(3, of=5), 12).startswith("Lesson 00 has your first try at 5 of the 17 paired questions.")


def test_without_a_number_of_the_post_test_it_is_asked_for():
    assert gain.told(first(8), ...) == (
        "At the first try 8 of 17 were right. Put the number of the post-test in place of the dots."
    )


@pytest.mark.parametrize("post", ["12", 12.0, True, None, -1, 18])
def test_what_is_no_count_is_refused_in_words(post):
    assert gain.told(first(8), post).startswith("`post` is a whole number from 0 to 17")


def test_the_gain_is_told_with_its_counts():
    assert gain.told(first(8), 11) == "From 8 to 11 of 17: a normalised gain of 0.33."
    assert gain.told(first(8), 5) == "From 8 to 5 of 17: a normalised gain of -0.33."


def test_a_full_entry_test_is_told_as_undefined():
    assert "undefined" in gain.told(first(17), 17)
