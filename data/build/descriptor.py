"""Write the Frictionless data package descriptor from the schemas and the built files."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping

import pandas as pd
import tables

from cyberdiplomacy import sources

TITLE = "Cyber diplomacy of the European Union: tables of facts"
_KEPT = ("since", "by", "limits", "question", "terms")


def descriptor(files: Mapping[str, bytes]) -> dict:
    """Return the package descriptor for the files, a mapping from table name to bytes."""
    return {
        "profile": "data-package",
        "name": "cyber-diplomacy-data",
        "title": TITLE,
        "resources": [_resource(name, files[name]) for name in sorted(files)],
    }


def render(package: dict) -> bytes:
    """Return ``datapackage.json`` as bytes."""
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _resource(name: str, content: bytes) -> dict:
    said = tables.schema(name)
    shapes = said.get("format") == "geojson"
    resource = {
        "name": name,
        "path": f"{name}.{'json' if shapes else 'csv'}",
        "type": "json" if shapes else "table",
        "title": said["title"],
        "description": " ".join(said["description"].split()),
        **{key: said[key] for key in _KEPT},
        "sources": [_source(one) for one in said["sources"]],
        "licenses": [{"title": said["terms"], "path": "LICENSES.md"}],
        "format": "geojson" if shapes else "csv",
        "mediatype": "application/geo+json" if shapes else "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": tables.digest(content),
    }
    if shapes:
        return resource
    frame = _frame(content)
    return {
        **resource,
        "rows": len(frame),
        "as_of": frame["as_of"].max(),
        "cited": [{"id": one, **_source(one)} for one in _cited(frame)],
        "confidence": {
            code: int(count) for code in tables.CONFIDENCE if (count := (frame["confidence"] == code).sum())
        },
        "schema": _schema(said),
    }


def unresolved(files: Mapping[str, bytes]) -> list[str]:
    """Return the source ids of schemas and rows that lead to no address, sorted."""
    cited: set[str] = set()
    for name, content in files.items():
        cited.update(tables.schema(name)["sources"])
        if tables.schema(name).get("format") != "geojson":
            cited.update(_cited(_frame(content)))
    return sorted(one for one in cited if "path" not in _source(one))


def _cited(frame: pd.DataFrame) -> list[str]:
    return sorted({one for cell in frame["source"] for one in sources.ids(cell)})


def _frame(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)


def _source(source_id: str) -> dict:
    try:
        known = sources.resolve(source_id)
    except sources.SourceError:
        return {"title": source_id}
    return {"title": known.title, "path": known.url}


def _schema(said: dict) -> dict:
    fields = []
    for field in said["fields"]:
        constraints = {key: field[key] for key in ("required", "enum") if key in field}
        if field["name"] in said["key"]:
            constraints["required"] = True
        one = {"name": field["name"], "type": field["type"], "description": field["description"]}
        fields.append({**one, "constraints": constraints} if constraints else one)
    written = {"fields": fields, "primaryKey": said["key"], "missingValues": [""]}
    foreign = said.get("foreign_keys", [])
    if foreign:
        written["foreignKeys"] = [
            {"fields": one["fields"], "reference": {"resource": one["table"], "fields": one["columns"]}}
            for one in foreign
        ]
    return written
