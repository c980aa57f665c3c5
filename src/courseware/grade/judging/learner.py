"""In the sandbox: run a learner's cells, hand out the names that are asked for, call functions that are asked for.

No test, no expected value and no other submission is in this process; whatever it says is the learner's word.
"""

from __future__ import annotations

import base64
import contextlib
import io
import traceback
from collections.abc import Iterator
from typing import Any

from courseware.grade.judging.wire import Wire
from cyberdiplomacy.namespace import Namespace, Reply

MAX_TEXT = 100_000
MAX_SHOWN = 10
MAX_EXCEPTION = 2_000
_CUT = "\n… the rest of this output was cut off.\n"
_SHOWN = {"text/plain": MAX_TEXT, "text/html": 200_000, "image/png": 1_500_000}
_DPI = 80


def serve(wire: Wire, shell: Any) -> None:
    """Run the cells of the one request, answer for each name, then serve calls until nobody asks any more.

    Every exchange is one message each way, with the number that was asked, so the other side knows in which cell, name
    or call this process ended, and what was sent before anybody asked for it.
    """
    answers = Namespace(shell.user_ns)
    with contextlib.suppress(EOFError):
        while True:
            wanted = wire.receive()
            match wanted["do"]:
                case "run":
                    told = run(shell, wanted["source"])
                case "value":
                    told = _packed(answers.read(wanted["name"]))
                case "figure":
                    told = _packed(answers.figure(wanted["name"]))
                case "call":
                    told = _packed(answers.call(wanted["name"], wanted["arguments"].encode()))
                case _:
                    told = {}
            wire.send({**told, "number": wanted["number"]})


def run(shell: Any, source: str) -> dict[str, Any]:
    """Run one cell; return its outputs as a notebook keeps them, and its fault, if it ends in an exception."""
    from IPython.core.displayhook import CapturingDisplayHook
    from IPython.core.displaypub import CapturingDisplayPublisher

    out, err = _Capped(), _Capped()
    shown = shell.display_pub = CapturingDisplayPublisher(parent=shell)
    # What the last line of a cell gives is shown by this hook while the cell runs.
    shell.display_trap.hook = CapturingDisplayHook(shell=shell, outputs=shown.outputs)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        result = shell.run_cell(source, store_history=False)
    outputs = [
        {"output_type": "stream", "name": name, "text": stream.getvalue()}
        for name, stream in (("stdout", out), ("stderr", err))
        if stream.getvalue()
    ]
    bundles = [entry["data"] for entry in shown.outputs] + list(_open_figures())
    outputs += [_display(bundle) for bundle in bundles[:MAX_SHOWN]]
    error = result.error_before_exec or result.error_in_exec
    return {"outputs": outputs, "fault": None if error is None else _fault(error)}


class _Capped(io.StringIO):
    """Keeps the beginning of what is written and drops the rest."""

    def write(self, text: str) -> int:
        room = MAX_TEXT - self.tell()
        if room > 0:
            super().write(text if len(text) <= room else text[:room] + _CUT)
        return len(text)


def _open_figures() -> Iterator[dict[str, str]]:
    """Draw the figures a cell leaves open, as a notebook does, and close them."""
    import matplotlib.pyplot as plt

    for number in plt.get_fignums()[:MAX_SHOWN]:
        drawn = io.BytesIO()
        try:
            plt.figure(number).savefig(drawn, format="png", dpi=_DPI)
        except Exception as error:
            # A figure of the learner's may be broken in any way; that it cannot be drawn is all there is to say.
            yield {"text/plain": f"This figure cannot be drawn ({type(error).__name__})."}
        else:
            yield {"text/plain": f"Figure {number}", "image/png": base64.b64encode(drawn.getvalue()).decode("ascii")}
    plt.close("all")


def _display(bundle: dict[str, Any]) -> dict[str, Any]:
    kept = {
        kind: data if type(data) is str else base64.b64encode(data).decode("ascii")
        for kind, data in bundle.items()
        if kind in _SHOWN and type(data) in (str, bytes) and len(data) <= _SHOWN[kind]
    }
    kept.setdefault("text/plain", "An output too large to be kept.")
    return {"output_type": "display_data", "data": kept, "metadata": {}}


def _fault(error: BaseException) -> dict[str, Any]:
    in_cell = [step.lineno for step in traceback.extract_tb(error.__traceback__) if "<ipython-input" in step.filename]
    line = error.lineno if isinstance(error, SyntaxError) else next(iter(in_cell), None)
    try:
        said = str(error.msg if isinstance(error, SyntaxError) else error)[:MAX_EXCEPTION]
    except BaseException:  # the text of an exception may be code of the learner's
        said = ""
    return {"kind": type(error).__name__, "text": said, "line": line}


def _packed(reply: Reply) -> dict[str, Any]:
    return {
        "data": None if reply.data is None else reply.data.decode(),
        "arguments": None if reply.arguments is None else reply.arguments.decode(),
        "raised": reply.raised,
        "detail": reply.detail,
    }
