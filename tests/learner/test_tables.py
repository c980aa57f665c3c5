"""Every table a notebook shows can be read by everybody, and is written the same way every time."""

from __future__ import annotations

from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from cyberdiplomacy import show

LISTINGS = pd.DataFrame(
    {"kind": ["person", "entity"], "listing_date": pd.to_datetime(["2020-07-30", None])},
    index=pd.Index(["P01", "E01"], name="id"),
)


class Cells(HTMLParser):
    """The cells of a table as (tag, scope, text), row by row, and its caption."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, str | None, str]]] = []
        self.caption = ""
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append((tag, dict(attrs).get("scope"), ""))
        if tag in ("th", "td", "caption"):
            self._open = tag

    def handle_endtag(self, tag):
        if tag == self._open:
            self._open = ""

    def handle_data(self, data):
        if self._open == "caption":
            self.caption += data
        elif self._open:
            tag, scope, text = self.rows[-1][-1]
            self.rows[-1][-1] = (tag, scope, text + data)


def displayed(frame: pd.DataFrame | pd.Series) -> dict[str, str]:
    shell = InteractiveShell()
    show.register(shell)
    return shell.display_formatter.format(frame)[0]


def cells(frame: pd.DataFrame | pd.Series) -> Cells:
    return Cells(displayed(frame)["text/html"])


def column(values: object) -> list[str]:
    return [row[1][2] for row in cells(pd.DataFrame({"x": values})).rows[1:]]


def test_every_header_has_a_scope_and_words():
    head, *body = cells(LISTINGS).rows
    assert head == [("th", "col", "id"), ("th", "col", "kind"), ("th", "col", "listing_date")]
    assert [row[0] for row in body] == [("th", "row", "P01"), ("th", "row", "E01")]


@pytest.mark.parametrize(
    ("frame", "corners"),
    [
        (pd.DataFrame({"a": [1]}), ["row"]),
        (LISTINGS.rename_axis(columns="field"), ["id / field"]),
        (LISTINGS.set_index("kind", append=True), ["id", "kind"]),
        (pd.DataFrame({"": [1]}, index=pd.Index([1], name="")), ["unnamed"]),
    ],
)
def test_no_header_cell_is_empty(frame, corners):
    head = [text for _, _, text in cells(frame).rows[0]]
    assert head[: len(corners)] == corners
    assert all(head)


def test_columns_of_two_levels_have_one_header_each():
    table = pd.DataFrame({("count", 2020): [1], ("count", 2021): [2]})
    assert [text for _, _, text in cells(table).rows[0]] == ["row", "count / 2020", "count / 2021"]


def test_a_table_has_a_caption_with_its_size():
    assert cells(LISTINGS).caption == "2 rows, 2 columns"
    assert cells(pd.DataFrame({"a": [1]})).caption == "1 row, 1 column"


@pytest.mark.parametrize(
    ("rows", "columns", "caption"),
    [
        (15, 8, "15 rows, 8 columns"),
        (16, 8, "showing 15 of 16 rows"),
        (15, 9, "showing 8 of 9 columns"),
        (38, 9, "showing 15 of 38 rows and 8 of 9 columns"),
    ],
)
def test_at_most_15_rows_and_8_columns_are_shown(rows, columns, caption):
    read = cells(pd.DataFrame(np.zeros((rows, columns))))
    assert read.caption == caption
    assert len(read.rows) == 1 + min(rows, 15)
    assert {len(row) for row in read.rows} == {1 + min(columns, 8)}


def test_a_caption_of_ones_own_is_kept_and_says_what_is_cut():
    assert Cells(show.table(LISTINGS, caption="By id")._repr_mimebundle_()["text/html"]).caption == "By id"
    long = show.table(pd.Series(range(16)), caption="By id")
    assert Cells(long._repr_mimebundle_()["text/html"]).caption == "By id (showing 15 of 16 rows)"


def test_a_table_needs_a_table_and_a_caption():
    with pytest.raises(TypeError, match="a DataFrame or a Series, not list"):
        show.table([1], caption="x")
    with pytest.raises(TypeError, match="needs a caption"):
        show.table(LISTINGS, caption=" ")


def test_a_series_is_a_table_of_one_column():
    read = cells(pd.Series([3, 1], index=["a", "b"], name="count"))
    assert [text for row in read.rows for _, _, text in row] == ["row", "count", "a", "3", "b", "1"]
    assert cells(pd.Series([1])).rows[0][1][2] == "value"


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([1, 20], ["1", "20"]),
        ([1.0, 2.5], ["1.0", "2.5"]),
        ([1.0, 2.25], ["1.00", "2.25"]),
        ([1 / 3, 83_000_000.0], ["0.3333", "83000000.0000"]),
        ([1e-7, 2.0, 0.0], ["1.00e-07", "2.0", "0.0"]),
        ([np.inf, 1.0], ["inf", "1.0000"]),
        ([np.nan, 1.0], ["missing", "1.0"]),
        (pd.array([None, 1], dtype="Int64"), ["missing", "1"]),
        (["a  b\nc", None], ["a b c", "missing"]),
        ([True, False], ["True", "False"]),
        (pd.to_datetime(["2020-07-30", None]), ["2020-07-30", "missing"]),
        (pd.to_datetime(["2020-07-30 00:00", "2020-07-30 10:30"]), ["2020-07-30 00:00", "2020-07-30 10:30"]),
        (pd.to_timedelta([3, None], unit="D"), ["3 days", "missing"]),
        (pd.Categorical(["small", None]), ["small", "missing"]),
        ([[1, 2], (3,)], ["[1, 2]", "(3,)"]),
        (["<b>x</b>", "&"], ["<b>x</b>", "&"]),
        (["x" * 161, "y" * 160], ["x" * 159 + "…", "y" * 160]),
    ],
)
def test_cells_say_what_they_hold(values, shown):
    assert column(values) == shown


def test_text_is_escaped():
    assert "<b>" not in displayed(pd.DataFrame({"<b>": ["<b>x</b>"]}))["text/html"]


def test_dates_in_the_index_are_days():
    frame = pd.DataFrame({"n": [1]}, index=pd.to_datetime(["2020-07-30"]))
    assert cells(frame).rows[1][0][2] == "2020-07-30"
    assert cells(frame.T).rows[0][1][2] == "2020-07-30"


@pytest.mark.parametrize("frame", [pd.DataFrame(), LISTINGS.iloc[:0], LISTINGS[[]], pd.Series(dtype=object)])
def test_empty_tables_are_shown(frame):
    read = cells(frame)
    assert read.caption.startswith(f"{len(frame)} row")
    assert all(text for row in read.rows for _, _, text in row)


def test_repeated_labels_are_shown():
    frame = pd.concat([LISTINGS, LISTINGS], axis=1)
    assert len(cells(pd.concat([frame, frame])).rows) == 5


def test_the_text_is_of_fixed_width_whatever_the_screen(monkeypatch):
    expected = "id   kind    listing_date\nP01  person  2020-07-30\nE01  entity  missing\n[2 rows, 2 columns]"
    monkeypatch.setenv("COLUMNS", "20")
    assert displayed(LISTINGS)["text/plain"] == expected


def test_numbers_stand_to_the_right():
    assert displayed(pd.Series([3, 10], name="n"))["text/plain"] == "row   n\n  0   3\n  1  10\n[2 rows, 1 column]"
    assert displayed(pd.Series([3, 10]))["text/html"].count("text-align:right") == 6


def test_the_same_table_gives_the_same_page():
    assert displayed(LISTINGS) == displayed(LISTINGS.copy())
