"""Numbers in place of ids, so that people can say them: E1 for evidence, M1 for measures, S1 for sentences."""

from __future__ import annotations

from collections.abc import Iterable

from cyberdiplomacy.simulation.packs import Pack


def of(pack: Pack) -> dict[str, str]:
    """Return the number of each item of evidence, measure and sentence by its id, in the order of the case."""
    lists = {"E": pack["evidence"], "M": pack["measures"], "S": pack["declaration"]["cards"]}
    return {one["id"]: f"{letter}{at}" for letter, part in lists.items() for at, one in enumerate(part, start=1)}


def hours(count: int) -> str:
    """Return a number of hours in words."""
    return "1 hour" if count == 1 else f"{count} hours"


def spoken(numbers: dict[str, str], ids: Iterable[str]) -> str:
    """Return ids as numbers in a row, or a dash."""
    return ", ".join(numbers[one] for one in ids) or "–"
