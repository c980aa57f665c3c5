"""What must hold within ``course.yml``: one function a rule, each yielding where and what to mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from courseware.course_errors import Problem, nearest
from courseware.course_model import Course

# "About 40 hours" may be wrong by this much.
HOURS_TOLERANCE = 0.5

Check = Callable[[Course], Iterator[Problem]]


def unique_ids(course: Course) -> Iterator[Problem]:
    """Every lesson, slug, objective, assignment, item and core entry stands once."""
    named: list[tuple[tuple[str | int, ...], str]] = []
    for i, lesson in enumerate(course.lessons):
        named += [(("lessons", i, "id"), lesson.id), (("lessons", i, "slug"), lesson.slug)]
        named += [(("lessons", i, "objectives", j, "id"), goal.id) for j, goal in enumerate(lesson.objectives)]
    for i, assignment in enumerate(course.assignments):
        named += [(("assignments", i, "id"), assignment.id)]
        named += [(("assignments", i, "items", j, "id"), item.id) for j, item in enumerate(assignment.items)]
    counts = Counter(name for _, name in named)
    first: set[str] = set()
    for loc, name in named:
        if counts[name] > 1 and name in first:
            yield loc, f"'{name}' stands twice. Give each its own."
        first.add(name)
    for name, count in Counter(course.core).items():
        if count > 1:
            yield ("core",), f"'{name}' stands twice. Keep it once."


def names_agree(course: Course) -> Iterator[Problem]:
    """Slug, objectives and items begin with the id of what they belong to."""
    for i, lesson in enumerate(course.lessons):
        start = f"{lesson.id.lower()}-"
        if not lesson.slug.startswith(start):
            yield ("lessons", i, "slug"), f"'{lesson.slug}' does not begin with the lesson's id. Begin it '{start}'."
        for j, goal in enumerate(lesson.objectives):
            if goal.id != f"L{lesson.id}-{j + 1}":
                yield ("lessons", i, "objectives", j, "id"), f"is out of step. Number it 'L{lesson.id}-{j + 1}'."
    for i, assignment in enumerate(course.assignments):
        for j, item in enumerate(assignment.items):
            if not item.id.startswith(f"{assignment.id}-"):
                yield ("assignments", i, "items", j, "id"), f"does not begin with '{assignment.id}-'. Rename it."


def prerequisites_exist(course: Course) -> Iterator[Problem]:
    """A prerequisite and an entry of the core path is a lesson; a core lesson needs core lessons only."""
    ids = course.order()
    for name in course.core:
        if name not in ids:
            yield ("core",), f"there is no lesson '{name}'. {nearest(name, ids)}"
    for i, lesson in enumerate(course.lessons):
        for needed in lesson.prerequisites:
            place = ("lessons", i, "prerequisites")
            if needed not in ids:
                yield place, f"there is no lesson '{needed}'. {nearest(needed, ids)}"
            elif lesson.id in course.core and needed not in course.core:
                yield place, f"the core lesson '{lesson.id}' needs '{needed}', which is not core. Add it to 'core'."
            elif not set(lesson.tracks) & set(course.lesson(needed).tracks):
                yield place, f"'{needed}' is of another track. Drop it or widen its tracks."


def prerequisites_come_first(course: Course) -> Iterator[Problem]:
    """No lesson needs itself by a detour, and each stands after its prerequisites."""
    ids = course.order()
    graph = {lesson.id: [need for need in lesson.prerequisites if need in ids] for lesson in course.lessons}
    cycle = find_cycle(graph)
    if cycle:
        place = ("lessons", ids.index(cycle[0]), "prerequisites")
        yield place, f"these lessons need each other in a circle: {' → '.join(cycle)}. Remove one prerequisite."
        return
    for i, lesson in enumerate(course.lessons):
        for needed in graph[lesson.id]:
            if ids.index(needed) > i:
                yield ("lessons", i, "prerequisites"), f"'{needed}' comes later in the file. Move it before this one."


def minutes_fit_tracks(course: Course) -> Iterator[Problem]:
    """Minutes are given for the tracks of the lesson and for no other."""
    tracks = {lesson.id: set(lesson.tracks) for lesson in course.lessons}
    for i, lesson in enumerate(course.lessons):
        if set(lesson.minutes) != tracks[lesson.id]:
            yield ("lessons", i, "minutes"), f"give minutes for the tracks {' and '.join(lesson.tracks)}, no other."
    for i, assignment in enumerate(course.assignments):
        expected = tracks.get(assignment.lesson)
        if expected and set(assignment.minutes) != expected:
            yield ("assignments", i, "minutes"), f"give minutes for {' and '.join(sorted(expected))}, no other."


def hours_are_honest(course: Course) -> Iterator[Problem]:
    """The hours that are stated are what the minutes add up to."""
    for extent in ("course", "core", "everything"):
        for track, stated in getattr(course.hours, extent).items():
            summed = course.hours_of(track, extent)
            if abs(summed - stated) > HOURS_TOLERANCE:
                yield (
                    ("hours", extent, track),
                    f"states {stated:g} hours, but the minutes add up to {summed:.1f}. Correct one of them.",
                )


def assignments_pair_up(course: Course) -> Iterator[Problem]:
    """A lesson names its assignment and the assignment names the lesson."""
    ids, sets = course.order(), [assignment.id for assignment in course.assignments]
    for i, lesson in enumerate(course.lessons):
        place = ("lessons", i, "assignment")
        if lesson.assignment is None:
            continue
        if lesson.assignment not in sets:
            yield place, f"there is no assignment '{lesson.assignment}'. {nearest(lesson.assignment, sets)}"
        elif course.assignment(lesson.assignment).lesson != lesson.id:
            other = course.assignment(lesson.assignment).lesson
            yield place, f"'{lesson.assignment}' belongs to lesson '{other}'. Correct one of the two."
    for i, assignment in enumerate(course.assignments):
        place = ("assignments", i, "lesson")
        if assignment.lesson not in ids:
            yield place, f"there is no lesson '{assignment.lesson}'. {nearest(assignment.lesson, ids)}"
        elif course.lesson(assignment.lesson).assignment != assignment.id:
            yield place, f"lesson '{assignment.lesson}' does not name it. Add 'assignment: {assignment.id}' there."


def points_add_up(course: Course) -> Iterator[Problem]:
    """The points of a ready assignment are the sum of its items'."""
    for i, assignment in enumerate(course.assignments):
        total = sum(item.points for item in assignment.items)
        if assignment.status == "ready" and total != assignment.points:
            yield (
                ("assignments", i, "points"),
                f"says {assignment.points}, but the items add up to {total}. Correct one of them.",
            )


def objectives_tested(course: Course) -> Iterator[Problem]:
    """Items test objectives taught by then; a ready set tests every objective of its ready lesson."""
    for i, assignment in enumerate(course.assignments):
        taught: list[str] = []
        for lesson in course.lessons:
            taught += [goal.id for goal in lesson.objectives]
            if lesson.id == assignment.lesson:
                break
        tested = {goal for item in assignment.items for goal in item.objectives}
        for j, item in enumerate(assignment.items):
            for goal in item.objectives:
                if goal not in taught:
                    place = ("assignments", i, "items", j, "objectives")
                    yield place, f"no lesson up to this one has the objective '{goal}'. {nearest(goal, taught)}"
        for k, lesson in enumerate(course.lessons):
            if lesson.id == assignment.lesson and lesson.status == assignment.status == "ready":
                for goal in lesson.objectives:
                    if goal.id not in tested:
                        place = ("lessons", k, "objectives")
                        yield place, f"no item of {assignment.id} tests '{goal.id}'. Write one or drop the objective."


CHECKS: tuple[Check, ...] = (
    unique_ids,
    names_agree,
    prerequisites_exist,
    prerequisites_come_first,
    minutes_fit_tracks,
    hours_are_honest,
    assignments_pair_up,
    points_add_up,
    objectives_tested,
)


def find_cycle(graph: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the nodes of one circle, first and last the same, or an empty list if the graph has none.

    ``graph`` gives for each node the nodes it needs.
    """
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        # graphlib lists predecessors first; ours reads "a needs b needs a".
        return list(reversed(error.args[1]))
    return []
