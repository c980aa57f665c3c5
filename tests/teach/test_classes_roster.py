"""A roster comes in: names as people have them, and what is wrong told with its line."""

from __future__ import annotations

import class_at_work as work
import pytest

from courseware.teach.classes import roster
from courseware.teach.classes.folder import Workspace
from courseware.teach.people import Student

HEAD = "id,first_name,last_name,email,lms_user_id\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Workspace:
    return work.made(tmp_path_factory.mktemp("roster") / "class")


@pytest.fixture
def workspace(made, tmp_path) -> Workspace:
    return work.copied(made, tmp_path / "class")


@pytest.fixture
def read(tmp_path):
    """Read a roster from bytes or text."""

    def reading(content: str | bytes) -> list[Student]:
        path = tmp_path / "registry.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return roster.read(path)

    return reading


def in_gradebook(workspace: Workspace) -> dict[str, tuple]:
    with workspace.gradebook() as book:
        return {one.id: (one.first_name, one.last_name, one.email, one.lms_user_id) for one in book.students}


@pytest.mark.parametrize(
    ("row", "first", "last"),
    [
        ('anna,Anna,"Müller, Dr.",,', "Anna", "Müller, Dr."),
        ('bo,"Bo ""Bobby""",O\'Neil,,', 'Bo "Bobby"', "O'Neil"),
        ("cy,  Çağla , Ångström-Ünal,,", "Çağla", "Ångström-Ünal"),
        ("dé,Zoe\u0308,Na\u0131r,,", "Zoë", "Naır"),
        ("ευ,Ελένη,Παπά,,", "Ελένη", "Παπά"),
        ('eve,"Eve\nMaria",X,,', "Eve\nMaria", "X"),
    ],
)
def test_names_stay_as_people_write_them(read, row, first, last):
    (student,) = read(HEAD + row + "\n")
    assert (student.first_name, student.last_name) == (first, last)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfid;last_name\r\nanna;M\xc3\xbcller\r\n",
        "ID,Last Name\nanna,Müller\n",
        "last_name\tid\nMüller\tanna\n",
        "id,last_name,matriculation\nanna,Müller,0815\n",
        "\n\nid,last_name\n\nanna,Müller\n,\n",
    ],
)
def test_a_roster_is_read_however_the_registry_writes_it(read, content):
    assert read(content) == [Student("anna", last_name="Müller")]


@pytest.mark.parametrize(
    ("content", "sentences"),
    [
        (HEAD + "anna,A,B,,\nbo,C,D,,\nAnna,E,F,,\n", ["line 4: the id 'Anna' stands in line 2 already"]),
        (HEAD + ",A,B,,\n", ["line 2: the id is missing"]),
        (HEAD + 'anna,"A\nB",C,,\n*,D,E,,\n', ["line 4: '*' cannot be an id"]),
        (HEAD + '"Müller, A",A,B,,\n../etc,A,B,,\n', ["line 2:", "line 3: '../etc' cannot be an id"]),
        (HEAD + "anna,A,B,a@b.eu,1\nbo,C,D,A@B.eu,1\n", ["line 3: the email", "line 3: the lms_user_id '1'"]),
        (HEAD + "anna,Müller, Dr.,A,a@b.eu,1,2\n", ["line 2: there are 7 cells under 5 columns", "double quotes"]),
        (HEAD + 'anna,"A,B,,\n', ["line 2: this is no proper CSV"]),
        ("name\nanna\n", ["no column 'id'", "its first line is name"]),
        ("id,id\na,b\n", ["'id' stands there twice"]),
        (HEAD, ["names no student"]),
        ("", ["is empty"]),
        ("id,last_name\nanna,Müller\n".encode("cp1252"), ["line 2: the letters are not in UTF-8"]),
        (b"PK\x03\x04\0\0", ["is no CSV file"]),
    ],
)
def test_what_is_wrong_is_told_with_its_line(read, content, sentences):
    with pytest.raises(ValueError, match=r"registry\.csv") as error:
        read(content)
    assert [sentence for sentence in sentences if sentence not in str(error.value)] == []


def test_of_many_faults_the_first_dozen_are_told(read):
    with pytest.raises(ValueError, match=r"and 8 more$"):
        read(HEAD + ",A,B,,\n" * 20)


def test_the_plan_names_who_is_new_changed_and_gone(workspace, tmp_path):
    (tmp_path / "new.csv").write_text(HEAD + "anna,Anna,Meier,,\ncy,Cy,Young,,\n", encoding="utf-8")
    code, said = work.course("students", "import", tmp_path / "new.csv", "--dir", workspace.home, answer="n\n")
    assert code == 1
    assert "new: cy (Cy Young)" in said
    assert "changed: anna: last_name 'Müller, Dr.' becomes 'Meier'" in said
    assert "not in the file: bo (Bo O'Neil) stays" in said
    assert "Nothing was changed" in said
    assert [*Workspace(workspace.home).roster] == ["anna", "bo"]


def test_columns_that_are_not_read_are_named_with_those_that_are_known(workspace, tmp_path):
    (tmp_path / "new.csv").write_text("ID;Vorname;Last name;;E-Mail\ncy;Cy;Young;;c@b.eu\n", encoding="utf-8")
    said = work.ok("students", "import", tmp_path / "new.csv", "--dir", workspace.home, "--yes")
    assert "Not read: Vorname, E-Mail. Known: id, first_name, last_name, email, lms_user_id.\n" in said
    assert Workspace(workspace.home).roster["cy"] == Student("cy", last_name="Young")


def test_where_every_column_is_known_none_is_named(workspace):
    assert "Not read" not in work.ok("students", "import", workspace.home / "students.csv", "--dir", workspace.home)


def test_an_import_writes_roster_and_gradebook_and_loses_nobody(workspace, tmp_path):
    (tmp_path / "new.csv").write_text(HEAD + "anna,Anna,Meier,,\ncy,Cy,Young,,\n", encoding="utf-8")
    work.ok("students", "import", tmp_path / "new.csv", "--dir", workspace.home, answer="y\n")
    after = Workspace(workspace.home).roster
    assert [*after] == ["anna", "bo", "cy"]
    assert after["anna"] == Student("anna", "Anna", "Meier", "anna@example.eu", "17")
    assert in_gradebook(workspace) == {
        "anna": ("Anna", "Meier", "anna@example.eu", "17"),
        "bo": ("Bo", "O'Neil", None, "18"),
        "cy": ("Cy", "Young", None, None),
    }


def test_the_same_import_again_changes_nothing(workspace):
    before = (workspace.home / "students.csv").read_bytes()
    said = work.ok("students", "import", workspace.home / "students.csv", "--dir", workspace.home)
    assert "Nothing to change" in said
    assert (workspace.home / "students.csv").read_bytes() == before


def test_columns_of_ones_own_stay(workspace, tmp_path):
    roster_of = workspace.home / "students.csv"
    roster_of.write_text("ID;Last name;seat\nanna;Müller;12\n", encoding="utf-8")
    (tmp_path / "new.csv").write_text("id,first_name\nanna,Anna\nbo,Bo\n", encoding="utf-8")
    work.ok("students", "import", tmp_path / "new.csv", "--dir", workspace.home, "--yes")
    lines = roster_of.read_text(encoding="utf-8").splitlines()
    assert lines == ["id,last_name,seat,first_name,email,lms_user_id", "anna,Müller,12,Anna,,", "bo,,,Bo,,"]


def test_an_id_that_differs_by_capitals_only_is_refused(workspace, tmp_path):
    (tmp_path / "new.csv").write_text("id\nAnna\n", encoding="utf-8")
    code, said = work.course("students", "import", tmp_path / "new.csv", "--dir", workspace.home, "--yes")
    assert code == 1
    assert "'Anna' differs from 'anna'" in said
