"""House rules of test cells: they reach a learner's work only through accessors, and end in a verdict."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from courseware.author import text
from courseware.author.problems import Problem

VERDICTS = ("check.that", "check.score")
_HIDDEN = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")


def accessors_only(path: Path, notebook: NotebookNode) -> Iterator[Problem]:
    """A test reads the learner's names through ``check.value``, ``call``, ``raises`` and ``figure``, never directly."""
    learners = _bound_in(notebook, "answer")
    given = _bound_in(notebook, "setup") | set(dir(builtins))
    for index, cell in _tests(notebook):
        own = bound_names(cell.source)
        for node in ast.walk(ast.parse(cell.source)):
            if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load) or node.id in own:
                continue
            if node.id in learners:
                said = f"uses the learner's '{node.id}' directly. Read it with check.value or check.call."
                yield Problem(str(path), text.where(index, cell), f"this test {said}")
            elif node.id not in given:
                said = f"'{node.id}' is bound neither in this test nor in the setup cell."
                yield Problem(str(path), text.where(index, cell), said)


def ends_in_verdict(path: Path, notebook: NotebookNode) -> Iterator[Problem]:
    """A test cell ends in ``check.that``, ``check.score`` or a hidden ``assert``: anything else can give full marks."""
    for index, cell in _tests(notebook):
        last = ast.parse(cell.source).body[-1]
        is_verdict = (
            isinstance(last, ast.Expr) and isinstance(last.value, ast.Call) and ast.unparse(last.value.func) in VERDICTS
        )
        if not is_verdict and not isinstance(last, ast.Assert):
            said = "a test cell ends in a verdict, check.that(…) or check.score(…); anything else can give full marks."
            yield Problem(str(path), text.where(index, cell), said)


def asserts_are_hidden(path: Path, notebook: NotebookNode) -> Iterator[Problem]:
    """A bare ``assert`` stands only in a hidden-test region: elsewhere it fails on untouched stubs."""
    begin, end = _HIDDEN
    for index, cell in _tests(notebook):
        hidden = False
        for line in map(str.strip, cell.source.splitlines()):
            hidden = (hidden or line == begin) and line != end
            if line.startswith("assert ") and not hidden:
                yield Problem(str(path), text.where(index, cell), "a visible 'assert'. Use check.that(…, hint=…).")


def score_matches_points(path: Path, notebook: NotebookNode) -> Iterator[Problem]:
    """``check.score(x, of=n)`` names the points that ``course.yml`` gives to the item."""
    for index, cell in _tests(notebook):
        points = cell.metadata["nbgrader"].get("points")
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "check.score":
                of = [word.value for word in node.keywords if word.arg == "of"]
                if not of or not isinstance(of[0], ast.Constant) or of[0].value != points:
                    said = f"check.score must say of={points:g}, the points course.yml gives to this item."
                    yield Problem(str(path), text.where(index, cell), said)


def bound_names(source: str) -> set[str]:
    """Return the names that some code binds: assignments, functions and their parameters, imports, loops."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                names.add(name)
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                names |= {(alias.asname or alias.name).split(".")[0] for alias in aliases}
            case ast.ExceptHandler(name=str(name)):
                names.add(name)
    return names


def _bound_in(notebook: NotebookNode, role: str) -> set[str]:
    return {name for cell in notebook.cells if _role(cell) == role for name in bound_names(cell.source)}


def _tests(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    return ((index, cell) for index, cell in enumerate(notebook.cells) if _role(cell) == "test")


def _role(cell: NotebookNode) -> str:
    marks = cell.metadata.get("nbgrader", {})
    if cell.cell_type != "code" or not marks:
        return ""
    if marks.get("grade"):
        return "test"
    return "answer" if marks.get("solution") else "setup"


RULES = (accessors_only, ends_in_verdict, asserts_are_hidden, score_matches_points)
