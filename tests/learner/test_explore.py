"""Explorers: a choice redraws figure, sentence and numbers; paper keeps the first."""

from __future__ import annotations

import pandas as pd
import pytest
from jupyter_widgets import controls_of, view_of
from matplotlib.figure import Figure

from cyberdiplomacy.explore import Explorer, View

COUNTS = {"person": [6, 8], "entity": [3, 4]}
CAPTION = "Listings by round, made up for a test. Source: this test."


def draw(kind: str, scale: int = 1) -> View:
    if scale == 0:
        raise ValueError("nothing <left> to draw")
    table = pd.DataFrame({"round": [1, 2], "listed": [scale * count for count in COUNTS[kind]]})
    figure = Figure(figsize=(3, 2))
    figure.subplots().plot(table["round"], table["listed"])
    return View(figure, f"A line rises for {kind}.", f"{kind}: {table['listed'].iloc[-1]} & counting.", table)


def explorer(**more) -> Explorer:
    return Explorer({"kind": ["person", "entity"], **more}, draw, caption=CAPTION)


def test_the_first_choice_is_drawn_at_the_start():
    one = explorer()
    assert one.menus["kind"].value == "person"
    assert 'alt="A line rises for person."' in one.figure.value
    assert "person: 8 &amp; counting." in one.sentence.value
    assert ">8<" in one.table.value


def test_a_choice_redraws_picture_alt_sentence_and_numbers():
    one = explorer()
    before = one.figure.value
    one.menus["kind"].value = "entity"
    assert 'alt="A line rises for entity."' in one.figure.value
    assert one.figure.value.split("base64,")[1] != before.split("base64,")[1]
    assert "entity: 4 &amp; counting." in one.sentence.value
    assert ">4<" in one.table.value


def test_the_sentence_is_spoken():
    assert '<div role="status" aria-live="polite"' in explorer().sentence.value


def test_two_controls_are_passed_by_name_and_may_have_labels():
    one = explorer(scale=[("as counted", 1), ("tenfold", 10)])
    one.menus["scale"].value = 10
    assert "person: 80" in one.sentence.value


def test_a_choice_that_cannot_be_drawn_is_said_instead_of_lost():
    one = explorer(scale=[1, 0])
    one.menus["scale"].value = 0
    assert "This choice could not be drawn: nothing &lt;left&gt; to draw" in one.sentence.value
    assert one.figure.value == ""
    one.menus["scale"].value = 1
    assert "<img" in one.figure.value


def test_a_first_choice_that_cannot_be_drawn_fails_before_a_learner_sees_it():
    with pytest.raises(ValueError, match="nothing <left>"):
        explorer(scale=[0, 1])


@pytest.mark.parametrize("number", [0, 3])
def test_more_than_two_controls_or_none_are_refused(number):
    with pytest.raises(ValueError, match="one or two controls"):
        Explorer({f"c{place}": [1] for place in range(number)}, draw, caption=CAPTION)


def test_paper_keeps_the_first_choice_with_figure_sentence_and_numbers():
    one = explorer()
    fixed = (one.plain, one.html)
    one.menus["kind"].value = "entity"
    assert (one.plain, one.html) == fixed
    assert "Kind: person. Run this cell to choose." in one.html
    assert "<figcaption>" in one.html
    assert "<summary>Numbers as a table</summary><table" in one.html
    lines = one.plain.splitlines()
    assert lines[0] == f"Figure: {CAPTION}"
    assert "person: 8 & counting." in lines


def test_two_explorers_alike_give_the_same_paper():
    assert (explorer().plain, explorer().html) == (explorer().plain, explorer().html)


def test_a_kernel_shows_the_widget():
    one = explorer()
    assert view_of(one._repr_mimebundle_()) == one.widget.model_id


def test_every_control_is_labelled_with_the_name_of_its_parameter():
    one = Explorer({"member_state": ["person"]}, lambda member_state: draw(member_state), caption=CAPTION)
    assert [control.description for control in controls_of(one.widget)] == ["Member state:"]
