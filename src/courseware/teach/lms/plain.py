"""Marks for any spreadsheet: a row a student, in CSV or XLSX."""

from __future__ import annotations

import csv
import io

from courseware.grade.views import formulas
from courseware.teach.lms import cells, xlsx
from courseware.teach.lms.results import Export, Results

COLUMNS = ("student", "last_name", "first_name", "email", "lms_user_id")


def as_csv(results: Results) -> Export:
    """Return the table as CSV in UTF-8 with LF.

    It begins with a byte order mark, without which Excel garbles letters such as ü. No cell begins as a formula.
    """
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    for row in _rows(results):
        writer.writerow([formulas.no_formula(cell) if isinstance(cell, str) else _number(cell) for cell in row])
    return Export(page.getvalue().encode("utf-8-sig"))


def as_xlsx(results: Results) -> Export:
    """Return the table as a workbook of one sheet, numbers as numbers and text as text."""
    return Export(xlsx.write("marks", _rows(results)))


def _rows(results: Results) -> list[list[str | float | None]]:
    """Return heading and rows: for each assignment the points (blank where there are none), of how many, state, why."""
    heading: list[str | float | None] = [*COLUMNS]
    for assignment in results.assignments:
        title = results.title(assignment)
        heading += [title, f"{title} of", f"{title} state", f"{title} why"]
    rows = [heading]
    for student in results.students:
        row: list[str | float | None] = [student.id, student.last_name, student.first_name, student.email]
        row.append(student.lms_user_id)
        for assignment, of in results.assignments.items():
            mark = results.mark(student, assignment)
            row += [results.points(student, assignment), of]
            row += [mark.state, " ".join(mark.trail)] if mark else ["", ""]
        rows.append(row)
    return rows


def _number(value: float | None) -> str:
    return "" if value is None else cells.number(value)
