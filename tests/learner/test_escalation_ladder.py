"""The escalation ladder shows preset cases whose levels stand in data; it decides nothing."""

from __future__ import annotations

import inspect

import pytest
from jupyter_widgets import controls_of

from cyberdiplomacy import explore
from cyberdiplomacy.explorers import escalation_ladder as ladder

by_name = pytest.mark.parametrize("case", ladder.CASES, ids=lambda case: case.name)


def case(name: str) -> ladder.Case:
    return next(one for one in ladder.CASES if one.name == name)


def test_every_level_has_a_body_in_the_state_and_in_the_union():
    assert set(ladder.BODIES) == {(level, side) for level in ladder.LEVELS for side in ladder.SIDES}


def test_names_are_unique_and_short_enough_for_the_title():
    names = [one.name for one in ladder.CASES]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 26 for name in names)


@by_name
def test_somebody_acts_and_in_few_words(case):
    assert case.acts
    assert set(case.acts) <= set(ladder.BODIES)
    assert all(len(done) <= 36 for done in case.acts.values())


def test_levels_are_not_climbed_in_order():
    levels = {level for level, _ in case("ministry spied on").acts}
    assert levels == {"technical", "political"}


def test_the_institutions_have_no_national_team():
    assert {side for _, side in case("mail of the institutions").acts} == {"Union"}


def test_only_the_solidarity_clause_brings_the_ipcr_at_once():
    at_once = [one.name for one in ladder.CASES if "at once" in one.acts.get(("political", "Union"), "")]
    assert at_once == ["solidarity clause invoked"]


def test_mutual_assistance_needs_no_decision_of_the_council():
    acts = case("armed aggression").acts
    assert ("political", "State") in acts
    assert ("political", "Union") not in acts


@by_name
def test_the_sentence_says_what_happened_and_cites_an_act_or_the_missing_level(case):
    said = ladder.draw(case).sentence
    assert said.startswith(f"{case.what}. ")
    assert "Art" in said or "operational level stays empty" in said


@by_name
def test_words_and_table_say_what_the_figure_says(case):
    view = ladder.draw(case)
    (axes,) = view.figure.axes
    words = [text.get_text() for text in axes.texts]
    for place, body in ladder.BODIES.items():
        acting = place in case.acts
        assert (f"▸ {body}" in words) == acting
        assert (body in words) == (not acting)
        assert not acting or f"{body} ({place[0]}, in the {place[1]}): {case.acts[place]}" in view.alt
    assert sum(box.get_linewidth() > 2 for box in axes.patches) == len(case.acts)
    assert [done for done in view.table["in this case"] if done != "–"] == [
        case.acts[place] for place in ladder.BODIES if place in case.acts
    ]


def test_nothing_in_the_module_takes_facts_and_returns_a_level():
    public = [name for name, one in inspect.getmembers(ladder, inspect.isfunction) if not name.startswith("_")]
    assert [name for name in public if inspect.getmodule(getattr(ladder, name)) is ladder] == [
        "draw", "explorer", "table",
    ]  # fmt: skip
    assert [*inspect.signature(ladder.draw).parameters] == ["case"]


def test_the_explorer_has_one_menu_and_redraws():
    one = explore.escalation_ladder()
    assert [control.description for control in controls_of(one.widget)] == ["Case:"]
    one.menus["case"].value = case("one State overwhelmed")
    assert "One State is enough if its capacity is exceeded" in one.sentence.value
    assert "asks for the Reserve" in one.table.value
