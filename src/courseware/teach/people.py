"""A student of a class, as the roster has it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Student:
    """One row of ``students.csv``; all but the id may be empty.

    Attributes
    ----------
    id
        As in the gradebook, the folders and, on a hub, the login.
    lms_user_id
        What the learning management system calls the same person.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def name(self) -> str:
        """First and last name, or the id where neither is known."""
        return f"{self.first_name} {self.last_name}".strip() or self.id
