"""After a game of X2 the banks of earlier lessons ask again about what went wrong in it."""

from __future__ import annotations

import pytest

from cyberdiplomacy import quiz_bank
from cyberdiplomacy.screens import retrieval, x2, x2_debrief, x2_mistakes, x2_retrieval
from cyberdiplomacy.simulation import engine, packs
from cyberdiplomacy.simulation.x2 import RULES, score

PACK = packs.load("X2", "port-logistics-wiper")
KEY = PACK["key"]


def played(*decisions):
    return engine.play(RULES, PACK, 0, [*decisions, *[{}] * (5 - len(decisions))])


def fooled(**held):
    """A game in which the planted remarks are read in the second phase and what they point to is said from then on."""
    return played(
        {"measures": ["m-line"]},
        {
            "read": ["e-comments"],
            "attribution": {"actor": "dravinia", "probability": 85, "words": "very likely", **held},
        },
    )


def test_every_question_stands_in_a_bank():
    for kind, ids in x2_retrieval.QUESTIONS.items():
        assert quiz_bank.select(ids), kind


def test_the_flag_points_to_whom_the_item_that_shows_it_clears():
    assert x2_mistakes.pointed_at(KEY) == "dravinia"
    assert x2_mistakes.pointed_at(packs.load("X2", "a-vendor-next-door")["key"]) == "tarsk"
    assert x2_mistakes.pointed_at({**KEY, "false_flag": {**KEY["false_flag"], "exposed_by": "e-spread"}}) == ""


def test_who_believed_the_false_flag_is_asked_about_attribution():
    game = fooled()
    assert x2_mistakes.lost(KEY, game)["false flag"] == pytest.approx(score.WEIGHTS["calibration"])
    assert "02-q12" in x2_retrieval.questions(KEY, game)


def test_to_keep_the_flag_below_likely_is_not_to_believe_it():
    assert "false flag" not in x2_mistakes.lost(KEY, fooled(probability=30, words="unlikely"))


def test_a_number_above_what_was_read_is_overconfident_and_one_below_is_not():
    said = {"actor": "karsia", "probability": 90, "words": "very likely"}
    bold, shy = (
        played({}, {"attribution": said}),
        played({}, {"attribution": {**said, "probability": 2, "words": "almost no chance"}}),
    )
    assert "overconfident" in x2_mistakes.lost(KEY, bold)
    assert "overconfident" not in x2_mistakes.lost(KEY, shy)


def test_what_came_late_and_what_never_came_are_two_mistakes():
    game = played({"measures": ["m-line"]}, {}, {"measures": ["m-signs"]})
    found = x2_mistakes.lost(KEY, game)
    each = found["late"]
    assert found["missing"] == pytest.approx(each * (len(KEY["measures"]["key"]) - 2))
    assert "late" not in x2_mistakes.lost(KEY, played({"measures": ["m-line"]}, {"measures": ["m-signs"]}))


def test_determinations_that_were_not_made_are_one_mistake_and_a_wrong_one_another():
    assert x2_mistakes.lost(KEY, played())["undetermined"] == score.WEIGHTS["law"]
    found = x2_mistakes.lost(KEY, played({"read": ["e-admiral"]}, {}, {"law": {"threat": {"is": "none"}}}))
    assert found["threat"] + found["undetermined"] == score.WEIGHTS["law"]


def test_the_costliest_mistake_is_asked_about_first_and_each_kind_once():
    asked = retrieval.on({"small": 1, "large": 9, "none": 5}, {"small": ("a", "b"), "large": ("a", "c"), "none": ()})
    assert asked == ["a", "b"]
    assert len(retrieval.on(dict.fromkeys("abcd", 1), {one: (one,) for one in "abcd"})) == retrieval.MOST
    found = x2_mistakes.lost(KEY, fooled())
    assert [*found.values()] == sorted(found.values(), reverse=True)


@pytest.mark.parametrize(
    ("decisions", "mistake"),
    [
        ([{"measures": ["m-427"]}], "misused clause"),
        ([{}], "silent"),
        ([{"measures": ["m-line"]}, {}, {"measures": ["m-trade"]}], "restrictive first"),
        (
            [{"read": ["e-admiral"]}, {}, {"law": {"threat": {"is": "none"}}}],
            "threat",
        ),
    ],
)
def test_a_mistake_is_recognised(decisions, mistake):
    assert mistake in x2_mistakes.lost(KEY, played(*decisions))


def test_a_wrong_answer_to_the_drill_is_asked_again():
    right = played().state["drill"]["right"]
    wrong = "adopted" if right == "prevented" else "prevented"
    assert "drill" in x2_mistakes.lost(KEY, played({}, {}, {}, {}, {"drill": wrong}))
    assert "drill" not in x2_mistakes.lost(KEY, played({}, {}, {}, {}, {"drill": right}))


def test_three_questions_at_most_stand_in_the_debrief():
    game = played({"measures": ["m-427", "m-strike"]}, {}, {"measures": ["m-trade"]})
    asked = x2_retrieval.questions(KEY, game)
    assert 1 <= len(asked) <= retrieval.MOST
    shown = x2_debrief.widget(KEY, game)
    assert any("Asked again" in str(getattr(child, "value", "")) for child in shown.children)


def test_a_good_game_loses_less_by_mistakes_than_a_bad_one():
    good, bad = x2.played(), played({"measures": ["m-427", "m-strike"]}, {}, {"measures": ["m-trade"]})
    assert sum(x2_mistakes.lost(KEY, good).values()) < sum(x2_mistakes.lost(KEY, bad).values())
