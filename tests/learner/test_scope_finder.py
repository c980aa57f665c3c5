"""The scope finder shows preset entities with results that stand in data; it computes no rule."""

from __future__ import annotations

import inspect

import pytest
from jupyter_widgets import controls_of

from cyberdiplomacy import explore
from cyberdiplomacy.explorers import scope_finder as finder

NAMES = [case.name for case in finder.CASES]


def case(name: str) -> finder.Case:
    return next(one for one in finder.CASES if one.name == name)


def test_every_case_has_a_name_of_its_own():
    assert len(set(NAMES)) == len(NAMES)


def test_the_cases_show_every_class_at_more_than_one_size():
    shown = {(one.result, one.size) for one in finder.CASES}
    assert {result for result, _ in shown} == {"essential entity", "important entity", "out of scope"}
    assert len({size for result, size in shown if result == "essential entity"}) > 1


@pytest.mark.parametrize(
    ("name", "size", "result"),
    [
        ("solar park operator", "large", "essential entity"),
        ("water utility", "medium", "important entity"),
        ("maker of solvents", "small", "out of scope"),
        ("DNS service provider", "small", "essential entity"),
        ("dairy group", "large", "important entity"),
    ],
)
def test_the_recorded_result_is_that_of_the_directive(name, size, result):
    assert (case(name).size, case(name).result) == (size, result)


def test_recorded_sizes_agree_with_the_recommendation_read_from_inside():
    for one in finder.CASES:
        staff, turnover, balance = one.figures
        at_most_medium = staff < 250 and (turnover <= 50 or balance <= 43)
        at_most_small = staff < 50 and (turnover <= 10 or balance <= 10)
        assert one.size == ("small" if at_most_small else "medium" if at_most_medium else "large"), one.name


@pytest.mark.parametrize("one", finder.CASES, ids=NAMES)
def test_the_sentence_names_entity_size_class_and_article(one):
    said = finder.draw(one).sentence
    assert said.lower().startswith(one.name.lower())
    assert f"{one.size}, {one.result}." in said
    assert "Art" in said


@pytest.mark.parametrize("one", finder.CASES, ids=NAMES)
def test_each_scale_shows_its_two_limits_and_the_figure(one):
    figure = finder.draw(one).figure
    for axes, measure, number in zip(figure.axes, finder.MEASURES, one.figures, strict=True):
        words = {text.get_text() for text in axes.texts}
        assert {measure.medium_label, measure.large_label, f"{number:,g}"} <= words
        (dot,) = [line for line in axes.lines if line.get_marker() in ("o", ">")]
        assert 0 <= dot.get_xdata()[0] <= axes.get_xlim()[1]


def test_nothing_in_the_module_takes_figures_and_returns_a_class():
    public = [name for name, one in inspect.getmembers(finder, inspect.isfunction) if not name.startswith("_")]
    assert [name for name in public if inspect.getmodule(getattr(finder, name)) is finder] == [
        "draw", "explorer", "table",
    ]  # fmt: skip
    assert [*inspect.signature(finder.draw).parameters] == ["entity"]


def test_the_explorer_has_one_menu_and_redraws():
    one = explore.scope_finder()
    assert [control.description for control in controls_of(one.widget)] == ["Entity:"]
    one.menus["entity"].value = case("water utility")
    assert "Water utility (Annex I, drinking water): medium, important entity." in one.sentence.value
    assert ">240<" in one.table.value
