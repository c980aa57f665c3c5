"""Build the tables of capacity-building projects and of cyber dialogues with partner states."""

from __future__ import annotations

import pandas as pd
import tables
import world


def capacity_projects() -> pd.DataFrame:
    """Return the projects named in the leaflet and those that followed them."""
    return tables.raw("capacity_projects")


def cyber_dialogues() -> pd.DataFrame:
    """Return the rounds of cyber dialogue that were found, with the partner's name."""
    frame = tables.raw("cyber_dialogues")
    return frame.assign(partner=frame["iso2"].map(world.names()))


TABLES = {"capacity_projects": capacity_projects, "cyber_dialogues": cyber_dialogues}
