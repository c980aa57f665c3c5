"""Whether a decision has the form that its phase asks for; never whether it is wise."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x1 import clock
from cyberdiplomacy.simulation.x1.phases import BY_NAME, NOT_SENT, Field


def options(pack: Pack, field: Field, *, values: bool = False) -> list[str]:
    """Return the words that a field (or the values of its map) may hold in a case."""
    given = field.values if values else field.options
    if not isinstance(given, str):
        return [*given]
    if field.kind == "moment" or values:
        return [*pack["moments"][given], NOT_SENT]
    return [*pack[given]]


def blank(phase: str) -> dict[str, Any]:
    """Return a decision of the right keys with nothing decided: words and moments still have to be chosen."""
    empty: dict[str, Any] = {"many": [], "map": {}}
    return {
        field.name: empty.get(field.kind, "").copy() if field.kind in empty else "" for field in BY_NAME[phase].fields
    }


def faults(pack: Pack, phase: str, decision: dict[str, Any]) -> list[str]:
    """Return a sentence for each thing that is wrong with the form of a decision."""
    fields = {field.name: field for field in BY_NAME[phase].fields}
    found = [f"There is no field '{name}' here. {_hint(name, [*fields])}" for name in decision if name not in fields]
    found += [f"Give '{name}' ({field.label})." for name, field in fields.items() if name not in decision]
    for name in decision.keys() & fields.keys():
        found += [f"'{name}': {fault}" for fault in _CHECKS[fields[name].kind](pack, fields[name], decision[name])]
    return sorted(found)


def _one(pack: Pack, field: Field, given: Any) -> list[str]:
    return _among(given, options(pack, field))


def _many(pack: Pack, field: Field, given: Any) -> list[str]:
    if not isinstance(given, list):
        return ["it is a list, such as []."]
    known = options(pack, field)
    found = [fault for one in given for fault in _among(one, known)]
    if not found and len(set(given)) < len(given):
        found = ["something stands in it twice."]
    return found


def _map(pack: Pack, field: Field, given: Any) -> list[str]:
    if not isinstance(given, dict):
        return ["it is a dict, such as {}."]
    known, values = options(pack, field), options(pack, field, values=True)
    return [fault for one, value in given.items() for fault in _among(one, known) + _among(value, values)]


def _instant(pack: Pack, field: Field, given: Any) -> list[str]:
    return _parsed(given, clock.instant)


def _day(pack: Pack, field: Field, given: Any) -> list[str]:
    return _parsed(given, clock.day)


def _parsed(given: Any, parse: Any) -> list[str]:
    if not isinstance(given, str):
        return ["it is a text; an empty one says that you do not know."]
    try:
        if given:
            parse(given)
    except ValueError as error:
        return [str(error)]
    return []


def _among(given: Any, known: Sequence[str]) -> list[str]:
    if isinstance(given, str) and given in known:
        return []
    return [f"{given!r} is none of the choices. {_hint(str(given), known)}"]


def _hint(given: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(given, known, n=1, cutoff=0.5)
    return f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(known)}."


_CHECKS = {"one": _one, "many": _many, "map": _map, "instant": _instant, "day": _day, "moment": _one}
