"""Decision tables: a legal rule written as rows of conditions and an outcome, instead of as code.

The table is the learner's; nothing here knows a rule. Rows are read from the top, the first that fits a case decides.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import Any

NO_ROW = "no row fits"
_SIGNS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}
_COMPARISON = re.compile(r"(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)")


def table_rule(table: Any, otherwise: Callable[..., str]) -> Callable[..., str]:
    """Return the rule that a decision table states, as a function of the answers in the order of its columns.

    Parameters
    ----------
    table
        A DataFrame: one column for each question, the outcome in the last. A cell is ``any``; ``yes`` or ``no`` for an
        answer that is true or false; a comparison such as ``>= 250`` for a number; else a word, or words that do
        equally well with ``/`` between them. Capitals and blanks at the edges do not count.
    otherwise
        The rule to use while nobody has filled in the table: every row but the first, the worked one, holds only ``?``.

    Returns
    -------
    Callable
        The outcome of the first row that fits, in small letters, or ``"no row fits"``.
    """
    rows = [[str(cell).strip().lower() for cell in row] for row in table.to_numpy().tolist()]
    if rows[1:] and all(cell == "?" for row in rows[1:] for cell in row):
        return otherwise

    def rule(*answers: Any) -> str:
        fitting = (row[-1] for row in rows if all(_fits(cell, said) for cell, said in zip(row, answers, strict=False)))
        return next(fitting, NO_ROW)

    return rule


def _fits(cell: str, answer: Any) -> bool:
    if cell == "any":
        return True
    compared = _COMPARISON.fullmatch(cell)
    if compared:
        return _SIGNS[compared[1]](answer, float(compared[2]))
    words = [word.strip() for word in cell.split("/")]
    if isinstance(answer, bool):
        return not {*words}.isdisjoint(("yes", "true") if answer else ("no", "false"))
    return str(answer).lower() in words
