"""``course class``, once work is graded: pages, reviews, marks, and what becomes of it all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from courseware import output_file
from courseware.class_console import HOME, NAME, YES, agree, say
from courseware.teach.lms import formats
from cyberdiplomacy import places


def feedback(assignment: NAME, home: HOME = Path()) -> None:
    """Make a page for each student whose work is graded, with points and comments as they are now."""
    from courseware.teach.classes import feedback as pages
    from courseware.teach.classes.folder import Workspace

    workspace = Workspace(home)
    made = pages.hand_back(workspace, assignment, datetime.now().astimezone())
    say([f"{made} pages are in {workspace.home / 'feedback'}, in STUDENT/{assignment}/."])


def reviews(assignment: NAME, home: HOME = Path(), yes: YES = False) -> None:
    """Hand out work for blind reviews among students: for each reviewer a folder in peer/, under numbers."""
    from courseware.teach.classes import peers
    from courseware.teach.classes.folder import Workspace

    workspace = Workspace(home)
    plan = peers.plan(workspace, assignment)
    say(plan.lines())
    if peers.differs(workspace, plan):
        agree(yes, f"Others were handed out in {peers.FOLDER}/{assignment} before. Replace them?")
    peers.apply(workspace, plan)
    say([f"Give each reviewer their folder in {workspace.home / peers.FOLDER / assignment}; {peers.PAIRS} is for you."])


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

    say([f"The page is {look.write(Workspace(home), assignment or [], hide=hide)}."])


def compare(assignment: NAME, home: HOME = Path()) -> None:
    """Write a page of answers that are alike, side by side: a hint to a person, never a mark."""
    from courseware.teach.classes import compare as comparing
    from courseware.teach.classes.folder import Workspace

    path, found = comparing.write(Workspace(home), assignment)
    say([f"{found.pairs} pairs of answers are alike, in {found.works} works. The page is {path}."])
    say(["It is a hint to a person and never a mark. Read what it says first, and hear the students."])


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
        agree(yes, f"{plan.path} is there and differs. Replace it?")
    exporting.apply(plan)
    say([*plan.notes, f"The marks are in {plan.path}.", *plan.counts])


def certificates(home: HOME = Path(), yes: YES = False) -> None:
    """Write a certificate for each student who has reached what policy.yml asks for; says who waits or lacks a set."""
    from courseware.teach.classes import certificates as issuing
    from courseware.teach.classes.folder import Workspace

    workspace = Workspace(home)
    plan = issuing.plan(workspace, datetime.now().astimezone())
    say(plan.lines())
    if plan.replaced or plan.withdrawn:
        agree(yes, f"{len(plan.replaced)} pages to be replaced, {len(plan.withdrawn)} to be removed. Do it?")
    issuing.apply(workspace, plan)
    if plan.pages:
        say([f"{len(plan.pages)} certificates are in {workspace.home / issuing.FOLDER}."])


def verify(code: Annotated[str, typer.Argument(help="as the certificate shows it")], home: HOME = Path()) -> None:
    """Say whether this class issued the certificate with a code, and to whom."""
    from courseware.teach.classes import certificates as issuing
    from courseware.teach.classes.folder import Workspace

    found = issuing.verify(Workspace(home), code)
    say([f"This class issued it on {found.day} to {found.name} ({found.student}), for {', '.join(found.sets)}."])


def status(home: HOME = Path()) -> None:
    """Say of each set when it is due, and how many handed in, are marked, wait for a person, are missing, or late."""
    from courseware.teach.classes import term
    from courseware.teach.classes.folder import Workspace

    say(term.lines(term.rows(term.Term(Workspace(home)))))


def forget(
    student: Annotated[str, typer.Argument(help="an id of students.csv")], home: HOME = Path(), yes: YES = False
) -> None:
    """Remove a student from the class: tables, work, marks, pages, backups; says what may be left elsewhere."""
    from courseware.teach.classes import forget as forgetting
    from courseware.teach.classes.folder import Workspace

    workspace = Workspace(home)
    plan = forgetting.plan(workspace, student)
    say(plan.lines())
    agree(yes, f"Remove all of this? It cannot be brought back. {student} is gone then.")
    left = forgetting.apply(workspace, plan)
    say([f"{student} is removed from {workspace.home}.", *left])


def pack(output: Annotated[Path, typer.Option("--output", help="the zip to write")], yes: YES = False) -> None:
    """Write the package for students: lessons, exercises, data and programs; no master, answer or hidden test."""
    from courseware.teach.classes import pack as packing
    from courseware.teach.classes.folder import write_whole

    output_file.insist_on_file(output)
    packing.insist_on_built(places.root())
    content = packing.archive(places.root())
    output_file.agree_to_replace(output, content, yes=yes)
    write_whole(output, content)
    say([f"{output} holds {len(content) / 1e6:.1f} MB. Whoever unpacks it gives one command in its folder: make lab"])


COMMANDS = (feedback, reviews, insight, compare, export, certificates, verify, status, forget, pack)
