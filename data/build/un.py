"""Build the tables of the United Nations and the OSCE: processes, norms, measures, resolutions, votes."""

from __future__ import annotations

import pandas as pd
import tables
import world

SESSION_78 = ("A/RES/78/16", "A/RES/78/237")
"""Resolutions whose roll call lacks Türkiye and takes Yemen for a non-member."""


def un_processes() -> pd.DataFrame:
    """Return the groups, committees and treaties, one a row."""
    return tables.raw("un_processes")


def norms_2015() -> pd.DataFrame:
    """Return the eleven norms of A/70/174, paragraph 13, in our own words."""
    return tables.raw("norms_2015")


def osce_cbms() -> pd.DataFrame:
    """Return the sixteen confidence-building measures of the OSCE."""
    return tables.raw("osce_cbms")


def un_votes() -> pd.DataFrame:
    """Return one row per resolution and state; up to 2019 an absent state has no row."""
    frame = tables.raw("un_votes")
    states = world.countries().set_index("iso2")
    early = frame["resolution"].isin(_early())
    eu27 = frame["iso2"].map(states["eu27"]).astype(bool)
    weak = frame["resolution"].isin(SESSION_78) & ~eu27
    return frame.assign(
        name=frame["iso2"].map(states["name"]),
        eu27=eu27,
        as_of=early.map({True: "2019-12-27", False: "2024-06-30"}),
        source=early.map({True: "voeten-unga", False: "unga-roll-calls-2024"}),
        confidence=early.map({True: "V2", False: "B"}).where(~weak, "C"),
    )


def un_resolutions() -> pd.DataFrame:
    """Return resolutions with tallies and, where a roll call exists, the votes of today's 27 counted."""
    frame = tables.raw("un_resolutions")
    votes = un_votes()
    counted = votes.groupby(["resolution", "vote"]).size().unstack(fill_value=0)
    ours = votes[votes["eu27"]].groupby(["resolution", "vote"]).size().unstack(fill_value=0)
    plenary = frame["stage"] == "plenary"
    called = plenary & frame["resolution"].isin(counted.index)
    for vote in ("yes", "no", "abstain"):
        frame[f"eu27_{vote}"] = frame["resolution"].map(ours[vote]).where(called)
    present = frame[["eu27_yes", "eu27_no", "eu27_abstain"]].sum(axis=1)
    frame["eu27_absent"] = (27 - present).where(called)
    frame["roll_call"] = [
        _roll_call(row, counted.loc[row["resolution"]]) if has else "none"
        for has, (_, row) in zip(called, frame.iterrows(), strict=True)
    ]
    return frame


def _roll_call(row: pd.Series, counted: pd.Series) -> str:
    """Say whether the votes in un_votes add up to the tally of the resolution."""
    same = row["resolution"] not in SESSION_78 and all(
        int(row[vote]) == counted[vote] for vote in ("yes", "no", "abstain")
    )
    return "complete" if same else "incomplete"


def _early() -> set[str]:
    resolutions = tables.raw("un_resolutions")
    return set(resolutions.loc[resolutions["date"] < "2020", "resolution"])


TABLES = {
    "un_processes": un_processes,
    "norms_2015": norms_2015,
    "osce_cbms": osce_cbms,
    "un_resolutions": un_resolutions,
    "un_votes": un_votes,
}
