"""Write an empty case with the periods that follow from a minute of awareness, for an author to fill."""

from __future__ import annotations

import re
from importlib import resources

from courseware.scenarios import new_x2, periods
from cyberdiplomacy import places
from cyberdiplomacy.simulation import packs
from cyberdiplomacy.simulation.x1.phases import PHASES

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")


def write(simulation: str, name: str, aware: str, zone: str) -> str:
    """Write a new case and return its path, relative to the folder of the course.

    Raises
    ------
    ValueError
        If the name is taken or has another form, the moment has no offset, or the zone is unknown.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"'{name}' is no name of a case. Write two words or more in small letters, as port-at-night.")
    if name in packs.names(simulation):
        raise ValueError(f"There is a case '{name}' for {simulation} already. Choose another name.")
    path = places.root() / packs.SCENARIOS / simulation.lower() / f"{name}.yml"
    text = filled(name, aware, zone) if simulation == "X1" else new_x2.filled(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path.relative_to(places.root()).as_posix()


def filled(name: str, aware: str, zone: str) -> str:
    """Return the text of a new case of X1: every instant that follows from awareness is computed."""
    try:
        hours = {count: periods.after_hours(aware, count, zone) for count in (-3, 0, 3, 20, 24, 30, 48, 60, 72)}
    except (KeyError, OSError):
        raise ValueError(f"'{zone}' is no time zone. Write it as Europe/Brussels.") from None
    note_early, note_late = hours[48], hours[60]
    day_early, day_late = (periods.month_after(sent, zone) for sent in (note_early, note_late))
    reports = "\n".join(
        f'  about-{phase.replace("_", "-")}: {{phase: {phase}, at: "{hours[-3]}", from: Write who, '
        "text: Write what comes in.}"
        for phase in PHASES
    )
    template = resources.files("courseware.scenarios").joinpath("x1_template.yml").read_text(encoding="utf-8")
    return template.format(
        name=name,
        zone=zone,
        aware=hours[0],
        began=hours[-3],
        warn_early=hours[3],
        warn_late=hours[30],
        warn_due=hours[24],
        note_early=note_early,
        note_late=note_late,
        note_due=hours[72],
        final_early=periods.last_minute(day_early, zone),
        final_late=periods.last_minute(day_late, zone),
        day_early=day_early,
        day_late=day_late,
        end_early=periods.last_minute(day_early, zone),
        end_late=periods.last_minute(day_late, zone),
        reports=reports,
    )
