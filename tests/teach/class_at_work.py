"""A class as an instructor has it: a folder made by the commands, and what students hand in."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from typer.testing import CliRunner

from courseware import class_cli
from courseware.author import exercise, files
from courseware.grade.judging import plan
from courseware.teach.classes.folder import Workspace
from cyberdiplomacy import places

SET = "ex01"
MEMO = "ex01-memo"
POLICY = """\
time_zone: Europe/Brussels
assignments:
  ex01: {released: 2026-09-14 09:00, due: 2026-09-21 23:59}
  x1: {released: 2026-09-28 09:00, due: 2026-10-05 23:59}
late: {grace_minutes: 15, per_day_percent: 10, cap_percent: 50, free_days: 0}
"""
ROSTER = 'id,first_name,last_name,email,lms_user_id\nanna,Anna,"Müller, Dr.",anna@example.eu,17\nbo,Bo,O\'Neil,,18\n'


def course(*words: object, answer: str = "") -> tuple[int, str]:
    """Give a command of `course class`; return its exit code and all it said, of an error its sentence."""
    done = CliRunner().invoke(class_cli.app, [*map(str, words)], input=answer)
    if done.exception and not isinstance(done.exception, (SystemExit, ValueError, OSError)):
        raise done.exception
    error = "" if isinstance(done.exception, SystemExit) or not done.exception else f"{done.exception}\n"
    return done.exit_code, done.output + error


def ok(*words: object, answer: str = "") -> str:
    """Give a command that must succeed, and return what it said."""
    code, said = course(*words, answer=answer)
    assert code == 0, said
    return said


def made(home: Path, roster: str = ROSTER, policy: str = POLICY) -> Workspace:
    """Make a class with students."""
    ok("new", "eu", "--dir", home, "--seed", "seven seas")
    (home / "policy.yml").write_text(policy, encoding="utf-8")
    given = home.with_name(f"{home.name}-roster.csv")
    given.write_text(roster, encoding="utf-8")
    ok("students", "import", given, "--dir", home, "--yes")
    return Workspace(home)


def master(assignment: str = SET) -> NotebookNode:
    """The instructor's notebook of a set."""
    return files.read(places.root() / "solutions" / assignment / f"{assignment}.ipynb")


def solutions(assignment: str = SET, **instead: str) -> dict[str, str]:
    """The source of each answer cell of a set, by item, but for those given by the end of their names."""
    notebook = master(assignment)
    sources = {cell.id: cell.source for cell in notebook.cells}
    tested = [item.id for item in plan.of(notebook).items if item.test is not None]
    own = {f"{assignment}-{name}": code for name, code in instead.items()}
    return {item: sources[exercise.answer_id(item)] for item in tested} | own


def with_memo(notebook: NotebookNode) -> NotebookNode:
    """Add a written item of four points to a master."""
    marks = {"grade": True, "solution": True, "locked": False, "task": False, "schema_version": 3}
    memo = {"nbgrader": {**marks, "grade_id": MEMO, "points": 4}}
    notebook.cells += [
        new_markdown_cell("## Item 12: two sentences (4 points)", id="memo-task"),
        new_markdown_cell("Two sentences.", id=MEMO, metadata=memo),
    ]
    return notebook


def filled(released: Path, answers: Mapping[str, str]) -> str:
    """Return a released notebook with answers, as text."""
    notebook = nbformat.read(released, as_version=4)
    # A written item is answered in its own cell.
    given = {exercise.answer_id(item): code for item, code in answers.items()} | dict(answers)
    for cell in notebook.cells:
        cell.source = given.get(cell.metadata.get("nbgrader", {}).get("grade_id")) or cell.source
    return files.to_json(notebook)


def put(folder: Path, text: str, at: str, name: str = f"{SET}.ipynb") -> Path:
    """Write a file of a student's with a timestamp beside it, such as 2026-09-20 10:00 UTC."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    (folder / "timestamp.txt").write_text(at, encoding="ascii")
    return folder


def zipped(path: Path, members: Iterable[tuple[str, bytes]], at: datetime = datetime(2026, 9, 20, 12)) -> Path:
    """Write an archive whose members all have one time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return path


def copied(source: Workspace, home: Path) -> Workspace:
    """Return a class of its own that is the same."""
    shutil.copytree(source.home, home)
    return Workspace(home)
