"""A press counts what was chosen before it, though a browser sends the press first."""

from __future__ import annotations

import asyncio

import pytest
from ipywidgets import Button, Text

from cyberdiplomacy import live


@pytest.fixture
def chosen() -> Text:
    return Text()


@pytest.fixture
def taken(chosen) -> list[str]:
    return []


@pytest.fixture
def button(chosen, taken) -> Button:
    button = Button()
    live.on_press(button, lambda: taken.append(chosen.value))
    return button


async def settle() -> None:
    await asyncio.sleep(2 * live.SETTLE_SECONDS)


def test_without_a_loop_a_press_counts_at_once(button, chosen, taken):
    chosen.value = "first"
    button.click()
    assert taken == ["first"]


def test_in_a_kernel_a_press_takes_what_arrives_a_moment_later(button, chosen, taken):
    async def run() -> None:
        chosen.value = "first"
        button.click()
        assert taken == []
        chosen.value = "last"
        await settle()

    asyncio.run(run())
    assert taken == ["last"]


def test_presses_in_one_moment_are_one_press_and_a_later_one_is_another(button, chosen, taken):
    async def run() -> None:
        chosen.value = "one"
        button.click()
        button.click()
        await settle()
        chosen.value = "two"
        button.click()
        await settle()

    asyncio.run(run())
    assert taken == ["one", "two"]


def test_a_press_that_fails_does_not_stop_the_next(taken):
    button = Button()

    def fails_once() -> None:
        taken.append("pressed")
        assert len(taken) > 1, "the first time"

    live.on_press(button, fails_once)

    async def run() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        for _ in range(2):
            button.click()
            await settle()

    asyncio.run(run())
    assert taken == ["pressed", "pressed"]
