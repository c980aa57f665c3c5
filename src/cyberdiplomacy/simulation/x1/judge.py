"""Compare what was given in one field with what the key expects of it; each way to be wrong has its own word.

The words: ``right``, ``wrong``, ``incomplete``, ``late``, ``premature`` (early, and with statements nobody could
make), ``over-claimed``, ``over-shared``, ``open`` (hangs on a rule that is argued about: shown, not scored) and
``undecided``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cyberdiplomacy.simulation.x1 import clock
from cyberdiplomacy.simulation.x1.phases import NOT_SENT

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Remark:
    """What is to be said of an answer: one of the words above, and a sentence."""

    kind: str
    text: str


@dataclass(frozen=True)
class Found:
    """What a field earns, as a fraction ``won`` of ``out_of``, and what is to be said."""

    won: int
    out_of: int
    remarks: tuple[Remark, ...]


def word(entry: Entry, given: str) -> Found:
    """Compare a word, or a day, with those accepted under ``is``; ``instead`` says why others are not, by word."""
    if given in entry["is"]:
        return Found(1, 1, (Remark("right", entry["why"]),))
    if not given:
        return Found(0, 1, (Remark("undecided", entry["why"]),))
    kind = entry.get("kinds", {}).get(given, "wrong")
    return Found(0, 1, (Remark(kind, entry.get("instead", {}).get(given, entry["why"])),))


def instant(entry: Entry, given: str) -> Found:
    """Compare an instant with that under ``at``: exact to the minute, in any offset."""
    if not given or given == NOT_SENT:
        return Found(0, 1, (Remark("undecided", entry["why"]),))
    off = clock.minutes(entry["at"], given)
    if off == 0 or 0 < off <= clock.minutes(entry["at"], entry.get("open_until", entry["at"])):
        kind = "open" if off else "right"
        return Found(1, 1, (Remark(kind, entry["why"]),))
    side = "after" if off > 0 else "before"
    said = f"This is {clock.span(off)} {side} {clock.words(entry['at'])}. {entry['why']}"
    return Found(0, 1, (Remark("wrong", said),))


def sent(entry: Entry, given: str, *, misleading: bool) -> Found:
    """Compare a moment of sending with ``by``; ``open_until`` and ``aware`` are optional.

    ``misleading`` says that the report holds more that nobody could say than what was asked for: then it serves
    nobody, however early it comes.
    """
    if given in ("", NOT_SENT):
        return Found(0, 1, (Remark("late", f"It was never sent. {entry['why']}"),))
    over = clock.minutes(entry["by"], given)
    if over > 0 and clock.minutes(entry.get("open_until", entry["by"]), given) > 0:
        said = f"Sent {clock.span(over)} after the end of the period, {clock.words(entry['by'])}. {entry['why']}"
        return Found(0, 1, (Remark("late", said),))
    if misleading:
        ahead = clock.minutes(given, entry["aware"]) if "aware" in entry else 0
        when = f"{clock.span(ahead)} before anybody was aware" if ahead > 0 else "in time"
        said = f"Sent {when}, with statements that nobody could make. Early is good; early and wrong misleads."
        return Found(0, 1, (Remark("premature", said),))
    if over > 0:
        said = f"In time by one reading, {clock.span(over)} late by another: not scored. {entry['why']}"
        return Found(1, 1, (Remark("open", said),))
    return Found(1, 1, (Remark("right", f"Sent {clock.span(over)} before the end of the period."),))


def chosen(entry: Entry, given: Iterable[str], wrong: Mapping[str, Entry], names: Mapping[str, str]) -> Found:
    """Compare a list with ``must`` and ``may``.

    ``wrong`` says of statements why nobody could make them (kind ``over-claimed``) or should pass them on (kind
    ``over-shared``); ``names`` are the words for what is chosen. Each wrong choice takes one right one away.
    """
    must, allowed = set(entry["must"]), {*entry["must"], *entry.get("may", [])}
    picked = [*given]
    hits, too_many = must & {*picked}, [one for one in picked if one not in allowed]
    remarks = [_excess(one, wrong, names, entry) for one in too_many]
    missing = [one for one in entry["must"] if one not in hits]
    if missing:
        words = "; ".join(names.get(one, one) for one in missing)
        remarks.append(Remark("incomplete", f"Missing: {words}. {entry['why']}"))
    if not remarks:
        remarks = [Remark("right", entry["why"])]
    if not must:
        return Found(int(not too_many), 1, tuple(remarks))
    return Found(max(0, len(hits) - len(too_many)), len(must), tuple(remarks))


def valued(entry: Entry, given: Mapping[str, str], wrong: Mapping[str, Entry], names: Mapping[str, str]) -> Found:
    """Compare a map: ``must`` and ``may`` give for each word its accepted values, or a moment with ``by``."""
    must, allowed = entry["must"], {**entry["must"], **entry.get("may", {})}
    hits, faults, remarks = 0, 0, []
    for one, value in given.items():
        if one not in allowed:
            faults += 1
            remarks.append(_excess(one, wrong, names, entry))
        elif not _accepted(allowed[one], value):
            faults += 1
            remarks.append(_misvalued(one, value, allowed[one], names))
        else:
            hits += one in must
    missing = [one for one in must if one not in given]
    if missing:
        words = "; ".join(names.get(one, one) for one in missing)
        remarks.append(Remark("incomplete", f"Missing: {words}. {entry['why']}"))
    if not must:
        return Found(int(not faults), 1, tuple(remarks) or (Remark("right", entry["why"]),))
    return Found(max(0, hits - faults), len(must), tuple(remarks) or (Remark("right", entry["why"]),))


def _accepted(expected: Any, value: str) -> bool:
    if isinstance(expected, Mapping):
        return value != NOT_SENT and clock.minutes(expected.get("open_until", expected["by"]), value) <= 0
    return value in expected


def _misvalued(one: str, value: str, expected: Any, names: Mapping[str, str]) -> Remark:
    name = names.get(one, one)
    if isinstance(expected, Mapping):
        return Remark("late", f"{name}: {value}; the period ended on {clock.words(expected['by'])}.")
    if value == "confirmed":
        return Remark("over-claimed", f"{name}: '{value}', which nobody could say; {' or '.join(expected)}.")
    return Remark("wrong", f"{name}: '{value}'; {' or '.join(expected)}.")


def _excess(one: str, wrong: Mapping[str, Entry], names: Mapping[str, str], entry: Entry) -> Remark:
    name = names.get(one, one)
    if one in wrong:
        return Remark(wrong[one]["kind"], f"{name} {wrong[one]['why']}")
    return Remark("wrong", f"Does not belong here: {name}. {entry['why']}")
