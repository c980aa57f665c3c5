"""After a game of X2 the banks of earlier lessons ask again about what went wrong in it."""

from __future__ import annotations

import pytest

from cyberdiplomacy import places, quiz_bank
from cyberdiplomacy.screens import retrieval, x2, x2_debrief, x2_retrieval
from cyberdiplomacy.simulation import engine, packs
from cyberdiplomacy.simulation.x2 import RULES

PACK = packs.load("X2", "port-logistics-wiper")
KEY = PACK["key"]


def played(*decisions):
    return engine.play(RULES, PACK, 0, [*decisions, *[{}] * (5 - len(decisions))])


def test_every_belief_is_offered_by_a_question_of_these_lessons():
    for mistake, beliefs in x2_retrieval.BELIEFS.items():
        assert retrieval.on(beliefs, x2_retrieval.LESSONS), mistake


def test_beliefs_are_misconceptions_of_the_course():
    known = (places.root() / quiz_bank.MISCONCEPTIONS).read_text(encoding="utf-8")
    for beliefs in x2_retrieval.BELIEFS.values():
        assert all(f"MIS-{belief}:" in known for belief in beliefs)


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
    assert mistake in [*x2_retrieval.mistakes(KEY, played(*decisions))]


def test_a_wrong_answer_to_the_drill_is_asked_again():
    right = played().state["drill"]["right"]
    wrong = "adopted" if right == "prevented" else "prevented"
    assert "drill" in [*x2_retrieval.mistakes(KEY, played({}, {}, {}, {}, {"drill": wrong}))]
    assert "drill" not in [*x2_retrieval.mistakes(KEY, played({}, {}, {}, {}, {"drill": right}))]


def test_three_questions_at_most_stand_in_the_debrief():
    game = played({"measures": ["m-427", "m-strike"]}, {}, {"measures": ["m-trade"]})
    asked = x2_retrieval.questions(KEY, game)
    assert 1 <= len(asked) <= retrieval.MOST
    shown = x2_debrief.widget(KEY, game)
    assert any("Asked again" in str(getattr(child, "value", "")) for child in shown.children)


def test_a_good_game_is_asked_less_than_a_bad_one():
    good, bad = x2.played(), played({"measures": ["m-427", "m-strike"]}, {}, {"measures": ["m-trade"]})
    assert len({*x2_retrieval.mistakes(KEY, good)}) < len({*x2_retrieval.mistakes(KEY, bad)})
