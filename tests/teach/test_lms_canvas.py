"""Canvas: a new file by the importer's rules, and an exported gradebook whose ids stay."""

from __future__ import annotations

import pytest
from lms_class import CLASS, MARKS, STUDENTS

from courseware.teach.lms import canvas
from courseware.teach.lms.results import Results
from courseware.teach.marks import Mark
from courseware.teach.people import Student

NEW = """\
Student,ID,SIS User ID,SIS Login ID,Section,ex01
    Points Possible,,,,,20
"Lovelace, Ada",101,,ada,,18
"Ängström, Dr., Bø ""Bo\""",102,,bo,,7.13
"O'Neil, Cy",103,,cy,,
"Dee, =HYPERLINK(1)",104,,dee,,0
"Müller, Eve",105,,eve,,
"Müller, Fay",106,,fay,,EX
gil,,,gil,,
"""

EXPORTED = """\
Student,ID,SIS Login ID,Section,Notes,Define cyber diplomacy (4711),Other (4712),Current Score,Final Score
,,,,,Manual Posting,,,
    Points Possible,,,,,20.00,10.00,(read only),(read only)
"Lovelace, Ada",101,ada@uni.example,Group 1,,,3.00,30.0,30.0
"Ängström, Dr., Bø ""Bo\""",102,bo,Group 1,"likes, commas",7.13,,,
"O'Neil, Cy",103,cy,Group 1,,4.00,,,
"Dee, =HYPERLINK(1)",104,dee,Group 1,,,,,
"Müller, Eve",105,eve,Group 1,,N/A,,,
"Müller, Fay",106,fay,Group 1,,,,,
"Student, Test",107,b7f,Group 1,,,,,
""".encode()
TITLES = {"ex01": "Define cyber diplomacy"}


def test_a_new_file_is_as_written_by_hand():
    assert canvas.table(CLASS).content.decode() == NEW


def test_an_id_that_is_no_number_is_one_of_the_student_information_system():
    made = canvas.table(Results([Student("ada", "Ada", "Lovelace", lms_user_id="u-101")], MARKS[:1])).content.decode()
    assert made.splitlines()[2] == '"Lovelace, Ada",,u-101,ada,,18'


def test_a_name_gets_an_apostrophe_and_an_id_is_refused():
    named = Results([Student("dee", "Dee", "=1+1")], MARKS[3:4])
    assert canvas.table(named).content.decode().splitlines()[2] == '"\'=1+1, Dee",,,dee,,0'
    with pytest.raises(ValueError, match="The lms_user_id of dee is '-7'"):
        canvas.table(Results([Student("dee", lms_user_id="-7")], MARKS[3:4]))


def test_an_exported_gradebook_gets_points_and_ex_and_keeps_every_other_byte():
    made = canvas.fill(Results(STUDENTS, MARKS, TITLES), EXPORTED)
    wanted = EXPORTED.replace(b"Group 1,,,3.00", b"Group 1,,18,3.00").replace(b"dee,Group 1,,,", b"dee,Group 1,,0,")
    assert made.content == wanted.replace(b"fay,Group 1,,,", b"fay,Group 1,,EX,")
    assert made.notes == (
        "Left as it was, since it is of nobody on the roster or not clearly of one: Student, Test, 107, b7f.",
        "gil (gil) has no row in the gradebook.",
        "Cy O'Neil (cy): 4.00 stands in the file and was left, though here nothing was handed in.",
        "Eve Müller (eve) is not assigned ex01 in Canvas, so has no mark there.",
    )


def test_a_gradebook_with_semicolons_gets_the_comma_that_its_grades_have():
    exported = b"Student;ID;SIS Login ID;Section;ex01 (1)\r\n    Points Possible;;;;20,0\r\nBo;102;bo;A;1,5\r\n"
    made = canvas.fill(Results(STUDENTS[1:2], MARKS[1:2]), exported)
    assert made.content == exported.replace(b";1,5", b";7,13")


@pytest.mark.parametrize("name", ["EX01", "ex01: define", "ex01 (draft)"])
def test_without_a_title_the_column_that_begins_with_the_id_is_filled(name):
    exported = f"Student,ID,SIS Login ID,Section,{name} (1),ex010 (2),Ex 01 (3)\nAda,101,ada,A,,,\n".encode()
    assert canvas.fill(Results(STUDENTS[:1], MARKS[:1]), exported).content == exported.replace(b",A,,", b",A,18,")


def test_several_assignments_are_filled_at_once():
    exported = b"Student,ID,SIS Login ID,Section,ex02 (2),ex01 (1)\n    Points Possible,,,,5,20\nAda,101,ada,A,,\n"
    marks = [MARKS[0], Mark("ada", "ex02", "marked", 5.0, 5.0, final=5.0)]
    assert canvas.fill(Results(STUDENTS[:1], marks), exported).content == exported.replace(b",A,,", b",A,5,18")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((b"Student,ID", b"Name,ID"), "no gradebook of Canvas"),
        ((b"Section", b"Group"), "no gradebook of Canvas"),
        (
            (b"Define cyber", b"Explain cyber"),
            "no columns whose name is or begins with 'Define cyber diplomacy'.* Its columns: Notes; Explain cyber",
        ),
        ((b"Other (4712)", b"Define cyber diplomacy (9)"), "has 2 columns whose name is or begins with"),
        ((b"20.00,10", b"10.00,10"), "has 10.00 points in Canvas and 20 here"),
        ((b"20.00,10", b"(read only),10"), "its column is read only"),
    ],
)
def test_what_is_no_gradebook_for_these_points_is_refused_with_what_to_do(change, said):
    with pytest.raises(ValueError, match=said):
        canvas.fill(Results(STUDENTS, MARKS, TITLES), EXPORTED.replace(*change))


def test_a_gradebook_of_another_class_is_refused():
    with pytest.raises(ValueError, match=r"None of the 7 rows of the gradebook is of a student on the roster\."):
        canvas.fill(Results([Student("zoe")], [Mark("zoe", "ex01", "missing", None, 20.0)], TITLES), EXPORTED)
