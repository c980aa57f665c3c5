"""From a learner's value to bytes.

No method that the learner wrote is called: a value is recognised by its exact type, and a subclass of a plain type is
read through the methods of the plain type.
"""

from __future__ import annotations

import base64
import json
import math
import sys
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from cyberdiplomacy.plain import columns
from cyberdiplomacy.plain.limits import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_KEYS,
    NONFINITE,
    PlainError,
    Unfinished,
    a_kind,
    kind,
)

_TO_LIST = "turn it into a list"
_CALL = "call it with round brackets and keep its result"
_FINISH = "finish the grouping, for example with .size()"
_AS_TEXT = "turn it into text with .astype(str)"
_AS_FLOAT = "turn it into a float"
_ADVICE = {
    **dict.fromkeys(["generator", "map", "filter", "zip", "range", "ndarray"], _TO_LIST),
    **dict.fromkeys(["dict_keys", "dict_values", "dict_items"], _TO_LIST),
    **dict.fromkeys(["function", "method", "builtin_function_or_method"], _CALL),
    **dict.fromkeys(["DataFrameGroupBy", "SeriesGroupBy"], _FINISH),
    **dict.fromkeys(["Interval", "Period"], _AS_TEXT),
    **dict.fromkeys(["Decimal", "Fraction", "complex"], _AS_FLOAT),
}
_OTHERWISE = "give numbers, text, lists, dicts, dates or a DataFrame"


def encode(value: Any, *, subject: str = "the value", allow_nonfinite: bool = False) -> bytes:
    """Return a value as tagged JSON in UTF-8, at most 1 MB.

    Parameters
    ----------
    value
        Numbers, text, bytes, None, bool, list, tuple, set, frozenset, dict, date, datetime, time, timedelta, and what
        stands in them; numpy scalars (become Python numbers); pandas Timestamp, Timedelta, NA, NaT, Series, DataFrame.
    subject
        What messages call the value: ``"`parties`"``.
    allow_nonfinite
        Whether NaN and infinities may stand outside the missing values of a table.

    Raises
    ------
    PlainError
        If the value is anything else, too large, or nested more than 50 deep. ``Unfinished`` if it holds ``...``.
    """
    try:
        tree = _Encoder(subject, allow_nonfinite).node(value, MAX_DEPTH)
        data = json.dumps(tree, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")
    except PlainError:
        raise
    except UnicodeEncodeError:
        raise PlainError(f"{subject} holds text with a broken character; write the text anew.") from None
    except Exception as error:
        # The value is the learner's and may be broken in any way; whatever breaks is refused in the same words.
        raise PlainError(f"{subject} cannot be read ({kind(error)}); build it anew from plain values.") from None
    if len(data) > MAX_BYTES:
        raise PlainError(_too_large(subject))
    return data


def _too_large(subject: str) -> str:
    return f"{subject} is larger than 1 MB; keep only what is asked for."


class _Encoder:
    """Builds the JSON tree of one value, and stops before the tree outgrows the limit."""

    def __init__(self, subject: str, allow_nonfinite: bool) -> None:
        self.subject = subject
        self.allow_nonfinite = allow_nonfinite
        self._left = MAX_BYTES

    def refuse(self, why: str) -> PlainError:
        return PlainError(f"{self.subject} {why}.")

    def spend(self, size: int) -> None:
        """Count bytes that the tree will take at least."""
        self._left -= size
        if self._left < 0:
            raise PlainError(_too_large(self.subject))

    def node(self, value: Any, depth: int) -> Any:
        """Return the tree of a value that may be nested ``depth`` levels deep."""
        self.spend(2)
        if depth < 0:
            raise self.refuse(f"is nested more than {MAX_DEPTH} levels deep, or holds itself; make it flatter")
        exact = type(value)
        if value is None or exact is bool:
            return value
        if exact in _SCALARS:
            return _SCALARS[exact](self, value)
        if exact in _CONTAINERS:
            return _CONTAINERS[exact](self, value, depth - 1)
        if value is ...:
            raise Unfinished(f"{self.subject} still holds `...`; put your answer in its place.")
        for module, encoder in (("pandas", _pandas), ("numpy", _numpy)):
            loaded = sys.modules.get(module)
            found = encoder(self, loaded, value, depth - 1) if loaded else None
            if found is not None:
                return found
        for base, plain in _BASES.items():
            if issubclass(exact, base):
                return _SCALARS[base](self, plain(value))
        for base, container in _CONTAINERS.items():
            if issubclass(exact, base):
                return container(self, value, depth - 1)
        name = kind(value)
        advice = _TO_LIST if name.endswith(("Index", "Array")) else _ADVICE.get(name, _OTHERWISE)
        raise self.refuse(f"holds {a_kind(value)}; {advice}")

    def number(self, value: float) -> Any:
        """Return the tree of a float, which must be finite unless declared otherwise."""
        if math.isfinite(value):
            return value
        if not self.allow_nonfinite:
            named = NONFINITE[repr(value)]
            raise self.refuse(f"holds {named}, which is no number; look for a division by zero or a missing value")
        return {"float": repr(value)}


def _int(encoder: _Encoder, value: int) -> int:
    digits = value.bit_length() * 0.30103
    if digits > MAX_DIGITS:
        raise encoder.refuse(f"holds a number of more than {MAX_DIGITS} digits; check the calculation")
    encoder.spend(int(digits))
    return value


def _text(encoder: _Encoder, value: str) -> str:
    encoder.spend(len(value))
    return value


def _bytes(encoder: _Encoder, value: bytes) -> dict:
    encoder.spend(len(value))
    return {"bytes": base64.b64encode(value).decode("ascii")}


def _zone(encoder: _Encoder, zone: tzinfo | None) -> Any:
    if zone is None:
        return None
    if type(zone) is timezone:
        return timezone.utcoffset(zone, None) // timedelta(microseconds=1)
    # pandas before version 3 hands out time zones of pytz.
    name = zone.key if type(zone) is ZoneInfo else getattr(zone, "zone", None)
    if type(name) is not str:
        raise encoder.refuse(f"holds a time zone of the kind {kind(zone)}; use zoneinfo.ZoneInfo")
    return name


def _datetime(encoder: _Encoder, value: datetime) -> dict:
    return {"datetime": [value.replace(tzinfo=None).isoformat(), value.fold, _zone(encoder, value.tzinfo)]}


def _time(encoder: _Encoder, value: time) -> dict:
    return {"time": [value.replace(tzinfo=None).isoformat(), value.fold, _zone(encoder, value.tzinfo)]}


def _items(encoder: _Encoder, items: Iterable, depth: int) -> list:
    return [encoder.node(item, depth) for item in items]


def _unordered(encoder: _Encoder, items: Iterable, depth: int) -> list:
    """Sort by the text of the items, since a set has no order of its own."""
    return sorted(_items(encoder, _few(encoder, [*items]), depth), key=json.dumps)


def _dict(encoder: _Encoder, value: dict, depth: int) -> dict:
    pairs = _few(encoder, [*dict.items(value)])
    return {"dict": [[encoder.node(key, depth), encoder.node(item, depth)] for key, item in pairs]}


def _few(encoder: _Encoder, entries: list) -> list:
    if len(entries) > MAX_KEYS:
        raise encoder.refuse(f"holds a dict or set of more than {MAX_KEYS} entries; keep only what is asked for")
    return entries


_SCALARS = {
    int: _int,
    float: _Encoder.number,
    str: _text,
    bytes: _bytes,
    date: lambda encoder, value: {"date": value.isoformat()},
    datetime: _datetime,
    time: _time,
    timedelta: lambda encoder, value: {"timedelta": [value.days, value.seconds, value.microseconds]},
}
# Containers are read by the methods of the plain type, so that what a subclass overrides has no effect.
_CONTAINERS = {
    list: lambda encoder, value, depth: _items(encoder, list.__iter__(value), depth),
    tuple: lambda encoder, value, depth: {"tuple": _items(encoder, tuple.__iter__(value), depth)},
    set: lambda encoder, value, depth: {"set": _unordered(encoder, set.__iter__(value), depth)},
    frozenset: lambda encoder, value, depth: {"frozenset": _unordered(encoder, frozenset.__iter__(value), depth)},
    dict: _dict,
}
_BASES = {
    int: int.__index__,
    float: float.__float__,
    str: str.__str__,
    bytes: bytes.__bytes__,
}


def _pandas(encoder: _Encoder, pandas: Any, value: Any, depth: int) -> dict | None:
    if value is pandas.NA or value is pandas.NaT:
        return {"missing": "NA" if value is pandas.NA else "NaT"}
    if type(value) is pandas.Timestamp:
        return {"timestamp": [*columns.instant_tree(value.to_datetime64()), _zone(encoder, value.tzinfo)]}
    if type(value) is pandas.Timedelta:
        return {"pandas timedelta": columns.instant_tree(value.to_timedelta64())}
    if type(value) is pandas.DataFrame:
        return {"frame": columns.frame_tree(encoder, value, depth)}
    if type(value) is pandas.Series:
        return {"series": columns.series_tree(encoder, value, depth)}
    return None


def _numpy(encoder: _Encoder, numpy: Any, value: Any, depth: int) -> Any:
    exact = type(value)
    if exact is numpy.bool_:
        return bool(value)
    if exact in (numpy.datetime64, numpy.timedelta64):
        import pandas

        scalar = pandas.Timestamp(value) if exact is numpy.datetime64 else pandas.Timedelta(value)
        return _pandas(encoder, pandas, scalar, depth)
    if issubclass(exact, numpy.integer):
        return numpy.generic.item(value)
    if issubclass(exact, numpy.floating):
        return encoder.number(float(numpy.generic.astype(value, numpy.float64)))
    return None
