"""House rules: each with a notebook that keeps it and one that breaks it."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from courseware.author import judge_rules, rules

PATH = Path("content/lessons/99-test.md")


def markdown(*sources: str):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(source) for source in sources])


def code(*sources: str):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])


def an_item(test: str, answer: str = "x = 1", points: float = 2.0):
    notebook = code("import pandas as pd\nfrom cyberdiplomacy import check", answer, test)
    marks = [
        {"grade": False, "solution": False},
        {"grade": False, "solution": True},
        {"grade": True, "solution": False},
    ]
    for cell, mark in zip(notebook.cells, marks, strict=True):
        cell.metadata["nbgrader"] = mark | {"points": points}
    return notebook


def said(rule, notebook) -> str:
    return "\n".join(str(problem) for problem in rule(PATH, notebook))


@pytest.mark.parametrize(
    ("rule", "notebook"),
    [
        (rules.one_title, markdown("# One\n\n## Two", "### Three\n\n## Two")),
        (rules.filled_headers, markdown("# One\n\n| a | b |\n|---|---|\n| | c |\n")),
        (rules.short_code, code("x = 1\n" * 12)),
        (rules.plain_code, code("x = ';'\ny = 3 % 2")),
        (rules.figures_shown, code("show(fig, alt='a', caption='b')")),
        (judge_rules.accessors_only, an_item('y = check.value("x")\ncheck.that(y == len(pd.__name__))')),
        (judge_rules.ends_in_verdict, an_item("check.that(True)")),
        (judge_rules.ends_in_verdict, an_item("check.score(1, of=2)")),
        (judge_rules.asserts_are_hidden, an_item("### BEGIN HIDDEN TESTS\nassert True\n### END HIDDEN TESTS")),
        (judge_rules.score_matches_points, an_item("check.score(1.0, of=2)")),
    ],
)
def test_a_notebook_that_keeps_the_rule_is_left_alone(rule, notebook):
    assert said(rule, notebook) == ""


@pytest.mark.parametrize(
    ("rule", "notebook", "sentence"),
    [
        (rules.one_title, markdown("# One", "# Two"), "a second title"),
        (rules.one_title, markdown("## Two"), "has no title"),
        (rules.one_title, markdown("# One\n\n### Three"), "jumps from level 1 to 3"),
        (rules.one_title, markdown("no heading"), "there is no heading"),
        (rules.filled_headers, markdown("# One\n\n| | |\n|---|---|\n| a | c |\n"), "empty header cell"),
        (rules.filled_headers, markdown("# One\n\n| a |  |\n| :-- | --: |\n| a | c |\n"), "empty header cell"),
        (rules.short_code, code("x = 1\n" * 13), "13 lines of code"),
        (rules.plain_code, code("plt.plot([1]);"), "ends with ';'"),
        (rules.plain_code, code("!pip install x"), "is no Python"),
        (rules.plain_code, code("%matplotlib inline"), "is no Python"),
        (rules.figures_shown, code("plt.show()"), "no alt text"),
        (judge_rules.accessors_only, an_item("check.that(x == 1)"), "uses the learner's 'x' directly"),
        (judge_rules.accessors_only, an_item("check.that(stray == 1)"), "'stray' is bound neither"),
        (judge_rules.ends_in_verdict, an_item("1 + 1"), "ends in a verdict"),
        (judge_rules.asserts_are_hidden, an_item("assert True"), "a visible 'assert'"),
        (judge_rules.score_matches_points, an_item("check.score(1.0, of=3)"), "must say of=2"),
        (judge_rules.score_matches_points, an_item("check.score(1.0)"), "must say of=2"),
    ],
)
def test_a_notebook_that_breaks_the_rule_is_told_so(rule, notebook, sentence):
    assert sentence in said(rule, notebook)


def test_a_number_sign_inside_a_code_fence_is_no_heading():
    assert said(rules.one_title, markdown("# One\n\n```python\n# a comment\n### more\n```")) == ""


def test_names_of_every_kind_of_binding_are_found():
    source = "import a.b, c as d\nfrom e import f\ng = h = 1\ndef i(j, *k): pass\nclass L: pass\nfor m in g: pass\n"
    source += "try: pass\nexcept ValueError as n: pass\n[o for o in g]"
    assert judge_rules.bound_names(source) == set("adfghijkLmno")


def test_the_texts_of_the_course_keep_every_rule(root, course):
    assert rules.problems(root, course) == []
