"""The pre-check of the capstone as a learner calls it: reads the saved notebook and shows what is still to do.

``precheck.show()`` stands in a cell of the notebook. It sees what was saved, not what is on the screen. It is no mark.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from cyberdiplomacy import data, memo, record
from cyberdiplomacy.live import Page

NAME = "capstone.ipynb"
APPENDIX = "appendix"
MAX_BYTES = 20_000_000
# The same words where there is no notebook and where nothing was written yet, so that both look alike to nbval.
NOTHING_YET = (
    "Nothing to check yet: no saved notebook with a text of yours stands here. Write, save (Ctrl+S, on a Mac ⌘S), and "
    'run this cell again. If your notebook has another name, write precheck.show("name.ipynb").'
)
_CAPTION = (
    "Pre-check of {name} as saved at {saved}. It looks at form, not at quality, and is no mark. After each change: "
    "save, run part C, run this cell."
)
_TITLES = ("Looked at", "Status", "What to do, or what was found")


class NoNotebookError(ValueError):
    """The notebook cannot be read; the text says why and what to do."""


def show(name: str = "") -> Page:
    """Return the findings on the saved notebook as a table, or one sentence where there is nothing to check.

    Parameters
    ----------
    name
        The file, if it is neither the running notebook, as JupyterLab names it, nor ``capstone.ipynb``.
    """
    path = _path(name)
    if record.grading() or not (name or path.is_file()):
        return _sentence(NOTHING_YET)
    try:
        cells = answers(path)
    except NoNotebookError as error:
        return _sentence(str(error))
    if memo.blank(cells):
        return _sentence(NOTHING_YET)
    saved = datetime.fromtimestamp(path.stat().st_mtime).strftime("%H:%M:%S")
    found = memo.findings(cells, _rows(), data.names())
    return page(found, _CAPTION.format(name=path.name, saved=saved))


def answers(path: Path) -> dict[str, str]:
    """Return the Markdown of the answer cells of a saved notebook by their names; of copies, the first counts.

    Raises
    ------
    NoNotebookError
        If the file is missing, too large, no notebook, or holds no answer cell of the capstone.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise NoNotebookError(
                f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB. Clear its outputs and save it again."
            )
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise NoNotebookError(
            f"There is no file {path.name} beside this notebook that can be read. Save the notebook, or give its name."
        ) from None
    except (ValueError, RecursionError):
        raise NoNotebookError(
            f"{path.name} is damaged or half saved. Save the notebook again, then run this cell."
        ) from None
    listed = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(listed, list):
        raise NoNotebookError(
            f"{path.name} is no notebook of Jupyter's present format. Open it in JupyterLab and save it."
        )
    found: dict[str, str] = {}
    for cell in listed:
        if isinstance(cell, dict) and _name(cell) in memo.CELLS:
            found.setdefault(_name(cell), _source(cell))
    if not found:
        raise NoNotebookError(
            f"{path.name} holds none of the five answer cells. Write into the cells that were handed out; text in "
            "others is not marked."
        )
    return found


def page(found: Sequence[memo.Finding], caption: str) -> Page:
    """Return findings as a table with a status in words, in HTML and as plain text."""
    done = sum(one.status == "in order" for one in found)
    said = f"{caption} {done} of {len(found)} in order."
    head = "".join(f'<th scope="col" style="text-align:left">{title}</th>' for title in _TITLES)
    body = "\n".join(
        f'<tr><th scope="row" style="text-align:left">{escape(one.check)}</th>'
        f'<td style="white-space:nowrap;text-align:left">{one.status}</td>'
        f'<td style="text-align:left">{escape(one.say)}</td></tr>'
        for one in found
    )
    style = "caption-side:top;text-align:left;padding:4px 0;color:var(--jp-content-font-color1,inherit)"
    html = (
        f'<table class="dataframe">\n<caption style="{style}">{escape(said)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )
    return Page("\n".join([said, *(f"{one.check}: {one.status}. {one.say}" for one in found)]), html)


def _path(name: str) -> Path:
    """Return where the notebook should be: beside the kernel, under the name given, JupyterLab's, or the usual one."""
    opened = Path(os.environ.get("JPY_SESSION_NAME", "")).name
    usual = opened if opened.endswith(".ipynb") else NAME
    return Path(name or usual)


def _rows() -> list[dict[str, object]]:
    """Return the rows of the learner's ``appendix``; none if it is no table."""
    shell = record.shell()
    table = shell.user_ns.get(APPENDIX) if shell else None
    if type(table).__name__ != "DataFrame":
        return []
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def _name(cell: Mapping[str, Any]) -> str:
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) else ""


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _sentence(text: str) -> Page:
    return Page(text, f"<p>{escape(text)}</p>")
