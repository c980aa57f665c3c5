"""From what a judge found to verdicts in words and to the outputs that nbgrader reads as marks."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.utils import determine_grade, is_grade, is_solution

from courseware.author.exercise import answer_id
from courseware.grade.judging.plan import Cell, Item, Plan
from courseware.grade.judging.session import Fault, Judged

# The class under which a test cell's output says that no mark was found; such an item has no automatic score.
NEEDS_A_PERSON = "NeedsAPerson"
_LONGEST = 300

State = Literal["right", "partly", "not yet", "not attempted", "needs a person"]


@dataclass(frozen=True)
class Verdict:
    """What became of one item: its heading, points (None until a person has marked it), hints in steps, the belief."""

    item: str
    title: str
    state: State
    points: float | None
    of: float
    hints: tuple[str, ...] = ()
    misconception: str = ""


def verdicts(plan: Plan, judged: Judged, cells: Sequence[Cell], unanswered: Collection[str] = ()) -> list[Verdict]:
    """Return the verdict on each item in the master's order; ``unanswered`` are written items left as they were."""
    sources = {cell.item: cell.source for cell in cells if cell.item}
    return [
        Verdict(item.id, item.title, "not attempted", 0.0, item.of)
        if item.id in unanswered
        else _verdict(item, judged, sources)
        for item in plan.items
    ]


def unanswered(cells: Sequence[NotebookNode]) -> set[str]:
    """Return the written items whose cell is as it was handed out, which nbgrader marks with 0."""
    return {
        cell.metadata["nbgrader"]["grade_id"]
        for cell in cells
        if is_grade(cell) and is_solution(cell) and determine_grade(cell)[0] == 0
    }


def ungraded(plan: Plan, why: str, unanswered: Collection[str] = ()) -> list[Verdict]:
    """Return verdicts that leave every item to a person, but those that were left as they were."""
    return [
        Verdict(item.id, item.title, "not attempted", 0.0, item.of)
        if item.id in unanswered
        else Verdict(item.id, item.title, "needs a person", None, item.of, (why,))
        for item in plan.items
    ]


def test_outputs(verdict: Verdict) -> list[NotebookNode]:
    """Return the outputs of an item's test cell: nothing for all points, the number for a part, a sentence for none.

    nbgrader's ``determine_grade`` reads the same points from them; ``NeedsAPerson`` stands where there are none.
    """
    if verdict.points is None:
        return [_error(NEEDS_A_PERSON, " ".join(verdict.hints))]
    if verdict.points == verdict.of:
        return []
    if verdict.points:
        data = {"text/plain": f"{verdict.points:g}"}
        return [new_output("execute_result", data=data, execution_count=1, metadata={})]
    belief = f"[{verdict.misconception}]" if verdict.misconception else ""
    return [_error("Off", " ".join(filter(None, [*verdict.hints, belief])) or "Not attempted.")]


def cell_outputs(judged: Judged, cell: str) -> list[NotebookNode]:
    """Return the outputs of one of the learner's own cells, with the exception it ended in."""
    shown = [NotebookNode(output) for output in judged.outputs.get(cell, [])]
    if cell in judged.halted:
        shown.append(_error("Stopped", judged.halted[cell]))
    elif cell in judged.faults:
        fault = judged.faults[cell]
        where = f"line {fault.line}: " if fault.line else ""
        shown.append(_error(fault.kind, f"{where}{fault.text}"))
    return shown


def _error(kind: str, text: str) -> NotebookNode:
    return new_output("error", ename=kind, evalue=text, traceback=[f"{kind}: {text}"])


def _verdict(item: Item, judged: Judged, sources: Mapping[str, str]) -> Verdict:
    def off(*hints: str, state: State = "not yet", points: float | None = 0.0, belief: str = "") -> Verdict:
        return Verdict(item.id, item.title, state, points, item.of, hints, belief)

    if item.test is None:
        return off(state="needs a person", points=None)
    if item.id in judged.halted:
        return off(judged.halted[item.id])
    told, crash = judged.faults.get(item.id), judged.faults.get(answer_id(item.id))
    points = _points(judged.scores.get(item.id, 0.0), item.of)
    if points is None or (told and told.kind == "AuthorError"):
        said = told.text if told else "The test of this item gave no mark; this item needs a person."
        return off(said, state="needs a person", points=None)
    if points == item.of:
        return Verdict(item.id, item.title, "right", points, item.of)
    if points:
        return off("A part of it is right. Look again at what is asked.", state="partly", points=points)
    if crash:
        return off(_crashed(crash))
    if item.id in judged.blank or not sources.get(item.id, "").strip():
        return off(state="not attempted")
    if told and told.kind == "Off":
        return off(*(told.hints or (told.text,)), belief=told.misconception)
    if told and told.kind == "MemoryError":
        return off("The check of your answer ran out of memory: what it gives is too large.")
    return off("It has the right form but not the right content.")


def _points(score: Any, of: float) -> float | None:
    """Return the points that a test gave; None if it is no number within the points of the item."""
    if score is None:
        return of
    if type(score) not in (int, float) or not math.isfinite(score) or not 0 <= score <= of:
        return None
    return float(score)


def _crashed(fault: Fault) -> str:
    where = f" in line {fault.line}" if fault.line else ""
    words = " ".join(fault.text.split())[:_LONGEST]
    sentence = f"Your answer cell stops{where} with {fault.kind}: {words}"
    match fault.kind:
        case "NameError":
            return f"{sentence}. Define it in this cell, or in a cell of your own above it."
        case "EOFError" | "StdinNotImplementedError":
            return f"{sentence}. Nobody types when it is marked: do without input()."
        case "PermissionError":
            return f"{sentence}. Programs, other processes and the network are not there when it is marked."
    return sentence
