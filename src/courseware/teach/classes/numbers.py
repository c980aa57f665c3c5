"""The numbers that stand for students in blind reviews: given once, the same all term."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from courseware.author import own_sets
from courseware.teach import sheets
from courseware.teach.classes.folder import Workspace
from cyberdiplomacy.simulation import chance

NAME = "peer/numbers.csv"
COLUMNS = ("number", "student_id")


def seed(workspace: Workspace, purpose: str) -> int:
    """Return a number that only this class can draw."""
    return own_sets.lot(workspace.secret, purpose)


def read(workspace: Workspace) -> dict[str, str]:
    """Return ids by number, r… for reviewers and a… for authors; none before the first round."""
    path = workspace.home / NAME
    rows = sheets.read(path, COLUMNS, needed=COLUMNS) if path.is_file() else []
    return {row.cells["number"]: row.cells["student_id"] for row in rows}


def given(workspace: Workspace, students: Iterable[str]) -> dict[str, str]:
    """Return ids by number with numbers for these students, too; those that were given before stay.

    No number is also somebody's id, and the two numbers of a student have nothing to do with each other.
    """
    found = read(workspace)
    new, taken = sorted({*students} - {*found.values()}), {*found, *workspace.roster}
    lot = seed(workspace, f"numbers {len(found)}")
    for role in "ra":
        free = (number for count in itertools.count(1) if (number := f"{role}{count:02}") not in taken)
        found |= zip(free, chance.shuffled(new, lot, role), strict=False)
    return found


def write(workspace: Workspace, numbers: dict[str, str]) -> None:
    """Keep the numbers."""
    rows = (dict(zip(COLUMNS, one, strict=True)) for one in sorted(numbers.items()))
    workspace.write(NAME, sheets.written(COLUMNS, rows))
