"""Hand out work for review among students: blind, with numbers for names, two works each."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from courseware.author import files
from courseware.author.exercise import answer_id
from courseware.grade import submission
from courseware.teach import sheets
from courseware.teach.classes import numbers
from courseware.teach.classes.folder import Workspace
from courseware.teach.classes.term import Term
from courseware.teach.policies import peer

FOLDER = "peer"
PAIRS = "pairs.csv"
COLUMNS = ("reviewer", "reviewer_number", "author", "author_number")


@dataclass(frozen=True)
class Round:
    """Who reviews whom, by number, and what each author wrote.

    Attributes
    ----------
    pairs
        Reviewers and authors, by id.
    numbers
        Ids of students by number, see :mod:`courseware.teach.classes.numbers`.
    texts
        By author, the written answers as one Markdown text, with the code that belongs to one and what it shows.
    """

    assignment: str
    pairs: tuple[peer.Pair, ...]
    numbers: Mapping[str, str]
    texts: Mapping[str, str]

    def number(self, student: str, role: str) -> str:
        """Return the number of a student as reviewer (``r``) or author (``a``)."""
        return next(number for number, one in self.numbers.items() if one == student and number.startswith(role))

    def lines(self) -> Iterator[str]:
        """Yield what is handed out, a sentence each."""
        each = {pair.reviewer for pair in self.pairs}
        yield f"{len(self.texts)} works of {self.assignment}, {len(each)} reviewers, {len(self.pairs)} reviews."


def plan(workspace: Workspace, assignment: str) -> Round:
    """Return who reviews whom among those who handed in, one work of a group once.

    Raises
    ------
    ValueError
        If ``policy.yml`` does not name the assignment for reviews, a work has no written answer that can be read, or
        the class is too small; with what to do.
    """
    rule = workspace.policy.peer
    if assignment not in rule.assignments:
        raise ValueError(f"policy.yml does not let students review {assignment}. Add it there: peer, assignments.")
    workspace.released(assignment)
    term = Term(workspace)
    shared = {one: work for one in workspace.roster if (work := term.shared(one, assignment))}
    authors = sorted({work.by for work in shared.values()})
    pairs = peer.assign(authors, term.tables.groups, numbers.seed(workspace, assignment), rule.reviewers)
    texts = {one: _text(workspace, one, assignment) for one in authors}
    return Round(assignment, tuple(pairs), numbers.given(workspace, authors), texts)


def differs(workspace: Workspace, wanted: Round) -> bool:
    """Return whether another round of this assignment lies there already, which would be replaced."""
    path = workspace.home / FOLDER / wanted.assignment / PAIRS
    return path.is_file() and path.read_text(encoding="utf-8") != _pairs(wanted)


def apply(workspace: Workspace, wanted: Round) -> None:
    """Write ``peer/ASSIGNMENT/``: who has which number, for you alone, and a folder for each reviewer to hand out."""
    numbers.write(workspace, dict(wanted.numbers))
    folder = workspace.home / FOLDER / wanted.assignment
    shutil.rmtree(folder, ignore_errors=True)
    for pair in wanted.pairs:
        target = folder / wanted.number(pair.reviewer, "r") / f"{wanted.number(pair.author, 'a')}.md"
        files.write(target, wanted.texts[pair.author])
    workspace.write(f"{FOLDER}/{wanted.assignment}/{PAIRS}", _pairs(wanted))


def _pairs(wanted: Round) -> str:
    rows = (
        (pair.reviewer, wanted.number(pair.reviewer, "r"), pair.author, wanted.number(pair.author, "a"))
        for pair in wanted.pairs
    )
    return sheets.written(COLUMNS, (dict(zip(COLUMNS, row, strict=True)) for row in rows))


def written(path: Path) -> str:
    """Return the written answers in a notebook as Markdown, with the code that belongs to one; empty if there is none.

    Raises
    ------
    ValueError
        If it cannot be read as a notebook.
    """
    cells = submission.cells(path)
    beside = {answer_id(cell.grade_id) for cell in cells if cell.written}
    parts = [_part(cell) for cell in cells if cell.written or cell.grade_id in beside]
    return "\n\n---\n\n".join(parts) + "\n" if beside else ""


def _text(workspace: Workspace, student: str, assignment: str) -> str:
    try:
        found = written(workspace.submitted(student, assignment) / f"{assignment}.ipynb")
    except (ValueError, OSError) as error:
        raise ValueError(f"The work of {student} cannot be read ({error}). Collect it anew, or leave it out.") from None
    if not found:
        raise ValueError(f"{assignment} has no written answer, so there is nothing to review. See peer in policy.yml.")
    return found


def _part(cell: submission.Cell) -> str:
    """Return an answer as Markdown; code, such as that of an appendix, with what its author's notebook shows below."""
    if cell.written:
        return cell.source
    shown = f"\n\nIt shows, as its author saved it:\n\n{_indented(cell.shown)}" if cell.shown.strip() else ""
    return f"The code beside it:\n\n{_indented(cell.source)}{shown}"


def _indented(text: str) -> str:
    # Four spaces make a block of code of it whatever it holds, a fence included.
    return textwrap.indent(text.rstrip(), "    ")
