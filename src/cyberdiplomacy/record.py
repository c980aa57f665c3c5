"""What happened so far in the running test cell: names read, answers missing, faults found, lines printed."""

from __future__ import annotations

import itertools
import os
import sys
from dataclasses import dataclass, field
from typing import Any

from cyberdiplomacy.namespace import ERRORS, OTHER_ERROR, Reply

MAX_SHOWN = 60


@dataclass
class Cell:
    """One run of one test cell.

    Attributes
    ----------
    run
        What tells this run from others.
    tables
        Whether an answer was a DataFrame or a Series.
    """

    run: int | None = None
    tables: bool = False
    _names: list[str] = field(default_factory=list)
    _given: set[str] = field(default_factory=set)
    _empty: dict[str, str] = field(default_factory=dict)
    _faults: list[str] = field(default_factory=list)
    _printed: set[str] = field(default_factory=set)

    def note(self, name: str, reply: Reply, arguments: tuple = ()) -> None:
        """Remember whether a name had an answer, and what was wrong with it."""
        if name not in self._names:
            self._names.append(name)
        if reply == Reply():
            self._empty.setdefault(
                name, f"`{name}` returns nothing (None) for {_input(arguments)}; every way through it needs a return."
            )
            return
        self._given.add(name)
        if reply.raised:
            said = known_error(reply) if grading() else f"{reply.detail} for {_input(arguments)}"
            self.blame(f"your function `{name}` raised {said}.")
        elif reply.data is None:
            self.blame(reply.detail)

    def give(self, name: str) -> None:
        """Remember that a name had an answer, in which nothing is wrong."""
        if name not in self._names:
            self._names.append(name)
        self._given.add(name)

    def blame(self, sentence: str) -> None:
        """Remember a fault; every later verdict of the cell tells it."""
        self._faults.append(sentence)

    def names(self) -> tuple[str, ...]:
        """Return the names read so far."""
        return tuple(self._names)

    def blanks(self) -> list[str]:
        """Return the names read that hold no answer at all."""
        return [name for name in self._names if name not in self._given]

    def fault(self) -> str:
        """Return the first fault; a function that answers some inputs and not others has one."""
        silent = [sentence for name, sentence in self._empty.items() if name in self._given]
        return next(iter([*self._faults, *silent]), "")

    def say(self, line: str) -> None:
        """Print a line once, however many checks of the cell say it."""
        if line not in self._printed:
            self._printed.add(line)
            print(line)


_runs = itertools.count()
_running = Cell()
_watched: Any = None


def current() -> Cell:
    """Return the record of the running cell, a new one whenever the notebook begins to run a cell.

    The notebook is asked to say so; its execution count would not do, since nbval runs cells without counting them.
    """
    global _watched
    notebook = shell()
    if notebook is not None and notebook is not _watched:
        notebook.events.register("pre_execute", renew)
        _watched = notebook
        renew()
    return _running


def renew() -> None:
    """Forget what happened, as at the beginning of a cell."""
    global _running
    _running = Cell(run=next(_runs))


def shell() -> Any:
    """Return the running IPython shell, or None."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def grading() -> bool:
    """Return whether nbgrader runs this notebook, to grade or to validate it."""
    return bool(os.environ.get("NBGRADER_EXECUTION"))


def known_error(reply: Reply) -> str:
    """Return the class of the learner's exception, if it is one of the names that tests know."""
    return reply.raised if reply.raised in ERRORS else OTHER_ERROR


def _input(arguments: tuple) -> str:
    """Return the input in words; not under nbgrader, since it may be a hidden test's."""
    if grading() or not arguments:
        return "one of its inputs"
    shown = (repr(argument) for argument in arguments)
    return f"the input ({', '.join(text if len(text) <= MAX_SHOWN and text.isprintable() else '…' for text in shown)})"
