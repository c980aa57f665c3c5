"""Check a notebook before it is handed in: run it from the top and say which items are not in order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nbgrader.validator import Validator

from courseware.grade import submission


@dataclass(frozen=True)
class Verdict:
    """The outcome for one notebook: whether it can be handed in, and a sentence for each cell that is not in order."""

    ok: bool
    findings: tuple[str, ...]


def validate(path: Path) -> Verdict:
    """Run a notebook as nbgrader's validator does.

    Passing means that the visible checks pass, not that the answers are right.

    Raises
    ------
    ValueError
        If there is no such file or it is no notebook; the sentence says which.
    """
    if not any(cell.graded for cell in submission.cells(path)):
        raise ValueError(
            f"{path} holds no graded item. Validate an exercise set, for example exercises/ex01/ex01.ipynb."
        )
    result = Validator().validate(str(path.resolve()))
    findings = [
        *(f"this cell's kind was changed:\n{entry['source']}" for entry in result.get("type_changed", [])),
        *(f"this locked cell was changed:\n{entry['source']}" for entry in result.get("changed", [])),
        *(_last_line(entry["raw_error"]) for entry in result.get("failed", [])),
    ]
    return Verdict(not findings, tuple(findings))


def _last_line(error: str) -> str:
    lines = [line.strip() for line in error.splitlines() if line.strip()]
    return lines[-1] if lines else "a test failed without a message"
