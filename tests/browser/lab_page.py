"""A JupyterLab of the course, started as `course lab` starts it, and what tests do with its page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page

from courseware import lab

# Everything of the course but environments, version control and caches.
NOT_COPIED = shutil.ignore_patterns(".venv", ".git", ".build", ".progress", ".*_cache", ".hypothesis", "__pycache__")
START_SECONDS = 120
RUN_MILLISECONDS = 180_000


@dataclass(frozen=True)
class Server:
    """A running server: its address with the trailing slash, its token, and the folder it shows."""

    address: str
    token: str
    folder: Path

    def url(self, path: str = "") -> str:
        """Return the address of a page below the server's, with the token."""
        return f"{self.address}{path}?token={self.token}"


@contextmanager
def serve(folder: Path, scratch: Path, role: str = "learner") -> Iterator[Server]:
    """Start JupyterLab on `folder`, with settings, runtime files and window layouts of its own below `scratch`."""
    prefix = Path(sys.prefix)
    lab.prepare(role, prefix)
    variables = lab.environment(role, prefix)
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_WORKSPACES_DIR"):
        variables[name] = str(scratch / name.lower())
    variables["IPYTHONDIR"] = str(scratch / "ipython")
    log = scratch / "server.log"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [*lab.command(role, folder, port=0, browser=False), "--expose-app-in-browser"],
            cwd=folder,
            env=variables,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        yield _ready(process, scratch / "jupyter_runtime_dir", log, folder)
    finally:
        process.terminate()
        process.wait()


def _ready(process: subprocess.Popen, runtime: Path, log: Path, folder: Path) -> Server:
    """Wait for the file in which a server says where it is."""
    info = runtime / f"jpserver-{process.pid}.json"
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if info.exists() and (text := info.read_text(encoding="utf-8")):
            found = json.loads(text)
            return Server(address=found["url"], token=found["token"], folder=folder)
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start. Its log:\n{log.read_text(encoding='utf-8')}")


def open_notebook(page: Page, server: Server, path: str) -> None:
    """Open a notebook in a window layout of its own, so that nothing an earlier test left open is restored."""
    page.goto(server.url(f"lab/workspaces/{uuid.uuid4().hex}/tree/{quote(path)}"))
    arrive(page, path)


def copy_course(root: Path, target: Path) -> Path:
    """Copy the course without environment and caches, so that a test's page never touches the course itself."""
    shutil.copytree(root, target, ignore=NOT_COPIED, symlinks=True)
    os.chmod(target, 0o755)
    return target


def arrive(page: Page, path: str) -> None:
    """Wait until JupyterLab is ready and the document of that path is in front."""
    page.wait_for_function("() => window.jupyterapp !== undefined")
    page.evaluate("() => window.jupyterapp.restored")
    page.wait_for_function("path => window.jupyterapp.shell.currentWidget?.context?.path === path", arg=path)


def run_all(page: Page) -> list[dict]:
    """Clear the notebook in front and run it from top to bottom, once its kernel has answered.

    Before that cells would be dropped; and stored outputs would pass for new ones.
    Returns its code cells in order, each with `count` (execution count) and `outputs` (as in the file format).
    """
    page.evaluate(
        """async milliseconds => {
            const run = async () => {
                const panel = window.jupyterapp.shell.currentWidget;
                await panel.context.ready;
                await panel.sessionContext.ready;
                await panel.sessionContext.session.kernel.info;
                await window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs');
                await window.jupyterapp.commands.execute('notebook:run-all-cells');
            };
            const late = new Promise((_, reject) =>
                setTimeout(() => reject(new Error(`The notebook did not end in ${milliseconds} ms.`)), milliseconds));
            await Promise.race([run(), late]);
        }""",
        RUN_MILLISECONDS,
    )
    return page.evaluate(
        """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
            .filter(cell => cell.type === 'code')
            .map(cell => ({count: cell.executionCount, outputs: cell.outputs.toJSON()}))"""
    )


def cell_count(page: Page) -> int:
    """Return how many cells the notebook in front has."""
    return page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.cells.length")


def show_cell_with(page: Page, selector: str) -> None:
    """Scroll to the first cell that holds an element of that CSS selector; off-screen cells may not be drawn."""
    found = page.evaluate(
        """async selector => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            for (const [index, cell] of notebook.widgets.entries()) {
                await notebook.scrollToItem(index, 'center');
                if (cell.node.querySelector(selector)) return true;
            }
            return false;
        }""",
        selector,
    )
    if not found:
        raise AssertionError(f"No cell of the notebook in front holds {selector}.")
