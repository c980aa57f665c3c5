"""The exercise sets of the course as tests see them, and what the judge makes of the submissions of the self-test."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from courseware.grade import selftest
from courseware.grade.judging import outcome, plan, session
from cyberdiplomacy import places

NAMES = sorted(path.stem for path in (places.root() / "content" / "exercises").glob("*.md"))


@cache
def load(name: str) -> selftest.Subject:
    """Return an exercise set by name."""
    return selftest.load(places.root(), name)


def judge(one: selftest.Subject, given: Mapping[str, str] | None = None) -> list[outcome.Verdict]:
    """Judge a submission: the solutions, but for the answers that are given. What authors write needs no sandbox."""
    running = session.running(plan.of(one.master), confined=False)
    return selftest.judged(running, {item: one.solution(item) for item in one.points} | {**(given or {})})


def points(one: selftest.Subject, given: Mapping[str, str] | None = None) -> selftest.Points:
    """Return the points of the items of a submission that code judges."""
    return {verdict.item: verdict.points for verdict in judge(one, given) if verdict.item in one.points}


@cache
def results(name: str) -> dict[str, selftest.Points]:
    """Return what the submissions of the self-test earn, by their names."""
    one = load(name)
    return {submission.name: points(one, submission.answers) for submission in selftest.submissions(one)}
