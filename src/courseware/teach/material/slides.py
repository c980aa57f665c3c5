"""Slides of a lesson from the tagged cells of its built notebook: what is projected, and what is said.

The rule. Tables, lists, call-outs and the figures and tables that code shows are projected, one a slide, under the
heading they stand under; paragraphs and code are the speaker's notes. A cell without such a part projects its first
paragraph. Quizzes, reading and sources are left to the notebook; the peer questions of the lesson stand at the end,
their answers in the notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt
from nbformat import NotebookNode

from courseware.course import Course, Lesson
from courseware.teach.material import pages
from courseware.teach.material.peer import PeerQuestion

TALKED = ("hook", "concept", "data", "faded", "then-now", "apply", "reflect", "summary")
"""Tags of the cells that become slides, beside [title] and [meta]; a cell without a tag belongs to the one above it."""
_PROJECTED = ("table", "ul", "ol", "blockquote")
_MARKS = re.compile(r"<!--.*?-->", re.DOTALL)
_TO_SOURCES = re.compile(r"\s*\[Sources\]\(#Sources\)")
_GOALS = re.compile(r"^\|\s*\*\*You will\*\*\s*\|(.*)\|\s*$", re.MULTILINE)
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass
class Slide:
    """One slide, in HTML: its heading, what is projected, and what is said."""

    heading: str
    body: str
    notes: list[str] = field(default_factory=list)


def render(course: Course, lesson: Lesson, notebook: NotebookNode, questions: Sequence[PeerQuestion]) -> str:
    """Return the slides of a lesson as one page that needs nothing from outside.

    Parameters
    ----------
    course, lesson
        The model, and the lesson of it.
    notebook
        The built notebook, with outputs.
    questions
        The peer questions of this lesson.
    """
    slides = [*_of_cells(notebook), *map(_peer, questions), _last(course, lesson)]
    return pages.template("slides.html.j2").render(
        title=f"{lesson.id} {lesson.title}",
        course=course.title,
        subtitle=course.subtitle,
        as_of=course.as_of.isoformat(),
        goals=_goals(notebook),
        slides=slides,
    )


def _goals(notebook: NotebookNode) -> list[str]:
    for cell in notebook.cells:
        found = _GOALS.search(_MARKS.sub("", cell.source)) if "meta" in _tags(cell) else None
        if found:
            return [goal.strip() for goal in found[1].split("·")]
    return []


def _of_cells(notebook: NotebookNode) -> Iterator[Slide]:
    heading, current = "", ""
    for cell in notebook.cells:
        current = next(iter(_tags(cell)), current if cell.cell_type == "markdown" else "")
        if current not in TALKED:
            continue
        made = _of_markdown(cell, heading) if cell.cell_type == "markdown" else _of_code(cell, heading)
        for slide in made:
            heading = slide.heading
            yield slide


def _of_markdown(cell: NotebookNode, heading: str) -> list[Slide]:
    text = _TO_SOURCES.sub("", _MARKS.sub("", cell.source))
    parts = [part for part in _soup(_MARKDOWN.render(text)).children if isinstance(part, Tag)]
    slides: list[Slide] = []
    said: list[str] = []
    for part in parts:
        if re.fullmatch(r"h[1-6]", part.name):
            heading = part.decode_contents()
        elif part.name in _PROJECTED:
            slides.append(Slide(heading, str(part)))
        elif part.get_text(strip=True):
            said.append(str(part))
    if not slides and said:
        slides.append(Slide(heading, said.pop(0)))
    if slides:
        slides[0].notes += said
    return slides


def _of_code(cell: NotebookNode, heading: str) -> Iterator[Slide]:
    notes = [f"<pre><code>{escape(cell.source)}</code></pre>"]
    for output in cell.get("outputs", []):
        for part in _soup(output.get("data", {}).get("text/html", "")).find_all(["figure", "table"]):
            if part.find_parent(["figure", "table"]) is None:
                yield Slide(heading, str(part), notes)
                notes = []


def _peer(question: PeerQuestion) -> Slide:
    options = "".join(f"<li>{_inline(option.t)}</li>" for _, option in question.lettered())
    body = f'<p>{_inline(question.stem)}</p><ol class="vote" type="A">{options}</ol>'
    right = next(letter for letter, option in question.lettered() if option.ok)
    said = [f"<strong>{letter}</strong> {_inline(option.why)}" for letter, option in question.lettered()]
    said += [
        f"<strong>Right under 30 %:</strong> {_inline(question.low)}",
        f"<strong>30 to 70 %:</strong> {_inline(question.middle)}",
        f"<strong>Over 70 %:</strong> {_inline(question.high)}",
    ]
    return Slide(
        f"Vote: {question.id}", body, [f"<p>Right: <strong>{right}</strong></p>", *(f"<p>{s}</p>" for s in said)]
    )


def _last(course: Course, lesson: Lesson) -> Slide:
    path = course.notebook_path(lesson.id).as_posix()
    body = (
        f"<p>Each date and number shown has its source, its day and its confidence at the end of <code>{path}</code>, "
        "under <em>Sources</em>.</p>"
    )
    return Slide("Where this comes from", body)


def _soup(html: str) -> BeautifulSoup:
    """Parse HTML; links that lead nowhere without the notebook become text."""
    soup = BeautifulSoup(html, "html.parser")
    pages.unlink(soup)
    return soup


def _inline(text: str) -> str:
    return _MARKDOWN.renderInline(text)


def _tags(cell: NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])
