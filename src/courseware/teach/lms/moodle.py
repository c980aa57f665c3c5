"""Moodle: a CSV file for the import into the gradebook, and an assignment's offline grading worksheet, filled in.

Written to the importers' source (``grade/import/csv/classes/load_data.php`` and, of ``mod/assign/feedback/offline``,
``importgradeslib.php`` and ``locallib.php``; the worksheet's columns in ``mod/assign/gradingtable.php``), not tried on
a live system.
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

# "No grade" for every version of the importer: some take a blank in a new column for 0.
NO_GRADE = "-"
MOST = 100
_PARTICIPANT = re.compile(r"(\D*)(\d+)")


def gradebook(results: Results) -> Export:
    """Return a file for *Grades, Import, CSV file*: UTF-8, comma, LF, a decimal point.

    Columns: username (the id here), email, idnumber (``lms_user_id``), and for each assignment its points and, as
    feedback, which policy moved which of them.

    Raises
    ------
    ValueError
        If a heading or an id, by which Moodle finds column or person, is what a spreadsheet takes for a formula.
    """
    titles = {assignment: cells.key(results.title(assignment), "An assignment") for assignment in results.assignments}
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    feedback = [(title, f"{title} feedback") for title in titles.values()]
    writer.writerow(["username", "email", "idnumber", *(name for pair in feedback for name in pair)])
    for student in results.students:
        ids = {"The id": student.id, "The e-mail address": student.email, "The lms_user_id": student.lms_user_id}
        row = [cells.key(value, f"{what} of {student.id}") for what, value in ids.items()]
        for assignment in titles:
            points, mark = results.points(student, assignment), results.mark(student, assignment)
            row.append(NO_GRADE if points is None else cells.number(points))
            row.append(formulas.no_formula(" ".join(mark.trail)) if mark else "")
        writer.writerow(row)
    high = [assignment for assignment, of in results.assignments.items() if of > MOST]
    notes = [
        f"{assignment} has more than {MOST} points, which Moodle refuses unless unlimited grades are allowed."
        for assignment in high
    ]
    return Export(page.getvalue().encode(), tuple(notes))


def worksheet(results: Results, downloaded: bytes) -> Export:
    """Return a downloaded worksheet in any language with the grades of its assignment filled in.

    Headings, participants' ids, encoding, separator, line ends and all other cells stay byte for byte. Without points
    a cell stays as it was; Moodle skips an empty one.

    Raises
    ------
    ValueError
        If it is no worksheet for points, its maximum is not that of the assignment, or no row is of a student here.
    """
    assignment = results.only("Moodle's worksheet")
    file = CsvFile(downloaded)
    places = [place for place, row in enumerate(file.rows) if row][1:]
    rows = [file.rows[place] for place in places]
    _insist_on_participants(rows)
    column = _grade_column(rows, results.assignments[assignment])
    decimal = "," if "," in rows[0][column + 1] else "."
    found, notes = filling.matched(rows, lambda row: row[:column], results, "the worksheet")
    for place, row, student in zip(places, rows, found, strict=True):
        if student is None:
            continue
        points = results.points(student, assignment)
        if points is None:
            notes += filling.left(results, student, assignment, row[column])
        elif not filling.same(row[column], points):
            file.put(place, column, cells.number(points, decimal))
            notes += filling.too_many(results, student, assignment)
    return Export(file.content(), tuple(notes))


def _insist_on_participants(rows: Sequence[Sequence[str]]) -> None:
    """Refuse a file whose first column is not "Participant", in some language, and a number of each row's own."""
    found = [_PARTICIPANT.fullmatch(row[0]) for row in rows]
    if not rows or None in found or len({one[1] for one in found}) > 1 or len({one[2] for one in found}) < len(rows):
        raise ValueError(
            "This is no offline grading worksheet of Moodle: its first column does not hold one participant number a "
            "row. In the assignment choose the download of the grading worksheet, and give the file as it came."
        )


def _grade_column(rows: Sequence[Sequence[str]], of: float) -> int:
    """Return the place of the grades: left of the column that holds the same maximum in every row."""
    width = range(1, len(rows[0]) - 1)
    places = [place for place in width if _is_maximum(rows, place + 1) and _are_grades(rows, place)]
    # Where everybody has the same grade, and what stands left of it is empty, that pair looks alike.
    places = [place for place in places if place + 1 not in places]
    # And where there is one row, a number of the student's beside an empty cell does.
    places = [place for place in places if cells.parse(rows[0][place + 1]) == of] or places
    if len(places) != 1:
        raise ValueError(
            "The worksheet has no grades beside a maximum grade, or several columns that could be. In Moodle set the "
            f"assignment's grade to points, at most {of:g}, without rubric, and download the worksheet again."
        )
    most = cells.parse(rows[0][places[0] + 1])
    if most != of:
        raise ValueError(
            f"The most points are {most:g} in Moodle and {of:g} here. In Moodle set the assignment's maximum grade to "
            f"{of:g}, and download the worksheet again."
        )
    return places[0]


def _is_maximum(rows: Sequence[Sequence[str]], place: int) -> bool:
    most = cells.parse(rows[0][place])
    return most is not None and most > 0 and {row[place] for row in rows} == {rows[0][place]}


def _are_grades(rows: Sequence[Sequence[str]], place: int) -> bool:
    return all(row[place].strip(" -") == "" or cells.parse(row[place]) is not None for row in rows)
