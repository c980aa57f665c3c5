"""Grade the graders: what every item of a set must give for answers of which the marks are known beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade, is_grade
from traitlets.config import Config

from courseware import kernels
from courseware.author import exercise, files, questions
from courseware.author.judge_rules import bound_names
from courseware.grade import answers
from courseware.grade.judging import outcome, plan, session

# Answers that fit no question. None of them may earn a point on any item.
UNIVERSAL = {
    "None": "None",
    "empty text": '""',
    "empty list": "[]",
    "empty dict": "{}",
    "zero": "0",
    "True": "True",
    "NaN": 'float("nan")',
    "Ellipsis": "...",
    "identity": "lambda *a: a[0] if a else None",
    "constant": "lambda *a: 1",
    "constant text": 'lambda *a: "yes"',
    "always True": "lambda *a: True",
    "stops": "lambda *a: next(iter(()))",
    "equal to all": 'type("E", (), {"__eq__": lambda s, o: True, "__hash__": lambda s: 0})()',
}

Points = dict[str, float | None]


@dataclass(frozen=True)
class Subject:
    """A set as the self-test sees it: code judges the items with ``points``, a person the ``written`` ones."""

    name: str
    master: NotebookNode
    release: NotebookNode
    answers: tuple[answers.Answer, ...]
    points: dict[str, float]
    written: tuple[str, ...]

    def solution(self, item: str) -> str:
        """Return the source of the master's answer cell of an item."""
        return answer(self.master, item)

    def stub(self, item: str) -> str:
        """Return the source of the untouched answer cell of an item."""
        return answer(self.release, item)

    def names(self, item: str) -> list[str]:
        """Return the names a learner binds in an item's answer cell."""
        return sorted(bound_names(self.stub(item)) & bound_names(self.solution(item)))


@dataclass(frozen=True)
class Submission:
    """A made-up submission: a name for messages, the answer to every item, the points each must earn."""

    name: str
    answers: dict[str, str]
    expected: Points


def load(root: Path, name: str) -> Subject:
    """Return a set of the course by name."""
    content = root / "content" / "exercises"
    master = files.read(root / "solutions" / name / f"{name}.ipynb")
    release = files.read(root / "exercises" / name / f"{name}.ipynb")
    items = plan.of(master).items
    points = {item.id: item.of for item in items if item.test is not None}
    declared = answers.load(content / f"{name}.answers.yml")
    asked = questions.load(content / f"{name}.questions.yml")
    return Subject(
        name,
        master,
        release,
        tuple(answers.every(declared, asked, points)),
        points,
        tuple(item.id for item in items if item.test is None),
    )


def answer(notebook: NotebookNode, item: str) -> str:
    """Return the source of the cell in which an item is answered."""
    wanted = exercise.answer_id(item)
    return next(cell.source for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == wanted)


def submissions(subject: Subject) -> Iterator[Submission]:
    """Yield solution, blank, one for every universal wrong answer, and the declared answers put together."""
    full = subject.points
    nothing: Points = dict.fromkeys(full, 0.0)
    yield Submission("the solution", {item: subject.solution(item) for item in full}, dict(full))
    yield Submission("a blank set", {item: subject.stub(item) for item in full}, nothing)
    for kind, code in UNIVERSAL.items():
        given = {item: "\n".join(f"{name} = {code}" for name in subject.names(item)) for item in full}
        yield Submission(f"the universal answer '{kind}'", given, nothing)
    for number, together in enumerate(composites(subject), start=1):
        given = {item: together[item].code if item in together else subject.solution(item) for item in full}
        expected = {item: together[item].points if item in together else full[item] for item in full}
        yield Submission(f"declared answers no. {number}", given, expected)


def composites(subject: Subject) -> list[dict[str, answers.Answer]]:
    """Return submissions of declared answers: number k has the k-th declared answer of every item that has one.

    Items are independent, so one submission tests all of them at once.
    """
    by_item: dict[str, list[answers.Answer]] = {}
    for answer in subject.answers:
        by_item.setdefault(answer.item, []).append(answer)
    longest = max(map(len, by_item.values()), default=0)
    return [{item: given[k] for item, given in by_item.items() if k < len(given)} for k in range(longest)]


def judged(one: session.Session, given: Mapping[str, str]) -> list[outcome.Verdict]:
    """Return the verdicts of the course's judge on answers by item."""
    cells = [plan.Cell(exercise.answer_id(item), source, item) for item, source in given.items()]
    return outcome.verdicts(one.plan, one.judge(cells), cells)


def stock(subject: Subject, given: Mapping[str, str]) -> Points:
    """Return the points that nbgrader's own Execute gives to it: every cell in one kernel."""
    notebook = nbformat.from_dict(subject.master)
    sources = {exercise.answer_id(item): code for item, code in given.items()}
    for cell in notebook.cells:
        cell.source = sources.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    # Said in the kernel, not in this process, so that several may run beside each other.
    notebook.cells.insert(0, new_code_cell('import os\nos.environ["NBGRADER_EXECUTION"] = "autograde"'))
    with kernels.by_files() as reached:
        config = Config(KernelManager=reached)
        execute = Execute(timeout=60, shutdown_kernel="immediate", kernel_name="python3", config=config)
        done, _ = execute.preprocess(notebook, {})
    return {
        cell.metadata["nbgrader"]["grade_id"]: determine_grade(cell)[0]
        for cell in done.cells
        if is_grade(cell) and cell.cell_type == "code"
    }


def findings(
    subject: Subject,
    one: session.Session,
    *,
    beside_stock: bool = True,
    done: Callable[[], object] = lambda: None,
) -> Iterator[str]:
    """Yield a sentence for each mark that is not as it must be.

    Parameters
    ----------
    subject, one
        The set, and a running session of its master.
    beside_stock
        Whether solution, blank and declared answers are also run as nbgrader alone would run them; takes seconds each.
    done
        Called after each submission.
    """
    for submission in submissions(subject):
        points = {v.item: v.points for v in judged(one, submission.answers) if v.item in submission.expected}
        yield from _differences(submission, points, "")
        if beside_stock and "universal" not in submission.name:
            yield from _differences(submission, stock(subject, submission.answers), " under nbgrader's own Execute")
        done()


def count(subject: Subject) -> int:
    """Return how many submissions the self-test of a set judges."""
    return len([*submissions(subject)])


def _differences(submission: Submission, points: Points, where: str) -> Iterator[str]:
    for item, wanted in submission.expected.items():
        if points.get(item) != wanted:
            yield f"{submission.name}: {item} earns {points.get(item)}{where}, not {wanted:g}."
