"""The time line of legal acts: what is seen for a theme and a legal home, and what the sentence says about it."""

from __future__ import annotations

import pandas as pd
import pytest
from jupyter_widgets import controls_of

from cyberdiplomacy import data, explore
from cyberdiplomacy.explorers import legal_timeline as timeline
from cyberdiplomacy.tables import MAX_ROWS

NIS = "network security (NIS)"
LISTINGS = "cyber listings"
RESEARCH = "strategies, research and 5G"


@pytest.fixture(scope="module")
def acts() -> pd.DataFrame:
    return data.load("legal_acts")


def view(acts: pd.DataFrame, theme: str, home: str = timeline.EVERY_HOME):
    return timeline.draw(acts, theme, home)


def words_in(figure) -> list[str]:
    (axes,) = figure.axes
    return [text.get_text() for text in axes.texts]


def test_every_theme_of_the_table_stands_in_one_choice(acts):
    offered = [theme for themes in timeline.THEMES.values() for theme in themes]
    assert sorted(offered) == sorted(acts["theme"].unique())


def test_every_home_of_the_table_has_a_word_for_the_figure(acts):
    assert set(acts["legal_home"]) == set(timeline.HOMES)


@pytest.mark.parametrize("theme", timeline.THEMES)
def test_no_choice_holds_more_acts_than_its_table_shows(acts, theme):
    assert 0 < len(view(acts, theme).table) <= MAX_ROWS


def test_the_sentence_counts_homes_and_gives_median_and_ends(acts):
    assert view(acts, NIS).sentence == (
        "14 rows by legal home: 13 internal market, 1 other. "
        "9 have both dates; from adoption to application the median is 674 days, "
        "the shortest 21 days, the longest 765 days."
    )


def test_listings_apply_within_days_and_directives_after_about_two_years(acts):
    listings = view(acts, LISTINGS).table["days"].dropna()
    directives = acts[acts["act_type"] == "directive"]
    waits = (directives["applies_from"] - directives["adopted"]).dt.days
    assert listings.median() < 1
    assert 700 < waits.median() < 765


def test_a_home_selects_its_acts_only(acts):
    chosen = view(acts, "cybercrime", "internal market")
    assert set(chosen.table["home"]) == {"internal market"}
    assert "e-Evidence Directive" in chosen.table.index
    assert "e-Evidence Regulation" not in chosen.table.index


def test_the_oldest_act_stands_first(acts):
    assert view(acts, NIS).table["adopted"].is_monotonic_increasing


def test_national_security_has_no_act_and_the_treaty_says_why(acts):
    nothing = view(acts, NIS, timeline.NATIONAL)
    assert "Art. 4(2) TEU" in nothing.sentence
    assert nothing.table.empty
    assert words_in(nothing.figure) == ["no act"]


def test_a_home_without_acts_of_the_theme_is_said(acts):
    assert view(acts, LISTINGS, "internal market").sentence == (
        "No row of the theme “cyber listings” has its legal home in “internal market”."
    )


def test_a_law_that_applied_before_its_adoption_counts_back(acts):
    research = view(acts, RESEARCH)
    assert "118 days back" in words_in(research.figure)
    assert "Only 2 with both dates; from adoption to application: 118 days back and 39 days." in research.sentence


@pytest.mark.parametrize(
    ("theme", "note"),
    [
        (NIS, "673 days, repealed"),
        (NIS, "proposal, adopted"),
        (NIS, "binds nobody"),
        ("ENISA, certification and products", "1144 days, to come"),
        (LISTINGS, "dates not read"),
        (LISTINGS, "1 day"),
    ],
)
def test_what_is_special_about_an_act_stands_behind_its_line(acts, theme, note):
    assert note in words_in(view(acts, theme).figure)


def test_the_home_stands_in_words_beside_the_colour(acts):
    assert {"NIS2 Directive (market)", "ECI Directive (other)"} <= set(words_in(view(acts, NIS).figure))


def test_three_marks_are_named_in_the_key(acts):
    (axes,) = view(acts, NIS).figure.axes
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["adopted", "in force", "applies"]


def test_the_explorer_has_two_menus_and_redraws():
    one = explore.legal_timeline()
    assert [control.description for control in controls_of(one.widget)] == ["Theme:", "Legal home:"]
    before = one.figure.value
    one.menus["theme"].value = LISTINGS
    assert "15 CFSP/CSDP" in one.sentence.value
    assert one.figure.value != before
