"""Limits that both directions of the codec keep, and the errors with which they refuse."""

from __future__ import annotations

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
MAX_DIGITS = 4_300
# Hashes of numbers can be chosen so that every key collides; a small table keeps that affordable.
MAX_KEYS = 10_000
YEARS = "the years 1 to 9999"
# Seconds since 1970 of 0001-01-01 and of 9999-12-31T23:59:59.
FIRST_SECOND, LAST_SECOND = -62_135_596_800, 253_402_300_799
UNITS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}

NONFINITE = {"nan": "NaN", "inf": "infinity", "-inf": "minus infinity"}
NUMPY_DTYPES = frozenset(
    ["bool", "float32", "float64", *(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64))]
)
NULLABLE_DTYPES = frozenset(
    ["boolean", "Float32", "Float64", *(f"{sign}{bits}" for sign in ("Int", "UInt") for bits in (8, 16, 32, 64))]
)


class PlainError(ValueError):
    """A value is no plain data, or bytes hold none; the message is a sentence for the learner."""


class Unfinished(PlainError):
    """A value still holds ``...``: the learner has not filled in every place."""


_name_of = type.__dict__["__name__"].__get__


def kind(value: object) -> str:
    """Return the name of an object's class, without running any code of that class."""
    name = _name_of(type(value))
    return name[:40] if name.isidentifier() else "object"


_IN_WORDS = {"ndarray": "numpy array", "type": "class", "builtin_function_or_method": "function"}


def a_kind(value: object) -> str:
    """Return the same in words with an article: "a list", "an Index"."""
    words = _IN_WORDS.get(kind(value), kind(value))
    return f"{'an' if words[0] in 'aeiouAEIOU' else 'a'} {words}"
