"""A cell: numbers as systems read them, texts that no spreadsheet runs, ids that are never changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.grade.views import formulas
from courseware.teach.lms import cells


@pytest.mark.parametrize(
    ("points", "shown"),
    [(0.0, "0"), (18.0, "18"), (20, "20"), (7.5, "7.5"), (7.125, "7.13"), (2 / 3, "0.67"), (100, "100")],
)
def test_points_have_two_decimals_at_most_half_rounded_up_and_no_zeros_at_the_end(points, shown):
    assert cells.number(points) == shown
    assert cells.number(points, ",") == shown.replace(".", ",")


@pytest.mark.parametrize(("cell", "number"), [("7,5", 7.5), (" 10.00 ", 10.0), ("-", None), ("", None), ("EX", None)])
def test_a_number_is_read_with_a_point_or_a_comma(cell, number):
    assert cells.parse(cell) == number


@given(st.integers(0, 10_000))
def test_what_is_written_is_read_again(hundredths):
    assert cells.parse(cells.number(hundredths / 100, ",")) == hundredths / 100


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r1", ' "=1', "＝1"])
def test_a_text_that_begins_a_formula_gets_an_apostrophe_and_a_key_is_refused(name):
    assert formulas.no_formula(name).replace("'", "") == name
    assert not formulas.is_formula(formulas.no_formula(name))
    with pytest.raises(ValueError, match=r"The e-mail address of ada is .* apostrophe would make it another"):
        cells.key(name, "The e-mail address of ada")


@pytest.mark.parametrize("name", ["'t Hooft", "O'Neil-Smith", "Müller, Dr.", 'Bø "Bo"', "a=b", ""])
def test_an_honest_text_stays_as_it_is(name):
    assert formulas.no_formula(name) == cells.key(name, "A name") == name
