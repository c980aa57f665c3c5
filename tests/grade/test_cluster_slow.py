"""`course grade --scheduler`: the same marks from several machines, of which some end, differ or are not there."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest
from classroom import SET, SUBJECT, Class, solutions

from courseware.grade.classroom import lock
from courseware.grade.classroom.cluster import Cluster, ClusterError
from courseware.grade.judging.plan import Plan
from cyberdiplomacy import places

pytestmark = pytest.mark.slow

SIZE = 8
PLAN = Plan(())
KEPT = "What is graded is kept; give the same command again, and it goes on from there."
# Long enough for a worker to be found at work.
SLOW = f"import time\ntime.sleep(1.5)\n{SUBJECT.solution('ex01-object')}"
HOSTILE = "import os\nos._exit(0)"


class Dask:
    """A scheduler and workers on loopback."""

    def __init__(self, home: Path, ending: ExitStack) -> None:
        self._home, self._ending = home, ending
        told = home / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", str(told))
        until(told.is_file, self.scheduler)
        self.address = json.loads(told.read_text())["address"]

    def worker(self, name: str, **variables: str) -> subprocess.Popen:
        """Start a worker of two threads, which nothing starts again when it ends."""
        more = ("--name", name, "--nworkers", "1", "--nthreads", "2", "--no-nanny")
        place = ("--local-directory", str(self._home / name))
        return self._start("worker", self.address, *more, *place, **variables)

    def _start(self, *words: str, **variables: str) -> subprocess.Popen:
        program = Path(sys.executable).parent / "dask"
        process = subprocess.Popen(
            [program, *words, "--host", "127.0.0.1", "--no-dashboard"],
            cwd=self._home,
            env={**os.environ, "CYBERDIPLOMACY_HOME": str(places.root()), **variables},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._ending.callback(process.wait)
        self._ending.callback(process.kill)
        return process


def until(wanted: Callable[[], object], process: subprocess.Popen) -> None:
    """Wait while a process is there."""
    while not wanted():
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Class:
    return Class.released(tmp_path_factory.mktemp("released") / "class")


@pytest.fixture
def room(released, tmp_path) -> Class:
    """A class of eight: right and slow, wrong, and one that ends Python."""
    one = released.copy(tmp_path / "class")
    for number in range(SIZE):
        one.hand_in(f"s{number}", solutions(object=HOSTILE if number == 3 else SLOW, houses=f"answer = {number % 2}"))
    return one


@pytest.fixture
def dask(tmp_path) -> Iterator[Dask]:
    with ExitStack() as ending:
        home = tmp_path / "dask"
        home.mkdir()
        yield Dask(home, ending)


def kept(room: Class) -> list[Path]:
    """The records of those who are done."""
    return [*room.home.glob(f"{lock.OWN}/{SET}/students/*.json")]


def records(room: Class) -> dict[str, object]:
    """The records, but for the time it took."""
    told = [json.loads(path.read_text()) for path in kept(room)]
    return {one["student"]: {**one, "seconds": 0, "digest": ""} for one in told}


def test_one_of_two_workers_is_killed_at_work_and_every_mark_is_as_on_one_machine(room, dask, tmp_path):
    # Not above: the quick tests, which read this file too, do without Dask.
    from distributed import Client

    alone = room.copy(tmp_path / "alone")
    assert alone.course(SET)[0] == 0
    workers = {name: dask.worker(name) for name in ("one", "two")}
    with Client(dask.address, set_as_default=False) as seen:
        seen.wait_for_workers(2)
        process = room.grading(SET, "--scheduler", dask.address)
        until(lambda: kept(room), process)
        until(lambda: all(seen.processing().values()), process)
        family = psutil.Process(workers["one"].pid).children(recursive=True)
        assert len(kept(room)) < SIZE
        workers["one"].kill()
        said = "".join(process.communicate(timeout=300))
        assert len(seen.nthreads()) == 1
    assert process.returncode == 0, said
    assert family
    assert not psutil.wait_procs(family, timeout=20)[1]
    assert len(records(room)) == SIZE
    assert records(room) == records(alone)
    assert room.marks() == alone.marks()
    assert room.rows("submitted_assignment") == SIZE
    assert room.sql("pragma integrity_check") == [("ok",)]


def test_when_the_last_worker_ends_the_run_says_so_and_goes_on_once_there_is_another(room, dask):
    worker = dask.worker("last")
    process = room.grading(SET, "--scheduler", dask.address)
    until(lambda: kept(room), process)
    worker.kill()
    said = " ".join("".join(process.communicate(timeout=120)).split())
    assert process.returncode == 1
    assert f"The scheduler at {dask.address} has no workers. On each machine that is to judge: dask worker" in said
    assert KEPT in said
    done = {path: path.read_bytes() for path in kept(room)}
    assert 0 < len(done) < SIZE
    assert {json.loads(told)["status"] for told in done.values()} == {"graded"}
    dask.worker("another")
    assert room.course(SET, "--scheduler", dask.address)[0] == 0
    assert {path: path.read_bytes() for path in done} == done
    assert len(room.marks()) == SIZE


def test_when_the_scheduler_ends_the_run_says_so_and_nothing_is_half_done(room, dask):
    dask.worker("one")
    process = room.grading(SET, "--scheduler", dask.address)
    until(lambda: kept(room), process)
    dask.scheduler.kill()
    said = " ".join("".join(process.communicate(timeout=120)).split())
    assert (process.returncode, f"The scheduler at {dask.address} is gone" in said, KEPT in said) == (1, True, True)
    assert "Traceback" not in said
    assert {*room.marks()} == {*records(room)}


def test_a_worker_with_other_tables_is_refused_by_name(room, dask, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(places.root() / "data", other / "data")
    shutil.copy(places.root() / "course.yml", other)
    with (other / "data" / "facts.csv").open("a") as facts:
        facts.write("\n")
    dask.worker("other", CYBERDIPLOMACY_HOME=str(other))
    code, said = room.course(SET, "--scheduler", dask.address)
    assert code == 1
    assert "The worker tcp://127.0.0.1:" in said
    assert f"on {socket.gethostname()} has not the same course: its files differ." in said
    assert "Install the same course there, from the same lock, and start the worker again." in said
    assert (kept(room), room.marks()) == ([], {})


def test_a_worker_that_cannot_contain_learners_code_is_refused_with_what_it_lacks(room, dask):
    dask.worker("bare", PATH="")
    code, said = room.course(SET, "--scheduler", dask.address)
    assert (code, "cannot judge. Learners' code cannot be contained here: bwrap is not installed." in said) == (1, True)
    assert (kept(room), room.marks()) == ([], {})


def test_a_scheduler_without_workers_is_told_with_the_command_that_starts_one(room, dask):
    code, said = room.course(SET, "--scheduler", dask.address)
    assert (code, f"On each machine that is to judge: dask worker {dask.address} --nworkers 1." in said) == (1, True)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "tls://127.0.0.1:9"])
def test_where_no_scheduler_answers_one_sentence_says_so(address, capfd):
    with pytest.raises(ClusterError) as told:
        Cluster(address, PLAN)
    assert str(told.value).startswith(f"No Dask scheduler answers at {address} (")
    assert "Start one with `dask scheduler`, which prints its address" in str(told.value)
    assert capfd.readouterr() == ("", "")


def test_where_something_else_answers_the_same_sentence_says_so():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ClusterError, match=f"No Dask scheduler answers at {address}"):
            Cluster(address, PLAN)


def test_without_a_sandbox_nothing_is_sent_to_others():
    with pytest.raises(ClusterError, match="--unsafe is for this machine only"):
        Cluster("tcp://127.0.0.1:9", PLAN, confined=False)


@pytest.mark.parametrize("address", ["nonsense", "tcp://127.0.0.1:x", "http://127.0.0.1:8786", "tcp://127.0.0.1"])
def test_what_is_no_address_is_told_whether_dask_is_installed_or_not(address, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=f"^'{address}' is no address of a scheduler. Write it as `dask scheduler`"):
        Cluster(address, PLAN)


def test_where_dask_is_not_installed_the_command_that_installs_it_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"not installed here\. .*in your clone of the course: make extra$"):
        Cluster("tcp://127.0.0.1:9", PLAN)
