"""What is exported: a roster and its marks, each student and assignment once; and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from courseware.teach.marks import Mark
from courseware.teach.people import Student


@dataclass(frozen=True)
class Export:
    """A file for a system, and sentences for the instructor: whom it leaves out, and what to see to."""

    content: bytes
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Results:
    """The marks of a class.

    Attributes
    ----------
    students
        The roster, in the order of the export.
    marks
        In the order of the assignments; marks of people who are not on the roster are left out, and told.
    titles
        What the system calls an assignment, by id; its id if not given.
    pass_share
        The share of the points, 0 to 1, from which on a work is passed, for a system that asks for it.

    Raises
    ------
    ValueError
        If a student has two marks for one assignment, or an assignment has two numbers of points.
    """

    students: Sequence[Student]
    marks: Sequence[Mark]
    titles: Mapping[str, str] = field(default_factory=dict)
    pass_share: float = 0.5

    def __post_init__(self) -> None:
        points: dict[str, float] = {}
        seen: set[tuple[str, str]] = set()
        for mark in self.marks:
            if (mark.student, mark.assignment) in seen:
                raise ValueError(f"{mark.student} has two marks for {mark.assignment}. Leave one of them.")
            seen.add((mark.student, mark.assignment))
            if points.setdefault(mark.assignment, mark.of) != mark.of:
                raise ValueError(
                    f"{mark.assignment} has {points[mark.assignment]:g} points for one student and {mark.of:g} for "
                    f"{mark.student}. Release and grade it anew, so that it is the same for all."
                )

    @cached_property
    def assignments(self) -> dict[str, float]:
        """The points of each assignment, by id."""
        return {mark.assignment: mark.of for mark in self.marks}

    def title(self, assignment: str) -> str:
        """Return what the system calls an assignment."""
        return self.titles.get(assignment, assignment)

    def mark(self, student: Student, assignment: str) -> Mark | None:
        """Return the mark of a student for an assignment, if there is one."""
        return self._by_both.get((student.id, assignment))

    def points(self, student: Student, assignment: str) -> float | None:
        """Return the points after all policies; None, and never 0, where no mark stands."""
        mark = self.mark(student, assignment)
        return mark.final if mark and mark.state == "marked" else None

    def excused(self, student: Student, assignment: str) -> bool:
        """Return whether a student need not hand this in."""
        mark = self.mark(student, assignment)
        return mark is not None and mark.state == "excused"

    def only(self, system: str) -> str:
        """Return the one assignment there is; ValueError if there are several, as the system's file holds one."""
        if len(self.assignments) != 1:
            found = ", ".join(self.assignments) or "none"
            raise ValueError(f"A file of {system} is of one assignment, and here are: {found}. Name one.")
        return next(iter(self.assignments))

    def strangers(self) -> list[str]:
        """Return a sentence for each person with marks who is not on the roster."""
        known = {student.id for student in self.students}
        return [
            f"{id} has marks and is not on the roster, so is left out."
            for id in dict.fromkeys(mark.student for mark in self.marks)
            if id not in known
        ]

    @cached_property
    def _by_both(self) -> dict[tuple[str, str], Mark]:
        return {(mark.student, mark.assignment): mark for mark in self.marks}
