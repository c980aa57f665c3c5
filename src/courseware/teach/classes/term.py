"""A class's term: what its gradebook, tables and policies together say of every student and set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property

from courseware.grade.classroom.classfolder import ClassFolder
from courseware.teach.classes import numbers, returned
from courseware.teach.classes.folder import Workspace
from courseware.teach.marks import Mark
from courseware.teach.policies import extension, final, gradebook, groups, late, tables
from courseware.teach.policies.gradebook import Book


class Term:
    """The sets that are released and have dates in ``policy.yml``; read when first asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @cached_property
    def tables(self) -> tables.Tables:
        """What was granted, asked and reviewed; raises as :func:`courseware.teach.policies.tables.read`."""
        known = self.workspace.roster
        return tables.read(self.workspace.home, known, self.workspace.policy, numbers.read(self.workspace))

    @cached_property
    def books(self) -> dict[str, Book]:
        """What the gradebook knows, by set."""
        names = [name for name in self.workspace.policy.assignments if self.workspace.is_released(name)]
        return {name: gradebook.read(ClassFolder(self.workspace.home, name)) for name in names}

    @cached_property
    def marks(self) -> list[Mark]:
        """The mark of every student for every set, after all policies.

        Raises
        ------
        ValueError
            If a table, the policy or the gradebook does not allow it; with what to do.
        """
        roster = [*self.workspace.roster.values()]
        seen = returned.read(self.workspace)
        return final.marks(roster, self.books, self.workspace.policy, self.tables, seen)

    def shared(self, student: str, assignment: str) -> groups.Shared | None:
        """Return the work that counts for a student, which may be another's of the group; None if there is none."""
        group = groups.partners(student, assignment, self.workspace.policy, self.tables.groups)
        return groups.shared(group, self.books[assignment].works)

    def late(self, student: str, assignment: str) -> bool:
        """Return whether what counts for a student came after due date and grace, as granted to student or group."""
        shared = self.shared(student, assignment)
        if shared is None or shared.work.handed_in is None:
            return False
        policy = self.workspace.policy
        due = extension.due_in_group(student, shared.members, assignment, self.tables.extensions, policy)
        return late.days(due.at, shared.work.handed_in, policy.late) > 0


@dataclass(frozen=True)
class Row:
    """A set in the table of a term; counts are of students, and None before the release."""

    assignment: str
    released: bool
    due: str
    handed_in: int | None = None
    marked: int | None = None
    waiting: int | None = None
    missing: int | None = None
    excused: int | None = None
    late: int | None = None


def rows(term: Term) -> Iterator[Row]:
    """Yield a row for each set of ``policy.yml``; ``due`` is by the clocks of the class."""
    policy = term.workspace.policy
    for name, dates in policy.assignments.items():
        due = f"{dates.due.astimezone(policy.zone):%Y-%m-%d %H:%M}"
        if name not in term.books:
            yield Row(name, False, due)
            continue
        mine = [mark for mark in term.marks if mark.assignment == name]
        states = Counter(mark.state for mark in mine)
        handed_in = [mark.student for mark in mine if mark.state in ("marked", "waiting")]
        yield Row(
            name,
            True,
            due,
            handed_in=len(handed_in),
            marked=states["marked"],
            waiting=states["waiting"],
            missing=states["missing"],
            excused=states["excused"],
            late=sum(term.late(student, name) for student in handed_in),
        )


def lines(found: Iterable[Row]) -> Iterator[str]:
    """Yield the rows as lines of a table, under a line of headings."""
    shown = [[_shown(value) for value in vars(row).values()] for row in found]
    table = [[field.name.replace("_", " ") for field in fields(Row)], *shown]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for cells in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _shown(value: object) -> str:
    return ("yes" if value else "not yet") if isinstance(value, bool) else "" if value is None else str(value)
