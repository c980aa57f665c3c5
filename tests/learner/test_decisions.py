"""A decision table is read as it is written: from the top, the first row that fits a case decides."""

from __future__ import annotations

import pandas as pd
import pytest

from cyberdiplomacy.decisions import NO_ROW, table_rule


def rule(*rows):
    return table_rule(pd.DataFrame([*rows]), otherwise=None)


@pytest.mark.parametrize(
    ("cell", "fits", "does_not"),
    [
        ("any", ["x", 3, True], []),
        (" Any ", ["x", False], []),
        ("yes", [True], [False]),
        ("no", [False], [True]),
        ("true", [True], [False]),
        ("yes", ["yes"], ["no"]),
        (">= 250", [250, 251], [249]),
        ("<43", [42.5], [43]),
        ("> 10", [10.5], [10]),
        ("<= -1", [-1], [0]),
        ("small / Medium", ["small", "medium", "MEDIUM"], ["large", "small / medium"]),
        ("1", [1], [True]),
    ],
)
def test_a_cell_fits_what_it_says(cell, fits, does_not):
    judged = rule([cell, "it fits"])
    assert [judged(answer) for answer in fits] == ["it fits"] * len(fits)
    assert [judged(answer) for answer in does_not] == [NO_ROW] * len(does_not)


def test_the_first_row_that_fits_decides():
    judged = rule(["yes", "any", "first"], ["any", "yes", "second"], ["any", "any", "rest"])
    assert [judged(True, True), judged(False, True), judged(False, False)] == ["first", "second", "rest"]


def test_an_untouched_table_leaves_the_other_way_standing():
    table = pd.DataFrame([["yes", "done for you"], ["?", "?"]])
    assert table_rule(table, otherwise="my code") == "my code"


def test_a_table_begun_counts():
    table = pd.DataFrame([["yes", "done for you"], ["no", "?"]])
    assert table_rule(table, otherwise="my code")(False) == "?"
