"""From X1 to X2: each case of X1 leaves its own report, so that X2 finds the right one whatever was played since."""

from __future__ import annotations

import json

import pytest
from x1_cases import COURSE_SEED
from x1_plays import PLAYS

from cyberdiplomacy.screens import x1, x2
from cyberdiplomacy.simulation import packs


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CYBERDIPLOMACY_LEARNER", str(tmp_path / "learner"))
    return tmp_path / "learner"


def finish(case: str, course: str) -> None:
    screen = x1.play(case, COURSE_SEED[case, course])
    for decision in PLAYS[case](course):
        screen.decide(decision)
    assert screen.game.over


@pytest.mark.parametrize(
    ("another", "course"), [(case, course) for case, course in COURSE_SEED if case != "harbour-weekend"]
)
def test_x2_begins_with_the_own_report_whatever_case_of_x1_was_played_since(another, course):
    finish("harbour-weekend", "two-ports")
    finish(another, course)
    file = x2.play("port-logistics-wiper", own_report=True).game.pack["file"]
    assert (file["pack"], file["course"]) == ("harbour-weekend", "two-ports")


def test_each_case_of_x2_reads_the_report_of_the_case_that_it_follows(own_folder):
    for case, course in COURSE_SEED:
        finish(case, course)
    for name in packs.names("X2"):
        if case := packs.load("X2", name).content.get("follows"):
            report = json.loads((own_folder / f"x1-sitrep-{case}.json").read_text(encoding="utf-8"))
            assert x2.play(name, own_report=True).game.pack["file"] == report


def test_the_last_game_of_a_case_is_the_one_that_counts():
    finish("harbour-weekend", "two-ports")
    finish("harbour-weekend", "one-state-down")
    assert x2.play("port-logistics-wiper", own_report=True).game.pack["file"]["course"] == "one-state-down"
