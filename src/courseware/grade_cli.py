"""The command ``course grade``: a class's submissions, or the graders themselves."""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cyberdiplomacy import places

MOST = 64
out = Console(highlight=False, soft_wrap=True)


def grade(
    assignment: Annotated[str | None, typer.Argument(help="for example ex01; with --self-test all if none")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=MOST, help="submissions judged at a time; as many as there are processors")
    ] = None,
    student: Annotated[str | None, typer.Option(help="grade this student only")] = None,
    folder: Annotated[
        Path, typer.Option("--dir", help="the class: nbgrader_config.py, submitted/, gradebook")
    ] = Path(),
    again: Annotated[
        bool, typer.Option("--again", help="also what is graded and unchanged; marks by hand stay")
    ] = False,
    unsafe: Annotated[bool, typer.Option("--unsafe", help="without a sandbox; every page will say so")] = False,
    scheduler: Annotated[
        str | None, typer.Option(help="judge on the workers of this Dask scheduler, such as tcp://10.0.0.5:8786")
    ] = None,
    self_test: Annotated[bool, typer.Option("--self-test", help="grade the graders of the course")] = False,
) -> None:
    """Grade what a class handed in: repaired, judged in a sandbox, saved. May be stopped, and then goes on."""
    if sys.platform == "win32":
        raise ValueError("Grading needs Linux. On Windows give this command inside WSL.")
    try:
        if self_test:
            _self_test(assignment)
        elif assignment is None:
            raise ValueError("Name an assignment, for example: course grade ex01")
        else:
            home = folder.resolve()
            _grade(home, assignment, student, scheduler, workers=workers, again=again, unsafe=unsafe)
    except KeyboardInterrupt:
        kept = "What is graded is kept; give the same command again, and it goes on from there."
        out.print("Stopped." if self_test else f"Stopped. {kept}")
        raise typer.Exit(130) from None


def _grade(
    home: Path,
    assignment: str,
    student: str | None,
    scheduler: str | None,
    *,
    workers: int | None,
    again: bool,
    unsafe: bool,
) -> None:
    from courseware import course as course_file
    from courseware.grade.classroom.batch import Batch
    from courseware.grade.classroom.cluster import Cluster
    from courseware.grade.classroom.judges import Here
    from courseware.grade.classroom.lock import OWN
    from courseware.grade.views import report
    from courseware.grade.views.clean import text

    batch = Batch(home, assignment, unsafe=unsafe, judges=partial(Cluster, scheduler) if scheduler else Here)
    students = batch.students(student)
    with _progress() as progress:
        task = progress.add_task(f"grading {assignment}", total=len(students))

        def done(record) -> None:
            if record.status != "graded":
                progress.console.print(f"  {text(record.student)}: {record.status}", markup=False)
            waiting = (hint for verdict in record.verdicts if verdict.points is None for hint in verdict.hints)
            for sentence in dict.fromkeys((*record.notes, *waiting)):
                progress.console.print(f"    {text(sentence)}", markup=False)
            progress.advance(task)

        batch.run(students, workers=workers, again=again, done=done)
    every = batch.so_far()
    page, _ = report.write(
        home / OWN / assignment, assignment, every, course_file.misconceptions(places.root()), batch.names
    )
    counted = Counter(record.status for record in every)
    out.print("; ".join(f"{number} {status}" for status, number in counted.most_common()) or "Nobody handed in.")
    out.print(f"Report: {page}", markup=False)


def _self_test(assignment: str | None) -> None:
    from courseware import course as course_file
    from courseware.grade import selftest
    from courseware.grade.judging import plan, session

    root = places.root()
    ready = [one.id for one in course_file.load(root).assignments if one.status == "ready"]
    if assignment is not None and assignment not in ready:
        raise ValueError(f"There is no assignment '{assignment}' that is ready. Ready: {', '.join(ready)}.")
    problems = 0
    for name in [assignment] if assignment else ready:
        subject = selftest.load(root, name)
        with _progress() as progress, session.Session(plan.of(subject.master)) as running:
            advance = partial(
                progress.advance, progress.add_task(f"self-test of {name}", total=selftest.count(subject))
            )
            for finding in selftest.findings(subject, running, done=advance):
                problems += 1
                progress.console.print(f"  {finding}", markup=False)
        if subject.written:
            out.print(f"  marked by a person: {', '.join(subject.written)}", markup=False)
    if problems:
        out.print(f"{problems} marks are not as they must be.")
        raise typer.Exit(1)
    out.print("All graders give the marks they must give.")


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=out
    )
