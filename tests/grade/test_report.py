"""The report of a class: each student once, no mark invented, and nothing a name can do to page or spreadsheet."""

from __future__ import annotations

import csv
import io
import os
import re
import statistics
from html.parser import HTMLParser

import pytest
from class_records import CLASS, FAULT, MISCONCEPTIONS, NAMES, OF, REFUSAL, REPAIR, TITLES, verdict
from hypothesis import given
from hypothesis import strategies as st

from courseware.grade.classroom.records import STATUSES, Record
from courseware.grade.views import report, tally

HEADINGS = ["student", "name", "status", "points", "of", "q-term", "q-count", "q-text", "notes"]
DANGEROUS = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r1", "\n=1", ' "=1', "＝1", "a;=1", 'a;"=1', "a\n=1", "a\t@b")


class Page(HTMLParser):
    """The elements of a page with their attributes, the text of its tables' rows, and all its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self._in_cell = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self._in_cell = False

    def handle_data(self, data):
        self.text += data
        if self._in_cell:
            self.rows[-1][-1] += data

    def row(self, *first: str) -> list[str]:
        """The row that begins so, with plain blanks."""
        rows = [[" ".join(cell.split()) for cell in row] for row in self.rows]
        (found,) = [row for row in rows if row[: len(first)] == [*first]]
        return found


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(report.as_html("ex01", CLASS, MISCONCEPTIONS, NAMES))


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, str]]:
    return {row["student"]: row for row in csv.DictReader(io.StringIO(report.as_csv(CLASS, NAMES), newline=""))}


texts = st.text(max_size=12) | st.sampled_from([*DANGEROUS, *NAMES.values(), "'t Hooft", 'a,b;c"d"'])
states = st.sampled_from(["none", "some", "all", "skipped", "person"])


@st.composite
def classes(draw) -> tuple[list[Record], dict[str, str]]:
    """A class of any size with any ids and names, each status, each state of an item."""
    made = []
    for student in draw(st.lists(texts, max_size=6, unique=True)):
        status = draw(st.sampled_from(STATUSES))
        notes = tuple(draw(st.lists(texts, max_size=2)))
        verdicts = []
        for item, of in OF.items() if status not in ("refused", "missing") else ():
            state = draw(states)
            belief = draw(st.sampled_from(["", "MIS-one-term", "MIS-gone"])) if state == "none" else ""
            points = {"some": draw(st.floats(0.01, of - 0.01)), "all": of, "person": None}.get(state, 0.0)
            verdicts.append(verdict(item, points, "not attempted" if state == "skipped" else None, belief))
        made.append(Record(student, status, notes=notes, verdicts=tuple(verdicts), unprotected=draw(st.booleans())))
    return made, {record.student: draw(texts) for record in made if draw(st.booleans())}


# What is counted


@given(classes())
def test_every_student_has_one_row_and_one_status(one):
    records, names = one
    made = tally.rows(records, names)
    assert sorted(row.student for row in made) == sorted(record.student for record in records)
    shown = Page(report.as_html("ex01", records, {}, names))
    assert sum(int(shown.row(status)[1]) for status in STATUSES) == len(records)
    assert f"{len(records)} student" in shown.text


@given(classes())
def test_points_are_the_sum_of_the_items_and_never_invented(one):
    records, names = one
    for row in tally.rows(records, names):
        earned = [points for points in row.items.values() if points is not None]
        assert row.points == (pytest.approx(sum(earned)) if earned else None)
        assert row.points is None or 0 <= row.points <= row.of + 1e-9
        assert bool(row.waiting) == (None in row.items.values())


@given(classes())
def test_each_item_counts_each_judged_student_in_one_state(one):
    records, _ = one
    judged = sum(bool(record.verdicts) for record in records)
    for item in tally.difficulty(records):
        assert sum(item.counts.values()) == judged
        assert 0 <= item.attempted <= item.checked <= judged
        assert (item.share is None) == (item.attempted == 0)
        assert item.share is None or 0 <= item.share <= 1


@given(classes())
def test_a_misconception_counts_each_student_once_and_the_commonest_comes_first(one):
    records, _ = one
    found = tally.commonest(records)
    for belief in found:
        showed = {one.student for one in records if belief.id in {verdict.misconception for verdict in one.verdicts}}
        assert belief.students == len(showed)
    assert [belief.students for belief in found] == sorted((belief.students for belief in found), reverse=True)
    assert len({belief.id for belief in found}) == len(found)


@given(classes())
def test_half_of_the_class_is_at_or_below_the_median(one):
    records, names = one
    points = [row.points for row in tally.rows(records, names) if row.points is not None]
    found = tally.spread(records)
    assert bool(found) == bool(points)
    if points:
        assert found["Median"] == pytest.approx(statistics.median(points))
        assert (found["Lowest"], found["Highest"]) == (min(points), max(points))
        assert [*found.values()] == pytest.approx(sorted(found.values()))


def test_quartiles_lie_between_the_students():
    records = [Record(str(points), "graded", verdicts=(verdict("q-term", points),)) for points in (0.0, 1.0, 2.0, 4.0)]
    assert [*tally.spread(records).values()] == [0.0, 0.75, 1.5, 2.5, 4.0]
    assert [*tally.spread(records[3:]).values()] == [4.0] * 5
    assert tally.spread([Record("fay", "missing")]) == {}


def test_the_share_is_of_those_who_attempted_the_item_and_manual_items_have_none():
    term, count, text = tally.difficulty(CLASS)
    assert (term.attempted, term.checked, term.share) == (3, 3, pytest.approx((1 + 0.25 + 0) / 3))
    assert (count.attempted, count.checked, count.share) == (3, 3, pytest.approx(1 / 3))
    assert (text.attempted, text.checked, text.share) == (1, 2, 1.0)
    assert text.counts == {"right": 1, "partly": 0, "not yet": 0, "not attempted": 1, "needs a person": 2}
    assert tally.difficulty([Record("cy", "needs a person", verdicts=(verdict("q-text", None),))])[0].share is None


def test_a_student_with_a_misconception_in_two_items_counts_once():
    (belief,) = tally.commonest(CLASS)
    assert (belief.id, belief.students) == ("MIS-one-term", 2)
    assert belief.items == (TITLES["q-term"], TITLES["q-count"])


# The page


def test_the_page_says_of_each_student_what_became_of_the_submission(page):
    assert page.row("ada", "Lovelace, Ada") == ["ada", "Lovelace, Ada", "graded", "9 of 9", "", ""]
    assert page.row("bo")[2:5] == ["repaired", "1 of 9", ""]
    assert REPAIR in page.row("bo")[5]
    assert page.row("cy")[2:] == ["needs a person", "0 of 9", "Item 3: why.", ""]
    assert page.row("dee")[2:] == ["needs a person", "none yet", f"All items: {FAULT}", ""]
    assert page.row("eve")[2:] == ["refused", "none", "", REFUSAL]
    assert page.row("fay")[2:] == ["missing", "none", "", ""]


def test_the_page_counts_statuses_items_and_misconceptions(page):
    counted = {status: page.row(status)[1] for status in STATUSES}
    assert counted == {"graded": "1", "repaired": "1", "needs a person": "2", "refused": "1", "missing": "1"}
    assert "6 students; 3 with points." in page.text
    assert page.row("Item 1: the word and the thing")[1:] == ["4", "42%", "3 of 3", "1", "1", "1", "0", "1"]
    assert page.row("Item 3: why")[1:] == ["3", "100%", "1 of 2", "1", "0", "0", "1", "2"]
    belief = page.row("E-diplomacy and cyber diplomacy are one thing.")
    assert belief[1:3] == ["2", MISCONCEPTIONS["MIS-one-term"].right]
    assert [page.row(name)[1] for name in tally.spread(CLASS)] == ["0", "0.5", "1", "5", "9"]


def test_names_and_titles_are_text_and_nothing_else(page):
    assert page.row("cy")[1] == "<script>hacked = 1</script>"
    assert page.row("eve")[1] == "د. إيف‏ O'Neil the Second"
    assert page.row("fay")[1] == "yaF"
    assert "Item 2: count <b>acts</b>" in page.text
    assert {tag for tag, _ in page.found}.isdisjoint({"script", "b", "img", "a", "link", "iframe", "form"})


@given(classes())
def test_no_class_changes_what_the_page_is_made_of(one):
    records, names = one
    made = Page(report.as_html("<script>", records, MISCONCEPTIONS, names))
    assert {tag for tag, _ in made.found} <= {
        *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "div", "span", "bdi", "ul", "li"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    }
    assert not [name for _, attributes in made.found for name in attributes if name.startswith("on") or name == "src"]


def test_the_page_needs_nothing_from_outside_and_allows_no_script(page):
    (policy,) = [one["content"] for tag, one in page.found if one.get("http-equiv") == "Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    made = report.as_html("ex01", CLASS, MISCONCEPTIONS, NAMES)
    assert made.startswith("<!DOCTYPE html>")
    assert not re.search(r"url\(|@import|https?://(?!example\.eu)", made)


def test_each_table_has_a_caption_and_each_heading_a_scope(page):
    tags = [tag for tag, _ in page.found]
    assert tags.count("caption") == tags.count("table") == 5
    assert {one.get("scope") for tag, one in page.found if tag == "th"} == {"col", "row"}
    assert page.found[0] == ("html", {"lang": "en"})
    assert [tag for tag in tags if tag in ("h1", "h2", "h3")] == ["h1", *["h2"] * 5]


def test_grading_without_protection_is_told_on_top_and_for_each_student(page):
    assert tally.UNPROTECTED not in page.text
    assert tally.UNPROTECTED == "Graded without protection (--unsafe)."
    bare = Record("gil", "graded", verdicts=(verdict("q-term", 4.0),), unprotected=True)
    made = Page(report.as_html("ex01", [*CLASS, bare], MISCONCEPTIONS, NAMES))
    assert made.text.index(tally.UNPROTECTED) < made.text.index("7 students")
    assert made.row("gil")[5] == tally.UNPROTECTED
    assert made.row("ada")[5] == ""


def test_a_class_without_students_or_marks_is_told_in_words():
    nobody = Page(report.as_html("ex01", [], {}, {})).text
    assert "Nobody has points yet." in nobody
    assert "There are no students yet." in nobody
    assert "No submission was judged yet." in Page(report.as_html("ex01", CLASS[4:], {}, {})).text


def test_a_misconception_that_is_described_nowhere_is_told_by_its_id():
    made = Page(report.as_html("ex01", CLASS, {}, {}))
    assert made.row("MIS-one-term")[2] == "It is not described in content/misconceptions.yml."


# The table


def test_the_table_has_points_of_those_who_have_them_and_blanks_for_the_others(table):
    assert [*table["ada"]] == HEADINGS
    assert [*table["ada"].values()] == ["ada", "Lovelace, Ada", "graded", "9", "9", "4", "2", "3", ""]
    assert [table["bo"][name] for name in HEADINGS[2:8]] == ["repaired", "1", "9", "1", "0", "0"]
    assert [table["cy"][name] for name in HEADINGS[3:]] == ["0", "9", "0", "0", "", "Needs a person: Item 3: why."]
    assert [table["dee"][name] for name in HEADINGS[3:8]] == ["", "9", "", "", ""]
    assert [table["eve"][name] for name in HEADINGS[2:]] == ["refused", *[""] * 5, REFUSAL]
    assert [table["fay"][name] for name in HEADINGS[2:]] == ["missing", *[""] * 6]


def test_a_formula_in_a_name_is_text_in_a_spreadsheet(table):
    assert table["dee"]["name"] == "'" + NAMES["dee"]
    assert table["eve"]["name"] == NAMES["eve"]


@given(classes())
def test_the_table_parses_back_with_each_student_once(one):
    records, names = one
    read = [*csv.reader(io.StringIO(report.as_csv(records, names), newline=""), strict=True)]
    made = tally.rows(records, names)
    assert len(read) == len(made) + 1
    assert {len(row) for row in read} == {len(read[0])}
    for row, cells in zip(made, read[1:], strict=True):
        for meant, found in ((row.student, cells[0]), (row.name, cells[1])):
            assert found.replace("'", "") == meant.replace("'", "")
        assert cells[2] == row.status
        assert (float(cells[3]) if cells[3] else None) == (None if row.points is None else pytest.approx(row.points))


@given(classes())
def test_no_cell_begins_as_a_formula_wherever_a_spreadsheet_cuts(one):
    records, names = one
    for row in csv.reader(io.StringIO(report.as_csv(records, names), newline="")):
        for cell in row:
            assert not cell.startswith(("\t", "\r", "\n"))
            for part in re.split(r"[;\t\r\n]", cell):
                assert not part.lstrip().lstrip('" ').startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("name", DANGEROUS)
def test_each_beginning_of_a_formula_is_kept_from_being_one(name):
    (_, row) = csv.reader(io.StringIO(report.as_csv([Record("ada", "missing")], {"ada": name}), newline=""))
    assert row[1] != name
    assert row[1].replace("'", "") == name


@pytest.mark.parametrize("name", ["'t Hooft", "O'Neil-Smith", "a=b", "Anna-Lena; Bo", "Ñandú, 3 - 4", "", "  "])
def test_an_honest_name_stays_as_it_is(name):
    (_, row) = csv.reader(io.StringIO(report.as_csv([Record("ada", "missing")], {"ada": name}), newline=""))
    assert row[1] == name


# The files


def test_both_files_are_written_and_nothing_else_stays(tmp_path):
    made = report.write(tmp_path / "a b" / "ex01", "ex01", CLASS, MISCONCEPTIONS, NAMES)
    assert [path.name for path in made] == ["report.html", "report.csv"]
    assert sorted(path.name for path in made[0].parent.iterdir()) == ["report.csv", "report.html"]
    page, table = (path.read_bytes() for path in made)
    assert page.decode() == report.as_html("ex01", CLASS, MISCONCEPTIONS, NAMES)
    assert table.startswith(b"\xef\xbb\xbfstudent,name,")
    assert table.decode("utf-8-sig") == report.as_csv(CLASS, NAMES)
    assert table.count(b"\r\n") == len(CLASS) + 1


def test_an_id_that_is_no_unicode_does_not_stop_the_report(tmp_path):
    odd = os.fsdecode(b"M\xfcller")
    page, table = report.write(tmp_path, "ex01", [Record(odd, "missing")], {}, {})
    assert "Mller" in page.read_text(encoding="utf-8")
    assert "M\\udcfcller" in table.read_text(encoding="utf-8-sig")


def test_a_report_that_cannot_be_written_leaves_the_old_one_and_says_what_to_do(tmp_path, monkeypatch):
    made = report.write(tmp_path, "ex01", CLASS[:1], MISCONCEPTIONS, NAMES)
    before = [path.read_bytes() for path in made]

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ValueError, match=r"report cannot be written .*No space left on device.* give the same command"):
        report.write(tmp_path, "ex01", CLASS, MISCONCEPTIONS, NAMES)
    assert [path.read_bytes() for path in made] == before
    assert len([*tmp_path.iterdir()]) == 2


def test_a_file_in_the_place_of_the_folder_is_told_in_a_sentence(tmp_path):
    (tmp_path / "ex01").write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="report cannot be written to"):
        report.write(tmp_path / "ex01", "ex01", CLASS, MISCONCEPTIONS, NAMES)
