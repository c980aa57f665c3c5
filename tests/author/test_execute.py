"""Running a notebook: pinned, clean, and with a sentence for every output that would not do."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from courseware.author import execute, text
from courseware.author.problems import AuthorError

PATH = Path("content/lessons/99-test.md")


def run(root: Path, folder: Path, *sources: str, grading: bool = False):
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in sources], metadata={"kernelspec": dict(text.KERNELSPEC)}
    )
    text.set_ids(notebook, PATH)
    execute.run(notebook, PATH, root, folder=folder, grading=grading)
    return notebook


def test_conditions_are_pinned_and_nothing_of_the_person_or_the_machine_is_kept(root, tmp_path, monkeypatch):
    monkeypatch.setenv("CYBERDIPLOMACY_LEARNER", "somebody")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    notebook = run(
        root,
        tmp_path,
        "import os, time\nprint(time.tzname[0], os.environ['COLUMNS'], hash('a') == hash('a'))",
        "print(os.environ['CYBERDIPLOMACY_LEARNER'] == 'somebody', os.environ.get('NBGRADER_EXECUTION'))",
    )
    assert [cell.outputs[0].text for cell in notebook.cells] == ["UTC 100 True\n", "False None\n"]
    assert [cell.execution_count for cell in notebook.cells] == [1, 2]
    assert all(dict(cell.metadata) == {} for cell in notebook.cells)
    assert set(notebook.metadata) == {"kernelspec"}


def test_masters_are_run_as_nbgrader_runs_them(root, tmp_path):
    notebook = run(root, tmp_path, "import os; print(os.environ['NBGRADER_EXECUTION'])", grading=True)
    assert notebook.cells[0].outputs[0].text == "autograde\n"


def test_failing_code_is_refused_with_cell_and_error(root, tmp_path):
    with pytest.raises(AuthorError) as caught:
        run(root, tmp_path, "x = 1", "x / 0")
    assert "cell 2 (x / 0): this code fails with ZeroDivisionError: division by zero" in str(caught.value)


def test_a_bare_figure_and_a_warning_are_both_refused(root, tmp_path):
    with pytest.raises(AuthorError) as caught:
        run(
            root,
            tmp_path,
            "import matplotlib.pyplot as plt\nplt.plot([1, 2])",
            "import sys\nprint('beware', file=sys.stderr)",
        )
    assert "shows a bare figure" in str(caught.value)
    assert "writes to stderr ('beware')" in str(caught.value)


def test_counts_out_of_order_are_a_problem():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1"), nbformat.v4.new_code_cell("2")])
    notebook.cells[0].execution_count, notebook.cells[1].execution_count = 2, 1
    (problem,) = execute.execution_problems(notebook, PATH)
    assert "[2, 1], not 1 to 2" in str(problem)
