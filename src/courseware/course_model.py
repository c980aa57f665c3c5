"""The shape of ``course.yml`` and of ``content/misconceptions.yml`` as typed models; no files, no cross-checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from courseware.course_errors import nearest

Track = Literal["P", "T"]
Status = Literal["ready", "planned"]
Text = Annotated[str, Field(min_length=3)]
Minutes = dict[Track, Annotated[int, Field(gt=0)]]
Hours = dict[Track, Annotated[float, Field(gt=0)]]
Part = TypeVar("Part", "Lesson", "Assignment")

# Verbs of an objective by level; each verb has one level, so that a table of objectives by level is unambiguous.
# "Understand" and "know" are on no list: nobody can see them done.
BLOOM: dict[str, str] = {
    "remember": "define identify label list name recall state",
    "understand": "describe explain illustrate paraphrase restate summarise",
    "apply": "apply calculate classify compute count load plot select solve trace use",
    "analyse": "analyse attribute compare contrast deconstruct diagnose distinguish map separate",
    "evaluate": "appraise argue assess correct critique decide defend judge justify weigh",
    "create": "compose design draft formulate plan propose write",
}


class Strict(BaseModel):
    """A model that takes no unknown key, converts nothing and cannot be changed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, use_attribute_docstrings=True)


class SourceDocument(Strict):
    """One of the two historical documents the course is built around."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    """A word in lower case."""
    title: Text
    publisher: Text
    dated: Text
    """When it was written, as far as that is known."""
    rows: Annotated[str, Field(pattern=r"^[A-Z]$")]
    """The letter its rows in content/coverage.csv begin with."""
    use: Text
    """What the course takes from it."""


class TrackProfile(Strict):
    """Who a track is for."""

    name: Text
    who: Text
    prerequisites: Text


class Workload(Strict):
    """Honest hours per track; loading the course compares them with the sums of the minutes."""

    course: Hours
    """All lessons, exercise sets and simulations, without readings and capstone."""
    core: Hours
    """The same for the core path."""
    everything: Hours
    """All of it with readings and capstone."""
    ects: dict[Literal["core", "everything"], Annotated[int, Field(gt=0)]]
    """European credits; one stands for 25 to 30 hours of work."""
    counted: Text
    """How the minutes are counted."""


class Objective(Strict):
    """What a learner can be seen to do after a lesson."""

    id: Annotated[str, Field(pattern=r"^L(\d\d[PT]?|X\d|CAP)-\d$")]
    """L, the lesson's id, a hyphen and a number: L04-1."""
    verb: str
    """One verb from the list of its Bloom level, in lower case."""
    bloom: Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
    text: Annotated[str, Field(min_length=20)]
    """A sentence without full stop that begins with the verb."""

    @model_validator(mode="after")
    def _observable(self) -> Objective:
        allowed = BLOOM[self.bloom].split()
        if self.verb not in allowed:
            levels = [level for level, verbs in BLOOM.items() if self.verb in verbs.split()]
            hint = f"it belongs to '{levels[0]}'" if levels else "it is on no level's list"
            raise ValueError(
                f"'{self.verb}' is no verb of the level '{self.bloom}': {hint}. Use one of {', '.join(allowed)}"
            )
        if self.text.split()[0].lower() != self.verb:
            raise ValueError(f"the text begins with '{self.text.split()[0]}'. Begin it with its verb '{self.verb}'")
        return self


class Lesson(Strict):
    """A lesson, a simulation or the capstone."""

    id: Annotated[str, Field(pattern=r"^(\d\d[PT]?|X\d|CAP)$")]
    """Two digits, with P or T for one track only; X1, X2; CAP. In quotes."""
    slug: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)+$")]
    """The id and the title in lower case with hyphens; the name of text and notebook."""
    title: Text
    """Begins with a verb."""
    short: Annotated[str, Field(min_length=3, max_length=24)]
    """The title in at most 24 characters, for the map of the course."""
    column: Annotated[float, Field(ge=-2, le=2)]
    """Where it stands on the map, from -2 (left) to 2 (right); its row follows from its prerequisites."""
    kind: Literal["lesson", "simulation", "capstone"] = "lesson"
    status: Status
    tracks: Annotated[list[Track], Field(min_length=1)]
    minutes: Minutes
    """Work through the notebook with its quizzes, per track; the exercise set has its own minutes."""
    reading_minutes: Minutes = {}
    """The two texts under [reading], per track."""
    prerequisites: list[str]
    """Lessons that come before; one of another track only is skipped by those who do not follow that track."""
    objectives: Annotated[list[Objective], Field(min_length=3, max_length=5)]
    tables: list[str] = []
    """Tables of data/ that the notebook reads."""
    facts: list[str] = []
    """Facts of data/facts.csv that the text rests on."""
    coverage: list[str] = []
    """Rows of content/coverage.csv whose lesson this is."""
    coverage_also: list[str] = []
    """Rows of content/coverage.csv that are taken up here again."""
    misconceptions: list[str] = []
    """Ids of content/misconceptions.yml that the lesson targets."""
    assignment: str | None = None
    """Id of the graded set, if there is one."""


class Item(Strict):
    """A graded item of an assignment."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)+$")]
    """The grade_id: the assignment's id, a hyphen and a name."""
    kind: Literal["choice", "value", "rule", "figure", "written", "table"]
    points: Annotated[int, Field(gt=0)]
    objectives: Annotated[list[str], Field(min_length=1)]
    """Objectives it tests, of this lesson or of an earlier one."""
    facts: list[str] = []
    tables: list[str] = []
    coverage: list[str] = []
    """Rows of content/coverage.csv that it tests; those of a choice item stand with its question."""


class Assignment(Strict):
    """A graded set; a ready one lists its items, a planned one at least says how many there will be."""

    id: Annotated[str, Field(pattern=r"^(ex\d\d|x\d|capstone)$")]
    """ex and two digits, x and one, or capstone."""
    lesson: str
    title: Text
    status: Status
    minutes: Minutes
    points: Annotated[int, Field(gt=0)]
    items: list[Item] = []
    planned_items: Annotated[int, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _items_or_plan(self) -> Assignment:
        if self.status == "ready" and (not self.items or self.planned_items is not None):
            raise ValueError("a ready assignment lists its 'items' and has no 'planned_items'. List them")
        if self.status == "planned" and self.planned_items is None:
            raise ValueError("a planned assignment has 'planned_items', the number of items it will have. Give it")
        return self


class Misconception(Strict):
    """A wrong belief that wrong answers are tagged with."""

    name: Text
    """The wrong belief as one sentence."""
    attracts: Text
    """Why one comes to believe it."""
    right: Text
    """What is right, with the act or the public source."""
    lessons: Annotated[list[str], Field(min_length=1)]


class Course(Strict):
    """The whole of ``course.yml``."""

    title: Text
    subtitle: Text
    as_of: date
    """The day up to which the facts hold, as 2026-11-22 without quotes."""
    language: Literal["en"]
    licence: dict[Literal["code", "content"], Text]
    """SPDX names of the terms of the code and of everything else."""
    sources: Annotated[list[SourceDocument], Field(min_length=1)]
    tracks: dict[Track, TrackProfile]
    hours: Workload
    core: Annotated[list[str], Field(min_length=1)]
    """Ids of the core path."""
    lessons: Annotated[list[Lesson], Field(min_length=1)]
    """In teaching order: a lesson comes after its prerequisites."""
    assignments: list[Assignment]

    def lesson(self, id: str) -> Lesson:
        """Return the lesson with this id; ValueError with the nearest right id otherwise."""
        return _find(self.lessons, id, "lesson")

    def assignment(self, id: str) -> Assignment:
        """Return the assignment with this id; ValueError with the nearest right id otherwise."""
        return _find(self.assignments, id, "assignment")

    @property
    def ready_lessons(self) -> tuple[Lesson, ...]:
        """The lessons that are written, in teaching order."""
        return tuple(lesson for lesson in self.lessons if lesson.status == "ready")

    def order(self) -> tuple[str, ...]:
        """Return the ids of all lessons in teaching order; loading made sure that prerequisites come first."""
        return tuple(lesson.id for lesson in self.lessons)

    def notebook_path(self, id: str) -> Path:
        """Return the path of a lesson's built notebook, relative to the folder of the course."""
        return Path("notebooks") / f"{self.lesson(id).slug}.ipynb"

    def hours_of(self, track: Track, extent: Literal["course", "core", "everything"]) -> float:
        """Return the hours that the minutes add up to, for a track and an extent of :class:`Workload`."""
        total = 0
        graded = {assignment.lesson: assignment.minutes for assignment in self.assignments}
        for lesson in self.lessons:
            if extent == "core" and lesson.id not in self.core:
                continue
            if extent == "everything":
                total += lesson.reading_minutes.get(track, 0)
            elif lesson.kind == "capstone":
                continue
            total += lesson.minutes.get(track, 0) + graded.get(lesson.id, {}).get(track, 0)
        return total / 60


def _find(parts: Sequence[Part], id: str, what: str) -> Part:
    for part in parts:
        if part.id == id:
            return part
    raise ValueError(f"There is no {what} '{id}' in course.yml. {nearest(id, [part.id for part in parts])}")
