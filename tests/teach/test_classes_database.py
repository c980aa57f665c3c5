"""The gradebook that ``db_url`` names: another file, one that cannot be used, one that is damaged."""

from __future__ import annotations

import sys

import class_at_work as work
import pytest
from typer.testing import CliRunner

from courseware import cli
from courseware.grade.classroom import gradebook
from courseware.teach.classes.folder import Workspace


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Workspace:
    workspace = work.made(tmp_path_factory.mktemp("database") / "class")
    work.ok("release", "ex01", "--dir", workspace.home)
    return workspace


@pytest.fixture
def workspace(released, tmp_path) -> Workspace:
    return work.copied(released, tmp_path / "class")


def named(workspace: Workspace, db_url: str) -> None:
    """Name a database in the settings of a class."""
    with (workspace.home / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(f"\nc.CourseDirectory.db_url = {db_url!r}\n")


COMMANDS = (["class", "status"], ["grade", "ex01"], ["class", "grade", "ex01"], ["class", "export"])


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("db_url", ["nonsense", "nonsense://teacher:sesame@db.eu/marks"])
def test_a_database_that_cannot_be_opened_is_one_sentence_of_each_command(workspace, words, db_url):
    named(workspace, db_url)
    done = CliRunner().invoke(cli.app, [*words, "--dir", str(workspace.home)])
    assert isinstance(done.exception, gradebook.UnusableError)
    assert str(done.exception).startswith("db_url in nbgrader_config.py cannot be used (")


@pytest.mark.parametrize(
    ("db_url", "why", "remedy"),
    [
        ("nonsense", "Could not parse SQLAlchemy URL", "Write it as sqlite:////"),
        ("nonsense://teacher:sesame@db.eu/marks", "sqlalchemy.dialects:nonsense", "Write it as sqlite:////"),
        ("postgresql://db.eu:sesame/marks", "its port is no number", "Write it as sqlite:////"),
        ("postgresql+psycopg://teacher:sesame@db.eu/marks", "psycopg", "install the driver"),
    ],
)
def test_what_is_wrong_with_the_address_is_told_without_its_password(monkeypatch, db_url, why, remedy):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(gradebook.UnusableError) as told:
        gradebook.url(db_url)
    assert why in str(told.value)
    assert remedy in str(told.value)
    assert "sesame" not in str(told.value)


def test_a_gradebook_in_another_file_is_the_one_that_is_used(workspace, tmp_path):
    before = (workspace.home / "gradebook.db").read_bytes()
    (tmp_path / "elsewhere").mkdir()
    there = tmp_path / "elsewhere" / "marks.db"
    named(workspace, f"sqlite:///{there}")
    code, said = work.course("status", "--dir", workspace.home)
    assert code == 1
    assert f"There is no gradebook {there}" in said
    there.write_bytes(before)
    (workspace.home / "gradebook.db").unlink()
    assert "ex01" in work.ok("status", "--dir", workspace.home)
    (tmp_path / "more.csv").write_text("id\ncy\n", encoding="utf-8")
    work.ok("students", "import", tmp_path / "more.csv", "--dir", workspace.home, "--yes")
    with Workspace(workspace.home).gradebook() as book:
        assert sorted(one.id for one in book.students) == ["anna", "bo", "cy"]
    assert not (workspace.home / "gradebook.db").exists()


@pytest.mark.parametrize("spoilt", ["all", "within"])
def test_of_a_damaged_file_it_is_said_to_put_the_copy_back(workspace, spoilt):
    path = workspace.home / "gradebook.db"
    whole = path.read_bytes()
    path.write_bytes(b"no database " * 999 if spoilt == "all" else whole[:4096] + b"\x99" * (len(whole) - 4096))
    code, said = work.course("export", "--dir", workspace.home)
    assert code == 1
    assert "The file of the gradebook is damaged (" in said
    assert "Put your copy of it back" in said
