"""Tables that everybody can read: one HTML and one plain text for every DataFrame and Series a notebook shows."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

MAX_ROWS, MAX_COLUMNS = 15, 8
MAX_CELL_HTML, MAX_CELL_TEXT = 160, 40
MAX_UNBROKEN = 24
MAX_DECIMALS = 4
MISSING = "missing"
_TYPES = {"DataFrame": ("pandas", "pandas.core.frame"), "Series": ("pandas", "pandas.core.series")}


class Table:
    """A table with its caption, as a notebook shows it."""

    def __init__(self, frame: Any, caption: str) -> None:
        self._grid, self._caption = _grid(frame), caption

    def __repr__(self) -> str:
        return _text(self._grid, self._caption)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": _html(self._grid, self._caption), "text/plain": repr(self)}


def table(frame: Any, *, caption: str) -> Table:
    """Return a DataFrame or Series with a caption that says what it shows.

    At most 15 rows and 8 columns are shown; the caption says how many there are.

    Raises
    ------
    TypeError
        If it is neither a DataFrame nor a Series, or the caption is no text.
    """
    if type(frame).__name__ not in _TYPES:
        raise TypeError(f"show.table shows a DataFrame or a Series, not {type(frame).__name__}.")
    if not isinstance(caption, str) or not caption.strip():
        raise TypeError("show.table needs a caption: one line that says what the table shows.")
    return Table(frame, caption.strip())


def register(shell: Any) -> None:
    """Show every DataFrame and Series of an IPython shell this way."""
    formatters = shell.display_formatter.formatters
    for name, modules in _TYPES.items():
        for module in modules:
            formatters["text/html"].for_type_by_name(module, name, lambda frame: _html(_grid(frame), ""))
            formatters["text/plain"].for_type_by_name(module, name, _print)


def _print(frame: Any, printer: Any, cycle: bool) -> None:
    printer.text(_text(_grid(frame), ""))


@dataclass(frozen=True)
class _Grid:
    """What is shown of a table: text only.

    ``head`` and each row of ``body`` begin with the ``labels`` columns of the index; ``numeric`` tells which columns
    stand to the right.
    """

    head: list[str]
    body: list[list[str]]
    labels: int
    numeric: list[bool]
    size: str
    cut: bool


def _grid(frame: Any) -> _Grid:
    whole = frame.to_frame("value" if frame.name is None else frame.name) if hasattr(frame, "to_frame") else frame
    rows, columns = whole.shape
    part = whole.iloc[:MAX_ROWS, :MAX_COLUMNS]
    levels = [
        part.index.get_level_values(place).to_series(index=range(len(part))) for place in range(part.index.nlevels)
    ]
    values = [*levels, *(part.iloc[:, place] for place in range(part.shape[1]))]
    cut = rows > MAX_ROWS or columns > MAX_COLUMNS
    return _Grid(
        head=[*_corners(whole), *map(_label, part.columns)],
        body=[list(row) for row in zip(*map(_column, values), strict=True)],
        labels=len(levels),
        numeric=[_is_number(column) for column in values],
        size=_size(rows, columns, cut),
        cut=cut,
    )


def _size(rows: int, columns: int, cut: bool) -> str:
    if not cut:
        return f"{rows} {'row' if rows == 1 else 'rows'}, {columns} {'column' if columns == 1 else 'columns'}"
    parts = [f"{MAX_ROWS} of {rows} rows"] if rows > MAX_ROWS else []
    parts += [f"{MAX_COLUMNS} of {columns} columns"] if columns > MAX_COLUMNS else []
    return f"showing {' and '.join(parts)}"


def _corners(frame: Any) -> list[str]:
    """Name the columns of the index, since a header cell must not be empty."""
    names = ["row" if name is None else _label(name) for name in frame.index.names]
    across = [_label(name) for name in frame.columns.names if name is not None]
    return [*names[:-1], " / ".join([names[-1], *across])]


def _label(name: Any) -> str:
    if isinstance(name, tuple):
        return " / ".join(_label(part) for part in name if part != "")
    return " ".join(str(name).removesuffix(" 00:00:00").split()) or "unnamed"


def _is_number(column: Any) -> bool:
    return getattr(column.dtype, "kind", "O") in "iufm"


def _column(column: Any) -> list[str]:
    """Return the cells of a column as text, all in one form."""
    kind = getattr(column.dtype, "kind", "O")
    absent = column.isna().tolist()
    present = [value for value, missing in zip(column.tolist(), absent, strict=True) if not missing]
    if kind == "f":
        decimals = _decimals([value for value in present if not _is_tiny(value)])
        shown = (_number(value, decimals) for value in present)
    elif kind == "M":
        days = all(value == value.normalize() for value in present)
        shown = (value.date().isoformat() if days else value.isoformat(" ", "minutes") for value in present)
    elif kind == "m":
        shown = (f"{value.days} days" if value.seconds == value.microseconds == 0 else str(value) for value in present)
    else:
        shown = (" ".join(str(value).split()) for value in present)
    texts = iter(shown)
    return [MISSING if missing else next(texts) for missing in absent]


def _decimals(numbers: list[float]) -> int:
    """Return how many decimals show these numbers in full, from 1 to 4."""
    for decimals in range(1, MAX_DECIMALS):
        if all(abs(round(number, decimals) - number) <= 1e-9 * max(1, abs(number)) for number in numbers):
            return decimals
    return MAX_DECIMALS


def _number(number: float, decimals: int) -> str:
    return f"{number:.2e}" if _is_tiny(number) else f"{number:.{decimals}f}"


def _is_tiny(number: float) -> bool:
    return 0 < abs(number) < 10**-MAX_DECIMALS


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _captioned(grid: _Grid, caption: str) -> str:
    if not caption:
        return grid.size
    return f"{caption} ({grid.size})" if grid.cut else caption


def _html(grid: _Grid, caption: str) -> str:
    sides = [_style(grid, place) for place in range(len(grid.head))]

    def cell(place: int, text: str) -> str:
        shown = escape(_cut(text, MAX_CELL_HTML)) if text != MISSING else f"<em>{MISSING}</em>"
        tag, scope = ("th", ' scope="row"') if place < grid.labels else ("td", "")
        return f"<{tag}{scope}{sides[place]}>{shown}</{tag}>"

    head = "".join(f'<th scope="col"{side}>{escape(name)}</th>' for name, side in zip(grid.head, sides, strict=True))
    rows = "\n".join(f"<tr>{''.join(cell(*item) for item in enumerate(row))}</tr>" for row in grid.body)
    style = "caption-side:top;text-align:left;padding:4px 0;color:var(--jp-content-font-color1,inherit)"
    return (
        f'<table class="dataframe">\n<caption style="{style}">{escape(_captioned(grid, caption))}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _style(grid: _Grid, place: int) -> str:
    """Return the style of a column: numbers to the right, dates and other short cells on one line."""
    short = all(len(row[place]) <= MAX_UNBROKEN for row in grid.body)
    side = "right" if grid.numeric[place] else "left"
    return f' style="text-align:{side}{";white-space:nowrap" if short else ""}"'


def _text(grid: _Grid, caption: str) -> str:
    lines = [[_cut(text, MAX_CELL_TEXT) for text in line] for line in (grid.head, *grid.body)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = (
        "  ".join(
            text.rjust(width) if number else text.ljust(width)
            for text, width, number in zip(line, widths, grid.numeric, strict=True)
        ).rstrip()
        for line in lines
    )
    return "\n".join([*padded, f"[{_captioned(grid, caption)}]"])
