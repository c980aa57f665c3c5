"""Reading a table once, and the number or day that a fact's value shows."""

from __future__ import annotations

from functools import cache

import pandas as pd

from cyberdiplomacy import data

WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "eleven": 11}


@cache
def table(name: str) -> pd.DataFrame:
    return data.load(name)


def number(text: str) -> float:
    """The number a value shows: '2,401', 'EUR 7,100 million', '9.0 %' or 'four'."""
    if text in WORDS:
        return WORDS[text]
    digits = "".join(c for c in text.replace(",", "") if c.isdigit() or c == ".")
    return float(digits)


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(pd.to_datetime(text, format="%d %B %Y"))
