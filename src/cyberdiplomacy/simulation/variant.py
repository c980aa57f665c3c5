"""Which case and which lot a learner has in a graded simulation: the grader's word, the class's list, or the usual."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from pathlib import Path

from cyberdiplomacy.simulation import packs

LIST = "variants.csv"
"""Beside a released set: columns ``student`` (see :func:`code`), ``pack`` and ``seed``."""

# By simulation, name of the case and seed: what the grader says of the submission that this process judges.
_said: dict[str, tuple[str, int]] = {}


class VariantError(ValueError):
    """The list of a class cannot be used; the text says why and what to do."""


class Case:
    """The case of a graded set.

    Attributes
    ----------
    simulation
        ``X1`` or ``X2``.
    """

    def __init__(self, simulation: str, usual: str, seed: int = 0) -> None:
        """Begin with the case that everybody has who has no list."""
        self.simulation = simulation
        self._own = usual, seed

    @property
    def name(self) -> str:
        """The name of the case."""
        return self._told[0]

    @property
    def seed(self) -> int:
        """The number from which lots are drawn."""
        return self._told[1]

    @property
    def pack(self) -> packs.Pack:
        """The case itself."""
        return packs.load(self.simulation, self.name)

    def mine(self, student: str = "", folder: Path | None = None) -> str:
        """Take the case of a student from the list of the class, and say in a sentence which it is.

        Parameters
        ----------
        student
            The id in the class; empty where there is no class.
        folder
            Where the list lies; usually the folder of the notebook.

        Raises
        ------
        VariantError
            If the list has no such student, or cannot be read.
        """
        path = (folder or Path()) / LIST
        if path.is_file():
            self._own = _listed(path, self.simulation, student.strip())
            how = "from the list of your class"
        else:
            how = "the one for everybody, since no list of a class lies beside this notebook"
        return f"Your case is {self.name}, seed {self.seed}: {how}."

    @property
    def _told(self) -> tuple[str, int]:
        return _said.get(self.simulation, self._own)


def code(simulation: str, student: str) -> str:
    """Return what stands for a student in a list that all can read."""
    return hashlib.sha256(f"{simulation}:{student}".encode()).hexdigest()[:16]


def say(told: Mapping[str, tuple[str, int]]) -> None:
    """Take what the grader says, by simulation: name of the case and seed."""
    _said.clear()
    _said.update({simulation: (str(name), int(seed)) for simulation, (name, seed) in told.items()})


def _listed(path: Path, simulation: str, student: str) -> tuple[str, int]:
    if not student:
        raise VariantError(f"Your class has a list of cases ({LIST}). Write your id between the quotation marks.")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("student") == code(simulation, student)]
    if len(rows) != 1:
        raise VariantError(
            f"{LIST} has no case for '{student}'. Write your id as your instructor has it, or ask for a new list."
        )
    try:
        return rows[0]["pack"], int(rows[0]["seed"])
    except (KeyError, TypeError, ValueError):
        raise VariantError(f"The row of '{student}' in {LIST} cannot be read. Ask your instructor for it.") from None
