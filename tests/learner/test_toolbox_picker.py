"""The toolbox picker shows preset situations whose measures stand in data; it decides nothing."""

from __future__ import annotations

import inspect

import pytest
from jupyter_widgets import controls_of

from cyberdiplomacy import explore
from cyberdiplomacy.explorers import toolbox_picker as picker

by_name = pytest.mark.parametrize("situation", picker.SITUATIONS, ids=lambda one: one.name)


def situation(name: str) -> picker.Situation:
    return next(one for one in picker.SITUATIONS if one.name == name)


def names_in(name: str) -> list[str]:
    return [one.name for one in situation(name).measures]


def test_every_category_is_met_somewhere():
    met = {category for one in picker.SITUATIONS for measure in one.measures for category in measure.categories}
    assert met == set(picker.CATEGORIES)


def test_names_are_unique_and_short_enough_for_the_title():
    names = [one.name for one in picker.SITUATIONS]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 26 for name in names)


@by_name
def test_measures_are_few_known_and_decided_by_somebody(situation):
    assert 2 <= len(situation.measures) <= 4
    for measure in situation.measures:
        assert set(measure.categories) <= set(picker.CATEGORIES)
        assert measure.decided_by


def test_demarches_and_dialogues_stand_in_two_categories_everywhere():
    twice = {measure.name for one in picker.SITUATIONS for measure in one.measures if len(set(measure.categories)) == 2}
    assert twice == {"démarche", "dialogue"}
    assert {picker.DEMARCHE.categories, picker.DIALOGUE.categories} == {("cooperative", "stability")}


def test_a_worm_without_an_author_leaves_four_measures():
    assert len(names_in("worm without an author")) == 4
    assert "listing" not in names_in("worm without an author")


def test_a_gang_can_be_listed_though_no_state_is_named():
    assert "listing" in names_in("gang for money")
    assert "No State is named" in situation("gang for money").why


def test_without_common_accord_there_is_no_declaration():
    assert "declaration on behalf of the Union" not in names_in("no common accord")
    assert "Council conclusions" not in names_in("no common accord")


@by_name
def test_words_and_table_say_what_the_figure_says(situation):
    view = picker.draw(situation)
    (axes,) = view.figure.axes
    words = [text.get_text() for text in axes.texts]
    for place, category in enumerate(picker.CATEGORIES):
        names = [measure.name for measure in situation.measures if category in measure.categories]
        assert words[place].count("▸") == len(names)
        assert all(f"▸ {name}" in words[place] for name in names)
        assert not names or f"{category}: {', '.join(names)}" in view.alt
    assert sum(box.get_linewidth() > 2 for box in axes.patches) == sum("▸" in one for one in words)
    assert [*view.table.index] == [measure.name for measure in situation.measures]
    assert [*view.table["category"]] == [" and ".join(measure.categories) for measure in situation.measures]


@by_name
def test_the_sentence_says_what_is_known_and_why(situation):
    assert picker.draw(situation).sentence == f"{situation.what}. {situation.why}"


def test_nothing_in_the_module_takes_facts_and_returns_a_category():
    public = [name for name, one in inspect.getmembers(picker, inspect.isfunction) if not name.startswith("_")]
    assert [name for name in public if inspect.getmodule(getattr(picker, name)) is picker] == [
        "draw", "explorer", "table",
    ]  # fmt: skip
    assert [*inspect.signature(picker.draw).parameters] == ["situation"]


def test_the_explorer_has_one_menu_and_redraws():
    one = explore.toolbox_picker()
    assert [control.description for control in controls_of(one.widget)] == ["Situation:"]
    one.menus["situation"].value = situation("gang for money")
    assert "No State is named" in one.sentence.value
    assert "unanimously" in one.table.value
