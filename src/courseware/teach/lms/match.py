"""Whose row it is in a file of another system: by an id, an e-mail address or a login, else by a name nobody shares."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from courseware.teach.people import Student


def owners(rows: Sequence[Iterable[str]], students: Sequence[Student]) -> list[Student | None]:
    """Return the student of each row, from the cells in it that tell of a person.

    None where no cell names a student or cells name several, and for every row of a student who has more than one.
    """
    ids, names = _index(students, _ids), _index(students, _names)
    found = []
    for row in rows:
        cells = {_plain(cell) for cell in row}
        hits = set().union(*(ids.get(cell, ()) for cell in cells)) or set().union(*(names.get(c, ()) for c in cells))
        found.append(hits.pop() if len(hits) == 1 else None)
    often = Counter(student.id for student in found if student)
    return [student if student and often[student.id] == 1 else None for student in found]


def _index(students: Sequence[Student], keys: Callable[[Student], Sequence[str]]) -> dict[str, set[Student]]:
    made: dict[str, set[Student]] = {}
    for student in students:
        for key in map(_plain, keys(student)):
            if key:
                made.setdefault(key, set()).add(student)
    return made


def _ids(student: Student) -> Sequence[str]:
    return student.id, student.email, student.lms_user_id


def _names(student: Student) -> Sequence[str]:
    first, last = student.first_name, student.last_name
    return (f"{first} {last}", f"{last} {first}", f"{last}, {first}") if first and last else ()


def _plain(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFC", cell).casefold().split())
