"""The incident explorer counts by three rules and says what each count answers."""

from __future__ import annotations

from itertools import product

import pytest
from jupyter_widgets import controls_of

from cyberdiplomacy import data, explore
from cyberdiplomacy.explorers import incidents as explorer

INCIDENTS, HITS = data.load("incident_counts"), data.load("incident_counts_by_member_state")
CHOICES = [*product(explorer.RULES, (explorer.UNION, explorer.EVERYWHERE))]
NAMES = [f"{rule.name}, {region}" for rule, region in CHOICES]


def view(rule: explorer.Rule, region: str = explorer.UNION):
    return explorer.draw(INCIDENTS, HITS, rule, region)


@pytest.mark.parametrize(
    ("rule", "counts"),
    [(explorer.ALL, [19, 47, 149]), (explorer.STRICT, [18, 43, 99]), (explorer.HITS, [25, 82, 170])],
    ids=lambda value: getattr(value, "name", ""),
)
def test_each_rule_gives_the_counts_of_2021_to_2023_in_the_union(rule, counts):
    assert view(rule).table.loc[2021:2023, rule.name].tolist() == counts


@pytest.mark.parametrize("rule", explorer.RULES, ids=lambda rule: rule.name)
def test_the_sentence_states_rule_region_the_last_three_counts_and_what_they_answer(rule):
    count = view(rule).table[rule.name]
    said = view(rule).sentence
    assert said.startswith(f"Counted as “{rule.name}”, in the Union: ")
    assert all(f"{count[year]} {rule.unit} in {year}" in said for year in (2021, 2022, 2023))
    assert said.endswith(rule.answers)


def test_everywhere_holds_at_least_what_the_union_holds():
    everywhere, union = view(explorer.ALL, explorer.EVERYWHERE).table, view(explorer.ALL).table
    for rule in (explorer.ALL, explorer.STRICT):
        assert (everywhere[rule.name] >= union[rule.name]).all()
    assert "everywhere: 145 incidents in 2021" in view(explorer.ALL, explorer.EVERYWHERE).sentence


def test_hits_exist_for_member_states_only_and_the_sentence_says_so():
    elsewhere, union = view(explorer.HITS, explorer.EVERYWHERE), view(explorer.HITS)
    assert elsewhere.table.equals(union.table)
    assert (
        elsewhere.sentence
        == f"The record by state exists for the member states alone: this is the Union. {union.sentence}"
    )
    assert explorer.HITS.name not in view(explorer.ALL, explorer.EVERYWHERE).table


@pytest.mark.parametrize(("rule", "region"), CHOICES, ids=NAMES)
def test_bars_numbers_and_title_agree_with_the_table(rule, region):
    one = view(rule, region)
    (axes,) = one.figure.axes
    count = one.table[rule.name]
    assert [bar.get_height() for bar in axes.patches] == count.tolist()
    assert [label.get_text() for label in axes.get_xticklabels()] == [f"{y}\n{n}" for y, n in count.items()]
    assert axes.get_title(loc="left").startswith(f"{count[2023]} {rule.unit} in 2023")


@pytest.mark.parametrize(("rule", "region"), CHOICES, ids=NAMES)
def test_the_plain_count_stands_beside_every_other_rule(rule, region):
    one = view(rule, region)
    dashes = [line.get_ydata().tolist() for line in one.figure.axes[0].lines]
    assert dashes == ([] if rule is explorer.ALL else [one.table[explorer.ALL.name].tolist()])
    assert ("dash" in one.alt) == (rule is not explorer.ALL)


def test_a_year_without_a_row_counts_as_none():
    gap = HITS[HITS["year"] != 2015]
    assert explorer.by_year(INCIDENTS, gap, explorer.UNION).loc[2015, explorer.HITS.name] == 0


def test_the_explorer_has_two_menus_and_redraws():
    one = explore.incidents()
    assert [control.description for control in controls_of(one.widget)] == ["Counting rule:", "Targets in:"]
    assert "149 incidents in 2023" in one.sentence.value
    one.menus["counting_rule"].value = explorer.HITS
    assert "170 hits in 2023" in one.sentence.value
    one.menus["targets_in"].value = explorer.EVERYWHERE
    assert "member states alone" in one.sentence.value
    assert "<td" in one.table.value
