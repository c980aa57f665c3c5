"""Cases of X1 are checked: shape, references, periods by the stated convention, and what bots reach."""

from __future__ import annotations

import copy

import pytest
import yaml
from typer.testing import CliRunner
from x1_cases import CASES

from courseware import scenario_cli
from courseware.scenarios import check, new, periods
from cyberdiplomacy import places
from cyberdiplomacy.simulation import packs

HARBOUR = packs.load("X1", "harbour-weekend")


def changed(change) -> packs.Pack:
    content = copy.deepcopy(HARBOUR.content)
    change(content)
    return packs.Pack("X1", "changed", content, "0")


def drop(path: str):
    def change(content):
        *way, last = path.split("/")
        for part in way:
            content = content[part]
        del content[last]

    return change


def put(path: str, value):
    def change(content):
        *way, last = path.split("/")
        for part in way:
            content = content[part]
        content[last] = value

    return change


@pytest.mark.parametrize("name", CASES)
def test_the_cases_of_the_course_have_nothing_to_mend(name):
    assert check.problems_of(CASES[name]) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (drop("title"), "title: Field required"),
        (put("reports/alarms/at", "2026-10-24 19:05"), "no moment with offset"),
        (put("law", ["the new directive"]), "names no act"),
        (put("law", ["nis2 Art. 47"]), "law: Directive (EU) 2022/2555 (NIS2) has no Art. 47."),
        (put("law", ["gdpr Art. 33(6)"]), "law: Regulation (EU) 2016/679 (GDPR) has no Art. 33(6)."),
        (put("phases/aware/at", "2026-10-23T22:40+02:00"), "phases.aware is played before anomaly"),
        (put("moments/notification", ["2026-10-26T16:00+02:00"]), "does not have the offset of Europe/Brussels"),
        (put("consequences/logs-gone/loses", ["e-nothing"]), "no evidence 'e-nothing'"),
        (put("claims/c-stop/in", ["nowhere"]), "no course of events 'nowhere'"),
        (put("reports/alarms/at", "2026-10-24T21:05+02:00"), "comes in after its phase"),
        (drop("key/two-ports"), "'two-ports' has no key"),
        (drop("key/one-port/aware/limbs"), "key.one-port.aware.limbs is missing"),
        (put("key/one-port/aware/due_early_warning/at", "2026-10-25T22:40+01:00"), "should be 2026-10-25T21:40+01:00"),
        (put("key/one-port/notification/claims/must", ["c-root"]), "'c-root' cannot be chosen there"),
        (put("key/one-port/wrong/c-none", {"kind": "over-claimed", "why": "is not there."}), "no statement 'c-none'"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_case_is_said(change, said):
    assert any(said in sentence for sentence in check.problems_of(changed(change)))


def test_a_month_that_would_end_at_a_weekend_is_refused_since_it_is_not_scored():
    def change(content):
        content["moments"]["notification"][-1] = "2026-10-28T09:00+01:00"

    assert any("Saturday or Sunday" in sentence for sentence in check.problems_of(changed(change)))


def test_a_case_that_rewards_clicking_everything_is_refused():
    def change(content):
        for due in content["key"].values():
            due["wrong"] = {}
            for phase in due.values():
                for entry in phase.values():
                    if isinstance(entry.get("must"), list):
                        everything = [
                            *content["claims"],
                            *content["recipients"],
                            *content["lines"],
                            *content["requests"],
                        ]
                        entry["may"] = everything
            due["early_warning"]["tlp"]["is"] = due["handover"]["tlp"]["is"] = ["CLEAR"]

    totals = check.bot_totals(changed(change))
    assert max(totals["reports everything"]) > 35


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ("2026-10-26T16:00+01:00", "2026-11-26"),
        ("2026-01-31T10:00+01:00", "2026-02-28"),
        ("2027-12-31T23:30+01:00", "2028-01-31"),
        ("2026-03-31T23:30Z", "2026-05-01"),
    ],
)
def test_a_month_ends_on_the_same_number_or_the_last_day_on_the_clock_of_the_entity(sent, day):
    assert periods.month_after(sent, "Europe/Brussels") == day


@pytest.mark.parametrize(
    ("aware", "zone", "ends"),
    [
        ("2026-10-24T22:40+02:00", "Europe/Brussels", "2026-10-25T21:40+01:00"),
        ("2026-03-28T18:30+01:00", "Europe/Brussels", "2026-03-29T19:30+02:00"),
        ("2026-10-24T23:40+03:00", "Europe/Athens", "2026-10-25T22:40+02:00"),
        ("2026-05-08T17:20+02:00", "Europe/Brussels", "2026-05-09T17:20+02:00"),
    ],
)
def test_hours_are_elapsed_time_across_weekends_zones_and_daylight_saving(aware, zone, ends):
    assert periods.after_hours(aware, 24, zone) == ends


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A course with no case in it."""
    (tmp_path / "course.yml").write_text("title: x\n", encoding="utf-8")
    (tmp_path / "content/scenarios/x1").mkdir(parents=True)
    monkeypatch.setenv("CYBERDIPLOMACY_HOME", str(tmp_path))
    return tmp_path


def left_to_do(name: str) -> list[str]:
    """Return what the command says of a case, without the texts that wait for an author and without the last line."""
    ran = CliRunner().invoke(scenario_cli.app, ["check", name])
    *said, last = ran.output.splitlines()
    assert (ran.exit_code, "to mend" in last) == (1, True), ran.output
    return [sentence for sentence in said if not sentence.endswith("this text still waits for you.")]


@pytest.mark.parametrize("aware", [None, "2026-10-24T22:40+02:00"])
def test_a_new_case_needs_only_its_texts(elsewhere, aware):
    ran = CliRunner().invoke(scenario_cli.app, ["new", "port-at-night", *(["--aware", aware] if aware else [])])
    assert ran.exit_code == 0, ran.output
    assert left_to_do("port-at-night") == []
    written = packs.load("X1", "port-at-night")
    assert written["key"]["only"]["aware"]["aware_at"]["at"] == (aware or periods.AWARE)


def test_each_text_that_still_waits_is_named_and_a_text_of_an_author_is_not():
    """An author's own sentence may begin with the word "Write"."""
    content = yaml.safe_load(new.filled("port-at-night", periods.AWARE, periods.ZONE))
    content["phases"]["aware"]["hint"] = "Write down the minute at which somebody judged the alarm to be real."
    found = check.problems_of(packs.Pack("X1", "port-at-night", content, "0"))
    assert "title: this text still waits for you." in found
    assert "debrief.questions.4: this text still waits for you." in found
    assert not any(sentence.startswith("phases.aware.hint") for sentence in found)
    assert any(sentence.startswith("phases.aware.text") for sentence in found)


def test_the_command_writes_a_case_and_takes_no_name_twice(elsewhere):
    ran = CliRunner().invoke(scenario_cli.app, ["new", "port-at-night"])
    assert ran.exit_code == 0, ran.output
    assert (elsewhere / "content/scenarios/x1/port-at-night.yml").is_file()
    with pytest.raises(ValueError, match="already"):
        new.write("X1", "port-at-night", "2026-03-10T17:20+01:00", "Europe/Brussels")


@pytest.mark.parametrize(
    ("name", "aware", "zone", "said"),
    [
        ("Port", "2026-03-10T17:20+01:00", "Europe/Brussels", "no name of a case"),
        ("port-at-night", "2026-03-10T17:20", "Europe/Brussels", "no moment with offset"),
        ("port-at-night", "2026-03-10T17:20+01:00", "Europe/Nowhere", "no time zone"),
    ],
)
def test_what_no_case_can_be_made_of_is_refused_in_words(elsewhere, name, aware, zone, said):
    with pytest.raises(ValueError, match=said):
        new.write("X1", name, aware, zone)


def test_the_command_checks_a_case(monkeypatch):
    monkeypatch.setenv("CYBERDIPLOMACY_HOME", str(places.root()))
    ran = CliRunner().invoke(scenario_cli.app, ["check", "harbour-weekend"])
    assert (ran.exit_code, "nothing to mend" in ran.output) == (0, True)
