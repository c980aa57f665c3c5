"""Moodle: the gradebook's CSV file, and worksheets in any language, of which nothing but the grades changes."""

from __future__ import annotations

import pytest
from lms_class import CLASS, MARKS, STUDENTS

from courseware.teach.lms import moodle
from courseware.teach.lms.results import Results
from courseware.teach.marks import Mark
from courseware.teach.people import Student

GRADEBOOK = """\
username,email,idnumber,ex01,ex01 feedback
ada,ada@example.eu,101,18,
bo,bo@example.eu,102,7.13,1 point taken: one day late.
cy,cy@example.eu,103,-,
dee,dee@example.eu,104,0,
eve,eve@example.eu,105,-,
fay,fay@example.eu,106,-,Excused: -ill.
gil,,,-,
"""

ENGLISH = (
    b'\xef\xbb\xbfIdentifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",'
    b'"Last modified (submission)","Last modified (grade)","Feedback comments"\r\n'
    b'"Participant 911","Ada Lovelace",ADA@example.eu,"For grading",,20.00,Yes,"Friday, 6 November 2026",-,\r\n'
    b'"Participant 912","B\xc3\xb8 ""Bo"" \xc3\x84ngstr\xc3\xb6m, Dr.",bo@example.eu,Submitted,3.00,20.00,Yes,-,-,'
    b'"So, so"\r\n'
    b'"Participant 913","Cy O\'Neil",cy@example.eu,"No submission",,20.00,Yes,-,-,\r\n'
    b'"Participant 914",Dee,dee@example.eu,Submitted,0.00,20.00,Yes,-,-,\r\n'
    b'"Participant 915","Eve M\xc3\xbcller",eve@example.eu,Submitted,5.00,20.00,Yes,-,-,\r\n'
    b'"Participant 999","Somebody Else",else@example.eu,Submitted,,20.00,Yes,-,-,\r\n'
)
FILLED = ENGLISH.replace(b'grading",,20.00', b'grading",18,20.00').replace(b"Submitted,3.00,", b"Submitted,7.13,")

# As the German language pack has it: no space before the number, a decimal comma, no address shown, in cp1252.
GERMAN = (
    'ID;"Vollständiger Name";Status;Bewertung;Bestwertung;"Bewertung kann geändert werden";'
    '"Zuletzt geändert (Abgabe)";"Zuletzt geändert (Bewertung)";"Feedback als Kommentar"\n'
    'Teilnehmer/in11;"Lovelace Ada";Abgegeben;;"20,00";Ja;"Dienstag, 2. November 2026, 10:37";-;\n'
    'Teilnehmer/in12;"Ängström, Dr., Bø ""Bo""";Abgegeben;-;"20,00";Ja;-;-;\n'
    'Teilnehmer/in13;"Müller Eve";Abgegeben;;"20,00";Ja;-;-;\n'
).encode("cp1252")


def test_the_gradebook_file_is_as_written_by_hand():
    made = moodle.gradebook(CLASS)
    assert made.content.decode() == GRADEBOOK
    assert made.notes == ()


def test_an_id_that_a_spreadsheet_would_run_is_refused_not_changed():
    odd = Results([Student("ada", email="=ada@example.eu")], MARKS[:1])
    with pytest.raises(ValueError, match=r"The e-mail address of ada is '=ada@example.eu'"):
        moodle.gradebook(odd)
    with pytest.raises(ValueError, match=r"An assignment is '\+Set'"):
        moodle.gradebook(Results(STUDENTS, MARKS, {"ex01": "+Set"}))


def test_more_than_a_hundred_points_are_told():
    (note,) = moodle.gradebook(Results(STUDENTS, [Mark("ada", "ex09", "missing", None, 101.0)])).notes
    assert note == "ex09 has more than 100 points, which Moodle refuses unless unlimited grades are allowed."


def test_a_worksheet_gets_the_grades_and_keeps_every_other_byte():
    made = moodle.worksheet(CLASS, ENGLISH)
    assert made.content == FILLED
    assert moodle.worksheet(CLASS, made.content).content == FILLED


def test_what_is_left_is_told():
    assert moodle.worksheet(CLASS, ENGLISH).notes == (
        "Left as it was, since it is of nobody on the roster or not clearly of one: Participant 999, Somebody Else, "
        "else@example.eu, Submitted.",
        "Fay Müller (fay) has no row in the worksheet.",
        "gil (gil) has no row in the worksheet.",
        "Eve Müller (eve): 5.00 stands in the file and was left, though here something waits for a person.",
    )


def test_a_german_worksheet_is_filled_by_place_with_a_comma():
    made = moodle.worksheet(CLASS, GERMAN)
    first = 'Abgegeben;18;"20,00"'.encode("cp1252")
    assert made.content == GERMAN.replace(b'Abgegeben;;"20,00"', first, 1).replace(b"Abgegeben;-;", b"Abgegeben;7,13;")


def test_a_comma_between_cells_and_in_numbers_goes_into_quotes():
    sheet = b'ID,Nom,Statut,Note,"Note maximale",Modifiable\nParticipant 1,Bo,,,"20,00",Oui\n'
    made = moodle.worksheet(Results([Student("bo", email="Bo")], MARKS[1:2]), sheet)
    assert made.content == sheet.replace(b',,,"20,00"', b',,"7,13","20,00"')


@pytest.mark.parametrize(
    "row",
    [
        b"Participant 1,Ada Lovelace,,4711,Submitted,%s,20.00,Yes",
        b"Participant 1,Ada Lovelace,ada,,Submitted,%s,20.00,Yes",
        b"Participant 1,Ada Lovelace,20.00,Submitted,,%s,20.00,Yes",
    ],
)
@pytest.mark.parametrize("before", [b"", b"-", b"20.00"])
def test_the_column_of_the_grades_is_found_in_a_single_row_too(row, before):
    heading = b"Identifier,Full name,a,b,c,Grade,Maximum Grade,Can\n"
    made = moodle.worksheet(Results(STUDENTS[:1], MARKS[:1]), heading + row % before)
    assert made.content == heading + row % b"18"


def test_where_two_students_share_a_name_neither_row_is_filled():
    sheet = (
        b"Identifier,Full name,Status,Grade,Maximum Grade,Can\n"
        b"Participant 1,Eve Twin,Submitted,,20.00,Yes\nParticipant 2,Ada Lovelace,Submitted,,20.00,Yes\n"
    )
    twins = [Student("e1", "Eve", "Twin"), Student("e2", "Eve", "Twin"), STUDENTS[0]]
    marks = [Mark(one.id, "ex01", "marked", 1.0, 20.0, final=1.0) for one in twins]
    made = moodle.worksheet(Results(twins, marks), sheet)
    assert made.content == sheet.replace(b"Lovelace,Submitted,,", b"Lovelace,Submitted,1,")
    assert "Participant 1, Eve Twin" in made.notes[0]


def test_two_rows_of_one_student_stay_as_they_were():
    row = b"Participant 2,Ada Lovelace,Submitted,,20.00,Yes\n"
    sheet = b"Identifier,Full name,Status,Grade,Maximum Grade,Can\n" + row + row.replace(b"2,A", b"3,A")
    with pytest.raises(ValueError, match="None of the 2 rows of the worksheet is of a student on the roster"):
        moodle.worksheet(CLASS, sheet)


def test_more_points_than_there_are_are_told_since_moodle_skips_them():
    over = Results(STUDENTS[:1], [Mark("ada", "ex01", "marked", 21.0, 20.0, final=21.0)])
    assert moodle.worksheet(over, ENGLISH).notes[-1] == (
        "Ada Lovelace (ada) has 21 of 20 points, which the system will not take."
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((b"Participant 912", b"Bo"), "no offline grading worksheet of Moodle"),
        ((b"Participant 912", b"Participant 911"), "no offline grading worksheet of Moodle"),
        ((b"Participant 912", b"User 912"), "no offline grading worksheet of Moodle"),
        ((b",20.00,", b',"fail, pass",'), "no grades beside a maximum grade"),
        ((b",20.00,", b",100.00,"), "The most points are 100 in Moodle and 20 here"),
    ],
)
def test_what_is_no_worksheet_for_these_points_is_refused_with_what_to_do(change, said):
    with pytest.raises(ValueError, match=said):
        moodle.worksheet(CLASS, ENGLISH.replace(*change))
