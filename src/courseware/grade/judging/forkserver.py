"""A warm process that serves one set: it imports and runs the setup once, and forks for every submission.

Started as ``python -I -m courseware.grade.judging.forkserver FILE``, usually inside bubblewrap. It gets its orders on
standard input (JSON: ``role``, ``confined``, ``seconds``, ``plan``), sends a byte on the socket that the open file with
that number is when it is ready, answers each "?" that comes there, and takes two open files with each "!". For a
learner: the wire to the judge, and a leash (when the grader lets go of it, the process ends). For a judge: the wires to
grader and learner.
Nothing of a submission is ever read here, only in the forked children.
"""

from __future__ import annotations

import gc
import io
import json
import os
import select
import signal
import socket
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from courseware.grade.judging import plan
from courseware.grade.judging.wire import Wire

JUDGE_SECONDS = 300
_LOOK_MILLISECONDS = 50


def main() -> None:
    """Serve until the grader closes the control socket."""
    orders = json.load(sys.stdin)
    control = socket.socket(fileno=int(sys.argv[1]))
    judge = orders["role"] == "judge"
    # A program started in the background ignores the signal, and so would its children.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    shell = warm_shell(orders["plan"]["setup"], judge)
    tests = _tests(orders["plan"]["items"]) if judge else []
    if orders["confined"] and not judge:
        _try_the_door(orders["seconds"])
    gc.collect()
    gc.freeze()
    control.send(b"!")
    while True:
        word, files, *_ = socket.recv_fds(control, 1, 2)
        if not word:
            return
        if word == b"?":
            control.send(b"!")
            continue
        if os.fork() == 0:
            try:
                if judge:
                    _judge(files, shell, tests)
                else:
                    _learner(files, shell, orders)
            finally:
                os._exit(0)
        for file in files:
            os.close(file)
        _bury()


def warm_shell(setup: list[str], judge: bool) -> Any:
    """Import what submissions use and run the locked code of the master, once for all of them."""
    if judge:
        os.environ["NBGRADER_EXECUTION"] = "autograde"
    import matplotlib

    matplotlib.use("agg", force=True)
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    shell = InteractiveShell.instance(colors="nocolor", config=Config({"HistoryManager": {"enabled": False}}))
    # Nobody reads the pages of a traceback here, and to draw them takes longer than to run an answer.
    shell.showtraceback = shell.showsyntaxerror = lambda *args, **kwargs: None
    for source in setup:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            result = shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        if error:
            raise SystemExit(f"the setup of this set stops with {type(error).__name__}: {error}")
    _rehearse(shell)
    return shell


def _tests(items: list[dict[str, Any]]) -> list[Any]:
    from courseware.grade.judging import judge

    return [judge.Test(plan.Item(**item)) for item in items if item["test"] is not None]


def _rehearse(shell: Any) -> None:
    """Do once, with names of its own, what most answers do: what is loaded at first use is then loaded for all."""
    import pandas as pd

    from courseware.grade.judging import learner
    from cyberdiplomacy import data, figures, places, plain

    # A course may have no tables of its own.
    for name in data.names() if (places.root() / data.PACKAGE).is_file() else ():
        data.load(name)
    table = pd.DataFrame({"n": [1, 2], "word": ["a", "b"], "day": pd.to_datetime(["2026-11-22", "2026-11-23"])})
    counted = table.merge(table, on="word").groupby("word")["n_x"].sum().sort_values()
    table.to_html()
    plain.decode(plain.encode([table, counted, {"a": (1, 2.5, None)}]))
    axes = counted.plot.bar(title="warm")
    axes.bar_label(axes.containers[0])
    figures.summary(axes)
    axes.figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")
    usual = shell.display_pub
    learner.run(shell, "None")
    shell.display_pub = usual


def _try_the_door(seconds: int) -> None:
    """Shut in a child as a learner's process will be; if this machine forbids a part of it, end with the reason."""
    from courseware.grade.judging import confine

    try:
        import pyseccomp  # noqa: F401 — to find its library takes programs, which a process that is shut in cannot start
    except (ImportError, RuntimeError) as error:
        raise SystemExit(f"confine: {error}") from None
    child = os.fork()
    if child == 0:
        status = 1
        try:
            confine.enter_own_namespaces()
            confine.give_up_rights(seconds)
            status = 0
        except (confine.ConfineError, OSError) as error:
            print(f"confine: {error}", flush=True)
        finally:
            os._exit(status)
    if os.waitpid(child, 0)[1]:
        raise SystemExit(1)


def _learner(files: list[int], shell: Any, orders: dict[str, Any]) -> None:
    """In the first child: shut the door behind, let the second child work, and end it when the leash goes."""
    from courseware.grade.judging import confine, learner

    wire, leash = files
    processes = None
    if orders["confined"]:
        confine.keep_only(wire, leash)
        processes = os.open("/proc", os.O_RDONLY)
        confine.enter_own_namespaces()
    alive, living = os.pipe()
    worker = os.fork()
    if worker:
        os.close(wire)
        os.close(living)
        _hold(worker, leash, alive, processes)
        return
    os.close(leash)
    os.close(alive)
    os.setsid()  # a group of its own: a signal to the group reaches through namespaces, to the server and all others
    if processes is not None:
        os.close(processes)
        confine.die_with_parent()
        os.chdir(confine.WORK)
        confine.give_up_rights(orders["seconds"])
    learner.serve(Wire(socket.socket(fileno=wire)), shell)


def _hold(worker: int, leash: int, alive: int, processes: int | None) -> None:
    """Wait until the worker ends, which closes the other end of ``alive``, or the leash goes; leave nothing behind.

    A worker that swarms with threads is ended, too.
    """
    from courseware.grade.judging import confine

    watched = select.poll()
    watched.register(alive, select.POLLHUP)
    watched.register(leash, select.POLLHUP)
    while not watched.poll(_LOOK_MILLISECONDS):
        if processes is not None and confine.crowded(processes, worker):
            break
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)


def _judge(files: list[int], shell: Any, tests: list[Any]) -> None:
    from courseware.grade.judging import confine, judge

    grader, learner = (socket.socket(fileno=file) for file in files)
    confine.keep_only(grader.fileno(), learner.fileno())
    if sys.platform == "linux":
        confine.limit(JUDGE_SECONDS)
    judge.judge(Wire(grader), Wire(learner), shell.user_ns, tests)


def _bury() -> None:
    """Take note of children that ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


if __name__ == "__main__":
    main()
