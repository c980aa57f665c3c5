"""Build the diplomatic tables: Toolbox uses, forums, initiatives, Freedom on the Net, reading list."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import tables
import world

TOOLBOX_BEGINS = "2017-06-19"
"""Day of the Council conclusions that establish the Toolbox (10474/17)."""

EARLIER = "Before the Toolbox was established."
_DIGITS = {"day": 10, "month": 7, "year": 4}
_SAME = {"official_title": None, "wording_rung": "not applicable", "named_state_iso2": None, "incident": None}


def toolbox_uses() -> pd.DataFrame:
    """Return the dated public uses of the Toolbox, one a row, by date.

    Statements, listings and framework acts are kept by hand; dialogues, projects and confidence-building
    measures are drawn from the tables that hold them.
    """
    parts = [tables.raw("toolbox_uses"), _dialogues(), _projects(), _osce_measures()]
    rows = pd.concat(parts, ignore_index=True).sort_values(["date", "measure"], ignore_index=True)
    number = rows.groupby("date").cumcount() + 1
    return rows.assign(use_id=rows["date"] + "-" + number.astype(str))


def _dialogues() -> pd.DataFrame:
    held = tables.raw("cyber_dialogues").query("status == 'held'")
    place = held["place"].map(lambda name: f" ({name})", na_action="ignore").fillna("")
    return held[["date", "date_precision", "as_of", "source", "confidence", "note"]].assign(
        category="cooperative",
        measure="Cyber dialogue with " + held["iso2"].map(world.names()) + ", round " + held["round"] + place,
        kind_of_text="dialogue",
        issuer="European External Action Service with the partner",
        **_SAME,
    )


def _projects() -> pd.DataFrame:
    begun = tables.raw("capacity_projects").query("kind == 'external action' and start.notna()")
    return begun[["as_of", "source", "confidence"]].assign(
        date=begun["start"],
        date_precision=begun["start_precision"],
        category="preventive",
        measure="Capacity-building project begins: " + begun["name"],
        kind_of_text="project",
        issuer="European Union as donor",
        note=_before(begun["start"], begun["start_precision"]),
        **_SAME,
    )


def _osce_measures() -> pd.DataFrame:
    sets = tables.raw("osce_cbms").drop_duplicates("decision")
    return sets[["as_of", "source", "confidence"]].assign(
        date=sets["adopted"],
        date_precision="day",
        category="preventive",
        measure="OSCE confidence-building measures adopted (" + sets["decision"] + ")",
        kind_of_text="regional decision",
        issuer="OSCE Permanent Council, in which the Member States sit",
        note=_before(sets["adopted"], ["day"] * len(sets)),
        **_SAME,
    )


def _before(dates: pd.Series, precisions: Iterable[str]) -> list[str | None]:
    """Return the remark on each date that is certainly before the Toolbox, given how precise it is."""
    kept = ((day, _DIGITS[precision]) for day, precision in zip(dates, precisions, strict=True))
    return [EARLIER if day[:digits] < TOOLBOX_BEGINS[:digits] else None for day, digits in kept]


def forums() -> pd.DataFrame:
    """Return the bodies in which cyber questions are negotiated and what the European Union is in each."""
    return tables.raw("forums")


def initiatives() -> pd.DataFrame:
    """Return coalitions, calls and platforms with their founding, size and state in 2026."""
    return tables.raw("initiatives")


def freedom_on_the_net() -> pd.DataFrame:
    """Return the headline counts of each edition of Freedom House's report."""
    return tables.raw("freedom_on_the_net")


def reading_list() -> pd.DataFrame:
    """Return one primary text and one scholarly piece for each part of the course."""
    return tables.raw("reading_list")


TABLES = {
    "toolbox_uses": toolbox_uses,
    "forums": forums,
    "initiatives": initiatives,
    "freedom_on_the_net": freedom_on_the_net,
    "reading_list": reading_list,
}
