"""Who reviews whose work: blind, never one's own or one's group's, as evenly as the class allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courseware.teach.policies import groups
from courseware.teach.policies.entries import Member
from cyberdiplomacy.simulation import chance


@dataclass(frozen=True)
class Pair:
    """A student who reviews, and one whose work is reviewed."""

    reviewer: str
    author: str


def assign(authors: Iterable[str], entries: Iterable[Member], seed: int, reviewers: int = 2) -> list[Pair]:
    """Return who reviews whom, by reviewer; the same for the same class and seed.

    Every author gets exactly so many reviewers. Everybody reviews as many works, too, unless a group is so large that
    others must review more; then the most that anybody reviews is as low as can be.

    Parameters
    ----------
    authors
        Ids of those who handed in, who are also the reviewers.
    entries
        The groups, whose members do not review each other.

    Raises
    ------
    ValueError
        If somebody has fewer possible reviewers than needed.
    """
    students, entries = sorted(set(authors)), tuple(entries)
    mates = {one: {one, *groups.members(one, entries)} for one in students}
    for one in students:
        possible = len({*students} - mates[one])
        if possible < reviewers:
            raise ValueError(
                f"The class is too small: {reviewers} are to review {one}, and of those who handed in {possible} are "
                "of another group. Lower 'reviewers' in policy.yml, or do without reviews."
            )
    order = {
        one: [other for other in chance.shuffled(students, seed, "reviewers", one) if other not in mates[one]]
        for one in students
    }
    most = reviewers
    while (found := _found(chance.shuffled(students, seed, "authors"), order, reviewers, most)) is None:
        most += 1
    return sorted(
        (Pair(reviewer, author) for author, chosen in found.items() for reviewer in chosen),
        key=lambda pair: (pair.reviewer, pair.author),
    )


def _found(
    authors: Sequence[str], order: dict[str, list[str]], reviewers: int, most: int
) -> dict[str, set[str]] | None:
    """Return the reviewers of each author, none of whom has more than ``most`` works; None if that cannot be.

    Each step gives an author one more reviewer, if need be by giving away somebody else's in exchange for another
    (augmenting paths), so that a solution is found if there is one.
    """
    chosen: dict[str, set[str]] = {one: set() for one in authors}
    load: Counter[str] = Counter()

    def gets_one(author: str, tried: set[str]) -> bool:
        possible = [one for one in order[author] if one not in chosen[author]]
        free = min(possible, key=lambda one: load[one], default=None)
        if free is not None and load[free] < most:
            chosen[author].add(free)
            load[free] += 1
            return True
        for one in possible:
            if one in tried:
                continue
            tried.add(one)
            for other in authors:
                if one in chosen[other] and gets_one(other, tried):
                    chosen[other].remove(one)
                    chosen[author].add(one)
                    return True
        return False

    for _ in range(reviewers):
        if not all(gets_one(author, set()) for author in authors):
            return None
    return chosen
