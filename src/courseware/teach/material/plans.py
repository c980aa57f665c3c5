"""The plans of ``content/teaching/syllabus.yml``: three lengths, each a table of minutes that adds up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, ValidationError

from courseware.author import shape_rules
from courseware.course import Course
from courseware.course_model import Strict, Text

FILE = "content/teaching/syllabus.yml"


class PlanError(ValueError):
    """A plan that does not add up or takes a lesson before what it needs; the text names each place."""


class Row(Strict):
    """One line of a session."""

    minutes: Annotated[int, Field(gt=0)]
    do: Text
    """What happens, and who does it."""
    lessons: list[str] = Field(default_factory=list)
    """Lessons whose work this is."""
    cells: list[str] = Field(default_factory=list)
    """Tags of the cells that are used."""


class Session(Strict):
    """One day of a workshop or one week of a term."""

    title: Text
    home: list[str] = Field(default_factory=list)
    """Lessons done before the session, each alone and in this order."""
    sets: list[str] = Field(default_factory=list)
    """Graded sets to hand in before the session."""
    rows: Annotated[list[Row], Field(min_length=3)]
    late: Text
    """What to do when time is short on the day."""
    cut: Text
    """What can be left out altogether, and what must stay."""


class Plan(Strict):
    """A course of one length."""

    id: Literal["day", "week", "term"]
    title: Text
    minutes: Annotated[int, Field(gt=0)]
    """Of each session, breaks included."""
    after: Text
    """What participants can do afterwards."""
    missing: Text
    """What this length does not give."""
    bridges: dict[str, Text] = Field(default_factory=dict)
    """Lessons that are needed and not held, with what stands in for each."""
    sessions: Annotated[list[Session], Field(min_length=1)]


class Syllabus(Strict):
    """The whole file."""

    background: Text
    never: Annotated[list[Text], Field(min_length=3)]
    """What this course is not."""
    method: Annotated[list[Text], Field(min_length=3)]
    needs: Annotated[list[Text], Field(min_length=3)]
    behind: Annotated[list[Annotated[list[Text], Field(min_length=2, max_length=2)]], Field(min_length=3)]
    """Pairs: a sign that somebody is behind, and what to give."""
    plans: Annotated[list[Plan], Field(min_length=3, max_length=3)]


def load(root: Path, course: Course) -> Syllabus:
    """Read the plans and check them against themselves and against the course.

    Raises
    ------
    PlanError
        With one sentence for each fault.
    """
    try:
        syllabus = Syllabus.model_validate(yaml.safe_load((root / FILE).read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise PlanError(f"{FILE} is no valid YAML. {error}") from None
    except ValidationError as error:
        faults = ("{}, {}: {}.".format(FILE, ".".join(map(str, one["loc"])), one["msg"]) for one in error.errors())
        raise PlanError("\n".join(faults)) from None
    problems = [problem for plan in syllabus.plans for problem in faults_of(plan, course)]
    if problems:
        raise PlanError("\n".join(problems))
    return syllabus


def faults_of(plan: Plan, course: Course) -> Iterator[str]:
    """Yield a sentence for each session that does not add up, each unknown name and each lesson taken too early."""
    known = {lesson.id: lesson for lesson in course.lessons}
    sets = {assignment.id: assignment.lesson for assignment in course.assignments}
    done = set(plan.bridges)
    for number, session in enumerate(plan.sessions, start=1):
        where = f"{FILE}, plan '{plan.id}', session {number}"
        total = sum(row.minutes for row in session.rows)
        if total != plan.minutes:
            yield f"{where}: its rows have {total} minutes, a session {plan.minutes}. Change a row."
        for lesson in [*session.home, *(id for row in session.rows for id in row.lessons)]:
            if lesson not in known:
                yield f"{where}: there is no lesson '{lesson}' in course.yml. Correct the id."
                continue
            if lesson in plan.bridges:
                yield f"{where}: lesson {lesson} is held and has a bridge. Take it out of 'bridges'."
            for needed in known[lesson].prerequisites:
                if needed not in done:
                    yield f"{where}: lesson {lesson} needs {needed} first. Move it up, or write a bridge for {needed}."
            done.add(lesson)
        for name in session.sets:
            if sets.get(name) not in done:
                yield f"{where}: the set {name} is due before its lesson. Move it down, or correct the id."
        for row in session.rows:
            for tag in set(row.cells) - set(shape_rules.ORDER):
                yield f"{where}: no lesson has cells tagged '{tag}'. Correct it."
