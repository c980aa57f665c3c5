"""No kernel of a build, a check or a test takes a TCP port: two processes that start kernels may choose the same."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import nbval_run
from jupyter_client.manager import KernelManager
from test_traps import a_notebook

from courseware import kernels
from cyberdiplomacy import places

ROOT = places.root()
STARTERS = {"KernelManager", "AsyncKernelManager", "NotebookClient", "Execute", "Validator", "start_new_kernel"}
TRANSPORT = "from ipykernel.kernelapp import IPKernelApp\nIPKernelApp.instance().transport"


def test_a_kernel_is_reached_through_files_that_are_gone_afterwards():
    with kernels.by_files() as reached:
        manager = KernelManager(kernel_name="python3", **reached)
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        assert manager.get_connection_info()["transport"] == "ipc"
        assert len(list(Path(reached["ip"]).parent.iterdir())) == 5
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert not Path(reached["ip"]).parent.exists()


def test_two_kernels_never_share_a_file():
    with kernels.by_files() as one, kernels.by_files() as other:
        assert Path(one["ip"]).parent != Path(other["ip"]).parent


def test_nbval_reaches_its_kernels_through_files_too(tmp_path):
    path = a_notebook(tmp_path / "transport.ipynb", TRANSPORT)
    assert nbformat.read(path, as_version=4).cells[0].outputs[0].data["text/plain"] == "'ipc'"
    found = nbval_run.run([path], ROOT, tmp_path / "report.xml", grading=False)
    assert found[path.resolve()] == nbval_run.Outcome(1, ())


def starts(path: Path) -> bool:
    """Return whether a module makes something that starts a kernel."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return any((call.id if isinstance(call, ast.Name) else getattr(call, "attr", "")) in STARTERS for call in calls)


def test_whoever_starts_a_kernel_says_how_it_is_reached():
    found = [path for folder in ("src", "tests") for path in sorted((ROOT / folder).rglob("*.py")) if starts(path)]
    assert ROOT / "src" / "courseware" / "author" / "execute.py" in found
    assert [path.name for path in found if "kernels.by_files()" not in path.read_text(encoding="utf-8")] == []
