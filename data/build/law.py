"""Build the legal tables: acts, listings under the cyber sanctions, reporting clocks, NIS2 transposition."""

from __future__ import annotations

import pandas as pd
import tables
import world

CONSOLIDATED = "celex:02019D0797-20260713"
"""Decision (CFSP) 2019/797 with its annex as it stood after the listings of 13 July 2026."""

NOTICES = "nis2-reasoned-opinions; nis2-cer-notices"


def legal_acts() -> pd.DataFrame:
    """Return the acts, proposals and policy documents the lessons name, one CELEX number a row."""
    return tables.raw("legal_acts")


def listings() -> pd.DataFrame:
    """Return every listing under Decision (CFSP) 2019/797 with the acts of its round; persons unnamed.

    The two last days come from Article 10 of the consolidated Decision.
    """
    rows = tables.raw("listings").merge(tables.raw("listing_rounds"), on="listing_date", validate="m:1")
    acts = rows["regulation_celex"].map(lambda celex: f"; celex:{celex}", na_action="ignore").fillna("")
    return rows.assign(
        status="listed",
        listings_valid_until="2027-05-18",
        framework_valid_until="2028-05-18",
        as_of="2026-07-13",
        source=CONSOLIDATED + acts,
        confidence="A",
    )


def reporting_clocks() -> pd.DataFrame:
    """Return the deadlines for incident reports, one clock a row, each with the article that sets it."""
    clocks = tables.raw("reporting_clocks")
    return clocks.assign(as_of="2026-10-10", source="celex:" + clocks["celex"], confidence="A")


def nis2_transposition() -> pd.DataFrame:
    """Return the steps of the Commission against each of the 27 over NIS2 and CER, and the national state seen."""
    rows = tables.raw("nis2_transposition")
    referred = rows["court_referral"] == "1"
    return rows.assign(
        name=rows["iso2"].map(world.names()),
        as_of="2026-10-10",
        source=referred.map({True: NOTICES + "; ec-ip-26-1499", False: NOTICES}),
        confidence="B",
    )


TABLES = {
    "legal_acts": legal_acts,
    "listings": listings,
    "reporting_clocks": reporting_clocks,
    "nis2_transposition": nis2_transposition,
}
