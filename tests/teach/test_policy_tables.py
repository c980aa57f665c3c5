"""The four tables of a class: read as spreadsheets write them, or told with file, line and column what is wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from courseware.teach.policies import tables
from courseware.teach.policies.entries import Extension, Level, Member, Request
from courseware.teach.policies.policy import Dates, Peer, Policy

DATES = Dates(released=datetime(2026, 9, 14, 7, tzinfo=UTC), due=datetime(2026, 9, 21, 22, tzinfo=UTC))
POLICY = Policy(
    time_zone="Europe/Brussels",
    assignments={"ex01": DATES, "capstone": DATES},
    peer=Peer(assignments=["capstone"], exemplars={"text-1": [4, 1, 3, 4, 1]}),
)
CLASS = ["anna", "bert", "Ångström"]
CODES = {"r01": "anna", "a01": "bert"}
HEADS = {name: ",".join(columns) for name, columns in tables.COLUMNS.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, head in HEADS.items():
        (tmp_path / name).write_text(f"{head}\n", encoding="utf-8")
    return tmp_path


def read(folder: Path, **rows: str | bytes) -> tables.Tables:
    """Read the folder after these rows were written below the head of their table; bytes are a whole file."""
    for name, text in rows.items():
        whole = text if isinstance(text, bytes) else f"{HEADS[f'{name}.csv']}\n{text}\n".encode()
        (folder / f"{name}.csv").write_bytes(whole)
    return tables.read(folder, CLASS, POLICY, CODES)


def faults(folder: Path, **rows: str | bytes) -> list[str]:
    with pytest.raises(tables.TableError) as caught:
        read(folder, **rows)
    return caught.value.problems


def test_tables_without_rows_hold_nothing(folder):
    assert read(folder) == tables.Tables()


def test_each_row_becomes_an_entry(folder):
    found = read(
        folder,
        extensions='anna,ex01,extension,2026-09-25 12:00,,"flu, fever",Dr. Weber,2026-09-20\n'
        "bert,ex01,excused,,,,,\nbert,*,accommodation,,1.25,,,",
        groups="g1,anna,lead\ng1,bert,",
        regrades='q1,anna,ex01,ex01-draft,"It says ""draft""",2026-09-30,2026-10-01 09:00,Dr. Weber,0,1,right\n'
        "q2,bert,ex01,ex01-object,why?,2026-09-30,,,1,,",
        reviews='anna,bert,capstone,1,4,"two\nlines"\nr01,a01,capstone,2,0,\nbert,text-1,capstone,1,3,',
    )
    due = datetime(2026, 9, 25, 10, tzinfo=UTC)
    assert found.extensions == (
        Extension("anna", "ex01", "extension", due, 1.0, "flu, fever", "Dr. Weber", date(2026, 9, 20)),
        Extension("bert", "ex01", "excused"),
        Extension("bert", "*", "accommodation", factor=1.25),
    )
    assert found.groups == (Member("g1", "anna", "lead"), Member("g1", "bert"))
    said, day = 'It says "draft"', date(2026, 9, 30)
    assert found.regrades == (
        Request("q1", "anna", "ex01", "ex01-draft", said, day, date(2026, 10, 1), "Dr. Weber", 0, 1, "right"),
        Request("q2", "bert", "ex01", "ex01-object", "why?", day, old=1),
    )
    assert found.reviews == (
        Level("anna", "bert", "capstone", 1, 4, "two\nlines"),
        Level("anna", "bert", "capstone", 2, 0),
        Level("bert", "text-1", "capstone", 1, 3),
    )


def test_what_a_spreadsheet_writes_is_read(folder):
    """A byte order mark, semicolons, decimal commas, capitals, cells and rows without text, letters taken apart."""
    head = "Student_ID;Assignment;Kind;New_DueDate;Factor;Reason;Granted_By;Granted_On;\r\n"
    rows = "bert;*;accommodation;;1,5;;;;\r\n;;;;;;;;\r\nA\u030angstro\u0308m ;ex01;excused\r\n"
    found = read(folder, extensions=("\ufeff" + head + rows).encode())
    assert found.extensions == (
        Extension("bert", "*", "accommodation", factor=1.5),
        Extension("Ångström", "ex01", "excused"),
    )


FAULTS = {
    "unknown student": (
        "extensions",
        "ana,ex01,excused,,,,,",
        "student_id: 'ana' is no student of the class. Did you mean 'anna'?",
    ),
    "no student": (
        "groups",
        "g1,,",
        "student_id: the cell is empty, that is no student of the class. Known: anna, bert, Ångström.",
    ),
    "unknown assignment": (
        "extensions",
        "anna,ex1,excused,,,,,",
        "assignment: 'ex1' is no assignment of policy.yml. Did you mean 'ex01'?",
    ),
    "everything excused": (
        "extensions",
        "anna,*,excused,,,,,",
        "assignment: '*' is no assignment of policy.yml. Known: ex01, capstone.",
    ),
    "unknown kind": (
        "extensions",
        "anna,ex01,excuse,,,,,",
        "kind: 'excuse' is no kind. Did you mean 'excused'?",
    ),
    "extension without date": (
        "extensions",
        "anna,ex01,extension,,,,,",
        "new_duedate: '' is no date with a time. Write it like 2026-09-21 23:59.",
    ),
    "date of a spreadsheet": (
        "extensions",
        "anna,ex01,extension,21/09/2026 23:59,,,,",
        "new_duedate: '21/09/2026 23:59' is no date with a time. Write it like 2026-09-21 23:59, and in a "
        "spreadsheet first make the column text.",
    ),
    "malformed day": (
        "extensions",
        "anna,ex01,excused,,,,,2026-9-1",
        "granted_on: '2026-9-1' is no date. Write it like 2026-09-21.",
    ),
    "date of an excuse": (
        "extensions",
        "anna,ex01,excused,2026-09-25 12:00,,,,",
        "new_duedate: only kind 'extension' has one. Empty the cell, or correct the kind.",
    ),
    "factor of an extension": (
        "extensions",
        "anna,ex01,extension,2026-09-25 12:00,1.5,,,",
        "factor: only kind 'accommodation' has one. Empty the cell, or correct the kind.",
    ),
    "factor in per cent": (
        "extensions",
        "anna,*,accommodation,,125,,,",
        "factor: 125 is not above 1 and at most 3. Half as much time again is 1.5.",
    ),
    "factor that shortens": (
        "extensions",
        "anna,*,accommodation,,1,,,",
        "factor: 1 is not above 1 and at most 3. Half as much time again is 1.5.",
    ),
    "no number": (
        "extensions",
        "anna,*,accommodation,,half,,,",
        "factor: 'half' is no number from 0 up. Write it like 1.25.",
    ),
    "no group": (
        "groups",
        ",anna,",
        "group_id: the cell is empty. Fill it.",
    ),
    "not asked": (
        "regrades",
        "q1,anna,ex01,ex01-a,,,,,,,",
        "opened: the cell is empty. Write when it was asked for, like 2026-09-21.",
    ),
    "decided before asked": (
        "regrades",
        "q1,anna,ex01,ex01-a,,2026-10-02,2026-10-01,,,1,",
        "decided: 2026-10-01 is before 2026-10-02, when it was opened. Correct one of the two.",
    ),
    "points without decision": (
        "regrades",
        "q1,anna,ex01,ex01-a,,2026-10-02,,,,1,",
        "decided: there are new points, but no day of the decision. Write the day.",
    ),
    "points below none": (
        "regrades",
        "q1,anna,ex01,ex01-a,,2026-10-02,2026-10-02,,,-1,",
        "new: '-1' is no number from 0 up. Write it like 1.25.",
    ),
    "no item": (
        "regrades",
        "q1,anna,ex01,,,2026-10-02,,,,,",
        "cell_id: the cell is empty. Fill it.",
    ),
    "level five": (
        "reviews",
        "anna,bert,capstone,1,5,",
        "level: '5' is no level. Known: 4, 3, 2, 1, 0.",
    ),
    "two criteria at once": (
        "reviews",
        "anna,bert,capstone,12,4,",
        "criterion: '12' is no criterion. Did you mean '2'?",
    ),
    "set without reviews": (
        "reviews",
        "anna,bert,ex01,1,4,",
        "assignment: 'ex01' is no set that students review: see peer in policy.yml. Known: capstone.",
    ),
    "an exemplar reviews": (
        "reviews",
        "text-1,bert,capstone,1,4,",
        "reviewer: 'text-1' is no student of the class or number of a review. Known: anna, bert, Ångström.",
    ),
    "a number of the other role": (
        "reviews",
        "a01,bert,capstone,1,4,",
        "reviewer: 'a01' is no student of the class or number of a review. Known: anna, bert, Ångström.",
    ),
    "own work": (
        "reviews",
        "r01,anna,capstone,1,4,",
        "author: 'anna' reviews their own work. Correct one of the two.",
    ),
}


@pytest.mark.parametrize(("table", "row", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_file_line_column_and_remedy(folder, table, row, said):
    assert faults(folder, **{table: row}) == [f"{table}.csv, line 2, {said}"]


TWICE = {
    "extensions": ("bert,*,accommodation,,1.5,,,", "bert,*,accommodation,,1.25,,,", "decision"),
    "groups": ("g1,anna,", "g2,anna,", "student"),
    "regrades": ("q1,anna,ex01,ex01-a,,2026-10-02,,,,,", "q1,bert,ex01,ex01-a,,2026-10-02,,,,,", "request"),
    "reviews": ("anna,bert,capstone,1,4,", "r01,a01,capstone,1,3,", "criterion of the same review"),
}


@pytest.mark.parametrize(("table", "case"), TWICE.items(), ids=TWICE)
def test_two_rows_about_the_same_are_told_with_both_lines(folder, table, case):
    first, second, what = case
    said = f"{table}.csv, line 3: is about the same {what} as line 2. Keep one of them."
    assert faults(folder, **{table: f"{first}\n{second}"}) == [said]


def test_two_extensions_of_one_student_are_two_decisions(folder):
    rows = "anna,ex01,extension,2026-09-25 12:00,,,,\nanna,ex01,extension,2026-09-27 12:00,,,,"
    assert len(read(folder, extensions=rows).extensions) == 2


def test_the_faults_of_all_tables_are_told_at_once(folder):
    (folder / "regrades.csv").unlink()
    found = faults(
        folder,
        extensions="ana,ex01,excused,,,,,\nanna,ex01,leave,,,,,",
        groups="g1,anna,lead,data",
        reviews="anna,bert,capstone,1,4,\n".encode("utf-16"),
    )
    assert [" ".join(fault.split()[:3]) for fault in found[:3]] == [
        "extensions.csv, line 2,",
        "extensions.csv, line 3,",
        "groups.csv, line 2:",
    ]
    assert found[3].startswith(
        f"There is no {folder / 'regrades.csv'}. Put it back; without rows it is the line request_id,"
    )
    assert found[4].startswith("reviews.csv")
    assert len(found) == 5


def test_a_column_that_is_missing_is_named(folder):
    (found,) = faults(folder, groups=b"group_id,role\ng1,lead\n")
    assert found.startswith("groups.csv has no column 'student_id'")
