"""After a game of X1 the costliest mistake is asked about first, and the debrief tells one mistake from two."""

from __future__ import annotations

from x1_cases import CASES, COURSE_SEED
from x1_plays import PLAYS, newcomer

from cyberdiplomacy import quiz_bank
from cyberdiplomacy.screens import x1_retrieval
from cyberdiplomacy.simulation import engine
from cyberdiplomacy.simulation.x1 import RULES, score

SEED = COURSE_SEED["harbour-weekend", "two-ports"]
EXPERT = PLAYS["harbour-weekend"]("two-ports")


def lines_of(decisions):
    game = engine.play(RULES, CASES["harbour-weekend"], SEED, decisions)
    return score.score(game.pack, game.pack["key"], game).lines


def moved(own, early, late):
    """The expert's game with another moment of awareness, and ends of the periods of one's own."""
    ends = {"due_early_warning": early, "due_notification": late}
    return [EXPERT[0], {**EXPERT[1], "aware_at": own, **ends}, *EXPERT[2:]]


FROM_OWN = moved("2026-10-24T19:05+02:00", "2026-10-25T18:05+01:00", "2026-10-27T18:05+01:00")


def test_only_the_moment_of_awareness_wrong_is_asked_about_awareness_first():
    lines = lines_of(FROM_OWN)
    assert x1_retrieval.lost(lines)["awareness"] == 11
    assert "counting" not in x1_retrieval.lost(lines)
    assert x1_retrieval.questions(lines)[0] == "04-q10"


def test_a_newcomer_who_loses_most_on_the_clock_is_asked_about_it_first_and_once_on_the_size_cap():
    lines = lines_of(newcomer())
    asked = x1_retrieval.questions(lines)
    assert asked[0] == "04-q10"
    assert len({*asked} & {*x1_retrieval.QUESTIONS["size"]}) == 1


def test_every_question_that_may_be_asked_again_stands_in_a_bank():
    for kind, ids in x1_retrieval.QUESTIONS.items():
        assert quiz_bank.select(ids), kind
    assert {*x1_retrieval.KINDS.values()} == {*x1_retrieval.QUESTIONS}


def test_ends_that_are_right_from_a_wrong_moment_are_said_to_be_counted_rightly():
    said = {line.field: line.remarks[0].text for line in lines_of(FROM_OWN) if line.phase == "aware"}
    for field in ("due_early_warning", "due_notification"):
        assert said[field].startswith("Counted rightly from your moment; the moment was wrong.")
    # Counted by the clock on the wall, over the end of summer time: wrong from any moment.
    wrong = moved("2026-10-24T19:05+02:00", "2026-10-25T19:05+01:00", "2026-10-27T19:05+01:00")
    said = " ".join(line.remarks[0].text for line in lines_of(wrong) if line.phase == "aware")
    assert "Counted rightly" not in said


def test_a_wrong_end_from_the_right_moment_is_not_said_to_be_counted_rightly():
    lines = lines_of(moved(EXPERT[1]["aware_at"], "2026-10-25T20:40+01:00", "2026-10-27T20:40+01:00"))
    assert not any("Counted rightly" in remark.text for line in lines for remark in line.remarks)
