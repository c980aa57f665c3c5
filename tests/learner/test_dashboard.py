"""The dashboard counts dated rows by year for each recommendation, and says what the counts cannot show."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest
from jupyter_widgets import controls_of

from cyberdiplomacy import data, explore, facts
from cyberdiplomacy.explorers import dashboard

USES, LISTINGS, ACTS = data.load("toolbox_uses"), data.load("listings"), data.load("legal_acts")
RECORD = dashboard.by_year(USES, LISTINGS, ACTS)
TOOLBOX, NORMS, PREVENTION = dashboard.ADVICE
CHOICES = [*product(dashboard.ADVICE, (dashboard.BY_YEAR, dashboard.RUNNING))]
each = pytest.mark.parametrize(("advice", "count"), CHOICES, ids=[f"{one.name}, {count}" for one, count in CHOICES])


def firm(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["confidence"].isin(facts.GRADABLE)]


def test_twelve_entries_were_listed_up_to_the_blog_and_twenty_six_since():
    assert (
        dashboard.sentence(RECORD[[*TOOLBOX.counts]], TOOLBOX)
        .split("; ")[1]
        .startswith("entries on the sanctions list: 12 from 2017 to 2021, 26 from 2022 to July 2026")
    )


def test_each_column_adds_up_to_the_firm_rows_of_its_table_since_the_first_year():
    uses, acts = firm(USES), firm(ACTS)
    recent = uses[uses["date"].dt.year >= dashboard.FIRST]
    assert RECORD["dialogues"].sum() == (recent["kind_of_text"] == "dialogue").sum()
    assert RECORD["statements and conclusions"].sum() == (recent["category"] == "stability").sum()
    assert RECORD["entries on the sanctions list"].sum() == len(LISTINGS)
    prevention = acts[acts["theme"].isin(dashboard.THEMES) & (acts["adopted"].dt.year >= dashboard.FIRST)]
    assert RECORD[[*PREVENTION.counts]].to_numpy().sum() == len(prevention)


def test_weak_rows_are_left_out():
    weak = USES.assign(confidence="M")
    assert dashboard.by_year(weak, LISTINGS, ACTS)["dialogues"].sum() == 0


def test_a_proposal_counts_as_no_law():
    proposals = ACTS[ACTS["act_type"] == "proposal"]
    assert dashboard.by_year(USES, LISTINGS, proposals)[PREVENTION.counts[0]].sum() == 0


@each
def test_bars_and_table_agree(advice, count):
    view = dashboard.draw(RECORD, advice, count)
    (axes,) = view.figure.axes
    heights = {bars.get_label(): [int(bar.get_height()) for bar in bars] for bars in axes.containers}
    assert heights == {name: view.table[name].tolist() for name in advice.counts}


@each
def test_title_and_sentence_are_those_of_the_two_spans_however_one_counts(advice, count):
    view = dashboard.draw(RECORD, advice, count)
    first = RECORD[advice.counts[0]]
    before, since = first.loc[:2021].sum(), first.loc[2022:].sum()
    (axes,) = view.figure.axes
    assert axes.get_title(loc="left").endswith(f": {before} up to the blog, {since} since")
    assert view.sentence.startswith(f"{advice.counts[0]}: {before} from 2017 to 2021, {since} from 2022")


@each
def test_what_the_counts_cannot_show_is_said(advice, count):
    assert dashboard.draw(RECORD, advice, count).sentence.endswith(f"What this cannot show: {advice.unseen}.")


def test_the_running_total_ends_at_the_sum():
    assert dashboard.draw(RECORD, NORMS, dashboard.RUNNING).table.iloc[-1].equals(RECORD[[*NORMS.counts]].sum())


def test_the_explorer_has_two_menus_and_redraws():
    one = explore.dashboard()
    assert [control.description for control in controls_of(one.widget)] == ["Recommendation:", "Count:"]
    assert "entries on the sanctions list: 12" in one.sentence.value
    one.menus["recommendation"].value = NORMS
    assert "what delegations say to their hosts" in one.sentence.value
    one.menus["count"].value = dashboard.RUNNING
    assert "<td" in one.table.value
