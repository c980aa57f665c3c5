"""Whether a file tells of a student: their id, name or address as a word in its bytes, or in an archive's."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from courseware.teach.people import Student

_LARGEST = 100_000_000


def pattern(student: Student) -> re.Pattern[bytes]:
    """Return what a file is searched for: id, address, and first with last name in either order."""
    first, last = student.first_name, student.last_name
    both = (f"{first} {last}", f"{last} {first}", f"{last}, {first}", f"{last},{first}") if first and last else ()
    words = {word for word in (student.id, student.email, *both) if word}
    known = "|".join(re.escape(word) for word in sorted(words))
    return re.compile(rf"(?<![^\W_])(?:{known})(?![^\W_])".encode(), re.IGNORECASE)


def tells(path: Path, wanted: re.Pattern[bytes]) -> bool:
    """Return whether a file, or a part of it if it is a zip archive or a workbook, tells of the student.

    One too large to be read counts as if it did.
    """
    try:
        if path.stat().st_size > _LARGEST:
            return True
        data = path.read_bytes()
        return wanted.search(data) is not None or any(wanted.search(part) for part in _parts(path))
    except OSError:
        return True


def files(folder: Path) -> Iterator[Path]:
    """Yield every ordinary file below a folder, hidden ones too; links are not followed."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path


def _parts(path: Path) -> Iterator[bytes]:
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                yield entry.filename.encode()
                with archive.open(entry) as file:
                    yield file.read(_LARGEST)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        return
