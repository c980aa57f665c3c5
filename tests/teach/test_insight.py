"""Insight: figures that are right and say when they mean nothing, and a page that hides names when asked."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from insight_class import BELIEF, COURSE, MARKS, RECORDS, STUDENTS, shown, verdict

from courseware.grade.classroom.records import Record
from courseware.teach.insight import items, page, reteach
from courseware.teach.insight.behind import behind
from courseware.teach.insight.pseudonyms import pseudonyms
from courseware.teach.marks import Mark
from cyberdiplomacy import places

# Items


def records(*shares: tuple[float | None, float | None]) -> list[Record]:
    """A student each, with a share on item a and one on item b."""
    made = enumerate(shares)
    return [
        Record(f"s{n:03}", "graded", verdicts=(verdict("a", one), verdict("b", two, 4.0))) for n, (one, two) in made
    ]


def test_an_item_that_the_same_students_master_as_the_rest_correlates_fully():
    first, second = items.figures(records(*[(0.0, 0.0)] * 10, *[(1.0, 1.0)] * 10))
    assert first.discrimination == second.discrimination == pytest.approx(1.0)
    assert (first.students, first.word, first.difficulty.share) == (20, "separates", 0.5)


def test_a_correlation_is_the_point_biserial_one_where_an_item_is_right_or_wrong():
    shares = [(1.0, 0.75)] * 8 + [(1.0, 0.25)] * 4 + [(0.0, 0.5)] * 6 + [(0.0, 0.0)] * 2
    first, _ = items.figures(records(*shares))
    # By hand: means 7/12 and 3/8 of those right and wrong, 12 and 8 of them, and 0.25 the deviation of all.
    deviation = (sum((two - 0.5) ** 2 for _, two in shares) / 20) ** 0.5
    assert first.discrimination == pytest.approx((7 / 12 - 3 / 8) / deviation * (0.6 * 0.4) ** 0.5)
    assert deviation == 0.25


def test_with_nineteen_students_there_is_no_correlation():
    first, _ = items.figures(records(*[(0.0, 0.0)] * 9, *[(1.0, 1.0)] * 10))
    assert (first.students, first.discrimination, first.margin, first.word) == (19, None, None, "too few")


def test_where_all_answers_are_alike_there_is_no_correlation():
    first, second = items.figures(records(*[(1.0, n / 20) for n in range(20)]))
    assert (first.word, second.word) == ("alike", "alike")


def test_an_item_that_the_better_students_miss_is_the_wrong_way_round():
    first, _ = items.figures(records(*[(1.0, 0.25)] * 10, *[(0.0, 0.5)] * 10, (1.0, 0.5), (0.0, 0.25)))
    assert first.word == "reversed"
    assert first.discrimination < 0


@pytest.mark.parametrize(("kept", "students"), [(1, 20), (15, 300)])
def test_a_coefficient_is_called_clear_only_if_chance_cannot_make_it(kept, students):
    shares = [(1.0, 0.75), (1.0, 0.25), (0.0, 0.75), (0.0, 0.25)] * 5 * kept
    first, _ = items.figures(records(*shares))
    assert (first.students, first.discrimination) == (students, pytest.approx(0.0, abs=1e-9))
    assert first.word == {20: "unclear", 300: "hardly"}[students]


def test_the_range_is_that_of_fisher():
    one = items.ItemFigures(items.figures(records((1.0, 1.0)))[0].difficulty, 20, 0.3)
    assert one.margin == (pytest.approx(-0.164, abs=1e-3), pytest.approx(0.656, abs=1e-3))


def test_what_waits_for_a_person_or_was_not_tried_is_in_no_correlation():
    many = records(*[(0.0, 0.0)] * 10, *[(1.0, 1.0)] * 10, *[(None, 1.0)] * 5)
    many += [Record(f"t{n}", "graded", verdicts=(verdict("a", 0.0, tried=False), verdict("b", 1.0))) for n in range(5)]
    assert items.figures(many)[0].students == 20
    assert items.figures(records((None, None)))[0].word == "too few"


@given(st.lists(st.tuples(*[st.sampled_from([None, 0.0, 0.25, 0.5, 1.0])] * 2), max_size=40))
def test_a_correlation_and_its_range_lie_between_minus_one_and_one(shares):
    for one in items.figures(records(*shares)):
        assert (one.discrimination is None) == (one.margin is None)
        if one.margin:
            assert -1 <= one.margin[0] <= one.margin[1] <= 1
            assert one.students >= items.FEWEST


# Who falls behind


def of(*shares: float | str, student: str = "ada") -> list[Mark]:
    """The marks of a student in one set after the other: a share of the points, or a state."""
    return [
        Mark(student, f"ex{n:02}", share, None, 20.0)
        if isinstance(share, str)
        else Mark(student, f"ex{n:02}", "marked", share * 20, 20.0, final=share * 20)
        for n, share in enumerate(shares, start=1)
    ]


CLASSMATE = of(*[1.0] * 5, student="bo")


@pytest.mark.parametrize(
    ("marks", "reasons"),
    [
        ((0.8, "missing"), ("Not handed in: ex02.",)),
        (("missing", 0.8, "missing"), ("Not handed in: ex01, ex03.",)),
        ((0.5, 0.5), ()),
        ((0.49,), ("49% of the points on average, in 1 set.",)),
        ((0.9, "excused", "waiting"), ()),
        ((0.9, 0.8, 0.75), ("Points fall: 90%, then 80%, then 75%.",)),
        ((0.9, 0.8, 0.76), ()),
        ((1.0, 0.9, 0.9, 0.7), ()),
        ((0.2, 1.0, "excused", 0.9, 0.8), ("Points fall: 100%, then 90%, then 80%.",)),
        ((0.9, 0.7), ()),
    ],
)
def test_a_student_is_behind_for_these_reasons_and_no_others(marks, reasons):
    found = behind([*of(*marks), *CLASSMATE])
    assert tuple(reason for one in found for reason in one.reasons) == reasons


def test_what_nobody_handed_in_is_not_due_yet():
    assert behind([*of(1.0, "missing"), *of(1.0, "excused", student="bo")]) == []


def test_those_who_miss_most_come_first_and_of_them_those_with_the_fewest_points():
    marks = [
        *of(0.9, "missing"),
        *of("missing", "missing", student="cy"),
        *of(0.6, "missing", student="dee"),
        *CLASSMATE,
    ]
    assert [(one.student, one.share) for one in behind(marks)] == [("cy", None), ("dee", 0.6), ("ada", 0.9)]


# What to teach again

ITEMS = {item.id: item for item in COURSE.assignment("ex01").items}


def judged(*answers: tuple[str, float, str], tried: bool = True) -> list[Record]:
    """A student each with one answer: item, share, misconception."""
    return [
        Record(f"s{n}", "graded", verdicts=(verdict(item, share, ITEMS[item].points, belief, tried=tried),))
        for n, (item, share, belief) in enumerate(answers)
    ]


def test_an_objective_below_three_fifths_of_the_points_is_taught_again():
    found = reteach.missed(
        COURSE, "ex01", judged(*[("ex01-term-rule", 1.0, "")] * 3, *[("ex01-term-rule", 0.0, "")] * 2), {}
    )
    assert found == []
    (one,) = reteach.missed(
        COURSE, "ex01", judged(("ex01-term-rule", 0.5, "")), {"L01": ["Two words"], "B01": ["A", "A"]}
    )
    assert (one.objective.id, one.lesson.id, one.share, one.answers) == ("L01-2", "01", 0.5, 1)
    assert one.items == ("Item ex01-term-rule",)
    assert one.sections == ("Two words", "A")


def test_the_worst_comes_first_and_points_weigh():
    found = reteach.missed(
        COURSE,
        "ex01",
        judged(
            ("ex01-term-rule", 0.5, ""),
            ("ex01-object", 0.0, ""),
            ("ex01-listings-2020", 0.0, ""),
            ("ex01-reading", 1.0, ""),
        ),
        {},
    )
    assert [(one.objective.id, one.share) for one in found] == [
        ("L01-1", 0.0),
        ("L01-5", pytest.approx(1 / 3)),
        ("L01-2", 0.5),
    ]


@pytest.mark.parametrize(
    ("answers", "tried", "advice"),
    [
        ([("ex01-object", 0.0, BELIEF), ("ex01-object", 0.0, "")], True, "One wrong belief prevails"),
        (
            [("ex01-object", 0.0, BELIEF), ("ex01-object", 0.0, ""), ("ex01-object", 0.0, "")],
            True,
            "The wrong answers scatter",
        ),
        ([("ex01-object", 0.0, ""), ("ex01-object", 1.0, "")], True, "The wrong answers scatter"),
        ([("ex01-object", 0.0, "")], False, "Most who lost points left it out"),
    ],
)
def test_what_to_do_is_one_of_three_cases(answers, tried, advice):
    (one,) = reteach.missed(COURSE, "ex01", judged(*answers, tried=tried), {})
    assert one.advice.startswith(advice)


def test_an_assignment_of_the_teachers_own_and_one_without_marks_have_nothing_to_teach_again():
    assert reteach.missed(COURSE, "mine", judged(("ex01-object", 0.0, "")), {}) == []
    assert reteach.missed(COURSE, "ex01", [Record("ada", "missing")], {}) == []


def test_a_student_counts_once_for_a_misconception():
    twice = Record(
        "ada", "graded", verdicts=(verdict("ex01-object", 0.0, 1, BELIEF), verdict("ex01-draft", 0.0, 1, BELIEF))
    )
    (one,) = reteach.missed(COURSE, "ex01", [twice], {})
    assert one.beliefs == ((BELIEF, 1),)


def test_the_sections_of_the_built_lessons_are_found_by_coverage_row():
    found = reteach.sections(places.root(), COURSE)
    assert found["L01"] == ["Two words inside one"]
    assert {*found} >= {row for lesson in COURSE.ready_lessons for row in lesson.coverage}


def test_a_course_without_built_lessons_has_no_sections(tmp_path):
    assert reteach.sections(tmp_path, COURSE) == {}


# Names


def test_pseudonyms_are_one_for_each_the_same_with_the_same_secret_and_others_with_another():
    ids = [one.id for one in STUDENTS]
    made = pseudonyms(ids, "Autumn", "a")
    assert sorted(made.values()) == sorted(f"Student {n}" for n in range(1, 31))
    assert pseudonyms(reversed(ids), "Autumn", "a") == made
    assert made != pseudonyms(ids, "Autumn", "b") != pseudonyms(ids, "Spring", "b")
    assert [*made] != ids


# The page


class Page(HTMLParser):
    """The tags of a page with their attributes, the text of its tables' rows, and all its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self._in_cell = False
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag):
        self._in_cell = self._in_cell and tag not in ("th", "td")

    def handle_data(self, data):
        self.text += data
        if self._in_cell:
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]} {data}".split())


def test_the_page_shows_who_is_behind_what_is_believed_and_how_items_did():
    made = Page(page.as_html(shown()))
    rows = {row[0]: row[1:] for row in made.rows}
    assert rows["Eve Müller 7 ( s07 )"] == ["2", "no marks yet", "Not handed in: ex01, ex02."]
    # All but the three who handed nothing in and the two who have everything right.
    assert rows["E-diplomacy, digital diplomacy and cyber diplomacy are three words for one thing."][0] == "25"
    assert any("ex02, Item ex02-errata" in row[-1] for row in made.rows)
    # The fifth of eleven items: right from number 11 on, of whom 17 of 19 handed in.
    assert rows["Item ex01-criteria"][:3] == ["2", "63%", "27 of 27"]
    assert rows["Item ex01-criteria"][-1] == "separates"
    assert "30 students on the roster." in made.text


def test_each_table_has_a_caption_each_heading_a_scope_and_levels_are_not_skipped():
    tags = Page(page.as_html(shown())).tags
    names = [name for name, _ in tags]
    assert names.count("caption") == names.count("table") == 5
    assert {attributes.get("scope") for name, attributes in tags if name == "th"} == {"col", "row"}
    assert [name for name in names if name in ("h1", "h2", "h3", "h4")] == ["h1", *["h2"] * 4, *["h3"] * 2]
    assert "script" not in names
    assert ("html", {"lang": "en"}) in tags


def test_hidden_names_stand_nowhere_on_the_page_neither_do_ids():
    made = page.as_html(shown("secret"))
    for student in STUDENTS:
        assert not re.search(rf"\b{student.id}\b", made)
        assert student.last_name not in made
    assert "hacked" not in made
    found = pseudonyms({one.id for one in STUDENTS}, "Autumn", "secret")
    assert [found["s07"], "2", "no marks yet", "Not handed in: ex01, ex02."] in Page(made).rows
    assert page.as_html(shown("secret")) == made != page.as_html(shown("other"))


def test_a_class_without_anything_is_told_in_words():
    empty = page.Shown("Autumn", {}, [], [], COURSE, {}, {})
    text = Page(page.as_html(empty)).text
    for said in ("0 students", "No submission was judged yet.", "Nobody: all who are due", "No answer showed"):
        assert said in text
    good = page.Shown("Autumn", {"ex01": judged(("ex01-object", 1.0, ""))}, [], [], COURSE, {}, {})
    assert "Nothing: of every objective at least 60%" in Page(page.as_html(good)).text


def test_someone_who_left_the_roster_is_shown_by_id_and_an_unknown_belief_too():
    records = {"ex01": judged(("ex01-object", 0.0, "MIS-gone"))}
    made = Page(
        page.as_html(page.Shown("Autumn", records, of("missing", student="zoe") + CLASSMATE, [], COURSE, {}, {}))
    )
    assert ["zoe", "1", "no marks yet", "Not handed in: ex01."] in made.rows
    assert any(row[0] == "MIS-gone" for row in made.rows)


def test_the_page_is_written_whole_for_its_owner_only(tmp_path):
    path = page.write(tmp_path / "reports", shown())
    assert path == tmp_path / "reports" / "insight.html"
    assert path.read_text(encoding="utf-8") == page.as_html(shown())
    assert path.stat().st_mode & 0o077 == 0
    assert [*path.parent.iterdir()] == [path]


def test_a_folder_that_cannot_be_is_told_in_a_sentence(tmp_path):
    (tmp_path / "reports").write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match=r"The page cannot be written to .* give the same command again\."):
        page.write(tmp_path / "reports", shown())


def test_the_class_of_these_tests_is_as_described():
    assert len(MARKS) == 60
    assert [sum(not one.verdicts for one in records) for records in RECORDS.values()] == [3, 3]
