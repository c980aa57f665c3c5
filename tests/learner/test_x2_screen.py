"""The screen of X2: forms that make decisions, a game played to its debrief, kept after each phase and resumed."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from cyberdiplomacy.screens import saved, x2, x2_counterfactual, x2_debrief, x2_pages
from cyberdiplomacy.simulation import engine, packs
from cyberdiplomacy.simulation.x2 import RULES, council, debrief, file, form

PACK = packs.load("X2", "port-logistics-wiper")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CYBERDIPLOMACY_LEARNER", str(tmp_path))
    return tmp_path


def texts(widget) -> str:
    """All that stands in the HTML of a widget and of what it holds."""
    own = getattr(widget, "value", "") if type(widget).__name__ == "HTML" else ""
    return own + "".join(texts(child) for child in getattr(widget, "children", ()))


def test_an_item_is_read_before_one_decides():
    screen = x2.play(seed=1)
    screen.reading.fields["read"].value = ["e-sample"]
    assert "keeps no key" not in texts(screen.widget)
    screen.open.click()
    assert "keeps no key" in texts(screen.widget)
    assert "Hours left: 11." in texts(screen.widget)
    screen.button.click()
    assert screen.game.decisions[0]["read"] == ["e-sample"]


def test_reading_keeps_what_was_chosen_in_the_form():
    screen = x2.play(seed=1)
    screen.form.fields["measures"].value = ["m-line"]
    screen.form.rationale.value = "It needs no author."
    screen.reading.fields["read"].value = ["e-sample"]
    screen.open.click()
    assert screen.decision() == {
        "read": ["e-sample"],
        "soundings": [],
        "measures": ["m-line"],
        "rationale": "It needs no author.",
    }


def test_more_than_the_hours_allow_is_refused_in_words():
    screen = x2.play(seed=1)
    screen.reading.fields["read"].value = ["e-sample", "e-account", "e-standstill"]
    screen.form.fields["measures"].value = ["m-427", "m-strike"]
    screen.open.click()
    screen.button.click()
    assert "takes 14 hours, and there are 13" in screen.message.value
    assert screen.game.phase == "detect"


def test_a_sounding_shows_on_the_map_with_a_text_beside_it():
    screen = x2.play(seed=1)
    screen.reading.fields["sound"].value = "IE"
    screen.open.click()
    assert f"Ireland {council.STANCES[council.stance(1, 'IE')]}" in screen.table.value
    assert 'alt="27 equal tiles' in screen.table.value
    assert x2_pages.LOT in screen.table.value


def test_number_and_word_that_disagree_are_refused():
    screen = x2.play(seed=1)
    for name, value in {"actor": "karsia", "probability": "60", "words": "very likely"}.items():
        screen.form.fields[name].value = value
    screen.button.click()
    assert "Number and word have to agree" in screen.message.value


def test_what_was_determined_stands_in_the_next_phase():
    screen = x2.play(seed=0)
    for decision in x2.played().decisions[:4]:
        screen.decide(decision)
    assert screen.form.fields["circle"].value == "support"
    assert screen.form.fields["circle-on"].value == ["e-warnings", "e-payment"]
    assert screen.form.fields["probability"].value == "90"


def finished(seed=1):
    screen = x2.play(seed=seed)
    while not screen.game.over:
        screen.button.click()
    return screen


def test_a_game_without_a_choice_reaches_the_debrief():
    said = texts(finished().widget)
    assert "Your score: 0 of 100" in said
    assert "Four critical questions" in said
    assert "37 months" in said
    assert "The false flag" in said


def test_the_whole_game_by_hand_and_its_debrief():
    screen = x2.play(seed=0)
    for decision in x2.played().decisions:
        screen.decide(decision)
    said = texts(screen.widget)
    assert "Calibration by phase" in said
    assert "You beside the key" in said
    assert "The remarks were planted." in said


def test_a_game_is_resumed_with_its_seed_and_set_aside_with_another(own_folder):
    x2.play(seed=1).button.click()
    again = x2.play(seed=1)
    assert again.game.phase == "assess"
    assert "Resumed after 1 of 5 decisions" in again.told.value
    other = x2.play(seed=2)
    assert other.game.phase == "detect"
    assert [*own_folder.glob("*.kept-1.jsonl")]


def test_who_begins_anew_keeps_the_game_that_was_finished(own_folder):
    screen = finished()
    whole = saved.path("X2", PACK.name).read_bytes()
    screen.anew.click()
    assert screen.game.phase == "detect"
    assert "kept as x2-port-logistics-wiper.kept-1.jsonl" in screen.told.value
    screen.button.click()
    assert screen.game.phase == "assess"
    assert (own_folder / "x2-port-logistics-wiper.kept-1.jsonl").read_bytes() == whole


def test_what_does_not_hold_of_a_log_survives_the_next_decision(own_folder):
    finished()
    kept = saved.path("X2", PACK.name)
    kept.write_bytes(kept.read_bytes()[:-40])
    whole = kept.read_bytes()
    again = x2.play(seed=1)
    assert again.game.phase == "follow through"
    assert "The whole log is kept as x2-port-logistics-wiper.kept-1.jsonl." in again.told.value
    again.decide({"rationale": "Otherwise than before."})
    assert kept.read_bytes() != whole
    assert (own_folder / "x2-port-logistics-wiper.kept-1.jsonl").read_bytes() == whole


def test_another_seed_is_another_course_of_events():
    assert len({tuple(finished(seed).game.state["events"]) for seed in range(6)}) > 2


def test_what_if_replays_with_one_decision_changed():
    game = x2.played()
    said = x2_counterfactual.replayed(PACK["key"], game, 3, {"measures": [], "declaration": []})
    assert "Decision 3 changed" in said
    assert "as played" in said
    refused = x2_counterfactual.replayed(PACK["key"], game, 1, {"measures": ["m-427", "m-222", "m-strike"]})
    assert "cannot go on like that" in refused


def test_what_if_leaves_out_what_has_no_object_any_more():
    game = x2.played()
    softer = [*game.decisions[3]["declaration"][:5], "x-follow"]
    rows, other = debrief.what_if(PACK["key"], game, 4, {"declaration": softer})
    assert other.decisions[4]["answers"] == {}
    assert {"m-declaration", "m-host"} <= {*other.state["adopted"]}
    assert rows[-1]["difference"] > 0
    for number in range(1, 6):
        for change in (
            {"measures": [], "declaration": []},
            {"read": [], "law": {}},
            {"attribution": {"actor": "unknown"}},
        ):
            rows, other = debrief.what_if(PACK["key"], game, number, change)
            assert other.over


def test_the_paper_form_is_the_first_phase():
    bundle = x2.play(seed=1)._repr_mimebundle_()
    assert "Who stopped the cranes" in bundle["text/plain"]
    assert "Run this cell to play" in bundle["text/html"]


def test_one_s_own_report_of_x1_is_read_from_the_folder(own_folder):
    with pytest.raises(file.FileError, match=r"'harbour-weekend' yet\. Play X1"):
        x2.play(own_report=True)
    report = {**PACK["file"], "evidence": []}
    kept = own_folder / saved.report("harbour-weekend")
    kept.write_text(json.dumps(report), encoding="utf-8")
    screen = x2.play(own_report=True)
    assert "e-account" not in form.readable(screen.game.pack, screen.game.state)
    kept.write_text("{", encoding="utf-8")
    with pytest.raises(file.FileError, match=r"x1-sitrep-harbour-weekend\.json cannot be read"):
        x2.play(own_report=True)


def test_a_report_of_an_earlier_version_of_the_course_is_read_if_it_is_of_the_right_case(own_folder):
    earlier = own_folder / "x1-sitrep.json"
    earlier.write_text(json.dumps({**PACK["file"], "evidence": []}), encoding="utf-8")
    screen = x2.play(own_report=True)
    assert screen.game.pack["file"]["evidence"] == []
    for other in (json.dumps({**PACK["file"], "pack": "names-in-may"}), "{", "[]"):
        earlier.write_text(other, encoding="utf-8")
        with pytest.raises(file.FileError, match="no situation report of yours on 'harbour-weekend'"):
            x2.play(own_report=True)


def test_a_case_that_follows_none_of_x1_says_so():
    with pytest.raises(file.FileError, match="'leak-before-the-vote' follows no case of X1"):
        x2.play("leak-before-the-vote", own_report=True)


SAID = {"actor": "karsia", "probability": 90, "words": "very likely"}


def test_in_practice_a_folded_hint_sets_what_you_said_beside_the_evidence_so_far():
    screen = x2.play(seed=1)
    assert "<img" not in screen.told.value
    screen.decide({"read": ["e-sample"], "attribution": SAID})
    first = screen.told.value
    assert "<details><summary>Hint" in first
    assert re.search(r'alt="Circles: the evidence; squares: you. detect: [^;]* 90, evidence \d+\."', first)
    screen.decide({"read": ["e-graft"], "attribution": SAID})
    assert re.search(r'alt="[^"]*detect: [^;]* 90, evidence \d+; assess: [^;]* 90, evidence \d+\."', screen.told.value)
    again = x2.play(seed=1)
    assert "Resumed after 2 of 5" in again.told.value
    assert "; assess:" in again.told.value


def test_a_case_without_a_key_gives_no_hint():
    content = {name: value for name, value in PACK.content.items() if name != "key"}
    screen = x2.Play(packs.Pack("X2", PACK.name, content, "x"), 1)
    screen.decide({"read": ["e-sample"], "attribution": SAID})
    assert "Hint" not in screen.told.value
    assert "<img" not in screen.told.value


@pytest.mark.parametrize("name", packs.names("X2"))
def test_every_phase_says_how_long_ago_the_attack_was_beside_the_real_tempo(name):
    pack = packs.load("X2", name)
    began = date.fromisoformat(pack["file"]["incident"]["began"][:10])
    screen = x2.Play(pack, 1)
    for phase in form.PHASES:
        passed = (date.fromisoformat(pack["days"][phase]) - began).days
        assert f"<strong>Day {passed} after the attack.</strong>" in screen.page.value
        assert "On NotPetya the conclusions of the Council came on day 293." in screen.page.value
        screen.decide({})


def test_a_case_that_does_not_say_yet_when_the_attack_was_is_read_without_its_day():
    told = {**PACK["file"], "incident": {"title": "To be written."}}
    screen = x2.Play(packs.Pack("X2", PACK.name, {**PACK.content, "file": told}, "x"), 1)
    assert "Phase 1 of 5" in screen.page.value
    assert "after the attack" not in screen.page.value


def test_a_case_without_a_key_is_played_and_says_no_score():
    content = {name: value for name, value in PACK.content.items() if name != "key"}
    game = engine.play(RULES, packs.Pack("X2", PACK.name, content, "x"), 1, [{}] * 5)
    said = "".join(page.html for page in x2_debrief.pages(None, game))
    assert "Your score" not in said
    assert "Four critical questions" in said
