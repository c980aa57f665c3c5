"""Read the register of facts: every dated or numeric statement of the course, with its date and its source."""

from __future__ import annotations

import csv
import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from cyberdiplomacy import places, sources

FILE = "data/facts.csv"
COLUMNS = ("id", "claim", "value", "as_of", "source", "confidence", "review_by", "lesson")
CONFIDENCES = ("A", "V2", "B", "V1", "C", "M")
"""From the best to the worst: official or primary text; two sources; two secondary sources; one source read;
one weak source; general knowledge, not verified."""
GRADABLE = frozenset({"A", "V2", "B", "V1"})
"""The confidences that a graded item may rest on."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LESSON = re.compile(r"\d\d[PT]?|X\d|CAP")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class RegisterError(ValueError):
    """Bad rows of ``data/facts.csv``; the text names each with row, column and remedy."""


class UnknownFactError(LookupError):
    """An id that no row of the register has; the text names the nearest."""


@dataclass(frozen=True)
class Fact:
    """One statement of the course.

    ``claim`` says in one sentence what was true on ``as_of``; ``value`` is the part of it that a text shows;
    ``source`` holds source ids joined by ``; `` (see :mod:`cyberdiplomacy.sources`); ``review_by`` is the day by
    which a person must look at it again; ``lesson`` holds lesson ids joined by ``;``.
    """

    id: str
    claim: str
    value: str
    as_of: date
    source: str
    confidence: str
    review_by: date
    lesson: str

    @property
    def lessons(self) -> tuple[str, ...]:
        """The ids of the lessons that may state it."""
        return tuple(self.lesson.split(";"))


def get(fact_id: str) -> Fact:
    """Return the fact with this id.

    Raises
    ------
    UnknownFactError
        If the register has no such id.
    RegisterError
        If the register itself has a bad row.
    """
    register = _register()
    if fact_id in register:
        return register[fact_id]
    near = difflib.get_close_matches(fact_id, register, n=3, cutoff=0.5)
    hint = f"Nearest: {', '.join(near)}." if near else "Look it up in the register or add it there."
    raise UnknownFactError(f"No fact is called '{fact_id}' in {FILE}. {hint}")


def all_facts() -> list[Fact]:
    """Return every fact in the order of the register."""
    return list(_register().values())


def due(on: date) -> list[Fact]:
    """Return the facts whose day of review has come by ``on``, the longest overdue first."""
    return sorted((fact for fact in all_facts() if fact.review_by <= on), key=lambda f: (f.review_by, f.id))


def _register() -> dict[str, Fact]:
    path = places.root() / FILE
    sources_changed = (places.root() / sources.FILE).stat().st_mtime_ns
    return _read(path, path.stat().st_mtime_ns, sources_changed)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _sources_changed: int) -> dict[str, Fact]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise RegisterError(f"{FILE}, row 1: the columns must be {','.join(COLUMNS)}, in this order.")
        rows = list(reader)
    times = Counter(row["id"] for row in rows)
    problems = [
        f"{FILE}, row {number} ({row['id'] or 'no id'}), column {column}: {message}"
        for number, row in enumerate(rows, start=2)
        for column, message in _problems(row, times)
    ]
    if problems:
        raise RegisterError("\n".join(problems))
    return {row["id"]: _fact(row) for row in rows}


def _fact(row: dict[str, str]) -> Fact:
    dates = {column: date.fromisoformat(row[column]) for column in ("as_of", "review_by")}
    return Fact(**{**row, **dates})


def _problems(row: dict[str, str], times: Counter[str]) -> Iterator[tuple[str, str]]:
    """Yield (column, what is wrong and what to do) for each bad cell of a row."""
    if None in row or None in row.values():
        yield "all", f"the row does not have {len(COLUMNS)} cells. Put a cell that holds a comma in quotation marks."
        return
    for column in COLUMNS:
        if not row[column].strip():
            yield column, "the cell is empty. Fill it in."
        elif row[column] != row[column].strip():
            yield column, "the cell begins or ends with a blank. Remove it."
    if row["id"] and not _ID.fullmatch(row["id"]):
        yield "id", f"'{row['id']}' is not in kebab-case. Use small letters, digits and single hyphens."
    if times[row["id"]] > 1:
        yield "id", f"'{row['id']}' is given {times[row['id']]} times. Keep one row or rename the others."
    for column in ("as_of", "review_by"):
        if row[column].strip() and not _is_date(row[column]):
            yield column, f"'{row[column]}' is no date. Write it as YYYY-MM-DD."
    if row["confidence"].strip() and row["confidence"] not in CONFIDENCES:
        yield "confidence", f"'{row['confidence']}' is unknown. Use one of {', '.join(CONFIDENCES)}."
    for lesson in filter(None, row["lesson"].split(";")):
        if not _LESSON.fullmatch(lesson):
            yield "lesson", f"'{lesson}' is no lesson id. Write ids like 04, 00P or X1, joined by ';' without blanks."
    for source_id in sources.ids(row["source"]):
        try:
            sources.resolve(source_id)
        except sources.SourceError as error:
            yield "source", str(error)


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
