"""The reporting clock shows preset incidents whose instants stand in data; it computes no deadline."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from jupyter_widgets import controls_of

from cyberdiplomacy import data, explore
from cyberdiplomacy.explorers import reporting_clock as clock

BRUSSELS = ZoneInfo("Europe/Brussels")
HOURS = data.load("reporting_clocks").set_index("clock_id")["hours"]
NAMES = [case.name for case in clock.CASES]


def at(case: clock.Case, name: str) -> str:
    return next(step.at for step in case.steps if step.name == name)


def hours_after_awareness(case: clock.Case, name: str) -> float:
    passed = datetime.fromisoformat(at(case, name)) - datetime.fromisoformat(at(case, "aware"))
    return passed / timedelta(hours=1)


@pytest.mark.parametrize("case", clock.CASES, ids=NAMES)
def test_every_instant_carries_the_offset_that_brussels_has_then(case):
    for step in case.steps:
        if len(step.at) > 10:
            instant = datetime.fromisoformat(step.at)
            assert instant.astimezone(BRUSSELS).replace(tzinfo=None) == instant.replace(tzinfo=None), step


@pytest.mark.parametrize("case", clock.CASES, ids=NAMES)
def test_hours_due_are_those_of_the_table(case):
    trust = case.name == "trust service provider, its signatures hit"
    assert hours_after_awareness(case, "early warning") == HOURS["nis2-early-warning"]
    assert hours_after_awareness(case, "notification") == (24 if trust else HOURS["nis2-notification"])


@pytest.mark.parametrize("case", clock.CASES, ids=NAMES)
def test_the_final_report_is_due_a_month_after_notification_or_handling(case):
    lasting = any(step.name == "handled" for step in case.steps)
    start = date.fromisoformat(at(case, "handled" if lasting else "notified")[:10])
    due = date.fromisoformat(at(case, "final report"))
    assert (due.day, due.year * 12 + due.month) == (start.day, start.year * 12 + start.month + 1)


@pytest.mark.parametrize("case", clock.CASES, ids=NAMES)
def test_every_notification_was_in_time(case):
    assert datetime.fromisoformat(at(case, "notified")) <= datetime.fromisoformat(at(case, "notification"))


@pytest.mark.parametrize("case", clock.CASES, ids=NAMES)
def test_the_marks_stand_in_order_of_time(case):
    instants = [step.at if len(step.at) > 10 else f"{step.at}T23:59+02:00" for step in case.steps]
    assert [*map(datetime.fromisoformat, instants)] == sorted(map(datetime.fromisoformat, instants))


def test_no_day_on_which_a_month_ends_is_a_weekend():
    days = [date.fromisoformat(step.at) for case in clock.CASES for step in case.steps if len(step.at) == 10]
    assert all(day.weekday() < 5 for day in days)


def test_both_clocks_show_the_same_instant():
    table = clock.table(clock.CASES[1], clock.LOCAL), clock.table(clock.CASES[1], clock.UNIVERSAL)
    assert table[0].loc["early warning"].tolist() == ["due", "Sun 25 Oct 2026, 23:40"]
    assert table[1].loc["early warning"].tolist() == ["due", "Sun 25 Oct 2026, 22:40"]


@pytest.mark.parametrize("case", clock.CASES, ids=NAMES)
def test_what_was_due_and_what_happened_differ_by_word(case):
    (axes,) = clock.draw(case, clock.LOCAL).figure.axes
    words = [text.get_text() for text in axes.texts]
    for step in case.steps:
        assert f"{step.name}\n{'due' if step.due else 'happened'}" in words


def test_the_explorer_has_two_menus_and_redraws():
    one = explore.reporting_clock()
    assert [control.description for control in controls_of(one.widget)] == ["Incident:", "Clock:"]
    one.menus["incident"].value = clock.CASES[2]
    assert "The clocks went forward" in one.sentence.value
    one.menus["clock"].value = clock.UNIVERSAL
    assert "Sun 29 Mar 2026, 17:30" in one.table.value
