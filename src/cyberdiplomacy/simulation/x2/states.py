"""The 27 Member States and their shares of the population: the one table that the rules of X2 read."""

from __future__ import annotations

from functools import cache

from cyberdiplomacy import data


@cache
def shares() -> dict[str, int]:
    """Return the share of the Union's population of each Member State, in hundredths of a per cent, by ISO code.

    From the table ``council_population``. The published shares are rounded, so their sum is not exactly 10,000; thirds
    are taken of this sum.
    """
    table = data.load("council_population")
    return {iso2: round(share * 100) for iso2, share in zip(table["iso2"], table["population_share_pct"], strict=True)}


@cache
def names() -> dict[str, str]:
    """Return the name of each Member State by ISO code, in alphabetical order of names."""
    table = data.load("council_population").sort_values("name")
    return dict(zip(table["iso2"], table["name"], strict=True))
