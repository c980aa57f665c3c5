"""``docs/instructor/syllabus.md``: what is taught to whom, and how the minutes go, in three lengths."""

from __future__ import annotations

from collections.abc import Iterator

from courseware.course import Course
from courseware.course_model import Lesson
from courseware.documents import markdown
from courseware.teach.material.plans import Plan, Row, Session, Syllabus

_KINDS = {"lesson": "", "simulation": " (simulation)", "capstone": " (capstone)"}


def render(course: Course, syllabus: Syllabus) -> str:
    """Return the page."""
    return markdown.page(
        "Syllabus",
        f"**{course.title}.** {course.subtitle[:1].upper()}{course.subtitle[1:]}. Knowledge as of "
        f"{course.as_of.isoformat()}. Minutes are planned, not measured.",
        "## Background",
        syllabus.background,
        "### What this course is not",
        _list(syllabus.never),
        "## Learning objectives",
        "Each names something that can be observed; the graded items that test it stand in "
        "[the page for an exam board](../board.md).",
        markdown.table(["Lesson", "Participants will be able to"], map(_goals, course.lessons)),
        "## Content and structure",
        *_content(course),
        "## Methodology",
        _list(syllabus.method),
        "## Targeted audience",
        _list([f"Track {id} ({one.name}): {one.who}. Needs {one.prerequisites}." for id, one in course.tracks.items()]),
        "## Additional information",
        _list(syllabus.needs),
        "### If somebody is behind",
        markdown.table(["Who", "What helps"], syllabus.behind),
        *(part for plan in syllabus.plans for part in _plan(course, plan)),
    )


def _goals(lesson: Lesson) -> tuple[str, str]:
    # The verb begins each objective; it becomes one of a list.
    goals = (f"{goal.text[0].lower()}{goal.text[1:]}" for goal in lesson.objectives)
    return f"{lesson.id} {lesson.title}", "; ".join(goals)


def _content(course: Course) -> Iterator[str]:
    graded = {one.lesson: one for one in course.assignments}
    rows = []
    for lesson in course.lessons:
        own = graded.get(lesson.id)
        rows.append(
            (
                lesson.id,
                f"{lesson.title}{_KINDS[lesson.kind]}",
                ", ".join(lesson.prerequisites) or "–",
                _minutes(lesson.minutes),
                _minutes(lesson.reading_minutes),
                own.id if own else "–",
                _minutes(own.minutes) if own else "–",
                own.points if own else "–",
            )
        )
    yield markdown.table(
        ["Lesson", "Title", "Needs", "Minutes P/T", "Reading P/T", "Set", "Set: minutes P/T", "Set: points"], rows
    )
    hours, ects = course.hours, course.hours.ects
    yield (
        f"All lessons, sets and simulations: about {hours.course['P']:g} hours (P), {hours.course['T']:g} (T). "
        f"Core path ({', '.join(course.core)}): {hours.core['P']:g} and {hours.core['T']:g}, {ects['core']} ECTS. "
        f"With readings and capstone: {hours.everything['P']:g} each, {ects['everything']} ECTS."
    )


def _plan(course: Course, plan: Plan) -> Iterator[str]:
    room = plan.minutes * len(plan.sessions)
    yield f"## {plan.title}"
    yield f"{room} minutes ({room / 60:g} hours) in the room, breaks included, meals not."
    yield f"**Afterwards participants can** {plan.after}"
    yield f"**What this length does not give.** {plan.missing}"
    if plan.bridges:
        yield markdown.table(["Needed and not held", "What stands in for it"], plan.bridges.items())
    for number, session in enumerate(plan.sessions, start=1):
        yield from _session(course, session, f"{number}. " if len(plan.sessions) > 1 else "")


def _session(course: Course, session: Session, number: str) -> Iterator[str]:
    yield f"### {number}{session.title}"
    before = [_named(course, id) for id in session.home] + [f"set {name} handed in" for name in session.sets]
    if before:
        yield f"**Before:** {'; '.join(before)}."
    yield markdown.table(
        ["From", "To", "Minutes", "What happens", "Lesson (minutes alone, P/T)", "Cells"], _timed(course, session)
    )
    yield f"**If late:** {session.late}\n\n**Can be cut:** {session.cut}"


def _timed(course: Course, session: Session) -> Iterator[tuple[object, ...]]:
    begin = 0
    for row in session.rows:
        end = begin + row.minutes
        yield begin, end, row.minutes, row.do, _alone(course, row), " ".join(f"[{tag}]" for tag in row.cells) or "–"
        begin = end


def _alone(course: Course, row: Row) -> str:
    return "; ".join(f"{id} ({_minutes(course.lesson(id).minutes)})" for id in row.lessons) or "–"


def _named(course: Course, id: str) -> str:
    lesson = course.lesson(id)
    return f"lesson {id}, {lesson.title} ({_minutes(lesson.minutes)} minutes, P/T)"


def _minutes(minutes: dict) -> str:
    return "/".join(str(minutes.get(track, "–")) for track in ("P", "T")) if minutes else "–"


def _list(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
