"""Whose a parcel is: by the id of the roster, or by a full name that one student alone has."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from courseware.course_errors import nearest
from courseware.grade.repair.found import shown
from courseware.teach.classes.parcels import Parcel
from courseware.teach.people import Student


def match(parcels: Sequence[Parcel], roster: Mapping[str, Student]) -> tuple[dict[str, Parcel], list[str]]:
    """Return the parcels by student, and a sentence for each that is refused or is nobody's.

    Ids and names are compared in capitals or not, and however their letters are composed. Two parcels for one student
    are both refused, since nobody can know which one counts.
    """
    ids = {_letters(id): id for id in roster}
    names: dict[str, list[str]] = {}
    for id, student in roster.items():
        for name in _spellings(student):
            names.setdefault(name, []).append(id)
    found: dict[str, list[Parcel]] = {}
    said = []
    for parcel in parcels:
        told = _letters(parcel.owner)
        meant = [ids[told]] if told in ids else names.get(told, [])
        if parcel.fault:
            said.append(f"{shown(parcel.owner)} is refused: {parcel.fault.rstrip('.')}.")
        elif not parcel.files:
            continue
        elif len(meant) > 1:
            said.append(
                f"{shown(parcel.owner)} is a name of {' and '.join(meant)}. Rename the folder to the id of the one."
            )
        elif not meant:
            hint = nearest(parcel.owner, [*roster])
            said.append(f"{shown(parcel.owner)} is nobody in the roster. {hint} Rename the folder to the id.")
        else:
            found.setdefault(meant[0], []).append(parcel)
    for student, several in found.items():
        if len(several) > 1:
            owners = " and ".join(shown(parcel.owner) for parcel in several)
            said.append(f"{owners} are all {student}, and none is collected. Keep the one that counts.")
    return {student: several[0] for student, several in found.items() if len(several) == 1}, said


def _spellings(student: Student) -> set[str]:
    first, last = student.first_name, student.last_name
    return {_letters(name) for name in (f"{first} {last}", f"{last} {first}", f"{last}, {first}") if first or last}


def _letters(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
