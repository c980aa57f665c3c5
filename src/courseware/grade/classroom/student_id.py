"""What may be a student's id: names and numbers in any script, and nothing that a path, a pattern or a table reads."""

from __future__ import annotations

import unicodedata

MAX_LETTERS = 60
_SIGNS = " ._@+-'"


def is_student_id(text: str) -> bool:
    """Return whether nbgrader's commands, pages and tables all take this for the name of one student.

    Letters and digits of any script, ``. _ @ + - '`` and spaces inside; the first is a letter or a digit. Patterns
    (``* ? [``), commas and double quotes are none: nbgrader would take them for several students or several columns.
    Letters are composed (NFC), else a folder unpacked on a Mac would be somebody else than the name in the gradebook.
    """
    return (
        0 < len(text) <= MAX_LETTERS
        and text == text.strip()
        and unicodedata.is_normalized("NFC", text)
        and unicodedata.category(text[0])[0] in "LN"
        and all(unicodedata.category(letter)[0] in "LMN" or letter in _SIGNS for letter in text)
    )
