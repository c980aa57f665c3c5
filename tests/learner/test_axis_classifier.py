"""The axis classifier shows preset cases; it computes no rule."""

from __future__ import annotations

import pytest
from jupyter_widgets import controls_of

from cyberdiplomacy import data, explore
from cyberdiplomacy.explorers import axis_classifier as classifier

by_name = pytest.mark.parametrize("case", classifier.CASES, ids=lambda case: case.name)


def test_names_are_unique_and_short_enough_for_a_cell():
    names = [case.name for case in classifier.CASES]
    assert len(set(names)) == len(names) == 12
    assert all(len(name) <= 18 for name in names)


@by_name
def test_axis_and_home_are_those_of_the_lesson(case):
    assert case.axis in classifier.AXES
    assert case.home in classifier.HOMES


def test_homes_are_those_of_the_table_and_national_security():
    assert set(classifier.HOMES) == {*data.load("legal_acts")["legal_home"], "national security"}


@pytest.mark.parametrize("axis", classifier.AXES)
def test_no_axis_tells_the_home(axis):
    assert len({case.home for case in classifier.CASES if case.axis == axis}) >= 2


@pytest.mark.parametrize(
    ("name", "celex"),
    [
        ("incident report", "32022L2555"),
        ("secure camera", "32024R2847"),
        ("crime of hacking", "32013L0040"),
        ("order for data", "32023R1543"),
        ("entry ban", "32019D0797"),
        ("asset freeze", "32019R0796"),
        ("export licence", "32021R0821"),
        ("research centre", "32021R0887"),
        ("paid helpers", "32025R0038"),
    ],
)
def test_home_and_basis_agree_with_the_table_of_legal_acts(name, celex):
    (case,) = [case for case in classifier.CASES if case.name == name]
    act = data.load("legal_acts").set_index("celex").loc[celex]
    assert case.home == act["legal_home"]
    for article in ("29", "82(1)", "83(1)", "114", "173(3)", "188", "207(2)", "215", "322(1)(a)"):
        assert (article in case.basis) == (article in act["legal_basis"])


@by_name
def test_the_sentence_names_measure_home_and_makers(case):
    said = classifier.draw(case).sentence
    assert said.startswith(f"{case.what}. ")
    assert f"its legal home is {case.home} ({case.basis})" in said
    assert said.endswith(f"Proposes: {case.proposes}. Decides: {case.decides}.")


@by_name
def test_the_chosen_case_is_marked_by_an_arrow_and_a_thick_frame(case):
    (axes,) = classifier.draw(case).figure.axes
    thick = max(axes.patches, key=lambda box: box.get_linewidth())
    (chosen,) = [text for text in axes.texts if text.get_text().startswith("▸")]
    assert chosen.get_text() == f"▸ {case.name}"
    assert thick.get_bbox().contains(*chosen.get_position())
    assert sum(box.get_linewidth() > 2 for box in axes.patches) == 1


def test_the_explorer_has_one_menu_and_redraws():
    one = explore.axis_classifier()
    assert [control.description for control in controls_of(one.widget)] == ["Case:"]
    one.menus["case"].value = classifier.CASES[8]
    assert "its legal home is national security" in one.sentence.value
    assert "<td" in one.table.value
