"""What became of a class in one assignment: a page for the teacher and a table for the spreadsheet."""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from courseware.course_model import Misconception
from courseware.grade.classroom.records import STATUSES, Record, Status
from courseware.grade.views import formulas, template
from courseware.grade.views.tally import STATES, UNPROTECTED, commonest, difficulty, rows, spread

MEANINGS: dict[Status, str] = {
    "graded": "Every item has its points.",
    "repaired": "Every item has its points, after repairs to the notebook; they stand beside the student.",
    "needs a person": "Some items wait for a person; the points are those so far.",
    "refused": "It cannot be graded, so there are no points. The reason says what the student can do.",
    "missing": "No notebook was handed in, so there are no points. This is not 0 points.",
}
_PAGE = Path(__file__).parent / "templates" / "report.html.j2"


def as_html(
    title: str, records: Sequence[Record], misconceptions: Mapping[str, Misconception], names: Mapping[str, str]
) -> str:
    """Return the page: no script, nothing from outside."""
    counted = Counter(record.status for record in records)
    return template.load(_PAGE).render(
        title=title,
        rows=rows(records, names),
        statuses=[(status, counted[status], MEANINGS[status]) for status in STATUSES],
        items=difficulty(records),
        states=STATES,
        beliefs=[(belief, misconceptions.get(belief.id)) for belief in commonest(records)],
        spread=spread(records),
        of=max((record.of for record in records), default=0),
        unprotected=UNPROTECTED if any(record.unprotected for record in records) else "",
    )


def as_csv(records: Sequence[Record], names: Mapping[str, str]) -> str:
    """Return the table, with a comma between cells as in RFC 4180; no cell begins as a formula does.

    Columns: student, name, status, points (blank where there are none), of, one for each item id, notes.
    """
    items = [item.item for item in difficulty(records)]
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(map(_cell, ["student", "name", "status", "points", "of", *items, "notes"]))
    for row in rows(records, names):
        notes = [f"Needs a person: {sentence}" for sentence in row.waiting] + [*row.notes]
        earned = [row.points, row.of, *map(row.items.get, items)]
        table.writerow(map(_cell, [row.student, row.name, row.status, *earned, " ".join(notes)]))
    return text.getvalue()


def write(
    folder: Path,
    title: str,
    records: Sequence[Record],
    misconceptions: Mapping[str, Misconception],
    names: Mapping[str, str],
) -> tuple[Path, Path]:
    """Write ``report.html`` and ``report.csv``, whole or not at all, and return their paths.

    The CSV file begins with a byte order mark, without which Excel garbles letters such as ü.

    Parameters
    ----------
    title
        What was graded.
    records
        One a student.
    misconceptions, names
        By id, and by student.

    Raises
    ------
    ValueError
        If the folder cannot be written; with what to do.
    """
    made = {
        folder / "report.html": as_html(title, records, misconceptions, names).encode(),
        folder / "report.csv": as_csv(records, names).encode("utf-8-sig", "backslashreplace"),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".report-") as beside:
            for path, content in made.items():
                with (Path(beside) / path.name).open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
            for path in made:
                os.replace(Path(beside) / path.name, path)
    except OSError as error:
        raise ValueError(
            f"The report cannot be written to {folder} ({error.strerror or error}). The marks are kept: free some "
            "space or make the folder writable, and give the same command again."
        ) from None
    return folder / "report.html", folder / "report.csv"


def _cell(value: str | float | None) -> str:
    """Return a cell that a spreadsheet takes for what it is: an apostrophe keeps text from being a formula."""
    if value is None:
        return ""
    return formulas.no_formula(value) if isinstance(value, str) else f"{value:.10g}"
