"""nbgrader's Execute and SaveAutoGrades, replaced: the judge in its sandbox instead of a kernel of the instructor's.

Named in ``nbgrader_config.py``, so ``nbgrader autograde``, Formgrader's button and ``course grade`` judge alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from logging import Logger
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Grade, Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_locked, is_solution
from traitlets import Bool, Float

from courseware.author.exercise import answer_id
from courseware.grade.classroom import variants
from courseware.grade.judging import outcome, plan, session
from courseware.grade.judging.plan import Cell

Judge = Callable[..., session.Judged]
"""Called with cells and, of a simulation, ``variant``; see :meth:`courseware.grade.judging.session.Session.judge`."""


def learners_cells(notebook: NotebookNode, items: Sequence[str]) -> list[Cell]:
    """Return the code cells of a submission that are the learner's: answers and cells of their own, in order."""
    wanted = {answer_id(item): item for item in items}
    found = []
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and not is_grade(cell) and not is_locked(cell):
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            found.append(Cell(name or f"own-{number}", cell.source, wanted.get(name, "")))
    return found


class JudgedExecute(NbGraderPreprocessor):
    """Judge a submission and write what came of it as outputs; no code of the learner's runs in this process."""

    cell_seconds = Float(session.CELL_SECONDS, help="Seconds that each cell of a learner's may take.").tag(config=True)
    notebook_seconds = Float(session.NOTEBOOK_SECONDS, help="Seconds that a whole submission may take.").tag(
        config=True
    )
    unsafe = Bool(False, help="Run learners' code without a sandbox. The pages of feedback say so.").tag(config=True)

    def __init__(self, judge: Judge | None = None, master: plan.Plan | None = None, **traits: object) -> None:
        """Take a judge that is ready and the plan of the master; without them both are made when they are needed."""
        super().__init__(**traits)
        self._judge, self._plan = judge, master

    def preprocess(self, notebook: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Return the notebook with outputs: the learner's own under their cells, a verdict under each test cell.

        Raises
        ------
        NoSandboxError
            If this machine cannot contain learners' code and ``unsafe`` is not set.
        """
        named = resources["nbgrader"]
        master = self._plan or self._planned(named["assignment"], named["notebook"])
        cells = learners_cells(notebook, [item.id for item in master.items])
        try:
            judged = (self._judge or self._asking(master, named))(cells)
            verdicts = outcome.verdicts(master, judged, cells, outcome.unanswered(notebook.cells))
        except session.FaultyMachineError as error:
            judged, verdicts = session.Judged(), outcome.ungraded(master, str(error))
        _write(notebook, judged, verdicts)
        # Only our linter's remarks reach this point through `course grade`; without it they may be a learner's words.
        notes = notebook.metadata.get("course", {}).get("notes", []) if self._judge else []
        notebook.metadata["course"] = NotebookNode(notes=notes, unprotected=self.unsafe)
        return notebook, resources

    def _planned(self, assignment: str, notebook: str) -> plan.Plan:
        course = self.parent.parent.coursedir
        folder = Path(course.format_path(course.source_directory, ".", assignment))
        return plan.of(nbformat.read(folder / f"{notebook}.ipynb", as_version=4))

    def _asking(self, master: plan.Plan, named: Mapping[str, str]) -> Judge:
        own = variants.read(Path(self.parent.parent.coursedir.root), named["assignment"]).get(named["student"])
        one = session.running(
            master,
            confined=not self.unsafe,
            cell_seconds=self.cell_seconds,
            notebook_seconds=self.notebook_seconds,
        )
        return partial(one.judge, variant=own)


class SaveJudgedGrades(SaveAutoGrades):
    """Save the points as nbgrader does, but at once; an item without a mark keeps none and waits for a person."""

    def preprocess(self, notebook: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Write automatic points and comments of a submission; points by hand are neither read nor written."""
        named = resources["nbgrader"]
        with Gradebook(named["db_url"]) as book:
            saved = book.find_submission_notebook(named["notebook"], named["assignment"], named["student"])
            known = saved.notebook
            names = {cell.id: cell.name for cell in (*known.grade_cells, *known.solution_cells)}
            grades = {names[grade.cell_id]: grade for grade in saved.grades}
            comments = {names[comment.cell_id]: comment for comment in saved.comments}
            for cell in notebook.cells:
                name = cell.metadata.get("nbgrader", {}).get("grade_id")
                if is_grade(cell):
                    _grade(grades[name], cell, self.log)
                if is_solution(cell):
                    blank = cell.metadata["nbgrader"].get("checksum") == compute_checksum(cell)
                    comments[name].auto_comment = "No response." if blank else None
            book.db.commit()
        return notebook, resources


def _grade(grade: Grade, cell: NotebookNode, log: Logger) -> None:
    lost = any(output.get("ename") == outcome.NEEDS_A_PERSON for output in cell.get("outputs", []))
    grade.auto_score = None if lost else determine_grade(cell, log)[0]
    grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None


def _write(notebook: NotebookNode, judged: session.Judged, verdicts: Sequence[outcome.Verdict]) -> None:
    by_item = {verdict.item: verdict for verdict in verdicts}
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        cell.execution_count = number + 1
        if is_grade(cell):
            cell.outputs = outcome.test_outputs(by_item[name]) if name in by_item else []
        elif is_solution(cell) or not is_locked(cell):
            cell.outputs = outcome.cell_outputs(judged, name or f"own-{number}")
        else:
            cell.outputs = []
