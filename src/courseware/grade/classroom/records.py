"""What became of each submission, one small file a student, so that a run that was stopped goes on where it ended."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from courseware.grade.judging.outcome import Verdict
from courseware.grade.repair.found import MAX_BYTES, MAX_FILES, Entry, RefusedError, read

Status = Literal["graded", "repaired", "refused", "missing", "needs a person"]
STATUSES: tuple[Status, ...] = ("graded", "repaired", "needs a person", "refused", "missing")
SCHEMA = 1
_MOST_BYTES = 5 * MAX_BYTES


@dataclass(frozen=True)
class Record:
    """The outcome for one student.

    Attributes
    ----------
    status
        ``graded``; ``repaired``: graded after repairs; ``needs a person``: at least one item has no automatic points;
        ``refused``: the submission cannot be read, no marks; ``missing``: nothing was handed in, no marks.
    digest
        Tells whether the submission, the master or the release changed since; empty where it is to be tried again.
    notes
        Repairs, or the reason of a refusal, each a sentence.
    verdicts
        One for each item; none if refused or missing.
    seconds
        Time it took to judge.
    unprotected
        Whether it was judged without a sandbox.
    """

    student: str
    status: Status
    digest: str = ""
    notes: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    seconds: float = 0.0
    unprotected: bool = False

    @property
    def points(self) -> float | None:
        """Points earned so far without what a person must mark; None where there are no marks at all."""
        return sum(verdict.points or 0.0 for verdict in self.verdicts) if self.verdicts else None

    @property
    def of(self) -> float:
        """Points of all items."""
        return sum(verdict.of for verdict in self.verdicts)


class Records:
    """The records of one assignment in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, student: str) -> Record | None:
        """Return the record of a student; None if there is none that can be read, and then the work is done anew."""
        return self._read(self._path(student))

    def write(self, record: Record) -> None:
        """Keep a record, whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(record.student)
        beside = path.with_suffix(".new")
        with beside.open("w", encoding="ascii") as file:
            json.dump({"schema": SCHEMA, **asdict(record)}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)

    def forget(self, student: str) -> None:
        """Drop the record of a student, so that whatever happens next the work is done anew."""
        self._path(student).unlink(missing_ok=True)

    def all(self) -> Iterator[Record]:
        """Yield every record that can be read."""
        for path in sorted(self._folder.glob("*.json")):
            record = self._read(path)
            if record is not None:
                yield record

    def _read(self, path: Path) -> Record | None:
        try:
            told = json.loads(path.read_text(encoding="ascii"))
            if told.pop("schema") != SCHEMA or path != self._path(told["student"]):
                return None
            verdicts = tuple(Verdict(**verdict | {"hints": tuple(verdict["hints"])}) for verdict in told["verdicts"])
            return Record(**told | {"notes": tuple(told["notes"]), "verdicts": verdicts})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _path(self, student: str) -> Path:
        """Return a path that no id can lead astray, however long it is and whatever letters it has."""
        name = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / f"{name[:32]}.json"


def digest(paths: Iterable[Path], submitted: Path, variant: object = None) -> str:
    """Return what changes when one of the files at these paths changes, or a file of the submission, or its variant.

    Those of the submission count by what is in them and not by time, so that a copy of a class is as graded as the
    class. One that cannot be read counts by kind and size; and what comes after 100 MB, by size and time.
    """
    told = hashlib.sha256()
    for path in paths:
        told.update(hashlib.sha256(path.read_bytes()).digest())
    inside = () if submitted.is_symlink() else islice(submitted.rglob("*"), MAX_FILES + 1)
    left = _MOST_BYTES
    for path in sorted((submitted, *inside)):
        state, size = _state(path, left)
        left -= size
        told.update(f"{path.relative_to(submitted)}\0{state}\0".encode("utf-8", "surrogateescape"))
    if variant:
        told.update(repr(variant).encode())
    return told.hexdigest()[:16]


def _state(path: Path, most: int) -> tuple[str, int]:
    """Return what tells whether a file has changed, and how many bytes were read for it."""
    try:
        seen = path.lstat()
        if stat.S_ISLNK(seen.st_mode):
            return f"link {os.readlink(path)}", 0
    except OSError as error:
        return str(error.errno), 0
    kind = f"{stat.S_IFMT(seen.st_mode)}"
    if not stat.S_ISREG(seen.st_mode):
        return kind, 0
    if seen.st_size > most:
        return f"{kind} {seen.st_size} {seen.st_mtime_ns}", 0
    try:
        data = read(Entry(path.name, path, seen.st_mtime))
    except RefusedError:
        return f"{kind} {seen.st_size}", 0
    return hashlib.sha256(data).hexdigest(), len(data)
