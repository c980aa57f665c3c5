"""What a master asks of a submission: the locked code before, and for each item its test and the names it reads."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field

from nbformat import NotebookNode

_POINTS = re.compile(r"\s*\(\d+ points?\)\s*$")
_SNAPSHOT = {"check.value": "values", "check.figure": "figures"}


@dataclass(frozen=True)
class Cell:
    """A code cell of a submission: its id in the notebook, its source, and the item it answers ("" for none)."""

    id: str
    source: str
    item: str = ""


@dataclass(frozen=True)
class Item:
    """A graded item; ``test`` is None where a person must mark it. Names are those that its test reads."""

    id: str
    title: str
    of: float
    test: str | None
    values: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The locked code that both sides run first, and the items in order."""

    setup: tuple[str, ...]
    items: tuple[Item, ...] = field(default=())

    def item(self, name: str) -> Item:
        """Return an item by id."""
        return next(item for item in self.items if item.id == name)


def of(master: NotebookNode) -> Plan:
    """Return the plan of an instructor's master."""
    setup, items, heading = [], [], ""
    for cell in master.cells:
        marks = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            heading = _POINTS.sub("", cell.source.splitlines()[0].lstrip("# "))
        if marks.get("grade"):
            test = cell.source if cell.cell_type == "code" else None
            name = marks["grade_id"]
            read = _names(test) if test else {}
            items.append(Item(name, heading or name, float(marks["points"]), test, **read))
        elif cell.cell_type == "code" and marks.get("locked"):
            setup.append(cell.source)
    return Plan(tuple(setup), tuple(items))


def _names(test: str) -> dict[str, tuple[str, ...]]:
    """Return the names a test reads in one snapshot; what it calls is called when it calls it."""
    found: dict[str, list[str]] = {kind: [] for kind in _SNAPSHOT.values()}
    for node in ast.walk(ast.parse(test)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in _SNAPSHOT:
            name = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
            kept = found[_SNAPSHOT[ast.unparse(node.func)]]
            if isinstance(name, str) and name not in kept:
                kept.append(name)
    return {kind: tuple(names) for kind, names in found.items()}
