"""Quiz, glossary, board and explorer in a built notebook: no widget id is stored, and nbval compares what is."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import nbval_run
import pytest

from courseware.author import execute, text

FILES = {
    "course.yml": 'lessons:\n  - {id: "00", slug: 00-start, title: Start, status: ready}\n',
    "content/quizzes/00.yml": """\
- id: 00-q01
  lo: L00-1
  bloom: remember
  stem: Who decides on a listing?
  options:
    - {t: The Council, ok: true, fb: It decides unanimously.}
    - {t: A court, mis: MIS-x, fb: Courts review what was decided.}
  as_of: 2026-11-22
""",
    "content/glossary.yml": 'listing:\n  definition: A decision.\n  source: Art. 29 TEU\n  lesson: "00"\n',
}
EXPLORER = """\
import pandas as pd
from matplotlib.figure import Figure
from cyberdiplomacy.explore import Explorer, View
def draw(kind):
    figure = Figure(figsize=(2, 2))
    figure.subplots().plot([1, len(kind)])
    return View(figure, f"A line rises for {kind}.", f"{kind} it is.", pd.DataFrame({"kind": [kind]}))
Explorer({"kind": ["person", "entity"]}, draw, caption="Made up. Source: this test.")
"""
SOURCES = (
    "from cyberdiplomacy import glossary, progress, quiz\nquiz.ask('00-q01')",
    "quiz.ask('00')",
    "glossary.show()",
    "glossary.cards('00')",
    "progress.board()",
    EXPLORER,
)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, Path]:
    """The root of a small course, and a notebook built in it."""
    root = tmp_path_factory.mktemp("course")
    for name, content in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in SOURCES],
        metadata={"kernelspec": dict(text.KERNELSPEC)},
    )
    path = root / "views.ipynb"
    text.set_ids(notebook, path)
    execute.run(notebook, path, root, folder=root)
    nbformat.write(notebook, path)
    return root, path


def test_stored_outputs_are_text_and_html_only(built):
    for cell in nbval_run.code_cells(built[1]):
        (output,) = cell.outputs
        assert set(output.data) == {"text/plain", "text/html"}
    assert "model_id" not in json.dumps(nbformat.read(built[1], as_version=4))


def test_a_fresh_kernel_gives_what_is_stored(built, tmp_path):
    root, path = built
    outcome = nbval_run.run([path], root, tmp_path / "report.xml", grading=False)[path.resolve()]
    assert outcome == nbval_run.Outcome(len(SOURCES), ())


def test_a_changed_question_does_not_escape_nbval(built, tmp_path):
    root, path = built
    bank = root / "content/quizzes/00.yml"
    kept = bank.read_text(encoding="utf-8")
    bank.write_text(kept.replace("A court", "The Court"), encoding="utf-8")
    outcome = nbval_run.run([path], root, tmp_path / "report.xml", grading=False)[path.resolve()]
    bank.write_text(kept, encoding="utf-8")
    assert len(outcome.faults) == 2
