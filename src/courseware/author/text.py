"""Read the text of a lesson or an exercise into cells, and refuse what would be lost on the way."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from courseware.author.problems import AuthorError, Problem, refuse

FORMAT = "md:myst"
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_BREAK = re.compile(r"^\+\+\+.*$")
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")


def read(path: Path, text: str | None = None) -> NotebookNode:
    """Return the cells of a text as a notebook without outputs and without cell ids.

    Parameters
    ----------
    path
        The Markdown file (``md:myst``: ``+++`` between Markdown cells, ``{code-cell}`` for code).
    text
        Its content, where that differs from what is on disk.

    Raises
    ------
    AuthorError
        If the text holds something that would not come through: an empty Markdown cell, blank lines at the edge
        of a code cell, a ``+++`` line that splits a paragraph, or no heading of the kernel.
    """
    text = path.read_text(encoding="utf-8") if text is None else text
    problems = [*_layout_problems(path, text)]
    notebook = jupytext.reads(text, fmt=FORMAT)
    problems += _lost(path, notebook)
    if notebook.metadata.get("kernelspec", {}).get("name") != KERNELSPEC["name"]:
        problems.append(
            Problem(
                str(path),
                "header",
                "the header names no kernel. Begin the file with '---', 'kernelspec:', 'name: python3' and '---' "
                "as the other texts do.",
            )
        )
    if problems:
        raise AuthorError(problems)
    fresh = nbformat.v4.new_notebook(metadata={"kernelspec": dict(KERNELSPEC)})
    fresh.cells = notebook.cells
    return fresh


def _layout_problems(path: Path, text: str) -> list[Problem]:
    """Find empty Markdown cells and ``+++`` lines in the middle of a paragraph, by line number."""
    problems = []
    lines = text.splitlines()
    fence = ""
    last_break = None
    blank_since_break = False
    for number, line in enumerate(lines, start=1):
        mark = _FENCE.match(line)
        if mark:
            if not fence:
                fence = mark.group(1)[0] * 3
                if "{code-cell}" in line and last_break and blank_since_break:
                    problems.append(_empty_cell(path, last_break))
            elif line.strip().startswith(fence):
                fence = ""
            last_break = None
            continue
        if fence:
            continue
        if _BREAK.match(line):
            if last_break is not None:
                problems.append(_empty_cell(path, last_break))
            above = lines[number - 2].strip() if number > 1 else ""
            below = lines[number].strip() if number < len(lines) else ""
            if above or below:
                problems.append(
                    Problem(
                        str(path),
                        f"line {number}",
                        "this '+++' stands inside a paragraph and would cut it in two. "
                        "Put a blank line above and below to begin a new cell, or use another line.",
                    )
                )
            last_break, blank_since_break = number, False
        elif line.strip():
            last_break = None
        else:
            blank_since_break = True
    if last_break is not None:
        problems.append(_empty_cell(path, last_break))
    return problems


def _empty_cell(path: Path, number: int) -> Problem:
    return Problem(
        str(path),
        f"line {number}",
        "the Markdown cell that begins here is empty and would be lost. Write its text or delete the '+++'.",
    )


def _lost(path: Path, notebook: NotebookNode) -> list[Problem]:
    """Compare the cells with what a second reading of their own text gives."""
    problems = []
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and cell.source != cell.source.strip("\n"):
            problems.append(
                Problem(
                    str(path),
                    where(index, cell),
                    "this code cell begins or ends with blank lines, which would be lost. Delete them.",
                )
            )
        elif not cell.source.strip():
            problems.append(Problem(str(path), where(index, cell), "this cell is empty. Fill or delete it."))
    if problems:
        return problems
    again = jupytext.reads(jupytext.writes(notebook, fmt=FORMAT), fmt=FORMAT)
    for index, cell in enumerate(notebook.cells):
        other = again.cells[index] if index < len(again.cells) else None
        if other is None or (cell.cell_type, cell.source) != (other.cell_type, other.source):
            return [
                Problem(
                    str(path),
                    where(index, cell),
                    "this cell does not come through from text to notebook and back. "
                    "Look for an unclosed code fence or a '+++' line inside it.",
                )
            ]
    return []


def where(index: int, cell: NotebookNode) -> str:
    """Name a cell for a message: its number and its first words."""
    first = (cell.source.strip().splitlines() or ["(empty)"])[0]
    return f"cell {index + 1} ({first[:50]})"


def set_ids(notebook: NotebookNode, path: Path) -> None:
    """Give every cell an id that depends on nothing but the text.

    A graded cell takes the slug of its ``grade_id``; any other cell the hash of its source and, where that source
    occurs more than once, the number of the occurrence.
    """
    seen: dict[str, int] = {}
    taken: set[str] = set()
    for index, cell in enumerate(notebook.cells):
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id:
            cell.id = re.sub(r"[^A-Za-z0-9_-]", "-", grade_id)[:64]
        else:
            digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
            seen[digest] = seen.get(digest, 0) + 1
            cell.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        if cell.id in taken:
            raise refuse(path, where(index, cell), f"two cells have the id '{cell.id}'. Change one grade_id.")
        taken.add(cell.id)
