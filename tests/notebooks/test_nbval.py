"""Every notebook of the three built folders runs, and gives what it shows."""

from __future__ import annotations

from pathlib import Path

import nbval_run
import pytest

from cyberdiplomacy import places

ROOT = places.root()
LEARNERS = sorted([*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("exercises/*/*.ipynb")])
MASTERS = sorted(ROOT.glob("solutions/*/*.ipynb"))


@pytest.fixture(scope="session")
def outcomes(tmp_path_factory) -> dict[Path, nbval_run.Outcome]:
    """One run for learners' notebooks, one for masters, whose checks raise as they do under nbgrader."""
    folder = tmp_path_factory.mktemp("nbval")
    learners = nbval_run.run(LEARNERS, ROOT, folder / "learners.xml", grading=False)
    return learners | nbval_run.run(MASTERS, ROOT, folder / "masters.xml", grading=True)


def test_there_are_notebooks_in_all_three_folders():
    assert {path.relative_to(ROOT).parts[0] for path in LEARNERS + MASTERS} == {"notebooks", "exercises", "solutions"}


@pytest.mark.parametrize("path", LEARNERS + MASTERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_notebook_gives_the_outputs_it_stores(path, outcomes):
    outcome = outcomes[path]
    assert outcome.faults == ()
    assert outcome.compared == len(nbval_run.code_cells(path)) > 0


@pytest.mark.parametrize("path", LEARNERS + MASTERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_cell_escapes_comparison(path):
    assert nbval_run.vacuous(path) == []
