"""The level chooser shows preset uses whose level stands in data; it turns no risk into a level."""

from __future__ import annotations

import inspect
import re

import pytest
from jupyter_widgets import controls_of

from cyberdiplomacy import explore
from cyberdiplomacy.explorers import level_chooser as chooser

NAMES = [case.name for case in chooser.CASES]


def case(name: str) -> chooser.Case:
    return next(one for one in chooser.CASES if one.name == name)


def test_every_case_has_a_name_of_its_own():
    assert len(set(NAMES)) == len(NAMES)


def test_the_cases_show_every_level_and_every_kind_that_can_be_certified():
    assert {one.level for one in chooser.CASES} == {*chooser.LEVELS}
    assert {one.kind for one in chooser.CASES} == {
        "ICT product", "ICT service", "ICT process", "managed security service",
    }  # fmt: skip


def test_one_product_in_two_uses_has_two_levels():
    assert case("camera over a shop counter").level == "basic"
    assert case("the same camera at a border post").level == "high"


def test_impact_alone_can_ask_for_the_highest_level():
    rare = case("chip of a passport")
    assert (rare.probability, rare.impact, rare.level) == ("low", "high", "high")


@pytest.mark.parametrize(
    ("level", "activities"),
    [
        ("basic", {"technical documentation reviewed"}),
        ("substantial", {"no publicly known vulnerability", "security functions tested"}),
        ("high", {"no publicly known vulnerability", "… tested at the state of the art", "penetration tests"}),
    ],
)
def test_the_evaluation_of_each_level_is_that_of_article_52(level, activities):
    assert {done for done, levels in chooser.EVALUATION if level in levels} == activities


@pytest.mark.parametrize("one", chooser.CASES, ids=NAMES)
def test_the_sentence_states_use_risk_level_and_article(one):
    said = chooser.draw(one).sentence
    assert said.lower().startswith(one.name.lower())
    assert f"probability {one.probability}, impact {one.impact}; level {one.level}." in said
    paragraph = {"basic": 5, "substantial": 6, "high": 7}[one.level]
    assert re.search(rf"\bArts?\.? .*\({paragraph}\)", said)


@pytest.mark.parametrize("one", chooser.CASES, ids=NAMES)
def test_the_dot_stands_where_risk_was_judged_and_one_level_is_bold(one):
    risk, ladder = chooser.draw(one).figure.axes
    (dot,) = risk.lines
    assert [chooser.GRADES[int(dot.get_xdata()[0])], chooser.GRADES[int(dot.get_ydata()[0])]] == [
        one.impact,
        one.probability,
    ]
    assert [text.get_text() for text in ladder.texts if text.get_weight() == "bold"] == [one.level]


@pytest.mark.parametrize("one", chooser.CASES, ids=NAMES)
def test_the_words_for_those_who_do_not_see_it_name_what_the_level_asks_for(one):
    view = chooser.draw(one)
    assert all(done in view.alt for done, levels in chooser.EVALUATION if one.level in levels)
    assert view.table.loc["level", "this use"] == one.level


def test_nothing_in_the_module_takes_a_risk_and_returns_a_level():
    public = [name for name, one in inspect.getmembers(chooser, inspect.isfunction) if not name.startswith("_")]
    assert [name for name in public if inspect.getmodule(getattr(chooser, name)) is chooser] == [
        "draw", "explorer", "table",
    ]  # fmt: skip
    assert [*inspect.signature(chooser.draw).parameters] == ["use"]


def test_the_explorer_has_one_menu_and_redraws():
    one = explore.level_chooser()
    assert [control.description for control in controls_of(one.widget)] == ["Use:"]
    one.menus["use"].value = case("payroll in the cloud")
    assert "Payroll in the cloud (ICT service): probability medium, impact medium; level substantial." in (
        one.sentence.value
    )
    assert ">a conformity assessment body<" in one.table.value
