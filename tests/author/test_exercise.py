"""From the text of an exercise set to its master: items in their places, and bad texts refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from courseware.author import exercise, questions
from courseware.author.problems import AuthorError

HEADER = "---\nkernelspec:\n  display_name: Python 3 (ipykernel)\n  language: python\n  name: python3\n---\n\n# Set\n\n"
ANSWER = """```{code-cell} ipython3
:answer: ex99-a

x = ...
### BEGIN SOLUTION
x = 1
### END SOLUTION
```

"""
TEST = """```{code-cell} ipython3
:test: ex99-a

check.that(check.value("x") in (1, 2))
### BEGIN HIDDEN TESTS
check.that(check.value("x") == 1)
### END HIDDEN TESTS
```
"""
OPTIONS = [
    {"t": "right", "ok": True, "fb": "This is right because of the act."},
    {"t": "wrong", "mis": "MIS-one", "fb": "This attracts because of the name."},
    {"t": "worse", "mis": "MIS-two", "fb": "This attracts because of the news."},
]


@pytest.fixture
def write(tmp_path: Path):
    def written(body: str) -> Path:
        path = tmp_path / "ex99.md"
        path.write_text(HEADER + body, encoding="utf-8")
        return path

    return written


def refused(path: Path, points=None, asked=None) -> str:
    with pytest.raises(AuthorError) as caught:
        exercise.master(path, {"ex99-a": 2.0} if points is None else points, asked or {})
    return str(caught.value)


def a_question(**changes) -> questions.Question:
    fields = {
        "id": "ex99-q",
        "lo": "L99-1",
        "bloom": "apply",
        "stem": "Which one is right?",
        "options": OPTIONS,
        "as_of": date(2026, 11, 22),
    }
    return questions.Question(**fields | changes)


def test_an_item_becomes_an_answer_cell_and_a_locked_test_cell(write):
    master = exercise.master(write(ANSWER + TEST), {"ex99-a": 2.0}, {})
    answer, test = (cell.metadata["nbgrader"] for cell in master.cells[1:])
    assert (answer["grade_id"], answer["solution"], answer["grade"]) == ("ex99-a-answer", True, False)
    assert (test["grade_id"], test["grade"], test["locked"], test["points"]) == ("ex99-a", True, True, 2.0)
    assert exercise.items(master) == ["ex99-a"]


def test_a_question_becomes_stem_options_answer_and_test(write):
    heading = '+++ {"choice": "ex99-q"}\n\n## Item 1\n'
    master = exercise.master(write(heading), {"ex99-q": 1.0}, {"ex99-q": a_question()})
    shown, answer, test = master.cells[1:]
    assert "Which one is right?" in shown.source
    assert "**B** — wrong" in shown.source
    assert "This is right because" not in shown.source
    assert 'answer_q = "A"' in answer.source
    assert "MIS-one" in test.source.split("### BEGIN HIDDEN TESTS")[1]
    assert "MIS-one" not in test.source.split("### BEGIN HIDDEN TESTS")[0]


def test_an_unfinished_solution_region_is_refused(write):
    assert "region is not finished" in refused(write(ANSWER.replace("### END SOLUTION\n", "") + TEST))


def test_a_nested_region_is_refused(write):
    assert "none nested" in refused(write(ANSWER.replace("x = 1", "### BEGIN SOLUTION\nx = 1") + TEST))


def test_an_answer_cell_without_a_solution_region_is_refused(write):
    body = "```{code-cell} ipython3\n:answer: ex99-a\n\nx = 1\n```\n\n" + TEST
    assert "an answer leaks" in refused(write(body))


def test_a_test_cell_without_hidden_tests_is_refused(write):
    body = ANSWER + "```{code-cell} ipython3\n:test: ex99-a\n\ncheck.that(True)\n```\n"
    assert "BEGIN HIDDEN TESTS" in refused(write(body))


def test_a_duplicate_grade_id_is_refused(write):
    said = refused(write(ANSWER + TEST + "\n" + ANSWER + TEST))
    assert "the grade_id 'ex99-a' stands already in cell" in said


def test_a_cell_with_two_roles_is_refused(write):
    assert "one role" in refused(write(ANSWER.replace(":answer: ex99-a", ":answer: ex99-a\n:test: ex99-a") + TEST))


def test_a_choice_without_its_question_is_refused(write):
    said = refused(write('+++ {"choice": "ex99-q"}\n\n## Item\n'), points={"ex99-q": 1.0})
    assert "no question 'ex99-q' stands in ex99.questions.yml" in said


def test_an_item_without_points_is_refused(write):
    assert "course.yml gives no points to 'ex99-a'" in refused(write(ANSWER + TEST), points={})


def test_points_without_an_item_are_refused(write):
    assert "lists the item 'ex99-b'" in refused(write(ANSWER + TEST), points={"ex99-a": 1.0, "ex99-b": 1.0})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"options": [OPTIONS[1], OPTIONS[2], OPTIONS[1]]}, "0 options are marked 'ok: true'"),
        ({"options": [OPTIONS[0], OPTIONS[0], OPTIONS[1]]}, "2 options are marked 'ok: true'"),
        ({"options": OPTIONS[:2]}, "at least 3 items"),
        ({"options": [*OPTIONS[:2], {**OPTIONS[2], "mis": ""}]}, "names its misconception"),
        ({"options": [*OPTIONS[:2], {**OPTIONS[2], "t": "All of the above"}]}, "all of the above"),
        ({"options": [*OPTIONS[:2], {**OPTIONS[2], "fb": "no"}]}, "at least 20 characters"),
    ],
)
def test_a_question_that_breaks_the_format_is_refused(change, said):
    with pytest.raises(ValueError, match=said):
        a_question(**change)


def test_a_bank_names_question_and_key_of_each_fault(tmp_path):
    path = tmp_path / "ex99.questions.yml"
    path.write_text("- id: ex99-q\n  lo: L99-1\n  bloom: apply\n  stem: short\n  options: []\n", encoding="utf-8")
    with pytest.raises(AuthorError) as caught:
        questions.load(path)
    assert "ex99-q, stem" in str(caught.value)
    assert "ex99-q, as_of" in str(caught.value)


def test_an_absent_bank_is_empty_and_a_broken_one_is_refused(tmp_path):
    assert questions.load(tmp_path / "none.yml") == {}
    broken = tmp_path / "broken.yml"
    broken.write_text("- id: [", encoding="utf-8")
    with pytest.raises(AuthorError, match="no valid YAML"):
        questions.load(broken)
