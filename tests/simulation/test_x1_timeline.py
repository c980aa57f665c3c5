"""The two clocks of X1's debrief: your moments beside the latest ones, across the night in which the clocks change."""

from __future__ import annotations

import pytest
from x1_cases import CASES, COURSE_SEED
from x1_plays import PLAYS, newcomer

from cyberdiplomacy.screens import x1_debrief, x1_timeline
from cyberdiplomacy.simulation import engine
from cyberdiplomacy.simulation.x1 import RULES
from cyberdiplomacy.simulation.x1.phases import NOT_SENT

HARBOUR = CASES["harbour-weekend"]
SEED = COURSE_SEED["harbour-weekend", "two-ports"]


def played(**changes):
    """Return the expert's game with some fields of phases changed."""
    decisions = [dict(one) for one in PLAYS["harbour-weekend"]("two-ports")]
    for field, value in changes.items():
        phase, name = field.split("__")
        decisions[("anomaly", "aware", "early_warning", "notification").index(phase)][name] = value
    return engine.play(RULES, HARBOUR, SEED, decisions)


def shown(game):
    return x1_timeline.page(HARBOUR["key"], game)


def test_the_words_hold_every_moment_and_the_change_of_the_clocks():
    page = shown(played())
    assert "you Sat 24 Oct 2026, 23:30 (UTC+2), key Sun 25 Oct 2026, 21:40 (UTC+1), 23 h 10 min before" in page.plain
    assert "at Sun 25 Oct 2026, 02:00 (UTC+1), the clocks change" in page.plain
    assert "report at the end of the month, sent" in page.plain
    assert 'alt="Two lines of dots' in page.html
    assert "<table" in page.html


def test_no_change_of_the_clocks_is_told_where_there_is_none():
    case = CASES["names-in-may"]
    game = engine.play(RULES, case, 0, PLAYS["names-in-may"](engine.begin(RULES, case, 0).state["course"]))
    assert "the clocks change" not in x1_timeline.page(case["key"], game).plain


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "Both reports were sent before the latest moment"),
        ({"early_warning__send": "2026-10-25T22:30+01:00"}, "Early warning: 50 min after the latest moment"),
        ({"notification__send": NOT_SENT}, "Notification: never sent"),
    ],
)
def test_the_title_says_what_is_to_be_seen(changes, title):
    moments = x1_timeline.debrief.moments(HARBOUR["key"], played(**changes))
    assert x1_timeline._title(moments[:3]) == title


def test_who_found_nothing_and_sent_nothing_sees_the_key_alone():
    game = played(aware__aware_at=NOT_SENT, early_warning__send=NOT_SENT, notification__send=NOT_SENT)
    assert "aware: you nothing, key Sat 24 Oct 2026, 22:40 (UTC+2), –" in shown(game).plain


def test_a_day_of_25_hours_is_drawn_as_25_hours():
    game = engine.play(RULES, HARBOUR, SEED, newcomer())
    moments = x1_timeline.debrief.moments(HARBOUR["key"], game)[:3]
    figure = x1_timeline._drawn(moments, x1_timeline.ZoneInfo("Europe/Brussels"), None)
    sunday, monday, tuesday = figure.axes[0].get_xticks()
    assert (round(monday - sunday), round(tuesday - monday)) == (25, 24)


def test_the_debrief_shows_it_where_there_is_a_key():
    assert any("Two clocks" in page.plain for page in x1_debrief.pages(HARBOUR["key"], played()))
    assert not any("Two clocks" in page.plain for page in x1_debrief.pages(None, played()))
