"""What test cells use: accessors that give the learner's work as plain data, and verdicts on it.

``value``, ``call``, ``raises``, ``mutates`` and ``figure`` return None where there is nothing to judge: not attempted,
crashed, or no plain data. ``that`` and ``score`` know which it was. In study mode they print one line and never raise
for a fault of the learner's; under nbgrader ``that`` raises :class:`Off` and ``score`` returns the points.
"""

from __future__ import annotations

import sys
from typing import Any

from cyberdiplomacy import plain, record
from cyberdiplomacy.namespace import Namespace, Reply, Source
from cyberdiplomacy.plain.limits import a_kind

__all__ = ["AuthorError", "Off", "call", "figure", "mutates", "raises", "score", "that", "use", "value"]

WELL, OFF, BLANK = "✓ looks well-formed", "✗ off", "· not attempted yet"


class _Sentence:
    """Makes notebooks show an exception as its sentence, without a traceback through the test."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class Off(_Sentence, AssertionError):
    """An answer is not what was asked; the message is ``hints`` (the fault alone, where there is one) with the id."""

    def __init__(self, message: str, hints: tuple[str, ...] = (), misconception: str = "") -> None:
        super().__init__(message)
        self.hints, self.misconception = hints, misconception


class AuthorError(_Sentence, Exception):
    """A test cell is wrong, whatever the answer; a person must look at it."""


_source: Source | None = None
# The run in which a check first failed, by the names it read and its hints.
_first_failures: dict[tuple, object] = {}


def use(source: Source | None) -> None:
    """Take answers from another source from now on (None: the running notebook), and begin a new cell."""
    global _source
    _source = source
    record.renew()


def value(name: str, *, allow_nonfinite: bool = False) -> Any:
    """Return the learner's value of a name; NaN and infinities outside tables only if declared."""
    return _data(name, _answers().read(name), f"`{name}`", allow_nonfinite)


def figure(name: str) -> list[dict[str, Any]] | None:
    """Return what the learner's figure shows, as :func:`cyberdiplomacy.figures.summary` describes it."""
    return _data(name, _answers().figure(name), f"the figure `{name}`", False)


def call(name: str, *arguments: Any, allow_nonfinite: bool = False) -> Any:
    """Return the result of the learner's function for copies of plain arguments."""
    return _data(name, _called(name, arguments), f"the result of `{name}`", allow_nonfinite, arguments)


def raises(name: str, *arguments: Any) -> str | None:
    """Return the name of the exception that the learner's function raises; None if it returns.

    The nearest built-in class counts (``ValueError``, ``TypeError``, ``KeyError`` …); any other is "LearnerError".
    """
    reply = _called(name, arguments)
    if reply.raised:
        record.current().give(name)
        return record.known_error(reply)
    record.current().note(name, reply, arguments)
    return None


def mutates(name: str, *arguments: Any) -> bool | None:
    """Return whether the learner's function changes the arguments it is given."""
    reply = _called(name, arguments)
    record.current().note(name, reply, arguments)
    return None if reply.data is None else reply.arguments != _encoded(arguments)


def that(condition: bool, hint: str | tuple[str, ...] = "", misconception: str = "") -> None:
    """Give the verdict on an answer.

    Parameters
    ----------
    condition
        Exactly True or False (numpy's count). Not looked at where a name read in this cell has no answer or a fault.
    hint
        What to think about when it is False. Of several, the first failing run of a cell shows one, later runs all.
    misconception
        Id of the misconception behind it; part of the message under nbgrader only.

    Raises
    ------
    Off
        Under nbgrader, if the condition is False, or a name read in this cell has no answer or a fault.
    AuthorError
        If the condition is no truth value.
    """
    hints = (hint,) if isinstance(hint, str) else tuple(hint)
    cell = record.current()
    blanks = cell.blanks()
    well = not blanks and not cell.fault() and _truth(condition, cell)
    if record.grading():
        if not well:
            if blanks:
                raise Off(f"not attempted: {', '.join(blanks)}.")
            why = _joined(cell.fault(), *hints) or "this is not what was asked."
            steps = (cell.fault(),) if cell.fault() else hints
            raise Off(_joined(why, misconception and f"[{misconception}]"), steps, misconception)
    elif blanks:
        cell.say(f"{BLANK} — {', '.join(blanks)}")
    elif well:
        cell.say(WELL)
    else:
        why = cell.fault() or _joined(*_steps(cell, hints))
        cell.say(f"{OFF} — {why}" if why else OFF)


def score(points: float, of: float) -> float | None:
    """Give part of the points of an item; the last line of a test cell.

    Parameters
    ----------
    points
        What the answer earns, from 0 to ``of``; where nothing is attempted it earns 0 whatever stands here.
    of
        The points of the item.

    Returns
    -------
    float | None
        Under nbgrader the points, which become the mark. In study mode None, and a line is printed.

    Raises
    ------
    AuthorError
        If the points are no finite number from 0 to ``of``: nbgrader itself would give full marks.
    """
    most = _points(of, sys.float_info.max)
    earned = _points(points, most)
    cell = record.current()
    blanks = cell.blanks()
    if blanks and blanks == [*cell.names()]:
        earned = 0.0
    if record.grading():
        return earned
    cell.say(f"{BLANK} — {', '.join(blanks)}" if blanks else f"· {earned:g} of {most:g} points")
    return None


def _points(number: object, most: float) -> float:
    numpy = sys.modules.get("numpy")
    numeric = type(number) in (int, float) or (
        numpy is not None and isinstance(number, (numpy.integer, numpy.floating))
    )
    if numeric and 0 <= number <= most:
        return float(number)
    shown = repr(number) if type(number) is float else a_kind(number)
    raise AuthorError(f"the points are {shown}, not a number from 0 to {most:g}; this item needs a person.")


def _truth(condition: object, cell: record.Cell) -> bool:
    if condition is True or condition is False:
        return condition
    numpy = sys.modules.get("numpy")
    if numpy is not None and type(condition) is numpy.bool_:
        return bool(condition)
    if type(condition).__name__ == "NAType":
        cell.blame("your answer is a missing value (NA); give the one value that is asked.")
        return False
    if cell.tables and type(condition).__module__.partition(".")[0] in ("pandas", "numpy"):
        cell.blame("your answer is a whole table or column; give the one value that is asked.")
        return False
    raise AuthorError(
        f"the condition of this check is {a_kind(condition)}, not True or False; this item needs a person."
    )


def _steps(cell: record.Cell, hints: tuple[str, ...]) -> tuple[str, ...]:
    """Return the hints to show: one in the first run that fails, all in later ones."""
    first = _first_failures.setdefault((cell.names(), hints), cell.run)
    return hints[:1] if first == cell.run else hints


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _data(name: str, reply: Reply, subject: str, allow_nonfinite: bool, arguments: tuple = ()) -> Any:
    cell = record.current()
    cell.note(name, reply, arguments)
    if reply.data is None:
        return None
    try:
        found = plain.decode(reply.data, subject=subject, allow_nonfinite=allow_nonfinite)
    except plain.PlainError as error:
        cell.blame(str(error))
        return None
    cell.tables |= type(found).__name__ in ("DataFrame", "Series")
    return found


def _called(name: str, arguments: tuple) -> Reply:
    return _answers().call(name, _encoded(arguments))


def _encoded(arguments: tuple) -> bytes:
    try:
        return plain.encode([*arguments], subject="an argument of this check", allow_nonfinite=True)
    except plain.PlainError as error:
        raise AuthorError(f"{error} This item needs a person.") from None


def _answers() -> Source:
    if _source is not None:
        return _source
    notebook = record.shell()
    if notebook is None:
        raise AuthorError("no notebook is running; tell check.use() where the answers are.")
    return Namespace(notebook.user_ns)
