"""Build the table of parties to the Convention on Cybercrime."""

from __future__ import annotations

import pandas as pd
import tables
import world


def budapest_parties() -> pd.DataFrame:
    """Return parties and signatories of ETS 185 with their names."""
    frame = tables.raw("budapest_parties")
    return frame.assign(name=frame["iso2"].map(world.names()))


TABLES = {"budapest_parties": budapest_parties}
