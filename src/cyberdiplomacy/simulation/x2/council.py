"""The 27 in the Council: what each asks for, soundings, silence procedure, and the abstention of Art. 31(1) TEU.

Positions are drawn by lot for every game and do not depend on the country: that a State asks for something here says
nothing about that State.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cyberdiplomacy.simulation import chance
from cyberdiplomacy.simulation.x2 import states

STANCES: Mapping[str, str] = {
    "agrees": "agrees with what the working party can carry",
    "evidence first": "objects to a listing and to naming a State until three items graded B2 or better are shared",
    "talks first": "objects to a listing, and to naming or addressing a State, until there were talks with it",
    "one voice first": "objects to a listing until the Union has spoken: a declaration or conclusions adopted earlier",
    "two reasons": "objects to a listing whose circle rests on fewer than two items that a court may see",
    "soft words": "objects to any text of the Union that names a State as the author",
    "no announcements": "objects to a declaration that announces measures",
}
"""What a Member State may ask for, and what then makes it object."""
WEIGHTS = {
    "agrees": 76,
    "evidence first": 6,
    "talks first": 4,
    "one voice first": 4,
    "two reasons": 3,
    "soft words": 4,
    "no announcements": 3,
}
"""How likely each position is for every Member State, in per cent."""
TOUR = "tour"
"""The sounding that counts positions round the table without saying who holds them."""
GRADE_NEEDED, ITEMS_NEEDED = ("B", 2), 3


def stance(seed: int, iso2: str) -> str:
    """Return what a Member State asks for in a game: drawn by lot, each State alike."""
    left = chance.share(seed, "stance", iso2) * 100
    for name, weight in WEIGHTS.items():
        left -= weight
        if left < 0:
            return name
    return name


def stances(seed: int) -> dict[str, str]:
    """Return what each of the 27 asks for in a game."""
    return {iso2: stance(seed, iso2) for iso2 in states.shares()}


def counted(seed: int) -> dict[str, int]:
    """Return how many of the 27 hold each position, as a tour of the table shows it."""
    found = [*stances(seed).values()]
    return {name: found.count(name) for name in STANCES}


def objectors(seed: int, listing: bool, marks: Collection[str], so_far: Mapping[str, bool]) -> list[str]:
    """Return the Member States that break silence over a text.

    Parameters
    ----------
    seed
        The seed of the game.
    listing
        Whether the text lists somebody.
    marks
        What the text does: ``"state"`` names a State as the author, ``"addresses"`` calls upon one, ``"announces"``
        measures.
    so_far
        Whether ``"evidence"`` is shared, ``"talks"`` were held, the Union has spoken with one ``"voice"``, and a
        listing rests on two ``"reasons"``.
    """
    naming, addressing = "state" in marks, "addresses" in marks
    breaks = {
        "evidence first": (listing or naming) and not so_far["evidence"],
        "talks first": (listing or naming or addressing) and not so_far["talks"],
        "one voice first": listing and not so_far["voice"],
        "two reasons": listing and not so_far["reasons"],
        "soft words": naming,
        "no announcements": "announces" in marks,
    }
    return [iso2 for iso2, asked in stances(seed).items() if breaks.get(asked)]


def prevented(formal: Collection[str]) -> bool:
    """Return whether declared abstentions prevent a decision of the Council, by Art. 31(1) TEU.

    They do if those who abstain *with a formal declaration* are at least a third of the Member States and comprise at
    least a third of the Union's population. An abstention without a declaration never prevents anything and is not
    counted here.

    Parameters
    ----------
    formal
        ISO codes of the Member States that abstain with a formal declaration.

    Raises
    ------
    ValueError
        If a code is no Member State's.
    """
    shares = states.shares()
    unknown = {*formal} - {*shares}
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))}: no Member State. Give ISO codes, such as IE; Greece is GR.")
    return 3 * len({*formal}) >= len(shares) and 3 * sum(shares[iso2] for iso2 in {*formal}) >= sum(shares.values())


def drill(seed: int) -> dict[str, list[str]]:
    """Return who abstains in the drill of a game: ``formal`` with a declaration, ``plain`` without one.

    Eight to ten States declare, so that both thirds are near; who they are is drawn by lot.
    """
    order = chance.shuffled([*states.shares()], seed, "drill")
    number = chance.pick((8, 9, 10), seed, "drill", "number")
    # Half of the drills begin with the largest States, or the third of the population would hardly ever be reached.
    if chance.share(seed, "drill", "large") < 0.5:
        shares = states.shares()
        large = sorted(shares, key=lambda iso2: -shares[iso2])[1:4]
        order = large + [iso2 for iso2 in order if iso2 not in large]
    return {"formal": sorted(order[:number]), "plain": sorted(order[number : number + 3])}
