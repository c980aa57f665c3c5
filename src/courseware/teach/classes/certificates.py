"""Write a certificate for each student who has reached what ``policy.yml`` asks for, and know each of them again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from jinja2 import Template

from courseware import course as course_file
from courseware import templates
from courseware.course import Course
from courseware.grade.views import clean
from courseware.teach import sheets
from courseware.teach.classes import folder
from courseware.teach.classes.folder import Workspace
from courseware.teach.classes.term import Term
from courseware.teach.people import Student
from courseware.teach.policies import certificate
from courseware.teach.policies.certificate import Issued, Standing

FOLDER = "certificates"
ISSUED = f"{FOLDER}/issued.csv"
COLUMNS = ("student_id", "name", "sets", "date")


@dataclass(frozen=True)
class Plan:
    """What would be written.

    Attributes
    ----------
    asked, share
        The sets that are asked for, and the percentage of the points in each.
    unreleased
        Those of the sets that are not released.
    standings
        How each student stands.
    issued
        Every certificate that holds afterwards, by student; some may be of students who left the roster.
    pages
        By student who has reached it, the page.
    replaced, withdrawn
        Students whose page is there and differs, and those who had reached it and have no more.
    """

    asked: tuple[str, ...]
    share: float
    unreleased: tuple[str, ...]
    standings: tuple[Standing, ...]
    issued: dict[str, Issued]
    pages: dict[str, str]
    replaced: tuple[str, ...]
    withdrawn: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield what is asked for, how each student stands, and whose page changes, a sentence each."""
        yield f"A certificate asks for {self.share:g} % of the points in each of {', '.join(self.asked)}."
        for name in self.unreleased:
            yield f"{name} is not released. Release it, or name the sets that are asked for in policy.yml: certificate."
        for standing in self.standings:
            yield standing.line()
        if self.replaced:
            yield f"These pages are there and differ: {', '.join(self.replaced)}."
        if self.withdrawn:
            yield f"These had reached it, and by their marks have no more: {', '.join(self.withdrawn)}."


def page(workspace: Workspace, student: str) -> Path:
    """Return where the page of a student belongs."""
    return workspace.home / FOLDER / f"{student}.html"


def plan(workspace: Workspace, now: datetime) -> Plan:
    """Return the pages as marks and policies are now.

    Who has one for the same name and sets keeps its day and code; who has one and waits for a mark keeps it as it is.

    Raises
    ------
    ValueError
        If a table, the policy, the gradebook or the list of certificates does not allow it; with what to do.
    """
    term, policy = Term(workspace), workspace.policy
    course = course_file.load(folder.course_root())
    found = certificate.standings([*workspace.roster], term.marks, policy)
    issued, today = read(workspace), now.astimezone(policy.zone).date()
    withdrawn = tuple(
        one.student
        for one in found
        if not one.reached and not one.open and (one.student in issued or page(workspace, one.student).exists())
    )
    for student in withdrawn:
        issued.pop(student, None)
    pages = {}
    for one in found:
        if one.reached:
            new = Issued(one.student, _name(workspace.roster[one.student]), one.passed, today)
            old = issued.get(one.student)
            issued[one.student] = old if old and (old.name, old.sets) == (new.name, new.sets) else new
            pages[one.student] = _page(workspace, course, issued[one.student])
    asked = certificate.asked(policy)
    return Plan(
        asked,
        policy.certificate.share_percent,
        unreleased=tuple(name for name in asked if name not in term.books),
        standings=tuple(found),
        issued=issued,
        pages=pages,
        replaced=tuple(one for one, text in pages.items() if _differs(page(workspace, one), text)),
        withdrawn=withdrawn,
    )


def apply(workspace: Workspace, wanted: Plan) -> None:
    """Write pages and list; whoever is stopped can give the command again."""
    for student in wanted.withdrawn:
        page(workspace, student).unlink(missing_ok=True)
    if wanted.issued != read(workspace):
        rows = ((one.student, one.name, " ".join(one.sets), one.day.isoformat()) for one in wanted.issued.values())
        table = sheets.written(COLUMNS, (dict(zip(COLUMNS, row, strict=True)) for row in rows))
        workspace.write(ISSUED, table)
    for student, text in wanted.pages.items():
        workspace.write(str(page(workspace, student).relative_to(workspace.home)), text)


def verify(workspace: Workspace, code: str) -> Issued:
    """Return the certificate with a code, in which spaces, hyphens and capitals do not matter.

    Raises
    ------
    ValueError
        If the class issued none with this code, or has replaced or withdrawn it.
    """
    given = "".join(code.split()).replace("-", "").lower()
    for one in read(workspace).values():
        if one.code(workspace.secret) == given:
            return one
    raise ValueError(
        f"No certificate of this class has the code {code}. Either it never had, or it was replaced, withdrawn or "
        f"forgotten since. A code has {certificate.DIGITS} digits, 0 to 9 and a to f: compare each with the page."
    )


def read(workspace: Workspace) -> dict[str, Issued]:
    """Return the certificates that hold, by student; ValueError with the line if the list was damaged."""
    path, found = workspace.home / ISSUED, {}
    for row in sheets.read(path, COLUMNS, needed=COLUMNS) if path.is_file() else ():
        student, name, sets, day = (row.cells.get(column, "") for column in COLUMNS)
        try:
            found[student] = Issued(student, name, tuple(sets.split()), date.fromisoformat(day))
        except ValueError:
            raise ValueError(
                f"{ISSUED}, line {row.line}, date: '{day}' is no date. Write that of the page, like 2026-11-22."
            ) from None
    return found


def as_html(issued: Issued, course: Course, code: str, *, given_by: str, share: float) -> str:
    """Return a page, one sheet of A4 when it is printed; ``share`` is the percentage of the points asked for."""
    return _template().render(
        issued=issued,
        code=code,
        given_by=given_by,
        share=f"{share:g}",
        course=course,
        sets=[course.assignment(name) for name in issued.sets],
        objectives=certificate.objectives(course, issued.sets),
        hours=certificate.hours(course, issued.sets),
    )


def _name(student: Student) -> str:
    return " ".join(clean.text(student.name).split())


def _differs(path: Path, text: str) -> bool:
    return path.exists() and path.read_bytes() != text.encode()


def _page(workspace: Workspace, course: Course, issued: Issued) -> str:
    given_by, share = workspace.course.course_id or workspace.home.name, workspace.policy.certificate.share_percent
    return as_html(issued, course, issued.code(workspace.secret), given_by=given_by, share=share)


@cache
def _template() -> Template:
    """Return the template; it escapes all it shows."""
    path = Path(__file__).parent / "templates" / "certificate.html.j2"
    return templates.load(path, day=lambda day: f"{day.day} {day:%B %Y}")
