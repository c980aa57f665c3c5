"""The learner's names: read, called and handed out as encoded plain data, never as objects.

The same class answers in the notebook (study mode) and inside a sandbox, so both give the same data.
"""

from __future__ import annotations

import io
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any, Protocol

from cyberdiplomacy import figures, plain
from cyberdiplomacy.plain.limits import a_kind, kind

OTHER_ERROR = "LearnerError"
_NAMED = (
    ArithmeticError, AssertionError, AttributeError, FileNotFoundError, ImportError, IndexError, KeyError,
    LookupError, MemoryError, NameError, NotImplementedError, OSError, OverflowError, RecursionError, RuntimeError,
    TypeError, UnicodeError, ValueError, ZeroDivisionError,
)  # fmt: skip
ERRORS = frozenset(error.__name__ for error in _NAMED)
MAX_DETAIL = 200


@dataclass(frozen=True)
class Reply:
    """What came back for a name or a call. All fields empty: the learner has not attempted it.

    Attributes
    ----------
    data
        The value, result or figure summary, as ``plain.encode`` writes it.
    arguments
        The list of arguments after a call, encoded; None where they are no longer plain data.
    raised
        The class of the learner's exception: one of ``ERRORS``, else ``LearnerError``.
    detail
        What the exception said (text of the learner's), or a sentence that says why there are no data.
    """

    data: bytes | None = None
    arguments: bytes | None = None
    raised: str = ""
    detail: str = ""


NOT_ATTEMPTED = Reply()


class Source(Protocol):
    """Where answers come from: the notebook's own names, or another process."""

    def read(self, name: str) -> Reply:
        """Return the value of a name."""

    def call(self, name: str, arguments: bytes) -> Reply:
        """Return the result of a function for an encoded list of arguments, of which it gets a fresh copy."""

    def figure(self, name: str) -> Reply:
        """Return the summary of a figure."""


class Namespace:
    """A source of answers that reads a mapping of names, such as a running notebook's."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names

    def read(self, name: str) -> Reply:
        """Return the value of a name."""
        value = self._names.get(name)
        return NOT_ATTEMPTED if _is_blank(value) else _encoded(value, f"`{name}`")

    def figure(self, name: str) -> Reply:
        """Return the summary of a figure, or of the figure that a pair of axes belongs to."""
        value = self._names.get(name)
        if _is_blank(value):
            return NOT_ATTEMPTED
        if not figures.is_figure(value):
            return Reply(detail=f"`{name}` holds {a_kind(value)}, not a figure; keep what .plot() or subplots() gives.")
        try:
            with _quiet():
                shown = figures.summary(value)
        except Exception as error:
            return Reply(detail=f"the figure `{name}` cannot be read ({kind(error)}); draw it anew.")
        return _encoded(shown, f"the figure `{name}`")

    def call(self, name: str, arguments: bytes) -> Reply:
        """Return the result of a function. What it prints is discarded; only the user's own interrupt gets through."""
        function = self._names.get(name)
        if _is_blank(function):
            return NOT_ATTEMPTED
        if not callable(function):
            return Reply(detail=f"`{name}` holds {a_kind(function)}, not a function; write it with def {name}(…).")
        with _quiet() as printed, _interrupts() as interrupts:
            try:
                return _called(function, name, plain.decode(arguments, allow_nonfinite=True), printed)
            except BaseException as error:
                # Code of the learner's may raise anything, SystemExit too; all of it is an answer.
                if isinstance(error, KeyboardInterrupt) and interrupts.by_user:
                    raise
                return Reply(raised=_public_name(error), detail=_said(error))


def _called(function: Callable, name: str, arguments: list, printed: _Discard) -> Reply:
    result = function(*arguments)
    if _is_blank(result):
        said = f"`{name}` prints its answer but returns nothing; end it with return." if printed.any else ""
        return Reply(detail=said)
    reply = _encoded(result, f"the result of `{name}`")
    return Reply(data=reply.data, arguments=_encoded(arguments, "").data, detail=reply.detail)


def _is_blank(value: object) -> bool:
    return value is None or value is ...


def _encoded(value: Any, subject: str) -> Reply:
    try:
        return Reply(data=plain.encode(value, subject=subject, allow_nonfinite=True))
    except plain.Unfinished:
        return NOT_ATTEMPTED
    except plain.PlainError as error:
        return Reply(detail=str(error))


def _public_name(error: BaseException) -> str:
    """Return the nearest class that tests may ask for: only these names cross to the judge."""
    return next((cls.__name__ for cls in type(error).__mro__ if cls in _NAMED), OTHER_ERROR)


def _said(error: BaseException) -> str:
    try:
        words = " ".join(str(error).split())
    except BaseException:  # the text of an exception may be code of the learner's
        words = ""
    return f"{kind(error)}: {words[:MAX_DETAIL]}" if words else kind(error)


class _Discard(io.TextIOBase):
    """Swallows what is printed, however much, and remembers that something was."""

    any = False

    def write(self, text: str) -> int:
        self.any = True
        return len(text)


@contextmanager
def _quiet() -> Iterator[_Discard]:
    """Keep a test cell free of the learner's output: nbgrader gives 0 for a word on stderr."""
    printed = _Discard()
    with redirect_stdout(printed), redirect_stderr(_Discard()):
        yield printed


@dataclass
class _Interrupts:
    by_user: bool


@contextmanager
def _interrupts() -> Iterator[_Interrupts]:
    """Tell the interrupt of the user or the grader, which is a signal, from a ``raise`` in the learner's code."""
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield _Interrupts(by_user=True)
        return
    seen = _Interrupts(by_user=False)

    def note(number: int, frame: Any) -> None:
        seen.by_user = True
        handler(number, frame)

    signal.signal(signal.SIGINT, note)
    try:
        yield seen
    finally:
        signal.signal(signal.SIGINT, handler)
