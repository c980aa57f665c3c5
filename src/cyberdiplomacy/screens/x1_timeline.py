"""Two clocks for the debrief of X1: what you did and when, beside the latest moments, on the clock of the entity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from matplotlib.figure import Figure

from cyberdiplomacy import house, show
from cyberdiplomacy.live import Page
from cyberdiplomacy.screens import paper
from cyberdiplomacy.simulation.engine import Game
from cyberdiplomacy.simulation.x1 import clock, debrief

Moment = tuple[str, str, str]
_YOU, _KEY = 1, 0


def page(key: dict[str, Any], game: Game) -> Page:
    """Return your moments beside the latest ones as a picture with its table.

    The picture shows awareness, early warning and notification in elapsed hours, so that a day on which the clocks
    change is an hour longer or shorter; the days written below it are those of the entity's zone. The report at the end
    of the month stands in the table only.
    """
    moments = debrief.moments(key, game)
    rows = debrief.timeline(key, game)
    table = paper.table(rows, "Your moments beside the latest ones")
    told = "; ".join(f"{row['what']}: you {row['you']}, key {row['key']}, {row['difference']}" for row in rows[:3])
    changed = _change(moments[:3], ZoneInfo(game.pack["zone"]))
    said = f" In between, at {clock.words(changed.isoformat())}, the clocks change." if changed else ""
    alt = f"Two lines of dots in elapsed hours, you above and the key below. {told}.{said}"[: show.MAX_ALT]
    figure = _drawn(moments[:3], ZoneInfo(game.pack["zone"]), changed)
    caption = f"Two clocks, on the time of {game.pack['zone']}."
    bundle = show.show(figure, alt=alt, caption=caption)._repr_mimebundle_()
    return Page(f"{bundle['text/plain']}\n{table.plain}", bundle["text/html"] + table.html)


def _drawn(moments: Sequence[Moment], zone: ZoneInfo, changed: datetime | None) -> Figure:
    instants = [clock.instant(one) for _, you, due in moments for one in (you, due) if one]
    first, last = min(instants), max(instants)
    with house.style():
        figure = Figure(figsize=(7.2, 3.2))
        axes = figure.subplots()
        for level, column, line, colour in ((_YOU, 1, "o-", house.BLUE), (_KEY, 2, "s--", house.VERMILION)):
            points = [(one[0].removesuffix(", sent"), _hours(first, one[column])) for one in moments if one[column]]
            axes.plot([at for _, at in points], [level] * len(points), line, color=colour)
            for number, (what, at) in enumerate(points):
                # Steps of different height keep words apart that lie within the same hour.
                away = (10 + 14 * number) * (1 if level == _YOU else -1)
                axes.annotate(what, (at, level), (0, away), textcoords="offset points", fontsize=9, va="center",
                              color=colour)  # fmt: skip
        if changed:
            axes.axvline((changed - first).total_seconds() / 3600, color=house.QUIET, lw=1, ls=":")
            axes.text((changed - first).total_seconds() / 3600, 0.5, " the clocks change", fontsize=9, va="center",
                      color=house.QUIET)  # fmt: skip
        midnights = _midnights(first, last, zone)
        axes.set_xticks([(day - first).total_seconds() / 3600 for day in midnights],
                        [f"{day:%a} {day.day} {day:%b}, 0:00" for day in midnights])  # fmt: skip
        axes.set_yticks([_KEY, _YOU], ["latest", "you"])
        axes.set(ylim=(-0.9, 1.9), title=_title(moments))
        axes.margins(x=0.12)
    return figure


def _title(moments: Sequence[Moment]) -> str:
    """Return in a few words what is to be seen: what was never sent, what was late, or that both were in time."""
    for what, you, due in moments[1:]:
        name = what.removesuffix(", sent").capitalize()
        if not you:
            return f"{name}: never sent"
        if clock.minutes(due, you) > 0:
            return f"{name}: {clock.span(clock.minutes(due, you))} after the latest moment"
    return "Both reports were sent before the latest moment"


def _change(moments: Sequence[Moment], zone: ZoneInfo) -> datetime | None:
    """Return the first instant of another offset from UTC between the first moment and the last, if there is one."""
    instants = [clock.instant(one) for _, you, due in moments for one in (you, due) if one]
    at, last = min(instants).astimezone(ZoneInfo("UTC")).replace(minute=0), max(instants)
    while at < last:
        later = at + timedelta(hours=1)
        if at.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            return later.astimezone(zone)
        at = later
    return None


def _midnights(first: datetime, last: datetime, zone: ZoneInfo) -> list[datetime]:
    """Return the midnights of a zone between two instants."""
    day, found = first.astimezone(zone).date(), []
    while (day := day + timedelta(days=1)) <= last.astimezone(zone).date():
        found.append(datetime.combine(day, datetime.min.time(), zone))
    return found


def _hours(first: datetime, instant: str) -> float:
    return (clock.instant(instant) - first).total_seconds() / 3600
