"""Instants as people write them: with an offset, or as the clocks of the class show them."""

from __future__ import annotations

import difflib
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, available_timezones

INSTANT, DAY = "2026-09-21 23:59", "2026-09-21"


def zone(name: str) -> ZoneInfo:
    """Return a time zone of the IANA database, such as ``Europe/Brussels``.

    Raises
    ------
    ValueError
        If there is none of this name; with one that is near.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        near = [*difflib.get_close_matches(name, sorted(available_timezones()), n=1), "Europe/Brussels"]
        raise ValueError(f"'{name}' is no time zone. Write a name such as {near[0]}") from None


def instant(given: str | date, at: ZoneInfo) -> datetime:
    """Return an instant in UTC, so that instants subtract as time passes and not as clocks show it.

    Parameters
    ----------
    given
        ``2026-09-21 23:59``, with seconds or without; an offset, ``+02:00`` or ``Z``, may follow.
    at
        The zone whose clocks show a time without an offset.

    Raises
    ------
    ValueError
        If it is no date with a time, or if the clocks of the zone show that time twice or never.
    """
    moment = _parsed(given)
    if moment is None:
        raise ValueError(f"'{given}' is no date with a time. Write it like {INSTANT}")
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    first, second = (moment.replace(tzinfo=at, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(at).replace(tzinfo=None) != moment:
        raise ValueError(
            f"{moment:%Y-%m-%d %H:%M} does not exist in {at.key}: there the clocks jump over it. Write another time"
        )
    either = " or ".join(one.isoformat(" ", "minutes") for one in (first, second))
    raise ValueError(
        f"{moment:%Y-%m-%d %H:%M} comes twice in {at.key}, where clocks are set back. Write which is meant: {either}"
    )


def day(given: str, at: ZoneInfo) -> date:
    """Return the day of a date such as ``2026-09-21`` or, as the clocks of the class show it, of an instant.

    Raises
    ------
    ValueError
        If it is neither.
    """
    try:
        return date.fromisoformat(given)
    except ValueError:
        moment = _parsed(given)
    if moment is None:
        raise ValueError(f"'{given}' is no date. Write it like {DAY}")
    return (moment if moment.tzinfo is None else moment.astimezone(at)).date()


def shown(moment: datetime, at: ZoneInfo) -> str:
    """Return an instant as the clocks of the class show it, with the name of the time they keep."""
    return f"{moment.astimezone(at):%Y-%m-%d %H:%M %Z}"


def _parsed(given: str | date) -> datetime | None:
    if isinstance(given, datetime):
        return given
    text = str(given)
    try:
        # A day alone would be read as the midnight at which it begins.
        return datetime.fromisoformat(text) if ":" in text else None
    except ValueError:
        return None
