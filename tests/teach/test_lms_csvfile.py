"""A CSV file of somebody else's: a cell changes, and every other byte stays."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.teach.lms.csvfile import CsvFile

ROWS = 'id,"full name",grade\r\n7,"Müller, ""Eve""",\r\n\r\n8,Bo,"1,5"\r\n'


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "cp1252"),
    ],
)
def test_encoding_and_byte_order_mark_stay(mark, encoding):
    file = CsvFile(mark + ROWS.encode(encoding))
    assert file.rows[1] == ["7", 'Müller, "Eve"', ""]
    file.put(1, 2, "9.5")
    assert file.content() == mark + ROWS.replace('""",\r\n\r\n', '""",9.5\r\n\r\n').encode(encoding)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_line_ends_separator_and_quotes_stay(end, separator):
    rows = [["a", '"b"', "c"], ['"x\ny"', "", '""'], ["1", " 2", "'3"]]
    text = end.join(separator.join(row) for row in rows)
    file = CsvFile(text.encode())
    assert file.content() == text.encode()
    file.put(1, 1, "plain")
    file.put(1, 2, "plain")
    rows[1][1:] = ["plain", '"plain"']
    assert file.content() == end.join(separator.join(row) for row in rows).encode()


@pytest.mark.parametrize("value", ["7,5", 'a "b"', "two\nlines"])
def test_a_cell_that_must_be_is_quoted(value):
    file = CsvFile(b"a,b\n1,2\n")
    file.put(1, 1, value)
    assert CsvFile(file.content()).rows == [["a", "b"], ["1", value]]


@pytest.mark.parametrize(
    "content", [b"", b"one\ntwo\n", b"a,b\n1,2,3\n", b'a,b\n1,"2\n', b"a,b\n1,\x81\n", b"\xff\xfe\x00"]
)
def test_what_is_no_table_is_told_in_a_sentence(content):
    with pytest.raises(ValueError, match=r"^The file is (no table|neither UTF-8).* Download it again"):
        CsvFile(content)


texts = st.text(st.sampled_from('ab",;\n\r =ü'), max_size=6)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5), texts, st.booleans())
def test_whatever_cells_hold_the_one_that_changes_is_the_only_one(rows, value, quoted):
    import csv
    import io

    page = io.StringIO()
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(page, quoting=quoting).writerows([("one", "two", "three"), *((*row, "x") for row in rows)])
    file = CsvFile(page.getvalue().encode())
    assert file.content() == page.getvalue().encode()
    file.put(1, 1, value)
    made = [[*row, "x"] for row in rows]
    made[0][1] = value
    assert CsvFile(file.content()).rows == [["one", "two", "three"], *made]
