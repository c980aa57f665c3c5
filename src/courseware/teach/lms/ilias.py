"""ILIAS: the status file of an exercise's multi-feedback archive, filled in.

Written to the source of the class ``ilExAssignmentStatusFile`` as StudOn and ILIAS have it, not tried on a live
system. The importer reads columns by their place, takes rows whose ``update`` is 1 only, and checks status and mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from courseware.teach.lms import cells, filling
from courseware.teach.lms.csvfile import CsvFile
from courseware.teach.lms.results import Export, Results
from courseware.teach.lms.xlsxfile import XlsxFile
from courseware.teach.people import Student

_REST = ("status", "mark", "notice", "comment", "plagiarism", "plag_comment")
MEMBERS = ("update", "usr_id", "login", "lastname", "firstname", *_REST)
TEAMS = ("update", "team_id", "logins", *_REST)


def fill(results: Results, downloaded: bytes) -> Export:
    """Return a downloaded ``status.csv`` or ``status.xlsx``, of members or teams, with marks and status filled in.

    ``update`` becomes 1 where mark or status change. A row without points stays as it was: ILIAS knows no "excused".

    Raises
    ------
    ValueError
        If it is no such file, or no row is of a student here.
    """
    assignment = results.only("ILIAS")
    file = XlsxFile(downloaded, "update") if downloaded.startswith(b"PK") else CsvFile(downloaded)
    teams = _are_teams(file.rows[0] if file.rows else [])
    places = [place for place, row in enumerate(file.rows) if any(row)][1:]
    rows = [file.rows[place] for place in places]
    if teams:
        made, notes = _of_teams(rows, results, assignment)
    else:
        found, notes = filling.matched(rows, _identity, results, "the status file")
        made = [[student] if student else [] for student in found]
    status, mark = (TEAMS if teams else MEMBERS).index("status"), (TEAMS if teams else MEMBERS).index("mark")
    for place, row, students in zip(places, rows, made, strict=True):
        if not students:
            continue
        points = results.points(students[0], assignment)
        if points is None:
            notes += filling.left(results, students[0], assignment, row[mark])
            continue
        passed = "passed" if points >= results.pass_share * results.assignments[assignment] else "failed"
        if row[status] != passed or not filling.same(row[mark], points):
            for column, value in ((0, "1"), (status, passed), (mark, cells.number(points))):
                if row[column] != value:
                    file.put(place, column, value)
            notes += filling.too_many(results, students[0], assignment)
    return Export(file.content(), tuple(notes))


def _are_teams(heading: Sequence[str]) -> bool:
    for titles in (MEMBERS, TEAMS):
        if tuple(heading[: len(titles)]) == titles:
            return titles is TEAMS
    raise ValueError(
        f"This is no status file of ILIAS: its first row is not {', '.join(MEMBERS)}. In the exercise download the "
        "multi-feedback archive, and give the status.csv or status.xlsx in it as it came."
    )


def _identity(row: Sequence[str]) -> list[str]:
    user, login, last, first = row[1:5]
    return [login, f"{last}, {first}" if first and last else last or first, user]


def _of_teams(
    rows: Sequence[Sequence[str]], results: Results, assignment: str
) -> tuple[list[list[Student]], list[str]]:
    """Return the students of each team whose members all have the same mark, and notes on the other teams."""
    logins = [(place, login.strip()) for place, row in enumerate(rows) for login in row[2].split(",")]
    found, notes = filling.matched([[login] for _, login in logins], lambda row: row, results, "the status file")
    teams: list[list[Student]] = [[] for _ in rows]
    for (place, _), student in zip(logins, found, strict=True):
        if student:
            teams[place].append(student)
    for place, team in enumerate(teams):
        if len({results.points(student, assignment) for student in team}) > 1:
            notes += _differ(rows[place], team)
            teams[place] = []
    return teams, notes


def _differ(row: Sequence[str], team: Sequence[Student]) -> Iterator[str]:
    names = ", ".join(student.name for student in team)
    yield f"Team {row[1]} was left as it was, since its members have different marks: {names}. Enter them in ILIAS."
