"""``docs/refresh-calendar.md``: when which facts must be looked at again, and on what events they wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from courseware.course import Course
from courseware.documents import markdown
from cyberdiplomacy.facts import Fact


def render(course: Course, register: Sequence[Fact]) -> str:
    """Return the page: facts by the day of their review, with the lessons that state them."""
    due: dict[str, list[Fact]] = defaultdict(list)
    for fact in register:
        due[fact.review_by.isoformat()].append(fact)
    rows = [
        (day, len(facts), ", ".join(sorted({lesson for fact in facts for lesson in fact.lessons})), _weak(facts))
        for day, facts in sorted(due.items())
    ]
    return markdown.page(
        "When to look at what again",
        f"{len(register)} facts stood in `data/facts.csv` for the as-of date {course.as_of.isoformat()}. "
        "`course facts due --on DATE` lists those of a day with value and source; `course facts show ID` shows the "
        "texts that use one. Change the row, run `course build`, and every lesson follows. Confidence C and M means: "
        "one weak source, or general knowledge that nobody has verified. Mend these first.",
        markdown.table(["Review by", "Facts", "Lessons", "Of confidence C or M"], rows),
        "## Dates that come round every year",
        markdown.table(
            ["When", "What", "Where it shows"],
            [
                ("before 18 May", "the Council prolongs the listings under Decision (CFSP) 2019/797", "10, 11, 15"),
                ("July", "the Global Mechanism of the United Nations meets in plenary", "09, 15"),
                ("autumn", "ENISA's threat landscape and the First Committee's resolutions", "02, 09"),
                ("all year", "listings; accessions to the Budapest Convention; transposition of NIS2", "04, 07, 11"),
            ],
        ),
    )


def _weak(facts: Sequence[Fact]) -> str:
    return ", ".join(fact.id for fact in facts if fact.confidence in ("C", "M")) or "–"
