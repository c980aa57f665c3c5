"""What to teach again: the objectives that the class's items show to be missed, and where they were taught."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from courseware.author import coverage_rules, files
from courseware.course import Course, Lesson, Objective
from courseware.course_model import Item
from courseware.grade.classroom.records import Record
from courseware.grade.judging.outcome import Verdict

ENOUGH = 0.6
# The share of the wrong answers from which one belief is what stands in the way.
PREVAILS = 0.5

Sections = Mapping[str, Sequence[str]]
"""Headings of the lessons that teach each row of content/coverage.csv."""


@dataclass(frozen=True)
class Missed:
    """An objective that was missed.

    Attributes
    ----------
    lesson, objective
        Where it belongs, and what it is.
    share
        Mean share of the points on its items, 0 to 1, weighted by the points; answers not attempted count as 0.
    answers
        Answers that were marked.
    items
        Its items, by their titles.
    sections
        Headings under which the lesson teaches what the items test, as far as the course says so.
    beliefs
        Misconceptions shown in the items, and by how many students, those of most first.
    advice
        What to do on Monday.
    """

    lesson: Lesson
    objective: Objective
    share: float
    answers: int
    items: tuple[str, ...]
    sections: tuple[str, ...]
    beliefs: tuple[tuple[str, int], ...]
    advice: str


def missed(course: Course, assignment: str, records: Sequence[Record], sections: Sections) -> list[Missed]:
    """Return the objectives of which less than three fifths of the points were earned, the worst first.

    None for an assignment that is not in course.yml, as nobody says what it is for.
    """
    items = [item for one in course.assignments if one.id == assignment for item in one.items]
    found = []
    for lesson in course.lessons:
        for objective in lesson.objectives:
            serving = [item for item in items if objective.id in item.objectives]
            one = _missed(lesson, objective, serving, records, sections)
            if one and one.share < ENOUGH:
                found.append(one)
    return sorted(found, key=lambda one: one.share)


def sections(root: Path, course: Course) -> dict[str, list[str]]:
    """Return the headings under which built lessons teach each coverage row; a lesson that is not there has none."""
    found: dict[str, list[str]] = {}
    for lesson in course.ready_lessons:
        path = root / course.notebook_path(lesson.id)
        heading = ""
        for cell in files.read(path).cells if path.is_file() else ():
            if cell.cell_type == "markdown" and (first := re.search(r"^#{2,3} +(.+)", cell.source, re.MULTILINE)):
                heading = first[1].strip()
            for row in coverage_rules.rows_of(cell):
                if heading and heading not in found.setdefault(row, []):
                    found[row].append(heading)
    return found


def _missed(
    lesson: Lesson, objective: Objective, items: Sequence[Item], records: Sequence[Record], sections: Sections
) -> Missed | None:
    ids = [item.id for item in items]
    verdicts = [one for record in records for one in record.verdicts if one.item in ids and one.points is not None]
    if not sum(one.of for one in verdicts):
        return None
    shown = {(record.student, one.misconception) for record in records for one in record.verdicts if one.item in ids}
    beliefs = Counter(belief for _, belief in shown if belief)
    return Missed(
        lesson,
        objective,
        sum(one.points or 0.0 for one in verdicts) / sum(one.of for one in verdicts),
        len(verdicts),
        tuple(dict.fromkeys(one.title for one in verdicts)),
        tuple(dict.fromkeys(heading for item in items for row in item.coverage for heading in sections.get(row, ()))),
        tuple(sorted(beliefs.items(), key=lambda pair: (-pair[1], pair[0]))),
        _advice(verdicts),
    )


def _advice(verdicts: Sequence[Verdict]) -> str:
    """Return which of three cases it is: left out, one wrong belief, or answers that scatter."""
    skipped = sum(one.state == "not attempted" for one in verdicts)
    wrong = [one for one in verdicts if one.state in ("not yet", "partly")]
    beliefs = Counter(one.misconception for one in wrong if one.misconception)
    if skipped > len(wrong):
        return "Most who lost points left it out: ask what kept them, the time or the question."
    if beliefs and beliefs.most_common(1)[0][1] >= PREVAILS * len(wrong):
        return "One wrong belief prevails: name it, show a case in which it fails, and ask again."
    return "The wrong answers scatter: teach it once more in another way, with an example worked through."
