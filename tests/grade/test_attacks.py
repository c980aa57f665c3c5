"""Whatever a submission tries, its item earns nothing for it, the others what they are worth, and the next one is safe.

Containment is seen from three sides: by what attacks earn, by what an answer sees of the machine, and from outside.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import hostile
import hostile_own
import psutil
import pytest
import small_set
from small_set import COUNT, NOTHING, POINTS, RANKED, SECRETS, SHARE, SIZE, TERMS, UNTOUCHED, WRONG

from courseware.grade.judging import outcome, session
from courseware.grade.judging.plan import Cell, Item, Plan
from courseware.grade.judging.session import Session
from cyberdiplomacy import places

CELL_SECONDS = 4
NOTEBOOK_SECONDS = 60
ATTACKS = [*hostile.TABLE, *hostile.PROTOTYPE, *hostile_own.OWN]
Run = Callable[..., SimpleNamespace]


@pytest.fixture(scope="module")
def confined(tmp_path_factory) -> Iterator[Session]:
    """One session for all attacks. Where this machine has no sandbox, its sentence is the failure."""
    plan = small_set.asked(tmp_path_factory.mktemp("set"))
    with Session(plan, cell_seconds=CELL_SECONDS, notebook_seconds=NOTEBOOK_SECONDS) as one:
        yield one


@pytest.fixture(scope="module")
def servers(confined: Session) -> list[psutil.Process]:
    """The processes of the session as they are before any submission."""
    roots = [psutil.Process(one._process.pid) for one in (confined._learners, confined._judges)]
    return roots + [child for root in roots for child in root.children(recursive=True)]


@pytest.fixture
def run(confined: Session, servers: list[psutil.Process]) -> Iterator[Run]:
    """Judge submissions; after the test, nothing of them is left and an honest one earns all points."""

    def judged(answers: dict[str, str] | None = None, above: str = "") -> SimpleNamespace:
        cells = small_set.cells(answers or {}, above)
        found = confined.judge(cells)
        verdicts = {verdict.item: verdict for verdict in outcome.verdicts(confined.plan, found, cells)}
        return SimpleNamespace(judged=found, verdicts=verdicts, points={i: v.points for i, v in verdicts.items()})

    yield judged
    assert left_over(servers) == []
    assert judged().points == POINTS


def left_over(servers: list[psutil.Process]) -> list[str]:
    """What still runs under the servers, after the time that an end may take."""
    for _ in range(500):
        below = {child for root in servers[:2] for child in root.children(recursive=True)} - {*servers}
        living = [str(child) for child in below if runs(child)]
        if not living:
            return []
        time.sleep(0.02)
    return living


def runs(process: psutil.Process) -> bool:
    """Whether a process has not ended; one that has may wait to be buried."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def words(found: SimpleNamespace) -> str:
    """All that the author of a submission is told or shown."""
    return json.dumps(
        [
            found.judged.outputs,
            [vars(fault) for fault in found.judged.faults.values()],
            found.judged.halted,
            [[verdict.hints, verdict.misconception] for verdict in found.verdicts.values()],
        ]
    )


def check_earned(found: SimpleNamespace, attack: hostile.Attack) -> None:
    """An attack earns what it must, is told why, and learns nothing of the hidden calls."""
    verdict = found.verdicts[attack.item]
    assert found.points == POINTS | ({} if attack.right else {attack.item: 0.0})
    assert attack.right or attack.says in f"{verdict.state}. {' '.join(verdict.hints)}"
    told = words(found)
    assert not [secret for secret in SECRETS if secret in told]
    assert len(told) < 9_000_000


def seen(found: SimpleNamespace) -> dict:
    """What the cell above all answers printed as JSON."""
    (output,) = found.judged.outputs["own-0"]
    return json.loads(output["text"])


@pytest.mark.parametrize(
    "attack",
    [pytest.param(attack, id=attack.name, marks=[pytest.mark.slow] if attack.slow else []) for attack in ATTACKS],
)
def test_an_attack_earns_what_it_must_and_harms_nobody(run, attack):
    check_earned(run({attack.item: attack.code}), attack)


# Honest work, and what is not there


def test_right_answers_earn_all_blanks_and_wrong_ones_nothing(run):
    assert run().points == POINTS
    blank = run(UNTOUCHED)
    assert blank.points == NOTHING
    assert {verdict.state for verdict in blank.verdicts.values()} == {"not attempted"}
    assert run(WRONG).points == NOTHING


def test_answers_to_some_items_earn_their_part(run):
    assert run(UNTOUCHED | {TERMS: "members = {'UN': 193, 'OSCE': 0}"}).points == NOTHING | {TERMS: 1.0}


@pytest.mark.parametrize("result", ["pd.NA", "[pd.NA]", "pd.NaT", "pd.Series([pd.NA])"])
def test_a_missing_value_earns_nothing_and_needs_no_person(run, result):
    assert run({SHARE: f"def share(part, whole):\n    return {result}"}).points == POINTS | {SHARE: 0.0}


# Second guesses and hidden calls


@pytest.mark.slow
def test_a_second_guess_after_killing_the_process_does_not_count(run):
    later = time.time() + 3
    found = run(
        {
            SHARE: f"import time\nlater = {later}\ndef share(part, whole):\n    if time.time() < later:\n"
            "        return -1\n    if not whole:\n        raise ValueError\n    return 100 * part / whole",
            RANKED: "import os\ndef ranked(scores):\n    time.sleep(max(0, later - time.time()))\n    os._exit(0)",
        }
    )
    assert found.points == POINTS | {SHARE: 0.0, RANKED: 0.0}
    assert "One of eight" in found.verdicts[SHARE].hints[0]


def test_what_a_cell_shows_in_a_run_after_hidden_calls_is_not_kept(run):
    found = run(
        {SHARE: "import os, time\ndef share(part, whole):\n    time.sleep(1)\n    os._exit(0)"},
        above="import time\nprint(time.time())",
    )
    assert found.points == POINTS | {SHARE: 0.0}
    assert time.time() - float(found.judged.outputs["own-0"][0]["text"]) > 1


# Caps


def test_a_line_of_100_mb_is_cut_and_says_so(run):
    found = run({COUNT: "listed = 34\nprint('x' * 100_000_000)"})
    (output,) = found.judged.outputs["ex01-count-answer"]
    assert output["text"].startswith("xxx")
    assert output["text"].endswith("… the rest of this output was cut off.\n")
    assert len(output["text"]) < 100_100


def test_of_many_displays_some_are_kept_and_no_script_runs_as_one(run):
    found = run(
        above="from IPython.display import HTML, Javascript, display\n"
        "for number in range(99):\n    display(HTML('<script>alert(1)</script>'))\n    display(Javascript('alert(1)'))"
    )
    shown = found.judged.outputs["own-0"]
    assert len(shown) == 10
    assert {kind for output in shown for kind in output["data"]} == {"text/plain", "text/html"}


def test_all_outputs_of_a_notebook_together_are_capped(run, confined):
    loud = "from IPython.display import HTML, display\nfor number in range(10):\n    display(HTML('x' * 190_000))"
    found = confined.judge([Cell(f"own-{number}", loud) for number in range(8)])
    assert 6_000_000 < len(json.dumps(found.outputs)) < 9_000_000


@pytest.mark.slow
def test_the_time_of_a_notebook_is_bounded_and_earlier_cells_count(run, confined):
    sleep = [Cell(f"own-{number}", "import time\ntime.sleep(1)") for number in range(30)]
    first, *others = small_set.cells({})
    hang = small_set.cells(dict.fromkeys(POINTS, "while True:\n    pass"))
    with Session(confined.plan, cell_seconds=2, notebook_seconds=5) as hasty:
        slept, hung = hasty.judge([first, *sleep, *others]), hasty.judge(hang)
    assert slept.scores[COUNT] is None
    assert "the 5 seconds of this notebook were used up" in slept.halted[SHARE]
    assert len([cell for cell in sleep if cell.id in slept.outputs]) <= 6
    assert "was stopped after 2 seconds" in hung.halted[COUNT]
    assert "the 5 seconds of this notebook were used up" in hung.halted[SIZE]
    assert {*hung.halted} >= {*POINTS}


# At the same time


def test_a_full_scratch_space_harms_nobody_who_is_judged_at_the_same_time(run):
    full = """
import time
with open("full", "wb") as first, open("more", "wb") as second, open("/dev/shm/full", "wb") as third:
    for file in (first, second, third):
        try:
            for number in range(32):
                file.write(bytes(1 << 20))
                file.flush()
        except OSError:
            pass
files = []
try:
    while True:
        files.append(open("/dev/null"))
except OSError:
    time.sleep(2)
    files.clear()
"""
    with ThreadPoolExecutor(2) as pool:
        filling = pool.submit(run, {}, full)
        honest = [pool.submit(run) for _ in range(3)]
        assert [one.result().points for one in honest] == [POINTS] * 3
        assert filling.result().judged.halted == {}


# What an answer sees


def test_an_answer_sees_itself_as_nobody_in_particular(run):
    assert seen(
        run(
            above="""
import ctypes, json, os, socket
libc = ctypes.CDLL(None)
header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(*[1] * 6)
libc.capget(header, sets)
def alive(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
print(json.dumps({
    "user": [os.getuid(), os.geteuid(), os.getgid(), os.getegid()],
    "process": [os.getpid(), os.getppid(), os.getpgid(0), os.getsid(0)],
    "processes": [number for number in range(1, 1000) if alive(number)],
    "host": socket.gethostname(),
    "capabilities": list(sets),
    "no new privileges": libc.prctl(39, 0, 0, 0, 0),
    "filtered": libc.prctl(21, 0, 0, 0, 0),
    "in": os.getcwd(),
}))
"""
        )
    ) == {
        "user": [1000] * 4,
        "process": [1, 0, 1, 1],
        "processes": [1],
        "host": "grader",
        "capabilities": [0] * 6,
        "no new privileges": 1,
        "filtered": 2,
        "in": "/scratch/work",
    }


def test_an_answer_sees_no_more_of_the_environment_than_it_needs(run):
    found = seen(run(above="import json, os\nprint(json.dumps(dict(os.environ)))"))
    found.pop("LD_LIBRARY_PATH", None)
    assert found == {
        "CYBERDIPLOMACY_HOME": str(places.root()),
        "HOME": "/scratch",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "agg",
        "MPLCONFIGDIR": "/fonts",
        "MKL_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PATH": "/usr/bin:/bin",
        "PWD": "/scratch",
        "PYTHONHASHSEED": "0",
        "TMPDIR": "/scratch",
        "TZ": "UTC",
    }


def test_an_answer_holds_no_open_file_but_its_wire_and_what_tells_its_end(run):
    found = seen(
        run(
            above="""
import json, os, stat
def kind(number):
    mode = os.fstat(number)
    return "nowhere" if os.path.samestat(mode, os.stat("/dev/null")) else stat.filemode(mode.st_mode)[0]
held = {}
for number in range(64):
    try:
        held[number] = kind(number)
    except OSError:
        pass
print(json.dumps([held[0], held[1], held[2], sorted(held[number] for number in held if number > 2)]))
"""
        )
    )
    assert found == ["nowhere", "nowhere", "nowhere", ["p", "s"]]


def test_an_answer_sees_of_the_disk_the_system_python_and_what_every_learner_has(run):
    home = places.root()
    found = seen(
        run(
            above="""
import json, os
home = os.environ["CYBERDIPLOMACY_HOME"]
here = ["/", "/scratch", ".", "/proc", "/dev", "/dev/shm", "/dev/pts", "/etc", home, home + "/content"]
print(json.dumps({place: sorted(os.listdir(place)) for place in here}))
"""
        )
    )
    system = {"bin", "dev", "etc", "fonts", "lib", "lib32", "lib64", "libx32", "proc", "sbin", "scratch", "tmp", "usr"}
    assert {*found.pop("/")} <= system | {Path(one).parts[1] for one in (home, sys.prefix, sys.base_prefix)}
    assert {*found.pop("/etc")} <= {"fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime"}
    assert {"course.yml", "data", "content"} <= {*found[str(home)]}
    assert {*found.pop(str(home))} <= {".venv", "course.yml", "content", "data", "src"}
    devices = "core fd full null ptmx pts random shm stderr stdin stdout tty urandom zero"
    assert found == {
        "/scratch": ["work"],
        ".": [],
        "/proc": [],
        "/dev": devices.split(),
        "/dev/shm": [],
        "/dev/pts": [],
        str(home / "content"): ["glossary.yml", "misconceptions.yml", "quizzes", "scenarios"],
    }


def test_an_answer_writes_nowhere_but_in_memory_of_its_own(run):
    found = seen(
        run(
            above="""
import json, os, sys
home = os.environ["CYBERDIPLOMACY_HOME"]
large, written = {"/usr", sys.prefix, sys.base_prefix}, []
for place, folders, _ in os.walk("/"):
    if os.access(place, os.W_OK):
        written.append(place)
    if place in large:
        folders.clear()
spaces = {place: os.statvfs(place).f_blocks * os.statvfs(place).f_frsize for place in ("/scratch", "/dev/shm")}
fixed = ["/", "/usr", "/etc", "/dev", "/dev/null", "/dev/tty", "/fonts", home, sys.prefix, sys.base_prefix]
loose = [place for place in fixed if not os.statvfs(place).f_flag & os.ST_RDONLY]
print(json.dumps({"written": sorted(written), "spaces": spaces, "loose": loose}))
"""
        )
    )
    assert found == {
        "written": ["/dev/pts", "/dev/shm", "/proc", "/scratch", "/scratch/work"],
        "spaces": {"/scratch": 64 << 20, "/dev/shm": 1 << 20},
        "loose": [],
    }


def test_an_answer_lives_within_limits_that_it_cannot_move(run):
    found = seen(
        run(
            above="""
import json, resource
kinds = ("AS", "CORE", "CPU", "FSIZE", "MEMLOCK", "MSGQUEUE", "NOFILE")
def raised(kind):
    try:
        resource.setrlimit(kind, (1, 1))
    except ValueError:
        return False
    return True
numbers = {kind: getattr(resource, f"RLIMIT_{kind}") for kind in kinds}
limits = {kind: resource.getrlimit(number) for kind, number in numbers.items()}
print(json.dumps([limits, [kind for kind, number in numbers.items() if raised(number)]]))
"""
        )
    )
    limits = {"AS": 2 << 30, "CORE": 1, "CPU": NOTEBOOK_SECONDS, "FSIZE": 32 << 20}
    limits |= {"MEMLOCK": 0, "MSGQUEUE": 0, "NOFILE": 64}
    assert found == [{kind: [most, most] for kind, most in limits.items()}, []]


def test_an_answer_has_no_network_of_any_family(run):
    found = seen(
        run(
            above="""
import json, socket
opened = []
for name in sorted(vars(socket)):
    if name.startswith("AF_"):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            for make in (socket.socket, socket.socketpair):
                try:
                    make(getattr(socket, name), kind)
                except PermissionError:
                    continue
                except OSError as error:
                    opened.append(f"{name}: {error}")
                else:
                    opened.append(name)
try:
    opened += socket.if_nameindex()
except PermissionError:
    pass
print(json.dumps(sorted({*opened})))
"""
        )
    )
    assert found == ["AF_UNIX"]  # a pair within the process, as loops of asyncio use


def test_an_answer_is_refused_every_call_that_reaches_out(run):
    refused = [
        "acct",
        "add_key",
        "bpf",
        "chroot",
        "clock_settime",
        "delete_module",
        "execve",
        "execveat",
        "flock",
        "fsopen",
        "init_module",
        "io_setup",
        "io_uring_setup",
        "kcmp",
        "keyctl",
        "kexec_load",
        "memfd_create",
        "mount",
        "mount_setattr",
        "move_mount",
        "msgget",
        "name_to_handle_at",
        "open_by_handle_at",
        "open_tree",
        "perf_event_open",
        "personality",
        "pidfd_getfd",
        "pivot_root",
        "process_vm_readv",
        "process_vm_writev",
        "ptrace",
        "quotactl",
        "reboot",
        "request_key",
        "semget",
        "sethostname",
        "setns",
        "settimeofday",
        "shmget",
        "socket",
        "swapon",
        "syslog",
        "umount2",
        "unshare",
        "userfaultfd",
        "vhangup",
    ]
    found = seen(
        run(
            above=f"""
import ctypes, errno, json, pyseccomp, signal
libc = ctypes.CDLL(None, use_errno=True)
def tried(name, *arguments):
    ctypes.set_errno(0)
    number = pyseccomp.resolve_syscall(pyseccomp.system_arch(), name)
    libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
    return errno.errorcode.get(ctypes.get_errno(), "allowed")
told = {{name: tried(name, 0, 0, 0, 0, 0, 0) for name in {refused!r}}}
new = {{"user": 0x10000000, "process": 0x20000000, "network": 0x40000000, "mount": 0x20000, "none": 0, "vfork": 0x4100}}
told |= {{f"clone, new {{what}}": tried("clone", flag | signal.SIGCHLD, 0, 0, 0, 0) for what, flag in new.items()}}
print(json.dumps(told | {{"clone3": tried("clone3", 0, 0)}}))
"""
        )
    )
    assert found.pop("clone3") == "ENOSYS"
    assert {name: how for name, how in found.items() if how != "EPERM"} == {}


# From outside


def test_the_servers_share_no_memory_that_their_children_could_write(servers):
    shared = [
        line
        for server in servers
        for line in Path(f"/proc/{server.pid}/maps").read_text().splitlines()
        if "w" in line.split()[1] and line.split()[1].endswith("s")
    ]
    assert shared == []


def test_of_a_submission_nothing_is_in_the_memory_that_the_next_is_forked_from(run, servers):
    mark = "the answer of the first student"
    found = run({COUNT: f"listed = {mark!r}\nprint(listed)"})
    assert mark in words(found)
    held = [memory(server) for server in servers]
    assert [b"import matplotlib.pyplot as plt" in one for one in held].count(True) == 2  # the setup of the set
    assert not any(mark.encode() in one for one in held)


def memory(process: psutil.Process) -> bytes:
    """All that a process could write, and so may have learnt."""
    held = []
    with open(f"/proc/{process.pid}/mem", "rb", 0) as file:
        for line in Path(f"/proc/{process.pid}/maps").read_text().splitlines():
            place, rights, *_ = line.split()
            if rights.startswith("rw"):
                start, end = (int(number, 16) for number in place.split("-"))
                file.seek(start)
                while start < end and (part := file.read(end - start)):
                    held.append(part)
                    start += len(part)
    return b"".join(held)


def test_an_answer_moves_no_process_but_its_own_down_the_queue(run, servers):
    before = [server.nice() for server in servers]
    run(above="import os\nos.setpriority(os.PRIO_USER, 0, 19)\nos.setpriority(os.PRIO_PGRP, 0, 19)")
    assert [server.nice() for server in servers] == before


@pytest.mark.slow
def test_memory_of_the_servers_stays_flat_over_50_runs(run, servers):
    for _ in range(5):
        run()
    before = sum(server.memory_info().rss for server in servers)
    for _ in range(50):
        run({COUNT: "listed = 35", SHARE: "import os\nos._exit(0)"})
    assert sum(server.memory_info().rss for server in servers) - before < 4 << 20


# On other machines

SOME = (
    "6 os._exit in a call",
    "7 20 detached children by fork",
    "47 the folder of another student",
    "200 threads",
    "a signal to its whole group",
    "a note for the next in the root",
)
AS_A_USER = """
import json, os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import hostile, hostile_own, small_set
from courseware.grade.judging import outcome
from courseware.grade.judging.session import Session
plan = small_set.asked(Path(sys.argv[2]))
found = {"user": os.getuid(), "capabilities": Path("/proc/self/status").read_text().split("CapEff:")[1].split()[0]}
with Session(plan, cell_seconds=4, notebook_seconds=12) as one:
    for attack in [*hostile.TABLE, *hostile.PROTOTYPE, *hostile_own.OWN]:
        if attack.name in sys.argv[3:]:
            for answers in ({attack.item: attack.code}, {}):
                cells = small_set.cells(answers)
                verdicts = outcome.verdicts(plan, one.judge(cells), cells)
                found.setdefault(attack.name, []).append({v.item: v.points for v in verdicts})
print(json.dumps(found))
"""


@pytest.mark.slow
def test_an_ordinary_user_without_any_capability_grades_as_safely(tmp_path):
    without = ["bwrap", "--unshare-user", "--uid", "1234", "--gid", "1234", "--cap-drop", "ALL", "--dev-bind", "/", "/"]
    script = [sys.executable, "-c", AS_A_USER, str(Path(__file__).parent), str(tmp_path), *SOME]
    done = subprocess.run([*without, "--", *script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found.pop("user"), int(found.pop("capabilities"), 16)) == (1234, 0)
    lost = {attack.name: {attack.item: 0.0} for attack in ATTACKS if attack.name in SOME}
    assert found == {name: [POINTS | lost[name], POINTS] for name in SOME}


NO_MORE_NAMESPACES = """
import ctypes, os, sys
user, group = os.getuid(), os.getgid()
assert ctypes.CDLL(None).unshare(0x10000000) == 0, "this system has no user namespaces"
for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
    with open(f"/proc/self/{name}", "w") as file:
        file.write(text)
def allow(number):
    with open("/proc/sys/user/max_user_namespaces", "w") as file:
        file.write(str(number))
from courseware.grade.judging.plan import Cell, Item, Plan
from courseware.grade.judging.session import Session
item = Item("one", "one", 1, "check.that(check.value('x') == 2)", ("x",))
plan = Plan(("from cyberdiplomacy import check",), (item,))
for number in (0, 100):
    allow(number)
    try:
        with Session(plan) as session:
            print(session.judge([Cell("one-answer", "x = 2", "one")]).scores)
            allow(0)
            session.judge([Cell("one-answer", "x = 2", "one")])
    except ValueError as error:
        print(type(error).__name__, error)
"""


def test_a_machine_without_namespaces_says_so_and_never_gives_a_0_for_it():
    done = subprocess.run([sys.executable, "-c", NO_MORE_NAMESPACES], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    without, well, later = done.stdout.splitlines()
    assert without.startswith("NoSandboxError Learners' code cannot be contained here: bwrap: ")
    assert "apt install bubblewrap" in without
    assert well == "{'one': None}"
    assert later == "FaultyMachineError The sandbox ended before it ran anything. Try again."


@pytest.mark.slow
@pytest.mark.parametrize("server", [0, 1], ids=["learners", "judges"])
def test_a_server_that_is_killed_is_the_machine_s_fault_even_in_the_last_item_and_is_replaced(server):
    slow = [Cell("one-answer", "import time\ntime.sleep(5)\nx = 2", "one")]
    item = Item("one", "one", 1, "check.that(check.value('x') == 2)", ("x",))
    plan = Plan(("from cyberdiplomacy import check",), (item,))
    before = {*psutil.Process().children()}
    try:
        first = session.running(plan)
        ours = sorted({*psutil.Process().children()} - before, key=psutil.Process.create_time)
        threading.Timer(2, ours[server].kill).start()
        with pytest.raises(session.FaultyMachineError, match="ended from outside"):
            first.judge(slow)
        assert session.running(plan) is not first
        assert session.running(plan).judge(slow).scores == {"one": None}
    finally:
        session.close_all()
