"""The judge's side of a learner's process: every word that comes from there is checked before it counts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from courseware.grade.judging.wire import BrokenWireError, Wire
from cyberdiplomacy.namespace import ERRORS, OTHER_ERROR, Reply
from cyberdiplomacy.plain import MAX_BYTES

MAX_CALLS = 5_000
MAX_DETAIL = 300
MAX_OUTPUTS = 24
READY_SECONDS = 10.0
_TEXTS = {"text/plain": 100_200, "text/html": 200_000, "image/png": 1_500_000}
_MOST_OUTPUT = 8_000_000


class GoneError(BaseException):
    """The learner's process gives no answer: ``slow``, ``died`` or ``broken``, the one argument.

    No Exception, so that no test swallows it by catching one.
    """


class Remote:
    """A source of answers (:class:`cyberdiplomacy.namespace.Source`) in another process.

    Values and figures are read once, before the first test. The first result of a call is final: the same call is never
    made twice, so a function cannot tell a second look from the first.
    """

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._until = 0.0
        self._asked = 0
        self._room = _MOST_OUTPUT
        self._read: dict[tuple[str, str], Reply] = {}
        self._called: dict[tuple[str, bytes], Reply] = {}

    def give(self, seconds: float) -> None:
        """Let everything until the next call of this method take that long together."""
        self._until = time.monotonic() + seconds

    def begin(self) -> None:
        """Wait until the process is shut in; nothing of the learner's has run before."""
        self.give(READY_SECONDS)
        self._ask({"do": "begin"})

    def run(self, source: str) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
        """Run a cell; return its outputs, as long as a notebook has room for them, and its fault, both checked."""
        told = self._ask({"do": "run", "source": source})
        outputs = []
        for output, size in _outputs(told.get("outputs")):
            self._room -= size
            if self._room >= 0:
                outputs.append(output)
        return outputs, _fault(told.get("fault"))

    def take(self, kind: str, name: str) -> None:
        """Read a ``value`` or a ``figure`` for good."""
        self._read[kind, name] = _reply(self._ask({"do": kind, "name": name}))

    def read(self, name: str) -> Reply:
        """Return the value of a name, as it was when all answers had run."""
        return self._read["value", name]

    def figure(self, name: str) -> Reply:
        """Return the summary of a figure, as it was when all answers had run."""
        return self._read["figure", name]

    def call(self, name: str, arguments: bytes) -> Reply:
        """Return the result of a function. Of what it says in words only the kind of fault comes through."""
        if (name, arguments) not in self._called:
            if len(self._called) >= MAX_CALLS:
                raise RuntimeError(f"a test calls the learner's functions more than {MAX_CALLS} times.")
            told = _reply(self._ask({"do": "call", "name": name, "arguments": arguments.decode()}))
            self._called[name, arguments] = _silent(told, name)
        return self._called[name, arguments]

    def _ask(self, message: dict[str, Any]) -> dict[str, Any]:
        self._asked += 1
        try:
            self._wire.send({**message, "number": self._asked}, self._until)
            told = self._wire.receive(self._until)
        except TimeoutError:
            raise GoneError("slow") from None
        except BrokenWireError:
            raise GoneError("broken") from None
        except (EOFError, OSError):
            raise GoneError("died") from None
        if told.get("number") != self._asked:
            raise GoneError("broken")
        return told


def _reply(told: dict[str, Any]) -> Reply:
    """Return a reply of which every field has its type, size and place."""
    raised = told.get("raised")
    if type(raised) is str and raised:
        return Reply(raised=raised if raised in ERRORS else OTHER_ERROR, detail=_words(told.get("detail")))
    data = _data(told.get("data"))
    # Without data nothing was answered; arguments alone would look like an answer in which nothing is wrong.
    return Reply(data, None if data is None else _data(told.get("arguments")), "", _words(told.get("detail")))


def _silent(reply: Reply, name: str) -> Reply:
    """Take from a reply what a function could use to tell its author the hidden arguments."""
    if reply.raised:
        return Reply(raised=reply.raised, detail=reply.raised)
    if reply.data is not None:
        return Reply(data=reply.data, arguments=reply.arguments)
    if "prints its answer but returns nothing" in reply.detail:
        return Reply(detail=f"`{name}` prints its answer but returns nothing; end it with return.")
    if "not a function" in reply.detail:
        return Reply(detail=f"`{name}` is not a function; write it with def {name}(…).")
    said = f"the result of `{name}` is no plain data; return numbers, text, lists, dicts, dates or a DataFrame."
    return Reply(detail=said) if reply.detail else reply


def _data(text: Any) -> bytes | None:
    """Return encoded data; of too many, one byte more than can be decoded."""
    return text[: MAX_BYTES + 1].encode("utf-8", "replace") if type(text) is str else None


def _words(text: Any) -> str:
    if type(text) is not str:
        return ""
    return "".join(letter if letter.isprintable() else " " for letter in text[:MAX_DETAIL])


def _fault(told: Any) -> dict[str, Any] | None:
    if type(told) is not dict:
        return None
    line = told.get("line")
    kind = _words(told.get("kind"))[:60]
    return {
        "kind": kind if kind.isidentifier() else OTHER_ERROR,
        "text": told["text"][:2_000].encode("utf-8", "replace").decode() if type(told.get("text")) is str else "",
        "line": line if type(line) is int and 0 < line < 100_000 else None,
    }


def _outputs(told: Any) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield the outputs of a cell with their sizes."""
    for output in told[:MAX_OUTPUTS] if type(told) is list else ():
        if type(output) is not dict:
            continue
        if output.get("output_type") == "stream":
            kept: dict[str, Any] = _texts({"text/plain": output.get("text")})
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            built = {"output_type": "stream", "name": name, "text": kept.get("text/plain", "")}
        else:
            kept = _texts(output.get("data"))
            built = {"output_type": "display_data", "data": kept, "metadata": {}}
        if kept:
            yield built, sum(map(len, kept.values()))


def _texts(data: Any) -> dict[str, str]:
    if type(data) is not dict:
        return {}
    return {
        kind: data[kind].encode("utf-8", "replace").decode()
        for kind, most in _TEXTS.items()
        if type(data.get(kind)) is str and len(data[kind]) <= most
    }
