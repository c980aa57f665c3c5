"""A game in six parts, one for each component of the score: how a graded set is handed in and judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cyberdiplomacy.simulation.engine import Decision
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x1 import form, world
from cyberdiplomacy.simulation.x1.phases import BY_NAME, PHASES
from cyberdiplomacy.simulation.x1.score import COMPONENTS, TABLE, Key, lines

Part = dict[str, dict[str, Any]]


def of(decisions: Sequence[Decision]) -> dict[str, Part]:
    """Return the decisions of a whole game, cut into one part for each component: phase, field, answer."""
    by_phase = dict(zip(PHASES, decisions, strict=True))
    found: dict[str, Part] = {name: {} for name in COMPONENTS}
    for component, phase, field, _ in TABLE:
        found[component].setdefault(phase, {})[field] = by_phase[phase][field]
    return found


def faults(pack: Pack, seed: int, component: str, part: Any) -> list[str]:
    """Return a sentence for each thing that is wrong with the form of a part; an empty list for a part of good form."""
    wanted: dict[str, list[str]] = {}
    for name, phase, field, _ in TABLE:
        if name == component:
            wanted.setdefault(phase, []).append(field)
    if not isinstance(part, Mapping) or set(part) != set(wanted):
        return [f"The answer is a dict with the keys {', '.join(map(repr, wanted))}."]
    found = []
    for phase, fields in wanted.items():
        given = part[phase]
        if not isinstance(given, Mapping) or set(given) != set(fields):
            found.append(f"{phase!r} holds a dict with the keys {', '.join(map(repr, fields))}.")
            continue
        whole = {**_filler(pack, phase), **given}
        said = form.faults(pack, phase, whole) or world.unseen(pack, world.start(pack, seed), phase, whole)
        found += [f"In {phase!r}: {sentence}" for sentence in said]
    return found


def earned(pack: Pack, due: Key, component: str, part: Part) -> int:
    """Return the points of a part of good form.

    Each part is judged by itself: of what belongs to another one, reports count as sent at the first moment, and as
    empty.
    """
    due = {"wrong": {}, **due}
    decisions = {phase: {**_filler(pack, phase), **part.get(phase, {})} for phase in PHASES}
    return sum(line.earned for line in lines(pack, due, decisions, only=component))


def _filler(pack: Pack, phase: str) -> Decision:
    """Return a decision of good form that decides as little as can be."""
    return {
        field.name: {"many": [], "map": {}}.get(field.kind, "")
        if field.kind in ("many", "map", "instant", "day")
        else form.options(pack, field)[0]
        for field in BY_NAME[phase].fields
    }
