"""Each known way for a notebook to pass, or to fail at random, without being compared: one fixture each, all caught."""

from __future__ import annotations

from pathlib import Path

import nbformat
import nbval_run
import pytest
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

from courseware import kernels
from courseware.author.execute import TIMEOUT_SECONDS
from cyberdiplomacy import places

TRAPS = {
    "changed_number": "1 + 1",
    "changed_html": "from IPython.display import HTML\nHTML('<b>one</b>')",
    "trailing_semicolon": "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    "output_widget": "import ipywidgets as w\no = w.Output()\nwith o:\n    print('x')\no",
    "interact": "from ipywidgets import interact\ninteract(lambda x: x, x=(0, 3))",
    # Its plain text is the repr of everything in it, a person's earlier answers included.
    "bare_vbox": "import ipywidgets as w, os\nw.VBox([w.Text(value=str(os.getpid()))])",
}


def a_notebook(path: Path, *sources: str, run: bool = True) -> Path:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in sources],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}},
    )
    if run:
        with kernels.by_files() as reached:
            manager = AsyncKernelManager(kernel_name="python3", **reached)
            client = NotebookClient(notebook, km=manager, timeout=TIMEOUT_SECONDS, record_timing=False)
            # nbclient answers an Output widget on the channel it waits on, and may then wait for ever (its issue 312).
            client.comm_open_handlers.clear()
            client.execute()
    nbformat.write(notebook, path)
    return path


def alter(path: Path, key: str, old: str, new: str) -> None:
    notebook = nbformat.read(path, as_version=4)
    data = notebook.cells[0].outputs[0].data
    assert old in data[key]
    data[key] = data[key].replace(old, new)
    nbformat.write(notebook, path)


def drop_what_a_widget_shows(path: Path) -> None:
    """Store the cell as JupyterLab does, which puts what is said inside an Output widget there and nowhere else."""
    notebook = nbformat.read(path, as_version=4)
    said = notebook.cells[0].outputs.pop(0)
    assert said.get("text", said.get("data", {}).get("text/plain")) in ("x\n", "1")
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, nbval_run.Outcome]:
    """All traps and one honest notebook, run once by strict nbval."""
    folder = tmp_path_factory.mktemp("traps")
    paths = {name: a_notebook(folder / f"{name}.ipynb", source) for name, source in TRAPS.items()}
    alter(paths["changed_number"], "text/plain", "2", "3")
    alter(paths["changed_html"], "text/html", "one", "two")
    drop_what_a_widget_shows(paths["output_widget"])
    drop_what_a_widget_shows(paths["interact"])
    paths["never_run"] = a_notebook(folder / "never_run.ipynb", "1 / 0", run=False)
    paths["honest"] = a_notebook(folder / "honest.ipynb", "x = 20", "x + 1", "x + 2")
    found = nbval_run.run(paths.values(), places.root(), folder / "report.xml", grading=False)
    return {name: found[path.resolve()] for name, path in paths.items()}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_fails_strict_nbval(trap, outcomes):
    assert outcomes[trap].faults != ()


def test_an_honest_notebook_passes_whole_on_one_worker(outcomes):
    """Were its three cells split over two workers, the second would not know ``x``."""
    assert outcomes["honest"] == nbval_run.Outcome(3, ())


def test_a_cell_that_was_never_run_is_caught_by_the_vacuity_guard(tmp_path):
    path = a_notebook(tmp_path / "never.ipynb", "'never compared'", run=False)
    assert nbval_run.vacuous(path) == ["never.ipynb: execution counts are [None], not 1 to 1"]


def test_cells_run_out_of_order_are_caught_by_the_vacuity_guard(tmp_path):
    path = a_notebook(tmp_path / "order.ipynb", "1", "2")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].execution_count, notebook.cells[1].execution_count = 2, 1
    nbformat.write(notebook, path)
    assert "execution counts are [2, 1]" in nbval_run.vacuous(path)[0]


def test_a_notebook_without_code_is_caught_by_the_vacuity_guard(tmp_path):
    assert "no code cell" in nbval_run.vacuous(a_notebook(tmp_path / "empty.ipynb", run=False))[0]


def test_two_pictures_of_one_figure_compare_as_equal():
    import configparser
    import re

    rule = configparser.RawConfigParser()
    rule.read(nbval_run.SANITISE)
    regex = rule["pictures"]["regex"]
    one, two = (
        '<img alt="a" src="data:image/png;base64,iVBORw0KGgo=">',
        '<img alt="a" src="data:image/png;base64,AAAA">',
    )
    assert re.sub(regex, "PICTURE", one) == re.sub(regex, "PICTURE", two)
    assert re.sub(regex, "PICTURE", one) != re.sub(regex, "PICTURE", two.replace('"a"', '"b"'))
