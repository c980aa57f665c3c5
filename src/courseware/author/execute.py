"""Run a notebook in a fresh kernel under pinned conditions, and keep only outputs that will be the same again."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from courseware import kernels
from courseware.author import text
from courseware.author.problems import AuthorError, Problem, refuse

TIMEOUT_SECONDS = 120
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
PINNED = {
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "COLUMNS": "100",
    "LINES": "40",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NO_COLOR": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}


@contextmanager
def pinned_environment(root: Path, *, grading: bool) -> Iterator[dict[str, str]]:
    """Yield the environment variables under which every notebook of the course is run, here and by nbval.

    Clock, locale, hash seed, width and thread counts are fixed; settings and stored answers of the person at the
    machine are out of reach (an empty learner's home). With ``grading``, checks raise as they do under nbgrader.
    """
    with tempfile.TemporaryDirectory(prefix="course-home-") as home:
        environment = {
            **os.environ,
            **PINNED,
            "CYBERDIPLOMACY_HOME": str(root),
            "CYBERDIPLOMACY_LEARNER": f"{home}/learner",
            "IPYTHONDIR": f"{home}/ipython",
            "JUPYTER_CONFIG_DIR": f"{home}/jupyter",
            "JUPYTER_RUNTIME_DIR": home,
            "MPLCONFIGDIR": str(_font_cache(root)),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        }
        environment.pop("NBGRADER_EXECUTION", None)
        if grading:
            environment["NBGRADER_EXECUTION"] = "autograde"
        yield environment


def _font_cache(root: Path) -> Path:
    """matplotlib takes seconds to list the fonts of a machine; once is enough."""
    folder = root / ".build" / "matplotlib"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def run(notebook: NotebookNode, path: Path, root: Path, *, folder: Path, grading: bool = False) -> None:
    """Execute a notebook in place, top to bottom, and check its outputs.

    Parameters
    ----------
    notebook
        Cells with their ids; outputs and execution counts are filled in.
    path
        The text it came from, named in messages.
    root
        The folder of the course.
    folder
        Where the kernel is started: the folder the built notebook will stand in.
    grading
        True for masters, whose tests must raise.

    Raises
    ------
    AuthorError
        If a cell fails, takes longer than 120 seconds, writes to stderr or shows a bare figure.
    """
    with pinned_environment(root, grading=grading) as environment, kernels.by_files() as reached:
        manager = AsyncKernelManager(kernel_name=text.KERNELSPEC["name"], **reached)
        client = NotebookClient(
            notebook,
            km=manager,
            timeout=TIMEOUT_SECONDS,
            record_timing=False,
            store_widget_state=False,
            coalesce_streams=True,
            shutdown_kernel="immediate",
            resources={"metadata": {"path": str(folder)}},
        )
        try:
            client.execute(env=environment, cleanup_kc=True)
        except CellExecutionError as error:
            raise AuthorError([_failure(notebook, path, error)]) from None
        except (CellTimeoutError, TimeoutError):
            raise refuse(path, "", f"a cell ran longer than {TIMEOUT_SECONDS} seconds. Make it smaller.") from None
        except DeadKernelError:
            raise refuse(path, "", "the kernel died while this notebook ran. Look for runaway memory use.") from None
    _clean(notebook)
    problems = [*_bad_outputs(notebook, path)]
    if problems:
        raise AuthorError(problems)


def _failure(notebook: NotebookNode, path: Path, error: CellExecutionError) -> Problem:
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                said = _ANSI.sub("", f"{output.ename}: {output.evalue}").strip()
                return Problem(str(path), text.where(index, cell), f"this code fails with {said}. Mend it.")
    return Problem(str(path), "", f"the code fails: {error.ename}: {error.evalue}. Mend it.")


def _clean(notebook: NotebookNode) -> None:
    """Keep what a reader sees; drop what changes from run to run."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("metadata", {}).clear()
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    notebook.metadata.pop("widgets", None)
    notebook.metadata.pop("language_info", None)


def _bad_outputs(notebook: NotebookNode, path: Path) -> Iterator[Problem]:
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                yield Problem(
                    str(path),
                    text.where(index, cell),
                    "this cell shows a bare figure, which a screen reader cannot read. "
                    "End it with show(fig, alt=…, caption=…).",
                )
            elif output.output_type == "stream" and output.name == "stderr":
                yield Problem(
                    str(path),
                    text.where(index, cell),
                    f"this cell writes to stderr ({output.text.strip()[:80]!r}). Mend the cause of the warning.",
                )


def execution_problems(notebook: NotebookNode, path: Path) -> Iterator[Problem]:
    """Check that every code cell was run once, from top to bottom: execution counts 1 to n."""
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    if counts != list(range(1, len(counts) + 1)):
        yield Problem(
            str(path),
            "",
            f"its cells were run in the order {counts}, not 1 to {len(counts)}. "
            "Built notebooks are not edited by hand: run `course build`.",
        )
