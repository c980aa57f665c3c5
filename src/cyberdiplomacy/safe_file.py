"""Keep one small JSON file safe: written whole or not at all, by one process at a time, and never lost when damaged."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

PATIENCE_SECONDS = 10
_PAUSE_SECONDS = 0.02


class FileTroubleError(RuntimeError):
    """The file cannot be read or written; the text says why and what to do."""


def write_whole(path: Path, text: str) -> None:
    """Write beside a file, for its owner only, and swap: whoever is killed half-way leaves the file as it was."""
    beside = path.with_suffix(".new")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


class SafeFile:
    """A JSON object in ``<folder>/<name>.json``, beside its lock ``<name>.lock``.

    Parameters
    ----------
    folder, name
        Where it is; the folder is made at the first writing, for its owner only.
    empty
        Returns the object of a file that does not exist yet.
    fault
        Returns what is wrong with an object that was read, or nothing. A faulty file is kept as
        ``<name>.damaged-<n>.json``, and a new one begun.
    on_damage
        Called with the new, empty object and one sentence that says what was found and where it is kept.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        empty: Callable[[], dict[str, Any]],
        fault: Callable[[Any], str],
        on_damage: Callable[[dict[str, Any], str], None],
    ) -> None:
        self.folder, self.name = folder, name
        self.path = folder / f"{name}.json"
        self._empty, self._fault, self._on_damage = empty, fault, on_damage

    def read(self) -> dict[str, Any]:
        """Return the object; a damaged file is set aside first.

        Raises
        ------
        FileTroubleError
            If the folder cannot be used, or another process holds the file for more than ten seconds.
        """
        if not self._exists():
            return self._empty()
        with self._alone():
            return self._load()

    def change(self, change: Callable[[dict[str, Any]], None]) -> None:
        """Read, change in place and write, while every other process waits; raises as :meth:`read`."""
        with self._alone():
            content = self._load()
            change(content)
            self._store(content)

    def _exists(self) -> bool:
        try:
            return self.path.exists()
        except OSError as error:
            raise self._trouble(error) from None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock; the system lets go of it when a process dies, so none is ever left behind."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with (self.folder / f"{self.name}.lock").open("a+b") as lock:
                self._wait(lock)
                try:
                    yield
                finally:
                    _release(lock)
        except OSError as error:
            raise self._trouble(error) from None

    def _wait(self, lock: IO[bytes]) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not _acquire(lock):
            if time.monotonic() > end:
                raise FileTroubleError(
                    f"{self.path} has been in use by another program for {PATIENCE_SECONDS} seconds. "
                    "Close other notebooks of the course and try again."
                )
            time.sleep(_PAUSE_SECONDS)

    def _load(self) -> dict[str, Any]:
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return self._empty()
        except ValueError:
            fault = "it is no valid JSON"
        else:
            fault = self._fault(content)
        return self._begun_anew(fault) if fault else content

    def _begun_anew(self, fault: str) -> dict[str, Any]:
        number = 1
        while (kept := self.folder / f"{self.name}.damaged-{number}.json").exists():
            number += 1
        self.path.rename(kept)
        content = self._empty()
        self._on_damage(content, f"{self.path.name} was damaged ({fault}); it is kept as {kept.name} in {self.folder}.")
        self._store(content)
        return content

    def _store(self, content: dict[str, Any]) -> None:
        write_whole(self.path, json.dumps(content, ensure_ascii=False, indent=1))

    def _trouble(self, error: OSError) -> FileTroubleError:
        return FileTroubleError(
            f"{self.path} cannot be used ({error.strerror or error}). Make its folder writable, or set "
            "CYBERDIPLOMACY_LEARNER to one that is."
        )


if os.name == "nt":
    import msvcrt

    def _acquire(lock: IO[bytes]) -> bool:
        lock.seek(0)
        try:
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(lock: IO[bytes]) -> None:
        lock.seek(0)
        msvcrt.locking(lock.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _acquire(lock: IO[bytes]) -> bool:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(lock: IO[bytes]) -> None:
        fcntl.flock(lock, fcntl.LOCK_UN)
