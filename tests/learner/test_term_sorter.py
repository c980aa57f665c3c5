"""The term sorter shows preset cases; it computes no rule."""

from __future__ import annotations

from itertools import product

import pytest
from jupyter_widgets import controls_of

from cyberdiplomacy import explore
from cyberdiplomacy.explorers import term_sorter as sorter


def test_each_subject_and_tool_has_exactly_one_case():
    assert sorted((case.subject, case.tool) for case in sorter.CASES) == sorted(product(sorter.SUBJECTS, sorter.TOOLS))


def test_the_subject_comes_before_the_tool():
    table = sorter.table()
    assert table.loc[sorter.SUBJECTS[0]].tolist() == ["Cyber diplomacy", "Cyber diplomacy"]
    assert table.loc[sorter.SUBJECTS[1]].tolist() == ["Digital diplomacy", "Digital diplomacy"]
    assert table.loc[sorter.SUBJECTS[2]].tolist() == ["Diplomacy", "E-diplomacy"]


@pytest.mark.parametrize("case", sorter.CASES, ids=lambda case: f"{case.term}-{case.tool}")
def test_the_sentence_names_practice_term_and_reason(case):
    said = sorter.draw(case.subject, case.tool).sentence
    assert said.startswith(f"{case.practice}: {case.term.lower()}. ")
    assert said.endswith(case.why)


@pytest.mark.parametrize("case", sorter.CASES, ids=lambda case: f"{case.term}-{case.tool}")
def test_the_chosen_cell_is_marked_by_a_word_and_a_thick_frame(case):
    (axes,) = sorter.draw(case.subject, case.tool).figure.axes
    thick = max(axes.patches, key=lambda box: box.get_linewidth())
    (chosen,) = [text for text in axes.texts if "chosen" in text.get_text()]
    assert chosen.get_text().startswith(case.term)
    assert thick.get_bbox().contains(*chosen.get_position())
    assert sum(box.get_linewidth() > 2 for box in axes.patches) == 1


def test_labels_are_not_the_values_that_the_graded_item_asks_for():
    assert not {"security", "digital policy", "other", True, False} & {*sorter.SUBJECTS, *sorter.TOOLS}


def test_the_explorer_has_two_menus_and_redraws():
    one = explore.term_sorter()
    assert [control.description for control in controls_of(one.widget)] == ["Subject:", "Tool:"]
    one.menus["subject"].value = "something else"
    assert ": diplomacy." in one.sentence.value
    one.menus["tool"].value = "online"
    assert ": e-diplomacy." in one.sentence.value
    assert "<td" in one.table.value
