"""What a class's status and exports say, from points in its gradebook."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import UTC, datetime

import class_at_work as work
import pytest

from courseware.teach.classes import returned
from courseware.teach.classes.folder import Workspace
from courseware.teach.classes.term import Term

ROSTER = work.ROSTER + "cy,Cy,=1+1,,\ndi,Di,Dee,,\n"


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Workspace:
    """Anna has 20 of 20 in time, Bo 20 two days late, Cy nothing; Di handed in and waits."""
    workspace = work.made(tmp_path_factory.mktemp("marks") / "class", ROSTER)
    work.ok("release", "ex01", "--dir", workspace.home)
    with workspace.gradebook() as book:
        for student, day in (("anna", 20), ("bo", 23)):
            book.add_submission("ex01", student, timestamp=datetime(2026, 9, day, 10))
            for grade in book.find_submission_notebook("ex01", "ex01", student).grades:
                grade.auto_score, grade.needs_manual_grade = grade.max_score, False
        book.db.commit()
    work.put(workspace.submitted("di", "ex01"), "{}", "2026-09-20 10:00 UTC")
    return workspace


@pytest.fixture
def workspace(graded, tmp_path) -> Workspace:
    return work.copied(graded, tmp_path / "class")


def rows(workspace: Workspace, name: str) -> dict[str, dict[str, str]]:
    text = (workspace.home / "exports" / name).read_text(encoding="utf-8-sig")
    return {row["student"]: row for row in csv.DictReader(io.StringIO(text))}


def test_an_export_has_marks_after_all_policies_and_blanks_where_there_is_none(workspace):
    work.ok("export", "ex01", "--dir", workspace.home)
    found = rows(workspace, "ex01-plain-csv.csv")
    assert {one: row["ex01"] for one, row in found.items()} == {"anna": "20", "bo": "16", "cy": "", "di": ""}
    assert {one: row["ex01 state"] for one, row in found.items()} == {
        **{"anna": "marked", "bo": "marked", "cy": "missing", "di": "waiting"}
    }
    assert "2 days late" in found["bo"]["ex01 why"]
    assert found["cy"]["last_name"] == "'=1+1"


def test_an_export_says_how_many_marks_are_not_there_and_who_waits(workspace):
    said = work.ok("export", "--dir", workspace.home).splitlines()
    assert said[-1] == "ex01: 2 marked, 1 waits (di), 1 missing."


def test_of_many_who_wait_five_are_named_also_where_pages_hide_names(tmp_path):
    names = [f"s{number}" for number in range(1, 8)]
    workspace = work.made(tmp_path / "class", "\n".join(["id", *names, "cy", ""]), work.POLICY + "names: hidden\n")
    work.ok("release", "ex01", "--dir", workspace.home)
    for name in names:
        work.put(workspace.submitted(name, "ex01"), "{}", "2026-09-20 10:00 UTC")
    with (workspace.home / "extensions.csv").open("a", encoding="utf-8") as file:
        file.write("cy,ex01,excused,,,,,\n")
    said = work.ok("export", "--dir", workspace.home).splitlines()
    assert said[-1] == "ex01: 0 marked, 7 wait (s1, s2, s3, s4, s5 and 2 more), 1 excused."


def test_the_same_export_again_asks_nothing_and_another_asks(workspace):
    work.ok("export", "ex01", "--dir", workspace.home)
    work.ok("export", "ex01", "--dir", workspace.home)
    extension = "bo,ex01,extension,2026-09-30 23:59,,,,\n"
    with (workspace.home / "extensions.csv").open("a", encoding="utf-8") as file:
        file.write(extension)
    code, _ = work.course("export", "ex01", "--dir", workspace.home, answer="n\n")
    assert (code, rows(workspace, "ex01-plain-csv.csv")["bo"]["ex01"]) == (1, "16")
    work.ok("export", "ex01", "--dir", workspace.home, "--yes")
    assert rows(workspace, "ex01-plain-csv.csv")["bo"]["ex01"] == "20"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["ex1"], "policy.yml has no dates for 'ex1'. Did you mean"),
        (["x1"], "x1 is not released"),
        (["ex01", "--format", "exel"], "There is no format 'exel'"),
        (["ex01", "--format", "ilias"], "Name it: --fill FILE"),
        (["ex01", "--fill", "nowhere.csv"], "cannot be read"),
        (["ex01", "--fill", __file__], "plain-csv is made new and fills no file. Leave out --fill FILE"),
        (["ex01", "--format", "ilias", "--fill", "nowhere.csv"], "cannot be read"),
    ],
)
def test_what_cannot_be_exported_is_told(workspace, words, sentence):
    code, said = work.course("export", *words, "--dir", workspace.home)
    assert code == 1
    assert sentence in said
    assert not (workspace.home / "exports").exists()


def test_the_status_counts_every_student_once_and_lateness_beside(graded):
    said = work.ok("status", "--dir", graded.home).splitlines()
    assert said[0].split() == [
        *("assignment", "released", "due", "handed", "in", "marked", "waiting", "missing"),
        *("excused", "late"),
    ]
    assert said[1].split() == ["ex01", "yes", "2026-09-21", "23:59", "3", "2", "1", "1", "0", "1"]
    assert said[2].split() == ["x1", "not", "yet", "2026-10-05", "23:59"]


def test_an_excuse_is_no_missing_work(workspace):
    (workspace.home / "extensions.csv").write_text(
        "student_id,assignment,kind,new_duedate,factor,reason,granted_by,granted_on\ncy,ex01,excused,,,,,\n",
        encoding="utf-8",
    )
    said = work.ok("status", "--dir", workspace.home).splitlines()
    assert said[1].split()[4:] == ["3", "2", "1", "0", "1", "1"]


def test_a_fault_in_a_table_is_told_with_its_line(workspace):
    with (workspace.home / "extensions.csv").open("a", encoding="utf-8") as file:
        file.write("bob,ex01,excused,,,,,\n")
    code, said = work.course("export", "ex01", "--dir", workspace.home)
    assert code == 1
    assert "extensions.csv, line 2, student_id: 'bob'" in said


def test_reviews_count_by_the_numbers_that_were_given_out(workspace):
    weighty = "peer: {assignments: [ex01], reviewers: 1, weight_percent: 50}\n"
    (workspace.home / "policy.yml").write_text(work.POLICY + weighty, encoding="utf-8")
    (workspace.home / "peer").mkdir()
    (workspace.home / "peer" / "numbers.csv").write_text("number,student_id\nr01,bo\na01,anna\n", encoding="utf-8")
    with (workspace.home / "reviews.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"r01,a01,ex01,{criterion},2,\n" for criterion in range(1, 6))
    # Half of 20, and half of 10: level 2 of 4.
    assert [mark.final for mark in Term(workspace).marks if mark.student == "anna"] == [15.0]


def test_feedback_before_grading_is_told(workspace):
    code, said = work.course("feedback", "ex01", "--dir", workspace.home)
    assert code == 1
    assert "course class grade ex01" in said


def test_the_first_return_of_feedback_is_kept(workspace):
    first, second = datetime(2026, 9, 25, 8, tzinfo=UTC), datetime(2026, 9, 26, 8, tzinfo=UTC)
    returned.note(workspace, "ex01", first)
    returned.note(workspace, "ex01", second)
    assert returned.read(workspace) == {"ex01": first}
    assert [mark.final for mark in Term(workspace).marks if mark.student == "anna"] == [20.0]


def test_grading_what_is_not_released_is_told(workspace):
    code, said = work.course("grade", "x1", "--dir", workspace.home)
    assert code == 1
    assert "course class release x1" in said


def test_a_set_that_nobody_knows_is_not_called_unreleased(workspace):
    code, said = work.course("grade", "ex99", "--dir", workspace.home)
    assert code == 1
    assert "There is no assignment 'ex99'. Did you mean 'ex0" in said
    assert "release" not in said


def test_a_master_that_is_gone_is_named_with_its_folder(workspace):
    source = workspace.master("ex01").parent
    workspace.master("ex01").unlink()
    _, said = work.course("grade", "ex01", "--dir", workspace.home)
    assert f"{source / 'ex01.ipynb'} is missing, though the gradebook knows ex01. Put it back" in said
    shutil.rmtree(source)
    code, said = work.course("grade", "ex01", "--dir", workspace.home)
    assert code == 1
    assert f"{source} is missing, though the gradebook knows ex01. Put it back" in said
