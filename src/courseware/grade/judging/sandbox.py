"""Where learners' code runs: bubblewrap around a warm process, or a refusal that says what the machine lacks."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from courseware.grade.judging.plan import Plan
from cyberdiplomacy import places

Role = Literal["learner", "judge"]
START_SECONDS = 120
# Not /tmp: the course itself may lie there, and must not be hidden.
HOME = "/scratch"
_FONTS = "/fonts"
# What of the course an answer may read; the same as is packed into the wheel.
_OPEN = (
    "course.yml",
    "data",
    "content/glossary.yml",
    "content/misconceptions.yml",
    "content/quizzes",
    "content/scenarios",
)
_ADVICE = (
    "Grading needs Linux with bubblewrap and user namespaces. On Debian or Ubuntu: apt install bubblewrap libseccomp2; "
    "where the kernel forbids namespaces: sysctl -w kernel.unprivileged_userns_clone=1 (Ubuntu 24.04 and later also: "
    "kernel.apparmor_restrict_unprivileged_userns=0). On macOS and Windows use a Linux virtual machine or WSL."
)


class NoSandboxError(ValueError):
    """This machine cannot contain learners' code; the text says why and what to do."""


class SetupError(ValueError):
    """The locked code of a set does not run; the text says why."""


class Server:
    """A warm process that forks for each submission: one for learners, one for judges."""

    def __init__(self, role: Role, plan: Plan, *, confined: bool, seconds: int) -> None:
        """Start the process.

        Raises
        ------
        NoSandboxError
            If it is to be confined and this machine lacks what that needs.
        """
        if confined and (sys.platform != "linux" or shutil.which("bwrap") is None):
            lack = "bwrap is not installed" if sys.platform == "linux" else f"this is {sys.platform}, not Linux"
            raise NoSandboxError(f"Learners' code cannot be contained here: {lack}. {_ADVICE}")
        shown = Plan(plan.setup, plan.items if role == "judge" else ())
        orders = {"role": role, "confined": confined, "seconds": seconds, "plan": asdict(shown)}
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 — closed with the server
        self._control, theirs = socket.socketpair()
        self._process = subprocess.Popen(
            [*(_wrapped() if confined else ()), *_python(theirs.fileno())],
            stdin=subprocess.PIPE,
            stdout=self._said,
            stderr=subprocess.STDOUT,
            pass_fds=[theirs.fileno()],
            env=_environment(),
            start_new_session=True,  # Ctrl-C is for the grader, which then ends its processes
        )
        theirs.close()
        with suppress(BrokenPipeError), self._process.stdin as stdin:
            stdin.write(json.dumps(orders).encode())
        self._confined = confined
        self._asking = threading.Lock()

    def wait(self) -> None:
        """Wait until the process is ready.

        Raises
        ------
        NoSandboxError
            If it is to be confined and cannot be.
        SetupError
            If the setup of the set fails; with its reason.
        """
        self._control.settimeout(START_SECONDS)
        if self._control.recv(1) == b"!":
            return
        self._process.wait()
        self._said.seek(0)
        words = self._said.read().decode("utf-8", "replace").strip().splitlines()
        reason = words[-1] if words else "it ended without a word"
        if self._confined and reason.startswith(("bwrap", "confine")):
            raise NoSandboxError(f"Learners' code cannot be contained here: {reason}. {_ADVICE}")
        raise SetupError(f"The grader does not start: {reason}.")

    def send(self, *files: socket.socket | int) -> None:
        """Fork for a submission; its files go to the child and stay open here."""
        numbers = [one if isinstance(one, int) else one.fileno() for one in files]
        socket.send_fds(self._control, [b"!"], numbers)

    def alive(self) -> bool:
        """Ask the process whether it is there; it answers between two submissions."""
        with self._asking, suppress(OSError):
            self._control.send(b"?")
            return self._control.recv(1) == b"!"
        return False

    def close(self) -> None:
        """End the process and all its children."""
        self._control.close()
        if self._process.poll() is None:
            # The group, since what bwrap has only just begun does not end with it yet.
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._said.close()


def _python(control: int) -> list[str]:
    return [sys.executable, "-I", "-m", "courseware.grade.judging.forkserver", str(control)]


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return kept | one_thread | {
        "CYBERDIPLOMACY_HOME": str(places.root()),
        "HOME": HOME,
        "LANG": "C.UTF-8",
        "MPLBACKEND": "agg",
        "PATH": "/usr/bin:/bin",
        "TMPDIR": HOME,
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
    }  # fmt: skip


def _wrapped() -> Iterator[str]:
    """Return bubblewrap's command: own namespaces, nothing to write but memory, no way out."""
    yield from (
        shutil.which("bwrap"),
        "--unshare-user",
        "--unshare-ipc",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-uts",
    )
    yield from ("--unshare-cgroup-try", "--die-with-parent", "--new-session", "--cap-drop", "ALL")
    yield from ("--uid", "1000", "--gid", "1000", "--hostname", "grader")
    yield from ("--ro-bind", "/usr", "/usr")
    for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        folder = Path("/") / name
        if folder.is_symlink():
            yield from ("--symlink", os.readlink(folder), str(folder))
        elif folder.is_dir():
            yield from ("--ro-bind", str(folder), str(folder))
    for file in ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "fonts", "localtime"):
        yield from ("--ro-bind-try", f"/etc/{file}", f"/etc/{file}")
    yield from ("--proc", "/proc", "--dev", "/dev", "--dir", "/tmp", "--tmpfs", HOME)
    for folder in _visible():
        yield from ("--ro-bind", str(folder), str(folder))
    yield from _fonts()
    yield from ("--chdir", HOME, "--")


def _visible() -> list[Path]:
    """Return what Python and the course's own packages need, and of the course only what every learner has."""
    import cyberdiplomacy

    package = Path(cyberdiplomacy.__file__).resolve().parents[1]
    python = [Path(prefix) for prefix in (sys.prefix, sys.base_prefix)]
    course = [places.root() / name for name in _OPEN]
    wanted = dict.fromkeys([*python, *(path.resolve() for path in python), package, *course])
    return [path for path in wanted if path.exists() and not path.is_relative_to("/usr")]


def _fonts() -> Iterator[str]:
    """Lend matplotlib's list of fonts, which takes seconds to make."""
    import matplotlib

    yield from ("--dir", _FONTS, "--setenv", "MPLCONFIGDIR", _FONTS)
    for file in Path(matplotlib.get_cachedir()).glob("fontlist-*.json"):
        yield from ("--ro-bind", str(file), f"{_FONTS}/{file.name}")
