"""Find and read the notebooks in the folder of a submission: nothing is followed, run or written."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

MAX_BYTES = 20_000_000
MAX_FILES = 10_000
MAX_MEMBERS = 1_000
# What deflate can do at most is 1,032; a notebook full of pictures or tables stays below 30.
MAX_RATIO = 200
# Browsers add the last two when they do not know what a notebook is.
_NOTEBOOK = (".ipynb", ".ipynb.txt", ".ipynb.json")
_UNSEEN = (".", "__MACOSX", "__pycache__")
_KINDS = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
_AGAIN = "Hand in the notebook itself, as saved by JupyterLab."


class RefusedError(ValueError):
    """A submission cannot be graded; the sentence names the file, the fault and what to do."""


class MissingError(RefusedError):
    """A submission holds no notebook at all: it is listed as missing and never counts as 0."""


@dataclass(frozen=True)
class Entry:
    """A file below the submitted folder: its name from there, its path, and its last change in seconds since 1970."""

    name: str
    path: Path
    modified: float

    @property
    def hidden(self) -> bool:
        """Whether a program rather than the learner put it there: checkpoints, caches, resource forks."""
        return _hidden(self.name)

    @property
    def notebook(self) -> bool:
        """Whether it is named as a notebook."""
        return not self.hidden and self.name.lower().endswith(_NOTEBOOK)

    @property
    def archive(self) -> bool:
        """Whether it is named as a zip archive."""
        return not self.hidden and self.name.lower().endswith(".zip")


@dataclass(frozen=True)
class Handed:
    """A notebook as handed in: its name, the archive it came in if any, its last change, and its bytes."""

    name: str
    archive: str
    modified: float
    data: bytes

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"{shown(self.name)} in the archive {self.archive}" if self.archive else shown(self.name)


def shown(text: str) -> str:
    """Return a learner's text as it may stand in a message: short, and look-alike or invisible letters told apart."""
    return ascii(text if len(text) <= 60 else f"{text[:57]}...")


def entries(folder: Path) -> list[Entry]:
    """Return all files below a folder, the highest first; a folder with the name of a notebook counts as one.

    Raises
    ------
    MissingError
        If there is no such folder.
    RefusedError
        If it cannot be listed, holds a symbolic link, or more than 10,000 files.
    """
    if folder.is_symlink():
        raise _link(folder.name)
    files: list[Entry] = []
    waiting = [("", folder)]
    seen = 0
    for prefix, here in waiting:
        for item, status in _listed(here, prefix):
            entry = Entry(prefix + item, here / item, status.st_mtime)
            if stat.S_ISLNK(status.st_mode):
                raise _link(entry.name)
            if stat.S_ISDIR(status.st_mode):
                waiting.append((f"{entry.name}/", entry.path))
            if entry.notebook or not stat.S_ISDIR(status.st_mode):
                files.append(entry)
            seen += 1
        if seen > MAX_FILES:
            raise RefusedError(f"The submission holds more than {MAX_FILES:,} files. {_AGAIN}")
    return files


def handed(entry: Entry) -> Iterator[Handed]:
    """Yield the notebook that a file holds, or those that it holds as a zip archive.

    Raises
    ------
    RefusedError
        If the file or a notebook in the archive cannot be read, or is larger than 20 MB.
    """
    data = read(entry)
    if data.startswith(b"PK"):
        yield from _members(shown(entry.name), data)
    else:
        yield Handed(entry.name, "", entry.modified, data)


def read(entry: Entry) -> bytes:
    """Return the bytes of a regular file of at most 20 MB; anything else is refused before it is read."""
    name = shown(entry.name)
    try:
        _insist_on_a_file(name, os.lstat(entry.path))
        # The file may have become something else since; neither flag lets the opening follow a link or wait.
        with open(os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            status = os.fstat(file.fileno())
            _insist_on_a_file(name, status)
            data = b"" if status.st_size > MAX_BYTES else file.read(MAX_BYTES + 1)
            if status.st_size > MAX_BYTES or len(data) > MAX_BYTES:
                raise _too_large(name, max(status.st_size, len(data)))
            return data
    except OSError as error:
        raise RefusedError(
            f"{name} cannot be read ({error.strerror}). Mend its permissions or collect it anew."
        ) from None


def _listed(folder: Path, prefix: str) -> list[tuple[str, os.stat_result]]:
    try:
        with os.scandir(folder) as items:
            some = islice(items, MAX_FILES + 1)
            return sorted(((item.name, item.stat(follow_symlinks=False)) for item in some), key=lambda pair: pair[0])
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not prefix:
            raise MissingError(f"There is no folder {folder}: nothing was handed in.") from None
        what = shown(prefix or folder.name)
        raise RefusedError(f"The folder {what} cannot be listed ({error.strerror}). {_AGAIN}") from None


def _hidden(name: str) -> bool:
    return any(part.startswith(_UNSEEN) and part not in (".", "..") for part in name.split("/"))


def _insist_on_a_file(name: str, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "no ordinary file")
        raise RefusedError(f"{name} is {kind}, not a notebook. {_AGAIN}")


def _link(name: str) -> RefusedError:
    return RefusedError(
        f"{shown(name)} is a symbolic link, which could lead to anybody's files. Hand in the file itself, not a link."
    )


def _too_large(name: str, size: int) -> RefusedError:
    return RefusedError(
        f"{name} is {size / 1e6:,.1f} MB large; {MAX_BYTES / 1e6:.0f} MB is the limit. "
        "Clear its outputs in JupyterLab (Edit, Clear Outputs of All Cells), save and hand in again."
    )


def _members(name: str, data: bytes) -> Iterator[Handed]:
    """Yield the notebooks of a zip archive, unpacked in memory; the names in it lead nowhere."""
    # Each entry of the directory costs memory as soon as the archive is opened; this is its signature.
    if data.count(b"PK\x01\x02") > MAX_MEMBERS:
        raise RefusedError(f"{name} is an archive of more than {MAX_MEMBERS:,} files. {_AGAIN}")
    found = False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                if member.filename.lower().endswith(_NOTEBOOK) and not _hidden(member.filename):
                    found = True
                    yield Handed(member.filename, name, _moment(member), _unpacked(archive, member, name))
    except RefusedError:
        raise
    except Exception as error:
        # zipfile fails in a dozen ways on an archive that was damaged or forged.
        raise RefusedError(f"{name} is a damaged zip archive ({type(error).__name__}). {_AGAIN}") from None
    if not found:
        raise RefusedError(f"{name} is a zip archive without a notebook. {_AGAIN}")


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    inside = f"{shown(member.filename)} in the archive {name}"
    if member.flag_bits & 0x1:
        raise RefusedError(f"{inside} is locked with a password. {_AGAIN}")
    # Of these two alone zipfile unpacks no more than it is asked for.
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedError(f"{inside} is packed in an unusual way. {_AGAIN}")
    if member.file_size > MAX_BYTES:
        raise _too_large(inside, member.file_size)
    if member.file_size > MAX_RATIO * max(member.compress_size, 1):
        raise RefusedError(f"{inside} is packed more than {MAX_RATIO} times over, as no notebook is. {_AGAIN}")
    with archive.open(member) as file:
        return file.read(MAX_BYTES + 1)


def _moment(member: zipfile.ZipInfo) -> float:
    try:
        return datetime(*member.date_time).timestamp()
    except ValueError:
        return 0.0
