"""The page on bots is true to cases, rules and its own rows, and plays again only what has changed."""

from __future__ import annotations

import shutil

import pytest
from typer.testing import CliRunner

from courseware import scenario_cli
from courseware.documents import bots
from courseware.scenarios import table
from cyberdiplomacy import places
from cyberdiplomacy.simulation import packs

CASES = ("x1/names-in-may", "x1/clinics-in-march", "x2/port-logistics-wiper", "x2/a-car-before-the-seat")


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course with four cases, two of them graded, in which playing takes no time."""
    home = tmp_path / "course"
    for case in CASES:
        path = home / packs.SCENARIOS / f"{case}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(places.root() / packs.SCENARIOS / f"{case}.yml", path)
    (home / "content/exercises").mkdir(parents=True)
    for name in ("x1.md", "x2.key.yml"):
        shutil.copy(places.root() / "content/exercises" / name, home / "content/exercises")
    (home / "docs").mkdir()
    (home / "course.yml").write_text("title: x\n", encoding="utf-8")
    monkeypatch.setenv("CYBERDIPLOMACY_HOME", str(home))
    monkeypatch.setattr(table, "row", lambda pack: ("7",) * (len(table.HEADERS[pack.simulation]) - 1))
    return home


def written(course) -> list[str]:
    page, played = bots.render(course)
    (course / bots.PATH).write_text(page, encoding="utf-8")
    return sorted(played)


def edit(path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


NAMES = sorted(case.split("/")[1] for case in CASES)


def test_the_page_of_the_course_is_up_to_date():
    assert bots.stale(places.root()) == [], "Run: course scenario table"


def test_every_case_is_played_once_and_then_no_more(course):
    assert bots.stale(course) != []
    assert written(course) == NAMES
    assert written(course) == bots.stale(course) == []


def test_a_case_that_has_changed_is_played_again_and_no_other(course):
    written(course)
    edit(course / packs.SCENARIOS / "x1/names-in-may.yml", "title: ", "title: Now ")
    assert bots.stale(course) == ["names-in-may"]
    assert written(course) == ["names-in-may"]


def test_a_key_that_has_changed_counts_like_the_case(course):
    written(course)
    edit(course / "content/exercises/x2.key.yml", "prior: {veshnia: 30", "prior: {veshnia: 31")
    assert bots.stale(course) == ["a-car-before-the-seat"]


def test_a_number_changed_by_hand_is_played_again(course):
    written(course)
    edit(course / bots.PATH, "| names-in-may | 7 |", "| names-in-may | 99 |")
    assert bots.stale(course) == ["names-in-may"]
    assert written(course) == ["names-in-may"]
    assert "| names-in-may | 7 |" in (course / bots.PATH).read_text(encoding="utf-8")


def test_other_rules_make_every_row_stale(course, monkeypatch):
    written(course)
    monkeypatch.setattr(bots, "_rules", lambda: "other")
    assert sorted(bots.stale(course)) == NAMES


def test_a_case_that_is_gone_leaves_no_row_behind(course):
    written(course)
    (course / packs.SCENARIOS / "x1/names-in-may.yml").unlink()
    assert bots.stale(course) == ["names-in-may"]
    assert written(course) == bots.stale(course) == []


def test_without_the_keys_of_an_author_graded_cases_are_left_out(course):
    shutil.rmtree(course / "content/exercises")
    assert written(course) == ["names-in-may", "port-logistics-wiper"]


def test_the_command_writes_the_page(course):
    ran = CliRunner().invoke(scenario_cli.app, ["table"])
    assert ran.exit_code == 0, ran.output
    assert "4 played anew" in ran.output
    assert "0 played anew" in CliRunner().invoke(scenario_cli.app, ["table"]).output


@pytest.mark.slow
@pytest.mark.parametrize("name", ["harbour-weekend", "port-logistics-wiper"])
def test_a_row_of_the_page_is_what_the_players_reach(name):
    simulation = next(one for one in packs.SIMULATIONS if name in packs.names(one))
    pack = next(one for one in table.cases(places.root(), simulation) if one.name == name)
    page = (places.root() / bots.PATH).read_text(encoding="utf-8")
    assert f"| {name} | {' | '.join(table.row(pack))} |" in page
