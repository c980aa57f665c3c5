"""``course class``: from the roster of a class to marks, in a folder outside the repository."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from courseware import grade_cli
from courseware.teach.lms import formats
from cyberdiplomacy import places

app = typer.Typer(no_args_is_help=True, help="Teach a class: roster, hand out, collect, grade, hand back, export.")
students = typer.Typer(no_args_is_help=True, help="The roster of a class.")
app.add_typer(students, name="students")
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

HOME = Annotated[Path, typer.Option("--dir", help="the folder of the class")]
YES = Annotated[bool, typer.Option("--yes", help="do it without asking")]
NAME = Annotated[str, typer.Argument(help="for example ex01")]


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="what nbgrader calls the course, as eu-cyber-2026")],
    home: Annotated[Path, typer.Option("--dir", help="a folder that is not there yet, outside the repository")],
    zone: Annotated[str, typer.Option(help="the time zone of the class")] = "Europe/Brussels",
    begins: Annotated[str, typer.Option(help="the day of the first set, as 2026-09-14; else next Monday")] = "",
    assignment: Annotated[list[str] | None, typer.Option(help="a set with a date; all that are ready if none")] = None,
    seed: Annotated[str, typer.Option(help="what variants are drawn from; else random")] = "",
) -> None:
    """Make the folder of a class: settings, empty tables, policies and a page that says what is what."""
    from courseware import course as course_file
    from courseware.teach.classes import new as making

    model = course_file.load(places.root())
    wanted = [model.assignment(one).id for one in assignment or []]
    wanted = wanted or [one.id for one in model.assignments if one.status == "ready"]
    today = date.today()
    monday = today + timedelta(days=7 - today.weekday())
    made = making.make(name, home, wanted, time_zone=zone, begins=_day(begins) if begins else monday, seed=seed)
    _say([f"The class is in {made}. It will hold personal data; README.md says what is what."])
    _say(["Look over policy.yml, then: course class students import FILE --dir " + str(made)])


@students.command("import")
def import_students(
    file: Annotated[Path, typer.Argument(help="CSV with id, and first_name,last_name,email,lms_user_id")],
    home: HOME = Path(),
    yes: YES = False,
) -> None:
    """Add the students of a file to the roster and bring names up to date; nobody is removed."""
    from courseware.teach.classes import roster
    from courseware.teach.classes.folder import Workspace

    workspace = Workspace(home)
    plan = roster.plan(workspace.roster, roster.read(file))
    _say(plan.lines())
    if plan.changes:
        _agree(yes, f"{len(plan.new)} new, {len(plan.changed)} changed. Write this?")
    roster.apply(workspace, plan)
    _say([f"{len(workspace.roster)} students are in the roster." if plan.changes else "Nothing to change."])


@app.command()
def release(
    assignment: NAME,
    home: HOME = Path(),
    own: Annotated[
        bool, typer.Option("--own", help="a version of this class alone: the published solutions do not answer it")
    ] = False,
    renew: Annotated[bool, typer.Option("--renew", help="replace a master of the class by the course's")] = False,
    yes: YES = False,
) -> None:
    """Write the student version of a set into release/, and its items into the gradebook."""
    from courseware.teach.classes import release as releasing
    from courseware.teach.classes.folder import Workspace

    workspace = Workspace(home)
    plan = releasing.plan(workspace, assignment, renew=renew, own=own)
    _say(plan.lines())
    if plan.overwrites:
        _agree(yes, "Replace what is there?")
    drawn = releasing.apply(workspace, plan)
    if drawn:
        _say([f"{drawn} students have got a case of their own; it stands in variants.csv."])
    _say([f"Give your students what is in {workspace.released(assignment).parent}."])
    if assignment not in workspace.policy.assignments:
        _say([f"policy.yml has no dates for {assignment}: add them there, or its marks cannot be made."])


@app.command()
def collect(
    assignment: NAME,
    source: Annotated[Path, typer.Option("--from", help="a folder of folders, or a zip as a platform gives it")],
    home: HOME = Path(),
    yes: YES = False,
) -> None:
    """Take in what was handed in; later work replaces earlier, which is kept in backups/."""
    from courseware.teach.classes import collect as collecting
    from courseware.teach.classes.folder import Workspace

    workspace = Workspace(home)
    moves, refused = collecting.prepare(workspace, assignment, source)
    _say(move.line() for move in moves if move.what != "unchanged")
    if any(move.what == "replaced" for move in moves):
        _agree(yes, "Replace the earlier work, and keep it in backups/?")
    collecting.apply(workspace, assignment, moves)
    taken = sum(move.taken for move in moves)
    _say([f"{taken} taken in, {len(moves) - taken} left as they were, {len(refused)} refused."])
    for sentence in refused:
        err.print(f"• {sentence}", markup=False)
    if refused:
        raise typer.Exit(1)


@app.command()
def grade(
    assignment: NAME,
    home: HOME = Path(),
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=grade_cli.MOST, help="submissions judged at a time; all processors if not given"),
    ] = None,
    student: Annotated[str | None, typer.Option(help="grade this student only")] = None,
    again: Annotated[bool, typer.Option("--again", help="also what is graded; marks by hand stay")] = False,
    unsafe: Annotated[bool, typer.Option("--unsafe", help="without a sandbox; every page will say so")] = False,
    scheduler: Annotated[str | None, typer.Option(help="judge on the workers of this Dask scheduler")] = None,
) -> None:
    """Grade what was collected, as `course grade` does; may be stopped, and then goes on."""
    from courseware.teach.classes.folder import Workspace

    workspace = Workspace(home)
    workspace.released(assignment)
    grade_cli.grade(
        assignment,
        workers=workers,
        student=student,
        folder=workspace.home,
        again=again,
        unsafe=unsafe,
        scheduler=scheduler,
        self_test=False,
    )


@app.command()
def feedback(assignment: NAME, home: HOME = Path()) -> None:
    """Make a page for each student whose work is graded, with points and comments as they are now."""
    from courseware.teach.classes import feedback as pages
    from courseware.teach.classes.folder import Workspace

    workspace = Workspace(home)
    made = pages.hand_back(workspace, assignment, datetime.now().astimezone())
    _say([f"{made} pages are in {workspace.home / 'feedback'}, in STUDENT/{assignment}/."])


@app.command()
def reviews(assignment: NAME, home: HOME = Path(), yes: YES = False) -> None:
    """Hand out work for blind reviews among students: for each reviewer a folder in peer/, under numbers."""
    from courseware.teach.classes import peers
    from courseware.teach.classes.folder import Workspace

    workspace = Workspace(home)
    plan = peers.plan(workspace, assignment)
    _say(plan.lines())
    if peers.differs(workspace, plan):
        _agree(yes, f"Others were handed out in {peers.FOLDER}/{assignment} before. Replace them?")
    peers.apply(workspace, plan)
    _say(
        [f"Give each reviewer their folder in {workspace.home / peers.FOLDER / assignment}; {peers.PAIRS} is for you."]
    )


@app.command()
def insight(
    assignment: Annotated[
        list[str] | None, typer.Argument(help="for example ex01; all that are graded if none")
    ] = None,
    home: HOME = Path(),
    hide: Annotated[bool, typer.Option("--hide", help="numbers for names, whatever policy.yml says")] = False,
) -> None:
    """Write a page for who teaches: what to teach again, who falls behind, wrong beliefs, and how the items did."""
    from courseware.teach.classes import look
    from courseware.teach.classes.folder import Workspace

    _say([f"The page is {look.write(Workspace(home), assignment or [], hide=hide)}."])


@app.command()
def export(
    assignment: Annotated[
        list[str] | None, typer.Argument(help="for example ex01; all that are released if none")
    ] = None,
    format: Annotated[str, typer.Option(help="; ".join(f"{one}: {of.what}" for one, of in formats.FORMATS.items()))] = (
        "plain-csv"
    ),
    fill: Annotated[Path | None, typer.Option(help="the platform's own file, for a format that fills one")] = None,
    home: HOME = Path(),
    yes: YES = False,
) -> None:
    """Write the marks after all policies into exports/; what was not handed in is blank, never 0."""
    from courseware.teach.classes import export as exporting
    from courseware.teach.classes.folder import Workspace

    plan = exporting.plan(Workspace(home), assignment or [], format, fill)
    if plan.overwrites:
        _agree(yes, f"{plan.path} is there and differs. Replace it?")
    exporting.apply(plan)
    _say([*plan.notes, f"The marks are in {plan.path}."])


@app.command()
def status(home: HOME = Path()) -> None:
    """Say of each set when it is due, and how many handed in, are marked, wait for a person, are missing, or late."""
    from courseware.teach.classes import term
    from courseware.teach.classes.folder import Workspace

    _say(term.lines(term.rows(term.Term(Workspace(home)))))


@app.command()
def forget(
    student: Annotated[str, typer.Argument(help="an id of students.csv")], home: HOME = Path(), yes: YES = False
) -> None:
    """Remove a student from the class: tables, work, marks, pages, backups; says what may be left elsewhere."""
    from courseware.teach.classes import forget as forgetting
    from courseware.teach.classes.folder import Workspace

    workspace = Workspace(home)
    plan = forgetting.plan(workspace, student)
    _say(plan.lines())
    _agree(yes, f"Remove all of this? It cannot be brought back. {student} is gone then.")
    left = forgetting.apply(workspace, plan)
    _say([f"{student} is removed from {workspace.home}.", *left])


@app.command()
def pack(output: Annotated[Path, typer.Option("--output", help="the zip to write")], yes: YES = False) -> None:
    """Write the package for students: lessons, exercises, data and programs; no master, answer or hidden test."""
    from courseware.teach.classes import pack as packing
    from courseware.teach.classes.folder import write_whole

    packing.insist_on_built(places.root())
    content = packing.archive(places.root())
    if output.exists() and output.read_bytes() != content:
        _say([f"{output} is there and differs."])
        _agree(yes, "Replace it?")
    write_whole(output, content)
    _say([f"{output} holds {len(content) / 1e6:.1f} MB. Whoever unpacks it gives one command in its folder: make lab"])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is no day. Write it like 2026-09-14.") from None


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        out.print(line, markup=False)


def _agree(yes: bool, question: str) -> None:
    """Go on if ``--yes`` was given or a person says so; else nothing was changed."""
    if not yes and not typer.confirm(question):
        _say(["Nothing was changed."])
        raise typer.Exit(1)
