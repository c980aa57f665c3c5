"""``policy.yml`` of a class: when sets are due, and what lateness, second looks and peers' reviews do to marks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, ValidationInfo, model_validator

from courseware.course_errors import CourseError, Document, Problem, nearest, shape_problems
from courseware.course_model import Strict
from courseware.teach.policies import instants

NAME = "policy.yml"


def _instant(given: object, info: ValidationInfo) -> object:
    zone = (info.context or {}).get("zone", ZoneInfo("UTC"))
    return instants.instant(given, zone) if isinstance(given, str | date) else given


def _zone(name: str) -> str:
    return instants.zone(name).key


def _with_dates(given: object) -> object:
    if not isinstance(given, dict | Dates):
        example = "ex01: {released: 2026-09-14 09:00, due: 2026-09-21 23:59}"
        raise ValueError(f"write each set with its dates, as `{example}`")
    return given


Instant = Annotated[datetime, BeforeValidator(_instant)]
Percent = Annotated[float, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=0)]
Levels = Annotated[list[Annotated[int, Field(ge=0, le=4)]], Field(min_length=5, max_length=5)]


class Dates(Strict):
    """When a set is handed out and when it is due; instants are kept in UTC."""

    released: Instant
    """When it is handed out: 2026-09-14 09:00 by the clocks of the class, or 2026-09-14 09:00+02:00."""
    due: Instant
    """When it is due: 2026-09-21 23:59 by the clocks of the class, or 2026-09-21 23:59+02:00."""
    groups: bool = False
    """Whether the groups of groups.csv hand in one work each."""

    @model_validator(mode="after")
    def _in_order(self) -> Dates:
        if self.due <= self.released:
            raise ValueError("it is due before it is released. Correct one of the two")
        return self


class Late(Strict):
    """What lateness costs; without this part of the file nothing."""

    grace_minutes: Count = 0
    """So much later is in time; after it, every 24 hours begun are a day."""
    per_day_percent: Percent = 0
    """Percentage of the points earned that each day costs."""
    cap_percent: Percent = 100
    """The highest percentage that lateness costs."""
    free_days: Count = 0
    """Days in the whole term that cost nothing, used up in the order of due dates."""


class Regrade(Strict):
    """When a student may ask for a second look, and what it can do."""

    window_days: Count = 7
    """Days after the day on which feedback was returned."""
    whole_question: bool = True
    """Whether the item is marked anew as a whole, up or down; otherwise a second look never lowers."""


class Peer(Strict):
    """Which sets students review, how many reviews each gets, and how much these weigh."""

    assignments: list[str] = Field(default_factory=list)
    """Sets that are reviewed, such as [capstone]."""
    reviewers: Annotated[int, Field(ge=1, le=5)] = 2
    """Reviews that each author gets and each student writes."""
    weight_percent: Percent = 0
    """Share of the mark that reviews make; with 0 they are advice only."""
    exemplars: dict[str, Levels] = Field(default_factory=dict)
    """Names of texts that all review first, with the five levels meant: from the difference a reviewer's weight."""


class Certificate(Strict):
    """What `course class certificates` asks for."""

    share_percent: Percent = 60
    """Percentage of the points, after all policies, to be reached in each set; what is excused does not count."""
    of: list[str] = Field(default_factory=list)
    """The sets, such as [ex01, ex10]; all that have dates if none is named."""


class Policy(Strict):
    """The whole of ``policy.yml``."""

    time_zone: Annotated[str, AfterValidator(_zone)]
    """The zone of the class, such as Europe/Brussels."""
    assignments: Annotated[
        dict[str, Annotated[Dates, BeforeValidator(_with_dates)]],
        BeforeValidator(_with_dates),
    ]
    """The sets that this class hands in; in this order free late days are used where two are due at once."""
    late: Late = Late()
    regrade: Regrade = Regrade()
    peer: Peer = Peer()
    certificate: Certificate = Certificate()
    names: Literal["shown", "hidden"] = "shown"
    """Whether the page of `course class insight` shows names, or numbers in their place."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the class."""
        return ZoneInfo(self.time_zone)

    def shown(self, moment: datetime) -> str:
        """Return an instant as the clocks of the class show it."""
        return instants.shown(moment, self.zone)


def read(path: Path, known: Collection[str] | None = None) -> Policy:
    """Read a class's policy.

    Parameters
    ----------
    path
        The file.
    known
        Ids of the course's assignments, of which the file may name some; None if any will do.

    Raises
    ------
    CourseError
        With one sentence a problem, each naming file, line, key and remedy.
    """
    if not path.is_file():
        raise CourseError([f"There is no {path}. Write one; `course class new` does."])
    document = Document.read(path.parent, path.name)
    problems = list(document.repeated_keys())
    # A part of which every line is commented out says nothing.
    said = {key: value for key, value in document.data.items() if value is not None}
    try:
        policy = Policy.model_validate(said, context={"zone": _zone_of(said)})
    except ValidationError as error:
        problems += shape_problems(error, Policy.model_json_schema())
    else:
        problems += _unknown(policy, known)
    if problems:
        raise CourseError(map(document.sentence, problems))
    return policy


def _zone_of(data: dict) -> ZoneInfo:
    try:
        return instants.zone(str(data.get("time_zone")))
    except ValueError:
        # The fault is told where it stands; a zone lets the rest of the file be read.
        return ZoneInfo("UTC")


def _unknown(policy: Policy, known: Collection[str] | None) -> Iterator[Problem]:
    for name in policy.assignments:
        if known is not None and name not in known:
            yield ("assignments", name), f"the course has no such assignment. {nearest(name, sorted(known))}"
    named = {("peer", "assignments"): policy.peer.assignments, ("certificate", "of"): policy.certificate.of}
    for key, names in named.items():
        for index, name in enumerate(names):
            if name not in policy.assignments:
                yield (*key, index), f"'{name}' has no dates above. {nearest(name, [*policy.assignments])}"
