"""Graders are graded: solutions pass, blanks and declared wrong answers fail, nothing universal earns a point."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import sets

from courseware.author.problems import AuthorError
from courseware.grade import answers, selftest

DECLARED = [
    (name, number, answer)
    for name in sets.NAMES
    for number, together in enumerate(selftest.composites(sets.load(name)), start=1)
    for answer in together.values()
]


@pytest.mark.parametrize("name", sets.NAMES)
def test_the_solution_earns_full_marks(name):
    assert sets.results(name)["the solution"] == sets.load(name).points


@pytest.mark.parametrize("name", sets.NAMES)
def test_blanks_earn_nothing(name):
    assert sets.results(name)["a blank set"] == dict.fromkeys(sets.load(name).points, 0.0)


@pytest.mark.parametrize(("name", "number", "answer"), DECLARED, ids=[f"{a.item}: {a.note}" for *_, a in DECLARED])
def test_a_declared_answer_earns_what_is_declared(name, number, answer):
    """Items are independent, so one submission carries a declared answer to each of them."""
    assert sets.results(name)[f"declared answers no. {number}"][answer.item] == answer.points


@pytest.mark.parametrize("kind", selftest.UNIVERSAL)
@pytest.mark.parametrize("name", sets.NAMES)
def test_a_universal_answer_earns_nothing_on_any_item(name, kind):
    one = sets.load(name)
    assert all(one.names(item) for item in one.points)
    assert sets.results(name)[f"the universal answer '{kind}'"] == dict.fromkeys(one.points, 0.0)


def agree(name: str, submissions: list[selftest.Submission]) -> None:
    """Compare with nbgrader, two kernels at a time: most of the time of each is spent waiting."""
    one = sets.load(name)
    with ThreadPoolExecutor(2) as pool:
        stock = pool.map(lambda submission: selftest.stock(one, submission.answers), submissions)
        for submission, points in zip(submissions, stock, strict=True):
            assert points == sets.results(name)[submission.name], submission.name


def beside_nbgrader(name: str) -> list[selftest.Submission]:
    return [one for one in selftest.submissions(sets.load(name)) if "universal" not in one.name]


@pytest.mark.parametrize("name", sets.NAMES)
def test_nbgraders_own_execute_gives_the_same_marks(name):
    """Solution, blank set and the first declared answers to every item; the others take minutes."""
    agree(name, beside_nbgrader(name)[:3])


@pytest.mark.slow
@pytest.mark.parametrize("name", sets.NAMES)
def test_nbgraders_own_execute_gives_the_same_marks_for_all_declared_answers(name):
    agree(name, beside_nbgrader(name)[3:])


WRITTEN = [(name, item) for name in sets.NAMES for item in sets.load(name).written]


@pytest.mark.parametrize(("name", "item"), WRITTEN)
def test_a_written_answer_waits_for_a_person(name, item):
    (verdict,) = [verdict for verdict in sets.judge(sets.load(name)) if verdict.item == item]
    assert (verdict.state, verdict.points) == ("needs a person", None)


@pytest.mark.parametrize(("name", "item"), WRITTEN)
def test_a_written_item_shows_four_levels_and_keeps_its_two_exemplars_from_learners(name, item):
    one = sets.load(name)
    shown, kept = ("\n".join(cell.source for cell in book.cells) for book in (one.release, one.master))
    levels = [line for line in shown.splitlines() if re.match(r"\| [1-4] \| [\d.]+ \|", line)]
    assert [line[2] for line in levels] == ["4", "3", "2", "1"]
    for exemplar in ("**A good answer (level 4).**", "**A flawed answer (level 1).**"):
        assert exemplar in kept
        assert exemplar not in shown


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
    verdicts = {verdict.item: verdict for verdict in sets.judge(one, {"ex01-object": 'answer_object = "A"'})}
    assert verdicts["ex01-object"].misconception == "MIS-video-calls"


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
