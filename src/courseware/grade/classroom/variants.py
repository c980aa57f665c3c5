"""The case of each student in a graded simulation, from ``variants.csv`` of the class: trusted input of the judge."""

from __future__ import annotations

import csv
from pathlib import Path

from cyberdiplomacy.simulation import packs

NAME = "variants.csv"
COLUMNS = ("student_id", "assignment", "pack", "seed")

Variant = dict[str, tuple[str, int]]
"""By simulation: the name of the case and the seed."""


def read(home: Path, assignment: str) -> dict[str, Variant]:
    """Return the variant of each student who has one in an assignment; nothing for what is no simulation.

    Raises
    ------
    ValueError
        If a row names no case there is, or no seed, or a student twice; with the line.
    """
    path, simulation = home / NAME, assignment.upper()
    if simulation not in packs.SIMULATIONS or not path.is_file():
        return {}
    cases = packs.graded(simulation)
    found: dict[str, Variant] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
            raise ValueError(f"{path} lacks the column {missing[0]}. It has {', '.join(COLUMNS)}.")
        for row in rows:
            if row["assignment"] != assignment:
                continue
            where = f"{path}, line {rows.line_num}"
            if row["student_id"] in found:
                raise ValueError(f"{where}: {row['student_id']} has a case of {assignment} already. Keep one row.")
            if row["pack"] not in cases:
                known = ", ".join(cases)
                raise ValueError(f"{where}: '{row['pack']}' is no graded case of {simulation}. There are: {known}.")
            if not (row["seed"] or "").isdecimal():
                raise ValueError(f"{where}: the seed is a whole number, not '{row['seed']}'.")
            found[row["student_id"]] = {simulation: (row["pack"], int(row["seed"]))}
    return found
