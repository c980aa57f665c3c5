"""What is wrong with a text or a notebook, said so that its author knows what to change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: the file, where in it, what is wrong and what to do."""

    path: str
    where: str
    message: str

    def __str__(self) -> str:
        place = f"{self.path}, {self.where}" if self.where else self.path
        return f"{place}: {self.message}"


class AuthorError(ValueError):
    """Raised when a build cannot go on; holds every :class:`Problem` found so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refuse(path: object, where: str, message: str) -> AuthorError:
    """Return an :class:`AuthorError` with a single problem, for a plain ``raise``."""
    return AuthorError([Problem(str(path), where, message)])
