"""What stands in a cell: a number as the system reads it, a text that no spreadsheet runs, a key left as it is."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from courseware.grade.views import formulas

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def number(value: float, decimal: str = ".") -> str:
    """Return points with at most two decimals, half rounded up, and no zeros at the end: ``7.5``."""
    rounded = Decimal(repr(float(value))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded.normalize():f}".replace(".", decimal)


def parse(cell: str) -> float | None:
    """Return the number in a cell, with a point or a comma before its decimals; None if it is no number."""
    found = cell.strip()
    return float(found.replace(",", ".")) if _NUMBER.fullmatch(found) else None


def key(value: str, what: str) -> str:
    """Return a heading or an id as it is, since the system finds a column or a person by it.

    Raises
    ------
    ValueError
        If a spreadsheet would take it for a formula: an apostrophe would make it another key.
    """
    if formulas.is_formula(value):
        raise ValueError(
            f"{what} is {value!r}, which a spreadsheet takes for a formula, and an apostrophe would make it another. "
            "Change it in the class folder and in the system, or leave it out."
        )
    return value
