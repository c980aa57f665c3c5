"""House rules of a lesson's shape, terms and pictures: each with a lesson that keeps it and one that breaks it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.author import output_rules, prose, shape_rules, term_rules
from courseware.course import Assignment, Lesson

PATH = Path("content/lessons/99-test.md")
META = "| **Time** | 80 minutes (P), 60 minutes (T), with quizzes |\n| **Knowledge as of** | 22 November 2026 |"
# One cell of each tag in order, as in lesson 01: code of the blocks returns where the case is worked on.
TAGS = (
    "title", "meta", "retrieve", "hook", "concept", "check", "data", "faded", "check", "concept", "data",
    "then-now", "apply", "check", "reflect", "summary", "exit", "reading", "sources",
)  # fmt: skip


def a_lesson(id: str = "02", **changes) -> Lesson:
    goals = [{"id": f"L{id}-{n}", "verb": "plot", "bloom": "apply", "text": "Plot a count by year"} for n in (1, 2, 3)]
    fields = {"id": id, "slug": f"{id.lower()}-test", "title": "Test", "short": "Test", "column": 0.0}
    fields |= {"status": "planned", "tracks": ["P", "T"], "minutes": {"P": 80, "T": 60}}
    return Lesson.model_validate(fields | {"prerequisites": [], "objectives": goals} | changes)


def tagged(*tags: str):
    cells = [
        nbformat.v4.new_markdown_cell(META if tag == "meta" else "Words.", metadata={"tags": [tag] if tag else []})
        for tag in tags
    ]
    return nbformat.v4.new_notebook(cells=cells)


def sized(cells: int, code: int = 0, words: int = 0):
    sources = ["word " * words] + ["-"] * (cells - code - 1)
    made = [*map(nbformat.v4.new_markdown_cell, sources), *[nbformat.v4.new_code_cell("x") for _ in range(code)]]
    return nbformat.v4.new_notebook(cells=made)


def said(rule, notebook, *about) -> str:
    return "\n".join(str(problem) for problem in rule(PATH, notebook, *about))


@pytest.mark.parametrize("rule", [shape_rules.cells_in_order, shape_rules.cells_present])
def test_a_lesson_in_the_fixed_order_is_left_alone(rule):
    assert said(rule, tagged(*TAGS), a_lesson()) == ""


def test_cells_without_a_tag_belong_to_what_stands_above():
    assert said(shape_rules.cells_in_order, tagged("title", "", "meta", "", "hook", ""), a_lesson()) == ""


@pytest.mark.parametrize(
    ("tags", "sentence"),
    [
        (("meta", "title"), "[title] stands after [meta]"),
        (("then-now", "concept"), "[concept] stands after [then-now]"),
        (("reflect", "check"), "[check] stands after [reflect]"),
        (("sources", "reading"), "[reading] stands after [sources]"),
        (("apply", "faded"), "[faded] stands after [apply]"),
        (("concpt",), "no lesson has cells tagged 'concpt'. Did you mean 'concept'?"),
    ],
)
def test_a_cell_out_of_order_is_named(tags, sentence):
    assert sentence in said(shape_rules.cells_in_order, tagged(*tags), a_lesson())


@pytest.mark.parametrize("tag", sorted(set(TAGS)))
def test_a_part_that_is_missing_is_named(tag):
    notebook = tagged(*(one for one in TAGS if one != tag))
    assert f"no cell is tagged [{tag}]" in said(shape_rules.cells_present, notebook, a_lesson())


def test_lesson_00_may_lack_what_looks_back_or_leaves():
    notebook = tagged(*(tag for tag in TAGS if tag not in ("retrieve", "then-now", "apply", "exit")))
    assert said(shape_rules.cells_present, notebook, a_lesson("00")) == ""
    assert said(shape_rules.cells_present, notebook, a_lesson("00P")).count("no cell is tagged") == 4


@pytest.mark.parametrize(
    ("id", "cells", "code", "words"),
    [
        ("02", 30, 0, 1_000),
        ("02", 45, 20, 1_800),
        ("01", 30, 0, 2_200),
        ("12", 30, 0, 2_200),
        ("14", 30, 0, 2_200),
        ("00", 5, 0, 20),
        ("00P", 5, 0, 20),
        ("00T", 5, 0, 20),
        ("08", 5, 0, 20),
    ],
)
def test_a_lesson_within_its_bounds_is_left_alone(id, cells, code, words):
    assert said(shape_rules.size, sized(cells, code, words), a_lesson(id)) == ""


@pytest.mark.parametrize(
    ("id", "cells", "code", "words", "sentence"),
    [
        ("02", 29, 0, 1_000, "29 cells; at least 30"),
        ("02", 46, 0, 1_000, "46 cells; at most 45"),
        ("08", 46, 0, 1_000, "46 cells; at most 45"),
        ("02", 45, 21, 1_000, "21 code cells; at most 20"),
        ("02", 30, 0, 999, "999 words of prose; at least 1000"),
        ("02", 30, 0, 1_801, "1801 words of prose; at most 1800"),
        ("00", 30, 0, 1_801, "1801 words of prose; at most 1800"),
        ("14", 30, 0, 2_201, "2201 words of prose; at most 2200"),
    ],
)
def test_a_lesson_beyond_its_bounds_is_told_the_bound(id, cells, code, words, sentence):
    (line,) = said(shape_rules.size, sized(cells, code, words), a_lesson(id)).splitlines()
    assert sentence in line


@given(st.lists(st.sampled_from(["word", "two-part", "it's", "2019/797"]), min_size=1))
def test_words_are_counted_whatever_is_marked_up(parts):
    assert prose.words(" ".join(parts)) == len(parts)
    assert prose.words(" ".join(f"*{part}*" for part in parts)) == len(parts)


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("| a | table |\n|---|---|\n| of | cells |\n\nand prose", 2),
        ("```python\ncode here\n```\n\nprose", 1),
        ("A [link](https://example.org/many/words) <!--fact:x-->27<!--/--> – done", 4),
        ("## A heading\n\n- an entry\n\n> a quotation", 6),
    ],
)
def test_tables_code_comments_and_addresses_are_no_words(source, number):
    assert prose.words(source) == number


def test_the_sources_cell_is_not_counted():
    notebook = tagged("concept", "sources")
    assert shape_rules.count_words(notebook) == 1


@pytest.mark.parametrize(
    ("minutes", "stated"),
    [
        ({"P": 80, "T": 60}, "80 minutes (P), 60 minutes (T)"),
        ({"P": 60, "T": 60}, "60 minutes"),
        ({"P": 60}, "60 minutes, 10 minutes of them for the quiz"),
        ({"P": 60, "T": 45}, "60 minutes (P), 45 minutes (T); without the test 35"),
    ],
)
def test_minutes_of_course_yml_are_recognised(minutes, stated):
    notebook = tagged("meta")
    notebook.cells[0].source = stated
    assert said(shape_rules.minutes_agree, notebook, a_lesson(minutes=minutes, tracks=[*minutes])) == ""


@pytest.mark.parametrize(
    "stated", ["", "80 minutes", "80 minutes (P)", "80 minutes (P), 65 minutes (T)", "80 minutes (T), 60 minutes (P)"]
)
def test_other_minutes_are_told_what_to_write(stated):
    notebook = tagged("meta")
    notebook.cells[0].source = stated
    assert "Write '80 minutes (P), 60 minutes (T)'" in said(shape_rules.minutes_agree, notebook, a_lesson())


def test_the_as_of_date_is_that_of_the_course():
    assert said(shape_rules.as_of_agrees, tagged("meta"), date(2026, 11, 22)) == ""
    assert "Write '1 December 2026'" in said(shape_rules.as_of_agrees, tagged("meta"), date(2026, 12, 1))


def a_set(*cells: str):
    """A master: words in capitals are headings or text, ids of items are test cells."""
    made = []
    for cell in cells:
        if cell.startswith("ex01-"):
            made.append(nbformat.v4.new_code_cell("check.that(True)"))
            made[-1].metadata["nbgrader"] = {"grade": True, "grade_id": cell}
        else:
            made.append(nbformat.v4.new_markdown_cell(cell))
    return nbformat.v4.new_notebook(cells=made)


ITEMS = [
    {"id": f"ex01-{name}", "kind": "value", "points": points, "objectives": ["L01-1"]}
    for name, points in [("a", 1), ("b", 2)]
]
SET = Assignment.model_validate(
    {"id": "ex01", "lesson": "01", "title": "Test", "status": "ready", "minutes": {"P": 9}, "points": 3, "items": ITEMS}
)


@pytest.mark.parametrize(
    "cells",
    [
        ("# Set", "## One (1 point)\n\nText.", "ex01-a", "## Two (2 points)", "ex01-b"),
        ("## Both (3 points)", "ex01-a", "### A remark", "ex01-b"),
    ],
)
def test_headings_with_the_points_of_course_yml_are_left_alone(cells):
    assert said(shape_rules.points_agree, a_set(*cells), SET) == ""


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (("## One (2 points)", "ex01-a"), "the items below it have 1 points"),
        (("## One", "ex01-a"), "before the first heading with points: the items below it have 1 points"),
        (("## One (1 point)\n\n## Two (2 points)", "ex01-a", "ex01-b"), "## One (1 point): the items below it have 0"),
    ],
)
def test_a_heading_with_other_points_is_named(cells, sentence):
    assert sentence in said(shape_rules.points_agree, a_set(*cells), SET)


def with_prose(source: str, *tags: str):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(source, metadata={"tags": [*tags]})])


@pytest.mark.parametrize(
    "source",
    [
        "One of these is a **listing**, and many **listings** are known to the **Council**.",
        "**Predict.** How many? **Run.** Read it.",
        '> **A common mistake: "sanctions list states".** It attracts.',
        "**For citizens.** The key objective",
        "- **Something new** leads an entry\n- **Another one**: leads too",
        "| **anything** | goes |\n|---|---|\n| **in a** | table |",
        "`**in code**` and *in italics*",
        "**Cyber diplomacy** is about cyberspace, as **a listing** is not.",
    ],
)
def test_terms_of_the_glossary_and_run_in_words_are_left_alone(source):
    assert said(term_rules.bold_terms_are_in_the_glossary, with_prose(source, "concept")) == ""


@pytest.mark.parametrize(
    ("source", "tag", "term"),
    [
        ("This is a **zorgle**, and a word.", "concept", "zorgle"),
        ("**Zorgle** is the art of zorgling.", "concept", "Zorgle"),
        ("**Zorgles** (many of them) are here.", "hook", "Zorgles"),
        ("- **Zorgle** leads an entry", "summary", "Zorgle"),
        ("## Heading\n\nA line and\n**zorgle** in the next", "data", "zorgle"),
    ],
)
def test_a_bold_term_without_an_entry_is_named_with_the_way_out(source, tag, term):
    words = said(term_rules.bold_terms_are_in_the_glossary, with_prose(source, tag))
    assert f'no term "{term}"' in words
    assert f"or write *{term}* if it is none" in words


@pytest.mark.parametrize("tag", sorted(term_rules.EXEMPT_TAGS))
def test_title_meta_reading_and_sources_hold_no_terms(tag):
    assert said(term_rules.bold_terms_are_in_the_glossary, with_prose("a **zorgle**", tag)) == ""


def with_output(**data: str):
    output = nbformat.v4.new_output("display_data", data=data)
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("show(fig)", outputs=[output])])


def test_a_picture_with_words_is_left_alone():
    page = '<figure><img src="data:," alt="Bars: 6, 8, 14 persons"></figure>'
    assert said(output_rules.pictures_have_words, with_output(**{"text/html": page, "text/plain": "Figure"})) == ""


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text/html": '<img src="x">'}, "has the alt text ''"),
        ({"text/html": '<IMG alt src="x"/>'}, "has the alt text ''"),
        ({"text/html": '<p><img alt="figure 1" src="x"></p>'}, "has the alt text 'figure 1'"),
        ({"image/png": "iVBORw0KGgo="}, "image/png, which has no alt text"),
        ({"image/svg+xml": "<svg/>"}, "image/svg+xml, which has no alt text"),
    ],
)
def test_a_picture_without_words_is_named(data, sentence):
    assert sentence in said(output_rules.pictures_have_words, with_output(**data))
