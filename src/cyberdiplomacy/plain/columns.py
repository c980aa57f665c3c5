"""Tables in the codec: DataFrame, Series and their indexes, column by column, both ways.

A column is a list whose first entry names its dtype: one of the whitelists of :mod:`limits`, ``str``, ``string``,
``object``, ``datetime``, ``timedelta`` or ``category``. Missing values are null. Names and order are kept; ``attrs``
and the frequency of a date index are not.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta, timezone
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from cyberdiplomacy.plain.limits import (
    FIRST_SECOND,
    LAST_SECOND,
    MAX_BYTES,
    NULLABLE_DTYPES,
    NUMPY_DTYPES,
    UNITS,
    YEARS,
    PlainError,
    kind,
)


class Encoder(Protocol):
    """What encoding lends to this module."""

    def node(self, value: Any, depth: int) -> Any:
        """Return the tree of a cell or a name."""

    def number(self, value: float) -> Any:
        """Return the tree of a float."""

    def spend(self, size: int) -> None:
        """Count bytes towards the limit."""

    def refuse(self, why: str) -> PlainError:
        """Return the error for a column that is not allowed."""


Decoder = Callable[[Any], Any]
# NaN stands for "missing" in a column of mixed objects, where it needs no declaration.
_NAN = {"missing": "NaN"}


def instant_tree(value: Any) -> list:
    """Return unit and count of a ``numpy.datetime64`` or ``timedelta64``."""
    import numpy as np

    return [np.datetime_data(value.dtype)[0], int(value.astype("int64"))]


def frame_tree(encoder: Encoder, frame: Any, depth: int) -> dict:
    """Return the tree of a DataFrame."""
    encoder.spend(2 * frame.shape[0] * frame.shape[1])
    return {
        "index": _index_tree(encoder, frame.index, depth),
        "columns": _index_tree(encoder, frame.columns, depth),
        "data": [_column_tree(encoder, frame.iloc[:, place].array, depth) for place in range(frame.shape[1])],
    }


def series_tree(encoder: Encoder, series: Any, depth: int) -> dict:
    """Return the tree of a Series."""
    encoder.spend(2 * len(series))
    return {
        "index": _index_tree(encoder, series.index, depth),
        "name": encoder.node(series.name, depth),
        "data": _column_tree(encoder, series.array, depth),
    }


def _index_tree(encoder: Encoder, index: Any, depth: int) -> dict:
    import pandas as pd

    encoder.spend(2 * len(index))
    if type(index) is pd.RangeIndex:
        return {"range": [index.start, index.stop, index.step], "name": encoder.node(index.name, depth)}
    levels = [index.get_level_values(place) for place in range(index.nlevels)]
    return {
        "levels": [_column_tree(encoder, level.array, depth) for level in levels],
        "names": [encoder.node(name, depth) for name in index.names],
        "multi": type(index) is pd.MultiIndex,
    }


def _column_tree(encoder: Encoder, array: Any, depth: int) -> list:
    import numpy as np
    import pandas as pd

    dtype = array.dtype
    if type(dtype) is pd.CategoricalDtype:
        return [
            "category",
            bool(array.ordered),
            _column_tree(encoder, array.categories.array, depth),
            array.codes.tolist(),
        ]
    if type(dtype) is pd.DatetimeTZDtype:
        zone = encoder.node(pd.Timestamp(0, tz=dtype.tz), depth)["timestamp"][-1]
        return ["datetime", dtype.unit, zone, _counts(array)]
    if isinstance(dtype, np.dtype) and dtype.kind in "mM":
        name = "datetime" if dtype.kind == "M" else "timedelta"
        return [name, np.datetime_data(dtype)[0], None, _counts(array)]
    if type(dtype) is pd.StringDtype or dtype.name in NULLABLE_DTYPES:
        name = "str" if type(dtype) is pd.StringDtype and dtype.na_value is not pd.NA else dtype.name
        values = array.to_numpy(dtype=object, na_value=None).tolist()
        return [name, [None if value != value else encoder.node(value, depth) for value in values]]
    if dtype.name in NUMPY_DTYPES:
        values = array.to_numpy().tolist()
        if dtype.kind == "f":
            values = [None if value != value else encoder.number(value) for value in values]
        return [dtype.name, values]
    if dtype.name == "object":
        return ["object", [_NAN if _is_nan(value) else encoder.node(value, depth) for value in array.to_numpy()]]
    raise encoder.refuse(f"has a column of the dtype {str(dtype)[:40]}; turn it into text with .astype(str)")


def _is_nan(value: Any) -> bool:
    return type(value) is float and value != value


def _counts(array: Any) -> list:
    """Return a date or duration column as whole numbers of its unit since 1970, None where missing."""
    import numpy as np

    counts = array.view("int64").tolist()
    return [None if missing else count for count, missing in zip(counts, np.asarray(array.isna()), strict=True)]


def duration(unit: str, count: int) -> Any:
    """Return a ``pandas.Timedelta``."""
    return _moments("timedelta", unit, None, [count])[0]


def moment(unit: str, count: int, zone: str | int | None) -> Any:
    """Return a ``pandas.Timestamp``."""
    return _moments("datetime", unit, zone, [count])[0]


def _zone(zone: str | int) -> Any:
    """Return a time zone in the form that pandas itself chooses for its name."""
    if type(zone) is int:
        return timezone(timedelta(microseconds=zone)) if zone else "UTC"
    ZoneInfo(zone)  # fails for an unknown name; pandas would also open files by name
    return zone


def frame(tree: dict, decode: Decoder) -> Any:
    """Return the DataFrame of a tree."""
    import pandas as pd

    index, columns = _index(tree["index"], decode), _index(tree["columns"], decode)
    data = [_column(column, decode) for column in tree["data"]]
    if len(data) != len(columns) or any(len(column) != len(index) for column in data):
        raise PlainError("a table has columns of different lengths.")
    parts = {place: pd.Series(column, index=index, dtype=column.dtype) for place, column in enumerate(data)}
    built = pd.DataFrame(parts, index=index)
    built.columns = columns
    return built


def series(tree: dict, decode: Decoder) -> Any:
    """Return the Series of a tree."""
    import pandas as pd

    values = _column(tree["data"], decode)
    return pd.Series(values, index=_index(tree["index"], decode), name=decode(tree["name"]), dtype=values.dtype)


def _index(tree: dict, decode: Decoder) -> Any:
    import pandas as pd

    if "range" in tree:
        steps = range(*tree["range"])
        if len(steps) > MAX_BYTES:
            raise PlainError("a table has more rows than fit into 1 MB.")
        return pd.RangeIndex(steps, name=decode(tree["name"]))
    levels = [_column(level, decode) for level in tree["levels"]]
    names = [decode(name) for name in tree["names"]]
    if tree["multi"]:
        return pd.MultiIndex.from_arrays(levels, names=names)
    (values,), (name,) = levels, names
    return pd.Index(values, dtype=values.dtype, name=name, tupleize_cols=False)


def _column(tree: list, decode: Decoder) -> Any:
    import numpy as np
    import pandas as pd

    name, *rest = tree
    if name == "category":
        ordered, categories, codes = rest
        return pd.Categorical.from_codes(
            codes, categories=pd.Index(_column(categories, decode)), ordered=ordered is True
        )
    if name in ("datetime", "timedelta"):
        unit, zone, counts = rest
        return _moments(name, unit, zone, counts)
    (values,) = rest
    if type(values) is not list:
        raise PlainError("a column is no list.")
    if name in NUMPY_DTYPES:
        floats = name.startswith("float")
        return np.array([np.nan if v is None and floats else decode(v) for v in values], dtype=name)
    if name == "object":
        cells = np.empty(len(values), dtype=object)
        for place, value in enumerate(values):
            cells[place] = np.nan if value == _NAN else decode(value)
        return cells
    if name in ("str", "string") or name in NULLABLE_DTYPES:
        return pd.array([pd.NA if v is None else decode(v) for v in values], dtype=name)
    raise PlainError("a column has a dtype that is not allowed.")


def _moments(name: str, unit: str, zone: str | int | None, counts: list) -> Any:
    import numpy as np
    import pandas as pd

    size = UNITS[_known(unit)]
    lowest, highest = FIRST_SECOND * size, LAST_SECOND * size
    if name == "datetime" and any(count is not None and not lowest <= count <= highest for count in counts):
        raise PlainError(f"a date lies outside {YEARS}.")
    missing = np.iinfo("int64").min
    numbers = np.array([missing if count is None else count for count in counts], dtype="int64")
    moments = pd.array(numbers.view(f"{'M' if name == 'datetime' else 'm'}8[{unit}]"))
    return moments if zone is None else moments.tz_localize("UTC").tz_convert(_zone(zone))


def _known(unit: str) -> str:
    if unit not in UNITS:
        raise PlainError(f"{kind(unit)} is no unit of time.")
    return unit
