"""Make the folder of a class: settings, empty tables, policies, a secret, and a page that says what is what."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Sequence
from datetime import date
from importlib import resources
from pathlib import Path

from courseware.grade.classroom.classfolder import CONFIG
from courseware.teach import nbgraderconfig, sheets
from courseware.teach.classes.folder import HEADERS, SECRET
from courseware.teach.policies import instants, policy, template
from cyberdiplomacy import places

_NAME = re.compile(r"\w[\w .+-]{0,59}")
_YOURS = "Written by `course class new`: yours to change. Times, groups and lateness stand in policy.yml."


def make(name: str, home: Path, assignments: Sequence[str], *, time_zone: str, begins: date, seed: str = "") -> Path:
    """Write the folder of a new class and return its path; only its owner may open it.

    Parameters
    ----------
    name
        What nbgrader calls the course: letters, digits, spaces and ``_ . + -``.
    home
        A folder that is not there yet, or is empty, outside the repository.
    assignments
        Those that ``policy.yml`` gives dates to: a week each, to be changed there.
    time_zone, begins
        The zone of the class, and the day on which the first set is handed out.
    seed
        Text that the variants are drawn from; a random one if there is none.

    Raises
    ------
    ValueError
        If name or zone will not do, or the folder holds something, or lies in the repository.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"'{name}' cannot be a name of a class. Use letters, digits, spaces and _ . + - only.")
    zone = instants.zone(time_zone).key
    home = home.expanduser().resolve()
    _insist_on_room(home)
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    page = resources.files(__package__).joinpath("texts/class.md").read_text(encoding="utf-8")
    texts = {columns: sheets.written(names, ()) for columns, names in HEADERS.items()}
    texts[policy.NAME] = template.render(assignments, time_zone=zone, begins=begins)
    texts["README.md"] = page.replace("{name}", name)
    texts[SECRET] = f"{seed or secrets.token_urlsafe(24)}\n"
    # Last: without it the folder is no class, and a run that was stopped can be told from one that was not.
    texts[CONFIG] = nbgraderconfig.render(course_id=name, source="source", release="release", head=_YOURS)
    for file, text in texts.items():
        _write(home / file, text)
    return home


def _insist_on_room(home: Path) -> None:
    root = places.root().resolve()
    above = next((one for one in (home, *home.parents) if (one / ".git").exists() or one == root), None)
    if above is not None:
        raise ValueError(
            f"{home} lies in the repository {above}, from which personal data would get out. Name a folder outside it."
        )
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise ValueError(f"{home} is there and is no empty folder; nothing was changed. Name a new folder.")


def _write(path: Path, text: str) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
