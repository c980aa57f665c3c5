"""Run a part of a test in a forked process: one that is killed at some step, or has a small disk of its own.

The child shares the judge that its parent has started, so it costs milliseconds; or it has other settings than those
of its parent's judge, which goes on beside it.
"""

from __future__ import annotations

import ctypes
import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from courseware.grade.judging import session

_NEW_MOUNT, _NEW_USER = 0x20000, 0x10000000
_STEPS = {"open", "os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.copyfile", "sqlite3.connect"}


def run(work: Callable[[], object]) -> str:
    """Run it and return its result as text, or the exception it ended in; empty if the child was killed.

    An assertion that fails in the child fails here.
    """
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        # The judge is the parent's; what the child starts itself ends with it.
        session.close_all = lambda: None
        try:
            os.write(sending, _outcome(work).encode())
        finally:
            os._exit(0)
    os.close(sending)
    with open(receiving, encoding="utf-8") as told:
        said = told.read()
    os.waitpid(child, 0)
    assert not said.startswith("AssertionError"), said
    return said


def die_at(step: int) -> Iterator[int]:
    """Kill this process, as ``kill -9`` does, at the n-th time that it touches a file from now on.

    Return the count, of which ``next`` tells how often that was so far.
    """
    steps = itertools.count(1)

    def watch(event: str, arguments: tuple) -> None:
        if event in _STEPS and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    return steps


def own_disk(folder: Path, kilobytes: int) -> None:
    """Give this process a disk of that size at a folder, which nobody else sees."""
    user, group = os.getuid(), os.getgid()
    if ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER | _NEW_MOUNT):
        raise OSError(ctypes.get_errno(), "this machine grants no namespaces, as grading needs them")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"0 {user} 1")
    Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", folder], check=True)


def enlarge(folder: Path, kilobytes: int) -> None:
    """Give that disk another size."""
    subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", folder], check=True)


def _outcome(work: Callable[[], object]) -> str:
    try:
        return str(work())
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
