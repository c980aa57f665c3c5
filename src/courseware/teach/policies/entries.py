"""What was granted, asked and reviewed in a class, as typed entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

Kind = Literal["extension", "excused", "accommodation"]
KINDS: tuple[Kind, ...] = get_args(Kind)
EVERY = "*"


@dataclass(frozen=True)
class Extension:
    """A row of ``extensions.csv``.

    Attributes
    ----------
    assignment
        An id, or ``*`` for all, which only an accommodation may have.
    due
        The new due instant of an extension, in UTC; else None.
    factor
        By what an accommodation multiplies the time from release to due date; else 1.
    """

    student: str
    assignment: str
    kind: Kind
    due: datetime | None = None
    factor: float = 1.0
    reason: str = ""
    granted_by: str = ""
    granted_on: date | None = None


@dataclass(frozen=True)
class Member:
    """A row of ``groups.csv``: a student is in one group; the role is the instructor's word, nothing is computed."""

    group: str
    student: str
    role: str = ""


@dataclass(frozen=True)
class Request:
    """A row of ``regrades.csv``.

    Attributes
    ----------
    item
        What nbgrader calls the cell, such as ``ex01-draft``.
    decided
        None while the request is open.
    old, new
        Points before and after; ``new`` is None while it is open, and if it was declined.
    """

    id: str
    student: str
    assignment: str
    item: str
    claim: str
    opened: date
    decided: date | None = None
    by: str = ""
    old: float | None = None
    new: float | None = None
    reason: str = ""


@dataclass(frozen=True)
class Level:
    """A row of ``reviews.csv``: the level, 4 to 1 or 0, of one criterion, 1 to 5, in one review."""

    reviewer: str
    author: str
    assignment: str
    criterion: int
    level: int
    comment: str = ""


@dataclass(frozen=True)
class Tables:
    """The entries of all four tables, in the order of their rows."""

    extensions: tuple[Extension, ...] = ()
    groups: tuple[Member, ...] = ()
    regrades: tuple[Request, ...] = ()
    reviews: tuple[Level, ...] = ()
