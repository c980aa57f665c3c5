"""House rule of graded items: the facts and tables they rest on are known well enough to be graded on."""

from __future__ import annotations

from collections.abc import Iterator

from courseware.author.problems import Problem
from courseware.course import Course
from cyberdiplomacy import facts


def graded_on_firm_ground(course: Course) -> Iterator[Problem]:
    """A graded item rests only on facts and rows of confidence A, V2, B or V1."""
    from cyberdiplomacy import data

    for assignment in course.assignments:
        if assignment.status != "ready":
            continue
        for item in assignment.items:
            for fact_id in item.facts:
                fact = facts.get(fact_id)
                if fact.confidence not in facts.GRADABLE:
                    said = f"it rests on the fact '{fact_id}' of confidence {fact.confidence}. Verify or drop it."
                    yield Problem("course.yml", item.id, said)
            for table in item.tables:
                weak = data.load(table).query("confidence not in @facts.GRADABLE")
                if len(weak):
                    said = (
                        f"the table '{table}' has {len(weak)} rows of confidence C or M. Verify them, or let the item"
                    )
                    yield Problem("course.yml", item.id, f"{said} select rows by confidence and declare facts.")
