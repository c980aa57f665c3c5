"""House rules of texts: one function each, seconds for all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from nbformat import NotebookNode

from courseware.author import (
    build,
    claim_rules,
    coverage_rules,
    files,
    ground_rules,
    judge_rules,
    output_rules,
    quiz_rules,
    shape_rules,
    term_rules,
    text,
)
from courseware.author.problems import AuthorError, Problem
from courseware.course import Assignment, Course, Lesson

MAX_CODE_LINES = 12
_HEADING = re.compile(r"^(#{1,6})\s+\S", re.MULTILINE)
_EMPTY_HEADER = re.compile(r"^\|(?:[^\n|]*\|)*?[ \t]*\|(?:[^\n|]*\|)*[ \t]*\n\|[ \t:|-]+\|[ \t]*$", re.MULTILINE)
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)

Rule = Callable[[Path, NotebookNode], Iterator[Problem]]


def problems(root: Path, course: Course) -> list[Problem]:
    """Return every breach of a house rule in the texts of the course."""
    found: list[Problem] = []
    texts: dict[str, tuple[Path, NotebookNode]] = {}
    lessons = {lesson.slug: lesson for lesson in course.lessons}
    for target in build.targets(root, course):
        try:
            notebook = next(iter(target.sources().values()))
            found += _in_outputs(target)
        except AuthorError as error:
            found += error.problems
            continue
        if target.name in lessons:
            texts[lessons[target.name].id] = (target.text, notebook)
            found += _in_lesson(target.text, notebook, lessons[target.name], course)
        else:
            found += _in_exercise(target.text, notebook, course.assignment(target.name))
    found += ground_rules.graded_on_firm_ground(course)
    found += quiz_rules.problems(root)
    found += quiz_rules.five_to_begin_and_to_leave(course)
    found += coverage_rules.problems(root, course, texts)
    return sorted(found)


def _in_lesson(path: Path, notebook: NotebookNode, lesson: Lesson, course: Course) -> Iterator[Problem]:
    for rule in LESSON_RULES:
        yield from rule(path, notebook)
    if lesson.kind == "lesson":
        for rule in shape_rules.RULES:
            yield from rule(path, notebook, lesson)
        yield from shape_rules.as_of_agrees(path, notebook, course.as_of)


def _in_exercise(path: Path, master: NotebookNode, assignment: Assignment) -> Iterator[Problem]:
    for rule in EXERCISE_RULES:
        yield from rule(path, master)
    yield from shape_rules.points_agree(path, master, assignment)


def _in_outputs(target: build.Target) -> Iterator[Problem]:
    for path in target.made:
        if path.is_file():
            stored = files.read(path)
            for rule in output_rules.RULES:
                yield from rule(path, stored)


def one_title(path: Path, notebook: NotebookNode) -> Iterator[Problem]:
    """A notebook has one level-1 heading, in its first cell, and skips no level."""
    level = 0
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "markdown":
            continue
        for match in _HEADING.finditer(_FENCED.sub("", cell.source)):
            depth = len(match[1])
            if depth == 1 and index > 0:
                yield Problem(str(path), text.where(index, cell), "a second title. Use '##' below the first cell.")
            elif index == 0 and level == 0 and depth != 1:
                yield Problem(str(path), text.where(index, cell), "the first cell has no title. Begin it with '# '.")
            elif depth > level + 1:
                yield Problem(
                    str(path),
                    text.where(index, cell),
                    f"the heading jumps from level {level} to {depth}. Skip none.",
                )
            level = depth
    if level == 0:
        yield Problem(str(path), "", "there is no heading. Begin the first cell with '# ' and a title.")


def filled_headers(path: Path, notebook: NotebookNode) -> Iterator[Problem]:
    """A table in Markdown has words in every cell of its header: a screen reader reads them with each cell below."""
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown" and _EMPTY_HEADER.search(_FENCED.sub("", cell.source)):
            said = "a table has an empty header cell. Write a word into each."
            yield Problem(str(path), text.where(index, cell), said)


def short_code(path: Path, notebook: NotebookNode) -> Iterator[Problem]:
    """A code cell of a lesson has at most twelve lines."""
    for index, cell in enumerate(notebook.cells):
        lines = len(cell.source.splitlines())
        if cell.cell_type == "code" and lines > MAX_CODE_LINES:
            yield Problem(
                str(path),
                text.where(index, cell),
                f"{lines} lines of code; a learner sees at most {MAX_CODE_LINES}.",
            )


def plain_code(path: Path, notebook: NotebookNode) -> Iterator[Problem]:
    """No trailing semicolon, no shell command, no magic: nbval, readers and other front ends stumble over them."""
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        for line in cell.source.splitlines():
            if line.rstrip().endswith(";"):
                yield Problem(
                    str(path),
                    text.where(index, cell),
                    "a line ends with ';', which hides its output. Drop it.",
                )
            if line.lstrip().startswith(("!", "%")):
                yield Problem(
                    str(path),
                    text.where(index, cell),
                    f"'{line.strip()[:30]}' is no Python. The environment has it all.",
                )


def figures_shown(path: Path, notebook: NotebookNode) -> Iterator[Problem]:
    """A figure is shown with ``show(fig, alt=…, caption=…)``, never with ``plt.show()``."""
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and "plt.show(" in cell.source:
            yield Problem(
                str(path),
                text.where(index, cell),
                "plt.show() has no alt text. Use show(fig, alt=…, caption=…).",
            )


LESSON_RULES: tuple[Rule, ...] = (
    one_title,
    filled_headers,
    short_code,
    plain_code,
    figures_shown,
    *claim_rules.RULES,
    *term_rules.RULES,
)
EXERCISE_RULES: tuple[Rule, ...] = (one_title, filled_headers, plain_code, figures_shown, *judge_rules.RULES)
