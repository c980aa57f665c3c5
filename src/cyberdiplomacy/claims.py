"""Find the numbers of a text that claim something, and tell whether a number in a list is the same one.

What looks like a number but names something is no claim: years, dates, times, articles, acts, labels such as
"option 2". Words count from eleven on. A year without a word that says so ("2000 firms") is taken for a year.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# As they are spelt: "May" is a month, "may" is none.
_MONTHS = (
    r"(?-i:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_LABELS = (
    r"art(?:icle)?s?|recitals?|(?:sub)?par(?:a(?:graph)?)?s?|points?|annex(?:es)?|chapters?|rules?|pages?|pp?|sections?|"
    r"parts?|options?|items?|nos?|steps?|levels?|tables?|figures?|(?:foot)?notes?|lessons?|declaration|protocol|weeks?|"
    r"unit"
)
_PARTS = r"\d+[a-z]?(?:\(\w{1,4}\))*"
_NAMES = [
    re.compile(pattern, re.IGNORECASE | re.MULTILINE | re.DOTALL)
    for pattern in (
        r"```.*?```|<!--.*?-->|`[^`]*`",
        r"\]\([^)]*\)|https?://\S+",
        r"\b(?:COM|JOIN|SWD|C)\s?\((?:19|20)\d\d\)\s?\d+",  # Commission documents
        r"\bA/(?:RES/|C\.\d/)?\d+(?:/\d+)*",  # United Nations symbols
        r"\b[CT][-‑]\d+/\d\d(?:\sP)?",  # cases
        r"\b[36](?:19|20)\d\d[A-Z]{1,2}\d{4}\b",  # CELEX
        r"\b(?:19|20)\d\d[-‑]\d\d[-‑]\d\d\b|\b\d{1,2}(?:\.\s?|/)\d{1,2}(?:\.\s?|/)(?:19|20)\d\d\b",  # dates
        r"\b(?:19|20)\d\d/\d+(?:/[A-Z]{2,4})?\b|\b\d+/(?:19|20)\d\d\b|\b\d{4,5}/\d\d\b",  # acts, Council documents
        r"\b\d{1,2}(?:st|nd|rd|th)?(?:\s?(?:and(?:\son)?|to|or|[-–,&])\s?\d{1,2})*"
        rf"\s{_MONTHS}(?:\s(?:19|20)\d\d)?",
        rf"\b{_MONTHS}\s\d{{1,2}}\b(?:,?\s(?:19|20)\d\d)?",
        rf"(?:\b(?:{_LABELS})\b\.?|§+)\s?{_PARTS}(?:(?:,\s?|\s?[-–/]\s?|\s(?:and|or|to)\s){_PARTS})*",
        r"\b\d{1,2}:\d{2}\b|\b\d{1,2}(?:\.\d\d)?\s?(?:am\b|pm\b|a\.m\.|p\.m\.|o'clock|noon\b)",  # times of day
        r"^[ \t>]*\d{1,2}[.)]\s|\(\d\)|\[\^?\d+\]|\b\d+(?:st|nd|rd|th)\b",  # numbered lists, ordinals
        r"\b(?:the|all|at|EU)[\s-]?(?:27|twenty-seven)\b|\b27(?=\s(?:(?:Member\s)?States|MS)\b)",
        r"\b24/7\b|\bNIS\s?2\b",
        r"(?<![\d.,])(?:19|20)\d\d(?![\d%]|[.,]\d|\s(?:%|per cent|million))(?:[-–/](?:19|20)?\d\d\b)?",  # years
    )
]
_DIGITS = re.compile(
    r"(?<![\w.,-])\d+(?:[,.'\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)?(?![.,]?\d)"
    r"(?:(?=(?P<unit>\s?(?:%|(?:per\s?cent|thousand|million|billion|k|mn?|bn|[hx])\b)))|(?!\w))",
    re.IGNORECASE,
)
_UNITS = {"%": -2, "percent": -2, "thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9}
_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_SMALL = {word: value for value, word in enumerate([*_ONES.split(), "eighteen", "nineteen"], start=1)}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL |= {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
_LARGE = {"hundred": 100, "thousand": 1000}
_WORD = "|".join([*_SMALL, *_LARGE])
_WORDS = re.compile(
    rf"\b(?:{_WORD})(?:(?:[\s-]|\sand\s)(?:{_WORD}))*\b(?=(?P<unit>\s(?:per\s?cent|million))?)", re.IGNORECASE
)
_LARGEST_WORD_FREE = 10


@dataclass(frozen=True)
class Number:
    """A number as it stands in a text, and what it may mean: pairs of a value and the decimals it is given to."""

    written: str
    meant: tuple[tuple[float, int], ...]

    def same_as(self, exact: Number) -> bool:
        """Return whether this is the other number, or the other one rounded to the decimals given here."""
        return any(
            abs(round(value, decimals) - mine) < 1e-9 * max(1.0, abs(mine))
            for mine, decimals in self.meant
            for value, _ in exact.meant
        )


def numbers(text: str) -> list[Number]:
    """Return the numbers in a text that claim something, each as often as it stands there.

    ``38 %`` may mean 38 or 0.38, ``2.6 million`` 2.6 or 2,600,000, and ``4,300`` 4300 or, with a decimal comma, 4.3.
    """
    for name in _NAMES:
        text = name.sub(" ; ", text)
    text = re.sub(r"(?<=\d)[-‑](?=\d)", " – ", text)
    found = [(match.start(), _of_digits(match)) for match in _DIGITS.finditer(text)]
    found += [(match.start(), number) for match in _WORDS.finditer(text) for number in _of_words(match)]
    return [number for _, number in sorted(found, key=lambda pair: pair[0])]


def value(number: float) -> Number:
    """Return a number that was computed, and so is known to all its decimals; ValueError if it is none, such as NaN."""
    if not math.isfinite(number):
        raise ValueError("not a number")
    return Number(f"{number:g}", ((number, 12),))


def missing(stated: Iterable[Number], listed: Iterable[Number]) -> list[str]:
    """Return the stated numbers that equal none of the listed ones, each once, as they are written."""
    listed = [*listed]
    lost = [one.written for one in stated if not any(one.same_as(other) for other in listed)]
    return [*dict.fromkeys(lost)]


def _of_digits(match: re.Match[str]) -> Number:
    unit = match["unit"] or ""
    return Number(" ".join((match[0] + unit).split()), tuple(_scaled(_values(match[0]), unit)))


def _values(digits: str) -> Iterator[tuple[float, int]]:
    """Yield what a row of digits with points, commas and blanks may mean."""
    plain = re.sub(r"['\u00a0\u202f ]", "", digits)
    whole, mark, rest = max(
        (plain.rpartition(mark) for mark in ".,"), key=lambda parts: len(parts[0]) if parts[1] else -1
    )
    if mark:
        yield float(f"{re.sub('[.,]', '', whole)}.{rest}"), len(rest)
    if not mark or len(rest) == 3:
        yield float(re.sub("[.,]", "", plain)), 0


def _of_words(match: re.Match[str]) -> Iterator[Number]:
    total = part = 0
    for word in re.split(r"[\s-]+", match[0].lower()):
        if word in _LARGE:
            part = max(part, 1) * _LARGE[word]
            if word == "thousand":
                total, part = total + part, 0
        else:
            part += _SMALL.get(word, 0)
    value, unit = float(total + part), match["unit"] or ""
    if value > _LARGEST_WORD_FREE or unit:
        yield Number(" ".join((match[0] + unit).split()), tuple(_scaled([(value, 0)], unit)))


def _scaled(values: Iterable[tuple[float, int]], unit: str) -> Iterator[tuple[float, int]]:
    power = _UNITS.get("".join(unit.lower().split()))
    for value, decimals in values:
        yield value, decimals
        if power:
            yield value * 10.0**power, decimals - power
