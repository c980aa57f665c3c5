"""Judge on several machines: submissions go to the workers of a Dask scheduler, marks come back as plain data.

This process repairs what was handed in and alone writes to the gradebook. A worker gets the code cells of a submission,
the plan of the set and the limits, judges in a sandbox of its own, and keeps nothing. Both ways it is JSON text.

Who can reach the scheduler can run programs on every worker, for that is what Dask does: scheduler, workers and this
process trust each other. Learners' code runs in none of them, only in the sandboxes that the workers start.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import platform
import re
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import courseware
from courseware.grade.classroom.execute import Judge
from courseware.grade.classroom.variants import Variant
from courseware.grade.judging import session
from courseware.grade.judging.judged import Fault, Judged
from courseware.grade.judging.plan import Cell, Item, Plan
from cyberdiplomacy import places

_CONNECT_SECONDS = 5
_LOOK_SECONDS = 5
# As long as a worker that ended may take to be there again.
_RETURN_SECONDS = 30
# As Dask reads it: without a scheme it is tcp.
_ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss|ucx)://)?[^/\s]+:\d+/?")
_COMPUTING = ("pandas", "numpy", "matplotlib", "ipython")
_REMEDY = "Install the same course there, from the same lock, and start the worker again."
_KEPT = "What is graded is kept; give the same command again, and it goes on from there."

_starting = threading.Lock()


class ClusterError(ValueError):
    """The scheduler or its workers cannot be used; the text says why and what to do."""


class Cluster:
    """The workers of a Dask scheduler, as :class:`courseware.grade.classroom.judges.Judges`."""

    def __init__(self, address: str, plan: Plan, *, confined: bool = True, **seconds: float) -> None:
        """Connect to a scheduler, such as ``tcp://10.0.0.5:8786``.

        Parameters
        ----------
        plan, seconds
            What a worker's :class:`courseware.grade.judging.session.Session` takes; it is always ``confined``.

        Raises
        ------
        ClusterError
            If this is no address, Dask is not installed here, nobody answers, or the scheduler has no workers.
        """
        if not confined:
            raise ClusterError("--unsafe is for this machine only. Leave out --unsafe or --scheduler.")
        self.address = address
        self._client = _client(address)
        self._asked = {"edition": edition(), "plan": asdict(plan), "seconds": seconds}
        self._refusal = ""
        try:
            self._insist_on_workers(_CONNECT_SECONDS)
            self.at_once = sum(self._client.nthreads().values())
        except BaseException:
            self.close()
            raise

    def ready(self) -> Judge:
        """Return the judge of a submission: whichever worker is free."""
        return self._judge

    def mend(self, failed: Judge) -> None:
        """See that there are workers, so that another can judge what one has lost.

        Raises
        ------
        ClusterError
            If a worker must not judge or none is left; what is graded is kept.
        """
        if self._refusal:
            raise ClusterError(self._refusal)
        self._insist_on_workers(_RETURN_SECONDS)

    def close(self) -> None:
        """Let go of the scheduler and of all that it was asked for."""
        # Nobody may be there any more to take leave of.
        with suppress(OSError):
            self._client.close(timeout=_LOOK_SECONDS)

    def _judge(self, cells: Sequence[Cell], variant: Variant | None = None) -> Judged:
        from distributed import CancelledError, KilledWorker

        asked = json.dumps({**self._asked, "cells": [asdict(cell) for cell in cells], "variant": variant})
        try:
            told = self._answer(self._client.submit(judged_there, asked, pure=False))
        except (KilledWorker, CancelledError, OSError) as error:
            raise session.FaultyMachineError(f"The workers ended ({type(error).__name__}). Try again.") from None
        except Exception as error:
            self._refusal = f"A worker cannot do the work ({type(error).__name__}: {error}). {_REMEDY} {_KEPT}"
            raise session.FaultyMachineError(self._refusal) from None
        match told:
            case {"judged": judged}:
                return _unpacked(judged)
            case {"faulty": why}:
                raise session.FaultyMachineError(why)
            case {"refused": why}:
                self._refusal = f"{why} {_KEPT}"
                raise session.FaultyMachineError(self._refusal)
        raise RuntimeError(told["failed"])

    def _answer(self, future: Any) -> dict[str, Any]:
        while True:
            try:
                return json.loads(future.result(timeout=_LOOK_SECONDS))
            except TimeoutError:
                if not self._client.nthreads():
                    raise

    def _insist_on_workers(self, seconds: float) -> None:
        try:
            self._client.wait_for_workers(1, timeout=seconds)
        except TimeoutError:
            raise ClusterError(
                f"The scheduler at {self.address} has no workers. On each machine that is to judge: "
                f"dask worker {self.address} --nworkers 1. {_KEPT}"
            ) from None
        except Exception as error:
            # Dask tells the loss of a scheduler by many exceptions.
            raise ClusterError(f"The scheduler at {self.address} is gone ({type(error).__name__}). {_KEPT}") from None


def edition() -> dict[str, str]:
    """Return what two machines must have in common to give the same marks: the course, by a digest, and versions."""
    return {"course": _digest(), "Python": ".".join(platform.python_version_tuple()[:2])} | {
        name: metadata.version(name) for name in _COMPUTING
    }


def judged_there(asked: str) -> str:
    """Judge one submission, on a worker.

    Parameters
    ----------
    asked
        JSON: ``edition`` of whoever asks, ``plan``, ``cells``, ``variant`` and ``seconds``.

    Returns
    -------
    str
        JSON with one key: ``judged``; ``faulty``, why this machine failed, another may do; ``refused``, why this worker
        must not judge; ``failed``, how the grader itself failed at this submission.
    """
    told = json.loads(asked)
    other = _differing(told["edition"])
    if other:
        why = f"{_this_worker()} has not the same course: {'; '.join(other)}. {_REMEDY}"
        return json.dumps({"refused": why})
    try:
        with _starting:
            running = session.running(_planned(told["plan"]), **told["seconds"])
    except ValueError as error:
        return json.dumps({"refused": f"{_this_worker()} cannot judge. {error}"})
    try:
        judged = running.judge([Cell(**cell) for cell in told["cells"]], told["variant"])
    except session.FaultyMachineError as error:
        return json.dumps({"faulty": str(error)})
    except Exception as error:
        return json.dumps({"failed": f"{type(error).__name__}: {error}"})
    return json.dumps({"judged": asdict(judged) | {"blank": sorted(judged.blank)}})


def _client(address: str) -> Any:
    if not _ADDRESS.fullmatch(address):
        raise ClusterError(
            f"'{address}' is no address of a scheduler. Write it as `dask scheduler` prints it, such as "
            "tcp://10.0.0.5:8786."
        )
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(
            "Grading on several machines needs Dask, which is not installed here. Install it, in your clone of the "
            "course: make extra"
        ) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        # Dask's own client, when it finds nobody, leaves a part of itself behind that complains at the end.
        asyncio.run(asyncio.wait_for(_knock(address), 2 * _CONNECT_SECONDS))
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except Exception as error:
        # Dask has many exceptions for wrong addresses, nobody there, and certificates that are missing or not trusted.
        why = str(error).rstrip(".") or "what is there says nothing"
        raise ClusterError(
            f"No Dask scheduler answers at {address} ({why}). Start one with `dask scheduler`, which prints its "
            "address, such as tcp://10.0.0.5:8786, and name that."
        ) from None


async def _knock(address: str) -> None:
    from distributed import Security
    from distributed.comm import connect

    found = await connect(address, timeout=_CONNECT_SECONDS, **Security().get_connection_args("client"))
    await found.close()


@cache
def _digest() -> str:
    """Return a digest of the code that judges, and of the code and tables that answers and tests read."""
    told = hashlib.sha256()
    package = Path(courseware.__file__).resolve().parents[1]
    for root, pattern in (
        (package, "courseware/grade/**/*.py"),
        (package, "cyberdiplomacy/**/*.py"),
        (places.root(), "data/*.*"),
        (places.root(), "content/scenarios/**/*.yml"),
    ):
        for path in sorted(root.glob(pattern)):
            told.update(f"{path.relative_to(root)}\0".encode())
            told.update(hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest()[:16]


def _differing(wanted: dict[str, str]) -> list[str]:
    mine = edition()
    return [
        "its files differ" if name == "course" else f"its {name} is {mine.get(name)}, not {value}"
        for name, value in wanted.items()
        if mine.get(name) != value
    ]


def _this_worker() -> str:
    from distributed import get_worker

    return f"The worker {get_worker().address} on {socket.gethostname()}"


def _planned(told: dict[str, Any]) -> Plan:
    items = (Item(**item | {key: (*item[key],) for key in ("values", "figures")}) for item in told["items"])
    return Plan((*told["setup"],), (*items,))


def _unpacked(told: dict[str, Any]) -> Judged:
    faults = {name: Fault(**fault | {"hints": (*fault["hints"],)}) for name, fault in told["faults"].items()}
    return Judged(**told | {"faults": faults, "blank": {*told["blank"]}})
