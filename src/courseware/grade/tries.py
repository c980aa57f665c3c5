"""How often a learner's answer to an item was marked as not right yet, so that the second hint follows the first.

Kept in ``marking.json`` beside the learner's own progress; nothing in it leaves the machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cyberdiplomacy import progress
from cyberdiplomacy.safe_file import FileTroubleError, SafeFile

SCHEMA = 1


def update(outcomes: Mapping[str, bool]) -> dict[str, int]:
    """Count a try for each item that is False, begin anew for each that is True, and return the counts.

    A record that cannot be kept costs nothing but the second hint: every try is then the first.
    """
    counted: dict[str, int] = {}

    def change(record: dict[str, Any]) -> None:
        tries = record["tries"]
        tries.update({item: 0 if right else tries.get(item, 0) + 1 for item, right in outcomes.items()})
        counted.update({item: tries[item] for item in outcomes})

    try:
        SafeFile(progress.folder(), "marking", _empty, _fault, lambda record, sentence: None).change(change)
    except FileTroubleError:
        return {item: int(not right) for item, right in outcomes.items()}
    return counted


def _empty() -> dict[str, Any]:
    return {"schema": SCHEMA, "tries": {}}


def _fault(record: Any) -> str:
    tries = record.get("tries") if isinstance(record, dict) else None
    sound = isinstance(tries, dict) and all(type(count) is int for count in tries.values())
    return "" if sound else "it holds no numbers of tries"
