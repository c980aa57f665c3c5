"""Build the tables of cited indicators: internal-security series, cybersecurity index, internet users."""

from __future__ import annotations

import pandas as pd
import tables
import world


def gci_eu27() -> pd.DataFrame:
    """Return the score of the 27 in each edition of the ITU's Global Cybersecurity Index."""
    frame = tables.raw("gci_eu27")
    frame = frame.assign(name=frame["iso2"].map(world.names()), as_of=frame["edition"] + "-12-31")
    return frame.assign(source="itu-gci", confidence="V1")


def internet_users() -> pd.DataFrame:
    """Return the share of internet users in the population by state and year."""
    frame = tables.raw("internet_users")
    frame = frame.assign(name=frame["iso2"].map(world.names()), as_of=frame["year"] + "-12-31")
    return frame.assign(source="world-bank-wdi-internet-users", confidence="V1")


def series_internal() -> pd.DataFrame:
    """Return published figures on fines, breaches, spending, incidents and awareness."""
    return tables.raw("series_internal")


TABLES = {"gci_eu27": gci_eu27, "internet_users": internet_users, "series_internal": series_internal}
