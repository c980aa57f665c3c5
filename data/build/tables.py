"""Read hand-kept raw tables and render a built table as CSV bytes that obey its schema, or say why not."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from functools import cache
from pathlib import Path

import pandas as pd
import yaml

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"

CONFIDENCE = ("A", "V2", "B", "V1", "C", "M")
"""Best to worst; what each code means is said once, in the field below."""

COMMON_FIELDS = {
    "as_of": {"type": "date", "required": True, "description": "Day on which the row was last known to hold."},
    "source": {
        "type": "string",
        "required": True,
        "description": "Where the row comes from: source ids, several joined by '; '.",
    },
    "confidence": {
        "type": "string",
        "required": True,
        "enum": list(CONFIDENCE),
        "description": "A official or primary text; V2 two sources, or one and a recount; B two secondary "
        "sources; V1 one other source read; C one weak source; M general knowledge, not verified. "
        "A mixed row takes the lowest.",
    },
    "note": {"type": "string", "description": "What a reader of the row has to know."},
}
TYPES = {"string", "integer", "number", "date", "year", "boolean"}


class TableError(Exception):
    """A raw file, a schema or a built table breaks a rule; the message says which row and what to do."""


def read_csv(path: Path) -> pd.DataFrame:
    """Read a CSV as text, empty cells missing, so that Namibia (NA) stays a country."""
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")


def raw(name: str) -> pd.DataFrame:
    """Return ``data/raw/<name>.csv`` as text columns."""
    path = DATA / "raw" / f"{name}.csv"
    if not path.is_file():
        raise TableError(f"{path.relative_to(ROOT)} does not exist: add the raw table or correct the name.")
    return read_csv(path)


def schema_names() -> list[str]:
    """Return the name of every described table or map, sorted."""
    return sorted(path.stem for path in (DATA / "schemas").glob("*.yml"))


@cache
def schema(name: str) -> dict:
    """Return a table's schema with the common fields (``as_of``, ``source``, …) written out."""
    path = DATA / "schemas" / f"{name}.yml"
    if not path.is_file():
        raise TableError(f"data/schemas/{name}.yml does not exist: describe the table before it is built.")
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    fields = []
    for field in said.get("fields", []):
        if isinstance(field, str):
            if field not in COMMON_FIELDS:
                raise TableError(f"data/schemas/{name}.yml: field {field!r} needs a type and a description.")
            field = {"name": field, **COMMON_FIELDS[field]}
        if field["type"] not in TYPES:
            raise TableError(f"data/schemas/{name}.yml: {field['name']} has the unknown type {field['type']!r}.")
        fields.append(field)
    return {**said, "fields": fields}


def render(name: str, frame: pd.DataFrame) -> bytes:
    """Return the table as UTF-8 CSV with LF line ends, columns in the schema's order, after checking it.

    Raises
    ------
    TableError
        If a column is missing or unknown, or a value breaks its field's type, enum or requirement, or a
        key occurs twice. The message names the table, the column and the row's key.
    """
    described = schema(name)
    columns = [field["name"] for field in described["fields"]]
    if set(columns) != set(frame.columns):
        missing, unknown = sorted(set(columns) - set(frame)), sorted(set(frame) - set(columns))
        raise TableError(f"{name}: columns missing {missing}, not in the schema {unknown}.")
    text = pd.DataFrame(index=frame.index)
    for field in described["fields"]:
        text[field["name"]] = [_cell(name, field, value) for value in frame[field["name"]]]
    key = described["key"]
    for field in described["fields"]:
        _check(name, field, text, key)
    repeated = text[text.duplicated(key, keep=False)]
    if len(repeated):
        raise TableError(f"{name}: the key {key} occurs twice: {repeated[key].iloc[0].tolist()}.")
    return text.to_csv(index=False, lineterminator="\n").encode("utf-8")


def render_shapes(collection: dict) -> bytes:
    """Return a GeoJSON collection as UTF-8 JSON, one feature a line."""
    lines = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in collection["features"]]
    head = {key: value for key, value in collection.items() if key != "features"}
    start = json.dumps(head, ensure_ascii=False)[:-1]
    return (start + ', "features": [\n' + ",\n".join(lines) + "\n]}\n").encode("utf-8")


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's bytes as Frictionless writes it."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def stamp(frame: pd.DataFrame, *, as_of: str, source: str, confidence: str) -> pd.DataFrame:
    """Return the frame with the same ``as_of``, ``source`` and ``confidence`` on every row."""
    return frame.assign(as_of=as_of, source=source, confidence=confidence)


def _cell(name: str, field: dict, value: object) -> str:
    """Return one value as the text that stands in the CSV."""
    if value is None or value is pd.NaT or pd.isna(value):
        return ""
    kind = field["type"]
    try:
        if kind in ("integer", "year"):
            if float(value) != int(float(value)):
                raise ValueError
            return str(int(float(value)))
        if kind == "number":
            return repr(float(value)).removesuffix(".0")
        if kind == "date":
            return dt.date.fromisoformat(str(value)[:10] if hasattr(value, "year") else str(value)).isoformat()
        if kind == "boolean":
            return {"true": "true", "1": "true", "false": "false", "0": "false"}[str(value).lower()]
    except (ValueError, KeyError):
        raise TableError(f"{name}: {field['name']} holds {value!r}, which is no {kind}.") from None
    return str(value).strip()


def _check(name: str, field: dict, text: pd.DataFrame, key: list[str]) -> None:
    column = text[field["name"]]
    wrong = pd.Series(False, index=text.index)
    if field.get("required") or field["name"] in key:
        wrong |= column == ""
    if "enum" in field:
        wrong |= (column != "") & ~column.isin([str(value) for value in field["enum"]])
    if wrong.any():
        row = text[wrong].iloc[0]
        raise TableError(
            f"{name}, row {[row[part] for part in key]}: {field['name']} is {row[field['name']]!r}; "
            f"expected {field.get('enum', 'a value')}."
        )
