"""The page of a class after a run: what to teach again, who falls behind, wrong beliefs, and how the items did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from courseware.course import Course, Misconception
from courseware.grade.classroom.records import Record
from courseware.grade.views import tally, template
from courseware.teach.insight import items, reteach
from courseware.teach.insight.behind import behind
from courseware.teach.insight.pseudonyms import pseudonyms
from courseware.teach.marks import Mark
from courseware.teach.people import Student
from cyberdiplomacy.safe_file import write_whole

NAME = "insight.html"
WORDS: dict[items.Word, str] = {
    "separates": "separates",
    "hardly": "hardly separates",
    "reversed": "the wrong way round: read the item again",
    "unclear": "not clear from so few answers",
    "alike": "all answers alike",
    "too few": f"fewer than {items.FEWEST} students",
}
_PAGE = Path(__file__).parent / "templates" / "insight.html.j2"


@dataclass(frozen=True)
class Shown:
    """What the page is made of.

    Attributes
    ----------
    title
        Of the class or the run.
    records
        What became of each submission, by assignment in their order.
    marks
        Of all students, in the order of the assignments.
    students
        The roster.
    misconceptions, sections
        Texts of ``content/misconceptions.yml`` and headings as :func:`.reteach.sections` finds them.
    secret
        If given, names are hidden: the same secret gives the same students of a page the same numbers.
    """

    title: str
    records: Mapping[str, Sequence[Record]]
    marks: Sequence[Mark]
    students: Sequence[Student]
    course: Course
    misconceptions: Mapping[str, Misconception]
    sections: reteach.Sections
    secret: str | None = None


def as_html(shown: Shown) -> str:
    """Return the page: no script, nothing from outside, light or dark as the reader has it."""
    late = behind(shown.marks)
    names: dict[str, str] = {one.student: one.student for one in late} | {one.id: one.name for one in shown.students}
    return template.load(_PAGE).render(
        title=shown.title,
        hidden=shown.secret is not None,
        students=len(shown.students),
        fewest=items.FEWEST,
        enough=reteach.ENOUGH,
        missed=[
            (assignment, one)
            for assignment, records in shown.records.items()
            for one in reteach.missed(shown.course, assignment, records, shown.sections)
        ],
        behind=late,
        names=names if shown.secret is None else pseudonyms(names, shown.title, shown.secret),
        beliefs=[(one, shown.misconceptions.get(one.id)) for one in tally.commonest(_every(shown.records))],
        known=shown.misconceptions,
        items={assignment: items.figures(records) for assignment, records in shown.records.items()},
        words=WORDS,
        enough_apart=items.ENOUGH,
    )


def write(folder: Path, shown: Shown) -> Path:
    """Write ``insight.html``, whole or not at all and for its owner only, and return its path.

    Raises
    ------
    ValueError
        If the folder cannot be written; with what to do.
    """
    page = as_html(shown)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / NAME, page)
    except OSError as error:
        raise ValueError(
            f"The page cannot be written to {folder} ({error.strerror or error}). Free some space or make the folder "
            "writable, and give the same command again."
        ) from None
    return folder / NAME


def _every(records: Mapping[str, Sequence[Record]]) -> list[Record]:
    """Return the records of all assignments; the title of an item tells of which it is."""
    return [
        replace(one, verdicts=tuple(replace(verdict, title=f"{name}, {verdict.title}") for verdict in one.verdicts))
        for name, theirs in records.items()
        for one in theirs
    ]
