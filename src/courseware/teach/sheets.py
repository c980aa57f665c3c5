"""CSV tables that people keep: read with the line of every row, written so that every program reads them back."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SEPARATORS = ",;\t"
MAX_BYTES = 5_000_000


@dataclass(frozen=True)
class Row:
    """A row: the line on which it begins, and its cells by column, without spaces around them."""

    line: int
    cells: dict[str, str]


def read(path: Path, columns: Sequence[str], needed: Sequence[str] = ()) -> list[Row]:
    """Read a table with a header, separated by commas, semicolons or tabs; rows without any text are left out.

    Letters are composed (NFC), so that a name typed on one system is found on another.

    Parameters
    ----------
    columns
        What the columns may be called; a header is recognised in capitals, too. Others keep their names.
    needed
        Columns without which the table says nothing.

    Raises
    ------
    ValueError
        If the file cannot be read, is no UTF-8, lacks a column that is needed, names one twice, or a row has more
        cells than the header; with file, line and remedy.
    """
    reader = _reader(text(path))
    header, found = None, []
    begun = 1
    try:
        for cells in reader:
            line, begun = begun, reader.line_num + 1
            cells = [unicodedata.normalize("NFC", cell.strip()) for cell in cells]
            if not any(cells):
                continue
            if header is None:
                header = _header(path, cells, columns, needed)
                continue
            if len(cells) > len(header) and any(cells[len(header) :]):
                raise ValueError(
                    f"{path.name}, line {line}: there are {len(cells)} cells under {len(header)} columns. "
                    "Put double quotes around a text that holds the separator."
                )
            found.append(Row(line, dict(zip(header, cells, strict=False))))
    except csv.Error as error:
        raise ValueError(
            f"{path.name}, line {begun}: this is no proper CSV ({error}). A double quote in a text is written twice, "
            "and the text stands in double quotes."
        ) from None
    if header is None:
        raise ValueError(f"{path.name} is empty. Its first line names the columns: {','.join(columns)}")
    return found


def text(path: Path) -> str:
    """Return the text of a table, without a mark at its beginning; ValueError if it is no UTF-8 text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror}). Name a CSV file.") from None
    if len(data) > MAX_BYTES or b"\0" in data:
        raise ValueError(f"{path.name} is no CSV file. In your spreadsheet choose: save as, CSV UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ValueError(
            f"{path.name}, line {line}: the letters are not in UTF-8. In your spreadsheet choose: save as, CSV UTF-8."
        ) from None


def written(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return a table as text: commas, a line feed after each row, quotes where they are needed."""
    page = io.StringIO()
    table = csv.DictWriter(page, columns, restval="", extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return page.getvalue()


def columns_of(path: Path, usual: Sequence[str]) -> list[str]:
    """Return the columns of a table as they stand, so that rewriting loses none; the usual if there is none."""
    if not path.is_file():
        return [*usual]
    rows = ([cell.strip() for cell in cells] for cells in _reader(text(path)))
    return _header(path, next(filter(any, rows), []), usual, ()) or [*usual]


def _reader(content: str):
    first = content.lstrip().split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    return csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)


def _header(path: Path, cells: list[str], columns: Sequence[str], needed: Sequence[str]) -> list[str]:
    known = {column.casefold(): column for column in columns}
    header = [known.get(cell.casefold().replace(" ", "_"), cell) for cell in cells]
    twice = [cell for cell in dict.fromkeys(header) if cell and header.count(cell) > 1]
    if twice:
        raise ValueError(f"{path.name}: the column '{twice[0]}' stands there twice. Remove one.")
    for column in needed:
        if column not in header:
            raise ValueError(
                f"{path.name} has no column '{column}'; its first line is {', '.join(header[:8])}. "
                f"Name the columns: {','.join(columns)}"
            )
    return header
