"""What nbgrader's converters complain of: they log it, rather than raise it."""

from __future__ import annotations

import logging

from nbgrader.converters.base import BaseConverter


class Listener(logging.Handler):
    """Keeps the complaints of one converter."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    @classmethod
    def of(cls, converter: BaseConverter) -> Listener:
        """Return a listener to a converter, which says nothing to anybody else from now on."""
        one = cls()
        converter.log = logging.Logger(type(converter).__name__, logging.ERROR)
        converter.log.addHandler(one)
        return one

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.messages.append(record.getMessage())

    def cause(self) -> str:
        """Return the last line of the first traceback, else the first message, else nothing."""
        for message in self.messages:
            if "Traceback" in message:
                return message.strip().splitlines()[-1]
        return self.messages[0] if self.messages else ""
