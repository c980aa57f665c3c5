"""Take in what a class handed in: what is new, what replaces what, and the earlier work kept as a backup."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from courseware.grade.repair import found, timestamp
from courseware.teach.classes import matching, parcels
from courseware.teach.classes.folder import Workspace
from courseware.teach.classes.parcels import Parcel

BACKUPS = "backups"
_WORKING = ".collecting"


@dataclass(frozen=True)
class Handed:
    """Files by name, and when they were handed in, in UTC."""

    files: Mapping[str, bytes]
    at: datetime


@dataclass(frozen=True)
class Move:
    """What becomes of the work of a student: ``new``, ``replaced``, or left alone as ``unchanged`` or ``older``."""

    student: str
    what: str
    work: Handed
    before: Handed | None = None

    @property
    def taken(self) -> bool:
        """Whether it is written."""
        return self.what in ("new", "replaced")

    def line(self) -> str:
        """Return it as a sentence."""
        when = f"{self.work.at:%Y-%m-%d %H:%M} UTC"
        if self.before is None:
            return f"{self.student}: new, of {when}"
        before = f"{self.before.at:%Y-%m-%d %H:%M} UTC"
        if self.what == "older":
            return f"{self.student}: of {when}, older than what is there of {before}; left out"
        return f"{self.student}: of {when} replaces that of {before}, which is kept in {BACKUPS}/"


def prepare(workspace: Workspace, assignment: str, source: Path) -> tuple[list[Move], list[str]]:
    """Return what becomes of what stands in a folder or an archive, and a sentence for each that is refused.

    Raises
    ------
    ValueError
        If the assignment is not released, or there is no such folder or archive; with what to do.
    """
    workspace.released(assignment)
    roster = workspace.roster
    arrived, refused = matching.match(parcels.read(source, assignment, workspace.policy.zone, roster), roster)
    moves = (
        _move(one, there(workspace.submitted(one, assignment)), handed(parcel))
        for one, parcel in sorted(arrived.items())
    )
    return [*moves], refused


def handed(parcel: Parcel) -> Handed:
    """Return what a parcel holds; its time is that of its ``timestamp.txt``, else of its last file."""
    files = {name: data for name, (data, _) in parcel.files.items()}
    told = _told(files)
    return Handed(files, told or datetime.fromtimestamp(max(at for _, at in parcel.files.values()), UTC))


def there(folder: Path) -> Handed | None:
    """Return what lies in a folder already; None if there is nothing, or nothing that can be read."""
    try:
        entries = found.entries(folder)
        files = {entry.name: found.read(entry) for entry in entries}
    except found.RefusedError:
        return None
    if not files:
        return None
    return Handed(files, _told(files) or datetime.fromtimestamp(max(entry.modified for entry in entries), UTC))


def apply(workspace: Workspace, assignment: str, moves: list[Move]) -> None:
    """Write what is new or replaces something; what was there is moved to ``backups/`` first, never removed."""
    working = workspace.home / _WORKING
    for move in moves:
        if not move.taken:
            continue
        place = workspace.submitted(move.student, assignment)
        shutil.rmtree(working, ignore_errors=True)
        _write(working, move.work)
        if os.path.lexists(place):
            kept = _backup(workspace, assignment, move)
            kept.parent.mkdir(parents=True, exist_ok=True)
            place.rename(kept)
        place.parent.mkdir(parents=True, exist_ok=True)
        working.rename(place)


def _move(student: str, before: Handed | None, work: Handed) -> Move:
    if before is None:
        return Move(student, "new", work)
    if _same(before, work):
        return Move(student, "unchanged", work, before)
    return Move(student, "older" if work.at < before.at else "replaced", work, before)


def _same(one: Handed, other: Handed) -> bool:
    def told(work: Handed) -> dict[str, bytes]:
        return {name: data for name, data in work.files.items() if name != timestamp.NAME}

    return told(one) == told(other)


def _told(files: Mapping[str, bytes]) -> datetime | None:
    """Return the time that ``timestamp.txt`` names, read as ``course grade`` reads it."""
    moment = timestamp.told(files.get(timestamp.NAME, b""))
    return None if moment is None else moment.replace(tzinfo=UTC)


def _write(folder: Path, work: Handed) -> None:
    for name, data in work.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / timestamp.NAME).write_text(f"{work.at:%Y-%m-%d %H:%M:%S} UTC\n", encoding="ascii")


def _backup(workspace: Workspace, assignment: str, move: Move) -> Path:
    at = f"{move.before.at:%Y%m%d-%H%M%S}" if move.before else "unreadable"
    folder = workspace.home / BACKUPS / assignment / move.student
    kept, number = folder / at, 1
    while kept.exists():
        number += 1
        kept = folder / f"{at}-{number}"
    return kept
