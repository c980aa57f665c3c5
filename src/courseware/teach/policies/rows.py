"""Rows of a table of the class, each cell with the file, the line and the column to name in a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from courseware.course_errors import nearest
from courseware.teach import sheets

Value = TypeVar("Value")


class TableError(ValueError):
    """Raised when tables of the class cannot be used; its text holds every problem, one a line."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class Row:
    """A row: file and line, and its cells by column."""

    file: str
    line: int
    cells: dict[str, str]

    def problem(self, column: str, fault: str) -> TableError:
        """Return the error for a cell; ``fault`` says what is wrong and what to do."""
        return TableError([f"{self.file}, line {self.line}, {column}: {fault}{'' if fault[-1] in '.?' else '.'}"])

    def value(self, column: str, reading: Callable[[str], Value]) -> Value:
        """Return what a function reads in a cell; a ValueError that it raises comes back with the cell named."""
        try:
            return reading(self.cells[column])
        except ValueError as error:
            raise self.problem(column, str(error)) from None

    def one_of(self, column: str, known: Sequence[str], what: str) -> str:
        """Return a cell that must be one of some names; ``what`` says what they are."""
        name = self.cells[column]
        if name not in known:
            found = f"'{name}' is" if name else "the cell is empty, that is"
            raise self.problem(column, f"{found} no {what}. {nearest(name, known)}")
        return name


def read(path: Path, columns: Sequence[str]) -> list[Row]:
    """Return the rows of a table that has these columns, and may have others.

    Raises
    ------
    TableError
        If it is missing or cannot be read; with file, line and what to do.
    """
    if not path.is_file():
        raise TableError([f"There is no {path}. Put it back; without rows it is the line {','.join(columns)}"])
    try:
        found = sheets.read(path, columns, needed=columns)
    except ValueError as error:
        raise TableError([str(error)]) from None
    # A spreadsheet leaves out empty cells at the end of a row.
    return [Row(path.name, row.line, {**dict.fromkeys(columns, ""), **row.cells}) for row in found]
