"""The project map draws what the table says of projects and successors, and leaves blank what it leaves blank."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest
from jupyter_widgets import controls_of

from cyberdiplomacy import data, explore
from cyberdiplomacy.explorers import project_map as explorer
from cyberdiplomacy.tables import MAX_ROWS

PROJECTS = data.load("capacity_projects").set_index("project_id")
CHOICES = [*product((explorer.ALL, *explorer.THEMES), (explorer.BOTH, *explorer.MONEY))]


def view(theme: str = explorer.ALL, money: str = explorer.BOTH):
    return explorer.draw(PROJECTS, theme, money)


def words_in(axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_the_leaflets_fourteen_projects_head_the_chains_and_every_row_stands_in_one():
    found = explorer.chains(PROJECTS)
    assert len(found) == 14
    assert sorted(name for chain in found for name in chain) == sorted(PROJECTS.index)


def test_glacy_and_its_sequel_are_one_chain_of_three():
    assert ["glacy", "glacy-plus", "glacy-e"] in explorer.chains(PROJECTS)
    assert ["iproceeds", "iproceeds-2", "cybersee"] in explorer.chains(PROJECTS)


def test_every_project_of_the_leaflet_has_a_tile():
    assert set(explorer.REGIONS) == {chain[0] for chain in explorer.chains(PROJECTS)}
    assert set(explorer.REGIONS.values()) == set(explorer.TILES)


def test_themes_and_kinds_of_the_table_are_all_offered():
    assert set(explorer.THEMES) == set(PROJECTS["theme"])
    assert set(explorer.MONEY) == set(PROJECTS["kind"])


def test_all_projects_against_crime_are_followed_and_of_the_others_one():
    assert "4 projects of the leaflet, 4 with a successor" in view("crime").sentence
    assert "14 projects of the leaflet, 5 with a successor" in view().sentence


def test_research_is_three_projects_with_a_letter_and_no_successor():
    research = view(money="research")
    assert sorted(research.table.index) == ["AEGIS", "EUNITY", "YAKSHA"]
    assert "3 projects of the leaflet, 0 with a successor" in research.sentence
    tiles, _ = research.figure.axes
    assert sum("(R)" in words for words in words_in(tiles)) == 3


@pytest.mark.parametrize(("theme", "money"), CHOICES)
def test_map_time_line_table_and_title_count_alike(theme, money):
    shown = view(theme, money)
    tiles, lines = shown.figure.axes
    counted = sum(int(words.rpartition(": ")[2]) for words in words_in(tiles) if words.split(": ")[0] in explorer.TILES)
    assert counted == len(shown.table) <= MAX_ROWS
    assert tiles.get_title(loc="left").startswith(f"{len(shown.table)} projects, ")
    if len(shown.table):
        assert all(any(words.startswith(name) for words in words_in(lines)) for name in shown.table.index)
    else:
        assert "no project" in words_in(lines)
        assert shown.sentence.endswith("no project of the leaflet.")


def test_a_project_without_dates_says_so_and_has_no_bar():
    rights = view("rights")
    _, lines = rights.figure.axes
    assert "Data protection: no dates found" in words_in(lines)
    assert not lines.lines


def test_an_end_that_was_not_found_is_dotted_and_asked_for():
    _, lines = view("crime").figure.axes
    assert {line.get_linestyle() for line in lines.lines} >= {"-", "--"}
    crime = PROJECTS[PROJECTS["theme"] == "crime"]
    left_open = crime["start"].notna() & crime["end"].isna() & crime["successor"].isna()
    assert words_in(lines).count("?") == left_open.sum() > 0


def test_only_an_end_is_a_mark_without_a_bar():
    _, lines = view("security", "research").figure.axes
    assert "start ?" in words_in(lines)


def test_a_day_becomes_a_place_on_the_line():
    assert explorer._year(pd.Timestamp("2024-01-01")) == 2024
    assert explorer._year(pd.NaT) is None


def test_a_date_known_to_the_year_stands_in_its_middle():
    assert PROJECTS.at["eu-cybernet", "end_precision"] == "year"
    assert explorer._place(PROJECTS, "eu-cybernet", "end") == PROJECTS.at["eu-cybernet", "end"].year + 0.5
    assert explorer._place(PROJECTS, "cybersouth-plus", "start") == 2024
    assert explorer._place(PROJECTS, "aegis", "end") is None


def test_the_explorer_has_two_menus_and_redraws():
    one = explore.project_map()
    assert [control.description for control in controls_of(one.widget)] == ["Theme:", "Money:"]
    before = one.figure.value
    one.menus["theme"].value = "digital"
    assert "Digital, both kinds: 3 projects" in one.sentence.value
    assert one.figure.value != before
