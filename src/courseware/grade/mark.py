"""Mark one's own exercise set against the local masters: verdict, hint and misconception for each item.

The learner's notebook is only read. Its answer cells run in a forked child of this process, which contains nothing.
"""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from nbformat import NotebookNode

from courseware import course as course_file
from courseware.author import exercise, files
from courseware.course import Assignment, Course, Misconception
from courseware.grade import submission, tries, warm

SECONDS = 10
UNPROTECTED = "Your own code runs on this machine unprotected."

State = Literal["right", "not yet", "not attempted", "needs a person"]
SHOWN: dict[State, str] = {
    "right": "✓ right",
    "not yet": "✗ not yet",
    "not attempted": "· not attempted",
    "needs a person": "… needs a person",
}
_POINTS = re.compile(r"\s*\(\d+ points?\)\s*$")
_IN_IPYTHON = re.compile(r" \(<ipython-input[^()]*\)$")
_LONGEST = 300


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


@dataclass(frozen=True)
class Report:
    """The verdicts on a set, and a sentence for each cell of the notebook that is not as it was handed out."""

    assignment: str
    title: str
    notebook: str
    verdicts: tuple[Verdict, ...]
    notes: tuple[str, ...]

    @property
    def points(self) -> float:
        """Points earned, without what a person must mark."""
        return sum(verdict.points or 0 for verdict in self.verdicts)

    def as_data(self) -> dict:
        """Return the report as plain data, with the points of the whole."""
        return asdict(self) | {"points": self.points, "of": sum(verdict.of for verdict in self.verdicts)}


def mark(
    root: Path,
    course: Course,
    name: str,
    notebook: Path | None = None,
    *,
    announce: Callable[[str], object],
    seconds: float = SECONDS,
) -> Report:
    """Judge a learner's notebook by the master of its set.

    Parameters
    ----------
    root, course
        The folder of the course and its model.
    name
        The assignment, such as ``ex01``.
    notebook
        The learner's notebook; ``exercises/NAME/NAME.ipynb`` if not given.
    announce
        Called with the sentence that nothing contains the learner's code, before it runs.
    seconds
        The time each cell has.

    Raises
    ------
    ValueError
        If there is no such assignment, no master or no readable notebook of that set; the sentence says which.
    """
    assignment = _assignment(course, name)
    path = notebook or root / "exercises" / name / f"{name}.ipynb"
    master_path = root / "solutions" / name / f"{name}.ipynb"
    if not master_path.is_file():
        if assignment.status == "planned":
            raise ValueError(f"The set {name} is planned, not written yet.")
        raise ValueError(
            f"There is no master of {name} here, so nothing can be marked: this is a student package. "
            f"Run `course validate {path}` to see whether the visible checks pass."
        )
    if "fork" not in multiprocessing.get_all_start_methods():
        raise ValueError("Marking needs Linux or macOS. On Windows use the Linux subsystem (WSL).")
    master = files.read(master_path)
    handed_in = submission.read(path, _judged_by_code(master))
    announce(UNPROTECTED)
    warm.warm_up()
    verdicts = judge(master, handed_in.answers, path.resolve().parent, seconds)
    return Report(name, assignment.title, str(path), tuple(verdicts), handed_in.notes)


def judge(master: NotebookNode, answers: Mapping[str, str], folder: Path, seconds: float) -> list[Verdict]:
    """Return the verdict on each item; an answer that never ends or kills Python costs no other item its marks."""
    left, halted = dict(answers), {}
    while True:
        try:
            marks = warm.run(master, left, folder, seconds)
            break
        except warm.HaltedError as error:
            item = error.at.removesuffix(exercise.answer_id(""))
            if item not in left or item in halted:
                raise ValueError(
                    f"The set could not be run to its end: {error}. Restart and try again; if it stays so, report it."
                ) from None
            halted[item] = _halted(error, seconds)
            left[item] = ""
    return [
        Verdict(item, title, "not yet", 0, of, (halted[item],))
        if item in halted
        else _verdict(item, title, of, marks, answers)
        for item, title, of in _items(master)
    ]


def lines(report: Report, root: Path, tried: Mapping[str, int]) -> Iterator[str]:
    """Yield a report in words. Hints come in steps: the first at the first try, all of them from the second."""
    known = course_file.misconceptions(root)
    yield from (f"• {note}" for note in report.notes)
    for verdict in report.verdicts:
        points = "" if verdict.points is None else f"{verdict.points:g} of "
        yield f"{SHOWN[verdict.state]:<18}{verdict.title} ({points}{_points(verdict.of)})"
        shown = verdict.hints if tried.get(verdict.item, 0) > 1 else verdict.hints[:1]
        yield from (f"    Hint: {hint}" for hint in shown)
        if len(shown) < len(verdict.hints):
            yield "    A more concrete hint follows if you mark again."
        if verdict.misconception in known:
            yield from _belief(known[verdict.misconception])
    by_hand = sum(verdict.of for verdict in report.verdicts if verdict.points is None)
    total = sum(verdict.of for verdict in report.verdicts) - by_hand
    later = f"; a person marks {_points(by_hand)} more" if by_hand else ""
    yield f"Total: {report.points:g} of {_points(total)}{later}."


def remember(report: Report) -> dict[str, int]:
    """Count this try at each item that is not right yet; return the tries by item."""
    return tries.update(
        {v.item: v.state == "right" for v in report.verdicts if v.state in ("right", "not yet")},
    )


def _assignment(course: Course, name: str) -> Assignment:
    """Return an assignment; ``ex1`` is told apart from ``ex15``, which is as near by its letters."""
    meant = re.sub(r"\d+", lambda digits: digits[0].zfill(2), name.casefold())
    if name != meant and any(assignment.id == meant for assignment in course.assignments):
        raise ValueError(f"There is no assignment '{name}' in course.yml. Did you mean '{meant}'?")
    return course.assignment(name)


def _verdict(item: str, title: str, of: float, marks: warm.Marks, answers: Mapping[str, str]) -> Verdict:
    points = marks.points[item]
    told, crash = marks.faults.get(item), marks.faults.get(exercise.answer_id(item))
    if points is None or (told and told.kind == "AuthorError"):
        return Verdict(item, title, "needs a person", None, of, (told.text,) if told else ())
    if points == of:
        return Verdict(item, title, "right", points, of)
    if crash:
        return Verdict(item, title, "not yet", points, of, (_crashed(crash),))
    if item in marks.blank or not answers[item].strip():
        return Verdict(item, title, "not attempted", points, of)
    if told and told.kind == "Off":
        return Verdict(item, title, "not yet", points, of, told.hints or (told.text,), told.misconception)
    if points:
        return Verdict(item, title, "not yet", points, of, ("A part of it is right. Look again at what is asked.",))
    return Verdict(item, title, "not yet", points, of, ("It has the right form but not the right content.",))


def _crashed(fault: warm.Fault) -> str:
    where = f" in line {fault.line}" if fault.line else ""
    words = " ".join(_IN_IPYTHON.sub("", fault.text).split())[:_LONGEST]
    sentence = f"Your answer cell stops{where} with {fault.kind}: {words}"
    match fault.kind:
        case "NameError":
            return f"{sentence}. Only the answer cells are marked: put into each all that it needs."
        case "EOFError":
            return f"{sentence}. Nobody types when it is marked: do without input()."
    return sentence


def _halted(error: warm.HaltedError, seconds: float) -> str:
    if error.slow:
        return f"Your answer was stopped after {seconds:g} seconds. Look for a loop that never ends."
    return "Python itself ended while your answer ran. Look for os._exit() and for very large lists."


def _belief(belief: Misconception) -> Iterator[str]:
    yield f'    Misconception: "{belief.name}"'
    yield f"    What is right: {' '.join(belief.right.split())}"


def _points(number: float) -> str:
    return f"{number:g} point" if number == 1 else f"{number:g} points"


def _judged_by_code(master: NotebookNode) -> list[str]:
    return [
        cell.metadata["nbgrader"]["grade_id"]
        for cell in master.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    ]


def _items(master: NotebookNode) -> Iterator[tuple[str, str, float]]:
    """Yield each item with the heading above it and its points."""
    heading = ""
    for cell in master.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("#"):
            heading = _POINTS.sub("", cell.source.splitlines()[0].lstrip("# "))
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("grade"):
            yield marks["grade_id"], heading or marks["grade_id"], float(marks["points"])
