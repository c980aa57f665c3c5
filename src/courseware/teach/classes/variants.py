"""Which case of a simulation a student gets, and with which seed: drawn from the secret of the class."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from courseware.author import files
from courseware.grade.classroom.variants import COLUMNS, NAME
from courseware.teach import sheets
from courseware.teach.classes.folder import Workspace
from cyberdiplomacy.simulation import packs as cases
from cyberdiplomacy.simulation import variant

SEEDS = 1_000_000


def pick(assignment: str, student: str, secret: str, packs: Sequence[str]) -> tuple[str, int]:
    """Return the case and the seed of a student: the same for the same four arguments, on every machine.

    From the SHA-256 of assignment, student and secret: its first eight bytes choose the case, the next eight the seed,
    a number below a million. Without the secret neither can be told.

    Raises
    ------
    ValueError
        If there is no case to choose from.
    """
    if not packs:
        raise ValueError(f"There is no graded case for {assignment}. Write one: course scenario new")
    # Lengths keep ("a", "bc") and ("ab", "c") apart.
    told = "".join(f"{len(part)}:{part}" for part in (assignment, student, secret)).encode()
    drawn = hashlib.sha256(told).digest()
    chosen = sorted(packs)[int.from_bytes(drawn[:8], "big") % len(packs)]
    return chosen, int.from_bytes(drawn[8:16], "big") % SEEDS


def simulation(assignment: str) -> str | None:
    """Return the simulation that an assignment is, or None."""
    return assignment.upper() if assignment.upper() in cases.SIMULATIONS else None


def assign(workspace: Workspace, assignment: str, students: Iterable[str]) -> int:
    """Add the rows that ``variants.csv`` lacks and return how many; a row that is there stays as it is.

    Beside the student version lies then the list that the notebook reads, with codes in place of ids.
    """
    which = simulation(assignment)
    if which is None:
        return 0
    path, rows = workspace.home / NAME, _rows(workspace)
    there = {row["student_id"] for row in rows if row["assignment"] == assignment}
    added = []
    for student in students:
        if student not in there:
            pack, seed = pick(assignment, student, workspace.secret, cases.graded(which))
            added.append(dict(zip(COLUMNS, (student, assignment, pack, str(seed)), strict=True)))
    if added:
        workspace.write(NAME, sheets.written(sheets.columns_of(path, COLUMNS), [*rows, *added]))
    hand_out(workspace, assignment)
    return len(added)


def hand_out(workspace: Workspace, assignment: str) -> None:
    """Write the list of a released simulation anew; for anything else nothing is done."""
    which = simulation(assignment)
    if which is None or not workspace.is_released(assignment):
        return
    listed = sorted(
        (variant.code(which, row["student_id"]), row["pack"], row["seed"])
        for row in _rows(workspace)
        if row["assignment"] == assignment
    )
    columns = ("student", "pack", "seed")
    text = sheets.written(columns, (dict(zip(columns, one, strict=True)) for one in listed))
    files.write(workspace.released(assignment).with_name(variant.LIST), text)


def _rows(workspace: Workspace) -> list[dict[str, str]]:
    path = workspace.home / NAME
    return [row.cells for row in sheets.read(path, COLUMNS, needed=COLUMNS)] if path.is_file() else []
