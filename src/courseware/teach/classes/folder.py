"""The folder of a class outside the repository: where things lie in it, its roster, its gradebook."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from nbgrader import api
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from courseware.course_errors import nearest
from courseware.grade.classroom import classfolder, gradebook, variants
from courseware.grade.classroom.classfolder import CONFIG
from courseware.teach import sheets
from courseware.teach.people import Student
from courseware.teach.policies import policy, tables
from cyberdiplomacy import places

ROSTER = "students.csv"
SECRET = "secret.txt"
REPORTS = "reports"
# Every table of a class: what `course class new` writes, and what `course class forget` looks through.
HEADERS = {
    ROSTER: ["id", "first_name", "last_name", "email", "lms_user_id"],
    **tables.COLUMNS,
    variants.NAME: variants.COLUMNS,
}


class Workspace:
    """A class that ``course class new`` made: a course folder of nbgrader with a roster, policies and tables.

    Attributes
    ----------
    home
        The folder with ``nbgrader_config.py``.
    config, course
        Its settings, and nbgrader's view of its folders.
    database
        Where its gradebook is.
    """

    def __init__(self, home: Path) -> None:
        """Open a class.

        Raises
        ------
        ValueError
            If the folder is no class, its settings do not run, or they name a database that cannot be used; with
            what to do.
        """
        self.home = home.resolve()
        if not (self.home / CONFIG).is_file() or not (self.home / ROSTER).is_file():
            raise ValueError(
                f"{self.home} is no class: it has no {CONFIG} with a {ROSTER}. Name the folder with --dir, or make "
                "one: course class new NAME --dir PATH"
            )
        self.config = classfolder.settings(self.home)
        self.course = CourseDirectory(config=self.config)
        self.database = gradebook.url(self.course.db_url)

    @cached_property
    def roster(self) -> dict[str, Student]:
        """The students by id, in the order of ``students.csv``.

        Raises
        ------
        ValueError
            If two rows have one id, or one has none; with the line.
        """
        found: dict[str, Student] = {}
        for row in sheets.read(self.home / ROSTER, HEADERS[ROSTER], needed=("id",)):
            one = Student(**{column: row.cells.get(column, "") for column in HEADERS[ROSTER]})
            if not one.id or one.id in found:
                what = f"the id '{one.id}' stands there twice" if one.id else "there is no id"
                raise ValueError(f"{ROSTER}, line {row.line}: {what}. Mend the row, or import the roster anew.")
            found[one.id] = one
        return found

    def student(self, id: str) -> Student:
        """Return a student; ValueError with the nearest id if there is none."""
        if id not in self.roster:
            raise ValueError(f"There is no student '{id}' in {ROSTER}. {nearest(id, [*self.roster])}")
        return self.roster[id]

    @cached_property
    def policy(self) -> policy.Policy:
        """What ``policy.yml`` says; raises as :func:`courseware.teach.policies.policy.read`."""
        return policy.read(self.home / policy.NAME)

    @property
    def assignments(self) -> list[str]:
        """The assignments of which there is a master here, whether it was released or not."""
        masters = self.folder(self.course.source_directory, ".", ".")
        return sorted(path.stem for path in masters.glob("*/*.ipynb") if path.stem == path.parent.name)

    def released(self, assignment: str) -> Path:
        """Return the student version of an assignment.

        Raises
        ------
        ValueError
            If there is no such assignment, its master is no longer here, or it was not released; with what to do.
        """
        if self.is_released(assignment):
            return self.release(assignment)
        remedy = f"course class release {assignment} --dir {self.home}"
        if assignment in self.assignments:
            raise ValueError(f"{assignment} is not released. Do that first: {remedy}")
        if self._in_gradebook(assignment):
            master = self.master(assignment)
            lost = master if master.parent.is_dir() else master.parent
            raise ValueError(
                f"{lost} is missing, though the gradebook knows {assignment}. Put it back from your copy of the class, "
                f"or release the set again: {remedy}"
            )
        known = {*self.assignments, *(path.stem for path in places.root().glob("solutions/*/*.ipynb"))}
        if assignment not in known:
            raise ValueError(f"There is no assignment '{assignment}'. {nearest(assignment, sorted(known))}")
        raise ValueError(f"{assignment} is not released. Do that first: {remedy}")

    def is_released(self, assignment: str) -> bool:
        """Return whether an assignment has a master and a student version here."""
        return assignment in self.assignments and self.release(assignment).is_file()

    def master(self, assignment: str) -> Path:
        """Return where the master of an assignment belongs."""
        return self.folder(self.course.source_directory, ".", assignment) / f"{assignment}.ipynb"

    def release(self, assignment: str) -> Path:
        """Return where the student version of an assignment belongs."""
        return self.folder(self.course.release_directory, ".", assignment) / f"{assignment}.ipynb"

    def submitted(self, student: str, assignment: str) -> Path:
        """Return where lies what a student handed in."""
        return self.folder(self.course.submitted_directory, student, assignment)

    def folder(self, step: str, student: str, assignment: str) -> Path:
        """Return a folder as nbgrader names it; ``step`` is one of the names in ``course``."""
        return Path(self.course.format_path(step, student, assignment))

    @property
    def secret(self) -> str:
        """What variants and codes are made from, so that nobody can make them who has only the course.

        Raises
        ------
        ValueError
            If the class has none.
        """
        path = self.home / SECRET
        try:
            told = path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            told = ""
        if not told:
            raise ValueError(
                f"{path} is missing or empty, so neither variants nor codes can be made. Put it back from your copy."
            )
        return told

    def write(self, name: str, text: str) -> None:
        """Write a file of the class whole or not at all, readable for its owner only."""
        write_whole(self.home / name, text.encode())

    @property
    def has_gradebook(self) -> bool:
        """Whether there is a gradebook, so that looking something up does not make an empty one."""
        return gradebook.is_there(self.database)

    @contextmanager
    def gradebook(self) -> Iterator[api.Gradebook]:
        """Open the gradebook, made on first use; a fault of it becomes a sentence."""
        with (
            programs_found(),
            gradebook.said_plainly(),
            gradebook.at_work(),
            api.Gradebook(self.course.db_url, self.course.course_id) as book,
        ):
            yield book

    def _in_gradebook(self, assignment: str) -> bool:
        if not self.has_gradebook:
            return False
        with self.gradebook() as book:
            return assignment in {one.name for one in book.assignments}

    def settings(self, assignment: str) -> Config:
        """Return the settings of the class for one of nbgrader's converters."""
        config = Config(self.config)
        config.CourseDirectory.assignment_id = assignment
        return config


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, for its owner only; the folders above it are made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        half.touch(mode=0o600)
        half.write_bytes(content)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def course_root() -> Path:
    """Return the folder of the course, which has masters; ValueError if this is a student's package."""
    root = places.root()
    if not (root / "solutions").is_dir():
        raise ValueError(f"{root} holds no masters. Give this command in a clone of the course.")
    return root


@contextmanager
def programs_found() -> Iterator[None]:
    """Let nbgrader find the programs of this environment: it starts alembic by name."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join(filter(None, [str(Path(sys.executable).parent), before]))
    try:
        yield
    finally:
        os.environ["PATH"] = before
