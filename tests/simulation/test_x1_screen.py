"""The screen of X1 fills decisions, says what follows, keeps the game and resumes it; no browser is needed."""

from __future__ import annotations

import json

import pytest
from x1_cases import CASES, COURSE_SEED
from x1_plays import PLAYS

from cyberdiplomacy.screens import saved, x1, x1_debrief, x1_retrieval
from cyberdiplomacy.simulation.engine import DecisionError
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x1 import score, view
from cyberdiplomacy.simulation.x1.phases import PHASES

SEED = COURSE_SEED["harbour-weekend", "two-ports"]
EXPERT = PLAYS["harbour-weekend"]("two-ports")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CYBERDIPLOMACY_LEARNER", str(tmp_path / "learner"))
    return tmp_path / "learner"


def clicked(screen: x1.Play, decisions: list[dict]) -> x1.Play:
    for decision in decisions:
        screen.form.fill(decision)
        screen.button.click()
    return screen


def test_a_game_is_played_from_start_to_debrief_by_the_form_alone(own_folder):
    screen = clicked(x1.play("harbour-weekend", SEED), EXPERT)
    assert screen.game.over
    # The form gives lists in the order in which it shows them; the rest is as it was put in.
    for taken, wanted in zip(screen.game.decisions, EXPERT, strict=True):
        assert {name: sorted(value) if isinstance(value, list) else value for name, value in taken.items()} == {
            name: sorted(value) if isinstance(value, list) else value for name, value in wanted.items()
        }
    assert "Your score: 98 of 100" in screen.body.children[0].children[0].value
    report = json.loads((own_folder / "x1-sitrep-harbour-weekend.json").read_text(encoding="utf-8"))
    assert report["course"] == "two-ports"
    assert "kept as <code>x1-sitrep-harbour-weekend.json</code>" in screen.body.children[0].children[-1].value


def test_after_each_phase_it_says_question_by_question_why_with_the_rule():
    screen = clicked(x1.play("harbour-weekend", SEED), EXPERT[:3])
    assert "Early warning: 10 of 10 points" in screen.told.value
    assert "NIS2 Art. 23(4)(a)" in screen.after.value
    assert "right" in screen.after.value


def test_a_form_that_is_not_filled_says_what_is_missing_and_decides_nothing():
    screen = x1.play("harbour-weekend", SEED)
    screen.button.click()
    assert "entity_class" in screen.message.value
    assert screen.game.decisions == ()


def test_a_game_is_resumed_where_it_was_left_off():
    clicked(x1.play("harbour-weekend", SEED), EXPERT[:4])
    again = x1.play("harbour-weekend", SEED)
    assert again.game.phase == PHASES[4]
    assert "Resumed after 4 of 10" in again.told.value


def test_a_log_that_was_cut_off_is_resumed_as_far_as_it_holds():
    clicked(x1.play("harbour-weekend", SEED), EXPERT[:4])
    kept = saved.path("X1", "harbour-weekend")
    kept.write_text(kept.read_text(encoding="utf-8")[:-30], encoding="utf-8")
    again = x1.play("harbour-weekend", SEED)
    assert len(again.game.decisions) == 3
    assert "cut off" in again.told.value


def edited(phase: int) -> bytes:
    """Change one decision of the log of the harbour by hand, and return the bytes of the file."""
    kept = saved.path("X1", "harbour-weekend")
    lines = kept.read_text(encoding="utf-8").splitlines()
    entry = json.loads(lines[phase])
    entry["decision"]["tlp"] = "RED"
    lines[phase] = json.dumps(entry)
    kept.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return kept.read_bytes()


def test_a_log_with_an_edited_decision_is_resumed_after_those_above_it():
    before = clicked(x1.play("harbour-weekend", SEED), EXPERT[:6])
    edited(3)
    again = x1.play("harbour-weekend", SEED)
    assert again.game.states == before.game.states[:3]
    assert "Decision 3 of this log" in again.told.value
    assert "The 2 decisions above it hold; you can play on from there." in again.told.value


def test_what_does_not_hold_of_a_log_survives_the_next_decision(own_folder):
    clicked(x1.play("harbour-weekend", SEED), EXPERT[:6])
    whole = edited(5)
    again = x1.play("harbour-weekend", SEED)
    assert "The whole log is kept as x1-harbour-weekend.kept-1.jsonl." in again.told.value
    assert saved.path("X1", "harbour-weekend").read_bytes() == whole
    clicked(again, EXPERT[4:5])
    assert saved.path("X1", "harbour-weekend").read_bytes() != whole
    assert (own_folder / "x1-harbour-weekend.kept-1.jsonl").read_bytes() == whole


def test_a_damaged_log_is_kept_once_however_often_it_is_opened(own_folder):
    clicked(x1.play("harbour-weekend", SEED), EXPERT[:4])
    for damage in (2, 4):
        edited(damage)
        for _ in range(3):
            x1.play("harbour-weekend", SEED)
    kept = sorted(path.name for path in own_folder.glob("*.kept-*"))
    assert kept == ["x1-harbour-weekend.kept-1.jsonl", "x1-harbour-weekend.kept-2.jsonl"]


def test_a_damaged_log_that_cannot_be_kept_is_said_with_what_to_do(monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    clicked(x1.play("harbour-weekend", SEED), EXPERT[:4])
    edited(4)
    monkeypatch.setattr(saved.shutil, "copy2", full)
    again = x1.play("harbour-weekend", SEED)
    assert len(again.game.decisions) == 3
    assert "cannot be kept (No space left on device): copy" in again.told.value


def test_what_cannot_be_read_is_set_aside_before_a_game_is_written(own_folder):
    saved.path("X1", "harbour-weekend").mkdir(parents=True)
    screen = x1.play("harbour-weekend", SEED)
    assert "cannot be read" in screen.told.value
    assert "kept as x1-harbour-weekend.kept-1.jsonl" in screen.told.value
    clicked(screen, EXPERT[:1])
    assert saved.path("X1", "harbour-weekend").is_file()
    assert (own_folder / "x1-harbour-weekend.kept-1.jsonl").is_dir()


def test_a_report_that_was_lost_is_there_again_when_its_game_is_opened(own_folder):
    clicked(x1.play("harbour-weekend", SEED), EXPERT)
    report = own_folder / "x1-sitrep-harbour-weekend.json"
    whole = report.read_bytes()
    report.unlink()
    again = x1.play("harbour-weekend", SEED)
    assert "Resumed after 10 of 10" in again.told.value
    assert report.read_bytes() == whole


def test_a_game_with_another_seed_is_set_aside_and_kept(own_folder):
    clicked(x1.play("harbour-weekend", SEED), EXPERT[:2])
    other = x1.play("harbour-weekend", SEED + 1)
    assert other.game.decisions == ()
    assert (own_folder / "x1-harbour-weekend.kept-1.jsonl").exists()


def test_who_begins_anew_begins_at_the_first_phase():
    screen = clicked(x1.play("harbour-weekend", SEED), EXPERT[:2])
    screen.anew.click()
    assert screen.game.phase == "anomaly"
    assert "kept as x1-harbour-weekend.kept-1.jsonl" in screen.told.value


def test_a_decision_written_by_hand_counts_like_the_form():
    screen = x1.play("harbour-weekend", SEED)
    screen.decide(EXPERT[0])
    assert screen.game.phase == "aware"
    with pytest.raises(DecisionError):
        screen.decide({})


def test_a_folder_that_cannot_be_written_is_said_and_the_game_goes_on(own_folder):
    own_folder.write_text("no folder", encoding="utf-8")
    screen = clicked(x1.play("harbour-weekend", SEED), EXPERT[:1])
    assert screen.game.phase == "aware"
    assert "not kept" in screen.told.value


def test_on_paper_stands_the_first_phase_and_nothing_of_the_key():
    screen = x1.play("harbour-weekend", SEED)
    assert "Fourteen alarms" in screen.plain
    assert "Run this cell to play" in screen.html
    assert "added in full" not in screen.plain + screen.html


def test_what_if_replays_with_one_answer_changed():
    decisions = [dict(one) for one in EXPERT]
    decisions[2]["send"] = "2026-10-26T08:00+01:00"
    screen = clicked(x1.play("harbour-weekend", SEED), decisions)
    said = x1_debrief.replayed(screen.key, screen.game, "early_warning", "send")
    assert "98 instead of 95" in said
    assert "It would not have happened: The CSIRT" in said


def test_every_question_of_every_phase_has_a_label_and_its_choices_have_words():
    screen = x1.play("harbour-weekend", SEED)
    for decision in EXPERT:
        for question in view.of(screen.game).questions:
            assert question.label
            assert all(text for _, text in question.choices)
        screen.decide(decision)


def test_a_case_without_key_shows_no_points():
    pack = Pack("X1", "bare", {k: v for k, v in CASES["harbour-weekend"].content.items() if k != "key"}, "0")
    screen = clicked(x1.Play(pack, SEED), EXPERT)
    assert "Your score" not in screen.body.children[0].children[0].value
    assert "To hand in: one part for each item" in screen.body.children[0].children[1].value
    assert "Four critical questions" in screen.body.children[0].children[0].value


def test_what_went_wrong_is_asked_again_from_the_banks_of_earlier_lessons():
    decisions = [dict(one) for one in EXPERT]
    decisions[1]["aware_at"] = "2026-10-24T19:05+02:00"
    decisions[6]["clause"] = "222"
    screen = clicked(x1.play("harbour-weekend", SEED), decisions)
    asked = x1_retrieval.questions(score.score(screen.game.pack, screen.key, screen.game).lines)
    assert len(asked) in (2, 3)
    assert {one[:2] for one in asked} <= {"04", "05", "06"}


def test_hints_stand_in_practice_only():
    assert "Hint" in x1.play("harbour-weekend", SEED).html
    assert "Hint" not in x1.play("clinics-in-march").html + x1.sheet("clinics-in-march").html


def test_a_case_on_paper_holds_every_phase_and_every_word():
    sheet = x1.sheet("clinics-in-march")
    assert all(f"Phase {number} of 10" in sheet.html for number in range(1, 11))
    assert "k-teams" in sheet.html
