"""Chance that depends on a seed and a purpose only: the same on every machine, in every process, in every order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
_RANGE = 1 << 64


def share(seed: int, *purpose: object) -> float:
    """Return a number from 0 up to, not including, 1.

    Parameters
    ----------
    seed
        The seed of a game.
    purpose
        What is drawn, such as ``"stance", "IE", 2``: each purpose draws for itself, so that a new draw in one rule
        changes no other.
    """
    words = "\x1f".join(map(str, (seed, *purpose)))
    # 53 of the bits: as many as a float holds, so that the result never rounds up to 1.
    return (int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big") * 2**53 // _RANGE) / 2**53


def pick(things: Sequence[Thing], seed: int, *purpose: object) -> Thing:
    """Return one of the things, each as likely as the others.

    Raises
    ------
    ValueError
        If there is nothing to pick from.
    """
    if not things:
        raise ValueError("There is nothing to pick from.")
    return things[int(share(seed, *purpose) * len(things))]


def shuffled(things: Sequence[Thing], seed: int, *purpose: object) -> list[Thing]:
    """Return the things in an order drawn for this purpose."""
    return [things[at] for at in sorted(range(len(things)), key=lambda at: (share(seed, *purpose, at), at))]
