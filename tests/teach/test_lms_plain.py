"""Marks in CSV and XLSX: blank where there is no mark, every name whole, no formula anywhere."""

from __future__ import annotations

import io
import zipfile
from xml.dom.minidom import parseString

import pytest
from lms_class import CLASS, MARKS, STUDENTS

from courseware.teach.lms import formats, plain
from courseware.teach.lms.results import Results
from courseware.teach.lms.xlsx import column
from courseware.teach.lms.xlsxfile import XlsxFile
from courseware.teach.marks import Mark

CSV = """\
student,last_name,first_name,email,lms_user_id,ex01,ex01 of,ex01 state,ex01 why
ada,Lovelace,Ada,ada@example.eu,101,18,20,marked,
bo,"Ängström, Dr.","Bø ""Bo\""",bo@example.eu,102,7.13,20,marked,1 point taken: one day late.
cy,O'Neil,Cy,cy@example.eu,103,,20,missing,
dee,Dee,'=HYPERLINK(1),dee@example.eu,104,0,20,marked,
eve,Müller,Eve,eve@example.eu,105,,20,waiting,
fay,Müller,Fay,fay@example.eu,106,,20,excused,Excused: -ill.
gil,,,,,,20,,
"""


def test_the_csv_file_is_as_written_by_hand():
    assert plain.as_csv(CLASS).content == b"\xef\xbb\xbf" + CSV.encode()


def test_the_workbook_holds_the_same_with_names_as_they_are():
    rows = XlsxFile(plain.as_xlsx(CLASS).content, "student").rows
    assert rows[0] == [
        "student",
        "last_name",
        "first_name",
        "email",
        "lms_user_id",
        "ex01",
        "ex01 of",
        "ex01 state",
        "ex01 why",
    ]
    assert rows[2] == [
        "bo",
        "Ängström, Dr.",
        'Bø "Bo"',
        "bo@example.eu",
        "102",
        "7.13",
        "20",
        "marked",
        MARKS[1].trail[0],
    ]
    assert rows[3][5:] == ["", "20", "missing", ""]
    assert rows[4][2] == "=HYPERLINK(1)"
    assert len(rows) == len(STUDENTS) + 1


def test_in_the_workbook_numbers_are_numbers_and_a_formula_is_text_with_an_apostrophe_before_it():
    with zipfile.ZipFile(io.BytesIO(plain.as_xlsx(CLASS).content)) as file:
        sheet = parseString(file.read("xl/worksheets/sheet1.xml"))
        for name in file.namelist():
            parseString(file.read(name))
    cells = {cell.getAttribute("r"): cell for cell in sheet.getElementsByTagName("c")}
    assert cells["F2"].toxml() == '<c r="F2"><v>18</v></c>'
    assert "F4" not in cells
    assert (cells["C5"].getAttribute("s"), cells["C5"].getAttribute("t")) == ("1", "inlineStr")
    assert cells["C2"].getAttribute("s") == ""
    assert not sheet.getElementsByTagName("f")


def test_the_same_marks_give_the_same_bytes():
    assert plain.as_xlsx(CLASS).content == plain.as_xlsx(Results(STUDENTS, MARKS)).content


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_lettered_as_spreadsheets_do(index, letters):
    assert column(index) == letters


def test_control_characters_that_xml_cannot_hold_are_dropped():
    marks = [Mark("ada", "ex01", "excused", None, 20.0, trail=("a\x07b\ud800 <&>",))]
    rows = XlsxFile(plain.as_xlsx(Results(STUDENTS[:1], marks)).content, "student").rows
    assert rows[1][8] == "ab <&>"


def test_several_assignments_stand_side_by_side_under_the_titles_of_the_system():
    marks = [*MARKS[:1], Mark("ada", "ex02", "marked", 3.0, 20.0, final=3.0)]
    made = plain.as_csv(Results(STUDENTS[:1], marks, {"ex02": "=Set 2"})).content.decode("utf-8-sig").splitlines()
    assert made[0].endswith("ex01 why,'=Set 2,'=Set 2 of,'=Set 2 state,'=Set 2 why")
    assert made[1].endswith("101,18,20,marked,,3,20,marked,")


# What every export has in common


def test_someone_with_marks_who_is_not_on_the_roster_is_left_out_and_told():
    made = formats.export("plain-csv", Results(STUDENTS[:1], MARKS[:2]))
    assert made.notes == ("bo has marks and is not on the roster, so is left out.",)
    assert b"bo@" not in made.content


def test_two_marks_for_one_assignment_and_two_numbers_of_points_are_refused():
    with pytest.raises(ValueError, match="ada has two marks for ex01"):
        Results(STUDENTS, [MARKS[0], MARKS[0]])
    with pytest.raises(ValueError, match="20 points for one student and 10 for bo"):
        Results(STUDENTS, [MARKS[0], Mark("bo", "ex01", "missing", None, 10.0)])


def test_each_format_says_whether_it_fills_a_file():
    assert {name: one.download for name, one in formats.FORMATS.items()} == {
        "plain-csv": "no",
        "plain-xlsx": "no",
        "moodle-gradebook": "no",
        "moodle-worksheet": "needed",
        "canvas": "optional",
        "ilias": "needed",
    }


@pytest.mark.parametrize(
    ("name", "file", "said"),
    [
        ("excel", None, "no format 'excel'. There are: plain-csv, plain-xlsx"),
        ("ilias", None, "ilias fills a file that the system hands out"),
        ("plain-csv", b"a,b", "plain-csv is made new and fills no file"),
    ],
)
def test_a_format_that_is_none_or_lacks_its_file_is_told(name, file, said):
    with pytest.raises(ValueError, match=said):
        formats.export(name, CLASS, file)


@pytest.mark.parametrize("name", ["moodle-worksheet", "ilias"])
def test_a_file_of_one_assignment_takes_no_two(name):
    two = Results(STUDENTS, [MARKS[0], Mark("ada", "ex02", "missing", None, 20.0)])
    with pytest.raises(ValueError, match=r"of one assignment, and here are: ex01, ex02\. Name one"):
        formats.export(name, two, b"a,b\n1,2\n")
