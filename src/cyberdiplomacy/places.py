"""Where the course is: the one answer, for notebooks, sandbox, student package and hub alike."""

from __future__ import annotations

import os
from pathlib import Path

MARKER = "course.yml"
_WHEEL_COPY = Path(__file__).parent / "_course"


def root() -> Path:
    """Return the folder that holds ``course.yml`` and ``data/``.

    Looked for in this order: the folder named by ``CYBERDIPLOMACY_HOME``, the nearest parent of the working
    folder, the nearest parent of this package (an editable installation), the copy inside the wheel.

    Raises
    ------
    FileNotFoundError
        If ``CYBERDIPLOMACY_HOME`` names a folder without a ``course.yml``, or none is found at all.
    """
    named = os.environ.get("CYBERDIPLOMACY_HOME")
    if named:
        home = Path(named).expanduser()
        if (home / MARKER).is_file():
            return home.resolve()
        raise FileNotFoundError(
            f"CYBERDIPLOMACY_HOME is {named!r}, but there is no {MARKER} in that folder. "
            "Set it to the folder of the course, or unset it."
        )
    for start in (Path.cwd(), Path(__file__).resolve().parent):
        for folder in (start, *start.parents):
            if (folder / MARKER).is_file():
                return folder
    if (_WHEEL_COPY / MARKER).is_file():
        return _WHEEL_COPY
    raise FileNotFoundError(
        f"No {MARKER} in this folder or above it. Start from the folder of the course, "
        "or set CYBERDIPLOMACY_HOME to it."
    )
