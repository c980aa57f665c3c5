"""Mark one's own exercise set against the local masters: verdict, hint and misconception for each item.

The learner's notebook is only read. Its cells run in the sandbox where the machine has one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from courseware import course as course_file
from courseware.author import files
from courseware.course import Assignment, Course, Misconception
from courseware.grade import submission, tries
from courseware.grade.judging import outcome, plan, sandbox, session
from courseware.grade.judging.outcome import State, Verdict

UNPROTECTED = "Your own code runs on this machine unprotected, since there is no sandbox here."

SHOWN: dict[State, str] = {
    "right": "✓ right",
    "partly": "◐ partly right",
    "not yet": "✗ not yet",
    "not attempted": "· not attempted",
    "needs a person": "… needs a person",
}


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
    seconds: float = session.CELL_SECONDS,
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
        Called before the code runs where nothing contains it, with the sentence that says so.
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
    if not hasattr(os, "fork"):
        raise ValueError("Marking needs Linux or macOS. On Windows use the Linux subsystem (WSL).")
    master = plan.of(files.read(master_path))
    tested = [item.id for item in master.items if item.test is not None]
    if not tested:
        raise ValueError(f"A person marks every item of {name}, by the levels it prints; nothing to judge here.")
    handed_in = submission.read(path, tested)
    judged = _session(master, seconds, announce).judge(handed_in.cells)
    verdicts = outcome.verdicts(master, judged, handed_in.cells, handed_in.unanswered)
    return Report(name, assignment.title, str(path), tuple(verdicts), handed_in.notes)


def _session(master: plan.Plan, seconds: float, announce: Callable[[str], object]) -> session.Session:
    """Return a session in the sandbox, or, where there is none, one without it, after saying so."""
    try:
        return session.running(master, cell_seconds=seconds)
    except sandbox.NoSandboxError:
        announce(UNPROTECTED)
        return session.running(master, cell_seconds=seconds, confined=False)


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
        {v.item: v.state == "right" for v in report.verdicts if v.state in ("right", "partly", "not yet")},
    )


def _assignment(course: Course, name: str) -> Assignment:
    """Return an assignment; ``ex1`` is told apart from ``ex15``, which is as near by its letters."""
    meant = re.sub(r"\d+", lambda digits: digits[0].zfill(2), name.casefold())
    if name != meant and any(assignment.id == meant for assignment in course.assignments):
        raise ValueError(f"There is no assignment '{name}' in course.yml. Did you mean '{meant}'?")
    return course.assignment(name)


def _belief(belief: Misconception) -> Iterator[str]:
    yield f'    Misconception: "{belief.name}"'
    yield f"    What is right: {' '.join(belief.right.split())}"


def _points(number: float) -> str:
    return f"{number:g} point" if number == 1 else f"{number:g} points"
