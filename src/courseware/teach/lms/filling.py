"""Fill a file that a system handed out: rows that are of nobody stay as they were, and everything left is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from courseware.teach.lms import cells
from courseware.teach.lms.match import owners
from courseware.teach.lms.results import Results
from courseware.teach.people import Student

NO_MARK = {
    "missing": "nothing was handed in",
    "waiting": "something waits for a person",
    "excused": "the student is excused",
}


def matched(
    rows: Sequence[Sequence[str]], identity: Callable[[Sequence[str]], Iterable[str]], results: Results, what: str
) -> tuple[list[Student | None], list[str]]:
    """Return the student of each row and notes on rows and students that have no counterpart.

    Parameters
    ----------
    rows
        Those that may be of students.
    identity
        Returns the cells of a row that tell whose it is.
    what
        The file, as it is called in a note.

    Raises
    ------
    ValueError
        If no row is of a student of the class.
    """
    told = [list(identity(row)) for row in rows]
    found = owners(told, results.students)
    if not any(found):
        raise ValueError(
            f"None of the {len(rows)} rows of {what} is of a student on the roster. Is it of this class, with names or "
            "e-mail addresses shown? Put what the system calls each student into lms_user_id of students.csv."
        )
    here = {student.id for student in found if student}
    notes = [
        f"Left as it was, since it is of nobody on the roster or not clearly of one: {', '.join(filter(None, who))}."
        for who, student in zip(told, found, strict=True)
        if student is None
    ]
    notes += [f"{one.name} ({one.id}) has no row in {what}." for one in results.students if one.id not in here]
    return found, notes


def left(results: Results, student: Student, assignment: str, cell: str) -> list[str]:
    """Return a note on a cell that keeps what the system had, because there are no points to write; none if empty."""
    mark = results.mark(student, assignment)
    if not cell.strip(" -") or mark is None:
        return []
    return [
        f"{student.name} ({student.id}): {cell.strip()} stands in the file and was left, though here "
        f"{NO_MARK.get(mark.state, 'there are no points')}."
    ]


def same(cell: str, points: float) -> bool:
    """Return whether a cell already holds these points, at the two decimals that are exported."""
    there = cells.parse(cell)
    return there is not None and cells.number(there) == cells.number(points)


def too_many(results: Results, student: Student, assignment: str) -> list[str]:
    """Return a note if a student has more points than there are, which systems skip or refuse."""
    points, of = results.points(student, assignment), results.assignments[assignment]
    if points is None or points <= of:
        return []
    return [f"{student.name} ({student.id}) has {points:g} of {of:g} points, which the system will not take."]
