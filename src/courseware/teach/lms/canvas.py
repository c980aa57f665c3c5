"""Canvas: a CSV file for *Grades, Import*, made new or, so that ids stay, filled into an exported gradebook.

Written to the importer's source (``lib/gradebook_importer.rb``, ``lib/gradebook_exporter.rb``), not tried on a live
system.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from courseware.grade.views import formulas
from courseware.teach.lms import cells, filling
from courseware.teach.lms.csvfile import CsvFile
from courseware.teach.lms.results import Export, Results

EXCUSED = "EX"
POINTS = "Points Possible"
HEADINGS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_NOT_ASSIGNED = "N/A"
_ASSIGNMENT = re.compile(r"(.*?)(?: \(\d+\))?", re.DOTALL)


def table(results: Results) -> Export:
    """Return a new file: UTF-8, comma, LF, a decimal point.

    Canvas finds people by ``ID`` (an ``lms_user_id`` that is a number), ``SIS User ID`` (one that is none) or ``SIS
    Login ID`` (the id here), and offers to create an assignment whose title it does not know.

    Raises
    ------
    ValueError
        If a title or an id, by which Canvas finds column or person, is what a spreadsheet takes for a formula.
    """
    titles = [cells.key(results.title(assignment), "An assignment") for assignment in results.assignments]
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow([*HEADINGS, *titles])
    writer.writerow([f"    {POINTS}", "", "", "", "", *map(cells.number, results.assignments.values())])
    for student in results.students:
        theirs = cells.key(student.lms_user_id, f"The lms_user_id of {student.id}")
        ids = [theirs, ""] if theirs.isdecimal() else ["", theirs]
        name = (
            f"{student.last_name}, {student.first_name}" if student.first_name and student.last_name else student.name
        )
        row = [formulas.no_formula(name), *ids, cells.key(student.id, "An id"), ""]
        for assignment in results.assignments:
            points = results.points(student, assignment)
            no_points = EXCUSED if results.excused(student, assignment) else ""
            row.append(no_points if points is None else cells.number(points))
        writer.writerow(row)
    return Export(page.getvalue().encode())


def fill(results: Results, downloaded: bytes) -> Export:
    """Return an exported gradebook with points and ``EX`` in the columns of the assignments.

    All other bytes stay. A cell without points here stays as it was, since Canvas takes an emptied one for a grade
    taken back.

    Raises
    ------
    ValueError
        If it is no gradebook, lacks an assignment, has other points for it, or no row is of a student here.
    """
    file = CsvFile(downloaded)
    heading, *rows = file.rows or [[]]
    last = _last_of_student(heading)
    possible = next((row for row in rows if row and POINTS in row[0]), [])
    columns = {one: _column(heading, possible, last, one, results) for one in results.assignments}
    decimal = _decimal(rows, columns.values())
    places = [place for place, row in enumerate(rows, start=1) if row and row is not possible and any(row[: last + 1])]
    theirs = [file.rows[place] for place in places]
    found, notes = filling.matched(theirs, lambda row: row[:last], results, "the gradebook")
    for place, row, student in zip(places, theirs, found, strict=True):
        for assignment, column in columns.items() if student else ():
            points, cell = results.points(student, assignment), row[column]
            if cell == _NOT_ASSIGNED:
                notes += [
                    f"{student.name} ({student.id}) is not assigned {assignment} in Canvas, so has no mark there."
                ]
            elif results.excused(student, assignment):
                if cell.upper() != EXCUSED:
                    file.put(place, column, EXCUSED)
            elif points is None:
                notes += filling.left(results, student, assignment, cell)
            elif not filling.same(cell, points):
                file.put(place, column, cells.number(points, decimal))
    return Export(file.content(), tuple(notes))


def _last_of_student(heading: Sequence[str]) -> int:
    """Return the place of the column ``Section``, the last that describes a student."""
    first = [*heading[:3], "", "", ""]
    named = ("Student" in first[0] and "ID" in first[1]) or (
        "LastName" in first[0] and "FirstName" in first[1] and "ID" in first[2]
    )
    if not named or "Section" not in heading:
        raise ValueError(
            "This is no gradebook of Canvas: its first row does not begin with Student and ID and has no Section. In "
            "Canvas choose Grades, Export, and give the file as it came."
        )
    return list(heading).index("Section")


def _column(heading: Sequence[str], possible: Sequence[str], last: int, assignment: str, results: Results) -> int:
    """Return the place of an assignment: of the heading that is its title or, if none is, that begins with it."""
    wanted = results.title(assignment)
    titles = {place: _ASSIGNMENT.fullmatch(heading[place])[1] for place in range(last + 1, len(heading))}
    places = [place for place, title in titles.items() if title.casefold() == wanted.casefold()]
    begins = re.compile(rf"{re.escape(wanted)}(?!\w)", re.IGNORECASE)
    places = places or [place for place, title in titles.items() if begins.match(title)]
    if len(places) != 1:
        raise ValueError(
            f"The gradebook has {len(places) or 'no'} columns whose name is or begins with '{wanted}'. In Canvas give "
            f"one assignment that name and export the gradebook again. Its columns: {'; '.join(titles.values())}."
        )
    there, of = possible[places[0]] if possible else "", results.assignments[assignment]
    if "read only" in there:
        raise ValueError(f"Canvas takes no grades for '{wanted}': its column is read only.")
    if there and not filling.same(there, of):
        raise ValueError(
            f"'{wanted}' has {there.strip()} points in Canvas and {of:g} here. In Canvas set it to {of:g}, and export "
            "the gradebook again."
        )
    return places[0]


def _decimal(rows: Sequence[Sequence[str]], columns: Sequence[int]) -> str:
    """Return the sign before decimals that the file uses for grades; the importer reads both."""
    numbers = [row[column] for row in rows if row for column in columns if cells.parse(row[column]) is not None]
    return "," if any("," in one for one in numbers) else "."
