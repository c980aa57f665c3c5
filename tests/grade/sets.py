"""The exercise sets of the course as tests see them: master, points, declared answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from courseware.author import exercise, questions
from courseware.grade import answers
from cyberdiplomacy import places

NAMES = sorted(path.stem for path in (places.root() / "content" / "exercises").glob("*.md"))

# Answers that fit no question. None of them may earn a point on any item.
UNIVERSAL = {
    "None": "None",
    "empty text": '""',
    "empty list": "[]",
    "empty dict": "{}",
    "zero": "0",
    "True": "True",
    "NaN": 'float("nan")',
    "Ellipsis": "...",
    "identity": "lambda *a: a[0] if a else None",
    "constant": "lambda *a: 1",
    "constant text": 'lambda *a: "yes"',
    "always True": "lambda *a: True",
    "stops": "lambda *a: next(iter(()))",
    "equal to all": 'type("E", (), {"__eq__": lambda s, o: True, "__hash__": lambda s: 0})()',
}


@dataclass(frozen=True)
class Set:
    """One exercise set."""

    name: str
    master: NotebookNode
    release: NotebookNode
    points: dict[str, float]
    declared: dict[str, answers.Declared]
    answers: tuple[answers.Answer, ...]
    folder: Path

    def solution(self, item: str) -> str:
        """Return the source of the master's answer cell of an item."""
        return _answer_cell(self.master, item).source

    def stub(self, item: str) -> str:
        """Return the source of the untouched answer cell of an item."""
        return _answer_cell(self.release, item).source

    def names(self, item: str) -> list[str]:
        """Return the names a learner binds in an item's answer cell."""
        from courseware.author.judge_rules import bound_names

        return sorted(bound_names(self.stub(item)) & bound_names(self.solution(item)))


def _answer_cell(notebook: NotebookNode, item: str) -> NotebookNode:
    wanted = exercise.answer_id(item)
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == wanted)


@cache
def load(name: str) -> Set:
    """Return an exercise set by name."""
    root = places.root()
    content = root / "content" / "exercises"
    master = nbformat.read(root / "solutions" / name / f"{name}.ipynb", as_version=4)
    release = nbformat.read(root / "exercises" / name / f"{name}.ipynb", as_version=4)
    points = {
        cell.metadata.nbgrader.grade_id: float(cell.metadata.nbgrader.points)
        for cell in master.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    declared = answers.load(content / f"{name}.answers.yml")
    asked = questions.load(content / f"{name}.questions.yml")
    return Set(
        name,
        master,
        release,
        points,
        declared,
        tuple(answers.every(declared, asked, points)),
        root / "solutions" / name,
    )
