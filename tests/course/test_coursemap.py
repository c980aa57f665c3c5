"""The map of the course that learners see in lesson 00."""

from __future__ import annotations

from itertools import combinations

import pytest
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Annotation

from courseware.course import Course
from cyberdiplomacy import coursemap


def _boxes() -> list[FancyBboxPatch]:
    return [patch for patch in coursemap.draw().axes[0].patches if isinstance(patch, FancyBboxPatch)]


def test_table_has_a_row_a_part_in_teaching_order(course: Course) -> None:
    table = coursemap.table()
    assert list(table.columns) == ["id", "title", "minutes_P", "minutes_T", "tracks", "needs", "status"]
    assert tuple(table["id"]) == course.order()


def test_minutes_of_the_table_add_up_to_the_hours_of_the_course(course: Course) -> None:
    parts = coursemap.table().set_index("id").drop("CAP")
    assert parts["minutes_P"].sum() / 60 == pytest.approx(course.hours_of("P", "course"))
    assert parts["minutes_T"].sum() / 60 == pytest.approx(course.hours_of("T", "course"))


def test_minutes_are_missing_where_the_part_is_of_the_other_track() -> None:
    table = coursemap.table().set_index("id")
    assert table["minutes_T"].isna().loc["00P"]
    assert table["minutes_P"].isna().loc["00T"]
    assert table.loc["00P", "minutes_P"] == 60


def test_a_part_stands_lower_than_everything_it_needs(course: Course) -> None:
    levels = coursemap.levels()
    assert levels["00"] == 0
    for lesson in course.lessons:
        assert all(levels[lesson.id] > levels[needed] for needed in lesson.prerequisites)


def test_parts_of_one_level_do_not_overlap(course: Course) -> None:
    levels = coursemap.levels()
    for one, other in combinations(course.lessons, 2):
        assert levels[one.id] != levels[other.id] or abs(one.column - other.column) >= 1


def test_map_has_a_box_a_part_and_an_arrow_a_prerequisite(course: Course) -> None:
    figure = coursemap.draw()
    assert len(figure.axes[0].patches) == len(course.lessons)
    arrows = [text for text in figure.axes[0].texts if isinstance(text, Annotation) and text.arrow_patch]
    assert len(arrows) == sum(len(lesson.prerequisites) for lesson in course.lessons)
    assert tuple(figure.get_size_inches()) == (10, 6)


def test_core_path_is_marked_by_the_frame_and_not_by_colour(course: Course) -> None:
    thick = [lesson.id for lesson, box in zip(course.lessons, _boxes(), strict=True) if box.get_linewidth() > 2]
    assert sorted(thick) == sorted(course.core)


def test_what_is_not_written_yet_has_a_dashed_frame(course: Course) -> None:
    solid = [
        lesson.id for lesson, box in zip(course.lessons, _boxes(), strict=True) if box.get_linestyle() in ("-", "solid")
    ]
    assert solid == [lesson.id for lesson in course.ready_lessons]


def test_every_title_fits_its_box() -> None:
    figure = coursemap.draw()
    figure.draw_without_rendering()
    axes = figure.axes[0]
    boxes = [patch.get_window_extent() for patch in axes.patches if isinstance(patch, FancyBboxPatch)]
    names = [text for text in axes.texts if text.get_text() and "frame" not in text.get_text()]
    assert len(names) == 2 * len(boxes)
    for text in names:
        inner = text.get_window_extent()
        assert any(
            box.x0 < inner.x0 and inner.x1 < box.x1 and box.y0 < inner.y0 and inner.y1 < box.y1 for box in boxes
        ), f"'{text.get_text()}' sticks out of its box"
