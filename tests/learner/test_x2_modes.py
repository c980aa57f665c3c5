"""X2 from another chair, and with a clock in its last phase that only tells."""

from __future__ import annotations

import pytest

from cyberdiplomacy.screens import x2, x2_roles
from cyberdiplomacy.screens.countdown import Countdown
from cyberdiplomacy.simulation import packs

PACK = packs.load("X2", "port-logistics-wiper")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CYBERDIPLOMACY_LEARNER", str(tmp_path))


class Waiting:
    """A loop in which a minute passes when the test says so."""

    def __init__(self):
        self.next = None

    def __call__(self, seconds, call):
        assert seconds == 60
        self.next = call
        return self

    def cancel(self):
        self.next = None

    def minutes(self, count):
        for _ in range(count):
            self.next()


@pytest.mark.parametrize("role", x2_roles.ROLES)
def test_another_chair_is_told_otherwise_and_plays_by_the_same_rules(role):
    screen = x2.play(role=role)
    assert x2_roles.ROLES[role][:40] in screen.page.value
    assert x2_roles.SAME in screen.page.value
    assert PACK["role"] not in screen.page.value
    usual = x2.play()
    assert screen.game.state == usual.game.state
    assert screen.game.pack.digest == usual.game.pack.digest


def test_a_game_is_resumed_from_another_chair():
    x2.play(seed=1).button.click()
    assert x2.play(seed=1, role="psc").game.phase == "assess"


def test_without_a_chair_the_case_tells_its_own():
    assert PACK["role"] in x2.play().page.value


def test_a_chair_that_is_none_is_refused_with_those_that_are():
    with pytest.raises(x2_roles.RoleError, match="delegate, chair, eeas, psc"):
        x2.play(role="king")


def test_a_clock_runs_in_the_last_phase_of_a_timed_game_and_in_no_other():
    screen = x2.play(seed=1, timed=True)
    for _ in range(4):
        assert screen.clock is None
        screen.button.click()
    assert screen.game.phase == "follow through"
    assert screen.body.children[0] is screen.clock.box
    assert "15 min left" in screen.clock.figure.value
    screen.open.click()
    assert screen.body.children[0] is screen.clock.box
    screen.button.click()
    assert screen.game.over
    assert screen.clock is None


def test_nobody_who_did_not_ask_for_it_sees_a_clock():
    screen = x2.play(seed=1)
    for _ in range(4):
        screen.button.click()
    assert screen.clock is None


def test_a_screen_reader_hears_of_five_minutes_one_and_none():
    loop = Waiting()
    clock = Countdown(15, loop)
    clock.start()
    heard = []
    for _ in range(15):
        loop.minutes(1)
        heard.append(clock.told.value)
    assert clock.left == 0
    assert [one for one in dict.fromkeys(heard) if "min left" in one] == [heard[9], heard[13]]
    assert "nothing is lost" in heard[-1]
    assert 'aria-live="polite"' in heard[-1]
    assert "aria-live" not in clock.figure.value


def test_a_clock_that_was_switched_off_stays_off():
    loop = Waiting()
    clock = Countdown(15, loop)
    clock.start()
    loop.minutes(2)
    clock.off.click()
    assert loop.next is None
    assert clock.box.children == ()


def test_where_nothing_can_wait_the_clock_stands_still():
    clock = Countdown(15)
    clock.start()
    assert clock.left == 15
