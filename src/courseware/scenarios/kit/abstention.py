"""The drill of Art. 31(1) TEU on paper: the rule, a table worked at its boundary, and a case to decide."""

from __future__ import annotations

from collections.abc import Sequence

from courseware.scenarios.kit.blocks import Bullets, Table, Text
from cyberdiplomacy.simulation.x2 import council, states

_LARGEST_LEFT_OUT = 4
"""Without the four largest, nine, ten and eleven of the next lie on both sides of a third of the population."""


def worked() -> list[Text | Bullets | Table]:
    """Return the rule and the table: cases on both sides of each of the two thirds, computed from the shares."""
    return [
        Text(
            "Decisions on the common foreign and security policy are taken by unanimity. Whoever abstains does not "
            "prevent unanimity. A Member State may qualify its abstention by a formal declaration: then it need not "
            "apply the decision, and accepts that it commits the Union."
        ),
        Text(
            "If those who declare are at least one third of the Member States (9 of 27) AND comprise at least one "
            "third of the population of the Union, the decision is not adopted. Both thirds are needed. An "
            "abstention without a declaration counts for neither.",
            "The rule:",
        ),
        Table(
            "Worked at the boundary",
            ("Who abstains with a formal declaration", "States", "Population", "The decision", "Because"),
            [_row(name, formal) for name, formal in _cases().items()],
        ),
        Bullets(
            [
                "Count the declarations, not the abstentions.",
                "Count States first: with eight, the population no longer matters.",
                "Thirds are taken of the sum of the published shares.",
            ]
        ),
    ]


def drill(seed: int) -> list[Text | Table]:
    """Return the case that a class decides, without its answer."""
    drawn, names = council.drill(seed), states.names()
    plain = ", ".join(names[one] for one in drawn["plain"])
    return [
        Text(
            "A decision on another matter is put to the vote. The States below abstain with a formal declaration; "
            f"{plain} abstain without one; nobody votes against. Is it adopted, or prevented?"
        ),
        Table(
            "Those who declare",
            ("Member State", "Share of the population"),
            [(names[one], _per_cent([one])) for one in drawn["formal"]],
        ),
    ]


def answer(seed: int) -> str:
    """Return the answer to the case of :func:`drill` in words."""
    formal = council.drill(seed)["formal"]
    ends = "prevented" if council.prevented(formal) else "adopted"
    return f"{len(formal)} States declare, with {_per_cent(formal)} of the population: {ends}. {_why(formal)}"


def _cases() -> dict[str, list[str]]:
    by_size = sorted(states.shares(), key=lambda iso2: -states.shares()[iso2])
    next_largest = by_size[_LARGEST_LEFT_OUT:]
    first = states.names()[next_largest[0]]
    return {
        "the eight largest": by_size[:8],
        "the nine smallest": by_size[-9:],
        "nine: the fifth largest to the thirteenth": next_largest[:9],
        "ten: these and the fourteenth": next_largest[:10],
        "eleven: these and the fifteenth": next_largest[:11],
        f"the eleven again, but {first} makes no declaration": next_largest[1:11],
    }


def _row(name: str, formal: Sequence[str]) -> tuple[str, int, str, str, str]:
    listed = f"{name} ({', '.join(formal)})"
    ends = "prevented" if council.prevented(formal) else "adopted"
    return listed, len(formal), _per_cent(formal), ends, _why(formal)


def _why(formal: Sequence[str]) -> str:
    shares = states.shares()
    enough = 3 * len(formal) >= len(shares)
    large = 3 * sum(shares[one] for one in formal) >= sum(shares.values())
    said = {
        (True, True): "Both thirds are reached.",
        (True, False): "Enough States, and less than a third of the population.",
        (False, True): "More than a third of the population, and too few States.",
        (False, False): "Neither third is reached.",
    }
    return said[enough, large]


def _per_cent(some: Sequence[str]) -> str:
    shares = states.shares()
    return f"{100 * sum(shares[one] for one in some) / sum(shares.values()):.2f} %"
