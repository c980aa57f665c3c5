"""`course mark`: a learner alone learns what is right, what is not yet, and why; whatever the notebook has become."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from courseware import cli
from courseware import course as course_file
from courseware.author import exercise, files, questions, release
from courseware.grade import mark, submission
from courseware.grade.judging import sandbox, session

SMALL = Path(__file__).parents[1] / "course" / "small"
POINTS = {"ex01-term": 1.0, "ex01-count": 2.0, "ex01-double": 3.0, "ex01-memo": 4.0}
TEXT = """---
kernelspec:
  display_name: Python 3 (ipykernel)
  language: python
  name: python3
---

# A small set

```{code-cell} ipython3
:tags: [setup]

from cyberdiplomacy import check
```

+++ {"choice": "ex01-term"}

## Item 1: the term (1 point)

+++

## Item 2: two numbers (2 points)

```{code-cell} ipython3
:answer: ex01-count

counted = ...
### BEGIN SOLUTION
counted = [8, 4]
### END SOLUTION
```

```{code-cell} ipython3
:test: ex01-count

found = check.value("counted")
check.that(isinstance(found, list), hint=("Think of a list.", "Write [1, 2]."))
### BEGIN HIDDEN TESTS
check.score(float(found[0] == 8) + float(found[1] == 4), of=2)
### END HIDDEN TESTS
```

## Item 3: a rule (3 points)

```{code-cell} ipython3
:answer: ex01-double

def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
```

```{code-cell} ipython3
:test: ex01-double

check.that(type(check.call("double", 1)) is int, hint="A number comes back.")
### BEGIN HIDDEN TESTS
check.that(check.call("double", 3) == 6, hint="Twice three is six.", misconception="MIS-damage-required")
### END HIDDEN TESTS
```

+++ {"written": "ex01-memo"}

## Item 4: two sentences (4 points)

<!-- BEGIN SOLUTION -->
A model answer.
<!-- END SOLUTION -->
"""
TERM = {
    "id": "ex01-term",
    "lo": "L01-1",
    "bloom": "remember",
    "stem": "Which of these is it?",
    "options": [
        {"t": "This one", "mis": "MIS-norms-binding", "fb": "The word sounds like law, but is none."},
        {"t": "That one", "ok": True, "fb": "This is it, as the act has it."},
        {"t": "Neither", "mis": "MIS-norms-binding", "fb": "One of the two is what the act has."},
    ],
    "as_of": "2026-11-22",
}
RIGHT = {
    "ex01-term": 'answer_term = "B"',
    "ex01-count": "counted = [8, 4]",
    "ex01-double": "def double(x):\n    return x + x",
}
ENDLESS = (
    "def double(x):\n    while True:\n        try:\n            pass\n        except BaseException:\n            pass"
)

Fill = Callable[..., Path]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A small course with one set: master and student version."""
    home = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("mark") / "course"))
    text = home / "content" / "exercises" / "ex01.md"
    text.parent.mkdir()
    text.write_text(TEXT, encoding="utf-8")
    master = exercise.master(text, POINTS, {"ex01-term": questions.Question.model_validate(TERM)})
    files.write(home / "solutions" / "ex01" / "ex01.ipynb", files.to_json(master))
    student = release.student_version(master, "ex01", text)
    files.write(home / "exercises" / "ex01" / "ex01.ipynb", files.to_json(student))
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path, monkeypatch) -> Path:
    """A copy of the small course, and an empty record of tries."""
    monkeypatch.setenv("CYBERDIPLOMACY_LEARNER", str(tmp_path / "learner"))
    return Path(shutil.copytree(made, tmp_path / "course"))


@pytest.fixture
def fill(home: Path) -> Fill:
    """Put answers into the learner's notebook, then change its cells as a test likes."""

    def written(answers: dict[str, str], change: Callable[[list], object] = lambda cells: None) -> Path:
        path = home / "exercises" / "ex01" / "ex01.ipynb"
        notebook = nbformat.read(path, as_version=4)
        for item, code in answers.items():
            answer_cell(notebook.cells, item).source = code
        change(notebook.cells)
        files.write(path, files.to_json(notebook))
        return path

    return written


def write_memo(cells: list) -> None:
    (memo,) = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "ex01-memo"]
    memo.source = "Two sentences of my own."


def answer_cell(cells: list, item: str):
    wanted = exercise.answer_id(item)
    return next(cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == wanted)


def run(home: Path, **options) -> mark.Report:
    options = {"seconds": 30, "announce": lambda sentence: None} | options
    return mark.mark(home, course_file.load(home), "ex01", **options)


def outcome(home: Path, item: str, **options) -> mark.Verdict:
    return next(verdict for verdict in run(home, **options).verdicts if verdict.item == item)


def said(home: Path, tried: int = 1) -> str:
    return "\n".join(mark.lines(run(home), home, dict.fromkeys(POINTS, tried)))


def test_right_answers_earn_all_and_a_written_one_needs_a_person(home, fill):
    fill(RIGHT, write_memo)
    report = run(home)
    assert [(v.state, v.points) for v in report.verdicts] == [
        ("right", 1),
        ("right", 2),
        ("right", 3),
        ("needs a person", None),
    ]
    words = said(home)
    assert "✓ right           Item 1: the term (1 of 1 point)" in words
    assert "… needs a person  Item 4: two sentences (4 points)" in words
    assert words.endswith("Total: 6 of 6 points; a person marks 4 points more.")


def test_an_untouched_set_is_not_attempted(home):
    assert [v.state for v in run(home).verdicts] == ["not attempted"] * 4
    assert "· not attempted   Item 3: a rule (0 of 3 points)" in said(home)
    assert "Hint" not in said(home)


def test_a_wrong_answer_gets_its_hint_before_the_misconception_and_what_is_right(home, fill):
    fill(RIGHT | {"ex01-double": "def double(x):\n    return x"})
    words = said(home)
    assert "✗ not yet         Item 3: a rule (0 of 3 points)" in words
    told = ["Hint: Twice three is six.", '"Damage is required."', "What is right: Attempts are covered."]
    assert sorted(told, key=words.index) == told


def test_a_wrong_choice_gets_its_own_feedback(home, fill):
    fill({"ex01-term": 'answer_term = "A"'})
    assert "Hint: The word sounds like law, but is none." in said(home)
    assert 'Misconception: "Norms are binding."' in said(home)


def test_a_part_of_the_points_is_said_to_be_a_part(home, fill):
    fill({"ex01-count": "counted = [8, 5]"})
    verdict = outcome(home, "ex01-count")
    assert (verdict.state, verdict.points) == ("partly", 1)
    assert "A part of it is right" in verdict.hints[0]


def test_the_second_hint_comes_with_the_second_try(home, fill):
    fill({"ex01-count": 'counted = "8"'})
    report = run(home)
    first = "\n".join(mark.lines(report, home, mark.remember(report)))
    second = "\n".join(mark.lines(report, home, mark.remember(report)))
    assert "Think of a list." in first
    assert "Write [1, 2]." not in first
    assert "if you mark again" in first
    assert "Think of a list." in second
    assert "Write [1, 2]." in second


def test_a_right_answer_begins_the_count_of_tries_anew(home, fill):
    fill({"ex01-count": 'counted = "8"'})
    assert mark.remember(run(home)) == {"ex01-count": 1}
    fill(RIGHT)
    assert mark.remember(run(home))["ex01-count"] == 0


def test_a_damaged_record_of_tries_is_begun_anew(home, fill, tmp_path):
    fill({"ex01-count": 'counted = "8"'})
    (tmp_path / "learner").mkdir()
    (tmp_path / "learner" / "marking.json").write_text('{"tries": 3}', encoding="utf-8")
    assert mark.remember(run(home)) == {"ex01-count": 1}


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("x = 1\ncounted = [y]", "stops in line 2 with NameError: name 'y' is not defined. Define it in this cell"),
        ("counted = [8, 4", "stops in line 1 with SyntaxError"),
        ("counted = input()", "do without input()"),
        ("import sys\nsys.exit(0)", "stops in line 2 with SystemExit"),
    ],
)
def test_an_answer_that_crashes_is_told_where(home, fill, code, told):
    fill(RIGHT | {"ex01-count": code})
    report = run(home)
    assert told in report.verdicts[1].hints[0]
    assert "ipython" not in report.verdicts[1].hints[0]
    assert [v.points for v in report.verdicts] == [1, 0, 3, 0]


def test_a_function_that_raises_is_told_what(home, fill):
    fill({"ex01-double": "def double(x):\n    return x / 0"})
    assert "raised ZeroDivisionError" in outcome(home, "ex01-double").hints[0]


@pytest.mark.parametrize("code", [ENDLESS, "while True:\n    pass"], ids=["in a call", "in the cell"])
def test_a_loop_that_never_ends_is_stopped_and_costs_only_its_item(home, fill, code):
    fill(RIGHT | {"ex01-double": code})
    report = run(home, seconds=4)
    assert [v.points for v in report.verdicts] == [1, 2, 0, 0]
    assert report.verdicts[2].hints == ("Your answer was stopped after 4 seconds. Look for a loop that never ends.",)


def test_an_answer_that_ends_python_costs_only_its_item(home, fill):
    fill(RIGHT | {"ex01-term": "import os\nos._exit(0)"})
    report = run(home)
    assert [v.points for v in report.verdicts] == [0, 2, 3, 0]
    assert "Python itself ended" in report.verdicts[0].hints[0]


def test_a_setup_that_does_not_run_is_said_plainly(home, fill):
    fill(RIGHT)
    path = home / "solutions" / "ex01" / "ex01.ipynb"
    path.write_text(path.read_text("utf-8").replace("import check", "import chek"), encoding="utf-8")
    with pytest.raises(ValueError, match="the setup of this set stops with ImportError"):
        run(home)


def test_a_cell_of_ones_own_above_an_answer_counts(home, fill):
    def help_oneself(cells):
        cells.insert(0, nbformat.v4.new_code_cell("first, second = 8, 4"))

    fill(RIGHT | {"ex01-count": "counted = [first, second]"}, help_oneself)
    assert outcome(home, "ex01-count").state == "right"


def test_an_edited_or_deleted_test_cell_has_no_effect(home, fill):
    def spoil(cells):
        tests = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")]
        tests[1].source = "check.score(2, of=2)"
        tests[1].metadata["nbgrader"]["points"] = 200
        cells.remove(tests[2])

    fill({"ex01-count": "counted = [0, 0]", "ex01-double": "def double(x):\n    return x"}, spoil)
    assert [(v.points, v.of) for v in run(home).verdicts][1:3] == [(0, 2), (0, 3)]


def test_a_broken_test_cell_needs_a_person(home, fill):
    fill(RIGHT)
    path = home / "solutions" / "ex01" / "ex01.ipynb"
    path.write_text(path.read_text("utf-8").replace("of=2)", "of=-1)"), encoding="utf-8")
    assert outcome(home, "ex01-count").state == "needs a person"


def test_the_notebook_is_never_changed(home, fill):
    path = fill(RIGHT | {"ex01-double": "def double(x):\n    return x"})
    before = path.read_bytes()
    said(home)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["ex01.ipynb"]


def test_a_missing_answer_cell_is_named_and_the_solution_does_not_stand_in_for_it(home, fill):
    fill(RIGHT, lambda cells: cells.remove(answer_cell(cells, "ex01-count")))
    assert outcome(home, "ex01-count").state == "not attempted"
    assert "The answer cell of ex01-count is missing" in said(home)


def test_of_two_answer_cells_the_original_counts(home, fill):
    def copy_wrong_one_on_top(cells):
        copy = nbformat.from_dict(answer_cell(cells, "ex01-count") | {"id": "copied", "source": "counted = [0, 0]"})
        cells.insert(0, copy)

    fill(RIGHT, copy_wrong_one_on_top)
    assert outcome(home, "ex01-count").state == "right"
    assert "ex01-count stands 2 times" in said(home)


def test_an_answer_cell_turned_into_text_is_named(home, fill):
    fill(RIGHT, lambda cells: answer_cell(cells, "ex01-count").update(cell_type="markdown"))
    assert outcome(home, "ex01-count").state == "not attempted"
    assert "press Esc, then Y" in said(home)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"nbformat": 3, "worksheets": []}',
        '{"nbformat": 4}',
        '{"nbformat": 4, "cells": "lots"}',
        "\udcff",
    ],
)
def test_a_broken_notebook_is_refused_with_a_sentence(home, content):
    path = home / "broken.ipynb"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ValueError, match="is no readable notebook"):
        run(home, notebook=path)


def test_a_notebook_that_is_not_there_or_of_another_set_is_refused(home):
    with pytest.raises(ValueError, match="There is no file"):
        run(home, notebook=home / "nowhere.ipynb")
    other = home / "other.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1")]), other)
    with pytest.raises(ValueError, match="holds no answer cell of this set"):
        run(home, notebook=other)


def test_cells_with_broken_metadata_are_read(tmp_path):
    path = tmp_path / "odd.ipynb"
    cells = [{}, {"metadata": None}, {"metadata": {"nbgrader": None}}, {"metadata": {"nbgrader": "lots"}}, 7]
    cells.append({"cell_type": "code", "source": ["x\n", "y"], "metadata": {"nbgrader": {"grade_id": "ex01-a-answer"}}})
    path.write_text(json.dumps({"nbformat": 4, "cells": cells}), encoding="utf-8")
    assert submission.read(path, ["ex01-a"]).answers == {"ex01-a": "x\ny"}


def test_a_notebook_elsewhere_is_marked_where_it_is(home, fill, tmp_path):
    moved = tmp_path / "mine.ipynb"
    fill(RIGHT).rename(moved)
    assert run(home, notebook=moved).points == 6


def test_without_masters_it_says_so_and_offers_the_visible_checks(home):
    shutil.rmtree(home / "solutions")
    with pytest.raises(ValueError, match=r"this is a student package\. Run `course validate .*ex01\.ipynb`"):
        run(home)


def test_a_set_that_a_person_marks_whole_is_said_to_be_one(home):
    path = home / "solutions" / "ex01" / "ex01.ipynb"
    master = nbformat.read(path, as_version=4)
    master.cells = [cell for cell in master.cells if cell.cell_type == "markdown"]
    files.write(path, files.to_json(master))
    with pytest.raises(ValueError, match="A person marks every item of ex01"):
        run(home)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("ex1", "Did you mean 'ex01'?"),
        ("EX01", "Did you mean 'ex01'?"),
        ("ex011", "Did you mean 'ex01'?"),
        ("ex02", "ex02 is planned, not written yet"),
    ],
)
def test_a_name_that_cannot_be_marked_gets_a_sentence(home, name, sentence):
    with pytest.raises(ValueError, match=sentence.replace("?", r"\?")):
        mark.mark(home, course_file.load(home), name, announce=lambda sentence: None)


def test_the_command_marks_and_exits_with_0_whatever_the_marks(home, monkeypatch):
    monkeypatch.setenv("CYBERDIPLOMACY_HOME", str(home))
    done = CliRunner().invoke(cli.app, ["mark", "ex01"])
    assert done.exit_code == 0
    assert "Total: 0 of 10 points" in done.stdout


def test_where_there_is_no_sandbox_it_says_so_and_marks_without(home, fill, monkeypatch):
    fill(RIGHT)
    session.close_all()
    monkeypatch.setattr(sandbox.shutil, "which", lambda program: None)
    told = []
    assert run(home, announce=told.append).points == 6
    assert told == [mark.UNPROTECTED]


def test_the_command_prints_json_and_nothing_else(home, fill, monkeypatch):
    monkeypatch.setenv("CYBERDIPLOMACY_HOME", str(home))
    fill(RIGHT)
    done = CliRunner().invoke(cli.app, ["mark", "ex01", "--json"])
    report = json.loads(done.stdout)
    assert (report["points"], report["of"], report["verdicts"][0]["state"]) == (6, 10, "right")
