"""`course grade` as a process among others: killed, stopped, beside nbgrader's own, on a small disk, and at length."""

from __future__ import annotations

import copy
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator

import child
import psutil
import pytest
from classroom import MEMO, SET, SUBJECT, Class, solutions
from nbformat import NotebookNode

from courseware.grade import selftest
from courseware.grade.classroom import batch, gradebook
from courseware.grade.classroom.records import Record
from courseware.grade.judging import session

pytestmark = pytest.mark.slow

FULL = 20.0
WRONG = solutions(object='answer_object = "A"')
HONEST = [one for one in selftest.submissions(SUBJECT) if "universal" not in one.name]
RIGHT = SUBJECT.solution("ex01-object")
# What each costs is the point of the item in whose answer it stands, unless the answer is right.
HOSTILE = {
    "never ends": "while True:\n    try:\n        pass\n    except BaseException:\n        pass",
    "ends Python": "import os\nos._exit(0)",
    "kills itself": "import os\nos.kill(os.getpid(), 9)",
    "ends the cell": f"import sys\nsys.exit(0)\n{RIGHT}",
    "eats memory": f"x = bytearray(3_000_000_000)\n{RIGHT}",
    "starts programs": f"import subprocess\nfor _ in range(20):\n    subprocess.Popen(['sleep', '1000'])\n{RIGHT}",
    "patches the check": "from cyberdiplomacy import check\ncheck.that = lambda *a, **k: None\nanswer_object = 'A'",
    "equals all": "class Same(str):\n    __eq__ = lambda *a: True\nanswer_object = Same('A')",
    "fills the disk": f"with open('x', 'wb') as f:\n    for _ in range(200):\n        f.write(bytes(10**6))\n{RIGHT}",
    "calls out": f"import socket\nsocket.create_connection(('192.0.2.1', 80), 1)\n{RIGHT}",
    "never returns": f"def f():\n    return f()\nf()\n{RIGHT}",
    "reads files": f"open('/etc/shadow').read()\n{RIGHT}",
}
NOISY = f"print('x' * 100_000_000)\n{RIGHT}"


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Iterator[Class]:
    yield Class.released(tmp_path_factory.mktemp("released") / "class", written=True)
    session.close_all()


@pytest.fixture
def room(released, tmp_path) -> Class:
    """A class of eight; every second one has one point less."""
    one = released.copy(tmp_path / "class")
    for number in range(8):
        one.hand_in(f"s{number}", WRONG if number % 2 else solutions())
    return one


def sound(room: Class) -> None:
    """Every student has the marks of the submission, once."""
    assert {name: sum(filter(None, points.values())) for name, points in room.marks().items()} == {
        f"s{number}": FULL - number % 2 for number in range(8)
    }
    rows = [room.rows(table) for table in ("submitted_assignment", "submitted_notebook", "grade", "student")]
    assert rows == [8, 8, 96, 8]
    assert room.sql("pragma integrity_check") == [("ok",)]
    assert not any((room.home / batch.OWN).rglob("staged/*"))


def kept(room: Class) -> int:
    """How many students are done."""
    return len([*room.home.glob(f"{batch.OWN}/{SET}/students/*.json")])


def wait_for(room: Class, count: int, process: subprocess.Popen) -> None:
    end = time.monotonic() + 120
    while kept(room) < count and process.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    assert kept(room) >= count, process.communicate()


def gone(family: list[psutil.Process]) -> bool:
    """Whether all these processes end within some seconds."""
    return not psutil.wait_procs(family, timeout=20)[1]


def test_killed_at_any_moment_it_goes_on_and_leaves_no_process_behind(room):
    moments = random.Random(6)
    for number, done in enumerate((0, 1, 3, 5)):
        process = room.grading(SET)
        wait_for(room, done, process)
        time.sleep(moments.uniform(0, 4 if done == 0 else 0.5))
        family = psutil.Process(process.pid).children(recursive=True)
        if number % 2:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.communicate()
        assert gone(family)
        assert kept(room) >= done
    code, said = room.course(SET)
    assert (code, "8 graded" in said) == (0, True), said
    sound(room)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_stopped_by_hand_it_says_how_to_go_on_and_does(room, name):
    process = room.grading(SET, "--workers", "1")
    wait_for(room, 1, process)
    family = psutil.Process(process.pid).children(recursive=True)
    assert family
    os.killpg(process.pid, getattr(signal, name))
    said = "".join(process.communicate(timeout=60))
    assert process.returncode != 0
    assert "Traceback" not in said
    if name == "SIGINT":
        assert process.returncode == 130
        assert "Stopped. What is graded is kept; give the same command again, and it goes on from there." in said
    assert gone(family)
    assert {*room.marks()} <= {f"s{number}" for number in range(8)}
    assert room.course(SET)[0] == 0
    sound(room)


def test_a_sandbox_that_is_killed_is_replaced_and_costs_nobody_a_point(room):
    run = batch.Batch(room.home, SET)
    kills = iter([True, False, False, True])

    def kill(record: Record) -> None:
        if next(kills, False):
            for process in psutil.Process().children():
                process.kill()

    assert {record.status for record in run.run(run.students(), workers=2, done=kill)} == {"graded"}
    sound(room)


def test_a_gradebook_that_is_busy_for_longer_than_sqlite_waits_is_waited_for(room):
    room.grade("s0")
    with gradebook.at_work(), room.book() as other:
        connection = other.engine.raw_connection()
        connection.execute("begin immediate")
        process = room.grading(SET)
        time.sleep(15)
        connection.rollback()
        connection.close()
    said = "".join(process.communicate(timeout=120))
    assert process.returncode == 0, said
    sound(room)


def test_plain_nbgrader_beside_it_leaves_a_sound_gradebook(room):
    room.grade()
    shutil.rmtree(room.home / "autograded")
    beside = [
        room.start("-m", "nbgrader", "autograde", SET, "--student", "s0"),
        room.start("-m", "nbgrader", "autograde", SET, "--student", "s1"),
        room.grading(SET, "--student", "s2"),
    ]
    said = ["".join(process.communicate(timeout=300)) for process in beside]
    assert [process.returncode for process in beside] == [0, 0, 0], said
    sound(room)
    assert room.course(SET)[0] == 0
    sound(room)


def test_plain_nbgrader_gives_the_same_marks(released, tmp_path):
    one = released.copy(tmp_path / "class")
    for number, submission in enumerate(HONEST):
        one.hand_in(f"s{number}", submission.answers)
    plain = one.copy(tmp_path / "plain")
    one.check(one.grade())
    plain.nbgrader("autograde", SET)
    assert plain.marks() == one.marks()
    assert {name: {**points} for name, points in one.marks().items()} == {
        f"s{number}": {**submission.expected, MEMO: 0.0} for number, submission in enumerate(HONEST)
    }


def test_the_sentence_about_the_gradebook_tells_the_command_that_helps(room):
    room.grade("s0")
    with gradebook.at_work(), room.book() as book:
        book.remove_assignment(SET)
    code, said = room.course(SET)
    assert code == 1
    command = said.partition("Release it: nbgrader ")[2].split()
    room.nbgrader(*command)
    assert room.course(SET)[0] == 0
    sound(room)


def test_on_a_full_disk_the_command_ends_with_1_and_space_completes_it(room, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    used = sum(4 + -(-path.stat().st_size // 4096) * 4 for path in room.home.rglob("*"))

    def work() -> str:
        child.own_disk(disk, used + 200)
        there = room.copy(disk / "class")
        code, said = there.course(SET)
        assert gradebook.FULL in said, said
        assert len(there.marks()) == kept(there) < 8
        child.enlarge(disk, 20_000)
        after, _ = there.course(SET)
        sound(there)
        return f"{code} {after}"

    assert child.run(work) == "1 0"


def without_tests(notebook: NotebookNode) -> None:
    notebook.cells = [cell for cell in notebook.cells if not cell.metadata.get("nbgrader", {}).get("grade")]


def twice(notebook: NotebookNode) -> None:
    notebook.cells.append(copy.deepcopy(notebook.cells[3]))


def test_of_two_hundred_every_honest_mark_is_right_and_memory_stays_flat(released, tmp_path):
    room = released.copy(tmp_path / "class")
    with (room.home / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("\nc.JudgedExecute.cell_seconds = 3.0\nc.JudgedExecute.notebook_seconds = 30.0\n")
    expected: dict[str, float | None] = {}

    def hand_in(name: str, answers: dict[str, str], points: float | None, **more: object) -> None:
        # The hostile ones stand between the others.
        student = f"{len(expected) * 83 % 200:03} {name}"
        expected[student] = points
        paths[name] = room.hand_in(student, answers, **more)

    paths = {}
    for name, code in HOSTILE.items():
        hand_in(name, solutions(object=code), FULL - 1)
    hand_in("noisy", solutions(object=NOISY), FULL)
    hand_in("twice", solutions(), FULL, change=twice)
    hand_in("no tests", solutions(), FULL, change=without_tests)
    for name in ("no JSON", "empty", "large", "old", "link"):
        hand_in(name, solutions(), None)
    paths["no JSON"].write_text('{"cells": [', encoding="utf-8")
    paths["empty"].write_bytes(b"")
    paths["large"].write_bytes(b"[" * 50_000_000)
    paths["old"].write_text('{"nbformat": 3, "nbformat_minor": 0, "worksheets": [], "metadata": {}}', encoding="utf-8")
    paths["link"].unlink()
    paths["link"].symlink_to(paths["twice"])
    for number in range(200 - len(expected)):
        one = HONEST[number % len(HONEST)]
        hand_in(f"honest {number}", one.answers, sum(one.expected.values()))

    used = []
    me = psutil.Process()
    run = batch.Batch(room.home, SET)
    records = run.run(run.students(), workers=2, done=lambda record: used.append(me.memory_info().rss >> 20))
    session.close_all()
    assert {record.student: record.points for record in records} == expected
    room.check({record.student: record for record in records})
    (stopped,) = (record for record in records if record.student.endswith("never ends"))
    assert stopped.verdicts[0].hints[0].startswith("Your answer was stopped after 3 seconds.")
    assert len(used) == 200
    assert used[-1] - used[49] < 60, used[::10]
