"""The fast answer runner: one warm process, one fork for each submission, the marks nbgrader would give.

For authors' own answers in tests. It contains nothing: student work is graded in a sandbox, never here.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import sys
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.utils import determine_grade, is_grade

from courseware.author.exercise import answer_id

TIMEOUT_SECONDS = 60


@dataclass
class Marks:
    """What a submission earned: points by item (None: a person must mark it), and what was said of the others."""

    points: dict[str, float | None] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)


def warm_up() -> None:
    """Import once, in this process, what every submission uses."""
    import matplotlib

    matplotlib.use("agg", force=True)
    import IPython.core.interactiveshell  # noqa: F401
    import matplotlib.pyplot
    import pandas  # noqa: F401


def mark(master: NotebookNode, answers: dict[str, str], folder: Path) -> Marks:
    """Return the marks of one submission.

    Parameters
    ----------
    master
        The instructor's notebook.
    answers
        Source of the answer cell by item; an item without an entry keeps the master's solution.
    folder
        Working folder of the code.

    Raises
    ------
    TimeoutError
        If the submission runs longer than 60 seconds.
    """
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(master, answers, folder, there), daemon=True)
    child.start()
    there.close()
    try:
        if not here.poll(TIMEOUT_SECONDS):
            raise TimeoutError(f"the submission ran longer than {TIMEOUT_SECONDS} seconds.")
        return here.recv()
    except EOFError:
        return Marks({item: 0.0 for item in _items(master)}, {item: "the process died" for item in _items(master)})
    finally:
        child.kill()
        child.join()
        here.close()


def _items(master: NotebookNode) -> list[str]:
    return [cell.metadata.nbgrader.grade_id for cell in master.cells if is_grade(cell)]


def _child(master: NotebookNode, answers: dict[str, str], folder: Path, reply: Connection) -> None:
    os.chdir(folder)
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance(colors="nocolor")
    sources = {answer_id(item): code for item, code in answers.items()}
    marks = Marks()
    for cell in master.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if cell.cell_type != "code":
            if is_grade(cell):
                marks.points[grade_id] = None
            continue
        outputs = _run(shell, sources.get(grade_id, cell.source))
        if is_grade(cell):
            judged = NotebookNode({**cell, "outputs": outputs})
            marks.points[grade_id] = determine_grade(judged)[0]
            marks.said[grade_id] = "\n".join(
                output.get("evalue", "") or output.get("text", "") for output in outputs if "data" not in output
            )
    reply.send(marks)
    reply.close()
    sys.stdout.flush()
    os._exit(0)


def _run(shell, source: str) -> list[NotebookNode]:
    """Run one cell and return its outputs as a kernel would store them."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        result = shell.run_cell(source, store_history=True)
    outputs = []
    if err.getvalue():
        outputs.append(new_output("stream", name="stderr", text=err.getvalue()))
    fault = result.error_before_exec or result.error_in_exec
    if fault is not None:
        outputs.append(new_output("error", ename=type(fault).__name__, evalue=str(fault), traceback=[]))
    elif result.result is not None:
        outputs.append(
            new_output("execute_result", data={"text/plain": repr(result.result)}, execution_count=1, metadata={})
        )
    return outputs
