"""Graders are graded: solutions pass, blanks and declared wrong answers fail, nothing universal earns a point."""

from __future__ import annotations

import pytest
import sets

from courseware.author.problems import AuthorError
from courseware.grade import answers, warm

ALL = [(name, answer) for name in sets.NAMES for answer in sets.load(name).answers]


@pytest.fixture(scope="session", autouse=True)
def _warm():
    warm.warm_up()


@pytest.mark.parametrize("name", sets.NAMES)
def test_the_solution_earns_full_marks(name):
    one = sets.load(name)
    assert warm.mark(one.master, {}, one.folder).points == one.points


@pytest.mark.parametrize("name", sets.NAMES)
def test_blanks_earn_nothing(name):
    one = sets.load(name)
    marks = warm.mark(one.master, {item: one.stub(item) for item in one.points}, one.folder)
    assert marks.points == dict.fromkeys(one.points, 0.0)


@pytest.mark.parametrize(("name", "answer"), ALL, ids=[f"{a.item}: {a.note}" for _, a in ALL])
def test_a_declared_answer_earns_what_is_declared_and_leaves_other_items_alone(name, answer):
    one = sets.load(name)
    assert warm.mark(one.master, {answer.item: answer.code}, one.folder).points == one.points | {
        answer.item: answer.points
    }


@pytest.mark.parametrize("name", sets.NAMES)
@pytest.mark.parametrize("kind", sets.UNIVERSAL)
def test_a_universal_answer_earns_nothing_on_any_item(name, kind):
    """Items are independent, so one submission carries the answer to all of them."""
    one = sets.load(name)
    assert all(one.names(item) for item in one.points)
    answers = {
        item: "\n".join(f"{variable} = {sets.UNIVERSAL[kind]}" for variable in one.names(item)) for item in one.points
    }
    assert warm.mark(one.master, answers, one.folder).points == dict.fromkeys(one.points, 0.0)


@pytest.mark.parametrize("name", sets.NAMES)
def test_every_item_has_three_declared_wrong_answers_each_with_a_cause(name):
    one = sets.load(name)
    for item in one.points:
        wrong = [a for a in one.answers if a.item == item and a.points < one.points[item]]
        assert len(wrong) >= 3, item
        assert all(answer.misconception for answer in wrong), item
        assert any(a.item == item and a.points == one.points[item] for a in one.answers), (
            f"{item}: no other right answer"
        )


def test_a_wrong_choice_is_told_its_feedback_and_misconception():
    one = sets.load("ex01")
    marks = warm.mark(one.master, {"ex01-object": 'answer_object = "A"'}, one.folder)
    assert "MIS-video-calls" in marks.said["ex01-object"]


def test_a_process_that_dies_earns_nothing_and_stops_nobody():
    one = sets.load("ex01")
    marks = warm.mark(one.master, {"ex01-object": "import os; os._exit(3)"}, one.folder)
    assert set(marks.points.values()) == {0.0}
    assert warm.mark(one.master, {}, one.folder).points == one.points


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ex99-a: {wrong: [{note: a bug, code: x = 1}]}", "misconception"),
        ("ex99-a: {wrong: [{note: a bug, code: x = 1, misconception: slip}]}", "misconception"),
        ("ex99-a: {wrongs: []}", "wrongs"),
        ("ex99-a: [", "no valid YAML"),
    ],
)
def test_a_declaration_that_breaks_the_format_is_refused(tmp_path, text, said):
    path = tmp_path / "ex99.answers.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AuthorError, match=said):
        answers.load(path)


def test_a_set_without_declared_answers_is_refused(tmp_path):
    with pytest.raises(AuthorError, match="this file is missing"):
        answers.load(tmp_path / "ex99.answers.yml")
