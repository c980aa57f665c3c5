"""A student is forgotten: nothing of theirs is left in the class, everything of the others is."""

from __future__ import annotations

import json
import zipfile

import class_at_work as work
import pytest

from courseware.grade.classroom import lock
from courseware.grade.classroom.records import Record, Records
from courseware.teach.classes import forget, traces
from courseware.teach.classes.folder import HEADERS, Workspace
from courseware.teach.people import Student

ROSTER = work.ROSTER + "annabel,Annabel,Lee,,\n"
ROWS = {
    "groups.csv": ["g1,anna,chair", "g1,bo,"],
    "extensions.csv": ["anna,ex01,excused,,,illness,me,", "bo,ex01,excused,,,,,"],
    "regrades.csv": ["r1,anna,ex01,ex01-draft,,2026-10-01,,,,,", "r2,bo,ex01,ex01-draft,,2026-10-01,,,,,"],
    "reviews.csv": ["r01,bo,ex01,1,4,good", "bo,anna,ex01,1,3,", "bo,annabel,ex01,1,3,not as anna wrote"],
}
NUMBERS = "r01,anna\na01,anna\nr02,bo\na02,bo\na03,annabel\n"
PAIRS = "anna,r01,bo,a02\nbo,r02,anna,a01\nbo,r02,annabel,a03\n"
POLICY = work.POLICY + "peer: {assignments: [ex01]}\n"


@pytest.fixture(scope="module")
def full(tmp_path_factory) -> Workspace:
    """A class in which three students have left traces everywhere."""
    workspace = work.made(tmp_path_factory.mktemp("forget") / "class", ROSTER, POLICY)
    home = workspace.home
    for name in ("ex01", "x1"):
        work.ok("release", name, "--dir", home)
    for name, rows in ROWS.items():
        (home / name).write_text("\n".join([",".join(HEADERS[name]), *rows, ""]), encoding="utf-8")
    records = Records(home / ".grading" / "ex01" / "students")
    for one in workspace.roster:
        for place in ("submitted", "autograded", "feedback"):
            work.put(home / place / one / "ex01", "{}", "2026-09-20 10:00 UTC")
        work.put(home / "backups" / "ex01" / one / "20260919-100000", "{}", "2026-09-19 10:00 UTC")
        records.write(Record(one, "graded"))
        with workspace.gradebook() as book:
            book.add_submission("ex01", one)
    for name in ("exports/ex01-plain-csv.csv", "reports/ex01.html", ".grading/ex01/report.csv"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("annabel\nAnna Müller, Dr.\n", encoding="utf-8")
    (home / "peer" / "ex01").mkdir(parents=True)
    (home / "peer" / "numbers.csv").write_text("number,student_id\n" + NUMBERS, encoding="utf-8")
    (home / "peer" / "ex01" / "pairs.csv").write_text("reviewer,reviewer_number,author,author_number\n" + PAIRS)
    for name in ("r01/a02.md", "r02/a01.md", "r02/a03.md"):
        (home / "peer" / "ex01" / name).parent.mkdir(exist_ok=True)
        (home / "peer" / "ex01" / name).write_text("Two sentences.", encoding="utf-8")
    (home / "exports" / "other.csv").write_text("annabel\n", encoding="utf-8")
    with zipfile.ZipFile(home / "exports" / "all.xlsx", "w", zipfile.ZIP_DEFLATED) as sheet:
        sheet.writestr("xl/sheet1.xml", "<v>anna@example.eu</v>")
    return workspace


@pytest.fixture
def workspace(full, tmp_path) -> Workspace:
    return work.copied(full, tmp_path / "class")


def telling(workspace: Workspace, student: Student) -> list[str]:
    wanted = traces.pattern(student)
    named = [path for path in workspace.home.rglob("*") if path.name == student.id]
    found = [path for path in traces.files(workspace.home) if traces.tells(path, wanted)]
    return sorted(str(path.relative_to(workspace.home)) for path in (*named, *found))


def test_nothing_of_the_student_is_left_but_what_others_wrote(workspace):
    student = workspace.roster["anna"]
    said = work.ok("forget", "anna", "--dir", workspace.home, "--yes")
    # In a comment of somebody else's a name can stand; it is told, and a person decides.
    assert telling(workspace, student) == ["reviews.csv"]
    assert f"Still tells of anna: {workspace.home / 'reviews.csv'}. Look at it." in said
    assert "the learning platform" in said
    records = (workspace.home / ".grading" / "ex01" / "students").glob("*.json")
    assert sorted(json.loads(path.read_text())["student"] for path in records) == ["annabel", "bo"]


def test_all_of_the_others_stays(workspace):
    work.ok("forget", "anna", "--dir", workspace.home, "--yes")
    assert [*Workspace(workspace.home).roster] == ["bo", "annabel"]
    for name, rows in ROWS.items():
        left = (workspace.home / name).read_text(encoding="utf-8").splitlines()[1:]
        assert left == [row for row in rows if not {"anna", "r01"} & {*row.split(",")}]
    for place in ("submitted", "autograded", "feedback", "backups/ex01"):
        assert sorted(path.name for path in (workspace.home / place).iterdir()) == ["annabel", "bo"]
    assert (workspace.home / "exports" / "other.csv").is_file()
    with workspace.gradebook() as book:
        assert [one.student_id for one in book.assignment_submissions("ex01")] == ["annabel", "bo"]


def test_of_blind_reviews_what_was_written_by_and_for_the_student_goes(workspace):
    work.ok("forget", "anna", "--dir", workspace.home, "--yes")
    place = workspace.home / "peer"
    assert (place / "numbers.csv").read_text(encoding="utf-8").split() == [
        *("number,student_id", "r02,bo", "a02,bo", "a03,annabel")
    ]
    left = [str(path.relative_to(place)) for path in sorted(place.rglob("*")) if path.is_file()]
    assert left == ["ex01/pairs.csv", "ex01/r02/a03.md", "numbers.csv"]
    assert (place / "ex01" / "pairs.csv").read_text(encoding="utf-8").splitlines()[1:] == ["bo,r02,annabel,a03"]


def test_the_list_of_cases_is_written_without_the_student(workspace):
    path = workspace.released("x1").with_name("variants.csv")
    before = path.read_text(encoding="utf-8").splitlines()
    work.ok("forget", "anna", "--dir", workspace.home, "--yes")
    after = path.read_text(encoding="utf-8").splitlines()
    assert len(before) == 4
    assert len(after) == 3
    assert {*after} < {*before}


def test_the_plan_names_every_thing_and_no_means_no(workspace):
    before = telling(workspace, workspace.roster["anna"])
    code, said = work.course("forget", "anna", "--dir", workspace.home, answer="n\n")
    assert code == 1
    for what in ("students.csv: 1 row", "reviews.csv: 2 rows", "backups/ex01/anna", "all.xlsx", "1 submission"):
        assert what in said
    assert "marks of those reviewed may change" in said
    assert telling(workspace, workspace.roster["anna"]) == before


def test_what_was_stopped_half_way_is_finished_by_the_same_command(workspace, monkeypatch):
    plan = forget.plan(workspace, "anna")

    def broken(*_):
        raise OSError("stopped")

    with monkeypatch.context() as patch:
        patch.setattr(forget, "_remove_from_gradebook", broken)
        with pytest.raises(OSError, match="stopped"):
            forget.apply(workspace, plan)
    work.ok("forget", "anna", "--dir", workspace.home, "--yes")
    assert telling(workspace, plan.student) == ["reviews.csv"]


def test_while_a_run_of_grading_is_at_work_nobody_is_forgotten(workspace):
    before = telling(workspace, workspace.roster["anna"])
    with lock.alone(workspace.home):
        code, said = work.course("forget", "anna", "--dir", workspace.home, "--yes")
    assert (code, "Wait until it has ended" in said) == (1, True)
    assert telling(workspace, workspace.roster["anna"]) == before


def test_a_second_time_there_is_nobody(workspace):
    work.ok("forget", "anna", "--dir", workspace.home, "--yes")
    code, said = work.course("forget", "anna", "--dir", workspace.home, "--yes")
    assert code == 1
    assert "There is no student 'anna' in students.csv. Did you mean 'annabel'?" in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("by anna.", True),
        ("ANNA MÜLLER", True),
        ("Anna Müller_4711_assignsubmission_file_", True),
        ("annabel, hosanna", False),
        ("Müller, Anna", True),
    ],
)
def test_a_file_tells_of_a_student_by_whole_words(tmp_path, text, told):
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    assert traces.tells(tmp_path / "page.txt", traces.pattern(Student("anna", "Anna", "Müller"))) is told
