"""The pages on which a person sees a submission: no script of a learner's runs there, no hidden test shows.

Feedback is made by :class:`FeedbackExporter`; Formgrader's page of a submission is nbgrader's own, with
:func:`formgrader` in its settings. ``courseware.teach.nbgraderconfig`` writes both into ``nbgrader_config.py``.
"""

from __future__ import annotations

import re
import secrets
from html import escape
from pathlib import Path
from typing import Any

import nbgrader
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, v4
from nbgrader.preprocessors import GetGrades
from nbgrader.utils import is_grade, is_solution, is_task
from traitlets.config import Config

from courseware.grade.views import clean

TEMPLATES = Path(__file__).parent / "templates"
FORMGRADER_TEMPLATES = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
FILTERS = {
    "markdown2html": "courseware.grade.views.clean.markdown",
    "highlight_code": "nbconvert.filters.Highlight2HTML",  # always Python's; a notebook may name any other
}
MAX_NOTES, MAX_NOTE = 100, 500
# A line of a test that is shorter says nothing of it, but may stand in any output.
SHORTEST_SECRET = 8

_BEGIN = re.compile(r"\W*BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)\b")
_GRADE_ID = re.compile(r"[A-Za-z0-9_-]+")
_NAMES = ("student", "first_name", "last_name", "assignment_id", "notebook_id", "submission_id", "notebook_path")


def formgrader() -> dict[str, Any]:
    """Return the settings of ``HTMLExporter`` for Formgrader's page of a submission."""
    return {
        "preprocessors": ["courseware.grade.views.pages.Sanitise"],
        "filters": FILTERS,
        "extra_template_basedirs": [str(TEMPLATES), str(FORMGRADER_TEMPLATES)],
        "extra_template_paths": [str(FORMGRADER_TEMPLATES)],
    }


class FeedbackExporter(HTMLExporter):
    """Makes a feedback page that needs no network and no script."""

    @property
    def default_config(self) -> Config:
        """The settings of this class; nbgrader's for ``HTMLExporter`` give way to them."""
        config = Config(
            FeedbackExporter={
                "template_name": "course_feedback",
                "extra_template_basedirs": [str(TEMPLATES)],
                "extra_template_paths": [],
                "preprocessors": ["courseware.grade.views.pages.Sanitise", "courseware.grade.views.pages.HideTests"],
                "filters": FILTERS,
                "exclude_input_prompt": True,
                "exclude_output_prompt": True,
            }
        )
        config.merge(super().default_config)
        return config


class Sanitise(Preprocessor):
    """Builds the notebook anew from what is harmless in it.

    Outputs keep text, PNG and cleaned HTML, cells their text and nbgrader's marks. Markdown is cleaned where it is
    rendered, by :func:`courseware.grade.views.clean.markdown`.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Return the new notebook; names in ``resources`` that Formgrader writes into its page are escaped."""
        for name in _NAMES:
            if isinstance(resources.get(name), str):
                resources[name] = escape(resources[name])
        resources["nonce"] = secrets.token_urlsafe(16)
        cells = [_cell(cell, number) for number, cell in enumerate(nb.cells, start=1)]
        return v4.new_notebook(cells=cells, metadata={"course": _course(nb.metadata)}), resources


class HideTests(Preprocessor):
    """Takes hidden tests and solutions out of sources, and what outputs repeat of them.

    Of the output of a test cell the verdict is left. Works on text without terminal colours, thus after Sanitise.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Return the notebook as the learner may see it."""
        hidden: set[str] = set()
        for cell in nb.cells:
            cell.source, dropped = _visible(cell.source)
            hidden |= dropped
        seen = {line.strip() for cell in nb.cells for line in cell.source.splitlines()}
        telling = {line for line in hidden - seen if len(line) >= SHORTEST_SECRET}
        for cell in nb.cells:
            if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell):
                cell.outputs = [output for output in cell.outputs if output.output_type == "error"][:1]
            for output in cell.get("outputs", []):
                _forget(output, telling)
        return nb, resources


class Grades(GetGrades):
    """nbgrader's marks and comments for each cell, which of them wait for a person, and a list of all items."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Add ``resources["items"]``: id, title (the heading above), score, points and waiting of each item."""
        nb, resources = super().preprocess(nb, resources)
        title, items = "", []
        for cell in nb.cells:
            heading = re.search(r"^ {0,3}#{1,6} +(.+)", cell.source, re.MULTILINE)
            if cell.cell_type == "markdown" and heading and not is_solution(cell):
                title = heading[1]
            if is_grade(cell) or is_task(cell):
                mark = cell.metadata.nbgrader
                items.append({"title": title or mark.grade_id, **mark})
        resources["items"] = items
        return nb, resources

    def preprocess_cell(self, cell: NotebookNode, resources: dict, cell_index: int) -> tuple[NotebookNode, dict]:
        """Add comment, score and points to a cell, and ``waiting``: no mark stands yet."""
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if is_grade(cell) or is_task(cell):
            mark = cell.metadata.nbgrader
            grade = self.gradebook.find_grade(mark.grade_id, self.notebook_id, self.assignment_id, self.student_id)
            mark.waiting = bool(grade.needs_manual_grade) and grade.manual_score is None
        return cell, resources


def _course(metadata: dict) -> dict[str, Any]:
    """Return what our linter wrote into the notebook: remarks, and whether it was graded without a sandbox."""
    said = metadata.get("course")
    said = said if isinstance(said, dict) else {}
    notes = said.get("notes")
    notes = [clean.text(note)[:MAX_NOTE] for note in notes if isinstance(note, str)] if isinstance(notes, list) else []
    return {"notes": notes[:MAX_NOTES], "unprotected": said.get("unprotected") is True}


def _cell(cell: NotebookNode, number: int) -> NotebookNode:
    own = {"id": f"cell-{number}", "metadata": _marks(cell)}
    source = clean.text(cell.get("source"))
    if cell.get("cell_type") == "code":
        count, outputs = cell.get("execution_count"), cell.get("outputs", [])
        return v4.new_code_cell(
            source,
            execution_count=count if type(count) is int and count >= 0 else None,
            outputs=[made for output in outputs if (made := _output(output)) is not None],
            **own,
        )
    if cell.get("cell_type") == "markdown":
        return v4.new_markdown_cell(source, attachments=_pictures(cell.get("attachments")), **own)
    return v4.new_markdown_cell(f"<pre>{escape(source)}</pre>", **own)


def _marks(cell: NotebookNode) -> dict[str, Any]:
    found = cell.get("metadata", {}).get("nbgrader")
    if not isinstance(found, dict) or not _GRADE_ID.fullmatch(str(found.get("grade_id"))):
        return {}
    marks: dict[str, Any] = {name: found.get(name) is True for name in ("grade", "solution", "locked", "task")}
    points = found.get("points")
    if (marks["grade"] or marks["task"]) and type(points) in (int, float):
        marks["points"] = points
    return {"nbgrader": {"grade_id": found["grade_id"], "schema_version": 3, **marks}}


def _pictures(attachments: Any) -> dict[str, dict[str, str]]:
    found = attachments.items() if isinstance(attachments, dict) else ()
    pictures = {name: clean.png(data.get("image/png")) for name, data in found if isinstance(data, dict)}
    return {name: {"image/png": picture} for name, picture in pictures.items() if picture}


def _output(output: NotebookNode) -> NotebookNode | None:
    match output.get("output_type"):
        case "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            return v4.new_output("stream", name=name, text=clean.text(output.get("text")))
        case "error":
            lines = output.get("traceback")
            return v4.new_output(
                "error",
                ename=clean.text(output.get("ename")),
                evalue=clean.text(output.get("evalue")),
                traceback=[clean.text(line) for line in lines] if isinstance(lines, list) else [],
            )
        case "display_data" | "execute_result":
            return v4.new_output("display_data", data=_bundle(output.get("data")))
    return None


def _bundle(data: Any) -> dict[str, str]:
    """Return the harmless forms of one output; where none is left, a line that says so."""
    found = data if isinstance(data, dict) else {}
    kept = {"text/plain": clean.text(found["text/plain"])} if "text/plain" in found else {}
    if picture := clean.png(found.get("image/png")):
        kept["image/png"] = picture
    if page := clean.html(found.get("text/html")):
        kept["text/html"] = page
    return kept or {"text/plain": "[An output of a kind that is not shown here.]"}


def _visible(source: str) -> tuple[str, set[str]]:
    """Return a source without its hidden regions, and the lines that were in them."""
    kept, hidden, end = [], set(), ""
    for line in source.splitlines():
        if end:
            hidden.add(line.strip())
            end = "" if end in line else end
        elif begin := _BEGIN.match(line):
            end = f"END {begin[1]}"
        else:
            kept.append(line)
    return "\n".join(kept), hidden


def _forget(output: NotebookNode, hidden: set[str]) -> None:
    """Take the lines out of an output that repeat one of the hidden lines."""

    def kept(said: str) -> str:
        return "\n".join(line for line in said.split("\n") if not any(secret in line for secret in hidden))

    if output.output_type == "stream":
        output.text = kept(output.text)
    elif output.output_type == "error":
        output.evalue = kept(output.evalue)
        output.traceback = [kept(lines) for lines in output.traceback]
    else:
        page = BeautifulSoup(output.data.get("text/html", ""), "html.parser").get_text()
        if kept(page) != page:
            del output.data["text/html"]
        output.data["text/plain"] = kept(output.data.get("text/plain", ""))
