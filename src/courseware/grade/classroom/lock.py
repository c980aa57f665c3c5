"""Who may change what grading keeps of a class: one program at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWN = ".grading"
"""The folder of a class in which grading keeps its records and its lock."""


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Let one run at a time work on a class; the lock goes with the process, however it ends.

    Raises
    ------
    ValueError
        If another is at work.
    """
    path = home / OWN / "lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ValueError("Another `course grade` is at work on this class. Wait until it has ended.") from None
        yield
