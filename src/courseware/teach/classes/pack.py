"""The package that students get: all they need for the course, in one archive whose bytes depend on its files only."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from courseware import course
from courseware.author import build

TOP = "cyber-diplomacy"
# What is handed out: named here one by one, so that nothing new gets out unseen.
FILES = (
    *("LICENSE", "CITATION.cff", "course.yml", "pyproject.toml", "requirements.txt", "environment.yml"),
    *("tools/install.py", "tools/python.sh"),
    *("content/coverage.csv", "content/glossary.yml", "content/misconceptions.yml"),
    # The pages that lessons and sets point to.
    *("docs/capstone.md", "docs/data.md", "docs/decision-chain.md"),
)
PATTERNS = (
    *("notebooks/*.ipynb", "exercises/*/*.ipynb", "data/*.*", "data/schemas/*.yml"),
    *("content/quizzes/*.yml", "content/scenarios/*/*.yml", "content/scenarios/*/*.jsonl"),
    *("src/cyberdiplomacy/**/*", "src/courseware/**/*"),
)
# Written for the package alone: target in it, and the text beside this module.
OWN = {"README.md": "package.md", "Makefile": "package.mk"}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_PROGRAM = "tools/python.sh"


def names(root: Path) -> list[str]:
    """Return the files of the course that go into the package, relative to it and sorted.

    Raises
    ------
    FileNotFoundError
        If one that must be there is missing.
    """
    missing = [name for name in FILES if not (root / name).is_file()]
    if missing:
        raise FileNotFoundError(f"{root / missing[0]} is missing, without which the package does not work. Restore it.")
    found = {path.relative_to(root) for pattern in PATTERNS for path in root.glob(pattern) if path.is_file()}
    return sorted([*FILES, *(path.as_posix() for path in found if not _left_behind(path))])


def insist_on_built(root: Path) -> None:
    """Compare what is handed out with its sources: in a clone in which somebody works, their answers may stand in it.

    Raises
    ------
    ValueError
        If a file that goes into the package is not what ``course build`` makes; with what to do.
    """
    inside = {*names(root)}
    problems = [one for one in build.check(root, course.load(root)) if one.path in inside]
    if problems:
        more = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
        raise ValueError(
            f"{problems[0].path}{more}: not as `course build` makes it; somebody may have worked there. Put "
            "it back (git restore) or build it anew, and see: course build --check"
        )


def archive(root: Path) -> bytes:
    """Return the archive: the same bytes for the same files, whenever and wherever it is made."""
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name, content in sorted(_contents(root)):
            entry = zipfile.ZipInfo(f"{TOP}/{name}", _LONG_AGO)
            entry.create_system, entry.compress_type = 3, zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if name == _PROGRAM else 0o644) << 16
            made.writestr(entry, content)
    return page.getvalue()


def _contents(root: Path) -> Iterator[tuple[str, bytes]]:
    texts = resources.files(__package__) / "texts"
    for name in names(root):
        yield name, (root / name).read_bytes()
    for name, text in OWN.items():
        yield name, (texts / text).read_bytes()


def _left_behind(path: Path) -> bool:
    """Whether a program left it there: caches, checkpoints, hidden and half-written files."""
    return path.suffix == ".pyc" or any(part.startswith((".", "__pycache__")) for part in path.parts)
