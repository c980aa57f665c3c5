"""A published scale of words for probabilities: the number and the word of an attribution have to agree.

The scale is that of Intelligence Community Directive 203 of the United States ("Analytic Standards"): seven words, each
with a range of per cent. The ranges touch, so a number on a border has two words. The Union has published no scale of
its own that we found; Member States use several.
"""

from __future__ import annotations

from collections.abc import Mapping

SCALE: Mapping[str, tuple[int, int]] = {
    "almost no chance": (1, 5),
    "very unlikely": (5, 20),
    "unlikely": (20, 45),
    "roughly even chance": (45, 55),
    "likely": (55, 80),
    "very likely": (80, 95),
    "almost certain": (95, 99),
}
"""Lowest and highest per cent of each word, both included."""


def agree(probability: int, words: str) -> bool:
    """Return whether a number in per cent lies in the range of a word of :data:`SCALE`."""
    low, high = SCALE[words]
    return low <= probability <= high


def of(probability: int) -> str:
    """Return the word for a number from 1 to 99; on a border, the weaker claim, which is the one nearer to fifty."""
    fitting = [word for word in SCALE if agree(probability, word)]
    return min(fitting, key=lambda word: abs(sum(SCALE[word]) / 2 - 50))
