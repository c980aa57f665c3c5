"""A CSV file that somebody else wrote, in which cells change and every other byte stays as it was."""

from __future__ import annotations

import codecs
import csv
import io
import re

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SEPARATORS = ",;\t"
_END = re.compile(r"[\r\n]*\Z")


class CsvFile:
    """The rows of a file, and what is put into them.

    Attributes
    ----------
    rows
        The text of every cell, blank lines as empty rows. Read only; they stay as they were read.
    """

    def __init__(self, content: bytes) -> None:
        """Read a file: with or without a byte order mark, in UTF-8, UTF-16 or what Windows writes in the West.

        Raises
        ------
        ValueError
            If it is no table with a comma, a semicolon or a tab between cells; with what to do.
        """
        self._mark = next((mark for mark in _MARKS if content.startswith(mark)), b"")
        text, self._encoding = _decoded(content.removeprefix(self._mark), _MARKS.get(self._mark))
        self._separator, self.rows, self._raw = _table(text)
        self._cells: dict[int, list[str]] = {}

    def put(self, row: int, column: int, value: str) -> None:
        """Write a cell, in quotes if it was or if it must be."""
        cells = self._cells.setdefault(row, _split(self._raw[row], self.rows[row], self._separator))
        quoted = cells[column].startswith('"') or any(sign in value for sign in f'{self._separator}"\r\n')
        cells[column] = '"' + value.replace('"', '""') + '"' if quoted else value

    def content(self) -> bytes:
        """Return the file."""
        lines = list(self._raw)
        for row, cells in self._cells.items():
            lines[row] = self._separator.join(cells) + _END.search(lines[row])[0]
        return self._mark + "".join(lines).encode(self._encoding)


def _decoded(content: bytes, encoding: str | None) -> tuple[str, str]:
    for name in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            return content.decode(name), name
        except UnicodeDecodeError:
            continue
    raise ValueError("The file is neither UTF-8 nor what Windows writes. Download it again as CSV in UTF-8.")


def _table(text: str) -> tuple[str, list[list[str]], list[str]]:
    """Return separator, cells and raw lines of each row, by the separator that makes the most columns."""
    best: tuple[str, list[list[str]], list[str]] | None = None
    for separator in _SEPARATORS:
        lines = list(io.StringIO(text, newline=""))
        reader = csv.reader(lines, delimiter=separator, strict=True)
        rows, raw, begin = [], [], 0
        try:
            for row in reader:
                rows.append(row)
                raw.append("".join(lines[begin : reader.line_num]))
                begin = reader.line_num
        except csv.Error:
            continue
        widths = {len(row) for row in rows if row}
        if len(widths) == 1 and len(rows[0]) > max(1, len(best[1][0]) if best else 0):
            best = separator, rows, raw
    if best is None:
        raise ValueError(
            "The file is no table with a comma, a semicolon or a tab between cells and as many cells in each row. "
            "Download it again, and give it as it came, not as a spreadsheet saved it."
        )
    return best


def _split(raw: str, row: list[str], separator: str) -> list[str]:
    """Return the cells of a row as they are written, quotes and all."""
    one = re.compile(rf'("(?:[^"]|"")*"|[^{separator}]*)(?:{separator}|\Z)')
    cells = [found[1] for found in one.finditer(_END.sub("", raw))][: len(row)]
    if [_unquoted(cell) for cell in cells] != row:
        raise ValueError(f"The row that begins with {row[0]!r} has quotes in an order that cannot be kept. Mend it.")
    return cells


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell
