"""Read the practice questions of ``content/quizzes/`` and the misconceptions their wrong options are tagged with.

Authors' mistakes are found by ``course check``; here the files are taken as checked.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from cyberdiplomacy import places

QUIZZES = "content/quizzes"
MISCONCEPTIONS = "content/misconceptions.yml"
LETTERS = "ABCDEF"
TAGS = ("retrieve", "check", "exit", "place", "pretest")
"""What a question is for: looking back, checking one section, leaving a lesson, finding one's track, the rest of the
test before the course. ``check`` may name its section: ``check-terms``."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnknownQuestionError(LookupError):
    """An id, a lesson or a tag that no bank has; the text names the nearest."""


@dataclass(frozen=True)
class Option:
    """One answer to choose: its letter, its text, its feedback, and the misconception of a wrong one."""

    letter: str
    text: str
    right: bool
    feedback: str
    misconception: str


@dataclass(frozen=True)
class Question:
    """A question with one right option; options stand in the order of the file.

    ``track`` is set for a question that places: the track (P or T) of those who tend to know the answer.
    """

    id: str
    stem: str
    options: tuple[Option, ...]
    tags: tuple[str, ...]
    track: str

    def option(self, letter: str) -> Option | None:
        """Return the option with this letter, if there is one."""
        return next((option for option in self.options if option.letter == letter), None)


@dataclass(frozen=True)
class Misconception:
    """A wrong belief as a sentence, and what is right."""

    name: str
    right: str


def lessons() -> list[str]:
    """Return the ids of the lessons that have a bank, sorted."""
    return sorted(path.stem for path in (places.root() / QUIZZES).glob("*.yml"))


def of_lesson(lesson: str) -> tuple[Question, ...]:
    """Return the questions of a lesson in the order of its bank; none if it has no bank."""
    path = places.root() / QUIZZES / f"{lesson}.yml"
    return tuple(_question(entry) for entry in _read(path) or ()) if path.is_file() else ()


def select(what: str | Sequence[str], tag: str = "") -> tuple[Question, ...]:
    """Return the questions asked for, in a fixed order.

    Parameters
    ----------
    what
        The id of a question (``"01-q03"``), several of them in the order wanted, or a lesson (``"01"``) for all of
        its questions in the order of its bank.
    tag
        With a lesson: keep the questions with this tag (see :data:`TAGS`).

    Raises
    ------
    UnknownQuestionError
        If an id, the lesson or the tag is unknown.
    """
    if not isinstance(what, str):
        return tuple(_by_id(item) for item in what)
    if what not in lessons():
        return (_by_id(what),)
    found = tuple(question for question in of_lesson(what) if not tag or tag in question.tags)
    if not found:
        used = sorted({one for question in of_lesson(what) for one in question.tags})
        raise UnknownQuestionError(f'Lesson {what} has no question tagged "{tag}". Its tags: {", ".join(used)}.')
    return found


def misconception(name: str) -> Misconception | None:
    """Return what ``content/misconceptions.yml`` says about an id such as ``MIS-damage-required``."""
    path = places.root() / MISCONCEPTIONS
    entry = (_read(path) or {}).get(name) if path.is_file() else None
    return Misconception(entry["name"], entry["right"]) if entry else None


def _by_id(item: str) -> Question:
    bank = of_lesson(item.rsplit("-", 1)[0])
    for question in bank:
        if question.id == item:
            return question
    known = [*lessons(), *(question.id for lesson in lessons() for question in of_lesson(lesson))]
    near = difflib.get_close_matches(item, known, n=3, cutoff=0.5)
    hint = f"Nearest: {', '.join(near)}." if near else f"Lessons with questions: {', '.join(lessons()) or 'none'}."
    raise UnknownQuestionError(f'There is no question or lesson "{item}" in {QUIZZES}. {hint}')


def _question(entry: dict[str, Any]) -> Question:
    options = (
        Option(letter, one["t"], one.get("ok", False), one["fb"], one.get("mis", ""))
        for letter, one in zip(LETTERS, entry["options"], strict=False)
    )
    return Question(entry["id"], entry["stem"], tuple(options), tuple(entry.get("tags", ())), entry.get("track", ""))


def _read(path: Path) -> Any:
    return _parsed(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _parsed(path: Path, _changed: int) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
