"""The chairs from which X2 can be played: what one is told, and where one looks first. The rules are the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cyberdiplomacy.simulation.packs import Pack

SAME = "The rules are the same from every chair: the text changes what you look at, and nothing else."
ROLES: Mapping[str, str] = {
    "delegate": (
        "You are a Member State's delegate in the Horizontal Working Party on Cyber Issues. You write what your "
        "ambassadors say and propose measures. Look first at the evidence: what could you show to your own capital?"
    ),
    "chair": (
        "You hold the Presidency and chair the Horizontal Working Party on Cyber Issues. You set the agenda and keep "
        "the 27 together. Look first at unity: sound out before you put a text to silence."
    ),
    "eeas": (
        "You are at the cyber desk of the European External Action Service. You prepare the reports and hold the pen "
        "for the declaration. Look first at the words: is each carried by what has been read?"
    ),
    "psc": (
        "You are an ambassador in the Political and Security Committee, which gets what the working party has "
        "prepared. Look first at what follows: credibility, escalation, and whether a measure is in proportion."
    ),
}


class RoleError(ValueError):
    """There is no such chair; the text names those that there are."""


def seated(pack: Pack, role: str) -> Pack:
    """Return a case as it is told to somebody in a chair; without one, as the case itself tells it.

    Its digest stays, so that a game can be resumed from another chair.

    Raises
    ------
    RoleError
        If there is no such chair.
    """
    if not role:
        return pack
    if role not in ROLES:
        raise RoleError(f"There is no chair '{role}'. There are: {', '.join(ROLES)}; or leave it out.")
    return replace(pack, content={**pack.content, "role": f"{ROLES[role]} {SAME}"})
