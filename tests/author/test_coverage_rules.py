"""House rules of coverage: a ready lesson's rows are taught and tested, its objectives tested; names lead somewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
import yaml

from courseware import course as course_file
from courseware.author import coverage_rules

SMALL = Path(__file__).parents[1] / "course" / "small"
TEXT = Path("content/lessons/01-define-it.md")


class Small:
    """The small course with lesson 01 and set ex01 ready, and what a test changes in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.rows = [["A1"], ["A2"]]
        self.data = yaml.safe_load((home / "course.yml").read_text(encoding="utf-8"))
        self.lesson("00")["status"] = "planned"
        self.lesson("01")["status"] = "ready"
        self.items = self.data["assignments"][0]["items"]
        self.items[0]["objectives"] += ["L01-3"]

    def lesson(self, id: str) -> dict:
        return next(lesson for lesson in self.data["lessons"] if lesson["id"] == id)

    def ask(self, where: str, id: str, lo: str, *rows: str) -> None:
        """Write a bank or a file of graded questions with one question in it."""
        options = [
            {"t": word, "ok": word == "one", "fb": "Feedback that says something.", "mis": "MIS-norms-binding"}
            for word in ("one", "two", "three")
        ]
        question = {"id": id, "lo": lo, "bloom": "apply", "stem": "Which of these?", "options": options}
        path = self.home / "content" / where
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml.safe_dump([question | {"coverage": [*rows], "as_of": "2026-11-22"}]), encoding="utf-8")

    def course(self) -> course_file.Course:
        (self.home / "course.yml").write_text(yaml.safe_dump(self.data, sort_keys=False), encoding="utf-8")
        return course_file.load(self.home)

    def said(self) -> list[str]:
        cells = [
            nbformat.v4.new_markdown_cell("Words", metadata={"coverage": rows} if rows else {}) for rows in self.rows
        ]
        texts = {"01": (TEXT, nbformat.v4.new_notebook(cells=cells))}
        return [str(problem) for problem in coverage_rules.problems(self.home, self.course(), texts)]


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """Everything taught and tested: row A1 by a graded item, row A2 by a practice question."""
    small = Small(Path(shutil.copytree(SMALL, tmp_path / "course")))
    small.items[0]["coverage"] = ["A1"]
    small.ask("quizzes/01.yml", "01-q01", "L01-1", "A2")
    return small


def test_a_ready_lesson_that_keeps_its_promises_is_left_alone(small):
    assert small.said() == []


def test_a_row_that_no_cell_teaches_is_named_with_what_to_write(small):
    small.rows = [["A1"], []]
    (problem,) = small.said()
    assert str(TEXT) in problem
    assert 'no cell teaches row A2 of content/coverage.csv. Add it to a cell: +++ {"coverage": ["A2"]}.' in problem


def test_a_row_taken_up_again_is_taught_too(small):
    small.lesson("02")["status"] = "ready"
    texts = {"02": (TEXT, nbformat.v4.new_notebook(cells=[]))}
    found = [problem.message for problem in coverage_rules.rows_taught(small.course(), texts)]
    assert [message.split(" of ")[0] for message in found] == ["no cell teaches row A3", "no cell teaches row A1"]


def test_a_row_that_nothing_tests_is_named(small):
    small.ask("quizzes/01.yml", "01-q01", "L01-1")
    (problem,) = small.said()
    assert "course.yml, lesson 01: nothing tests row A2." in problem


def test_a_graded_question_tests_its_rows(small):
    small.ask("quizzes/01.yml", "01-q01", "L01-1")
    small.ask("exercises/ex01.questions.yml", "ex01-term", "L01-1", "A2")
    assert small.said() == []


def test_a_question_of_a_planned_set_does_not_count(small):
    small.ask("quizzes/01.yml", "01-q01", "L01-1")
    small.ask("exercises/ex02.questions.yml", "ex02-term", "L01-1", "A2")
    (problem,) = small.said()
    assert "nothing tests row A2" in problem


def test_an_objective_that_nothing_tests_is_named(small):
    small.lesson("00")["status"] = "ready"
    problems = small.said()
    assert [problem.split(". Write")[0] for problem in problems] == [
        "course.yml, lesson 00: nothing tests L00-2",
        "course.yml, lesson 00: nothing tests L00-3",
    ]


def test_a_practice_question_tests_its_objective(small):
    small.lesson("00")["status"] = "ready"
    small.ask("quizzes/00.yml", "00-q01", "L00-2")
    (problem,) = small.said()
    assert "nothing tests L00-3" in problem


def test_planned_lessons_owe_nothing_yet(small):
    small.lesson("01")["status"] = "planned"
    small.rows = []
    small.ask("quizzes/01.yml", "01-q01", "L01-1")
    assert small.said() == []


@pytest.mark.parametrize("status", ["ready", "planned"])
def test_a_cell_that_names_no_row_is_told_the_nearest_ready_or_not(small, status):
    small.lesson("01")["status"] = status
    small.rows = [["A1"], ["A2", "A11"]]
    (problem,) = small.said()
    assert "cell 2 (Words): content/coverage.csv has no row 'A11'. Did you mean 'A1'?" in problem


def test_a_question_that_names_no_objective_or_row_is_told_the_nearest(small):
    small.ask("quizzes/02.yml", "02-q01", "L02-11", "A33")
    objective, row = small.said()
    assert "02.yml, 02-q01: content/coverage.csv has no row 'A33'. Did you mean 'A3'?" in objective
    assert "02.yml, 02-q01: no lesson has the objective 'L02-11'. Did you mean 'L02-1'?" in row


def test_an_item_that_names_no_row_is_named(small):
    small.items[0]["coverage"] = ["A1", "Z9"]
    (problem,) = small.said()
    assert "course.yml, ex01-term: content/coverage.csv has no row 'Z9'" in problem


def test_a_broken_bank_is_left_to_the_rules_of_banks(small):
    (small.home / "content" / "quizzes" / "02.yml").write_text("[", encoding="utf-8")
    assert small.said() == []


def test_the_matrices_name_every_tester_once_and_every_objective_and_row(small):
    small.ask("exercises/ex01.questions.yml", "ex01-term", "L01-1", "A1")
    course = small.course()
    testers = [*coverage_rules.testers(small.home, course)]
    objectives = coverage_rules.objective_matrix(course, testers)
    assert objectives["L01-1"] == ["01-q01", "ex01-term"]
    assert [*objectives] == [goal.id for lesson in course.lessons for goal in lesson.objectives]
    assert coverage_rules.row_matrix(course, testers) == {"A1": ["ex01-term"], "A2": ["01-q01"], "A3": []}


def test_cells_that_teach_a_row_are_listed():
    cells = [nbformat.v4.new_markdown_cell("One", metadata={"coverage": ["A1", "A2"]})]
    cells.append(nbformat.v4.new_markdown_cell("Two", metadata={"coverage": "A1"}))
    assert coverage_rules.taught(nbformat.v4.new_notebook(cells=cells)) == {
        "A1": ["cell 1 (One)", "cell 2 (Two)"],
        "A2": ["cell 1 (One)"],
    }
