"""A view that is a widget where a kernel runs, and fixed text and HTML everywhere else.

JupyterLab prefers the widget. A stored notebook, the book and a printed page show the HTML, because the builder drops
the widget from stored outputs; nbval compares text and HTML, and never the widget.
"""

from __future__ import annotations

from html import escape
from typing import Any

from ipywidgets import HTML, DOMWidget

# Bars beside a message. Each message says its verdict in words; the colour only repeats it.
NEUTRAL, RIGHT, WRONG = "#767676", "#009E73", "#D55E00"
TEXT = "line-height: 1.5; white-space: normal"
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
