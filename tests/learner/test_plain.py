"""The codec: what crosses, unchanged; what is refused, and in which words; and that hostile bytes do nothing."""

from __future__ import annotations

import collections
import datetime as dt
import enum
import json
import math
import subprocess
import sys
import zoneinfo
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal, assert_series_equal

from cyberdiplomacy import plain

BRUSSELS = zoneinfo.ZoneInfo("Europe/Brussels")


def across(value: object, **options: bool) -> object:
    return plain.decode(plain.encode(value, **options), **options)


def exact(value: object) -> object:
    """The value with the type of every part, so that 1, 1.0 and True differ."""
    if isinstance(value, dict):
        return (type(value), [(exact(key), exact(item)) for key, item in value.items()])
    if isinstance(value, (list, tuple)):
        return (type(value), [exact(item) for item in value])
    if isinstance(value, (set, frozenset)):
        return (type(value), {exact(item) for item in value})
    return (type(value), repr(value))


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
ZONES = st.sampled_from([None, dt.UTC, BRUSSELS, dt.timezone(dt.timedelta(hours=-3, minutes=30))])
KEYS = st.one_of(
    st.integers(),
    TEXT,
    st.booleans(),
    st.none(),
    st.binary(),
    st.dates(),
    st.floats(allow_nan=False, allow_infinity=False),
)
SCALARS = st.one_of(KEYS, st.datetimes(timezones=ZONES), st.times(timezones=ZONES), st.timedeltas())
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner),
        st.lists(inner).map(tuple),
        st.dictionaries(st.one_of(KEYS, st.tuples(KEYS, KEYS)), inner),
        st.sets(KEYS),
        st.frozensets(KEYS),
    ),
    max_leaves=20,
)


@given(VALUES)
def test_plain_values_cross_unchanged_in_value_and_type(value):
    assert exact(across(value)) == exact(value)


@given(st.sets(TEXT))
def test_equal_sets_give_equal_bytes_in_whatever_order_they_were_filled(items):
    assert plain.encode(set(sorted(items))) == plain.encode(set(sorted(items, reverse=True)))


@pytest.mark.parametrize(
    "moment",
    [
        dt.datetime(2020, 10, 25, 2, 30, fold=0, tzinfo=BRUSSELS),
        dt.datetime(2020, 10, 25, 2, 30, fold=1, tzinfo=BRUSSELS),
        dt.datetime(1, 1, 1, tzinfo=dt.UTC),
        pd.Timestamp("2020-10-25 00:30", tz="Europe/Brussels"),
        pd.Timestamp("2020-10-25 01:30", tz="UTC").tz_convert("Europe/Brussels"),
        pd.Timestamp("2020-01-01 10:00:00.123456789"),
        pd.Timedelta("-1 days +3 ns"),
        pd.Timedelta(5, unit="s"),
    ],
)
def test_moments_keep_zone_fold_and_nanoseconds(moment):
    assert repr(across(moment)) == repr(moment)


def test_missing_values_of_pandas_cross_as_themselves():
    assert across(pd.NA) is pd.NA
    assert across(pd.NaT) is pd.NaT


@pytest.mark.parametrize(
    ("scalar", "python"),
    [
        (np.int8(3), 3),
        (np.uint64(2**64 - 1), 2**64 - 1),
        (np.float32(0.5), 0.5),
        (np.float64(0.1), 0.1),
        (np.longdouble(2), 2.0),
        (np.bool_(True), True),
        (np.str_("x"), "x"),
        (np.datetime64("2020-01-01"), pd.Timestamp("2020-01-01")),
        (np.timedelta64(3, "D"), pd.Timedelta(3, unit="D")),
    ],
)
def test_numpy_scalars_become_python_numbers(scalar, python):
    assert exact(across(scalar)) == exact(python)


FRAME = pd.DataFrame(
    {
        "text": ["x", None],
        "string": pd.array(["a", None], dtype="string"),
        "whole": np.array([1, -2], dtype="int8"),
        "Whole": pd.array([1, None], dtype="Int64"),
        "share": [1.5, np.nan],
        "flag": [True, False],
        "Flag": pd.array([True, None], dtype="boolean"),
        "day": pd.to_datetime(["2020-01-01", None]),
        "local": pd.to_datetime(["2020-10-25 00:30", None]).tz_localize("UTC").tz_convert("Europe/Brussels"),
        "utc": pd.to_datetime(["2020-03-01", None]).tz_localize("UTC"),
        "wait": pd.to_timedelta([1, None], unit="s"),
        "size": pd.Categorical(["small", "large"], categories=["small", "medium", "large"], ordered=True),
        "mixed": pd.Series([1, float("nan")], dtype=object),
        "texts": pd.Series(["a", "b"], dtype=object),
    }
)


@pytest.mark.parametrize(
    "frame",
    [
        FRAME,
        FRAME[[]],
        FRAME.iloc[:0],
        pd.DataFrame(),
        pd.DataFrame(index=[1, 1, 2]),
        FRAME[["whole", "share"]].T,
        FRAME.set_index("day"),
        FRAME.set_index(["text", "day"]),
        FRAME.set_index(["text", "day"]).iloc[:0],
        FRAME.set_index("size"),
        pd.concat([FRAME, FRAME], axis=1),
        pd.concat([FRAME, FRAME]),
        FRAME.sort_values("whole"),
        FRAME.rename_axis("key").reset_index(),
        FRAME.groupby(["text", "size"], observed=True)[["share"]].sum(),
        FRAME.pivot_table(index="text", columns=["size", "whole"], values="share", observed=True),
        pd.DataFrame([[1, 2]], columns=[dt.date(2020, 1, 1), 3]),
    ],
)
def test_tables_cross_with_dtypes_names_and_index(frame):
    assert_frame_equal(across(frame), frame)


@pytest.mark.parametrize(
    "series",
    [
        FRAME["size"].value_counts(),
        FRAME.groupby("text").size(),
        FRAME["mixed"],
        FRAME["local"],
        pd.Series(dtype=object),
        pd.Series([1, 2], index=[True, False], name=("a", 1)),
        pd.Series([(1, 2)], index=pd.Index([(1, 2)], tupleize_cols=False)),
        pd.Series([1, 2], index=pd.date_range("2020", periods=2)),
    ],
)
def test_series_cross_with_dtype_name_and_index(series):
    assert_series_equal(across(series), series, check_freq=False)


@given(
    st.lists(
        st.tuples(st.integers(-(2**63), 2**63 - 1), st.floats(allow_infinity=False), st.one_of(st.none(), TEXT)),
        max_size=8,
    )
)
@settings(max_examples=40, deadline=None)
def test_any_table_of_numbers_and_text_crosses(rows):
    frame = pd.DataFrame(rows, columns=["n", "x", "t"]).astype({"n": "int64", "x": "float64", "t": "str"})
    assert_frame_equal(across(frame), frame, check_exact=True)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_nan_and_infinity_cross_only_where_declared(number):
    with pytest.raises(plain.PlainError, match="which is no number"):
        plain.encode(number)
    data = plain.encode([number], allow_nonfinite=True)
    with pytest.raises(plain.PlainError, match="which is no number"):
        plain.decode(data)
    assert repr(plain.decode(data, allow_nonfinite=True)) == repr([number])


class Agreeable:
    def __eq__(self, other):
        return True

    __hash__ = None


class AgreeableText(str):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __str__(self):
        return "medium"

    def encode(self, *rest):
        return b"medium"


class LyingDict(dict):
    def items(self):
        return [("lie", 1)]

    def __iter__(self):
        return iter(["lie"])

    def __len__(self):
        return 1


class LyingList(list):
    def __iter__(self):
        return iter([42])

    def __len__(self):
        return 1


class LyingInt(int):
    def __index__(self):
        return 42

    __int__ = __index__

    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class Size(enum.IntEnum):
    LARGE = 250


Case = collections.namedtuple("Case", "staff turnover")


@pytest.mark.parametrize(
    ("subclass", "base"),
    [
        (AgreeableText("small"), "small"),
        ({AgreeableText("a"): AgreeableText("b")}, {"a": "b"}),
        (LyingDict(true=2), {"true": 2}),
        (LyingList([1, 2]), [1, 2]),
        (LyingInt(7), 7),
        (Size.LARGE, 250),
        (Case(50, 10.0), (50, 10.0)),
        (collections.Counter("aab"), {"a": 2, "b": 1}),
        (collections.defaultdict(list, a=[1]), {"a": [1]}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_subclass_loses_its_own_behaviour(subclass, base):
    assert exact(across(subclass)) == exact(base)


class MySeries(pd.Series):
    pass


def nested(levels: int) -> list:
    value: list = []
    for _ in range(levels):
        value = [value]
    return value


def endless() -> list:
    value: list = []
    value.append(value)
    return value


def bomb() -> list:
    value: list = ["x"] * 10
    for _ in range(12):
        value = [value] * 10
    return value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ((row for row in ()), "`parties` holds a generator; turn it into a list"),
        (range(3), "holds a range; turn it into a list"),
        ({}.keys(), "holds a dict_keys; turn it into a list"),
        (np.array([1]), "holds a numpy array; turn it into a list"),
        (pd.Index(["a"]), "holds an Index; turn it into a list"),
        (FRAME["text"].array, "turn it into a list"),
        (lambda: 1, "holds a function; call it with round brackets"),
        (print, "holds a function; call it with round brackets"),
        (int, "holds a class"),
        (FRAME.groupby("text"), "holds a DataFrameGroupBy; finish the grouping"),
        (Decimal("0.1"), "holds a Decimal; turn it into a float"),
        (1j, "holds a complex; turn it into a float"),
        (Agreeable(), "holds an Agreeable; give numbers, text"),
        ([{"a": (Agreeable(),)}], "holds an Agreeable"),
        (type("Line\nbreak<b>", (), {})(), "holds an object"),
        (MySeries([1]), "holds a MySeries"),
        (pd.Series([Agreeable()]), "holds an Agreeable"),
        (pd.DataFrame({"a": [1, print]}), "holds a function"),
        (pd.cut(pd.Series([1, 2]), 2), r"has a column of the dtype interval.*\.astype\(str\)"),
        (pd.Series([1.0, math.inf]), "holds infinity, which is no number"),
        (pd.Series([1j]), "has a column of the dtype complex128"),
        ("x" * 2_000_000, "is larger than 1 MB"),
        ("é" * 600_000, "is larger than 1 MB"),
        (b"x" * 900_000, "is larger than 1 MB"),
        ([0] * 10**7, "is larger than 1 MB"),
        (bomb(), "is larger than 1 MB"),
        (pd.DataFrame(np.zeros((10**6, 3))), "is larger than 1 MB"),
        (set(range(10_001)), "more than 10000 entries"),
        (dict.fromkeys(range(10_001)), "more than 10000 entries"),
        (10**4301, "more than 4300 digits"),
        (nested(60), "nested more than 50 levels deep"),
        (endless(), "nested more than 50 levels deep, or holds itself"),
        ("\ud800", "text with a broken character"),
        (dt.datetime(2020, 1, 1, tzinfo=type("Zone", (dt.tzinfo,), {})()), "a time zone of the kind Zone"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_plain_data_is_refused_in_a_sentence(value, words):
    with pytest.raises(plain.PlainError, match=words) as refusal:
        plain.encode(value, subject="`parties`")
    assert str(refusal.value).startswith("`parties` ")
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("value", [..., [1, ...], {"rule 1": ...}])
def test_an_answer_with_an_open_place_is_unfinished(value):
    with pytest.raises(plain.Unfinished, match=r"still holds `\.\.\.`"):
        plain.encode(value)


def test_fifty_levels_are_deep_enough():
    assert across(nested(50)) == nested(50)


def test_a_broken_object_is_refused_whatever_it_raises():
    class Broken(dt.tzinfo):
        @property
        def zone(self):
            raise RuntimeError("boom")

    with pytest.raises(plain.PlainError, match=r"cannot be read \(RuntimeError\)"):
        plain.encode(dt.datetime(2020, 1, 1, tzinfo=Broken()))


JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), TEXT, st.sampled_from(["1970-01-01", "UTC", "s", "NaT"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                [
                    *("float", "bytes", "tuple", "set", "frozenset", "dict", "date", "datetime", "time", "timedelta"),
                    *(
                        "missing",
                        "timestamp",
                        "pandas timedelta",
                        "frame",
                        "series",
                        "index",
                        "columns",
                        "data",
                        "name",
                    ),
                    *("levels", "names", "multi", "range"),
                ]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)
DTYPES = ["int64", "float64", "bool", "Int64", "boolean", "str", "string", "object", "complex128"]
COUNTS = st.lists(st.one_of(st.integers(), JSON), max_size=2)
COLUMN = st.one_of(
    st.tuples(st.sampled_from(DTYPES), st.lists(JSON, max_size=2)),
    st.tuples(st.sampled_from(["datetime", "timedelta"]), st.sampled_from(["s", "ns", "D"]), JSON, COUNTS),
    st.tuples(st.just("category"), st.booleans(), JSON, st.lists(st.integers(-2, 3), max_size=2)),
)
LEVELS = {"levels": st.lists(COLUMN, max_size=2), "names": st.lists(JSON, max_size=2), "multi": st.booleans()}
INDEX = st.one_of(
    st.fixed_dictionaries({"range": st.lists(st.integers(-9, 10**12), max_size=3), "name": JSON}),
    st.fixed_dictionaries(LEVELS),
)
TABLES = st.one_of(
    st.fixed_dictionaries(
        {"frame": st.fixed_dictionaries({"index": INDEX, "columns": INDEX, "data": st.lists(COLUMN, max_size=2)})}
    ),
    st.fixed_dictionaries({"series": st.fixed_dictionaries({"index": INDEX, "name": JSON, "data": COLUMN})}),
)


def gives_plain_data_or_a_plain_error(data: bytes) -> bool:
    try:
        value = plain.decode(data)
    except plain.PlainError:
        return True
    return bool(plain.encode(value, allow_nonfinite=True))


@given(st.binary(max_size=200))
@example(b"")
@example(b"[" * 900_000)
@example(b'{"tuple":' * 100_000)
def test_any_bytes_give_plain_data_or_a_plain_error(data):
    assert gives_plain_data_or_a_plain_error(data)


@given(st.one_of(JSON, TABLES))
@settings(max_examples=300, deadline=None)
@pytest.mark.filterwarnings("error")
def test_any_json_gives_plain_data_or_a_plain_error(tree):
    assert gives_plain_data_or_a_plain_error(json.dumps(tree).encode())


@given(st.integers(0, len(plain.encode(FRAME))), st.integers(0, 9), st.binary(max_size=4))
@settings(deadline=None)
def test_a_damaged_table_gives_plain_data_or_a_plain_error(place, removed, inserted):
    data = plain.encode(FRAME)
    assert gives_plain_data_or_a_plain_error(data[:place] + inserted + data[place + removed :])


def one_column(column: list) -> dict:
    """A frame of one row and one column."""
    one = {"range": [0, 1, 1], "name": None}
    return {"frame": {"index": one, "columns": one, "data": [column]}}


@pytest.mark.parametrize(
    "tree",
    [
        {"timestamp": ["s", 10**17, None]},
        {"timestamp": ["s", 0, "dateutil//etc/localtime"]},
        {"timestamp": ["now", 0, None]},
        {"datetime": ["2020-01-01", 0, "../../etc/passwd"]},
        {"datetime": ["2020-01-01", 0, 10**30]},
        {"timedelta": [10**20, 0, 0]},
        {"date": "today"},
        {"bytes": "***"},
        {"set": [[1]]},
        {"set": [1, 1]},
        {"dict": [["a", 1], ["a", 2]]},
        {"dict": [[[1], 1]]},
        {"tuple": "abc"},
        {"eval": "1"},
        {"list": [], "set": []},
        {"float": "1"},
        {"missing": "NaN"},
        {"series": {"index": {"range": [0, 10**12, 1], "name": None}, "name": None, "data": ["int64", []]}},
        one_column(["category", False, ["int64", [1, 1]], [0]]),
        one_column(["category", False, ["int64", [1]], [5]]),
        one_column(["datetime", "s", None, [10**13]]),
        one_column(["datetime", "s", "dateutil//etc/localtime", [0]]),
        one_column(["int64", [1, 2]]),
        one_column(["int8", [1000]]),
        one_column(["float64", ["x"]]),
        one_column(["float64", [{"float": "inf"}]]),
        one_column(["object", "x"]),
        one_column(["complex128", [1]]),
        one_column(["U99999999", [""]]),
    ],
)
def test_forged_data_are_refused(tree):
    with pytest.raises(plain.PlainError):
        plain.decode(json.dumps(tree).encode())


@pytest.mark.parametrize(
    "data",
    [b"NaN", b"1e999", b"9" * 5000, b'"\\ud800"', b"\xff", b'"' + b"x" * 1_000_000 + b'"', b"[1,]", b"1 2"],
    ids=len,
)
def test_text_that_is_no_plain_json_is_refused(data):
    with pytest.raises(plain.PlainError):
        plain.decode(data)


def test_importing_the_codec_imports_only_the_standard_library():
    code = "import sys, cyberdiplomacy.plain; print([m for m in sys.modules if m in ('pandas','numpy','matplotlib')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
