"""A class of thirty in two sets, made by a rule: who has the higher number knows more, and who has seven forgets."""

from __future__ import annotations

from courseware import course as model
from courseware.grade.classroom.records import Record
from courseware.grade.judging.outcome import Verdict
from courseware.teach.insight.page import Shown
from courseware.teach.marks import Mark
from courseware.teach.people import Student
from cyberdiplomacy import places

COURSE = model.load(places.root())
MISCONCEPTIONS = model.misconceptions(places.root())
BELIEF = "MIS-one-term"
STUDENTS = [Student(f"s{number:02}", "Eve", f"Müller {number}") for number in range(30)]
STUDENTS[29] = Student("s29", "<script>hacked = 1</script>", "O'Neil")
SETS = ("ex01", "ex02")


def verdict(item: str, share: float | None, of: float = 2.0, belief: str = "", *, tried: bool = True) -> Verdict:
    """A verdict with a share of the points, or none yet."""
    if share is None:
        return Verdict(item, f"Item {item}", "needs a person", None, of)
    state = "right" if share == 1 else "partly" if share else "not yet" if tried else "not attempted"
    return Verdict(item, f"Item {item}", state, share * of, of, (), belief)


def record(number: int, name: str) -> Record:
    """What became of one student's set: item n is right for those with a higher number than 30 n / items."""
    items = COURSE.assignment(name).items
    return Record(
        STUDENTS[number].id,
        "graded",
        verdicts=tuple(
            verdict(item.id, float(right), item.points, "" if right else BELIEF)
            for place, item in enumerate(items)
            for right in [number > 30 * place / len(items)]
        ),
    )


RECORDS = {
    name: [Record(one.id, "missing") if n % 10 == 7 else record(n, name) for n, one in enumerate(STUDENTS)]
    for name in SETS
}
MARKS = [
    Mark(one.student, name, "marked" if one.verdicts else "missing", one.points, 20.0, final=one.points)
    for name in SETS
    for one in RECORDS[name]
]


def shown(secret: str | None = None) -> Shown:
    """The page of that class."""
    sections = {"L01": ["Two words inside one"]}
    return Shown("Autumn", RECORDS, MARKS, STUDENTS, COURSE, MISCONCEPTIONS, sections, secret)
