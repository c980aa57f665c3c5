"""Text that a spreadsheet would run: found, and kept from running."""

from __future__ import annotations

import re

# Where a spreadsheet would see a formula: at the beginning of a cell, and after what another language of the
# spreadsheet takes for the beginning, as the semicolon. Full-width signs count as the others do.
_FORMULA = re.compile(r'^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=(?:[^\S\t\r\n]|")*[=+\-@＝＋－＠])')


def is_formula(value: str) -> bool:
    """Return whether a spreadsheet would take a text for a formula."""
    return _FORMULA.search(value) is not None


def no_formula(value: str) -> str:
    """Return a text with an apostrophe wherever a spreadsheet would see the beginning of a formula."""
    return _FORMULA.sub("'", value)
