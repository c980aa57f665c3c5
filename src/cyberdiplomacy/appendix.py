"""The rows of the capstone's data appendix: whether each is complete, and whether every number of a text has one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from cyberdiplomacy import claims

COLUMNS = ("number", "what it is", "source", "computation", "as of")

Row = Mapping[str, object]
"""A row of the data appendix, by the names in ``COLUMNS``."""

_SOURCE = re.compile(
    r"\bD\d{1,2}\b|\bArt(?:icle)?s?\b\.?\s?\d|\b(?:TEU|TFEU|Decision|Regulation|Directive|NIS\s?2|(?:19|20)\d\d/\d+)\b",
    re.IGNORECASE,
)


def faults(rows: Sequence[Row], tables: Collection[str]) -> list[str]:
    """Return what each incomplete row lacks, in words; ``tables`` are the names of the course's tables.

    Rows are counted from 0, as a table of pandas shows them.
    """
    told = (
        (f"row {place}, {row.get('what it is', '')}".rstrip(", "), _fault(row, tables))
        for place, row in enumerate(rows)
    )
    return [f"{name} ({fault})" for name, fault in told if fault]


def without_row(text: str, rows: Sequence[Row]) -> list[str]:
    """Return the numbers of a text that no row gives, each once, as they are written."""
    return claims.missing(claims.numbers(text), [number for row in rows for number in _numbers(row)])


def _fault(row: Row, tables: Collection[str]) -> str:
    lacking = [column for column in COLUMNS if column not in row]
    if lacking:
        return f"no column named {lacking[0]}"
    text = {column: str(row[column]).strip() for column in COLUMNS}
    if not _numbers(row):
        return "no number"
    if not _SOURCE.search(text["source"]) and {*tables}.isdisjoint(re.findall(r"\w+", text["source"])):
        return "source: a table of the course, D1 to D9, or an act"
    if not re.search(r"\w", text["computation"]):
        return "no computation"
    try:
        date.fromisoformat(text["as of"][:10])
    except ValueError:
        return "as of: a date such as 2026-11-20"
    return ""


def _numbers(row: Row) -> list[claims.Number]:
    """Return the number of a row as it was computed, or those that it writes out, such as ``2.6 million``."""
    given = row.get("number")
    try:
        return [claims.value(float(given))]  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return claims.numbers(str(given))
