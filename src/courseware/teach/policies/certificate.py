"""Who has reached what a certificate asks for, what it says, and the code by which its class knows it again."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from courseware.course_model import Course, Objective, Track
from courseware.teach.marks import Mark
from courseware.teach.policies.policy import Policy

DIGITS = 16


@dataclass(frozen=True)
class Standing:
    """How a student stands, set by set in the order of ``policy.yml``; what is excused is in none of the three.

    Attributes
    ----------
    passed
        Sets with the share of the points that is asked for.
    waits
        Sets that are not released, or of which something still needs a person.
    lacks
        Sets that were not handed in, or have fewer points.
    """

    student: str
    passed: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def reached(self) -> bool:
        """Whether the student gets a page: every set is passed or excused, and at least one is passed."""
        return bool(self.passed) and not self.waits and not self.lacks

    @property
    def open(self) -> bool:
        """Whether only a mark that is not made yet stands in the way."""
        return bool(self.waits) and not self.lacks

    def line(self) -> str:
        """Return how the student stands as a sentence, without points."""
        if self.reached:
            return f"{self.student} has reached it."
        waits = f"{', '.join(self.waits)} not marked yet" if self.waits else ""
        if self.lacks:
            return f"{self.student} lacks {', '.join(self.lacks)}{f'; {waits}' if waits else ''}."
        return f"{self.student} waits: {waits}." if waits else f"{self.student} is excused from all that is asked for."


@dataclass(frozen=True)
class Issued:
    """A certificate: for whom, under which name, for which sets, and on which day."""

    student: str
    name: str
    sets: tuple[str, ...]
    day: date

    def code(self, secret: str) -> str:
        """Return 16 hexadecimal digits of an HMAC-SHA-256 (RFC 2104) over all of it, the secret of the class as key."""
        told = json.dumps([self.student, self.name, self.sets, self.day.isoformat()])
        return hmac.new(secret.encode(), told.encode(), hashlib.sha256).hexdigest()[:DIGITS]


def asked(policy: Policy) -> tuple[str, ...]:
    """Return the sets that a certificate asks for: those of ``certificate``, or all that have dates."""
    named = policy.certificate.of
    return tuple(name for name in policy.assignments if name in named or not named)


def standings(students: Sequence[str], marks: Sequence[Mark], policy: Policy) -> list[Standing]:
    """Return how each student stands, in their order.

    Parameters
    ----------
    students
        Ids of the roster.
    marks
        Of all students, after all policies; a set without a mark is one that was not released.
    """
    found = {(mark.student, mark.assignment): mark for mark in marks}
    share = policy.certificate.share_percent
    return [_standing(one, {name: found.get((one, name)) for name in asked(policy)}, share) for one in students]


def objectives(course: Course, sets: Sequence[str]) -> list[Objective]:
    """Return what the items of these sets test, in teaching order."""
    tested = {id for name in sets for item in course.assignment(name).items for id in item.objectives}
    return [one for lesson in course.lessons for one in lesson.objectives if one.id in tested]


def hours(course: Course, sets: Sequence[str]) -> dict[Track, float]:
    """Return the hours planned for these sets and the lessons they belong to, by track, to the half hour."""
    graded = [course.assignment(name) for name in sets]
    planned = [one.minutes for one in graded] + [course.lesson(id).minutes for id in {one.lesson for one in graded}]
    return {track: round(sum(minutes.get(track, 0) for minutes in planned) / 30) / 2 for track in course.tracks}


def _standing(student: str, marks: dict[str, Mark | None], share: float) -> Standing:
    found: dict[str, list[str]] = {"passed": [], "waits": [], "lacks": []}
    for name, mark in marks.items():
        if mark is None or mark.state == "waiting":
            found["waits"].append(name)
        elif mark.state != "excused":
            found["passed" if _passed(mark, share) else "lacks"].append(name)
    return Standing(student, **{kind: tuple(names) for kind, names in found.items()})


def _passed(mark: Mark, share: float) -> bool:
    # Points are rounded to hundredths, so what a computer adds to them far behind the point decides nothing.
    return mark.final is not None and round(100 * mark.final - share * mark.of, 6) >= 0
