"""What is read from a class's gradebook before any policy, and what stands in no gradebook."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from courseware.grade.classroom import gradebook as classroom
from courseware.grade.classroom import records
from courseware.grade.classroom.classfolder import ClassFolder
from courseware.grade.classroom.lock import OWN
from courseware.teach import nbgraderconfig
from courseware.teach.classes.folder import programs_found
from courseware.teach.policies import gradebook
from courseware.teach.policies.gradebook import Work

pytestmark = pytest.mark.slow

SET, WHEN = "ex01", datetime(2026, 9, 21, 20)
ITEMS = {"ex01-a": 2.0, "ex01-memo": 4.0}


class Class:
    """A class with a set of two items, without any notebook in it that is run."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = ClassFolder(home, SET)

    @classmethod
    def released(cls, home: Path) -> Class:
        for folder in ("solutions", "exercises"):
            cls._write(home / folder / SET / f"{SET}.ipynb", "{}")
        cls._write(home / "nbgrader_config.py", nbgraderconfig.render(course_id="eu"))
        one = cls(home)
        with programs_found(), one.book() as book:
            book.add_assignment(SET)
            book.add_notebook(SET, SET)
            for name, points in ITEMS.items():
                book.add_grade_cell(name, SET, SET, max_score=points, cell_type="code")
        return one

    def book(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.home / 'gradebook.db'}", "eu")

    def graded(self, student: str, when: datetime | None = WHEN, **memo) -> None:
        """Enter a submission whose first item has all points and whose second has what is given."""
        with self.book() as book:
            book.add_student(student)
            submission = book.add_submission(SET, student, timestamp=when)
            for notebook in submission.notebooks:
                notebook.late_submission_penalty = 5.0
            for name, marked in {"ex01-a": {"auto_score": 2.0, "needs_manual_grade": False}, "ex01-memo": memo}.items():
                grade = book.find_grade(name, SET, SET, student)
                for column, value in marked.items():
                    setattr(grade, column, value)
            book.db.commit()

    def hand_in(self, student: str, stamp: str = "") -> Path:
        """Put a notebook into the folder of a student and, if there is one, the time beside it."""
        submitted = self.home / "submitted" / student / SET
        self._write(submitted / f"{SET}.ipynb", "{}")
        if stamp:
            self._write(submitted / "timestamp.txt", stamp)
        return submitted

    def record(self, student: str, status: str, *notes: str, digest: str | None = None) -> None:
        handed_out = (self.folder.master, self.folder.release)
        now = records.digest(handed_out, self.home / "submitted" / student / SET)
        kept = records.Records(self.home / OWN / SET / "students")
        kept.write(records.Record(student, status, now if digest is None else digest, notes))

    def work(self, student: str) -> Work | None:
        return gradebook.read(self.folder).works.get(student)

    @staticmethod
    def _write(path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Class:
    with classroom.at_work():
        return Class.released(tmp_path_factory.mktemp("class"))


@pytest.fixture
def a_class(empty: Class, tmp_path: Path) -> Iterator[Class]:
    shutil.copytree(empty.home, tmp_path / "class")
    with classroom.at_work():
        yield Class(tmp_path / "class")


def test_a_set_that_nobody_handed_in_has_items_and_no_work(a_class):
    assert gradebook.read(a_class.folder) == gradebook.Book(ITEMS, {})


@pytest.mark.parametrize(
    ("memo", "points"),
    [
        ({}, None),
        ({"auto_score": 0.0, "needs_manual_grade": False}, 0.0),
        ({"manual_score": 3.0, "needs_manual_grade": False}, 3.0),
        ({"auto_score": 1.0, "manual_score": 3.0, "extra_credit": 0.5, "needs_manual_grade": False}, 3.5),
        ({"manual_score": 3.0, "needs_manual_grade": True}, None),
    ],
    ids=["never looked at", "left blank", "by hand", "by hand, and more", "to be looked at again"],
)
def test_points_are_those_of_the_gradebook_and_what_needs_a_person_has_none(a_class, memo, points):
    a_class.graded("anna", **memo)
    assert a_class.work("anna") == Work({"ex01-a": 2.0, "ex01-memo": points}, WHEN.replace(tzinfo=UTC))


def test_an_item_that_came_with_a_later_release_waits(a_class):
    a_class.graded("anna", auto_score=4.0, needs_manual_grade=False)
    with a_class.book() as book:
        book.add_grade_cell("ex01-new", SET, SET, max_score=1, cell_type="code")
    assert a_class.work("anna").points == {"ex01-a": 2.0, "ex01-memo": 4.0, "ex01-new": None}


def test_a_time_that_nobody_noted_stays_unknown(a_class):
    a_class.graded("anna", when=None)
    assert a_class.work("anna").handed_in is None


def test_work_that_is_not_graded_yet_waits_with_its_time(a_class):
    a_class.hand_in("anna", stamp="2026-09-21 20:00:00 UTC")
    assert a_class.work("anna") == Work({}, WHEN.replace(tzinfo=UTC), "Not graded yet: course grade ex01")


def test_work_that_came_after_a_run_in_which_it_was_missing_waits(a_class):
    a_class.record("anna", "missing", digest="")
    assert a_class.work("anna") is None
    a_class.hand_in("anna", f"{WHEN:%Y-%m-%d %H:%M:%S} UTC")
    assert a_class.work("anna").waits == "Not graded yet: course grade ex01"


def test_refused_work_waits_with_the_reason(a_class):
    a_class.hand_in("anna")
    a_class.record("anna", "refused", "ex01.ipynb is empty. Ask for it again.")
    assert a_class.work("anna").waits == "It cannot be graded. ex01.ipynb is empty. Ask for it again."


def test_a_folder_without_a_notebook_is_no_work(a_class):
    a_class.hand_in("anna")
    a_class.record("anna", "missing")
    assert a_class.work("anna") is None


def test_work_that_was_graded_as_it_stands_has_its_points(a_class):
    a_class.hand_in("anna")
    a_class.record("anna", "graded")
    a_class.graded("anna")
    assert a_class.work("anna").points["ex01-a"] == 2


def test_work_handed_in_anew_waits_until_it_is_graded_again(a_class):
    a_class.hand_in("anna")
    a_class.record("anna", "graded")
    a_class.graded("anna")
    a_class.hand_in("anna", stamp="2026-09-22 08:00:00 UTC")
    found = a_class.work("anna")
    assert (found.points, found.handed_in) == ({}, datetime(2026, 9, 22, 8, tzinfo=UTC))
    assert found.waits == "Handed in anew, or changed, since it was graded: course grade ex01"


def test_work_graded_in_formgrader_needs_no_record(a_class):
    a_class.hand_in("anna")
    a_class.graded("anna")
    assert a_class.work("anna").points["ex01-a"] == 2


def test_without_a_gradebook_none_is_made(a_class):
    (a_class.home / "gradebook.db").unlink()
    with pytest.raises(ValueError, match="There is no gradebook"):
        a_class.work("anna")
    assert not (a_class.home / "gradebook.db").exists()
