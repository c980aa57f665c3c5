"""Compare what a class handed in, and write the page of answers that are alike; nothing else is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.utils import is_solution

from courseware.author import files
from courseware.author.exercise import answer_id
from courseware.grade.judging import plan
from courseware.grade.repair.lint import RefusedError, lint
from courseware.teach.classes.folder import REPORTS, Workspace
from courseware.teach.classes.term import Term
from courseware.teach.integrity import page, pairs, shape
from courseware.teach.policies import groups

_READ: dict[str, tuple[pairs.Kind, Callable[[str], shape.Shape]]] = {
    "code": ("code", shape.code),
    "markdown": ("written", shape.prose),
}


def write(workspace: Workspace, assignment: str) -> tuple[Path, page.Shown]:
    """Write ``reports/similar-ASSIGNMENT.html``, for its owner only; return its path and what it shows.

    Raises
    ------
    ValueError
        If the set is not released, fewer than two works can be compared, or a table or policy is at fault.
    """
    release = files.read(workspace.released(assignment))
    master = files.read(workspace.master(assignment))
    works, refused = _works(workspace, assignment, release)
    if len(works) < 2:
        raise ValueError(
            f"Works of {assignment} that can be read: {len(works)}, and it takes two to compare. Collect more first: "
            f"course class collect {assignment} --from FOLDER"
        )
    partners = _partners(workspace, assignment)
    titles = {(item.id if item.test is None else answer_id(item.id)): item.title for item in plan.of(master).items}
    found = [
        _item(cell, titles.get(_id(cell), _id(cell)), works, release, partners)
        for cell in master.cells
        if is_solution(cell)
    ]
    shown = page.Shown(
        title=workspace.course.course_id or workspace.home.name,
        assignment=assignment,
        items=found,
        works=len(works),
        refused=refused,
        students=[*workspace.roster.values()],
        secret=workspace.secret if workspace.policy.names == "hidden" else None,
    )
    name = f"{REPORTS}/{page.NAME.format(assignment)}"
    workspace.write(name, page.as_html(shown))
    return workspace.home / name, shown


def _works(
    workspace: Workspace, assignment: str, release: NotebookNode
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Return by student the answers by cell, read as the grader reads them, and why some works cannot be read."""
    works, refused = {}, {}
    for student in workspace.roster:
        folder = workspace.submitted(student, assignment)
        if not folder.is_dir():
            continue
        try:
            cells = lint(folder, release, assignment).notebook.cells
        except RefusedError as error:
            refused[student] = str(error)
            continue
        works[student] = _answers(cells)
    return works, refused


def _answers(cells: list[NotebookNode]) -> dict[str, str]:
    return {_id(cell): cell.source for cell in cells if is_solution(cell)}


def _id(cell: NotebookNode) -> str:
    return cell.metadata["nbgrader"]["grade_id"]


def _partners(workspace: Workspace, assignment: str) -> dict[str, tuple[str, ...]]:
    """Return by student the members of the group, where the set is worked on in groups."""
    entries = Term(workspace).tables.groups
    return {student: groups.partners(student, assignment, workspace.policy, entries) for student in workspace.roster}


def _item(
    cell: NotebookNode,
    title: str,
    works: dict[str, dict[str, str]],
    release: NotebookNode,
    partners: dict[str, tuple[str, ...]],
) -> page.Item:
    """Compare the answers in one cell of a master; those that cannot be compared are told of."""
    kind, read = _READ[cell.cell_type]
    answers, left_out, wanted = {}, {}, _id(cell)
    stub = _answers(release.cells).get(wanted, "")
    for student, work in works.items():
        if work.get(wanted, stub) == stub:
            continue
        if not work[wanted].strip():
            # The grader blanks what is too large.
            left_out[student] = "It is blank, or too large to be marked."
            continue
        try:
            answers[student] = read(work[wanted])
        except shape.ShapeError as error:
            left_out[student] = str(error)
    found = pairs.compare(kind, answers, _known(cell, stub, release, read), partners)
    return page.Item(title, kind, found, answers, left_out)


def _known(
    cell: NotebookNode, stub: str, release: NotebookNode, read: Callable[[str], shape.Shape]
) -> Iterator[shape.Shape]:
    """Yield what all have before them: the solution, what was handed out, and for a text all that was to be read."""
    texts = [one.source for one in release.cells if one.cell_type == "markdown"] if read is shape.prose else []
    for source in (cell.source, stub, *texts):
        try:
            yield read(source)
        except shape.ShapeError:
            # A stub may be unfinished, so that it is no Python yet.
            continue
