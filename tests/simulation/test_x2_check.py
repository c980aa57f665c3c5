"""`course scenario check` and `new` for X2: what is wrong with a case is said, and a new one has the right shape."""

from __future__ import annotations

import copy

import pytest
from x2_games import KEY, PORT, changed

from courseware.scenarios import check_x2, law_references, new_x2, schema_x2, x2_bots
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
        (changed(law=["2019/797 Art. 77"]), "law: Decision (CFSP) 2019/797 has no Art. 77."),
        (changed(law=["2019/797 Art. 1(7)"]), "law: Decision (CFSP) 2019/797 has no Art. 1(7)."),
        (changed(law=["teu Art. 31(9)"]), "law: TEU has no Art. 31(9)."),
        (changed(law=["tfeu Art. 275(1)"]), "law: TFEU has no Art. 275(1)."),
        (changed(law=["kadi-ii paras 900-999"]), "law: Kadi II (C-584/10 P) has no para. 999."),
        (changed(law=["kadi-ii paras 129-119"]), "law: 'kadi-ii paras 129-119' ends before it begins."),
        (changed(law=["un:A/70/174 para. 36"]), "law: A/70/174 has no para. 36."),
        (changed(days={**PORT["days"], "signal": "2026-12-09"}), "'signal' (2026-12-09) does not come after 'assess'"),
        (changed(days={**PORT["days"], "signal": "2026-12-32"}), "'2026-12-32' ('signal') is no day of the calendar"),
        (changed(role="Write a text."), "role: this text still waits for you."),
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
    found = check_x2.problems_of(pack)
    assert [one for one in found if not one.endswith("this text still waits for you.")] == []
    for place in ("role", "reports.r-1.text", "evidence.e-3.title", "measures.m-4.name", "key.false_flag.why"):
        assert f"{place}: this text still waits for you." in found


def test_a_case_whose_evidence_can_be_chosen_by_its_grade_is_refused():
    evidence = copy.deepcopy(PORT["evidence"])
    for item in evidence:
        matters = item["id"] in KEY["evidence"]["needed"]
        item |= {"reliability": "A", "credibility": 1} if matters else {"reliability": "D", "credibility": 4}
    (said,) = check_x2.problems_of(changed(evidence=evidence))
    assert said.startswith("Reading by grade alone earns 15 of 15 for evidence; at most 9.")


def test_a_graded_case_whose_key_waits_is_told_of_it(monkeypatch):
    bare = changed()
    key = {**copy.deepcopy(bare.content.pop("key")), "false_flag": {**KEY["false_flag"], "why": "Write a text."}}
    monkeypatch.setattr(schema_x2, "key_of", lambda pack: key)
    assert check_x2.problems_of(bare) == ["key.false_flag.why: this text still waits for you."]


def test_an_act_that_is_not_in_the_table_is_checked_for_its_form_only():
    assert [*law_references.faults(["2018/1993", "2023/2854 Art. 900", "fulmen para. 900", "2019/797 Art. 3(a)"])] == []


def test_every_reference_of_the_cases_is_one_that_the_table_knows_or_names_no_article():
    """So that no article of a case goes unchecked."""
    cited = {one for simulation in packs.SIMULATIONS for name in packs.names(simulation)
             for one in packs.load(simulation, name)["law"]}  # fmt: skip
    known = {*law_references.ACTS, *law_references.DOCUMENTS}
    assert {one for one in cited if " " in one and one.split()[0].lower() not in known} == set()
