"""The ratification explorer counts days of the table by period and region; it computes none."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest
from jupyter_widgets import controls_of

from cyberdiplomacy import data, explore
from cyberdiplomacy.explorers import ratification as explorer

PARTIES = explorer.with_regions(data.load("budapest_parties"), data.load("countries"))
DEPOSIT, FORCE = explorer.WAYS
REGIONS = ("Africa", "Americas", "Asia", "Europe", "Oceania")
CHOICES = [*product(explorer.WAYS, (explorer.EVERYWHERE, *REGIONS))]
NAMES = [f"{way}, {region}" for way, region in CHOICES]


def test_signatories_are_left_out_and_every_party_has_a_region():
    assert len(PARTIES) == 81
    assert not {"IE", "ZA"} & set(PARTIES["iso2"])
    assert set(PARTIES["region"]) == set(REGIONS)


def test_counts_by_deposit_and_by_entry_into_force_differ_on_the_way_and_agree_at_the_end():
    deposit, force = (explorer.draw(PARTIES, way, explorer.EVERYWHERE).table for way in (DEPOSIT, FORCE))
    assert deposit.loc["2002–03", explorer.TOTAL] == 4
    assert force.loc["2002–03", explorer.TOTAL] == 0
    assert (deposit[explorer.TOTAL] >= force[explorer.TOTAL]).all()
    assert deposit[explorer.TOTAL].iloc[-1] == force[explorer.TOTAL].iloc[-1] == 81


@pytest.mark.parametrize("way", explorer.WAYS)
def test_the_regions_add_up_to_everywhere(way):
    parts = [explorer.draw(PARTIES, way, region).table for region in REGIONS]
    assert sum(parts[1:], parts[0]).equals(explorer.draw(PARTIES, way, explorer.EVERYWHERE).table)


def test_a_period_holds_its_first_and_its_last_day():
    days = pd.Series(pd.to_datetime(["2003-12-31", "2004-01-01", "2005-12-31", "2006-01-01"]))
    table = explorer.by_period(days)
    assert table.loc[["2002–03", "2004–05", "2006–07"], explorer.NEW].tolist() == [1, 2, 1]
    assert table[explorer.TOTAL].iloc[-1] == 4


@pytest.mark.parametrize(("way", "region"), CHOICES, ids=NAMES)
def test_bars_numbers_title_and_sentence_agree_with_the_table(way, region):
    view = explorer.draw(PARTIES, way, region)
    (axes,) = view.figure.axes
    before, new = ([bar.get_height() for bar in bars] for bars in axes.containers)
    assert new == view.table[explorer.NEW].tolist()
    assert [sum(pair) for pair in zip(before, new, strict=True)] == view.table[explorer.TOTAL].tolist()
    labels = [label.get_text() for label in axes.get_xticklabels()]
    assert labels == [f"{name}\n{count}" for name, count in view.table[explorer.TOTAL].items()]
    total = view.table[explorer.TOTAL].iloc[-1]
    assert axes.get_title(loc="left").startswith(f"{total} Parties ")
    assert view.sentence.startswith(f"Counted by {way}, ")
    assert f": {total} Parties at the end of 2025" in view.sentence


def test_seventeen_deposits_are_of_2020_or_later_and_one_of_them_is_european():
    assert "17 of them since 2020" in explorer.draw(PARTIES, DEPOSIT, explorer.EVERYWHERE).sentence
    assert "1 of them since 2020" in explorer.draw(PARTIES, DEPOSIT, "Europe").sentence


def test_a_weak_day_is_named_where_it_is_counted_and_only_there():
    assert "weakly known for Paraguay." in explorer.draw(PARTIES, DEPOSIT, "Americas").sentence
    assert "weakly" not in explorer.draw(PARTIES, DEPOSIT, "Europe").sentence


def test_the_explorer_has_two_menus_and_redraws():
    one = explore.ratification()
    assert [control.description for control in controls_of(one.widget)] == ["Counted by:", "Region:"]
    assert "everywhere: 81 Parties" in one.sentence.value
    one.menus["region"].value = "Oceania"
    assert "in Oceania: 6 Parties" in one.sentence.value
    one.menus["counted_by"].value = FORCE
    assert "entry into force, in Oceania" in one.sentence.value
    assert "<td" in one.table.value
