"""From bytes to a value that is made of nothing but plain types, whatever the bytes."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from cyberdiplomacy.plain import columns
from cyberdiplomacy.plain.limits import MAX_BYTES, MAX_DEPTH, MAX_DIGITS, MAX_KEYS, NONFINITE, PlainError


def decode(data: bytes, *, subject: str = "the value", allow_nonfinite: bool = False) -> Any:
    """Return the value of bytes written by :func:`encode`.

    Parameters
    ----------
    data
        Tagged JSON in UTF-8; may come from anybody.
    subject
        What messages call the value.
    allow_nonfinite
        Whether NaN and infinities may stand outside the missing values of a table.

    Raises
    ------
    PlainError
        If the bytes are longer than 1 MB, damaged, or hold what :func:`encode` would have refused. Nothing else.
    """
    if len(data) > MAX_BYTES:
        raise PlainError(f"{subject} is larger than 1 MB; keep only what is asked for.")
    try:
        tree = json.loads(data.decode("utf-8"), parse_int=_int, parse_float=_finite, parse_constant=_constant)
        return _Decoder(allow_nonfinite).node(tree, MAX_DEPTH)
    except PlainError as error:
        raise PlainError(f"{subject} cannot be used: {error}") from None
    except Exception:
        # The bytes may be hostile, and json, datetime, numpy and pandas each fail in their own ways.
        raise PlainError(f"{subject} cannot be read: its data are damaged.") from None


def _int(digits: str) -> int:
    if len(digits) > MAX_DIGITS + 1:
        raise PlainError(f"a number has more than {MAX_DIGITS} digits.")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise PlainError("a number is too large.")
    return number


def _constant(name: str) -> float:
    raise PlainError(f"{name} is no number.")


class _Decoder:
    """Builds one value from its JSON tree."""

    def __init__(self, allow_nonfinite: bool) -> None:
        self.allow_nonfinite = allow_nonfinite

    def node(self, tree: Any, depth: int) -> Any:
        """Return the value of a tree that may be nested ``depth`` levels deep."""
        if depth < 0:
            raise PlainError(f"it is nested more than {MAX_DEPTH} levels deep.")
        if type(tree) is str:
            tree.encode("utf-8")  # fails for the halves of characters that JSON can smuggle in
            return tree
        if type(tree) is list:
            return self.items(tree, depth - 1)
        if type(tree) is not dict:
            return tree
        ((tag, payload),) = tree.items()
        return _TAGS[tag](self, payload, depth - 1)

    def items(self, trees: Any, depth: int) -> list:
        """Return the values of a list of trees."""
        if type(trees) is not list:
            raise PlainError("a container is damaged.")
        return [self.node(tree, depth) for tree in trees]

    def at(self, depth: int) -> columns.Decoder:
        """Return what decodes the cells of a table at this depth."""
        return lambda tree: self.node(tree, depth)


def _number(decoder: _Decoder, text: str, depth: int) -> float:
    named = NONFINITE[text]
    if not decoder.allow_nonfinite:
        raise PlainError(f"it holds {named}, which is no number; look for a division by zero or a missing value.")
    return float(text)


def _unordered(kind: type) -> Callable[[_Decoder, Any, int], Any]:
    def build(decoder: _Decoder, trees: list, depth: int) -> set | frozenset:
        return _distinct(kind(decoder.items(_few(trees), depth)), trees)

    return build


def _dict(decoder: _Decoder, trees: list, depth: int) -> dict:
    pairs = {decoder.node(key, depth): decoder.node(value, depth) for key, value in _few(trees)}
    return _distinct(pairs, trees)


def _few(trees: list) -> list:
    if len(trees) > MAX_KEYS:
        raise PlainError(f"a dict or set has more than {MAX_KEYS} entries.")
    return trees


def _distinct(entries: Any, trees: list) -> Any:
    if len(entries) != len(trees):
        raise PlainError("a dict or set holds the same key twice.")
    return entries


def _zone(name: str | int | None) -> tzinfo | None:
    if name is None:
        return None
    return timezone(timedelta(microseconds=name)) if type(name) is int else ZoneInfo(name)


def _datetime(decoder: _Decoder, tree: list, depth: int) -> datetime:
    iso, fold, zone = tree
    return datetime.fromisoformat(iso).replace(tzinfo=_zone(zone), fold=fold)


def _time(decoder: _Decoder, tree: list, depth: int) -> time:
    iso, fold, zone = tree
    return time.fromisoformat(iso).replace(tzinfo=_zone(zone), fold=fold)


def _missing(decoder: _Decoder, name: str, depth: int) -> Any:
    import pandas as pd

    return {"NA": pd.NA, "NaT": pd.NaT}[name]


_TAGS: dict[str, Callable[[_Decoder, Any, int], Any]] = {
    "float": _number,
    "bytes": lambda decoder, text, depth: base64.b64decode(text, validate=True),
    "tuple": lambda decoder, trees, depth: tuple(decoder.items(trees, depth)),
    "set": _unordered(set),
    "frozenset": _unordered(frozenset),
    "dict": _dict,
    "date": lambda decoder, iso, depth: date.fromisoformat(iso),
    "datetime": _datetime,
    "time": _time,
    "timedelta": lambda decoder, parts, depth: timedelta(*parts),
    "missing": _missing,
    "timestamp": lambda decoder, tree, depth: columns.moment(*tree),
    "pandas timedelta": lambda decoder, tree, depth: columns.duration(*tree),
    "frame": lambda decoder, tree, depth: columns.frame(tree, decoder.at(depth)),
    "series": lambda decoder, tree, depth: columns.series(tree, decoder.at(depth)),
}
