"""Five students from release to export, through nbgrader's own commands, with the marks declared beforehand."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import sets

from courseware.author import exercise, files
from courseware.teach import nbgraderconfig
from cyberdiplomacy import places

SET = "ex01"
TERM_FIRST_TOOL = "the tool first"
PARTLY_RIGHT = ("ex01-listings-2020", "ex01-acts-adopted", "ex01-lists")
STUDENTS = ("right", "partly", "blank", "wrong", "missing")


def answers_of(student: str) -> dict[str, str]:
    """The source of each student's answer cells, by item."""
    one = sets.load(SET)
    wrong = {item: next(a.code for a in one.answers if a.item == item and a.points == 0) for item in one.points}
    half = {
        a.item: a.code
        for item in PARTLY_RIGHT
        for a in one.answers
        if a.item == item and 0 < a.points < one.points[item]
    } | {a.item: a.code for a in one.answers if a.note == TERM_FIRST_TOOL}
    return {
        "right": {item: one.solution(item) for item in one.points},
        "partly": {item: half.get(item, one.solution(item)) for item in one.points},
        "blank": {},
        "wrong": wrong,
    }[student]


FULL = {
    "ex01-object": 1.0,
    "ex01-draft": 1.0,
    "ex01-term-rule": 4.0,
    "ex01-adjectives": 2.0,
    "ex01-criteria": 2.0,
    "ex01-houses": 1.0,
    "ex01-listings-2020": 2.0,
    "ex01-acts-adopted": 2.0,
    "ex01-chart": 2.0,
    "ex01-reading": 1.0,
    "ex01-lists": 2.0,
}
DECLARED = {
    "right": FULL,
    "partly": FULL | {"ex01-term-rule": 0.0, "ex01-listings-2020": 1.0, "ex01-acts-adopted": 1.0, "ex01-lists": 1.0},
    "blank": dict.fromkeys(FULL, 0.0),
    "wrong": dict.fromkeys(FULL, 0.0),
}


class Class:
    """A class in a folder: an exchange, an instructor, and students with folders of their own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.instructor = home / "instructor"
        self.instructor.mkdir()
        (self.instructor / "nbgrader_config.py").write_text(
            nbgraderconfig.render(course_id="eu")
            + f"\nc.Exchange.root = {str(home / 'exchange')!r}\nc.Exchange.timezone = 'UTC'\n",
            encoding="utf-8",
        )
        (home / "exchange").mkdir(mode=0o777)
        shutil.copytree(places.root() / "solutions" / SET, self.instructor / "solutions" / SET)

    def nbgrader(self, *words: str, where: Path | None = None, user: str = "instructor") -> str:
        """Run one nbgrader command and return what it said; a failure fails the test."""
        environment = {
            **os.environ,
            "HOME": str(self.home),
            "USER": user,
            "JUPYTER_CONFIG_DIR": str(self.home / "jupyter"),
            "CYBERDIPLOMACY_HOME": str(places.root()),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        }
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *words],
            cwd=where or self.instructor,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, f"nbgrader {' '.join(words)}:\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def hand_in(self, student: str) -> None:
        """Fetch the release from the exchange, fill it in, and put it where the exchange keeps submissions.

        ``nbgrader submit`` names a submission after the operating system's user, and one machine has only one; so
        the student's folder is written under each student's own name, as submit would.
        """
        work = self.home / student
        work.mkdir()
        shutil.copy(self.instructor / "nbgrader_config.py", work)
        self.nbgrader("fetch_assignment", SET, where=work, user=student)
        path = work / SET / f"{SET}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        given = {exercise.answer_id(item): code for item, code in answers_of(student).items()}
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = given.get(grade_id, cell.source)
        files.write(path, files.to_json(notebook))
        self.nbgrader("submit", SET, where=work, user=student)
        inbound = self.home / "exchange" / "eu" / "inbound"
        (newest,) = [folder for folder in inbound.iterdir() if not folder.name.startswith(tuple(DECLARED))]
        me, rest = newest.name.split(f"+{SET}+", 1)
        assert me
        newest.rename(inbound / f"{student}+{SET}+{rest}")


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Class:
    """The whole way once: roster, release, submit, collect, autograde, feedback, export."""
    one = Class(tmp_path_factory.mktemp("class"))
    one.nbgrader("db", "assignment", "add", SET)
    for student in STUDENTS:
        one.nbgrader("db", "student", "add", student, "--first-name", student, "--last-name", "Test")
    one.nbgrader("generate_assignment", SET)
    one.nbgrader("release_assignment", SET)
    for student in DECLARED:
        one.hand_in(student)
    one.nbgrader("collect", SET)
    one.nbgrader("autograde", SET)
    one.nbgrader("generate_feedback", SET)
    one.nbgrader("export", "--to", "grades.csv")
    return one


def test_each_student_gets_the_declared_marks(graded):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{graded.instructor / 'gradebook.db'}") as book:
        marks = {
            student: {grade.cell.name: grade.score for grade in book.find_submission_notebook(SET, SET, student).grades}
            for student in DECLARED
        }
    assert marks == DECLARED


def test_the_export_lists_every_student_with_the_sum(graded):
    with (graded.instructor / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(STUDENTS)
    assert {name: float(rows[name]["score"]) for name in DECLARED} == {
        name: sum(marks.values()) for name, marks in DECLARED.items()
    }
    assert rows["missing"]["timestamp"] == ""
    assert {float(row["max_score"]) for row in rows.values()} == {20.0}


def test_feedback_is_written_for_each_submission_and_names_the_misconception(graded):
    pages = {name: graded.instructor / "feedback" / name / SET / f"{SET}.html" for name in DECLARED}
    assert all(page.is_file() for page in pages.values())
    assert "MIS-video-calls" in pages["partly"].read_text(encoding="utf-8")


@pytest.mark.parametrize("student", DECLARED)
def test_the_judge_alone_gives_the_same_marks(student):
    one = sets.load(SET)
    given = {item: one.stub(item) for item in one.points} | answers_of(student)
    assert sets.points(one, given) == DECLARED[student]


def test_what_nbgrader_releases_is_what_the_repository_ships(graded):
    released = nbformat.read(graded.instructor / "exercises" / SET / f"{SET}.ipynb", as_version=4)
    shipped = sets.load(SET).release
    assert [(c.id, c.source, dict(c.metadata)) for c in released.cells] == [
        (c.id, c.source, dict(c.metadata)) for c in shipped.cells
    ]
