"""nbgrader's Autograde for a notebook that is repaired already: one pass, one connection for the submission."""

from __future__ import annotations

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter
from nbgrader.utils import compute_checksum, is_locked


def with_tests(notebook: NotebookNode, master: NotebookNode) -> NotebookNode:
    """Return a repaired notebook with the locked cells of the master, hidden tests among them, as nbgrader does."""
    sources = {cell.metadata.nbgrader.grade_id: cell.source for cell in master.cells if is_locked(cell)}
    for cell in notebook.cells:
        if is_locked(cell):
            marks = cell.metadata.nbgrader
            cell.source = sources[marks.grade_id]
            marks.checksum = compute_checksum(cell)
    return notebook


class RepairedAutograde(Autograde):
    """Leaves out what nbgrader does to notebooks that may be damaged; all else, and all settings, are nbgrader's."""

    _sanitizing = False

    @property
    def _input_directory(self) -> str:
        return self.coursedir.submitted_directory

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy the time of handing in, and enter student and submission into the gradebook."""
        BaseConverter.init_assignment(self, assignment_id, student_id)
        stamp = self.coursedir.get_existing_timestamp(self._format_source(assignment_id, student_id))
        known = {} if stamp is None else {"timestamp": stamp}
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as book:
            # nbgrader commits, and so waits for the disk, at every step; here all of it or nothing is entered, at once.
            commit, book.db.commit = book.db.commit, book.db.flush
            book.update_or_create_student(student_id)
            book.update_or_create_submission(assignment_id, student_id, **known)
            commit()

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Judge and save in one pass."""
        self._init_preprocessors()
        BaseConverter.convert_single_notebook(self, notebook_filename)
