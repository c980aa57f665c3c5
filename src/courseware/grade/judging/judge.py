"""In a process of its own: drive a learner's process through its cells, then run the master's tests on what it says.

Trusted code on untrusted data. It holds the tests of one set and nothing else: no gradebook, no other submission.
Everything it finds goes to the grader as it is found, so the grader knows where this process ended if it does.
"""

from __future__ import annotations

import ast
import contextlib
import io
import signal
import time
from collections.abc import Sequence
from typing import Any

from courseware.grade.judging.plan import Item
from courseware.grade.judging.remote import GoneError, Remote
from courseware.grade.judging.wire import Wire
from cyberdiplomacy import check, record

TEST_SECONDS = 5


class Test:
    """The test of an item, compiled once for all submissions."""

    def __init__(self, item: Item) -> None:
        self.item = item
        body = ast.parse(item.test).body
        last = [ast.Expression(body.pop().value)] if isinstance(body[-1], ast.Expr) else []
        where = f"<test of {item.id}>"
        self._body = compile(ast.Module(body, type_ignores=[]), where, "exec")
        self._last = [compile(expression, where, "eval") for expression in last]

    def run(self, names: dict[str, Any]) -> Any:
        """Run the test; return what its last line gives, as a notebook would show it."""
        exec(self._body, names)
        return next((eval(last, names) for last in self._last), None)


def judge(grader: Wire, learner: Wire, names: dict[str, Any], tests: Sequence[Test]) -> None:
    """Serve the one request of the grader: cells to run, ids of items to test, the seconds each has, and all cells,
    and the case of this learner's where a simulation is judged.

    Sent, one message each: ``at`` before each step; ``ran`` with the outputs of a cell; ``late`` for a cell that is not
    run since the time of all is used up; ``judged`` with the outcome of an item; ``halted`` if the learner's process
    gives no answer, after which nothing comes; ``done``.
    """
    request = grader.receive()
    if request["variant"]:
        from cyberdiplomacy.simulation import variant

        variant.say(request["variant"])
    remote = Remote(learner)
    try:
        remote.begin()
        end = time.monotonic() + request["together"]
        for cell in request["cells"]:
            if time.monotonic() > end:
                grader.send({"late": cell["id"]})
                continue
            grader.send({"at": cell["id"]})
            remote.give(request["seconds"])
            outputs, fault = remote.run(cell["source"])
            grader.send({"ran": cell["id"], "outputs": outputs, "fault": fault})
        wanted = [test for test in tests if test.item.id in request["items"]]
        for item in (test.item for test in wanted):
            grader.send({"at": item.id})
            remote.give(request["seconds"])
            for name in item.values:
                remote.take("value", name)
            for name in item.figures:
                remote.take("figure", name)
        for test in wanted:
            grader.send({"at": test.item.id})
            remote.give(request["seconds"])
            # Its own processor time, not the time it waits: at the end of it this process dies, whatever it is doing.
            signal.setitimer(signal.ITIMER_PROF, TEST_SECONDS)
            grader.send({"judged": test.item.id, **_tested(test, names, remote)})
            signal.setitimer(signal.ITIMER_PROF, 0)
        grader.send({"done": True})
    except GoneError as gone:
        grader.send({"halted": str(gone)})


def _tested(test: Test, names: dict[str, Any], remote: Remote) -> dict[str, Any]:
    """Run one test; return what it gives (None: all points), how it failed, and whether nothing was attempted."""
    check.use(remote)
    score, fault = None, None
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            score = test.run(names)
    except GoneError:
        raise
    except BaseException as error:
        # Whatever a test ends in on a learner's value is the outcome of that item, and of that item only.
        score, fault = 0.0, _told(error)
    read = record.current().names()
    blank = bool(read) and record.current().blanks() == [*read]
    return {"score": score, "fault": fault, "blank": blank}


def _told(error: BaseException) -> dict[str, Any]:
    told = {"kind": type(error).__name__, "text": str(error), "hints": [], "misconception": ""}
    if isinstance(error, check.Off):
        told |= {"hints": [*error.hints], "misconception": error.misconception}
    return told
