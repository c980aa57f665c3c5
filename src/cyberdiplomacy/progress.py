"""What one learner has answered and written, kept in a file of the learner's own.

The file is ``progress.json`` in the folder that ``CYBERDIPLOMACY_LEARNER`` names, else in ``.progress/`` beside
``course.yml``. Nothing in it leaves the machine.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from cyberdiplomacy import board as boards
from cyberdiplomacy import places, quiz_bank
from cyberdiplomacy.live import Page
from cyberdiplomacy.safe_file import FileTroubleError, SafeFile

SCHEMA = 1


class ProgressError(RuntimeError):
    """The record cannot be read or written; the text says why and what to do."""


class DamagedRecordWarning(UserWarning):
    """The record was damaged; the text says where the damaged file is kept."""


@dataclass(frozen=True)
class Answer:
    """One try at a question: the letter chosen, whether it was right, and when (UTC, ISO 8601)."""

    choice: str
    right: bool
    at: str


@dataclass(frozen=True)
class Saved:
    """What is kept of one lesson: tries by question, and notes by key."""

    answers: Mapping[str, list[Answer]]
    notes: Mapping[str, str]


def folder() -> Path:
    """Return the folder of the learner's record."""
    named = os.environ.get("CYBERDIPLOMACY_LEARNER")
    return Path(named).expanduser() if named else places.root() / ".progress"


def record_answer(quiz_item_id: str, choice: str, right: bool) -> None:
    """Add a try at a question.

    Raises
    ------
    ProgressError
        If the record cannot be written; so do all functions here that read or write it.
    """
    entry = {"choice": choice, "right": right, "at": _now()}
    _change(lambda record: record["answers"].setdefault(quiz_item_id, []).append(entry))


def answers(item_id: str) -> list[Answer]:
    """Return the tries at a question, oldest first."""
    return [Answer(**entry) for entry in _read()["answers"].get(item_id, [])]


def save_note(key: str, text: str) -> None:
    """Keep a text under a key that begins with the id of its lesson (``01-reflect``); an empty text removes it."""
    text = text.strip()
    if text:
        _change(lambda record: record["notes"].update({key: {"text": text, "at": _now()}}))
    elif note(key):
        _change(lambda record: record["notes"].pop(key, None))


def note(key: str) -> str:
    """Return the text kept under a key, or an empty one."""
    return _read()["notes"].get(key, {"text": ""})["text"]


def saved(lesson: str) -> Saved:
    """Return what is kept of a lesson (``"01"``)."""
    return _saved(_read(), lesson)


def board() -> Page:
    """Return the progress board: a table with a row for each part of the course, drawn from ``course.yml``."""
    record = _read()
    course = yaml.safe_load((places.root() / places.MARKER).read_text(encoding="utf-8"))
    rows = [_row(lesson, _saved(record, lesson["id"])) for lesson in course["lessons"]]
    return boards.page(rows, record["notices"])


def _row(lesson: dict[str, Any], kept: Saved) -> boards.Row:
    ids = [question.id for question in quiz_bank.of_lesson(lesson["id"])]
    tried = [kept.answers[id] for id in ids if id in kept.answers]
    return boards.Row(
        lesson=lesson["id"],
        title=lesson["title"],
        slug=lesson["slug"],
        ready=lesson["status"] == "ready",
        questions=len(ids),
        answered=len(tried),
        right=sum(tries[-1].right for tries in tried),
        notes=len(kept.notes),
    )


def _saved(record: dict[str, Any], lesson: str) -> Saved:
    own = f"{lesson}-"
    return Saved(
        {id: [Answer(**entry) for entry in tries] for id, tries in record["answers"].items() if id.startswith(own)},
        {key: entry["text"] for key, entry in record["notes"].items() if key.startswith(own)},
    )


def _read() -> dict[str, Any]:
    try:
        return _file().read()
    except FileTroubleError as error:
        raise ProgressError(str(error)) from None


def _change(change: Any) -> None:
    try:
        _file().change(change)
    except FileTroubleError as error:
        raise ProgressError(str(error)) from None


def _file() -> SafeFile:
    return SafeFile(folder(), "progress", _empty, _fault, _damaged)


def _empty() -> dict[str, Any]:
    return {"schema": SCHEMA, "answers": {}, "notes": {}, "notices": []}


def _damaged(record: dict[str, Any], sentence: str) -> None:
    record["notices"].append(sentence)
    warnings.warn(sentence, DamagedRecordWarning, stacklevel=2)


def _fault(record: Any) -> str:
    """Return what keeps a record from being used; one of a newer course is refused, not set aside."""
    if not isinstance(record, dict) or not isinstance(record.get("schema"), int):
        return "it has no schema number"
    if record["schema"] > SCHEMA:
        raise ProgressError(
            f"{folder() / 'progress.json'} was written by a newer version of the course (schema {record['schema']}, "
            f"this one knows {SCHEMA}). Update the course; nothing was changed."
        )
    try:
        for tries in record["answers"].values():
            for entry in tries:
                Answer(**entry)
        sound = all(isinstance(entry["text"], str) for entry in record["notes"].values())
        sound = sound and isinstance(record["notices"], list)
    except (AttributeError, KeyError, TypeError):
        sound = False
    return "" if sound else "answers or notes do not have the form of a record"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
