"""Read what a class handed in, from a folder or an archive: whose it says it is, its files, and why some are refused.

Nothing is followed, run or unpacked here to a disk: bytes are read, of a bounded number, and names are only looked at.
"""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from courseware.grade.repair import found, timestamp
from courseware.grade.repair.found import RefusedError, shown

MAX_FILES = 50
MAX_NAME = 200
MAX_BYTES = 2 * found.MAX_BYTES
MAX_ALL = 1_000_000_000
# What learning platforms call the work of a person: full name, number of the participant, kind, and perhaps the file.
PLATFORM = re.compile(
    r"(?P<name>.+?)_(?P<number>\d+)_assign(?:submission|feedback)_(?:file|onlinetext)_?(?P<file>[^/]*)"
)


@dataclass
class Parcel:
    """What stands under one name.

    Attributes
    ----------
    owner
        The name of the folder, or the full name that a platform put before the file.
    files
        Their names from there, with their bytes and their last change in seconds since 1970.
    fault
        Why it is refused, a sentence; empty if it is not.
    """

    owner: str
    files: dict[str, tuple[bytes, float]] = field(default_factory=dict)
    fault: str = ""

    def add(self, name: str, data: bytes, modified: float) -> None:
        """Take one more file; too many, too large or look-alike ones make the parcel refused."""
        alike = {_alike(one): one for one in self.files}
        if _alike(name) in alike:
            self.refuse(f"it holds {shown(alike[_alike(name)])} and {shown(name)}, which are one file on some machines")
        elif any(f"{one}/".startswith(f"{name}/") or f"{name}/".startswith(f"{one}/") for one in self.files):
            self.refuse(f"{shown(name)} is a file and a folder at once")
        elif any(len(part.encode("utf-8", "replace")) > MAX_NAME for part in name.split("/")):
            self.refuse(f"{shown(name)} is too long a name")
        elif len(self.files) == MAX_FILES:
            self.refuse(f"it holds more than {MAX_FILES} files")
        elif sum(len(one) for one, _ in self.files.values()) + len(data) > MAX_BYTES:
            self.refuse(f"it holds more than {MAX_BYTES / 1e6:.0f} MB")
        else:
            self.files[name] = (data, modified)

    def refuse(self, why: str) -> None:
        """Refuse the whole parcel; the first reason stands."""
        self.fault = self.fault or why


def read(source: Path, assignment: str, zone: ZoneInfo, known: Container[str] = ()) -> list[Parcel]:
    """Return the parcels of a folder or a zip archive, sorted by owner.

    Parameters
    ----------
    source
        A folder with a folder for each student, or an archive of one; or what a platform hands out for all.
    assignment
        Where a student's folder holds a folder of this name, only that counts. A ``timestamp.txt`` in a folder is
        taken for nbgrader's; one in what a platform hands out is left out.
    zone
        Whose clocks the times in an archive are taken for: it knows no zone.
    known
        Ids of the roster: a folder around all others in an archive is looked into, unless it is a student's.

    Raises
    ------
    ValueError
        If there is no such folder or archive, or it is damaged or built to fill the disk.
    """
    if source.is_dir():
        members = [*_in_folder(source)]
    elif source.is_file():
        members = _unwrapped([*_in_archive(source, zone)], known)
    else:
        raise ValueError(f"There is no {source}. Name a folder with a folder for each student, or a zip archive.")
    parcels: dict[tuple[str, str], Parcel] = {}
    for path, outcome in members:
        if _unseen(path):
            continue
        owner, number, name = _owner(path)
        if number and name == timestamp.NAME:
            # A platform writes none, so the student did, who may wish it were earlier.
            continue
        parcel = parcels.setdefault((owner, number), Parcel(owner))
        if isinstance(outcome, str):
            parcel.refuse(outcome)
        else:
            parcel.add(name, *outcome)
    for parcel in parcels.values():
        within = f"{assignment}/"
        if any(name.startswith(within) for name in parcel.files):
            parcel.files = {
                name.removeprefix(within): one for name, one in parcel.files.items() if name.startswith(within)
            }
    return sorted(parcels.values(), key=lambda parcel: parcel.owner)


Member = tuple[str, "str | tuple[bytes, float]"]


def _in_folder(source: Path) -> Iterator[Member]:
    for path in sorted(source.iterdir()):
        if path.is_symlink():
            yield path.name, f"{shown(path.name)} is a symbolic link, which could lead to anybody's files"
        elif path.is_dir():
            try:
                inside = found.entries(path)
            except RefusedError as error:
                yield f"{path.name}/", str(error)
                continue
            for entry in inside:
                yield f"{path.name}/{entry.name}", _file(entry)
        else:
            yield path.name, _file(found.Entry(path.name, path, path.lstat().st_mtime))


def _file(entry: found.Entry) -> str | tuple[bytes, float]:
    try:
        return found.read(entry), entry.modified
    except RefusedError as error:
        return str(error)


def _in_archive(source: Path, zone: ZoneInfo) -> Iterator[Member]:
    try:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
            if len(members) > found.MAX_FILES:
                raise ValueError(f"{source.name} holds more than {found.MAX_FILES:,} files. Collect in parts.")
            if sum(member.file_size for member in members) > MAX_ALL:
                raise ValueError(f"{source.name} holds more than {MAX_ALL / 1e9:.0f} GB. Collect in parts.")
            for member in members:
                fault = _leads_astray(member)
                if member.is_dir() and not fault:
                    continue
                yield _harmless(member.filename), fault or _unpacked(archive, member, zone)
    except ValueError:
        raise
    except Exception as error:
        # zipfile fails in a dozen ways on an archive that was damaged or forged.
        raise ValueError(
            f"{source.name} is no zip archive that can be read ({type(error).__name__}). Download it again."
        ) from None


def _leads_astray(member: zipfile.ZipInfo) -> str:
    name = member.orig_filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if "\0" in name or name.startswith(("/", "\\")) or ".." in parts or (parts and parts[0].endswith(":")):
        return f"{shown(name)} leads out of the archive"
    if stat.S_ISLNK(member.external_attr >> 16):
        return f"{shown(name)} is a symbolic link, which could lead to anybody's files"
    return ""


def _harmless(name: str) -> str:
    """Return a name by which a member can be told, without the parts that lead elsewhere."""
    parts = name.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "a file without a name"


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, zone: ZoneInfo) -> str | tuple[bytes, float]:
    name = shown(member.filename)
    if member.flag_bits & 0x1:
        return f"{name} is locked with a password"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return f"{name} is packed in an unusual way"
    if member.file_size > found.MAX_BYTES:
        return f"{name} is {member.file_size / 1e6:,.1f} MB large; {found.MAX_BYTES / 1e6:.0f} MB is the limit"
    if member.file_size > found.MAX_RATIO * max(member.compress_size, 1):
        return f"{name} is packed more than {found.MAX_RATIO} times over, as no notebook is"
    try:
        with archive.open(member) as file:
            data = file.read(found.MAX_BYTES + 1)
        modified = datetime(*member.date_time, tzinfo=zone).timestamp()
    except Exception as error:
        return f"{name} is damaged ({type(error).__name__})"
    return data, modified


def _unwrapped(members: list[Member], known: Container[str]) -> list[Member]:
    """Take away a folder that holds all others, as archives of a folder have it."""
    tops = {path.split("/", 1)[0] for path, _ in members if not _unseen(path)}
    deep = all(path.count("/") >= 2 for path, _ in members if not _unseen(path))
    if len(tops) != 1 or not deep or (top := next(iter(tops))) in known or PLATFORM.fullmatch(top):
        return members
    return [(path.split("/", 1)[-1], outcome) for path, outcome in members]


def _owner(path: str) -> tuple[str, str, str]:
    """Return under whose name a file stands, the number that a platform gave the person, and the file's own name."""
    first, _, rest = path.partition("/")
    told = PLATFORM.fullmatch(first)
    if told is None:
        return (first, "", rest) if rest else (first.removesuffix(".ipynb"), "", first)
    return told["name"], told["number"], rest or told["file"]


def _unseen(path: str) -> bool:
    """Whether a program rather than a person put it there."""
    return any(part.startswith((".", "__MACOSX", "__pycache__")) for part in path.split("/"))


def _alike(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
