"""After a game: which practice questions of earlier lessons are asked again, the costliest mistake first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

MOST = 3


def on(lost: Mapping[str, float], fitting: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the ids of at most three questions: one for each kind of mistake, the one that cost most first.

    Parameters
    ----------
    lost
        For each kind of mistake the points that it cost; kinds that cost the same keep their order.
    fitting
        For a kind the ids of questions on it, the best first. A kind without questions is passed over, and so is one
        whose questions are all asked already.
    """
    found: list[str] = []
    for kind in sorted(lost, key=lambda one: -lost[one]):
        found += [one for one in fitting.get(kind, ()) if one not in found][:1]
    return found[:MOST]
