"""Repair and judge one submission: what of it is to be saved, or why it earns no marks. Nothing is written here."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode

from courseware.grade.classroom import gradebook
from courseware.grade.classroom.execute import Judge, learners_cells
from courseware.grade.classroom.records import Record
from courseware.grade.classroom.student_id import is_student_id
from courseware.grade.judging import outcome, session
from courseware.grade.judging.plan import Cell, Plan
from courseware.grade.repair import lint
from courseware.grade.repair.found import shown


@dataclass(frozen=True)
class Work:
    """A repaired submission, its record, and what the judge found; ``judged`` is None if the sandbox failed."""

    record: Record
    repaired: lint.Linted
    judged: session.Judged | None

    def judge(self, cells: Sequence[Cell]) -> session.Judged:
        """Return what the judge found, to whoever asks for it a second time."""
        if self.judged is None:
            raise session.FaultyMachineError(" ".join(self.record.verdicts[0].hints))
        return self.judged


def done(blank: Record, folder: Path, release: NotebookNode, plan: Plan, judge: Judge) -> Work | Record:
    """Return the work on a submission, or its record if there is nothing to mark.

    Parameters
    ----------
    blank
        A record with the student and the digest; the rest is filled in.
    folder
        What the student handed in.
    release, plan
        The student version of the set, and the plan of its master.
    judge
        See :meth:`courseware.grade.judging.session.Session.judge`.
    """
    try:
        return _work(blank, folder, release, plan, judge)
    except lint.MissingError as error:
        return replace(blank, status="missing", notes=(str(error),))
    except lint.RefusedError as error:
        return refused(blank, str(error))
    except Exception as error:
        # Whatever a submission does to the grader, those of the others are graded.
        if gradebook.in_words(error):
            raise
        why = f"The grader fails at it ({type(error).__name__}: {error}). Mark it by hand, and report this fault."
        return refused(replace(blank, digest=""), why)


def refused(blank: Record, why: str) -> Record:
    """Return the record of a submission that earns no marks."""
    return replace(blank, status="refused", notes=(why,), verdicts=())


def _work(blank: Record, folder: Path, release: NotebookNode, plan: Plan, judge: Judge) -> Work:
    begun = time.monotonic()
    if not is_student_id(blank.student):
        raise lint.RefusedError(
            f"{shown(blank.student)} cannot be a student's id: it begins with a letter or a digit, and has letters, "
            "digits, spaces and . _ @ + - ' only. Rename the folder."
        )
    if folder.parent.is_symlink():
        raise lint.RefusedError(f"The folder {shown(blank.student)} is a symbolic link. Put the folder itself there.")
    repaired = lint.lint(folder, release, folder.name)
    cells = learners_cells(repaired.notebook, [item.id for item in plan.items])
    unanswered = outcome.unanswered(repaired.notebook.cells)
    try:
        judged = judge(cells)
        verdicts = outcome.verdicts(plan, judged, cells, unanswered)
    except session.FaultyMachineError as error:
        # The machine may be mended when the command is given again.
        judged, blank = None, replace(blank, digest="")
        verdicts = outcome.ungraded(plan, str(error), unanswered)
    person = any(verdict.state == "needs a person" for verdict in verdicts)
    record = replace(
        blank,
        status="needs a person" if person else "repaired" if repaired.notes else "graded",
        notes=repaired.notes,
        verdicts=tuple(verdicts),
        seconds=round(time.monotonic() - begun, 3),
    )
    return Work(record, repaired, judged)
