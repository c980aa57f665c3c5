"""The four tables of a class, read: each row typed, each fault with its file, line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from courseware.teach.policies import instants, rows
from courseware.teach.policies.entries import EVERY, KINDS, Extension, Level, Member, Request, Tables
from courseware.teach.policies.policy import Policy
from courseware.teach.policies.rows import Row, TableError

__all__ = ["COLUMNS", "TableError", "Tables", "read"]

Moment = TypeVar("Moment")

COLUMNS = {
    "extensions.csv": [
        "student_id",
        "assignment",
        "kind",
        "new_duedate",
        "factor",
        "reason",
        "granted_by",
        "granted_on",
    ],
    "groups.csv": ["group_id", "student_id", "role"],
    "regrades.csv": [
        "request_id",
        "student_id",
        "assignment",
        "cell_id",
        "claim",
        "opened",
        "decided",
        "by",
        "old",
        "new",
        "reason",
    ],
    "reviews.csv": ["reviewer", "author", "assignment", "criterion", "level", "comment"],
}
# An accommodation above this is a slip: 125 instead of 1.25.
_MOST = 3.0
_CRITERIA, _LEVELS = ("1", "2", "3", "4", "5"), ("4", "3", "2", "1", "0")
_REWRITTEN = re.compile(r"\d[./]\d")
_NUMBER = re.compile(r"\d{1,6}([.,]\d{1,6})?")


@dataclass(frozen=True)
class _Known:
    """What the rows may name."""

    students: tuple[str, ...]
    policy: Policy
    codes: Mapping[str, str]


def read(folder: Path, students: Iterable[str], policy: Policy, codes: Mapping[str, str] | None = None) -> Tables:
    """Read the four tables of a class.

    Parameters
    ----------
    folder
        Of the class.
    students
        Ids that may stand in the tables.
    policy
        Names the assignments, the zone of times without an offset, and the texts that reviewers are calibrated on.
    codes
        Ids of students by the number given out for a blind review (:mod:`courseware.teach.classes.numbers`);
        ``reviews.csv`` may hold either.

    Raises
    ------
    TableError
        With one sentence a fault, each naming file, line and column; the faults of all four come together.
    """
    known = _Known(tuple(sorted(students)), policy, codes or {})
    problems: list[str] = []
    extensions = _read(folder / "extensions.csv", _extension, known, "decision", problems)
    groups = _read(folder / "groups.csv", _member, known, "student", problems)
    regrades = _read(folder / "regrades.csv", _request, known, "request", problems)
    reviews = _read(folder / "reviews.csv", _level, known, "criterion of the same review", problems)
    if problems:
        raise TableError(problems)
    return Tables(extensions, groups, regrades, reviews)


def _read(
    path: Path,
    reading: Callable[[Row, _Known], tuple[Any, Hashable]],
    known: _Known,
    what: str,
    problems: list[str],
) -> tuple[Any, ...]:
    """Return the entries of a file, and add to the problems what cannot be read or stands there twice."""
    entries: list[Any] = []
    lines: dict[Hashable, int] = {}
    try:
        table = rows.read(path, COLUMNS[path.name])
    except TableError as error:
        problems += error.problems
        return ()
    for row in table:
        try:
            entry, key = reading(row, known)
        except TableError as error:
            problems += error.problems
            continue
        if lines.setdefault(key, row.line) != row.line:
            problems.append(
                f"{path.name}, line {row.line}: is about the same {what} as line {lines[key]}. Keep one of them."
            )
        entries.append(entry)
    return tuple(entries)


def _extension(row: Row, known: _Known) -> tuple[Extension, Hashable]:
    kind = row.one_of("kind", KINDS, "kind")
    every = kind == "accommodation" and row.cells["assignment"] == EVERY
    for column, of in (("new_duedate", "extension"), ("factor", "accommodation")):
        if row.cells[column] and kind != of:
            raise row.problem(column, f"only kind '{of}' has one. Empty the cell, or correct the kind")
    entry = Extension(
        student=row.one_of("student_id", known.students, "student of the class"),
        assignment=EVERY if every else _assignment(row, known),
        kind=kind,
        due=row.value("new_duedate", _typed(instants.instant, known)) if kind == "extension" else None,
        factor=row.value("factor", _factor) if kind == "accommodation" else 1.0,
        reason=row.cells["reason"],
        granted_by=row.cells["granted_by"],
        granted_on=_day(row, "granted_on", known),
    )
    return entry, (entry.student, entry.assignment, kind, entry.due)


def _member(row: Row, known: _Known) -> tuple[Member, Hashable]:
    student = row.one_of("student_id", known.students, "student of the class")
    return Member(_filled(row, "group_id"), student, row.cells["role"]), student


def _request(row: Row, known: _Known) -> tuple[Request, Hashable]:
    opened, decided = _day(row, "opened", known), _day(row, "decided", known)
    if opened is None:
        raise row.problem("opened", f"the cell is empty. Write when it was asked for, like {instants.DAY}")
    if decided is not None and decided < opened:
        raise row.problem("decided", f"{decided} is before {opened}, when it was opened. Correct one of the two")
    if decided is None and row.cells["new"]:
        raise row.problem("decided", "there are new points, but no day of the decision. Write the day")
    entry = Request(
        id=_filled(row, "request_id"),
        student=row.one_of("student_id", known.students, "student of the class"),
        assignment=_assignment(row, known),
        item=_filled(row, "cell_id"),
        claim=row.cells["claim"],
        opened=opened,
        decided=decided,
        by=row.cells["by"],
        old=row.value("old", _points),
        new=row.value("new", _points),
        reason=row.cells["reason"],
    )
    return entry, entry.id


def _level(row: Row, known: _Known) -> tuple[Level, Hashable]:
    peer = known.policy.peer
    assignment = row.one_of("assignment", peer.assignments, "set that students review: see peer in policy.yml")
    entry = Level(
        reviewer=_person(row, "reviewer", known, ()),
        author=_person(row, "author", known, peer.exemplars),
        assignment=assignment,
        criterion=int(row.one_of("criterion", _CRITERIA, "criterion")),
        level=int(row.one_of("level", _LEVELS, "level")),
        comment=row.cells["comment"],
    )
    if entry.reviewer == entry.author:
        raise row.problem("author", f"'{entry.author}' reviews their own work. Correct one of the two")
    return entry, (entry.reviewer, entry.author, assignment, entry.criterion)


def _person(row: Row, column: str, known: _Known, also: Collection[str]) -> str:
    cell = row.cells[column]
    if cell in known.codes and cell[0] == column[0]:
        return known.codes[cell]
    return row.one_of(column, (*known.students, *also), "student of the class or number of a review")


def _assignment(row: Row, known: _Known) -> str:
    return row.one_of("assignment", tuple(known.policy.assignments), "assignment of policy.yml")


def _filled(row: Row, column: str) -> str:
    if not row.cells[column]:
        raise row.problem(column, "the cell is empty. Fill it")
    return row.cells[column]


def _day(row: Row, column: str, known: _Known) -> date | None:
    return row.value(column, _typed(instants.day, known)) if row.cells[column] else None


def _typed(reading: Callable[[str, ZoneInfo], Moment], known: _Known) -> Callable[[str], Moment]:
    """Let a reader of dates say what to do where a spreadsheet has rewritten a date in its own way."""

    def read(cell: str) -> Moment:
        try:
            return reading(cell, known.policy.zone)
        except ValueError as error:
            hint = ", and in a spreadsheet first make the column text" if _REWRITTEN.search(cell) else ""
            raise ValueError(f"{error}{hint}") from None

    return read


def _number(cell: str) -> float:
    if not _NUMBER.fullmatch(cell):
        raise ValueError(f"'{cell}' is no number from 0 up. Write it like 1.25")
    return float(cell.replace(",", "."))


def _points(cell: str) -> float | None:
    return _number(cell) if cell else None


def _factor(cell: str) -> float:
    factor = _number(cell)
    if not 1 < factor <= _MOST:
        raise ValueError(f"{cell} is not above 1 and at most {_MOST:g}. Half as much time again is 1.5")
    return factor
