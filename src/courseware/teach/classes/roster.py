"""Read a roster from a registry's file, say what it would change in a class, and change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from courseware.grade.classroom.student_id import MAX_LETTERS, is_student_id
from courseware.teach import sheets
from courseware.teach.classes import variants
from courseware.teach.classes.folder import HEADERS, ROSTER, Workspace
from courseware.teach.people import Student

COLUMNS = HEADERS[ROSTER]
_MOST_FAULTS = 12


@dataclass(frozen=True)
class Plan:
    """What an import does: who is new, who changes, from what to what, and who is on no list but stays.

    Attributes
    ----------
    unread
        Columns of the file of which nothing is taken.
    """

    new: tuple[Student, ...]
    changed: tuple[tuple[Student, Student], ...]
    gone: tuple[Student, ...]
    unread: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether anything would be written."""
        return bool(self.new or self.changed)

    def lines(self) -> Iterator[str]:
        """Yield a sentence for columns that are not read, and one for each student whom it touches."""
        if self.unread:
            yield f"Not read: {', '.join(self.unread)}. Known: {', '.join(COLUMNS)}."
        for one in self.new:
            yield f"new: {one.id} ({one.name})"
        for old, now in self.changed:
            said = (
                f"{column} '{was}' becomes '{becomes}'"
                for column in COLUMNS
                if (was := getattr(old, column)) != (becomes := getattr(now, column))
            )
            yield f"changed: {now.id}: {', '.join(said)}"
        for one in self.gone:
            yield f"not in the file: {one.id} ({one.name}) stays; to remove somebody: course class forget"


def read(path: Path) -> list[Student]:
    """Return the students of a file with nbgrader's columns; only ``id`` is needed, other columns are not read.

    Raises
    ------
    ValueError
        If the file is no CSV with a column ``id``, or an id is missing, ill-formed or not one student's alone; every
        such row is named with its line.
    """
    rows = sheets.read(path, COLUMNS, needed=("id",))
    faults = [*_ill_formed(rows), *_shared(rows)]
    if faults:
        more = [f"and {len(faults) - _MOST_FAULTS} more"] if len(faults) > _MOST_FAULTS else []
        raise ValueError("\n".join([f"{path.name} was not imported.", *faults[:_MOST_FAULTS], *more]))
    if not rows:
        raise ValueError(f"{path.name} names no student: there is no row below its header.")
    return [Student(**{column: row.cells.get(column, "") for column in COLUMNS}) for row in rows]


def unread_columns(path: Path) -> tuple[str, ...]:
    """Return the columns of a roster's file that :func:`read` leaves aside, as the file calls them."""
    return tuple(column for column in sheets.columns_of(path, COLUMNS) if column and column not in COLUMNS)


def plan(now: Mapping[str, Student], given: Sequence[Student], unread: tuple[str, ...] = ()) -> Plan:
    """Compare a roster that was read with the class.

    A column that the file leaves empty for a student keeps what the class has. ``unread`` are the columns of the file
    that say nothing here.

    Raises
    ------
    ValueError
        If an id differs from one of the class by capitals only: on some machines the two would share a folder.
    """
    by_letters = {id.casefold(): id for id in now}
    new, changed = [], []
    for one in given:
        meant = by_letters.get(one.id.casefold(), one.id)
        if meant != one.id:
            raise ValueError(
                f"'{one.id}' differs from '{meant}' of the class by capitals only, and the two would share a folder. "
                "Write the id as the class has it."
            )
        if one.id not in now:
            new.append(one)
            continue
        filled = Student(**{column: getattr(one, column) or getattr(now[one.id], column) for column in COLUMNS})
        if filled != now[one.id]:
            changed.append((now[one.id], filled))
    listed = {one.id for one in given}
    return Plan(tuple(new), tuple(changed), tuple(old for id, old in now.items() if id not in listed), unread)


def apply(workspace: Workspace, wanted: Plan) -> None:
    """Write the roster, then gradebook and cases of simulations, which may lack students even where it does not."""
    after = {**workspace.roster, **{now.id: now for _, now in wanted.changed}, **{one.id: one for one in wanted.new}}
    if wanted.changes:
        columns = sheets.columns_of(workspace.home / ROSTER, COLUMNS)
        kept = {row.cells["id"]: row.cells for row in sheets.read(workspace.home / ROSTER, COLUMNS, needed=("id",))}
        columns += [column for column in COLUMNS if column not in columns]
        rows = ({**kept.get(one.id, {}), **vars(one)} for one in after.values())
        workspace.write(ROSTER, sheets.written(columns, rows))
        vars(workspace).pop("roster", None)
    enter(workspace, after.values())
    for assignment in workspace.assignments:
        if workspace.is_released(assignment):
            variants.assign(workspace, assignment, after)


def enter(workspace: Workspace, students: Iterable[Student]) -> None:
    """Bring the gradebook in line with the roster; nobody is removed from it."""
    with workspace.gradebook() as book:
        known = {one.id: one for one in book.students}
        for one in students:
            wanted = {column: getattr(one, column) or None for column in COLUMNS[1:]}
            there = known.get(one.id)
            if there is None or any(getattr(there, column) != value for column, value in wanted.items()):
                book.update_or_create_student(one.id, **wanted)


def _ill_formed(rows: Sequence[sheets.Row]) -> Iterator[str]:
    for row in rows:
        id = row.cells.get("id", "")
        if not id:
            yield f"line {row.line}: the id is missing. It is the login, or any name that stays the same all term."
        elif not is_student_id(id):
            yield (
                f"line {row.line}: {id[:MAX_LETTERS]!a} cannot be an id: it begins with a letter or a digit, has at "
                f"most {MAX_LETTERS} letters, and only letters, digits, spaces and . _ @ + - '"
            )


def _shared(rows: Sequence[sheets.Row]) -> Iterator[str]:
    """Name what must be one student's alone and is not."""
    words: dict[str, Callable[[str], str]] = {"id": str.casefold, "email": str.casefold, "lms_user_id": str}
    for column, same in words.items():
        first: dict[str, int] = {}
        for row in rows:
            value = row.cells.get(column, "")
            if value and (before := first.setdefault(same(value), row.line)) != row.line:
                yield f"line {row.line}: the {column} '{value}' stands in line {before} already. Give each their own."
