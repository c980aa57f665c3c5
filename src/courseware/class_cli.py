"""``course class``: from the roster of a class to marks, in a folder outside the repository."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from courseware import class_marks_cli, grade_cli
from courseware.class_console import HOME, NAME, YES, agree, err, say
from cyberdiplomacy import places

app = typer.Typer(no_args_is_help=True, help="Teach a class: roster, hand out, collect, grade, hand back, export.")
students = typer.Typer(no_args_is_help=True, help="The roster of a class.")
app.add_typer(students, name="students")


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
    say([f"The class is in {made}. It will hold personal data; README.md says what is what."])
    say(["Look over policy.yml, then: course class students import FILE --dir " + str(made)])


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
    plan = roster.plan(workspace.roster, roster.read(file), roster.unread_columns(file))
    say(plan.lines())
    if plan.changes:
        agree(yes, f"{len(plan.new)} new, {len(plan.changed)} changed. Write this?")
    roster.apply(workspace, plan)
    say([f"{len(workspace.roster)} students are in the roster." if plan.changes else "Nothing to change."])


@app.command()
def release(
    assignment: NAME,
    home: HOME = Path(),
    own: Annotated[
        bool,
        typer.Option("--own", help="a version of this class alone: other letters, in some sets other figures"),
    ] = False,
    renew: Annotated[bool, typer.Option("--renew", help="replace a master of the class by the course's")] = False,
    yes: YES = False,
) -> None:
    """Write the student version of a set into release/, and its items into the gradebook."""
    from courseware.teach.classes import release as releasing
    from courseware.teach.classes.folder import Workspace

    workspace = Workspace(home)
    plan = releasing.plan(workspace, assignment, renew=renew, own=own)
    say(plan.lines())
    if plan.overwrites:
        agree(yes, "Replace what is there?")
    drawn = releasing.apply(workspace, plan)
    if drawn:
        say([f"{drawn} students have got a case of their own; it stands in variants.csv."])
    say([f"Give your students what is in {workspace.released(assignment).parent}."])
    if assignment not in workspace.policy.assignments:
        say([f"policy.yml has no dates for {assignment}: add them there, or its marks cannot be made."])


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
    say(move.line() for move in moves if move.what != "unchanged")
    if any(move.what == "replaced" for move in moves):
        agree(yes, "Replace the earlier work, and keep it in backups/?")
    collecting.apply(workspace, assignment, moves)
    taken = sum(move.taken for move in moves)
    say([f"{taken} taken in, {len(moves) - taken} left as they were, {len(refused)} refused."])
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


for command in class_marks_cli.COMMANDS:
    app.command()(command)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is no day. Write it like 2026-09-14.") from None
