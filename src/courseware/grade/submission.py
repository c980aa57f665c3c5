"""Read a learner's notebook, whatever became of it: its cells, and the answers it gives to the items of a set."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from courseware.author.exercise import answer_id

FORMAT = 4


@dataclass(frozen=True)
class Cell:
    """A cell with what nbgrader knows of it; its id is that of the released cell, unless it was copied or retyped."""

    id: str
    kind: str
    source: str
    grade_id: str
    graded: bool


@dataclass(frozen=True)
class Submission:
    """The source of the answer cell by item, and a sentence for each item whose cell is not as it was handed out."""

    answers: dict[str, str]
    notes: tuple[str, ...]


def cells(path: Path) -> list[Cell]:
    """Return the cells of a notebook.

    Raises
    ------
    ValueError
        If there is no such file or it is no notebook of format 4; the sentence says which.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ValueError(f"There is no file {path}. Name a notebook, for example exercises/ex01/ex01.ipynb.") from None
    except ValueError as error:
        raise ValueError(
            f"{path} is no readable notebook ({type(error).__name__}). Save it again in JupyterLab."
        ) from None
    found = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(found, list) or notebook.get("nbformat") != FORMAT:
        raise ValueError(f"{path} is no readable notebook of format {FORMAT}. Open and save it in JupyterLab.")
    return [_cell(entry) for entry in found if isinstance(entry, dict)]


def read(path: Path, items: Iterable[str]) -> Submission:
    """Return the answers that a notebook gives to some items; an item without a usable cell has the answer "".

    Of several cells for one item the original counts, which still has the id it was handed out with, else the first.

    Raises
    ------
    ValueError
        If the file is no notebook, or holds no cell of any of the items.
    """
    found = cells(path)
    answers: dict[str, str] = {}
    notes = []
    for item in items:
        wanted = answer_id(item)
        mine = sorted((cell for cell in found if cell.grade_id == wanted), key=lambda cell: cell.id != wanted)
        code = [cell for cell in mine if cell.kind == "code"]
        answers[item] = code[0].source if code else ""
        if not mine:
            notes.append(f"The answer cell of {item} is missing; it counts as not attempted.")
        elif not code:
            notes.append(f"The answer cell of {item} is no code cell any more. Select it and press Esc, then Y.")
        elif len(code) > 1:
            notes.append(f"The answer cell of {item} stands {len(code)} times; only the original one is marked.")
    if len(notes) == len(answers) and not any(answers.values()):
        raise ValueError(f"{path} holds no answer cell of this set. Is it the right notebook?")
    return Submission(answers, tuple(notes))


def _cell(entry: dict[str, Any]) -> Cell:
    metadata = entry.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    marks = marks if isinstance(marks, dict) else {}
    source = entry.get("source", "")
    return Cell(
        id=str(entry.get("id", "")),
        kind=str(entry.get("cell_type", "")),
        source="".join(map(str, source)) if isinstance(source, list) else str(source),
        grade_id=str(marks.get("grade_id", "")),
        graded=bool(marks.get("grade")),
    )
