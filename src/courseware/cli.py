"""The ``course`` command: thin words around the packages that do the work."""

from __future__ import annotations

import difflib
import io
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from courseware import bank_cli, class_cli, facts_cli, grade_cli, scenario_cli, teach_cli
from cyberdiplomacy import places

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Cyber Diplomacy of the European Union: open, build, check and grade the course.",
)
app.add_typer(facts_cli.app, name="facts")
app.add_typer(bank_cli.app, name="bank")
app.add_typer(scenario_cli.app, name="scenario")
app.add_typer(teach_cli.app, name="teach")
app.add_typer(class_cli.app, name="class")
app.command()(grade_cli.grade)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def main() -> None:
    """Run the command; a foreseen error is one sentence and exit code 1, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A screen that cannot show a name must not end a run.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except (ValueError, FileNotFoundError, OSError) as error:
        err.print(f"[bold]course:[/bold] {escape(str(error))}", markup=True)
        raise SystemExit(1) from None


def _course():
    from courseware import course

    return course.load(places.root())


def _report(problems: Iterable[object], what: str) -> None:
    """Print each problem and exit with 1 if there is one."""
    found = [*problems]
    for problem in found:
        err.print(f"• {problem}", markup=False)
    if found:
        err.print(f"{what}: {len(found)} to mend.")
        raise typer.Exit(1)


@app.command()
def lab(
    role: Annotated[str, typer.Option(help="learner or instructor (shows Formgrader)")] = "learner",
    port: Annotated[int | None, typer.Option(help="first port to try")] = None,
    browser: Annotated[bool, typer.Option(help="open a browser window")] = True,
) -> None:
    """Open the course in JupyterLab."""
    from courseware import lab as launcher

    launcher.launch(role=role, port=port, browser=browser)


@app.command()
def doctor() -> None:
    """Say whether this machine has what the course needs, and what to do where it has not."""
    from courseware import doctor as clinic

    if not clinic.show(clinic.report(), out):
        raise typer.Exit(1)


@app.command()
def build(
    names: Annotated[
        list[str] | None, typer.Argument(help="texts to build, such as 01-define-… or ex01; all if none")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="only say what is out of date; silent if nothing is")] = False,
) -> None:
    """Build the notebooks from the texts under content/."""
    from courseware.author import build as builder

    root, course = places.root(), _course()
    if check:
        _report(builder.check(root, course), "course build --check")
        return
    known = [target.name for target in builder.targets(root, course)]
    wanted = [_nearest(name, known) for name in names or []]
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=out
    ) as progress:
        task = progress.add_task("building", total=len(wanted or known))

        def done(name: str, built: bool) -> None:
            progress.console.print(f"  {name}: {'built' if built else 'up to date'}")
            progress.advance(task)

        problems = builder.build(root, course, only=wanted, done=done)
    _report(problems, "course build")


@app.command()
def check() -> None:
    """Check the house rules of texts, questions and course.yml; takes seconds."""
    from courseware.author import rules

    _report(rules.problems(places.root(), _course()), "course check")


@app.command()
def validate(notebook: Annotated[Path, typer.Argument(help="for example exercises/ex01/ex01.ipynb")]) -> None:
    """Run a notebook from the top and say which items are not in order; exits 1 if one is not."""
    from courseware.grade.validate import validate as run

    verdict = run(notebook)
    for finding in verdict.findings:
        out.print(f"• {finding}", markup=False)
    if not verdict.ok:
        raise typer.Exit(1)
    out.print(f"{notebook} can be handed in: its checks run through. That they pass does not mean full marks.")


@app.command()
def mark(
    assignment: Annotated[str, typer.Argument(help="for example ex01")],
    notebook: Annotated[Path | None, typer.Option(help="your notebook, if it is not exercises/exNN/exNN.ipynb")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the report as JSON, with every hint")] = False,
) -> None:
    """Mark your own exercise set: verdict, hint and misconception for each item; your notebook is not changed."""
    from courseware.grade import mark as marking

    root = places.root()
    report = marking.mark(root, _course(), assignment, notebook, announce=(err if as_json else out).print)
    if as_json:
        typer.echo(json.dumps(report.as_data(), ensure_ascii=False, indent=1))
        return
    for line in marking.lines(report, root, marking.remember(report)):
        out.print(line, markup=False)


def _nearest(name: str, known: list[str]) -> str:
    """Return the name if it is known; otherwise a sentence with the nearest right one."""
    if name in known:
        return name
    # By their letters ex1 is as near to ex11 as to ex01.
    meant = re.sub(r"\d+", lambda digits: digits[0].zfill(2), name.casefold())
    near = [meant] if meant in known else difflib.get_close_matches(name, known, n=1, cutoff=0.3)
    hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known)}."
    raise ValueError(f"There is no text called '{name}'. {hint}")
