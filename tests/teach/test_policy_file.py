"""``policy.yml``: read with its instants in the zone of the class, or told with line and key what is wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseware.course_errors import CourseError
from courseware.teach.policies import instants, policy, template

BRUSSELS = ZoneInfo("Europe/Brussels")
HEAD = "time_zone: Europe/Brussels\nassignments:\n"
ONE = "  ex01: {released: 2026-09-14 09:00, due: 2026-09-21 23:59}\n"


def read(folder: Path, text: str, known: tuple[str, ...] | None = None) -> policy.Policy:
    (folder / policy.NAME).write_text(text, encoding="utf-8")
    return policy.read(folder / policy.NAME, known)


def test_the_template_can_be_used_as_it_is_and_shows_every_key(tmp_path, course):
    names = [one.id for one in course.assignments]
    text = template.render(names, time_zone="Europe/Brussels", begins=date(2026, 9, 14), reviewed=["capstone"])
    found = read(tmp_path, text, tuple(names))
    assert list(found.assignments) == names
    assert found.peer.assignments == ["capstone"]
    first, second = (found.assignments[name] for name in names[:2])
    assert first.released == datetime(2026, 9, 14, 7, tzinfo=UTC)
    assert first.due == datetime(2026, 9, 21, 21, 59, tzinfo=UTC)
    assert second.released < first.due < second.due
    parts = (policy.Policy, policy.Late, policy.Regrade, policy.Peer, policy.Certificate)
    keys = [key for part in parts for key in part.model_fields]
    assert not [key for key in [*keys, "groups"] if f"{key}:" not in text]
    assert max(map(len, text.splitlines())) <= 120


def test_without_rules_nothing_is_taken_and_names_are_shown(tmp_path):
    found = read(tmp_path, HEAD + ONE)
    assert (found.late.per_day_percent, found.late.free_days, found.peer.weight_percent) == (0, 0, 0)
    assert (found.regrade.window_days, found.regrade.whole_question, found.names) == (7, True, "shown")


def test_a_part_of_which_every_line_is_commented_out_says_nothing(tmp_path):
    assert read(tmp_path, f"{HEAD}{ONE}late:\n  # free_days: 3\n").late == policy.Late()


@pytest.mark.parametrize(
    "written",
    ["2026-09-21 23:59", "2026-09-21 23:59:00", "2026-09-21T23:59", '"2026-09-21 23:59"', "2026-09-21 23:59+02:00",
     "2026-09-21 21:59:00Z", "2026-09-21T21:59:00+00:00"],
)  # fmt: skip
def test_an_instant_is_read_by_the_clocks_of_the_class_unless_it_has_an_offset(tmp_path, written):
    found = read(tmp_path, f"{HEAD}  ex01: {{released: 2026-09-14 09:00, due: {written}}}\n")
    assert found.assignments["ex01"].due == datetime(2026, 9, 21, 21, 59, tzinfo=UTC)


FAULTS = {
    "a time that clocks show twice": (
        "  ex01: {released: 2026-09-14 09:00, due: 2026-10-25 02:30}",
        "line 3, assignments, ex01, due: 2026-10-25 02:30 comes twice in Europe/Brussels, where clocks are set back. "
        "Write which is meant: 2026-10-25 02:30+02:00 or 2026-10-25 02:30+01:00.",
    ),
    "a time that clocks jump over": (
        "  ex01: {released: 2026-03-29 02:30, due: 2026-10-25 01:30}",
        "line 3, assignments, ex01, released: 2026-03-29 02:30 does not exist in Europe/Brussels: there the clocks "
        "jump over it. Write another time.",
    ),
    "a day without a time": (
        "  ex01: {released: 2026-09-14 09:00, due: 2026-09-21}",
        "line 3, assignments, ex01, due: '2026-09-21' is no date with a time. Write it like 2026-09-21 23:59.",
    ),
    "due before released": (
        "  ex01: {released: 2026-09-14 09:00, due: 2026-09-14 09:00}",
        "line 3, assignments, ex01: it is due before it is released. Correct one of the two.",
    ),
    "no due date": (
        "  ex01: {released: 2026-09-14 09:00}",
        "line 3, assignments, ex01, due: this key is missing. Add it: When it is due: 2026-09-21 23:59 by the clocks "
        "of the class, or 2026-09-21 23:59+02:00.",
    ),
    "an assignment that the course has not": (
        ONE.replace("ex01", "ex1"),
        "line 3, assignments, ex1: the course has no such assignment. Did you mean 'ex01'?",
    ),
    "an assignment twice": (ONE + ONE, "line 4, assignments, ex01: this key stands twice. Keep one of them."),
    "a key that is not there": (
        ONE + "late: {grace: 5}",
        "line 4, late, grace: there is no such key. Known: grace_minutes, per_day_percent, cap_percent, free_days.",
    ),
    "more than all": (
        ONE + "late:\n  cap_percent: 101",
        "line 5, late, cap_percent: should be less than or equal to 100, but is 101. Correct it.",
    ),
    "less than none": (
        ONE + "late:\n  free_days: -1",
        "line 5, late, free_days: should be greater than or equal to 0, but is -1. Correct it.",
    ),
    "a review of what has no dates": (
        ONE + "peer:\n  assignments: [capstone]",
        "line 5, peer, assignments 1: 'capstone' has no dates above. Known: ex01.",
    ),
    "a certificate for what has no dates": (
        ONE + "certificate:\n  of: [ex01, ex2]",
        "line 5, certificate, of 2: 'ex2' has no dates above. Known: ex01.",
    ),
    "an exemplar with four levels": (
        ONE + "peer:\n  exemplars:\n    text-1: [4, 1, 3, 4]",
        "line 6, peer, exemplars, text-1: has 4 entries. Give at least 5.",
    ),
    "names neither shown nor hidden": (
        ONE + "names: yes",
        "line 4, names: True is not allowed. Write 'shown' or 'hidden'.",
    ),
}


@pytest.mark.parametrize(("text", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_file_line_key_and_remedy(tmp_path, text, said):
    with pytest.raises(CourseError) as caught:
        read(tmp_path, HEAD + text + "\n", ("ex01", "capstone"))
    assert caught.value.problems == [f"policy.yml, {said}"]


def test_a_zone_that_there_is_not_is_told_with_a_near_one(tmp_path):
    with pytest.raises(CourseError) as caught:
        read(tmp_path, (HEAD + ONE).replace("Brussels", "Brussel"))
    said = "policy.yml, line 1, time_zone: 'Europe/Brussel' is no time zone. Write a name such as Europe/Brussels."
    assert caught.value.problems == [said]


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(CourseError, match=r"There is no .*policy\.yml\. Write one"):
        policy.read(tmp_path / policy.NAME)


@settings(deadline=None)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.sampled_from(["Europe/Brussels", "America/Lima"]))
def test_what_clocks_show_once_is_read_as_they_show_it(shown, zone):
    at = ZoneInfo(zone)
    try:
        moment = instants.instant(shown.isoformat(" "), at)
    except ValueError:
        both = {shown.replace(tzinfo=at, fold=fold).utcoffset() for fold in (0, 1)}
        assert len(both) == 2
    else:
        assert moment.astimezone(at).replace(tzinfo=None) == shown


def test_time_passes_between_instants_as_it_does_not_between_clocks():
    before, after = (instants.instant(f"2026-10-{day} 12:00", BRUSSELS) for day in (24, 25))
    assert (after - before).total_seconds() == 25 * 3600


@pytest.mark.parametrize("written", ["2026-10-25", "2026-10-25 02:30", "2026-10-24 22:30Z", "2026-10-25 23:30+01:00"])
def test_the_day_of_an_instant_is_that_of_the_class(written):
    assert instants.day(written, BRUSSELS) == date(2026, 10, 25)


@pytest.mark.parametrize("written", ["", "25.10.2026", "2026-13-01", "soon", "10:30"])
def test_what_is_no_date_is_told(written):
    with pytest.raises(ValueError, match=r"is no date\. Write it like 2026-09-21"):
        instants.day(written, BRUSSELS)
    with pytest.raises(ValueError, match="is no date with a time"):
        instants.instant(written, BRUSSELS)


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("assignments: [ex01]", "policy.yml, line 2, assignments: "),
        ("assignments: ex01", "policy.yml, line 2, assignments: "),
        ("assignments:\n  ex01: 2026-09-21", "policy.yml, line 3, assignments, ex01: "),
    ],
)
def test_sets_without_dates_are_told_how_to_write_them(tmp_path, written, where):
    with pytest.raises(CourseError) as told:
        read(tmp_path, f"time_zone: Europe/Brussels\n{written}\n")
    example = "ex01: {released: 2026-09-14 09:00, due: 2026-09-21 23:59}"
    assert str(told.value) == f"{where}write each set with its dates, as `{example}`."
