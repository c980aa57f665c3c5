"""The ends of the periods of Art. 23(4) NIS2 by the convention of the course: for whoever writes a case, not for play.

A case stores instants. They are computed here when a case is made and checked here when it is checked, so that no
function that a learner meets maps an incident to a deadline.
"""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from cyberdiplomacy.simulation.x1 import clock

AWARE, ZONE = "2026-03-11T17:20+01:00", "Europe/Brussels"
"""The minute of awareness and the zone of a case that is made without either.

It is a Wednesday: both notifications then fall on days whose month ends on a working day, as the check asks.
"""


def after_hours(start: str, hours: int, zone: str) -> str:
    """Return the instant that lies so many elapsed hours after another, on the clock of a zone."""
    ends = clock.instant(start).astimezone(UTC) + timedelta(hours=hours)
    return ends.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")


def month_after(sent: str, zone: str) -> str:
    """Return the day on which a month from an instant ends: the same number, or the last day of a shorter month."""
    local = clock.instant(sent).astimezone(ZoneInfo(zone)).date()
    year, month = (local.year + 1, 1) if local.month == 12 else (local.year, local.month + 1)
    return date(year, month, min(local.day, calendar.monthrange(year, month)[1])).isoformat()


def last_minute(day: str, zone: str) -> str:
    """Return the last minute of a day on the clock of a zone."""
    at = datetime.combine(clock.day(day), datetime.min.time().replace(hour=23, minute=59), ZoneInfo(zone))
    return at.isoformat(timespec="minutes")


def at_rest(day: str) -> bool:
    """Return whether a day is a Saturday or a Sunday: then Regulation 1182/71 may move the end of a month."""
    return clock.day(day).weekday() >= 5


def on_clock_of(instant: str, zone: str) -> bool:
    """Return whether an instant is written with the offset that a zone has at that instant."""
    given = clock.instant(instant)
    return given.utcoffset() == given.astimezone(ZoneInfo(zone)).utcoffset()
