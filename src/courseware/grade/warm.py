"""The fast answer runner: one warm process, one fork for each submission, the marks nbgrader would give.

It contains nothing: for answers that authors declare, and for learners who mark their own work on their own machine.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import sys
import traceback
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.utils import determine_grade, is_grade
from traitlets.config import Config

from courseware.author.exercise import answer_id
from cyberdiplomacy import check, record

TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class Fault:
    """The exception a cell ended in: class, text, line of the cell, and what a check told with it."""

    kind: str
    text: str
    line: int | None = None
    hints: tuple[str, ...] = ()
    misconception: str = ""


@dataclass
class Marks:
    """What a submission earned, by item: points (None: a person must mark it), and what was said of the others.

    ``faults`` are by cell, answer cells included; ``blank`` are the items in which nothing was attempted.
    """

    points: dict[str, float | None] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)
    blank: set[str] = field(default_factory=set)


class HaltedError(RuntimeError):
    """The process ended, or was ended as ``slow``, in the cell with the grade_id ``at``."""

    def __init__(self, at: str, *, slow: bool) -> None:
        super().__init__(f"the process {'was too slow' if slow else 'died'} in the cell '{at}'")
        self.at, self.slow = at, slow


def warm_up() -> None:
    """Import once, in this process, what every submission uses."""
    import matplotlib

    matplotlib.use("agg", force=True)
    import IPython.core.interactiveshell  # noqa: F401
    import matplotlib.pyplot
    import pandas  # noqa: F401


def mark(master: NotebookNode, answers: dict[str, str], folder: Path) -> Marks:
    """Return the marks of one submission, as :func:`run`; a process that dies earns nothing.

    Raises
    ------
    TimeoutError
        If a cell runs longer than 60 seconds.
    """
    try:
        return run(master, answers, folder, TIMEOUT_SECONDS)
    except HaltedError as halted:
        if halted.slow:
            raise TimeoutError(f"a cell ran longer than {TIMEOUT_SECONDS} seconds.") from None
        return Marks({item: 0.0 for item in _items(master)}, {item: "the process died" for item in _items(master)})


def run(master: NotebookNode, answers: dict[str, str], folder: Path, seconds: float) -> Marks:
    """Return the marks of one submission.

    Parameters
    ----------
    master
        The instructor's notebook.
    answers
        Source of the answer cell by item; an item without an entry keeps the master's solution.
    folder
        Working folder of the code.
    seconds
        The time each cell has.

    Raises
    ------
    HaltedError
        If the process dies or a cell takes longer.
    """
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(master, answers, folder, there), daemon=True)
    child.start()
    there.close()
    at = ""
    try:
        while True:
            if not here.poll(seconds):
                raise HaltedError(at, slow=True)
            news = here.recv()
            if isinstance(news, Marks):
                return news
            at = news
    except EOFError:
        raise HaltedError(at, slow=False) from None
    finally:
        child.kill()
        child.join()
        here.close()


def _items(master: NotebookNode) -> list[str]:
    return [cell.metadata.nbgrader.grade_id for cell in master.cells if is_grade(cell)]


def _child(master: NotebookNode, answers: dict[str, str], folder: Path, reply: Connection) -> None:
    """Run the cells one after the other; send the grade_id of each before it begins, and the marks at the end."""
    os.chdir(folder)
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    from IPython.core.interactiveshell import InteractiveShell

    # Nothing of a submission goes into the user's own history of IPython.
    shell = InteractiveShell.instance(colors="nocolor", config=Config({"HistoryManager": {"enabled": False}}))
    sources = {answer_id(item): code for item, code in answers.items()}
    marks = Marks()
    for cell in master.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if cell.cell_type != "code":
            if is_grade(cell):
                marks.points[grade_id] = None
            continue
        reply.send(grade_id)
        outputs, fault = _run(shell, sources.get(grade_id, cell.source))
        if fault:
            marks.faults[grade_id] = fault
        if is_grade(cell):
            judged = NotebookNode({**cell, "outputs": outputs})
            marks.points[grade_id] = determine_grade(judged)[0]
            marks.said[grade_id] = "\n".join(
                output.get("evalue", "") or output.get("text", "") for output in outputs if "data" not in output
            )
            names = record.current().names()
            if names and record.current().blanks() == [*names]:
                marks.blank.add(grade_id)
    reply.send(marks)
    reply.close()
    sys.stdout.flush()
    os._exit(0)


def _run(shell, source: str) -> tuple[list[NotebookNode], Fault | None]:
    """Run one cell; return its outputs as a kernel would store them, and how it ended if in an exception."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        result = shell.run_cell(source, store_history=True)
    outputs = []
    if err.getvalue():
        outputs.append(new_output("stream", name="stderr", text=err.getvalue()))
    error = result.error_before_exec or result.error_in_exec
    if error is not None:
        fault = _fault(error)
        outputs.append(new_output("error", ename=fault.kind, evalue=fault.text, traceback=[]))
        return outputs, fault
    if result.result is not None:
        outputs.append(
            new_output("execute_result", data={"text/plain": repr(result.result)}, execution_count=1, metadata={})
        )
    return outputs, None


def _fault(error: BaseException) -> Fault:
    in_cell = [step.lineno for step in traceback.extract_tb(error.__traceback__) if "<ipython-input" in step.filename]
    line = error.lineno if isinstance(error, SyntaxError) else next(iter(in_cell), None)
    told = (error.hints, error.misconception) if isinstance(error, check.Off) else ()
    return Fault(type(error).__name__, str(error), line, *told)
