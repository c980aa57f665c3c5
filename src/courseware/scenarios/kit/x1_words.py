"""The key of X1 in words: what each question should hold, and when something follows from a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x1 import clock, view
from cyberdiplomacy.simulation.x1.phases import BY_NAME


def answer(pack: Pack, entry: Mapping[str, Any]) -> str:
    """Return what a question should hold, by its entry in the key."""
    if "by_notification" in entry:
        return "; ".join(
            f"notified on {clock.words(sent)}: {_due(due)}" for sent, due in entry["by_notification"].items()
        )
    if "is" in entry:
        return " or ".join(word(pack, one) for one in entry["is"])
    if "at" in entry:
        return clock.words(entry["at"]) + _open(entry)
    if "by" in entry:
        return _due(entry)
    must, may = entry["must"], entry.get("may", [])
    said = _list(pack, must) or "nothing"
    return f"{said}. Allowed besides: {_list(pack, may)}" if may else said


def condition(pack: Pack, one: Mapping[str, str]) -> str:
    """Return when something follows from a decision, such as "Early warning, Sent at: later than …"."""
    phase = BY_NAME[one["phase"]]
    label = next(field.label for field in phase.fields if field.name == one["field"])
    verb = next(word for word in ("is", "has", "lacks", "after") if word in one)
    thing = word(pack, one[verb])
    said = {"is": thing, "has": f"with {thing}", "lacks": f"without {thing}", "after": f"later than {thing}, or never"}
    return f"{phase.title}, {label}: {said[verb]}"


def word(pack: Pack, one: str) -> str:
    """Return a word of a form as it is read; statements and public lines in quotes."""
    said = view.words(pack, one)
    return f"“{said.rstrip('.')}”" if one in pack["claims"] or one in pack["lines"] else said


def _list(pack: Pack, given: Iterable[str] | Mapping[str, Any]) -> str:
    if not isinstance(given, Mapping):
        return "; ".join(word(pack, one) for one in given)
    return "; ".join(
        f"{word(pack, one)}: {_due(value) if isinstance(value, Mapping) else ' or '.join(value)}"
        for one, value in given.items()
    )


def _due(entry: Any) -> str:
    return f"by {clock.words(entry['by'])}{_open(entry)}" if isinstance(entry, Mapping) else f"on {entry}"


def _open(entry: Mapping[str, Any]) -> str:
    until = entry.get("open_until")
    return f" (up to {clock.words(until)} by another reading: not marked)" if until else ""
