"""In a process of its own: drive a learner's process through its cells, then run the master's tests on what it says.

Trusted code on untrusted data. It holds the tests of one set and nothing else: no gradebook, no other submission.
Everything it finds goes to the grader as it is found, so the grader knows where this process ended if it does.
"""

from __future__ import annotations

import contextlib
import io
import signal
import time
from collections.abc import Sequence
from typing import Any

from courseware.grade.plan import Item
from courseware.grade.remote import GoneError, Remote
from courseware.grade.wire import Wire
from cyberdiplomacy import check, record

TEST_SECONDS = 5


def judge(grader: Wire, learner: Wire, shell: Any, items: Sequence[Item]) -> None:
    """Serve the one request of the grader: cells to run, ids of items to test, the seconds each has, and all cells.

    Sent, one message each: ``at`` before each step; ``ran`` with the outputs of a cell; ``late`` for a cell that is not
    run since the time of all is used up; ``judged`` with the outcome of an item; ``halted`` if the learner's process
    gives no answer, after which nothing comes; ``done``.
    """
    request = grader.receive()
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
        tested = [item for item in items if item.id in request["items"]]
        for item in tested:
            grader.send({"at": item.id})
            remote.give(request["seconds"])
            for name in item.values:
                remote.take("value", name)
            for name in item.figures:
                remote.take("figure", name)
        for item in tested:
            grader.send({"at": item.id})
            remote.give(request["seconds"])
            # Its own processor time, not the time it waits: at the end of it this process dies, whatever it is doing.
            signal.setitimer(signal.ITIMER_PROF, TEST_SECONDS)
            grader.send({"judged": item.id, **_tested(shell, item, remote)})
            signal.setitimer(signal.ITIMER_PROF, 0)
        grader.send({"done": True})
    except GoneError as gone:
        grader.send({"halted": str(gone)})


def _tested(shell: Any, item: Item, remote: Remote) -> dict[str, Any]:
    """Run one test; return what it gives (None: all points), how it failed, and whether nothing was attempted."""
    check.use(remote)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        result = shell.run_cell(item.test, store_history=False)
    error = result.error_before_exec or result.error_in_exec
    if isinstance(error, GoneError):
        raise error
    names = record.current().names()
    blank = bool(names) and record.current().blanks() == [*names]
    if error is None:
        return {"score": result.result, "fault": None, "blank": blank}
    return {"score": 0.0, "fault": _told(error), "blank": blank}


def _told(error: BaseException) -> dict[str, Any]:
    told = {"kind": type(error).__name__, "text": str(error), "hints": [], "misconception": ""}
    if isinstance(error, check.Off):
        told |= {"hints": [*error.hints], "misconception": error.misconception}
    return told
