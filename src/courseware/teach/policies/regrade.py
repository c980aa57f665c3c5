"""A second look at an item: asked for within a window, decided by a person, and told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from courseware.course_errors import nearest
from courseware.teach.policies.entries import Request
from courseware.teach.policies.policy import Policy
from courseware.teach.policies.rows import TableError


@dataclass(frozen=True)
class Regraded:
    """Points of each item after all second looks, None where it waits for a person, and a sentence for each look."""

    points: Mapping[str, float | None]
    trail: tuple[str, ...] = ()


def closes(returned: datetime, policy: Policy) -> date:
    """Return the last day, as the class counts days, on which a second look can be asked for."""
    return returned.astimezone(policy.zone).date() + timedelta(days=policy.regrade.window_days)


def regraded(
    points: Mapping[str, float | None],
    of: Mapping[str, float],
    requests: Iterable[Request],
    returned: datetime | None,
    policy: Policy,
) -> Regraded:
    """Return the points of one work after the requests about it.

    The new points replace those of the whole item, up or down; without the whole-question rule they never lower them.
    Of two decisions on an item the later counts.

    Parameters
    ----------
    points, of
        Points of each item, None where it waits for a person, and the most there are.
    returned
        When feedback was returned; None if nobody noted it, and then no request is too late.

    Raises
    ------
    TableError
        If a request names an item that there is not, or gives more points than the item has.
    """
    now, trail = dict(points), []
    last = closes(returned, policy) if returned else None
    for one in sorted(requests, key=lambda one: one.decided or date.max):
        check(one, of)
        about = f"Regrade {one.id} of {one.item}"
        if last is not None and one.opened > last:
            trail.append(f"{about} is refused: asked for on {one.opened}, possible until {last}.")
        elif one.decided is None:
            trail.append(f"{about} is open: the points stand until it is decided.")
        elif one.new is None:
            trail.append(f"{about} is declined{_why(one)}.")
        else:
            before = now.get(one.item)
            lowers = before is not None and one.new < before
            if lowers and not policy.regrade.whole_question:
                trail.append(f"{about}: {one.new:g} would be less than {before:g}, which stands{_why(one)}.")
                continue
            now[one.item] = one.new
            instead = "" if before in (None, one.new) else f" instead of {before:g}"
            trail.append(f"{about}: {one.new:g}{instead}{_why(one)}.")
            if None not in (before, one.old) and before not in (one.old, one.new):
                trail.append(f"{about} says that there were {one.old:g} points; there were {before:g}.")
    return Regraded(now, tuple(trail))


def check(one: Request, of: Mapping[str, float]) -> None:
    """Raise TableError if a request names an item that there is not, or gives more points than the item has."""
    where = f"regrades.csv, request {one.id}"
    if one.item not in of:
        raise TableError(
            [f"{where}, cell_id: {one.assignment} has no item '{one.item}'. {nearest(one.item, list(of))}"]
        )
    if one.new is not None and one.new > of[one.item]:
        raise TableError([f"{where}, new: {one.new:g} points, but {one.item} has {of[one.item]:g}. Correct it."])


def _why(one: Request) -> str:
    by = f" by {one.by}" if one.by else ""
    reason = f" ({one.reason.rstrip('.')})" if one.reason else ""
    return f", decided on {one.decided}{by}{reason}"
