"""Names that tell nobody who is meant, the same wherever a student stands on one page."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping


def pseudonyms(students: Iterable[str], page: str, secret: str) -> Mapping[str, str]:
    """Return "Student 1" and on by id, in an order that says nothing of ids or names.

    Parameters
    ----------
    page
        What the page is called: another page has other numbers.
    secret
        Only who knows it can tell whose number it is, and gets the same numbers again.
    """

    def place(student: str) -> bytes:
        return hmac.digest(secret.encode(), f"{page}\0{student}".encode("utf-8", "surrogatepass"), hashlib.sha256)

    return {student: f"Student {number}" for number, student in enumerate(sorted(set(students), key=place), start=1)}
