"""``docs/board.md``: one page for an exam board: what is assessed, by which item, in how many minutes, for what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from courseware.course import Assignment, Course
from courseware.course_model import BLOOM, Item, Track
from courseware.documents import markdown

# Planned, not measured: how long a person takes to mark one script's answer.
SHORT_ANSWER_MINUTES, CAPSTONE_CRITERION_MINUTES = 3, 8
_TRACKS: tuple[Track, ...] = ("P", "T")


def render(course: Course) -> str:
    """Return the page, from the assignments that are ready."""
    ready = [one for one in course.assignments if one.status == "ready"]
    level = {goal.id: goal.bloom for lesson in course.lessons for goal in lesson.objectives}
    return markdown.page(
        "For an exam board",
        "Every graded item, the objective it tests, the minutes planned for it on each track (those of its set, shared "
        "out by points), its points and who marks it. Minutes are planned, not measured. Items marked by a program are "
        "judged by tests that are tested themselves (`docs/grading.md`); written answers by a person, with a rubric of "
        "four levels that stands in the set. What a set weighs in a mark is the policy of who teaches the class.",
        "## Points and minutes by level",
        _by_level(ready, level),
        "## Marking time for one script",
        markdown.table(
            ["Set", "Items", "Marked by a program", "By a person", "Minutes of a person"],
            [_marking(one) for one in ready],
        ),
        f"A short answer is counted with {SHORT_ANSWER_MINUTES} minutes, a criterion of the capstone with "
        f"{CAPSTONE_CRITERION_MINUTES}.",
        *(part for one in ready for part in _set(course, one, level)),
    )


def marking_minutes(assignment: Assignment) -> int:
    """Return the minutes that a person is planned to need for one script of this set."""
    each = CAPSTONE_CRITERION_MINUTES if assignment.id == "capstone" else SHORT_ANSWER_MINUTES
    return each * sum(item.kind == "written" for item in assignment.items)


def minutes_of(item: Item, assignment: Assignment, track: Track) -> float:
    """Return the planned minutes of an item: those of its set, shared out by points."""
    return assignment.minutes[track] * item.points / assignment.points


def _by_level(ready: list[Assignment], level: dict[str, str]) -> str:
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    for one in ready:
        for item in one.items:
            counted = (1, item.points, *(minutes_of(item, one, track) for track in _TRACKS))
            totals[_highest(item, level)] = [a + b for a, b in zip(totals[_highest(item, level)], counted, strict=True)]
    rows = [(name, *(f"{number:.0f}" for number in totals[name])) for name in BLOOM if name in totals]
    return markdown.table(["Level", "Items", "Points", "Minutes, track P", "Minutes, track T"], rows)


def _highest(item: Item, level: dict[str, str]) -> str:
    order = list(BLOOM)
    return max((level[goal] for goal in item.objectives), key=order.index)


def _marking(assignment: Assignment) -> tuple[object, ...]:
    by_hand = sum(item.kind == "written" for item in assignment.items)
    own = len(assignment.items) - by_hand
    return f"{assignment.id} {assignment.title}", len(assignment.items), own, by_hand, marking_minutes(assignment)


def _set(course: Course, assignment: Assignment, level: dict[str, str]) -> Iterator[str]:
    lesson = course.lesson(assignment.lesson)
    yield f"## {assignment.id}: {assignment.title}"
    goals = {goal.id: goal.text for one in course.lessons for goal in one.objectives}
    asked = list(dict.fromkeys(goal for item in assignment.items for goal in item.objectives))
    yield f"Lesson {lesson.id}. {assignment.points} points; {assignment.minutes['P']} minutes on track P, " + (
        f"{assignment.minutes['T']} on track T."
    )
    yield "\n".join(f"- {goal}: {goals[goal]}" for goal in asked)
    yield markdown.table(
        ["Item", "Kind", "Objectives", "Level", "Minutes P", "Minutes T", "Points", "Marked by"],
        [
            (
                item.id,
                item.kind,
                ", ".join(item.objectives),
                _highest(item, level),
                *(f"{minutes_of(item, assignment, track):.0f}" for track in _TRACKS),
                item.points,
                "a person" if item.kind == "written" else "a program",
            )
            for item in assignment.items
        ],
    )
