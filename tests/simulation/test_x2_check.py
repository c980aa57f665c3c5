"""`course scenario check` and `new` for X2: what is wrong with a case is said, and a new one has the right shape."""

from __future__ import annotations

import copy

import pytest
from x2_games import KEY, PORT, changed

from courseware.scenarios import check_x2, new_x2, x2_bots
from cyberdiplomacy.simulation import packs


@pytest.fixture(autouse=True)
def few_seeds(monkeypatch):
    monkeypatch.setattr(x2_bots.margins, "__defaults__", (3,))


def keyed(**parts):
    return changed(key={**copy.deepcopy(KEY), **parts})


def test_the_pack_of_the_course_has_nothing_to_mend():
    assert check_x2.problems_of(PORT) == []


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        (changed(reports=[]), "reports"),
        (changed(surprise=1), "surprise: Extra inputs"),
        (changed(law=["the Treaty"]), "'the Treaty' is not written like"),
        (changed(hours={"detect": 9}), "hours: the phase 'assess' has none"),
        (changed(evidence=[*PORT["evidence"], PORT["evidence"][0]]), "evidence: an id stands there twice"),
        (keyed(truth="nobody"), "name the actors of the case"),
        (keyed(truth="dravinia"), "all that matters gives 'dravinia'"),
        (keyed(false_flag={"item": "e-x", "exposed_by": "e-graft", "why": "planted"}), "no evidence 'e-x'"),
        (keyed(cards=None, measures={**KEY["measures"], "wrong": {}}), "'m-427' is judged nowhere"),
        (keyed(cards={**KEY["cards"], "fair": []}), "'a-concern' is judged nowhere"),
        (keyed(evidence={**KEY["evidence"], "useful": ["e-graft"]}), "under needed and under useful"),
        (keyed(law={**KEY["law"], "threat": {"e": []}}), "key.law.threat: there is no answer 'e'"),
        (changed(hours=dict.fromkeys(PORT["hours"], 4)), "expert reaches"),
    ],
)
def test_what_is_wrong_is_said(pack, said):
    assert any(said in one for one in check_x2.problems_of(pack)), check_x2.problems_of(pack)


def test_a_case_that_rewards_forms_is_refused():
    """With everything in its place for everybody, a bot comes too near."""
    every = [one["id"] for one in PORT["evidence"]]
    law = {question: {answer: every for answer in right} for question, right in KEY["law"].items()}
    law |= {"circle": {"responsible": every, "support": every}}
    phases = {one["id"]: {"phases": one["phases"], "why": "why not"} for one in PORT["measures"]}
    measures = {"key": {one: phases[one] for one in [*phases][:4]}, "acceptable": phases, "wrong": {}}
    cards = {"good": [one["id"] for one in PORT["declaration"]["cards"]], "fair": [], "red": {}}
    pack = keyed(law=law, measures=measures, cards=cards, evidence={"needed": every, "useful": []})
    assert any("bot" in one or "expert" in one for one in check_x2.problems_of(pack)), check_x2.problems_of(pack)


def test_a_new_case_has_the_shape_and_waits_for_its_author():
    pack = packs.parse("X2", "new-case", new_x2.filled("new-case"))
    assert "Write a text." in pack["title"]
    assert not any("Field required" in one or "Extra inputs" in one for one in check_x2.problems_of(pack))
