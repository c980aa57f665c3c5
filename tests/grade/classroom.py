"""A class in a folder, graded by `course grade`: what was handed in, and what then stands in the gradebook."""

from __future__ import annotations

import copy
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import nbformat
import pytest
import sets
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import determine_grade, is_grade
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from courseware.author import exercise, files
from courseware.grade.classroom import batch, gradebook
from courseware.grade.classroom.records import Record
from courseware.teach import nbgraderconfig
from cyberdiplomacy import places

SET = "ex01"
MEMO = "ex01-memo"
SUBJECT = sets.load(SET)
Points = dict[str, float | None]
_COMMAND = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from courseware.cli import main
main()
"""


def solutions(**instead: str) -> dict[str, str]:
    """The solution of every item, but for those given by the end of their names."""
    return {item: SUBJECT.solution(item) for item in SUBJECT.points} | {
        f"{SET}-{name}": code for name, code in instead.items()
    }


class Class:
    """A class with one assignment: ex01, and if wanted a written item at its end."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.database = home / "gradebook.db"

    @classmethod
    def released(cls, home: Path, *, written: bool = False) -> Class:
        """Make a class and release the assignment with nbgrader's own code."""
        one = cls(home)
        home.mkdir()
        (home / "nbgrader_config.py").write_text(nbgraderconfig.render(course_id="eu"), encoding="utf-8")
        master = copy.deepcopy(SUBJECT.master)
        if written:
            marks = {"grade": True, "solution": True, "locked": False, "task": False, "schema_version": 3}
            memo = {"nbgrader": {**marks, "grade_id": MEMO, "points": 4}}
            master.cells += [
                new_markdown_cell("## Item 12: two sentences (4 points)", id="memo-task"),
                new_markdown_cell("Two sentences.", id=MEMO, metadata=memo),
            ]
        one.write_master(master)
        one.release()
        return one

    def release(self) -> None:
        """Do what `nbgrader generate_assignment --force` does."""
        config = Config({"CourseDirectory": {"root": str(self.home), "assignment_id": SET}})
        config.merge(PyFileConfigLoader("nbgrader_config.py", str(self.home)).load_config())
        made = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
        made.force = True
        with pytest.MonkeyPatch.context() as patch:
            # nbgrader starts alembic by name.
            patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
            made.start()

    def copy(self, home: Path) -> Class:
        """Return a class of its own that is the same."""
        shutil.copytree(self.home, home)
        return Class(home)

    @property
    def master(self) -> Path:
        return self.home / "solutions" / SET / f"{SET}.ipynb"

    def write_master(self, notebook: NotebookNode) -> None:
        files.write(self.master, files.to_json(notebook))

    def submitted(self, student: str) -> Path:
        """The folder that a student hands in."""
        return self.home / "submitted" / student / SET

    def hand_in(
        self, student: str, answers: Mapping[str, str], change: Callable[[NotebookNode], object] = lambda notebook: None
    ) -> Path:
        """Fill in what was released, change it as a test likes, and return the notebook."""
        notebook = nbformat.read(self.home / "exercises" / SET / f"{SET}.ipynb", as_version=4)
        given = {exercise.answer_id(item): code for item, code in answers.items()} | {MEMO: answers.get(MEMO)}
        for cell in notebook.cells:
            cell.source = given.get(cell.metadata.get("nbgrader", {}).get("grade_id")) or cell.source
        change(notebook)
        path = self.submitted(student) / f"{SET}.ipynb"
        files.write(path, files.to_json(notebook))
        return path

    def grade(self, only: str | None = None, *, again: bool = False, unsafe: bool = False) -> dict[str, Record]:
        """Grade in this process, and return the records by student."""
        run = batch.Batch(self.home, SET, unsafe=unsafe)
        return {one.student: one for one in run.run(run.students(only), workers=2, again=again)}

    def autograded(self, student: str) -> Path:
        return self.home / "autograded" / student / SET / f"{SET}.ipynb"

    def book(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.database}", "eu")

    def marks(self) -> dict[str, Points]:
        """Return the automatic marks in the gradebook, by student and item."""
        with gradebook.at_work(), self.book() as book:
            return {
                one.student_id: {grade.cell.name: grade.auto_score for n in one.notebooks for grade in n.grades}
                for one in book.assignment_submissions(SET)
            }

    def rows(self, table: str) -> int:
        return self.sql(f"select count(*) from {table}")[0][0]

    def sql(self, query: str) -> list[tuple]:
        connection = sqlite3.connect(self.database)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def check(self, records: Mapping[str, Record]) -> None:
        """Compare records, gradebook and graded notebooks; they must say the same."""
        marks = self.marks()
        assert {name for name, record in records.items() if record.verdicts} == {*marks}
        for student, record in records.items():
            if not record.verdicts:
                continue
            assert {v.item: v.points for v in record.verdicts} == marks[student], student
            assert all(0 <= v.points <= v.of for v in record.verdicts if v.points is not None)
            notebook = nbformat.read(self.autograded(student), as_version=4)
            read = {
                cell.metadata.nbgrader.grade_id: determine_grade(cell)[0] for cell in notebook.cells if is_grade(cell)
            }
            waiting = {item for item, points in marks[student].items() if points is None}
            assert {**read, **dict.fromkeys(waiting)} == marks[student], student
        assert self.sql("pragma integrity_check") == [("ok",)]
        assert self.sql("select count(*) from grade") == self.sql(
            "select count(*) from (select distinct cell_id, notebook_id from grade)"
        )

    def nbgrader(self, *words: str) -> str:
        """Run one of nbgrader's own commands."""
        done = self.start("-m", "nbgrader", *words).communicate(timeout=300)
        return "".join(done)

    def course(self, *words: str) -> tuple[int, str]:
        """Run `course grade` and return its exit code and all it said."""
        process = self.grading(*words)
        said = "".join(process.communicate(timeout=300))
        return process.returncode, said

    def grading(self, *words: str) -> subprocess.Popen:
        """Start `course grade`, which an interrupt stops, also where the tests themselves run in the background."""
        return self.start("-c", _COMMAND, "grade", *words)

    def start(self, *words: str) -> subprocess.Popen:
        """Start Python in the folder of the class, in a session of its own."""
        environment = {
            **os.environ,
            "JUPYTER_CONFIG_DIR": str(self.home / "jupyter"),
            "CYBERDIPLOMACY_HOME": str(places.root()),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        }
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=self.home,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
