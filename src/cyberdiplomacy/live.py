"""A view that is a widget where a kernel runs, and fixed text and HTML everywhere else.

JupyterLab prefers the widget. A stored notebook, the book and a printed page show the HTML, because the builder drops
the widget from stored outputs; nbval compares text and HTML, and never the widget.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from html import escape
from typing import Any

from ipywidgets import HTML, Button, DOMWidget

# Bars beside a message. Each message says its verdict in words; the colour only repeats it.
NEUTRAL, RIGHT, WRONG = "#767676", "#009E73", "#D55E00"
TEXT = "line-height: 1.5; white-space: normal"
SETTLE_SECONDS = 0.3
"""How long a press waits for what was chosen just before it: a way to the browser and back, on a hub far away too."""
_TINT = "1A"  # a tenth of the bar's colour, behind black letters and white ones alike


class Page:
    """Something to read: a fixed text and the same as HTML."""

    def __init__(self, plain: str, html: str) -> None:
        self.plain, self.html = plain, html

    def __repr__(self) -> str:
        return self.plain

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/plain": self.plain, "text/html": self.html}


class Live(Page):
    """Something to use: a :class:`Page` for paper, and a widget for the one who runs the cell."""

    def __init__(self, plain: str, html: str, widget: DOMWidget) -> None:
        super().__init__(plain, html)
        self.widget = widget

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {**(self.widget._repr_mimebundle_() or {}), **super()._repr_mimebundle_()}


def status() -> HTML:
    """Return an empty place for messages that a screen reader speaks when they change."""
    place = HTML()
    say(place, "")
    return place


def say(place: HTML, html: str, colour: str = NEUTRAL) -> None:
    """Show a message (HTML, already escaped) in a place made by :func:`status`; an empty one clears it."""
    bar = f"border-left: 4px solid {colour}; background: {colour}{_TINT}; padding: 6px 12px; margin: 6px 0"
    style = f' style="{bar}; {TEXT}"' if html else ""
    place.value = f'<div role="status" aria-live="polite"{style}>{html}</div>'


def sentence(text: object) -> str:
    """Return a plain text as safe HTML."""
    return escape(str(text), quote=False)


def on_press(button: Button, do: Callable[[], None]) -> None:
    """Do something when a button is pressed, once what was chosen before the press has arrived.

    Of quick changes of one control a browser keeps the last back until the kernel has answered the one before it. A
    press is not kept back and overtakes it, so the kernel waits a moment; further presses meanwhile are the same press.
    Where nothing can wait, as in a plain program, it is done at once.
    """
    waiting = False

    def settled() -> None:
        nonlocal waiting
        waiting = False
        do()

    def pressed(_: Button) -> None:
        nonlocal waiting
        if waiting:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            do()
            return
        waiting = True
        loop.call_later(SETTLE_SECONDS, settled)

    button.on_click(pressed)
