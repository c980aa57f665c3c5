"""What players who do not think reach in each case, as a page for the documents: ``course scenario table``."""

from __future__ import annotations

import statistics
from collections.abc import Mapping

from courseware.scenarios import check, x1_bots
from cyberdiplomacy.simulation import packs

_HEAD = f"""\
# How far one comes without thinking

Players who read what the screen shows and never the key, on {len(check.SEEDS)} seeds of each practice case.
In X1 none may have more than {x1_bots.CEILING} points of 100; of the player who guesses the 95th percentile counts.
Made by `course scenario table`.

"""


def page() -> str:
    """Return the page as Markdown: a row for each practice case of X1."""
    rows = {
        pack.name: {name: _words(totals) for name, totals in check.bot_totals(pack).items()}
        for pack in map(_x1, packs.names("X1"))
        if "key" in pack.content
    }
    return _HEAD + _table(rows)


def _x1(name: str) -> packs.Pack:
    return packs.load("X1", name)


def _words(totals: list[int]) -> str:
    return f"mean {statistics.mean(totals):.0f}, 95th percentile {sorted(totals)[94]}, most {max(totals)}"


def _table(rows: Mapping[str, Mapping[str, str]]) -> str:
    lines = [["case", *x1_bots.BOTS], ["---"] * (len(x1_bots.BOTS) + 1)]
    lines += [[name, *(found[bot] for bot in x1_bots.BOTS)] for name, found in rows.items()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
