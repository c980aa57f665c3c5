"""Judge submissions of one set: two warm processes, and for each submission a learner's process and a judge's."""

from __future__ import annotations

import atexit
import json
import math
import os
import socket
import time
from collections.abc import Mapping, Sequence

from courseware.grade.judging import sandbox
from courseware.grade.judging.judged import Fault, Judged
from courseware.grade.judging.plan import Cell, Item, Plan
from courseware.grade.judging.wire import BrokenWireError, Wire

CELL_SECONDS = 10.0
NOTEBOOK_SECONDS = 120.0
MAX_CODE = 2_000_000
# What the judge itself may need beyond the time of the learner's process.
_SLACK = 15.0


class FaultyMachineError(ValueError):
    """The sandbox itself failed, not the code in it: nobody's fault but the machine's."""


class _HaltedError(Exception):
    def __init__(self, at: str, how: str) -> None:
        super().__init__(at)
        self.at, self.how = at, how


class Session:
    """Judges any number of submissions of one set, also several at a time in threads."""

    def __init__(
        self,
        plan: Plan,
        *,
        confined: bool = True,
        cell_seconds: float = CELL_SECONDS,
        notebook_seconds: float = NOTEBOOK_SECONDS,
    ) -> None:
        """Start the two processes.

        Raises
        ------
        NoSandboxError
            If ``confined`` and this machine cannot contain learners' code.
        """
        self.plan = plan
        self.confined = confined
        self._cell_seconds, self._notebook_seconds = cell_seconds, notebook_seconds
        processor = math.ceil(notebook_seconds)
        self._learners = sandbox.Server("learner", plan, confined=confined, seconds=processor)
        self._judges = sandbox.Server("judge", plan, confined=confined, seconds=processor)
        try:
            self._learners.wait()
            self._judges.wait()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End both processes and whatever still runs in them."""
        self._learners.close()
        self._judges.close()

    def alive(self) -> bool:
        """Return whether both processes are there."""
        return self._learners.alive() and self._judges.alive()

    def judge(self, cells: Sequence[Cell], variant: Mapping[str, tuple[str, int]] | None = None) -> Judged:
        """Return what a submission earns; code that hangs or kills its process costs no other item its points.

        A cell or test in which the process ends is given up, and the cells run again in new processes, which know
        nothing of the first, for the tests that are still to come. An item is judged once: nobody has a second try.
        ``variant`` tells the tests of a simulation which case this learner has, by simulation: its name and the seed.

        Raises
        ------
        FaultyMachineError
            If the warm processes end, which no submission can bring about, or if those forked from them end, twice,
            before any code of the learner's ran.
        """
        end = time.monotonic() + self._notebook_seconds
        judged, faulty = Judged(halted=_too_long(cells)), False
        tested = [item.id for item in self.plan.items if item.test is not None]
        while True:
            run = [cell for cell in cells if cell.id not in judged.halted]
            items = [item for item in tested if item not in judged.halted and item not in judged.scores]
            if not items and all(cell.id in judged.outputs for cell in run):
                return judged
            try:
                self._once(judged, run, items, variant or {})
            except _HaltedError as error:
                if not self.alive():
                    raise FaultyMachineError("The sandbox was ended from outside. Try again.") from None
                if not error.at and faulty:
                    raise FaultyMachineError("The sandbox ended before it ran anything. Try again.") from None
                faulty = faulty or not error.at
                judged.give_up(self._stopped(cells, error, time.monotonic() - end))

    def _once(
        self, judged: Judged, cells: Sequence[Cell], items: Sequence[str], variant: Mapping[str, tuple[str, int]]
    ) -> None:
        """Run these cells and test these items, in processes of their own."""
        at = ""
        to_learner, of_learner = socket.socketpair()
        to_judge, of_judge = socket.socketpair()
        leash, hold = os.pipe()
        try:
            self._learners.send(of_learner, leash)
            self._judges.send(of_judge, to_learner)
            for end in (to_learner, of_learner, of_judge):
                end.close()
            wire = Wire(to_judge)
            asked = [{"id": cell.id, "source": cell.source} for cell in cells]
            times = {"seconds": self._cell_seconds, "together": self._notebook_seconds}
            wire.send({"cells": asked, "items": items, "variant": dict(variant), **times})
            while True:
                told = wire.receive(time.monotonic() + self._cell_seconds + _SLACK)
                match told:
                    case {"done": _}:
                        return
                    case {"at": str(here)}:
                        at = here
                    case {"halted": str(how)}:
                        raise _HaltedError(at, how)
                    case {"late": late}:
                        judged.give_up(dict.fromkeys([late, *(c.item for c in cells if c.id == late)], self._unrun()))
                    case {"ran": cell, "outputs": outputs, "fault": fault} if cell not in judged.outputs:
                        # The first time only: before a run that follows on a halt, hidden calls were made.
                        judged.outputs[cell] = outputs
                        if fault:
                            judged.faults[cell] = Fault(**fault)
                    case {"judged": item}:
                        judged.note(item, told)
        except (TimeoutError, BrokenWireError, EOFError, OSError):
            raise _HaltedError(at, "judge") from None
        finally:
            for one in (leash, hold):
                os.close(one)
            for end in (to_learner, of_learner, to_judge, of_judge):
                end.close()

    def _sentence(self, how: str) -> str:
        match how:
            case "slow":
                return f"Your answer was stopped after {self._cell_seconds:g} seconds. Look for a loop that never ends."
            case "judge":
                return "The check of your answer did not come to an end: what it gives is too large or too deep."
            case "broken":
                return "What your answer gave could not be read. Look for code that reaches into the checks."
        return "Python itself ended while your answer ran. Look for os._exit(), very large lists and many threads."

    def _stopped(self, cells: Sequence[Cell], error: _HaltedError, late: float) -> dict[str, str]:
        """Return the cells and items that are given up after a halt, with the reason of each; ``late`` in seconds.

        Once the time is used up, all that comes after; what comes before runs again. At double the time, everything.
        """
        if not error.at:
            return {}
        place = next((number for number, cell in enumerate(cells) if cell.id == error.at), None)
        stopped = {}
        if late > 0:
            again = 0 if place is None or late > self._notebook_seconds else place + 1
            names = [name for cell in cells[again:] for name in (cell.id, cell.item)]
            if again == 0:
                names += [item.id for item in self.plan.items]
            stopped = dict.fromkeys(names, self._unrun())
        itself = [error.at] if place is None else [error.at, cells[place].item]
        return stopped | dict.fromkeys(itself, self._sentence(error.how))

    def _unrun(self) -> str:
        return f"Not run: the {self._notebook_seconds:g} seconds of this notebook were used up by other cells."


_running: dict[tuple, Session] = {}


def running(master: Plan, **settings: object) -> Session:
    """Return the session of a master that this process keeps, started if it is not the one or has ended."""
    key = (master, *sorted(settings.items()))
    if key not in _running or not _running[key].alive():
        close_all()
        _running[key] = Session(master, **settings)
    return _running[key]


@atexit.register
def close_all() -> None:
    """End every session that this process keeps."""
    while _running:
        _running.popitem()[1].close()


def why_not() -> str:
    """Return why this machine cannot contain learners' code, with what to do; empty if it can, which is tried."""
    item = Item("probe", "probe", 1, "check.that(check.value('x') == 2)", ("x",))
    try:
        with Session(Plan(("from cyberdiplomacy import check",), (item,))) as session:
            judged = session.judge([Cell("probe-answer", "x = 1 + 1", "probe")])
    except ValueError as error:
        return str(error)
    return "" if judged.scores == {"probe": None} else "The sandbox starts here, but code does not run in it."


def _too_long(cells: Sequence[Cell]) -> dict[str, str]:
    """Return the cells and items beyond the code that a notebook may hold, with the reason."""
    stopped, left = {}, MAX_CODE
    for cell in cells:
        length = len(json.dumps(cell.source))
        if length <= left:
            left -= length
        else:
            why = f"Not run: this notebook holds more than {MAX_CODE / 1e6:g} MB of code."
            stopped |= {name: why for name in (cell.id, cell.item) if name}
    return stopped
