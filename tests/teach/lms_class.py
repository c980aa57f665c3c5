"""A class of seven with every state of a mark, and names that hold what tables and spreadsheets trip over."""

from __future__ import annotations

from courseware.teach.lms.results import Results
from courseware.teach.marks import Mark
from courseware.teach.people import Student

STUDENTS = [
    Student("ada", "Ada", "Lovelace", "ada@example.eu", "101"),
    Student("bo", 'Bø "Bo"', "Ängström, Dr.", "bo@example.eu", "102"),
    Student("cy", "Cy", "O'Neil", "cy@example.eu", "103"),
    Student("dee", "=HYPERLINK(1)", "Dee", "dee@example.eu", "104"),
    Student("eve", "Eve", "Müller", "eve@example.eu", "105"),
    Student("fay", "Fay", "Müller", "fay@example.eu", "106"),
    Student("gil"),
]
LATE = "1 point taken: one day late."
MARKS = [
    Mark("ada", "ex01", "marked", 18.0, 20.0, final=18.0),
    Mark("bo", "ex01", "marked", 8.125, 20.0, penalty=1.0, final=7.125, trail=(LATE,)),
    Mark("cy", "ex01", "missing", None, 20.0),
    Mark("dee", "ex01", "marked", 0.0, 20.0, final=0.0),
    Mark("eve", "ex01", "waiting", 4.0, 20.0),
    Mark("fay", "ex01", "excused", None, 20.0, trail=("Excused: -ill.",)),
]
CLASS = Results(STUDENTS, MARKS)
