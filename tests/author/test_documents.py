"""The made pages of docs/ hold what they promise, whole and without marks of the author's."""

from __future__ import annotations

import csv
import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from courseware import course as model
from courseware.course_links import COVERAGE
from courseware.documents import board, changes, coverage, made, markdown
from cyberdiplomacy import facts, places

ROOT = places.root()


@pytest.fixture(scope="module")
def course():
    return model.load(ROOT)


@pytest.fixture(scope="module")
def pages(course):
    return made.pages(ROOT, course)


def rows(page: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("|")]


def test_every_statement_of_the_two_documents_has_one_row(pages):
    with (ROOT / COVERAGE).open(encoding="utf-8", newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    found = [row[0] for row in rows(pages["docs/coverage.md"]) if re.fullmatch(r"[LB]\d+", row[0])]
    assert sorted(found) == sorted(ids)
    assert len(ids) == 137


def test_what_a_ready_lesson_covers_is_taught_and_tested(course, pages):
    by_id = {row[0]: row for row in rows(pages["docs/coverage.md"])}
    for lesson in course.ready_lessons:
        for row in lesson.coverage:
            _, _, taught, tested = by_id[row]
            assert f"[{lesson.id}](" in taught
            assert tested != "–"


def test_a_row_stands_under_the_heading_of_its_cell():
    cells = [
        new_markdown_cell("## First\n\nText", metadata={"coverage": ["L01"]}),
        new_code_cell("# 1 load", metadata={"coverage": "L02"}),
        new_markdown_cell("## Second\n\n### Below", metadata={}),
        new_markdown_cell("Words", metadata={"coverage": ["L03"]}),
    ]
    assert [*coverage.sections(new_notebook(cells=cells))] == [("L01", "First"), ("L02", "First"), ("L03", "Below")]


def test_points_and_minutes_of_a_set_are_shared_out_whole(course):
    for assignment in course.assignments:
        if assignment.status == "ready":
            for track in ("P", "T"):
                total = sum(board.minutes_of(item, assignment, track) for item in assignment.items)
                assert total == pytest.approx(assignment.minutes[track])


def test_the_board_page_names_every_graded_item_once_and_adds_up_the_points(course, pages):
    ready = [one for one in course.assignments if one.status == "ready"]
    found = [row for row in rows(pages["docs/board.md"]) if len(row) == 8 and row[0] != "Item" and set(row[0]) != {"-"}]
    assert [row[0] for row in found] == [item.id for one in ready for item in one.items]
    assert sum(int(row[6]) for row in found) == sum(one.points for one in ready)
    levels = [row for row in rows(pages["docs/board.md"]) if row[0] in board.BLOOM]
    assert sum(int(row[2]) for row in levels) == sum(one.points for one in ready)


def test_only_written_answers_cost_a_person_time(course):
    for assignment in course.assignments:
        written = [item for item in assignment.items if item.kind == "written"]
        assert bool(board.marking_minutes(assignment)) == bool(written)


def test_what_changed_takes_the_tables_and_leaves_the_marks(course, pages):
    page = pages["docs/what-changed.md"]
    assert "<!--" not in page
    assert "[Sources]" not in page
    for lesson in course.ready_lessons:
        if lesson.kind == "lesson" and lesson.id != "00":
            assert f"]({'../' + course.notebook_path(lesson.id).as_posix()}) {lesson.title}" in page


def test_what_changed_shows_no_cell_without_a_table(course):
    text = new_notebook(cells=[new_markdown_cell("## Then and now\n\nNothing.", metadata={"tags": ["then-now"]})])
    assert "##" not in changes.render(course, {"01": text})


def test_the_calendar_counts_every_fact(pages):
    dated = [row for row in rows(pages["docs/refresh-calendar.md"]) if re.fullmatch(r"\d{4}-\d\d-\d\d", row[0])]
    assert sum(int(row[1]) for row in dated) == len(facts.all_facts())
    assert [row[0] for row in dated] == sorted(row[0] for row in dated)


def test_a_bar_or_a_line_break_in_a_cell_breaks_no_table():
    assert markdown.table(["a"], [["x | y\nz"]]).splitlines()[2] == "| x \\| y z |"
