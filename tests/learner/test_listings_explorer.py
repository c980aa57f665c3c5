"""The listings explorer counts rounds, totals and matters from the table, and names no natural person."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest
from jupyter_widgets import controls_of

from cyberdiplomacy import data, explore
from cyberdiplomacy.explorers import listings as explorer

LISTINGS = data.load("listings")
DAYS = sorted(LISTINGS["listing_date"].unique())
CHOICES = [*product((explorer.OVER_TIME, *DAYS), explorer.KINDS)]
NAMES = [f"{chosen}, {count}" for chosen, count in CHOICES]


def test_the_rounds_give_the_running_totals_of_persons_and_entities():
    persons, entities = (explorer.draw(LISTINGS, explorer.OVER_TIME, kind).table for kind in ("persons", "entities"))
    assert persons[explorer.TOTAL].tolist() == [6, 8, 14, 17, 19, 27]
    assert entities[explorer.TOTAL].tolist() == [3, 4, 4, 4, 7, 11]
    assert persons.index[0] == "30 Jul 2020"


def test_persons_and_entities_add_up_to_both():
    both, persons, entities = (explorer.by_round(LISTINGS, kinds)[explorer.TOTAL] for kinds in explorer.KINDS.values())
    assert both.equals(persons + entities)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_round_by_matter_adds_up_to_what_the_round_added(day):
    of_round = LISTINGS[LISTINGS["listing_date"] == day]
    table = explorer.draw(LISTINGS, day, "persons and entities").table
    assert table["persons"].sum() == (of_round["kind"] == "person").sum()
    assert table["entities"].sum() == (of_round["kind"] == "entity").sum()
    assert set(table.index) == set(of_round["incident"])


def test_a_round_without_entities_says_so():
    view = explorer.draw(LISTINGS, pd.Timestamp("2025-01-27"), "entities")
    assert view.sentence.startswith("27 Jan 2025: 0 entities listed for Access to computer systems")


@pytest.mark.parametrize("count", explorer.KINDS)
def test_steps_and_sentence_over_time_agree_with_the_table(count):
    view = explorer.draw(LISTINGS, explorer.OVER_TIME, count)
    (axes,) = view.figure.axes
    new = view.table.drop(columns=explorer.TOTAL)
    assert {line.get_label(): [*line.get_ydata()] for line in axes.get_lines()} == {
        label: new[label].cumsum().tolist() for label in new
    }
    assert [*axes.get_lines()[0].get_xdata()] == DAYS
    assert axes.get_title(loc="left") == "6 rounds, and up to 44 months between two of them"
    assert view.sentence.endswith(f"On the list after the last: {new.to_numpy().sum()}.")


@pytest.mark.parametrize("count", explorer.KINDS)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_bars_title_and_sentence_of_a_round_agree_with_the_table(day, count):
    view = explorer.draw(LISTINGS, day, count)
    (axes,) = view.figure.axes
    widths = {bars.get_label(): [patch.get_width() for patch in bars] for bars in axes.containers}
    assert widths == {label: view.table[label].tolist() for label in view.table}
    assert axes.get_title(loc="left").startswith(f"{view.table.to_numpy().sum()} ")
    assert view.sentence.count("listed for") == len(view.table)


@pytest.mark.parametrize(("chosen", "count"), CHOICES, ids=NAMES)
def test_nobody_is_called_guilty_or_an_attacker(chosen, count):
    view = explorer.draw(LISTINGS, chosen, count)
    assert not {"guilty", "attackers", "criminals"} & set(f"{view.sentence} {view.alt}".lower().split())


def test_the_explorer_has_two_menus_and_redraws():
    one = explore.listings()
    assert [control.description for control in controls_of(one.widget)] == ["Round:", "Count:"]
    assert "On the list after the last: 38" in one.sentence.value
    one.menus["count"].value = "entities"
    assert "On the list after the last: 11" in one.sentence.value
    one.menus["round"].value = pd.Timestamp("2020-10-22")
    assert "1 entity listed for Intrusion into the German Bundestag" in one.sentence.value
    assert "<td" in one.table.value
