"""Instants and minutes: who was late, by how much, in which words. Nothing here knows a period of the law."""

from __future__ import annotations

import re
from datetime import date, datetime

CONVENTION = (
    "Hours are elapsed time from the minute of awareness: 24 hours end 1,440 minutes later, whatever weekends, "
    "holidays and changes of the clocks lie between. What is sent in that minute is in time. A month ends with the "
    "last minute of the day that has the same number in the next month, or of that month's last day, on the clock of "
    "the entity. Where "
    "Regulation (EEC, Euratom) No 1182/71, Art. 3, would end a period later, what is sent between the two ends is "
    "shown and not scored."
)

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:00)?(Z|[+-]\d\d:\d\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def instant(text: str) -> datetime:
    """Return an instant to the minute from ISO text with an offset from UTC, such as ``2026-10-24T22:40+02:00``.

    Raises
    ------
    ValueError
        If the text has no offset (on the night when the clocks go back a bare time names two instants), holds
        seconds, or names no moment of the calendar.
    """
    if not _INSTANT.fullmatch(text):
        raise ValueError(f"'{text}' is no moment with offset. Write it as 2026-10-24T22:40+02:00, or end it with Z.")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is not in the calendar. Look at day, hour and offset.") from None


def day(text: str) -> date:
    """Return a day from ISO text such as ``2026-11-27``; ValueError in words otherwise."""
    if not _DAY.fullmatch(text):
        raise ValueError(f"'{text}' is no day. Write it as 2026-11-27.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is not in the calendar. Look at month and day.") from None


def minutes(start: str, end: str) -> int:
    """Return the elapsed minutes from one instant to another, negative if the second comes first."""
    return int((instant(end) - instant(start)).total_seconds()) // 60


def same(one: str, other: str) -> bool:
    """Return whether two texts name the same instant, in whichever offset; an empty text names none."""
    return bool(one and other) and minutes(one, other) == 0


def words(text: str) -> str:
    """Return an instant as people write it, with its offset: ``Sat 24 Oct 2026, 22:40 (UTC+2)``."""
    when = instant(text)
    ahead = int(when.utcoffset().total_seconds()) // 60
    hours, rest = divmod(abs(ahead), 60)
    offset = f"UTC{'+' if ahead >= 0 else '-'}{hours}{f':{rest:02}' if rest else ''}" if ahead else "UTC"
    return f"{when:%a} {when.day} {when:%b %Y, %H:%M} ({offset})"


def span(count: int) -> str:
    """Return minutes in words: ``2 h 05 min``, ``50 min``, ``3 d 4 h``."""
    days, rest = divmod(abs(count), 1440)
    hours, left = divmod(rest, 60)
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    return f"{hours} h {left:02} min" if hours else f"{left} min"
