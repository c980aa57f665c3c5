"""The one writer to the gradebook: nbgrader's own Autograde, one student at a time, on the repaired notebook."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import time
from datetime import datetime
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, IgnorePattern, LimitOutput
from traitlets.config import Config

from courseware.author import files
from courseware.grade.classroom import convert, gradebook
from courseware.grade.classroom.classfolder import ClassFolder
from courseware.grade.classroom.execute import Judge, JudgedExecute, SaveJudgedGrades
from courseware.grade.classroom.gradebook import FULL, BusyError, DiskFullError
from courseware.grade.judging import plan
from courseware.grade.repair import timestamp
from courseware.grade.repair.found import RefusedError

__all__ = ["FULL", "Clerk", "DiskFullError"]

_BUSY_SECONDS = 60


class Clerk:
    """Writes down what became of submissions of one assignment of a class."""

    def __init__(self, folder: ClassFolder, staging: Path) -> None:
        """Take a class, and a folder of our own in it where repaired notebooks lie while they are graded."""
        self._class, self._staging = folder, staging
        self._master = files.read(folder.master)
        self._plan = plan.of(self._master)

    def clear(self) -> None:
        """Remove what a run that was stopped left behind."""
        shutil.rmtree(self._staging, ignore_errors=True)

    def grade(
        self, student: str, notebook: NotebookNode, handed_in: datetime | None, judge: Judge, *, unsafe: bool
    ) -> None:
        """Convert one repaired submission and save its points; comments and points given by hand stay as they are.

        Raises
        ------
        DiskFullError
            If nothing more can be written.
        UnusableError
            If the gradebook cannot be used, or another program kept it busy for a minute.
        RefusedError
            If nbgrader refuses the submission; with nbgrader's reason.
        """
        name = self._class.assignment
        folder = self._staging / student / name
        with gradebook.said_plainly(), gradebook.at_work():
            try:
                files.write(folder / f"{name}.ipynb", files.to_json(convert.with_tests(notebook, self._master)))
                if handed_in is not None:
                    (folder / timestamp.NAME).write_text(f"{handed_in.isoformat(sep=' ')} UTC\n", encoding="ascii")
                self._patiently(student, judge, unsafe=unsafe)
            finally:
                shutil.rmtree(self._staging / student, ignore_errors=True)

    def _patiently(self, student: str, judge: Judge, *, unsafe: bool) -> None:
        """Convert; another program may be writing to the gradebook."""
        end = time.monotonic() + _BUSY_SECONDS
        while True:
            try:
                return self._convert(student, judge, unsafe=unsafe)
            except BusyError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def _convert(self, student: str, judge: Judge, *, unsafe: bool) -> None:
        config = Config(self._class.config)
        # Relative to the class: nbgrader takes it for a part of a regular expression.
        config.CourseDirectory.submitted_directory = os.path.relpath(self._staging, self._class.home)
        config.CourseDirectory.student_id = student
        config.CourseDirectory.assignment_id = self._class.assignment
        converter = convert.RepairedAutograde(coursedir=CourseDirectory(config=config), config=config)
        converter.force = True
        converter.log, heard = logging.Logger("autograde", logging.ERROR), _Heard()
        converter.log.addHandler(heard)
        # Whatever the settings name, no kernel runs what a learner wrote.
        converter.autograde_preprocessors = [
            JudgedExecute(judge, unsafe=unsafe, master=self._plan),
            IgnorePattern,
            LimitOutput,
            SaveJudgedGrades,
            AssignLatePenalties,
        ]
        try:
            with gradebook.said_plainly():
                converter.start()
        except (NbGraderException, SystemExit) as error:
            cause = heard.error or error
            raise gradebook.in_words(cause) or RefusedError(
                f"nbgrader refuses this submission ({type(cause).__name__}: {cause})."
            ) from None


class _Heard(logging.Handler):
    """Keeps the first error that nbgrader logs rather than raises."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.error: BaseException | None = None

    def emit(self, record: logging.LogRecord) -> None:
        self.error = self.error or sys.exc_info()[1]
