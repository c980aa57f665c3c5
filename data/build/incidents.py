"""Build the tables of incident counts and of delays to attribution, all computed figures.

The raw tables hold counts that the authors computed from an EuRepoC extract of December 2023 and from the Cyber
Operations Tracker; neither data set is included.
"""

from __future__ import annotations

import pandas as pd
import tables
import world

_EUREPOC = {"as_of": "2023-12-31", "source": "eurepoc-global-dataset", "confidence": "V1"}


def incident_counts() -> pd.DataFrame:
    """Return counts of incidents by year, target in the 27, initiator and type."""
    return tables.stamp(tables.raw("incident_counts"), **_EUREPOC)


def incident_counts_by_member_state() -> pd.DataFrame:
    """Return counts of incidents by member state that was hit and year."""
    frame = tables.raw("incident_counts_by_member_state")
    return tables.stamp(frame.assign(name=frame["iso2"].map(world.names())), **_EUREPOC)


def attribution_delay_counts() -> pd.DataFrame:
    """Return counts of incidents by period, initiator category and days to the first attribution."""
    return tables.stamp(tables.raw("attribution_delay_counts"), **_EUREPOC)


def attribution_delay_medians() -> pd.DataFrame:
    """Return the median days to the first attribution by period and EU target."""
    return tables.stamp(tables.raw("attribution_delay_medians"), **_EUREPOC)


def cfr_counts() -> pd.DataFrame:
    """Return counts of operations by year, suspected sponsor and type."""
    frame = tables.raw("cfr_counts")
    return tables.stamp(frame, as_of="2022-12-31", source="cfr-cyber-operations-tracker", confidence="V1")


TABLES = {
    "incident_counts": incident_counts,
    "incident_counts_by_member_state": incident_counts_by_member_state,
    "attribution_delay_counts": attribution_delay_counts,
    "attribution_delay_medians": attribution_delay_medians,
    "cfr_counts": cfr_counts,
}
