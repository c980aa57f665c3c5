"""Build the tables of named threat groups and their reported victims from the MISP galaxy."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path

import pandas as pd
import tables
import world

_STAMP = {"as_of": "2025-10-31", "source": "misp-galaxy-threat-actor", "confidence": "V1"}
_EU_BODIES = {"European Union", "European Commission"}


@cache
def _entries() -> tuple[dict, ...]:
    """Return the galaxy's entries by name, without those that may name a person."""
    left_out = set(tables.raw("threat_groups_left_out")["uuid"])
    # The file is read from the package without importing it, which would load every galaxy and its validators.
    package = importlib.util.find_spec("pymispgalaxies")
    if package is None:
        raise tables.TableError("pymispgalaxies is not installed: run `make install`.")
    clusters = Path(package.origin).parent / "data" / "misp-galaxy" / "clusters" / "threat-actor.json"
    values = json.loads(clusters.read_text(encoding="utf-8"))["values"]
    kept = [value for value in values if value["uuid"] not in left_out]
    return tuple(sorted(kept, key=lambda value: (value["value"].strip().casefold(), value["uuid"])))


def _meta(entry: dict, key: str) -> list[str]:
    said = (entry.get("meta") or {}).get(key, [])
    return [said] if isinstance(said, str) else list(said)


def threat_group_victims() -> pd.DataFrame:
    """Return one row per group and state, territory or EU institution it is said to have targeted."""
    codes = tables.raw("misp_state_labels").set_index("label")["iso2"]
    rows = set()
    for entry in _entries():
        for label in _meta(entry, "cfr-suspected-victims"):
            if label in _EU_BODIES:
                rows.add((entry["uuid"], "EU"))
            elif label in codes:
                rows.add((entry["uuid"], codes[label]))
    frame = pd.DataFrame(sorted(rows), columns=["uuid", "target"])
    eu27 = world.countries().set_index("iso2")["eu27"]
    names = {**world.names(), "EU": "European Union institution"}
    frame = frame.assign(target_name=frame["target"].map(names), eu27=frame["target"].map(eu27).eq(True))
    return tables.stamp(frame, **_STAMP)


def threat_groups() -> pd.DataFrame:
    """Return one row per group with its suspected origin and what is said of it, in counts."""
    codes = tables.raw("misp_state_labels").set_index("label")["iso2"]
    victims = threat_group_victims()
    states = victims[victims["target"] != "EU"].groupby("uuid").size()
    members = victims[victims["eu27"]].groupby("uuid").size()
    rows = [
        {
            "uuid": entry["uuid"],
            "name": entry["value"].strip(),
            "suspected_origin": next(iter(_meta(entry, "country")), None),
            "origin_confidence": next(iter(_meta(entry, "attribution-confidence")), None),
            "suspected_sponsor": codes.get(next(iter(_meta(entry, "cfr-suspected-state-sponsor")), "")),
            "incident_types": "; ".join(sorted(one.lower() for one in _meta(entry, "cfr-type-of-incident"))),
            "targeted_states": states.get(entry["uuid"]),
            "targeted_eu27": members.get(entry["uuid"], 0 if entry["uuid"] in states else None),
            "other_names": len(_meta(entry, "synonyms")),
            "references": len(_meta(entry, "refs")),
        }
        for entry in _entries()
    ]
    return tables.stamp(pd.DataFrame(rows), **_STAMP)


TABLES = {"threat_groups": threat_groups, "threat_group_victims": threat_group_victims}
