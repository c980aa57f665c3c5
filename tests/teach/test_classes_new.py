"""A new class: its folder, what is in it, and where it may not be."""

from __future__ import annotations

import csv
import stat

import class_at_work as work
import pytest

from courseware.teach.classes.folder import HEADERS, Workspace
from courseware.teach.people import Student
from courseware.teach.policies import tables


def test_a_new_class_is_empty_and_nbgrader_can_read_its_settings(tmp_path):
    said = work.ok("new", "eu-cyber-2026", "--dir", tmp_path / "class")
    assert "personal data" in said
    workspace = Workspace(tmp_path / "class")
    assert workspace.course.course_id == "eu-cyber-2026"
    assert (workspace.course.source_directory, workspace.course.release_directory) == ("source", "release")
    assert workspace.roster == {}
    assert [*workspace.policy.assignments][:2] == ["ex01", "ex02"]
    assert tables.read(workspace.home, [], workspace.policy) == tables.Tables()


def test_every_table_has_the_header_of_the_contract(tmp_path):
    work.ok("new", "eu", "--dir", tmp_path / "class")
    found = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "class").glob("*.csv")}
    assert found == {
        "students.csv": "id,first_name,last_name,email,lms_user_id\n",
        "groups.csv": "group_id,student_id,role\n",
        "extensions.csv": "student_id,assignment,kind,new_duedate,factor,reason,granted_by,granted_on\n",
        "regrades.csv": "request_id,student_id,assignment,cell_id,claim,opened,decided,by,old,new,reason\n",
        "reviews.csv": "reviewer,author,assignment,criterion,level,comment\n",
        "variants.csv": "student_id,assignment,pack,seed\n",
    }


def test_only_its_owner_may_open_it(tmp_path):
    work.ok("new", "eu", "--dir", tmp_path / "class")
    assert stat.S_IMODE((tmp_path / "class").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "class").iterdir()} == {0o600}


def test_its_page_names_every_file_of_it(tmp_path):
    work.ok("new", "eu", "--dir", tmp_path / "class")
    page = (tmp_path / "class" / "README.md").read_text(encoding="utf-8")
    assert "personal data" in page
    assert [p.name for p in (tmp_path / "class").iterdir() if p.name not in page and p.name != "README.md"] == []


def test_two_classes_have_two_secrets_unless_a_seed_is_given(tmp_path):
    for name in ("one", "two"):
        work.ok("new", "eu", "--dir", tmp_path / name)
    work.ok("new", "eu", "--dir", tmp_path / "three", "--seed", "seven seas")
    one, two, three = (Workspace(tmp_path / name).secret for name in ("one", "two", "three"))
    assert len({one, two}) == 2
    assert len(one) >= 24
    assert three == "seven seas"


@pytest.mark.parametrize("inside", ["", "class", "docs/deep/class"])
def test_no_class_in_the_repository(root, inside):
    code, said = work.course("new", "eu", "--dir", root / inside)
    assert code == 1
    assert "outside it" in said
    assert not (root / "class").exists()


def test_a_folder_that_holds_something_stays_as_it_is(tmp_path):
    (tmp_path / "students.csv").write_text("id\nanna\n", encoding="utf-8")
    code, said = work.course("new", "eu", "--dir", tmp_path)
    assert code == 1
    assert "no empty folder; nothing was changed" in said
    assert [path.name for path in tmp_path.iterdir()] == ["students.csv"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["a/b"], "cannot be a name of a class"),
        (["eu", "--zone", "Europe/Brussel"], "'Europe/Brussel' is no time zone"),
        (["eu", "--begins", "14.9."], "Write it like 2026-09-14"),
        (["eu", "--assignment", "ex1"], "ex1"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_made(tmp_path, words, sentence):
    code, said = work.course("new", *words, "--dir", tmp_path / "class")
    assert code == 1
    assert sentence in said
    assert not (tmp_path / "class").exists()


def test_any_other_folder_is_no_class(tmp_path):
    code, said = work.course("status", "--dir", tmp_path)
    assert code == 1
    assert "course class new" in said


def test_a_student_reads_as_the_shared_type(tmp_path):
    workspace = work.made(tmp_path / "class")
    assert workspace.roster["anna"] == Student("anna", "Anna", "Müller, Dr.", "anna@example.eu", "17")
    with (workspace.home / "students.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == list(HEADERS["students.csv"])
