"""The partner map shows the rounds of dialogue that were found; what was not found stays blank, never zero."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest
from jupyter_widgets import controls_of

from cyberdiplomacy import data, explore
from cyberdiplomacy.explorers import partner_map as explorer

DIALOGUES = data.load("cyber_dialogues")
ALIKE = explorer.agreement(data.load("un_votes"), data.load("un_resolutions"))
PARTNERS = sorted(DIALOGUES["partner"].unique())
CHOICES = [*product(PARTNERS, explorer.KNOWN_ON)]
NOW, _, EARLY = explorer.KNOWN_ON
every_choice = pytest.mark.parametrize(("partner", "known_on"), CHOICES, ids=[f"{p}, {k}" for p, k in CHOICES])


def table(known_on: str = NOW) -> pd.DataFrame:
    return explorer.partners(DIALOGUES, ALIKE, known_on)


def test_members_of_the_union_agree_with_the_yardstick_wherever_they_are_recorded():
    votes = data.load("un_votes").query("eu27 and vote != 'absent'")
    nine = data.load("un_resolutions").query("roll_call == 'complete' and date >= '2018-01-01'")["resolution"]
    recorded = votes[votes["resolution"].isin(nine)].groupby("iso2").size()
    assert len(nine) == 9
    assert ALIKE.loc[recorded.index, "alike"].tolist() == recorded.tolist()


def test_japan_alone_of_the_partners_voted_like_the_union_in_all_nine_and_china_in_none():
    assert table()["votes like the Union"].to_dict() == {
        "Japan": 9, "Republic of Korea (South Korea)": 8, "Ukraine": 8, "United Kingdom": 8, "United States": 8,
        "Brazil": 4, "India": 4, "China": 0,
    }  # fmt: skip


def test_what_is_not_known_of_a_partner_is_missing_and_not_zero():
    china = table().loc["China"]
    assert china["rounds found"] == 0
    assert china[["highest number", "without a date", "last round"]].isna().all()


def test_a_planned_round_counts_neither_as_found_nor_as_missing():
    planned = DIALOGUES[DIALOGUES["status"] == "planned"]
    assert planned["partner"].tolist() == ["United Kingdom"]
    assert table().loc["United Kingdom", ["rounds found", "highest number", "without a date"]].tolist() == [3, 3, 0]


def test_numbers_found_and_missing_add_up_to_the_highest_number():
    known = table().dropna(subset="highest number")
    assert (known["rounds found"] + known["without a date"] == known["highest number"]).all()
    assert known["without a date"].sum() == 16


def test_at_the_end_of_2020_no_row_was_known_for_half_of_the_partners():
    blank = table(EARLY).query("`rounds found` == 0")
    assert sorted(blank.index) == ["China", "Japan", "Ukraine", "United Kingdom"]
    assert blank["highest number"].isna().all()


@every_choice
def test_marks_and_words_say_what_the_table_says(partner, known_on):
    view = explorer.draw(DIALOGUES, ALIKE, partner, known_on)
    (axes,) = view.figure.axes
    assert [len(marks.get_offsets()) for marks in axes.collections] == view.table["rounds found"].tolist()
    words = [text.get_text().strip() for text in axes.texts]
    assert words.count("no round found") == (view.table["rounds found"] == 0).sum()
    votes = [f"{count} of 9" for count in view.table["votes like the Union"]]
    assert [word for word in words if word.endswith(" of 9")] == votes
    assert sum(label.get_text().startswith("▸") for label in axes.get_yticklabels()) == 1
    assert axes.get_title(loc="left").endswith(known_on)
    row = view.table.loc[partner]
    assert view.sentence.startswith(f"{partner}, as known on {known_on}: ")
    assert ("stay blank" in view.sentence) == (row["rounds found"] == 0)
    assert f"voted like the Union {row['votes like the Union']} times" in view.sentence


def test_the_sentence_gives_a_day_only_where_the_day_is_known():
    said = {row.partner: explorer.draw(DIALOGUES, ALIKE, row.partner, NOW).sentence for row in DIALOGUES.itertuples()}
    assert "the last in October 2025" in said["Ukraine"]
    assert "the last on 9 December 2025" in said["United Kingdom"]
    assert "The numbers reach 9; no row was found for 2 of them." in said["United States"]


def test_the_explorer_has_two_menus_and_redraws():
    one = explore.partner_map()
    assert [control.description for control in controls_of(one.widget)] == ["Partner:", "Known on:"]
    one.menus["partner"].value = "China"
    assert "no round was found, so number and day stay blank" in one.sentence.value
    one.menus["known_on"].value = EARLY
    assert EARLY in one.sentence.value
    assert "<td" in one.table.value
