"""A clock that only tells: minutes left, to be switched off by whoever does not want it. Nothing happens at its end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from ipywidgets import HTML, Button, VBox

from cyberdiplomacy import live

TOLD_AT = (5, 1, 0)
"""Minutes left at which a screen reader hears of it; in between the figure changes in silence."""
Later = Callable[[float, Callable[[], None]], Any]
"""Calls something after some seconds and returns what has ``cancel()``, as an event loop's ``call_later`` does."""


class Countdown:
    """Minutes that run down on the screen. ``box`` is its widget, ``off`` the button that takes it away for good."""

    def __init__(self, minutes: int, later: Later | None = None) -> None:
        self.left, self._later, self._next = minutes, later, None
        self.figure, self.told = HTML(), live.status()
        self.off = Button(description="Switch the clock off", layout={"width": "auto"})
        self.off.on_click(lambda _: self.stop())
        self.box = VBox([self.figure, self.told, self.off])

    def start(self) -> None:
        """Begin to run; where nothing can wait, as in a plain program, the clock stands still."""
        live.say(self.told, f"{self.left} minutes for this phase. The clock only tells: nothing is lost when it ends.")
        self._show()
        self._wait()

    def stop(self) -> None:
        """Take the clock off the screen."""
        if self._next:
            self._next.cancel()
        self._next, self.box.children = None, ()

    def _minute(self) -> None:
        self.left -= 1
        self._show()
        if self.left in TOLD_AT:
            said = f"{self.left} min left." if self.left else "The time is over. Take what you need; nothing is lost."
            live.say(self.told, said)
        if self.left:
            self._wait()

    def _wait(self) -> None:
        try:
            later = self._later or asyncio.get_running_loop().call_later
        except RuntimeError:
            return
        self._next = later(60, self._minute)

    def _show(self) -> None:
        self.figure.value = f'<p style="{live.TEXT}"><strong>Clock: {self.left} min left</strong></p>'
