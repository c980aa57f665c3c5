"""The house style of figures: colours, hatches, type sizes, and a line for the source.

Colours are those of Okabe and Ito, which readers of all kinds of colour vision can tell apart. Colour is never the
only cue: lines also differ in pattern, bars in hatch.
"""

from __future__ import annotations

from typing import Any

from cycler import cycler

BLUE, VERMILION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
ORANGE, SKY, YELLOW, BLACK = "#E69F00", "#56B4E9", "#F0E442", "#000000"
PALETTE = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, YELLOW, BLACK)
HATCHES = ("", "//", "..", "xx", "\\\\", "++", "oo", "--")
LINES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1)), (0, (7, 3)))
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
INK, QUIET = "#1A1A1A", "#595959"

RC: dict[str, Any] = {
    "figure.figsize": (7.2, 4.0),
    "figure.facecolor": "white",
    "figure.constrained_layout.use": True,
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "text.color": INK,
    "axes.titlesize": 13,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 12,
    "axes.labelcolor": INK,
    "axes.edgecolor": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "axes.prop_cycle": cycler(color=PALETTE) + cycler(linestyle=LINES),
    "grid.color": "#DDDDDD",
    "xtick.color": INK,
    "ytick.color": INK,
    "lines.linewidth": 2,
    "lines.markersize": 6,
    "hatch.linewidth": 0.8,
    "legend.frameon": False,
}


class HouseStyle:
    """The house style in force since this was made; leaving it as a context manager restores what was before."""

    def __init__(self) -> None:
        import matplotlib

        self._before = {key: matplotlib.rcParams[key] for key in RC}
        matplotlib.rcParams.update(RC)

    def __enter__(self) -> HouseStyle:
        return self

    def __exit__(self, *error: object) -> None:
        import matplotlib

        matplotlib.rcParams.update(self._before)

    def _ipython_display_(self) -> None:
        """Leave no output where ``show.style()`` ends a cell."""


def style() -> HouseStyle:
    """Draw in the house style from now on, or only within the block of ``with show.style():``."""
    return HouseStyle()


def source_line(figure: Any, text: str) -> None:
    """Write the source below a figure, small and to the left; ``text`` without the word "Source"."""
    figure.text(0.01, -0.01, f"Source: {text}", ha="left", va="top", fontsize=9, color=QUIET)


def steps(table: Any, *, title: str) -> Any:
    """Return a step chart of running totals.

    Parameters
    ----------
    table
        DataFrame; the index (dates or numbers) runs to the right, each column is one line, labelled at its end.
    title
        What the chart shows, as a finding.

    Returns
    -------
    matplotlib.figure.Figure
    """
    from matplotlib.figure import Figure

    with style():
        figure = Figure()
        axes = figure.subplots()
        for (name, column), colour, mark in zip(table.items(), PALETTE, MARKERS, strict=False):
            axes.step(column.index, column, where="post", label=str(name), color=colour, marker=mark)
            axes.annotate(
                f"{name} {column.iloc[-1]:g}",
                (column.index[-1], column.iloc[-1]),
                xytext=(10, 0),
                textcoords="offset points",
                va="center",
                color=colour,
                fontweight="bold",
            )
        axes.set_ylim(bottom=0)
        axes.set_title(title)
    return figure
