"""Check a notebook before it is handed in: run it from the top and say which items are not in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbconvert.filters import strip_ansi
from nbgrader.validator import Validator
from traitlets.config import Config

from courseware import kernels
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
    cells = submission.cells(path)
    if not any(cell.graded for cell in cells):
        raise ValueError(
            f"{path} holds no graded item. Validate an exercise set, for example exercises/ex01/ex01.ipynb."
        )
    with kernels.by_files() as reached:
        config = Config(KernelManager=reached)
        result = Validator(validate_all=True, config=config).validate(str(path.resolve()))
    names = {cell.source.strip(): cell.grade_id for cell in cells if cell.grade_id}
    findings = [
        *(f"this cell's kind was changed:\n{entry['source']}" for entry in result.get("type_changed", [])),
        *(f"this locked cell was changed:\n{entry['source']}" for entry in result.get("changed", [])),
        *_failures(result.get("failed", []), names),
    ]
    return Verdict(not findings, tuple(findings))


def _failures(failed: list[dict[str, str]], names: dict[str, str]) -> Iterator[str]:
    """Name the item of each cell that failed; where an answer cell stops, its check has nothing to add."""
    stopped = set()
    for entry in failed:
        name, said = names.get(entry["source"], ""), _last_line(entry["raw_error"])
        item = name.removesuffix("-answer")
        if not name:
            yield f"a cell of your own stops with {said}"
        elif item != name:
            stopped.add(item)
            yield f"{item}: the answer cell stops with {said}"
        elif item not in stopped:
            yield f"{item}: {said}"


def _last_line(error: str) -> str:
    lines = [line.strip() for line in strip_ansi(error).splitlines() if line.strip()]
    return lines[-1] if lines else "a test failed without a message"
