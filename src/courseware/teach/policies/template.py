"""The first ``policy.yml`` of a class: usual rules, a week for each set, and what every key means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

_HEAD = """\
# The policies of this class: change what you decide otherwise. What cannot be used is told with its line.
# Times are those on the clocks of the class; one with an offset, 2026-09-21 23:59+02:00, is the same on every clock.

time_zone: {time_zone}

# The sets that this class hands in, when each is handed out and when it is due. Take out what you do not set.
# With ", groups: true" behind its due date the groups of groups.csv hand in one work each.
assignments:
"""
_RULES = """
late:
  grace_minutes: 15    # so much later is in time; after it, every 24 hours begun are a day
  per_day_percent: 10  # of the points earned, for each day
  cap_percent: 50      # lateness never costs more than this
  free_days: 3         # in the whole term, used up in the order of due dates

regrade:
  window_days: 7        # days after the day on which feedback was returned
  whole_question: true  # the item is marked anew as a whole, up or down; false: never down

peer:
  assignments: {reviewed:10}  # sets that students review
  reviewers: 2             # reviews that each author gets and each student writes
  weight_percent: 0        # share of the mark that reviews make; 0: they are advice only
  exemplars: {{}}            # texts that all review first and the levels meant, such as {{text-1: [3, 3, 2, 4, 1]}}

certificate:
  share_percent: 60  # of the points, after all policies, in each of the sets
  of: []             # the sets; []: all that have dates. An excused one does not count against anybody

names: shown  # hidden: the page of `course class insight` has numbers in their place
"""


def render(assignments: Sequence[str], *, time_zone: str, begins: date, reviewed: Sequence[str] = ()) -> str:
    """Return the text of a ``policy.yml`` that can be used as it is.

    Parameters
    ----------
    assignments
        Ids in teaching order: each is handed out at nine when the one before is due, and due a week later.
    time_zone
        The zone of the class.
    begins
        The day on which the first set is handed out.
    reviewed
        Those of the sets that students review.
    """
    weeks = [begins + timedelta(weeks=number) for number in range(len(assignments) + 1)]
    width = max(map(len, assignments), default=0)
    dates = [
        f"  {f'{name}:':{width + 1}} {{released: {first} 09:00, due: {last} 23:59}}\n"
        for name, first, last in zip(assignments, weeks, weeks[1:], strict=False)
    ]
    body = "".join(dates) or "  {}\n"
    return _HEAD.format(time_zone=time_zone) + body + _RULES.format(reviewed=f"[{', '.join(reviewed)}]")
