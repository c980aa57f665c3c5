"""Figures and tables as a notebook of the course shows them: with words for those who do not see them.

``show(fig, alt=…, caption=…)`` is the only way to show a figure. The module itself can be called, so that one line
imports everything: ``from cyberdiplomacy import check, data, show``. Importing it makes every DataFrame and Series of
the running notebook an accessible table; :func:`style` sets the house style of figures.
"""

from __future__ import annotations

import base64
import io
import re
import sys
import types
from html import escape
from typing import Any

from cyberdiplomacy import figures
from cyberdiplomacy.house import HATCHES, LINES, MARKERS, PALETTE, RC, source_line, steps, style
from cyberdiplomacy.tables import register, table

__all__ = [
    "HATCHES",
    "LINES",
    "MARKERS",
    "PALETTE",
    "RC",
    "ShowError",
    "Shown",
    "register",
    "says_nothing",
    "show",
    "source_line",
    "steps",
    "style",
    "table",
]

MAX_ALT = 600
DPI = 144
_CSS_PIXELS_PER_INCH = 96
# Words that name a picture without saying what is seen in it.
_EMPTY_WORD = re.compile(
    r"an?|the|of|this|with|image|picture|photo|figure|fig|chart|graph|plot|map|diagram|bar|line|pie|scatter|step|data|"
    r"alt|text|description|caption|placeholder|todo|tbd|fixme|x+|no|has|been|provided|for|none|untitled|[\d_]+"
)
_CARD = "display:inline-block;background:#fff;padding:8px;border-radius:4px;max-width:100%;box-sizing:border-box"


class ShowError(ValueError):
    """A figure cannot be shown like this; the message says what to write."""


class Shown:
    """A figure as it was when it was shown: picture, words and a digest of the plotted data."""

    def __init__(self, picture: bytes, width: int, alt: str, caption: str, digest: str) -> None:
        self.alt, self.caption, self.digest = alt, caption, digest
        self._picture, self._width = picture, width

    def __repr__(self) -> str:
        return f"Figure: {self.caption}\nShows: {self.alt}\nPlotted data: {self.digest}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        address = f"data:image/png;base64,{base64.b64encode(self._picture).decode('ascii')}"
        page = (
            f'<figure style="margin:0"><div style="{_CARD}"><img alt="{escape(self.alt)}" src="{address}" '
            f'style="display:block;width:{self._width}px;max-width:100%;height:auto"></div>'
            f"<figcaption>{escape(self.caption)}</figcaption></figure>"
        )
        return {"text/html": page, "text/plain": repr(self)}


def show(fig: Any, *, alt: str, caption: str) -> Shown:
    """Return a figure as a notebook shows it: the last line of a cell.

    Parameters
    ----------
    fig
        A matplotlib Figure, or Axes of it. It is closed, so that the notebook does not show it twice.
    alt
        What is seen, for those who do not see it; at most 600 characters.
    caption
        What the figure is about and where its data come from, for everybody.

    Raises
    ------
    ShowError
        If ``fig`` is no figure, or ``alt`` or ``caption`` are empty, a placeholder, too long or the same.
    """
    if not figures.is_figure(fig):
        raise ShowError(f"show() takes a figure, not {type(fig).__name__}: give the fig of fig, ax = plt.subplots().")
    said, told = _words(alt, "alt"), _words(caption, "caption")
    if len(said) > MAX_ALT:
        raise ShowError(f"alt has {len(said)} characters, {MAX_ALT} are enough: say what is seen, numbers in a table.")
    if says_nothing(said):
        raise ShowError(f"alt is {said!r}, which says nothing: say what is seen, such as the highest and lowest value.")
    if said.casefold() == told.casefold():
        raise ShowError("alt repeats the caption: the caption says what it is about, alt says what is seen.")
    figure = fig if hasattr(fig, "savefig") else fig.get_figure(root=True)
    picture, digest = _picture(figure), figures.digest(figures.summary(figure))
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)
    return Shown(picture, round(figure.get_figwidth() * _CSS_PIXELS_PER_INCH), said, told, digest)


def says_nothing(alt: str) -> bool:
    """Return whether an alt text is empty or a placeholder, such as "figure 1"."""
    return all(map(_EMPTY_WORD.fullmatch, re.findall(r"\w+", alt.lower())))


def _words(text: object, name: str) -> str:
    if not isinstance(text, str) or not text.strip():
        raise ShowError(f"{name} is empty: write a sentence, show(fig, alt=…, caption=…).")
    return " ".join(text.split())


def _picture(figure: Any) -> bytes:
    """Return the figure as PNG: the same bytes every time on one machine, white behind it in every theme."""
    page = io.BytesIO()
    figure.savefig(page, format="png", dpi=DPI, facecolor="white", bbox_inches="tight", metadata={"Software": None})
    return page.getvalue()


class _Callable(types.ModuleType):
    """A module that is called like its function of the same name."""

    def __call__(self, fig: Any, *, alt: str, caption: str) -> Shown:
        return show(fig, alt=alt, caption=caption)


def _prepare_notebook() -> None:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        register(shell)


sys.modules[__name__].__class__ = _Callable
_prepare_notebook()
