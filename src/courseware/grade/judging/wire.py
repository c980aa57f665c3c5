"""Messages between two processes of which one may lie: length first, then JSON, capped, and not for ever."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

MAX_MESSAGE = 8_000_000
_LENGTH = struct.Struct("!I")


class BrokenWireError(RuntimeError):
    """What came is no message: too long, no JSON, or not the object that was expected."""


class Wire:
    """One end of a connected stream socket."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end

    def send(self, message: dict[str, Any], until: float | None = None) -> None:
        """Send one message.

        Parameters
        ----------
        message
            A JSON object.
        until
            The latest moment, as ``time.monotonic`` counts; None waits for ever on an end that does not read.

        Raises
        ------
        TimeoutError
            If that moment comes first.
        BrokenWireError
            If it is longer than 8 MB.
        OSError
            If the other end is closed.
        """
        data = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        if len(data) > MAX_MESSAGE:
            raise BrokenWireError(f"a message of {len(data)} bytes; at most {MAX_MESSAGE} can be sent.")
        self._end.settimeout(_left(until))
        self._end.sendall(_LENGTH.pack(len(data)) + data)

    def receive(self, until: float | None = None) -> dict[str, Any]:
        """Return the next message.

        Parameters
        ----------
        until
            The latest moment, as ``time.monotonic`` counts; None waits for ever.

        Raises
        ------
        TimeoutError
            If that moment comes first.
        EOFError
            If the other end is closed.
        BrokenWireError
            If what comes is no JSON object, or longer than 8 MB. Nothing more can be read then.
        """
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size, until))
        if length > MAX_MESSAGE:
            raise BrokenWireError(f"a message of {length} bytes is announced; at most {MAX_MESSAGE} are taken.")
        try:
            message = json.loads(self._exactly(length, until))
        except (ValueError, RecursionError):
            raise BrokenWireError("what came is no JSON.") from None
        if type(message) is not dict:
            raise BrokenWireError("what came is no JSON object.")
        return message

    def close(self) -> None:
        """Close this end."""
        self._end.close()

    def _exactly(self, count: int, until: float | None) -> bytes:
        parts = []
        while count:
            self._end.settimeout(_left(until))
            try:
                part = self._end.recv(min(count, 1 << 20))
            except ConnectionError:
                raise EOFError from None
            if not part:
                raise EOFError
            parts.append(part)
            count -= len(part)
        return b"".join(parts)


def _left(until: float | None) -> float | None:
    if until is None:
        return None
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
