"""What a student has for an assignment after all policies, and which policy moved which point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["marked", "waiting", "missing", "excused"]


@dataclass(frozen=True)
class Mark:
    """The mark of one student for one assignment.

    Attributes
    ----------
    state
        ``waiting``: something of it still needs a person. ``missing``: nothing was handed in.
    raw
        Points in the gradebook, before any policy; None if nothing was handed in.
    of
        The most points there are.
    penalty
        Points taken for lateness.
    final
        Points after all policies; None, which every export leaves blank, unless the state is ``marked``.
    trail
        A sentence for each policy that had a say, in the order in which they apply.
    """

    student: str
    assignment: str
    state: State
    raw: float | None
    of: float
    penalty: float = 0.0
    final: float | None = None
    trail: tuple[str, ...] = ()
