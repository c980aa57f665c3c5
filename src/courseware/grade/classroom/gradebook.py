"""The gradebook of a class as graders need it: who is in it, what it knows of an assignment, its faults in words."""

from __future__ import annotations

import errno
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from nbgrader import api
from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, SAWarning

from courseware.grade.classroom.classfolder import CONFIG, ClassFolder
from courseware.grade.judging.plan import Plan

FULL = (
    "The disk is full, so grading stopped. What is graded is kept; free some space and give the same command again, "
    "and it goes on from there."
)

# nbgrader logs here, with a traceback, what it raises as well; without a handler that would reach the screen.
logging.getLogger("tornado.application").addHandler(logging.NullHandler())


_DAMAGED = ("not a database", "malformed")


class DiskFullError(ValueError):
    """Nothing more can be written."""


class UnusableError(ValueError):
    """The gradebook cannot be read or written; the text says why and what to do."""


class BusyError(UnusableError):
    """Another program is writing to the gradebook."""


def url(db_url: str) -> URL:
    """Return where the gradebook is, of which this machine knows the kind and has the driver.

    Parameters
    ----------
    db_url
        What the settings of the class say, such as ``sqlite:////home/me/marks.db``.

    Raises
    ------
    UnusableError
        If it is no such address, or its driver is not installed; with what to do. It is not shown, for it may hold a
        password.
    """
    try:
        found = make_url(db_url)
        found.get_dialect().import_dbapi()
    except ImportError as error:
        raise UnusableError(
            f"db_url in {CONFIG} cannot be used ({error}). Write the address of an SQLite file, as "
            "sqlite:////home/me/marks.db, or install the driver of that database in the environment of the course."
        ) from None
    except (ArgumentError, ValueError) as error:
        # What SQLAlchemy takes for a port may be part of a password.
        why = error if isinstance(error, ArgumentError) else "its port is no number"
        raise UnusableError(
            f"db_url in {CONFIG} cannot be used ({why}). Write it as sqlite:////home/me/marks.db or "
            "postgresql+psycopg://USER@HOST/DATABASE, or leave the line out for gradebook.db."
        ) from None
    return found


def in_words(error: BaseException) -> DiskFullError | UnusableError | None:
    """Return the sentence for a full disk or an unusable gradebook, also where it is the cause behind an error."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno in (errno.ENOSPC, errno.EDQUOT):
            return DiskFullError(FULL)
        if isinstance(seen, DatabaseError) and not isinstance(seen, IntegrityError):
            said = str(seen.orig)
            if "full" in said:
                return DiskFullError(FULL)
            if "locked" in said:
                return BusyError(
                    "Another program is writing to the gradebook. Wait until it has ended, and give the same command "
                    "again."
                )
            if any(sign in said for sign in _DAMAGED):
                return UnusableError(
                    f"The file of the gradebook is damaged ({said}). Put your copy of it back, and give the same "
                    "command again."
                )
            return UnusableError(
                f"The gradebook cannot be used ({said}). Check its permissions; one of an older nbgrader needs: "
                "nbgrader db upgrade"
            )
        seen = seen.__cause__ or seen.__context__
    return None


def is_there(place: URL) -> bool:
    """Return whether there is a gradebook at an address; of a server only opening it can tell, and it counts as there.

    nbgrader would make an empty one where there is none.
    """
    return place.get_backend_name() != "sqlite" or Path(place.database or "").is_file()


@contextmanager
def said_plainly() -> Iterator[None]:
    """Raise a full disk and an unusable gradebook as the sentences of :func:`in_words`."""
    try:
        yield
    except Exception as error:
        told = in_words(error)
        if told is None or told is error:
            raise
        raise told from None


def roster(folder: ClassFolder) -> dict[str, str]:
    """Return the students of the gradebook, by id, with their names."""
    with _opened(folder) as book:
        return {
            student.id: " ".join(filter(None, (student.first_name, student.last_name)))
            for student in book.students
            if not folder.excludes(student.id)
        }


def entered(folder: ClassFolder) -> set[str]:
    """Return the students who have a submission of the assignment in the gradebook."""
    with _opened(folder) as book:
        return {submission.student_id for submission in book.assignment_submissions(folder.assignment)}


def remove(folder: ClassFolder, student: str) -> None:
    """Take a submission out of the gradebook, with its marks."""
    with _opened(folder) as book:
        try:
            book.remove_submission(folder.assignment, student)
        except api.MissingEntry:
            return


def insist_on_release(folder: ClassFolder, plan: Plan) -> None:
    """Compare what the gradebook knows of an assignment with its master.

    Raises
    ------
    ValueError
        If it was not released from this master; with what to do.
    """
    name = folder.assignment
    with _opened(folder) as book:
        try:
            notebook = book.find_notebook(name, name)
        except api.MissingEntry:
            raise ValueError(f"The gradebook does not know {name}. {folder.remedy}") from None
        points = {cell.name: cell.max_score for cell in notebook.grade_cells}
        sources = {cell.name: cell.source for cell in notebook.source_cells}
    if points != {item.id: item.of for item in plan.items} or any(
        sources.get(item.id) != item.test for item in plan.items if item.test is not None
    ):
        raise ValueError(f"The master of {name} has changed since it was released. {folder.remedy}")


@contextmanager
def at_work() -> Iterator[None]:
    """Let nbgrader work with gradebooks inside: quietly, and in half the time.

    It opens the gradebook nine times for each submission, each time with an engine of SQLAlchemy that compiles every
    query anew; here it gets the same engine each time.
    """
    usual, api.create_engine = api.create_engine, _engine
    try:
        with warnings.catch_warnings():
            # They are about nbgrader's own tables and queries, and tell a teacher nothing.
            warnings.filterwarnings("ignore", category=SAWarning, module=r"nbgrader\.")
            yield
    finally:
        api.create_engine = usual


@cache
def _engine(db_url: str, **settings: Any) -> Engine:
    return create_engine(db_url, **settings)


@contextmanager
def _opened(folder: ClassFolder) -> Iterator[api.Gradebook]:
    place = url(folder.course.db_url)
    if not is_there(place):
        raise ValueError(f"There is no gradebook {place.database}. {folder.remedy}")
    with said_plainly(), at_work(), api.Gradebook(folder.course.db_url, folder.course.course_id) as book:
        yield book
