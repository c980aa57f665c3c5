"""What the gradebook of a class knows of an assignment, raw and before any policy, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from nbgrader import api

from courseware.grade.classroom import gradebook, records, variants
from courseware.grade.classroom.classfolder import ClassFolder
from courseware.grade.classroom.lock import OWN
from courseware.grade.classroom.records import Records
from courseware.grade.repair import found, timestamp


@dataclass(frozen=True)
class Work:
    """What one student handed in.

    Attributes
    ----------
    points
        Points of each item; None where it waits for a person. Empty if it is not graded.
    handed_in
        When, in UTC; None if nobody knows.
    waits
        Why there are no points at all, a sentence; empty if it is graded.
    """

    points: Mapping[str, float | None] = field(default_factory=dict)
    handed_in: datetime | None = None
    waits: str = ""


@dataclass(frozen=True)
class Book:
    """An assignment: the most points of each item, and the work of each student who handed in."""

    of: Mapping[str, float]
    works: Mapping[str, Work]


def read(folder: ClassFolder) -> Book:
    """Return what the gradebook says of an assignment, and who handed in what is not in it.

    nbgrader's own penalties for lateness are left aside: policies take points in one place only.

    Raises
    ------
    ValueError
        If there is no gradebook, it does not know the assignment, or it cannot be used; with what to do.
    """
    gradebook.entered(folder)
    with (
        gradebook.said_plainly(),
        gradebook.at_work(),
        api.Gradebook(folder.course.db_url, folder.course.course_id) as book,
    ):
        try:
            notebooks = book.find_assignment(folder.assignment).notebooks
        except api.MissingEntry:
            raise ValueError(f"The gradebook does not know {folder.assignment}. {folder.remedy}") from None
        of = {cell.name: cell.max_score for one in notebooks for cell in (*one.grade_cells, *one.task_cells)}
        works = {one.student_id: _work(one, of) for one in book.assignment_submissions(folder.assignment)}
    cases = variants.read(folder.home, folder.assignment)
    for student, submitted in folder.submissions().items():
        if waits := _waits(folder, student, submitted, cases.get(student), graded=student in works):
            works[student] = Work(handed_in=_handed_in(submitted), waits=waits)
    return Book(of, {student: work for student, work in works.items() if not folder.excludes(student)})


def _work(submission: api.SubmittedAssignment, of: Mapping[str, float]) -> Work:
    # An item that came with a later release has no grade, and waits.
    points = dict.fromkeys(of) | {
        grade.name: None if grade.needs_manual_grade else grade.score
        for notebook in submission.notebooks
        for grade in notebook.grades
    }
    return Work(points, _in_utc(submission.timestamp))


def _waits(
    folder: ClassFolder, student: str, submitted: Path, variant: variants.Variant | None, *, graded: bool
) -> str:
    """Return why a submission has no points; empty if it has them, or holds nothing that could have."""
    record = Records(folder.home / OWN / folder.assignment / "students").read(student)
    if record is None or (record.status == "missing" and not record.digest):
        return "" if graded else f"Not graded yet: course grade {folder.assignment}"
    if record.digest and record.digest != records.digest((folder.master, folder.release), submitted, variant):
        return f"Handed in anew, or changed, since it was graded: course grade {folder.assignment}"
    if record.status == "refused":
        return f"It cannot be graded. {' '.join(record.notes)}"
    return ""


def _handed_in(submitted: Path) -> datetime | None:
    try:
        entries = found.entries(submitted)
    except found.RefusedError:
        return None
    moments = (timestamp.moment(entry) for entry in entries if entry.name == timestamp.NAME)
    return _in_utc(next(moments, None))


def _in_utc(moment: datetime | None) -> datetime | None:
    """Return a moment as nbgrader keeps it, without a zone, with the zone that it is in."""
    return moment.replace(tzinfo=UTC) if moment else None
