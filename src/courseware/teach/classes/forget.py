"""Remove a student from a class: tables, work, marks, pages and backups; and say what may be left elsewhere."""

from __future__ import annotations

import glob
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import MissingEntry
from sqlalchemy import text

from courseware.grade.classroom.lock import OWN, alone
from courseware.grade.classroom.records import Records
from courseware.teach import sheets
from courseware.teach.classes import certificates, numbers, peers, traces, variants
from courseware.teach.classes.collect import BACKUPS
from courseware.teach.classes.export import EXPORTS
from courseware.teach.classes.folder import HEADERS, REPORTS, ROSTER, Workspace
from courseware.teach.classes.term import Term
from courseware.teach.people import Student

# In which columns of the tables a student stands.
PEOPLE = ("student_id", "reviewer", "author")
# What is made from the rest and can be made again, and what nbgrader notes of its runs.
_MADE = (f"{EXPORTS}/**/*", f"{REPORTS}/**/*", f"{OWN}/*/report.*", ".nbgrader.log*")
ELSEWHERE = (
    "What may be left elsewhere, and only you can remove: the learning platform, downloads and uploads, pages handed "
    "back, copies and backups of this folder, and the copies that members of the same group have of joint work."
)


@dataclass(frozen=True)
class Plan:
    """What is removed of a student.

    Attributes
    ----------
    rows
        Number of rows by table.
    reviews
        How many of them are the student's reviews of others.
    folders
        Folders of the student's own: handed in, graded, handed back, kept as backup.
    records
        Assignments with a record of grading.
    pages
        The certificate, and reports, exports and logs that tell of the student, with what they tell of others.
    submissions
        Number of submissions in the gradebook; None if the student is not in it.
    heirs
        By assignment of groups: another member, who gets the work that the student handed in for all.
    """

    student: Student
    rows: dict[str, int]
    reviews: int
    folders: tuple[Path, ...]
    records: tuple[str, ...]
    pages: tuple[Path, ...]
    submissions: int | None
    heirs: dict[str, str]

    def lines(self) -> Iterator[str]:
        """Yield what is removed, a line each."""
        for name, number in self.rows.items():
            yield f"{name}: {_several(number, 'row')}"
        for path in (*self.folders, *self.pages):
            yield str(path)
        for assignment in self.records:
            yield f"{OWN}/{assignment}: the record of grading"
        if self.submissions is not None:
            yield f"gradebook: the student, with {_several(self.submissions, 'submission')}"
        for assignment, heir in self.heirs.items():
            yield (
                f"{assignment} was handed in for a group and goes to {heir}, ungraded: give course class grade "
                f"{assignment}, and enter points given by hand anew."
            )
        if self.reviews:
            yield f"With the reviews that {self.student.id} wrote, marks of those reviewed may change."


def plan(workspace: Workspace, id: str) -> Plan:
    """Look for a student in all that belongs to a class.

    Raises
    ------
    ValueError
        If there is no trace of such a student; with the nearest id.
    """
    student, known = workspace.roster.get(id) or Student(id), _known(workspace, id)
    rows = {name: [row for row in _read(workspace, name) if _is_of(row, name, known)] for name in _tables(workspace)}
    found = Plan(
        student,
        rows={name: len(mine) for name, mine in rows.items() if mine},
        reviews=sum(row.get("reviewer") in known for row in rows["reviews.csv"]),
        folders=tuple(path for path in _folders(workspace, id, known) if path.is_dir()),
        records=tuple(name for name in _assignments(workspace) if _records(workspace, name).read(id)),
        pages=tuple(_pages(workspace, student, known)),
        submissions=_submissions(workspace, id),
        heirs=_heirs(workspace, id),
    )
    if not (found.rows or found.folders or found.records or found.submissions is not None):
        workspace.student(id)
    return found


def apply(workspace: Workspace, wanted: Plan) -> list[str]:
    """Remove it, the row of the roster last, so that whoever is stopped can give the command again.

    Returns
    -------
    list of str
        Sentences on what is left: files of the class that still tell of the student, and what is elsewhere.

    Raises
    ------
    ValueError
        If a run of grading is at work on the class: it would write the student's records anew.
    """
    with alone(workspace.home):
        return _apply(workspace, wanted)


def _apply(workspace: Workspace, wanted: Plan) -> list[str]:
    id = wanted.student.id
    for assignment, heir in wanted.heirs.items():
        shutil.copytree(workspace.submitted(id, assignment), workspace.submitted(heir, assignment), dirs_exist_ok=True)
    for path in wanted.folders:
        shutil.rmtree(path)
    for path in wanted.pages:
        path.unlink(missing_ok=True)
    for name in wanted.records:
        _records(workspace, name).forget(id)
    if wanted.submissions is not None:
        _remove_from_gradebook(workspace, id)
    known = _known(workspace, id)
    for name in sorted(wanted.rows, key=(numbers.NAME, ROSTER).__contains__):
        kept = [row for row in _read(workspace, name) if not _is_of(row, name, known)]
        columns = sheets.columns_of(workspace.home / name, _tables(workspace)[name])
        workspace.write(name, sheets.written(columns, kept))
    vars(workspace).pop("roster", None)
    for assignment in workspace.assignments:
        variants.hand_out(workspace, assignment)
    still = (path for path in traces.files(workspace.home) if traces.tells(path, traces.pattern(wanted.student)))
    return [*(f"Still tells of {id}: {path}. Look at it." for path in still), ELSEWHERE]


def _heirs(workspace: Workspace, id: str) -> dict[str, str]:
    """Return who gets the work of a group that counts because this student handed it in."""
    if id not in workspace.roster:
        return {}
    term, found = Term(workspace), {}
    for assignment in term.books:
        shared = term.shared(id, assignment)
        mates = [one for one in shared.members if one != id and one in workspace.roster] if shared else []
        if shared and shared.by == id and mates and workspace.submitted(id, assignment).is_dir():
            # Whoever handed in nothing loses nothing by it.
            empty = [one for one in mates if not workspace.submitted(one, assignment).exists()]
            found |= {assignment: empty[0]} if empty else {}
    return found


def _known(workspace: Workspace, id: str) -> set[str]:
    """Return by what a student is known: the id, and the numbers that stand for it in blind reviews."""
    return {id, *(number for number, one in numbers.read(workspace).items() if one == id)}


def _tables(workspace: Workspace) -> dict[str, Sequence[str]]:
    """Return every table of the class with its usual columns."""
    rounds = sorted((workspace.home / peers.FOLDER).glob(f"*/{peers.PAIRS}"))
    pairs = {str(path.relative_to(workspace.home)): peers.COLUMNS for path in rounds}
    return {**HEADERS, numbers.NAME: numbers.COLUMNS, certificates.ISSUED: certificates.COLUMNS, **pairs}


def _folders(workspace: Workspace, id: str, known: set[str]) -> Iterator[Path]:
    course = workspace.course
    for step in (course.submitted_directory, course.autograded_directory, course.feedback_directory):
        yield workspace.folder(step, id, ".")
    yield from sorted((workspace.home / BACKUPS).glob(f"*/{glob.escape(id)}"))
    yield from sorted(path for path in (workspace.home / peers.FOLDER).glob("*/*") if path.name in known)


def _pages(workspace: Workspace, student: Student, known: set[str]) -> Iterator[Path]:
    wanted = traces.pattern(student)
    made = {path for one in _MADE for path in workspace.home.glob(one) if path.is_file()}
    # A page of similar answers may hold a text without a name.
    yield from (path for path in sorted(made) if path.match(f"{REPORTS}/similar-*.html") or traces.tells(path, wanted))
    yield from (path for path in [certificates.page(workspace, student.id)] if path.is_file())
    yield from sorted(path for path in (workspace.home / peers.FOLDER).glob("*/*/*.md") if path.stem in known)


def _assignments(workspace: Workspace) -> list[str]:
    return sorted(path.parent.name for path in (workspace.home / OWN).glob("*/students"))


def _records(workspace: Workspace, assignment: str) -> Records:
    return Records(workspace.home / OWN / assignment / "students")


def _read(workspace: Workspace, name: str) -> list[dict[str, str]]:
    path = workspace.home / name
    return [row.cells for row in sheets.read(path, _tables(workspace)[name])] if path.is_file() else []


def _is_of(row: dict[str, str], table: str, known: set[str]) -> bool:
    return any(row.get(column) in known for column in (("id",) if table == ROSTER else PEOPLE))


def _submissions(workspace: Workspace, id: str) -> int | None:
    if not workspace.has_gradebook:
        return None
    with workspace.gradebook() as book:
        try:
            return len(book.find_student(id).submissions)
        except MissingEntry:
            return None


def _remove_from_gradebook(workspace: Workspace, id: str) -> None:
    with workspace.gradebook() as book:
        book.remove_student(id)
        if book.engine.dialect.name == "sqlite":
            # SQLite only marks what is deleted as free; this writes the file anew without it.
            book.db.execute(text("VACUUM"))


def _several(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
