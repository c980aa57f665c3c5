"""The voting explorer counts recorded votes by group of states; it shows session 78 for the Union alone."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest
from jupyter_widgets import controls_of

from cyberdiplomacy import data, explore
from cyberdiplomacy.explorers import voting as explorer

VOTES = explorer.with_groups(data.load("un_votes"), data.load("countries"))
TEXTS = explorer.recorded(data.load("un_resolutions"))
SETS = explorer.sets(TEXTS)
REGIONS = ("Africa", "Americas", "Asia", "Europe outside the Union", "Oceania")
GROUPS = (explorer.ALL, explorer.UNION, *REGIONS)
CHOICES = [*product(GROUPS, SETS)]
NAMES = [f"{states}, {resolutions}" for states, resolutions in CHOICES]


def table(states: str, resolutions: str) -> pd.DataFrame:
    return explorer.draw(VOTES, TEXTS, states, resolutions).table


def test_every_state_has_one_group_and_the_union_has_27():
    sizes = VOTES.groupby("group")["iso2"].nunique()
    assert set(sizes.index) == {explorer.UNION, *REGIONS}
    assert sizes[explorer.UNION] == 27
    assert sizes.sum() == VOTES["iso2"].nunique() == 193


def test_each_complete_roll_call_adds_up_to_the_tally_of_the_resolution():
    counted = table(explorer.ALL, explorer.EVERY)[["yes", "no", "abstain"]]
    tallies = SETS[explorer.EVERY][["yes", "no", "abstain"]].astype(int)
    assert len(counted) == 14
    assert counted.to_numpy().tolist() == tallies.to_numpy().tolist()


@pytest.mark.parametrize("resolutions", [name for name in SETS if name != explorer.SESSION_78])
def test_the_groups_add_up_to_all_states(resolutions):
    parts = [table(group, resolutions) for group in GROUPS[1:]]
    assert sum(parts[1:], parts[0]).equals(table(explorer.ALL, resolutions))


def test_the_led_sets_share_out_the_complete_roll_calls():
    russian, western = SETS["led by Russia"], SETS["led by the United States or France"]
    assert len(russian) == 10
    assert set(western["lead"]) == {"United States", "France"}
    assert set(russian["resolution"]) | set(western["resolution"]) == set(SETS[explorer.EVERY]["resolution"])


def test_the_union_never_splits_and_croatia_is_once_not_recorded():
    union = table(explorer.UNION, explorer.EVERY)
    assert ((union[["yes", "no", "abstain"]] > 0).sum(axis="columns") == 1).all()
    assert union[explorer.MISSING].to_dict() == {label: int(label == "75/32 (2020)") for label in union.index}


@pytest.mark.parametrize("states", GROUPS)
def test_session_78_shows_the_union_whatever_the_group(states):
    view = explorer.draw(VOTES, TEXTS, states, explorer.SESSION_78)
    assert view.table.equals(table(explorer.UNION, explorer.SESSION_78))
    assert view.table.sum(axis="columns").tolist() == [27, 27]
    assert ("incomplete" in view.sentence) == (states != explorer.UNION)


@pytest.mark.parametrize(("states", "resolutions"), CHOICES, ids=NAMES)
def test_bars_title_and_sentence_agree_with_the_table_and_name_the_years(states, resolutions):
    view = explorer.draw(VOTES, TEXTS, states, resolutions)
    (axes,) = view.figure.axes
    widths = [[bar.get_width() for bar in bars] for bars in axes.containers]
    assert widths == [view.table[name].tolist() for name in view.table.columns]
    years = SETS[resolutions]["year"]
    alike = int(((view.table[["yes", "no", "abstain"]] > 0).sum(axis="columns") == 1).sum())
    title = axes.get_title(loc="left")
    assert title.startswith(f"Of one mind in {alike} of {len(view.table)} roll calls, {years.min()}")
    assert title.endswith(str(years.max()))
    assert f"of one mind in {alike}." in view.sentence
    assert ("Most divided over" in view.sentence) == (alike < len(view.table))


def test_the_most_divided_roll_call_is_the_one_with_the_smallest_largest_camp():
    said = explorer.draw(VOTES, TEXTS, explorer.ALL, explorer.EVERY).sentence
    assert said.endswith("Most divided over 74/247 (2019): 79 yes, 60 no, 33 abstaining.")


def test_the_explorer_has_two_menus_and_redraws():
    one = explore.voting()
    assert [control.description for control in controls_of(one.widget)] == ["States:", "Resolutions:"]
    assert "All states, 14 roll calls, 2005 to 2022" in one.sentence.value
    one.menus["states"].value = explorer.UNION
    assert "of one mind in 14." in one.sentence.value
    one.menus["resolutions"].value = "the two rivals of December 2018"
    assert "2 roll calls, 2018: of one mind in 2." in one.sentence.value
    assert "<td" in one.table.value
