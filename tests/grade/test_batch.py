"""`course grade` on a class: each student's marks, none lost and none twice, whatever happens on the way."""

from __future__ import annotations

import copy
import hashlib
import io
import os
import random
import shutil
import signal
import sqlite3
import threading
import time
import warnings
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import child
import nbformat
import pytest
from classroom import MEMO, SET, SUBJECT, Class, solutions
from nbformat import NotebookNode
from sqlalchemy import create_engine

from courseware import cli
from courseware.grade import selftest
from courseware.grade.classroom import batch, execute, gradebook, lock, variants
from courseware.grade.classroom.records import Record, Records, digest
from courseware.grade.classroom.student_id import is_student_id
from courseware.grade.judging import session
from courseware.grade.repair import lint
from courseware.grade.repair.found import MAX_BYTES
from courseware.teach import nbgraderconfig

# One item answered, rightly or wrongly, and the others left: as good as a whole set where marks are not the question.
RIGHT = {"ex01-object": SUBJECT.solution("ex01-object")}
WRONG = {"ex01-object": 'answer_object = "A"'}
DECLARED = {
    f"s{number:02}": one
    for number, one in enumerate(selftest.submissions(SUBJECT))
    if number < 2 or one.name.endswith(("'None'", "'equal to all'", "no. 1", "no. 2", "no. 3", "no. 4", "no. 5"))
}


def twice(notebook: NotebookNode) -> None:
    """Copy a cell, as learners do; nbgrader alone refuses a whole class for it."""
    notebook.cells.append(copy.deepcopy(notebook.cells[3]))


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Iterator[Class]:
    """A class to which ex01 was released, with a written item at its end."""
    yield Class.released(tmp_path_factory.mktemp("released") / "class", written=True)
    session.close_all()


@pytest.fixture
def room(released, tmp_path) -> Class:
    """A class of its own for each test; nobody has handed in yet."""
    return released.copy(tmp_path / "class")


@pytest.fixture(scope="module")
def graded(released, tmp_path_factory) -> tuple[Class, dict[str, Record]]:
    """A class of everybody whose marks are declared, and of every other kind; graded once."""
    one = released.copy(tmp_path_factory.mktemp("graded") / "class")
    for student, submission in DECLARED.items():
        one.hand_in(student, submission.answers)
    one.hand_in("Jürgen Groß", solutions())
    one.hand_in("repaired", solutions(), twice)
    one.hand_in("writer", solutions() | {MEMO: "A term is no treaty."})
    one.hand_in("refused", {}).write_text("{", encoding="utf-8")
    one.submitted("empty").mkdir(parents=True)
    with gradebook.at_work(), one.book() as book:
        book.add_student("absent", first_name="Ada", last_name="Lovelace")
    return one, one.grade()


@pytest.fixture(scope="module")
def trio(released, tmp_path_factory) -> Class:
    one = released.copy(tmp_path_factory.mktemp("trio") / "class")
    for student in ("ada", "bo", "cy"):
        one.hand_in(student, WRONG if student == "bo" else RIGHT)
    one.check(one.grade())
    return one


@pytest.fixture
def three(trio, tmp_path) -> Class:
    """A class of three, graded; that of bo is wrong."""
    return trio.copy(tmp_path / "class")


def state(room: Class) -> dict[str, tuple]:
    """What is in the folder of a class, and when each file was written."""
    return {
        str(path.relative_to(room.home)): (path.lstat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(room.home.rglob("*"))
        if path.is_file()
    }


def touched(room: Class) -> dict[str, int]:
    """When the graded notebook of each student was written."""
    return {path.parts[-3]: path.stat().st_mtime_ns for path in room.home.glob(f"autograded/*/{SET}/{SET}.ipynb")}


def again(room: Class, *only: str, **how: bool) -> set[str]:
    """Grade, and return whose notebooks were graded."""
    before = touched(room)
    room.grade(*only, **how)
    return {student for student, moment in touched(room).items() if moment != before.get(student)}


# --- marks and statuses


def test_each_student_has_the_declared_marks(graded):
    _, records = graded
    found = {student: {v.item: v.points for v in records[student].verdicts} for student in DECLARED}
    assert found == {student: {**one.expected, MEMO: 0.0} for student, one in DECLARED.items()}


def test_records_gradebook_and_graded_notebooks_say_the_same(graded):
    room, records = graded
    room.check(records)


@pytest.mark.parametrize(
    ("student", "status"),
    [
        ("Jürgen Groß", "graded"),
        ("repaired", "repaired"),
        ("writer", "needs a person"),
        ("refused", "refused"),
        ("empty", "missing"),
        ("absent", "missing"),
    ],
)
def test_each_kind_of_submission_has_its_status(graded, student, status):
    assert graded[1][student].status == status


def test_what_is_repaired_or_has_a_written_answer_keeps_its_other_points(graded):
    assert {student: graded[1][student].points for student in ("repaired", "writer")} == {
        "repaired": 20.0,
        "writer": 20.0,
    }


def test_a_written_answer_waits_for_a_person_and_one_left_blank_does_not(graded):
    room, records = graded
    rows = dict(
        room.sql(
            "select student_id, needs_manual_grade from grade join base_cell on base_cell.id = grade.cell_id "
            "join submitted_notebook n on n.id = grade.notebook_id "
            f"join submitted_assignment a on a.id = n.assignment_id where name = '{MEMO}'"
        )
    )
    assert {student for student, waits in rows.items() if waits} == {"writer"}
    assert records["writer"].verdicts[-1].points is None
    assert records["repaired"].verdicts[-1].state == "not attempted"


def test_missing_and_refused_have_no_marks_anywhere(graded):
    room, records = graded
    without = {"refused", "empty", "absent"}
    assert {name for name, record in records.items() if record.points is None} == without
    assert not without & {*room.marks()}
    assert not without & {path.name for path in (room.home / "autograded").iterdir()}


def test_a_refusal_says_why(graded):
    assert "ex01.ipynb" in graded[1]["refused"].notes[0]


def test_nothing_is_left_of_what_was_staged(graded):
    assert not any((graded[0].home / lock.OWN).rglob("*.ipynb"))


# --- running again


def test_running_again_writes_nothing(graded):
    room, records = graded
    before = state(room)
    assert room.grade() == records
    assert state(room) == before


def test_only_what_was_handed_in_anew_is_graded_again(three):
    three.hand_in("bo", RIGHT)
    assert again(three) == {"bo"}
    assert three.grade()["bo"].points == 1.0


def test_again_grades_everybody_again(three):
    assert again(three, again=True) == {"ada", "bo", "cy"}
    three.check(three.grade())


def test_one_student_alone_is_graded(three):
    three.hand_in("ada", WRONG)
    three.hand_in("bo", RIGHT)
    assert again(three, "bo") == {"bo"}
    assert again(three, "cy", again=True) == {"cy"}


def test_what_was_lost_is_graded_again(three):
    shutil.rmtree(three.home / "autograded" / "ada")
    with gradebook.at_work(), three.book() as book:
        book.remove_submission(SET, "bo")
    assert again(three) == {"ada", "bo"}
    three.check(three.grade())


def test_a_record_that_cannot_be_read_is_made_anew(three):
    folder = three.home / lock.OWN / SET / "students"
    for path, damage in zip(sorted(folder.glob("*.json")), (b"", b"\xff", b'{"schema": 1}'), strict=True):
        path.write_bytes(damage)
    assert again(three) == {"ada", "bo", "cy"}


def test_a_changed_master_grades_everybody_again(three):
    master = nbformat.read(three.master, as_version=4)
    test = next(cell for cell in master.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "ex01-object")
    test.source = "check.that(check.value('answer_object') == 'A')"
    three.write_master(master)
    with pytest.raises(
        ValueError, match=r"has changed since it was released\. Release it: nbgrader generate_assignment"
    ):
        three.grade()
    three.release()

    def work() -> object:
        assert again(three) == {"ada", "bo", "cy"}
        records = three.grade()
        three.check(records)
        return [record.points for record in records.values()]

    assert child.run(work) == "[0.0, 1.0, 0.0]"


def test_what_was_graded_without_a_sandbox_is_graded_again_with_one(three):
    def unprotected() -> bool:
        return nbformat.read(three.autograded("ada"), as_version=4).metadata.course.get("unprotected", False)

    assert child.run(lambda: three.grade("ada", again=True, unsafe=True)["ada"].unprotected) == "True"
    assert unprotected()
    assert again(three) == {"ada"}
    assert not unprotected()


def test_marks_of_an_earlier_submission_stay_if_the_next_is_refused_or_gone(three):
    before = three.marks()
    three.hand_in("ada", {}).write_text("{", encoding="utf-8")
    shutil.rmtree(three.submitted("bo"))
    records = three.grade()
    assert (records["ada"].status, records["bo"].status) == ("refused", "missing")
    assert all("keeps its marks in the gradebook" in records[name].notes[-1] for name in ("ada", "bo"))
    assert three.marks() == before
    assert again(three) == set()


# --- what people wrote into the gradebook


def by_hand(room: Class, student: str, **wanted: object) -> dict[str, object]:
    """Write and read what Formgrader writes and reads of the item ex01-object."""
    with gradebook.at_work(), room.book() as book:
        grade = book.find_grade("ex01-object", SET, SET, student)
        comment = book.find_comment("ex01-object-answer", SET, SET, student)
        for name, value in wanted.items():
            setattr(comment if name == "manual_comment" else grade, name, value)
        book.db.commit()
        return {
            "manual_score": grade.manual_score,
            "extra_credit": grade.extra_credit,
            "manual_comment": comment.manual_comment,
            "needs_manual_grade": grade.needs_manual_grade,
            "score": grade.score,
            "auto_score": grade.auto_score,
        }


def test_points_extra_credit_and_comments_given_by_hand_survive_and_are_to_be_looked_at(three):
    given = {"manual_score": 0.5, "extra_credit": 2.0, "manual_comment": "A good try — «weiter so»."}
    by_hand(three, "bo", **given, needs_manual_grade=False)
    three.grade(again=True)
    assert by_hand(three, "bo") == given | {"needs_manual_grade": True, "auto_score": 0.0, "score": 2.5}
    three.hand_in("bo", RIGHT)
    assert again(three) == {"bo"}
    assert by_hand(three, "bo") == given | {"needs_manual_grade": True, "auto_score": 1.0, "score": 2.5}


def test_points_for_a_written_answer_survive(room):
    room.hand_in("writer", RIGHT | {MEMO: "A term is no treaty."})
    room.grade()
    with gradebook.at_work(), room.book() as book:
        grade = book.find_grade(MEMO, SET, SET, "writer")
        grade.manual_score, grade.needs_manual_grade = 3.0, False
        book.db.commit()
    assert again(room) == set()
    room.grade(again=True)
    with gradebook.at_work(), room.book() as book:
        assert book.find_submission(SET, "writer").score == 4.0


# --- when it was handed in


@pytest.fixture
def due(room) -> Class:
    """A class with a deadline, and nothing for those who miss it."""
    with (room.home / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    with gradebook.at_work(), room.book() as book:
        book.update_or_create_assignment(SET, duedate="2026-11-20 12:00:00 UTC")
    return room


@pytest.mark.parametrize(
    ("text", "moment", "penalty"),
    [
        ("2026-11-20 12:30:00 Europe/Brussels", datetime(2026, 11, 20, 11, 30), 0.0),
        ("2026-11-20 13:30:00 Europe/Brussels", datetime(2026, 11, 20, 12, 30), 1.0),
        ("2026-11-21 00:00:00.250000 UTC", datetime(2026, 11, 21, 0, 0, 0, 250000), 1.0),
        ("yesterday, I think", None, 0.0),
        ("", None, 0.0),
        ("2026-13-40 99:00:00 UTC", None, 0.0),
    ],
)
def test_the_moment_of_handing_in_counts_if_it_can_be_read(due, text, moment, penalty):
    (due.hand_in("ada", RIGHT).parent / "timestamp.txt").write_text(text, encoding="utf-8")
    record = due.grade()["ada"]
    assert record.points == 1.0
    assert any("no date that can be read" in note for note in record.notes) == (moment is None)
    with gradebook.at_work(), due.book() as book:
        submission = book.find_submission(SET, "ada")
        assert (submission.timestamp, submission.score) == (moment, 1.0)
        assert submission.late_submission_penalty == penalty
    assert (due.autograded("ada").parent / "timestamp.txt").exists() == (moment is not None)


# --- killed, interrupted, two at once, a full disk


@pytest.mark.parametrize("regrading", [False, True])
def test_killed_at_any_step_it_goes_on_and_nothing_is_lost_or_twice(room, tmp_path, regrading):
    for student in ("ada", "bo"):
        room.hand_in(student, WRONG if student == "bo" else RIGHT)
    (room if regrading else room.copy(tmp_path / "warm")).grade()

    def killed(there: Class, step: int) -> int:
        run = batch.Batch(there.home, SET)
        steps = child.die_at(step)
        run.run(run.students(), workers=2, again=True)
        return next(steps)

    steps = int(child.run(lambda: killed(room.copy(tmp_path / "all"), 0)))
    for step in random.Random(6).sample(range(1, steps), 4):
        there = room.copy(tmp_path / str(step))
        assert child.run(lambda there=there, step=step: killed(there, step)) == "", step
        records = there.grade()
        assert {name: record.points for name, record in records.items()} == {"ada": 1.0, "bo": 0.0}
        there.check(records)
        rows = [there.rows(table) for table in ("submitted_assignment", "submitted_notebook", "grade")]
        assert rows == [2, 2, 24]
        assert not any((there.home / lock.OWN).rglob("*.ipynb"))
        before = state(there)
        there.grade()
        assert state(there) == before


def test_killed_while_it_grades_again_it_grades_once_more(three):
    def killed(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        execute.JudgedExecute.preprocess = killed
        three.grade("ada", again=True)

    assert child.run(work) == ""
    assert again(three) == {"ada"}
    three.check(three.grade())


def test_a_second_run_beside_it_is_refused_with_a_sentence(room):
    for student in ("ada", "bo"):
        room.hand_in(student, RIGHT)
    run = batch.Batch(room.home, SET)
    said = []

    def beside(record: Record) -> None:
        said.append(child.run(room.grade))

    run.run(run.students(), workers=1, done=beside)
    assert said == ["ValueError: Another `course grade` is at work on this class. Wait until it has ended."] * 2
    room.check(room.grade())


def test_it_waits_while_another_program_writes_to_the_gradebook(room):
    room.hand_in("ada", RIGHT)
    run = batch.Batch(room.home, SET)
    begun = threading.Event()

    def write() -> None:
        other = sqlite3.connect(room.database, isolation_level=None)
        other.execute("begin exclusive")
        other.execute("insert into student (id, first_name) values ('zoe', 'Zoe')")
        begun.set()
        time.sleep(3)
        other.execute("commit")
        other.close()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait()
    records = run.run(["ada"], workers=1)
    writer.join()
    assert [record.points for record in records] == [1.0]
    assert room.grade()["zoe"].status == "missing"


def test_a_gradebook_that_stays_busy_stops_it_and_refuses_nobody(room, monkeypatch):
    room.hand_in("ada", RIGHT)
    monkeypatch.setattr("courseware.grade.classroom.clerk._BUSY_SECONDS", 0)
    impatient = partial(create_engine, connect_args={"timeout": 0.1})
    monkeypatch.setattr(gradebook, "_engine", impatient)
    run = batch.Batch(room.home, SET)
    other = sqlite3.connect(room.database, isolation_level=None)
    other.execute("begin immediate")
    said = child.run(lambda: run.run(["ada"], workers=1))
    other.close()
    assert said.startswith("BusyError: Another program is writing to the gradebook.")
    assert room.grade()["ada"].points == 1.0


@pytest.mark.parametrize("room_left", [10, 40, 70])
def test_a_full_disk_stops_with_a_sentence_and_space_completes_it(room, tmp_path, room_left):
    for student in ("ada", "bo", "cy"):
        room.hand_in(student, WRONG if student == "bo" else RIGHT)
    disk = tmp_path / "disk"
    disk.mkdir()
    used = sum(4 + -(-path.stat().st_size // 4096) * 4 for path in room.home.rglob("*")) + 4

    def work() -> str:
        child.own_disk(disk, used + room_left)
        there = room.copy(disk / "class")
        with pytest.raises(gradebook.DiskFullError) as full:
            there.grade()
        assert {*there.marks()} == {record.student for record in batch.Batch(there.home, SET).so_far()}
        child.enlarge(disk, 10_000)
        records = there.grade()
        there.check(records)
        return f"{full.value} {[record.points for record in records.values()]}"

    assert child.run(work) == f"{gradebook.FULL} [1.0, 0.0, 1.0]"


# --- who a student may be


@pytest.mark.parametrize(
    "name",
    ["anna", "Jürgen Groß", "O'Neil", "u123456", "a.b@uni-köln.de", "Ольга", "李 明", "नीना", "anna+bo", "1"],
)
def test_names_in_any_script_are_ids(name):
    assert is_student_id(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "../x", "a/b", ".anna", "-anna", "an*", "a?", "[ab]", "a,b", 'a"b', " a", "a ", "a\nb", "<b>"),
        *("a\x1b[0m", "Mu\u0308ller", "a{b}", "a\\b", "a:b", "\udcfc", "a%2e", "a" * 61, "\u202eanna", "_anna"),
    ],
)
def test_what_a_path_a_pattern_or_a_table_reads_is_no_id(name):
    assert not is_student_id(name)


def test_ids_that_nbgrader_cannot_take_are_refused_and_the_others_graded(room, tmp_path):
    good = ("Jürgen Groß", "O'Neil", "anna+bo")
    bad = ("an*", "[ab]", "a,b", 'a"b', "a\nb", "Mu\u0308ller", "a\udcfc", "\x1b[31mred", "x" * 250)
    for student in (*good, *bad):
        room.hand_in(student, RIGHT)
    records = room.grade()
    assert {name for name, record in records.items() if record.status == "refused"} == {*bad}
    assert all("cannot be a student's id" in records[name].notes[0] for name in bad)
    assert {*room.marks()} == {*good}
    assert {path.name for path in (room.home / "autograded").iterdir()} == {*good}
    again = {one.student: one for one in batch.Batch(room.home, SET).so_far()}
    assert again == records


def test_an_id_in_the_gradebook_leads_to_no_path_outside(room):
    with gradebook.at_work(), room.book() as book:
        for student in ("../../../out", "..", "/abs/olute", "a" * 300):
            book.add_student(student)
    before = {path for path in room.home.parent.iterdir()}
    assert {record.status for record in room.grade().values()} == {"missing"}
    assert {path for path in room.home.parent.iterdir()} == before
    assert {path.parent.name for path in room.home.rglob("*.json")} == {"students"}


@pytest.mark.parametrize("level", ["student", "assignment"])
def test_a_folder_that_is_a_symbolic_link_is_refused(room, level):
    there = room.hand_in("ada", RIGHT).parent
    link = room.submitted("eve")
    if level == "student":
        link.parent.symlink_to(there.parent)
    else:
        link.parent.mkdir()
        link.symlink_to(there)
    records = room.grade()
    assert (records["ada"].status, records["eve"].status) == ("graded", "refused")
    assert "symbolic link" in records["eve"].notes[0]
    room.check(records)


def test_a_file_in_the_place_of_a_submission_is_refused(room):
    room.submitted("eve").parent.mkdir(parents=True)
    room.submitted("eve").write_text("hello", encoding="utf-8")
    assert room.grade()["eve"].status == "refused"


def test_students_whom_the_settings_leave_out_are_left_out(room):
    with (room.home / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("\nc.CourseDirectory.student_id_exclude = 'bo,cy'\n")
    for student in ("ada", "bo"):
        room.hand_in(student, RIGHT)
    with gradebook.at_work(), room.book() as book:
        book.add_student("cy")
    assert {*room.grade()} == {"ada"}


# --- one student's fault is nobody else's


def test_a_submission_at_which_the_grader_itself_fails_stops_nobody(room, monkeypatch):
    usual = lint.lint

    def failing(folder: Path, *rest: object) -> lint.Linted:
        if folder.parent.name == "bo":
            raise RecursionError("too deep")
        return usual(folder, *rest)

    for student in ("ada", "bo", "cy"):
        room.hand_in(student, RIGHT)
    monkeypatch.setattr(lint, "lint", failing)
    records = room.grade()
    assert {name: record.status for name, record in records.items()} == {
        "ada": "graded",
        "bo": "refused",
        "cy": "graded",
    }
    assert "RecursionError: too deep" in records["bo"].notes[0]
    monkeypatch.undo()
    assert room.grade()["bo"].points == 1.0


def test_what_nbgrader_refuses_has_no_marks_and_is_tried_again(room):
    config = room.home / "nbgrader_config.py"
    usual = config.read_text(encoding="utf-8")
    failing = """
from nbgrader.plugins import LateSubmissionPlugin
class Failing(LateSubmissionPlugin):
    def __init__(self, **settings):
        raise KeyError("of the plugin")
c.AssignLatePenalties.plugin_class = Failing
"""
    config.write_text(usual + failing, encoding="utf-8")
    room.hand_in("ada", RIGHT)
    record = room.grade()["ada"]
    assert (record.status, record.points) == ("refused", None)
    assert "nbgrader refuses this submission (KeyError: 'of the plugin')" in record.notes[0]
    assert room.rows("submitted_assignment") == room.rows("grade") == 0
    assert not room.autograded("ada").parent.exists()
    config.write_text(usual, encoding="utf-8")
    assert room.grade()["ada"].points == 1.0


def test_a_sandbox_that_dies_leaves_everything_to_a_person_and_the_next_run_tries_again(room, course, monkeypatch):
    def dead(self: session.Session, cells: object, variant: object = None) -> session.Judged:
        raise session.FaultyMachineError("The sandbox ended before it ran anything. Try again.")

    room.hand_in("ada", RIGHT)
    monkeypatch.setattr(session.Session, "judge", dead)
    monkeypatch.setattr(session, "close_all", lambda: None)
    code, said = course(SET, "--dir", room.home)
    assert (code, "The sandbox ended before it ran anything. Try again." in said) == (0, True)
    records = {"ada": Records(room.home / lock.OWN / SET / "students").read("ada")}
    assert records["ada"].status == "needs a person"
    assert {verdict.points for verdict in records["ada"].verdicts if verdict.item != MEMO} == {None}
    room.check(records)
    monkeypatch.undo()
    assert room.grade()["ada"].points == 1.0


def test_each_student_is_judged_on_the_case_that_the_class_gave(room, monkeypatch):
    case, judge, seen = {"X2": ("a-car-before-the-seat", 7)}, session.Session.judge, []

    def seeing(self: session.Session, cells: object, variant: object = None) -> session.Judged:
        seen.append(variant)
        return judge(self, cells, variant)

    monkeypatch.setattr(variants, "read", lambda home, assignment: {"ada": case})
    monkeypatch.setattr(session.Session, "judge", seeing)
    room.hand_in("ada", RIGHT)
    room.hand_in("ben", RIGHT)
    assert {record.points for record in room.grade().values()} == {1.0}
    assert sorted(seen, key=str) == [None, case]


# --- settings


def test_the_time_limits_of_the_class_are_those_of_the_judge(room, monkeypatch):
    with (room.home / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("\nc.JudgedExecute.cell_seconds = 0.5\nc.JudgedExecute.notebook_seconds = 30\n")

    def running(plan: object, **settings: object) -> None:
        raise session.FaultyMachineError(settings)

    monkeypatch.setattr(session, "running", running)
    room.hand_in("ada", RIGHT)
    asked = {"confined": True, "cell_seconds": 0.5, "notebook_seconds": 30.0}
    assert child.run(room.grade) == f"FaultyMachineError: {asked}"


def test_settings_that_name_a_kernel_run_none(room):
    settings = (room.home / "nbgrader_config.py").read_text(encoding="utf-8")
    before, _, rest = settings.partition("c.Autograde.autograde_preprocessors")
    (room.home / "nbgrader_config.py").write_text(before + rest.partition("]\n")[2], encoding="utf-8")
    room.hand_in("ada", {"ex01-object": f"open({str(room.home / 'written')!r}, 'w').close()\nanswer_object = 'B'"})
    room.check(room.grade())
    assert not (room.home / "written").exists()


def test_nothing_of_nbgraders_own_reaches_the_screen(room, capfd):
    room.hand_in("ada", RIGHT)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        room.grade()
        room.grade(again=True)
    assert [str(one.message) for one in caught if "sqlalchemy" in str(one.category).lower()] == []
    assert capfd.readouterr() == ("", "")


def test_a_class_may_lie_in_a_folder_of_any_name(released, tmp_path):
    there = released.copy(tmp_path / "Übung (a+b) {x}.d")
    there.hand_in("ada", RIGHT)
    there.check(there.grade())


# --- records


def test_a_record_is_read_as_it_was_written(tmp_path, graded):
    kept = Records(tmp_path)
    for record in graded[1].values():
        kept.write(record)
        assert kept.read(record.student) == record
    assert {record.student for record in kept.all()} == {*graded[1]}


def test_a_digest_changes_with_every_file_and_with_the_master(tmp_path):
    master, submitted = tmp_path / "master", tmp_path / "submitted"
    master.write_text("a", encoding="utf-8")
    submitted.mkdir()
    seen = [digest([master], submitted)]
    for change in (
        lambda: (submitted / "a").write_text("1", encoding="utf-8"),
        lambda: (submitted / "a").write_text("2", encoding="utf-8"),
        lambda: (submitted / "a").rename(submitted / "b"),
        lambda: master.write_text("b", encoding="utf-8"),
    ):
        change()
        seen.append(digest([master], submitted))
    assert len({*seen}) == len(seen)
    assert digest([master], submitted) == seen[-1]


def test_a_copy_of_what_was_handed_in_has_the_same_digest(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    (one / "inside").mkdir(parents=True)
    (one / "inside" / "a").write_text("1", encoding="utf-8")
    shutil.copytree(one, other, copy_function=shutil.copyfile)
    os.utime(other / "inside" / "a", ns=(1, 1))
    (other / "inside" / "a").chmod(0o600)
    assert digest([], one) == digest([], other)


def test_the_digest_of_what_is_no_file_or_too_large_is_made_without_reading_it(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("elsewhere")
    with (tmp_path / "large").open("wb") as file:
        file.truncate(MAX_BYTES * 50)
    before = digest([], tmp_path)
    (tmp_path / "link").unlink()
    (tmp_path / "link").symlink_to("somewhere")
    assert digest([], tmp_path) != before


# --- the command


@pytest.fixture
def course(monkeypatch, capsys):
    """Give the command, and return its exit code and all it said."""

    def given(*words: str | Path) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["course", "grade", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return ended.value.code or 0, "".join(capsys.readouterr())

    return given


def test_the_command_grades_reports_and_names_what_was_repaired_or_refused(room, course):
    room.hand_in("ada", RIGHT)
    room.hand_in("repaired", RIGHT, twice)
    room.hand_in("\x1b[31mred", RIGHT)
    code, said = course(SET, "--dir", room.home, "--workers", 2)
    assert code == 0
    assert "repaired: repaired" in said
    assert "more than once" in said
    assert "\x1b[31mred" not in said
    assert "1 graded" in said
    assert all((room.home / lock.OWN / SET / f"report.{kind}").is_file() for kind in ("html", "csv"))


def test_a_screen_that_cannot_show_a_name_stops_nothing(room, course, monkeypatch):
    room.hand_in("Jürgen Groß", RIGHT, twice)
    screen = io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)
    monkeypatch.setattr("sys.stdout", screen)
    code, _ = course(SET, "--dir", room.home)
    assert (code, b"J\\xfcrgen Gro\\xdf: repaired" in screen.buffer.getvalue()) == (0, True)


def test_the_report_is_of_everybody_who_is_in_the_class(three, course):
    shutil.rmtree(three.submitted("cy").parent)
    with gradebook.at_work(), three.book() as book:
        book.remove_student("cy")
    assert course(SET, "--dir", three.home, "--student", "ada")[0] == 0
    table = (three.home / lock.OWN / SET / "report.csv").read_text(encoding="utf-8-sig")
    assert [line.split(",")[0] for line in table.splitlines()] == ["student", "ada", "bo"]


def test_help_names_every_option(course):
    code, said = course("--help")
    assert code == 0
    assert all(option in said for option in ("--workers", "--student", "--dir", "--again", "--unsafe", "--self-test"))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Name an assignment, for example: course grade ex01"),
        (["ex99"], "There is no assignment 'ex99' in"),
        (["../ex01"], "There is no assignment '../ex01' in"),
        (["."], "There is no assignment '.' in"),
        (["ex01", "--student", "Jurgen"], "There is no student 'Jurgen' in the gradebook or among the submissions."),
        (["ex01", "--student", "../ada"], "Did you mean 'ada'?"),
        (["ex01", "--student", "[/b]"], "There is no student '[/b]' in"),
    ],
)
def test_a_wrong_name_is_answered_with_a_sentence(room, course, words, sentence):
    room.hand_in("ada", RIGHT)
    before = state(room)
    code, said = course(*words, "--dir", room.home)
    assert code == 1
    assert sentence in said
    assert state(room) == before


def test_a_folder_that_is_no_class_is_named(tmp_path, course):
    code, said = course(SET, "--dir", tmp_path)
    assert (code, "is no class folder" in said, [*tmp_path.iterdir()]) == (1, True, [])


def remove_gradebook(room: Class) -> None:
    room.database.unlink()


def empty_gradebook(room: Class) -> None:
    with gradebook.at_work(), room.book() as book:
        book.remove_assignment(SET)


def damage_gradebook(room: Class) -> None:
    room.database.write_bytes(b"no database" * 100)


def remove_release(room: Class) -> None:
    shutil.rmtree(room.home / "exercises")


def remove_masters(room: Class) -> None:
    shutil.rmtree(room.home / "solutions")


def break_config(room: Class) -> None:
    (room.home / "nbgrader_config.py").write_text("c = (\n", encoding="utf-8")


def break_master(room: Class) -> None:
    room.master.write_text("{", encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (remove_gradebook, "There is no gradebook"),
        (empty_gradebook, "The gradebook does not know ex01. Release it: nbgrader generate_assignment ex01 --force"),
        (damage_gradebook, "The file of the gradebook is damaged (file is not a database). Put your copy of it back"),
        (remove_release, "ex01 was never released"),
        (remove_masters, "There is no assignment 'ex01' in"),
        (break_config, "nbgrader_config.py does not run (SyntaxError"),
        (break_master, "this is no readable notebook"),
    ],
)
def test_a_class_that_lacks_something_is_told_what(room, course, damage, sentence):
    room.hand_in("ada", RIGHT)
    damage(room)
    code, said = course(SET, "--dir", room.home)
    assert code == 1
    assert sentence in said
    assert "Traceback" not in said
    assert not (room.home / lock.OWN).exists()


def test_a_full_disk_ends_the_command_with_1(room, course, monkeypatch):
    def full(self: Records, record: Record) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Records, "write", full)
    room.hand_in("ada", RIGHT)
    code, said = course(SET, "--dir", room.home)
    assert code == 1
    assert gradebook.FULL in said


def test_stopped_by_hand_it_says_how_to_go_on(room, course, monkeypatch):
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(batch.Batch, "run", stopped)
    code, said = course(SET, "--dir", room.home)
    assert code == 130
    assert "Stopped. What is graded is kept; give the same command again" in said


def test_on_windows_it_says_what_it_needs(room, course, monkeypatch):
    monkeypatch.setattr("sys.platform", "win32")
    code, said = course(SET, "--dir", room.home)
    assert (code, "Grading needs Linux. On Windows give this command inside WSL." in said) == (1, True)


def test_the_configuration_of_the_course_judges_in_the_sandbox():
    assert "courseware.grade.classroom.execute.JudgedExecute" in nbgraderconfig.render(course_id="eu")
