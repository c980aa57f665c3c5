"""House rules of practice banks: one failing bank for each, and the course's own banks keep them all."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from courseware import course
from courseware.author import quiz_rules
from cyberdiplomacy import places

QUESTION = {
    "id": "01-q01",
    "lo": "L01-1",
    "bloom": "remember",
    "stem": "What is the object of *cyber diplomacy*?",
    "options": [
        {"t": "Cyberspace", "ok": True, "fb": "This is what the talks are about."},
        {"t": "Video calls", "mis": "MIS-video-calls", "fb": "They are a tool, and serve any subject."},
        {"t": "Everything digital", "mis": "MIS-video-calls", "fb": "That would be digital diplomacy, wider still."},
    ],
    "as_of": "2026-11-22",
}
BELIEF = {"name": "It is done by video call.", "attracts": "The word.", "right": "It is not.", "lessons": ["01"]}


@pytest.fixture
def banks(tmp_path: Path):
    """Write banks, and what they are compared with; return the messages of the rules."""

    def written(*, graded: dict | None = None, **questions: list[dict]) -> list[str]:
        (tmp_path / "content" / "exercises").mkdir(parents=True)
        (tmp_path / "content" / "quizzes").mkdir()
        files = {"misconceptions.yml": {"MIS-video-calls": BELIEF}}
        files |= {f"quizzes/{name[1:]}.yml": bank for name, bank in questions.items()}
        if graded:
            files["exercises/ex01.questions.yml"] = [graded]
        for name, content in files.items():
            (tmp_path / "content" / name).write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
        return [str(problem) for problem in quiz_rules.problems(tmp_path)]

    return written


def altered(**keys) -> dict:
    return {**QUESTION, **keys}


def test_a_good_bank_has_no_problem(banks):
    assert (
        banks(_01=[QUESTION, altered(id="01-q02", stem="Which word names the tool?", tags=["exit", "retrieve"])]) == []
    )


@pytest.mark.parametrize("tag", ["retrieve", "check", "check-terms", "exit", "pretest"])
def test_a_question_says_what_it_is_for_and_a_check_which_section_it_checks(banks, tag):
    assert banks(_01=[altered(tags=[tag])]) == []


def test_a_course_without_banks_has_no_problem(banks):
    assert banks() == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (altered(options=QUESTION["options"][:2]), "01-q01, options"),
        (altered(tags=["exam"]), "01-q01, tags.0"),
        (altered(tags=["exit-terms"]), "01-q01, tags.0"),
        (altered(tags=["check-"]), "01-q01, tags.0"),
        (altered(answer="A"), "01-q01, answer"),
        (
            altered(options=[*QUESTION["options"], {"t": "None", "fb": "A wrong one without its belief."}]),
            "misconception",
        ),
        (altered(id="02-q01"), "Write '01-q01' and so on"),
        (altered(id="q01"), "Write '01-q01' and so on"),
        (altered(tags=["place"]), "go together"),
        (altered(track="T"), "go together"),
    ],
)
def test_a_question_that_breaks_a_rule_is_named(banks, question, said):
    (problem,) = banks(_01=[question])
    assert said in problem
    assert "01.yml" in problem


def test_an_unknown_misconception_is_named_with_the_nearest(banks):
    wrong = {**QUESTION["options"][1], "mis": "MIS-video-call"}
    (problem,) = banks(_01=[altered(options=[*QUESTION["options"], wrong])])
    assert "01-q01, option D" in problem
    assert "Did you mean 'MIS-video-calls'?" in problem


def test_an_id_in_two_banks_is_named(banks):
    problems = banks(_01=[QUESTION], _02=[QUESTION])
    assert any("this id stands in 01.yml too" in problem for problem in problems)


def test_a_question_that_is_graded_too_is_named_whatever_its_emphasis(banks):
    graded = altered(id="ex01-object", stem="What is the OBJECT\nof cyber diplomacy?")
    (problem,) = banks(_01=[QUESTION], graded=graded)
    assert "the graded question ex01-object asks the same" in problem


def test_the_banks_of_the_course_keep_every_rule(root):
    assert [str(problem) for problem in quiz_rules.problems(root)] == []


def test_a_ready_lesson_begins_and_ends_with_five_questions():
    model = course.load(places.root())
    assert [*quiz_rules.five_to_begin_and_to_leave(model)] == []
    first = model.lesson("04").model_copy(update={"id": "08P"})
    said = [*quiz_rules.five_to_begin_and_to_leave(model.model_copy(update={"lessons": [first]}))]
    assert [problem.message for problem in said] == [
        "0 questions are tagged 'retrieve'; there should be 5.",
        "0 questions are tagged 'exit'; there should be 5.",
    ]
