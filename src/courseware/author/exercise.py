"""From the text of an exercise set to its master: items, points and questions put in their places.

In ``content/exercises/exNN.md`` the cells of an item carry one word of metadata each:

=============== ======================== ==================================================================
metadata        on                       meaning
=============== ======================== ==================================================================
``choice: ID``  Markdown cell (heading)  a multiple-choice item; stem, options, answer and test cell are
                                         made from ``exNN.questions.yml``
``answer: ID``  code cell                where the learner works; holds one solution region
``test: ID``    code cell                judges the item; the points come from ``course.yml``
``written: ID`` Markdown cell            a written answer, marked by a person
``setup``       code cell (a tag)        locked code that every item may use
=============== ======================== ==================================================================
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from courseware.author import keys, questions, text
from courseware.author.problems import AuthorError, Problem

ROLES = ("choice", "answer", "test", "written")
SCHEMA_VERSION = 3
REGIONS = (
    ("### BEGIN SOLUTION", "### END SOLUTION"),
    ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"),
    ("<!-- BEGIN SOLUTION -->", "<!-- END SOLUTION -->"),
)


def master(
    path: Path, points: dict[str, float], asked: dict[str, questions.Question], content: str | None = None
) -> NotebookNode:
    """Return the instructor's master of an exercise set, not yet executed.

    Parameters
    ----------
    path
        ``content/exercises/exNN.md``.
    points
        Points of each item, by its id, from ``course.yml``.
    asked
        The graded questions of the set, by item id.
    content
        The text of the set, where a class has another than is on disk.

    Raises
    ------
    AuthorError
        If a region is left open, an id stands twice, or text, questions and ``course.yml`` name different items.
    """
    notebook = text.read(path, content)
    problems = [*_open_regions(path, notebook)]
    cells: list[NotebookNode] = []
    for index, cell in enumerate(notebook.cells):
        place = text.where(index, cell)
        roles = [role for role in ROLES if role in cell.metadata]
        if len(roles) > 1:
            problems.append(Problem(str(path), place, f"a cell has one role, not {' and '.join(roles)}."))
        elif "choice" in roles and cell.metadata["choice"] not in asked:
            problems.append(
                Problem(
                    str(path),
                    place,
                    f"no question '{cell.metadata['choice']}' stands in {path.stem}.questions.yml. Write it there.",
                )
            )
        elif "choice" in roles:
            cells += _choice(cell, asked[cell.metadata["choice"]], path)
        else:
            cells.append(_graded(cell, path) if roles or "setup" in cell.metadata.get("tags", []) else cell)
    problems += _double_ids(path, cells)
    problems += _other_items(path, cells, points)
    if problems:
        raise AuthorError(problems)
    for cell in cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata["nbgrader"]["points"] = points[cell.metadata["nbgrader"]["grade_id"]]
    notebook.cells = cells
    notebook.metadata["celltoolbar"] = "Create Assignment"
    text.set_ids(notebook, path)
    return notebook


def items(notebook: NotebookNode) -> list[str]:
    """Return the ids of the graded items of a master or a submission, in order."""
    return [cell.metadata["nbgrader"]["grade_id"] for cell in notebook.cells if _is_grade(cell)]


def answer_id(item: str) -> str:
    """Return the grade_id of the cell in which the learner answers an item."""
    return f"{item}-answer"


def _is_grade(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def _nbgrader(grade_id: str, *, grade: bool, solution: bool, locked: bool) -> dict:
    return {
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": SCHEMA_VERSION,
        "solution": solution,
        "task": False,
    }


def _graded(cell: NotebookNode, path: Path) -> NotebookNode:
    """Turn our one word of metadata into nbgrader's."""
    metadata = {key: value for key, value in cell.metadata.items() if key not in ROLES}
    if "answer" in cell.metadata:
        marks = _nbgrader(answer_id(cell.metadata["answer"]), grade=False, solution=True, locked=False)
    elif "test" in cell.metadata:
        cell.source = keys.filled(cell.source, path)
        marks = _nbgrader(cell.metadata["test"], grade=True, solution=False, locked=True)
    elif "written" in cell.metadata:
        marks = _nbgrader(cell.metadata["written"], grade=True, solution=True, locked=False)
    else:
        marks = _nbgrader("setup", grade=False, solution=False, locked=True)
    cell.metadata = NotebookNode({**metadata, "nbgrader": NotebookNode(marks)})
    return cell


def _choice(heading: NotebookNode, question: questions.Question, path: Path) -> list[NotebookNode]:
    """Return the cells of a multiple-choice item: question, answer, test."""
    item = question.id
    name = questions.variable(item)
    shown = "\n".join(f"- **{letter}** — {option.t}" for letter, option in question.lettered())
    heading.source = f"{heading.source}\n\n{question.stem}\n\n{shown}"
    heading.metadata = NotebookNode(
        {"nbgrader": _nbgrader(f"{item}-question", grade=False, solution=False, locked=True)}
    )
    letters = [letter for letter, _ in question.lettered()]
    answer = nbformat.v4.new_code_cell(
        f'# Put one capital letter between quotation marks: {name} = "…"\n{name} = ...\n'
        f'### BEGIN SOLUTION\n{name} = "{question.right_letter()}"\n### END SOLUTION'
    )
    answer.metadata["answer"] = item
    feedback = {letter: [option.fb, option.mis] for letter, option in question.lettered()}
    test = nbformat.v4.new_code_cell(
        f'chosen = check.value("{name}")\n'
        f"check.that(\n    chosen in {json.dumps(letters)},\n"
        f'    hint=("Put one letter, {letters[0]} to {letters[-1]}, between quotation marks.",\n'
        f'          "One capital letter and nothing else: no list, no blank, no full stop."),\n)\n'
        "### BEGIN HIDDEN TESTS\n"
        f"feedback = {json.dumps(feedback, ensure_ascii=False, indent=4)}\n"
        'hint, misconception = feedback.get(chosen, ["No option was chosen.", ""])\n'
        f'check.that(chosen == "{question.right_letter()}", hint=hint, misconception=misconception)\n'
        "### END HIDDEN TESTS"
    )
    test.metadata["test"] = item
    return [heading, _graded(answer, path), _graded(test, path)]


def _open_regions(path: Path, notebook: NotebookNode) -> Iterator[Problem]:
    for index, cell in enumerate(notebook.cells):
        lines = [line.strip() for line in cell.source.splitlines()]
        for begin, end in REGIONS:
            marks = [line for line in lines if line in (begin, end)]
            if marks != [begin, end] * (len(marks) // 2) or len(marks) % 2:
                yield Problem(
                    str(path),
                    text.where(index, cell),
                    f"a '{begin}' region is not finished. Each '{begin}' needs one '{end}' after it, none nested.",
                )
        yield from _missing_regions(path, index, cell, lines)


def _missing_regions(path: Path, index: int, cell: NotebookNode, lines: list[str]) -> Iterator[Problem]:
    needs: list[tuple[bool, str, Callable[[str], bool]]] = [
        ("answer" in cell.metadata, "### BEGIN SOLUTION", lines.__contains__),
        ("test" in cell.metadata, "### BEGIN HIDDEN TESTS", lines.__contains__),
        ("written" in cell.metadata, "<!-- BEGIN SOLUTION -->", lines.__contains__),
    ]
    for wanted, begin, present in needs:
        if wanted and not present(begin):
            yield Problem(
                str(path),
                text.where(index, cell),
                f"this cell needs a '{begin}' region; without it an answer leaks.",
            )


def _double_ids(path: Path, cells: list[NotebookNode]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, cell in enumerate(cells):
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id and grade_id in seen:
            yield Problem(
                str(path),
                text.where(index, cell),
                f"the grade_id '{grade_id}' stands already in cell {seen[grade_id] + 1}. Give each item one id.",
            )
        elif grade_id:
            seen[grade_id] = index


def _other_items(path: Path, cells: list[NotebookNode], points: dict[str, float]) -> Iterator[Problem]:
    """Compare the items of the text with those of ``course.yml``."""
    here = [cell.metadata["nbgrader"]["grade_id"] for cell in cells if _is_grade(cell)]
    for item in here:
        if item not in points:
            yield Problem(str(path), item, f"course.yml gives no points to '{item}'. Add it under assignments.")
    for item in points:
        if item not in here:
            yield Problem(str(path), "", f"course.yml lists the item '{item}', but no test cell bears that id.")
