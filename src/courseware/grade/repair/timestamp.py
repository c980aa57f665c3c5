"""When a submission was handed in, read from ``timestamp.txt`` as nbgrader reads it, but safely."""

from __future__ import annotations

import re
from datetime import datetime

from nbgrader.utils import parse_utc

from courseware.grade.repair.found import Entry, RefusedError, read

NAME = "timestamp.txt"
# dateutil takes a time zone that looks like a path for a file, opens it, and may wait there for ever.
_PATH = re.compile(r"(^|[\s:])/|\.\.")


def moment(entry: Entry) -> datetime | None:
    """Return the moment in a file, as :func:`told`; None also if the file cannot be read."""
    try:
        return told(read(entry))
    except RefusedError:
        return None


def told(data: bytes) -> datetime | None:
    """Return the moment in UTC, without a zone as nbgrader keeps it; None if there is none that can be read."""
    try:
        text = data.decode().strip()
        return None if len(text) > 100 or _PATH.search(text) else parse_utc(text)
    except Exception:
        # dateutil fails in more ways than it documents, and nbgrader would stop the whole class at most of them.
        return None
