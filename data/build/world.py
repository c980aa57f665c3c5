"""Build the tables of states: codes and names, members of the European Union, population shares."""

from __future__ import annotations

import pandas as pd
import pycountry
import tables

AS_OF = "2026-11-22"


def countries() -> pd.DataFrame:
    """Return codes from ISO 3166-1, names after the EU's style guide, regions of the UN's M49 list."""
    regions = tables.raw("country_regions")
    ours = tables.raw("country_names").set_index("iso2")
    iso = {entry.alpha_2: entry for entry in pycountry.countries}
    frame = regions.assign(
        iso3=[iso[code].alpha_3 if code in iso else "XKX" for code in regions["iso2"]],
        iso_num=[iso[code].numeric if code in iso else None for code in regions["iso2"]],
        name=[ours["name"].get(code) or iso[code].name for code in regions["iso2"]],
        note=regions["iso2"].map(ours["note"]),
        eu27=regions["iso2"].isin(_the_27()),
    )
    source = "iso-3166; un-m49; eu-style-guide"
    return tables.stamp(frame, as_of=AS_OF, source=source, confidence="V1").assign(
        source=lambda rows: rows["source"].where(rows["nato_since"].isna(), source + "; nato-members")
    )


def names() -> pd.Series:
    """Return the short name of every state by its iso2 code."""
    return countries().set_index("iso2")["name"]


def eu_members() -> pd.DataFrame:
    """Return the 27 and the United Kingdom with NATO year and standing under the Budapest Convention."""
    members = tables.raw("eu_members")
    world = countries().set_index("iso2")
    treaty = tables.raw("budapest_parties").set_index("iso2")
    code = members["iso2"]
    frame = members.assign(
        name=code.map(world["name"]),
        iso3=code.map(world["iso3"]),
        nato_since=code.map(world["nato_since"]),
        budapest_status=code.map(treaty["status"]),
        budapest_ratified=code.map(treaty["ratified_or_acceded"]),
        budapest_in_force=code.map(treaty["in_force"]),
    )
    source = "ep-enlargements; nato-members; " + code.map(treaty["source"])
    return frame.assign(as_of=AS_OF, source=source, confidence="B")


def council_population() -> pd.DataFrame:
    """Return each member's share of the Union's population for qualified-majority votes."""
    frame = tables.raw("council_population")
    return frame.assign(name=frame["iso2"].map(names()))


def _the_27() -> set[str]:
    members = tables.raw("eu_members")
    return set(members.loc[members["member"] == "1", "iso2"])


TABLES = {"countries": countries, "eu_members": eu_members, "council_population": council_population}
