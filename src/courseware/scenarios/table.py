"""What players who weigh nothing reach in each case, beside two experts, as the row of a table."""

from __future__ import annotations

import re
import statistics
from pathlib import Path
from typing import Any

import yaml

from courseware.scenarios import check, schema_x2, x1_bots, x2_bots
from cyberdiplomacy.simulation import packs
from cyberdiplomacy.simulation.packs import Pack

HEADERS = {
    "X1": ("case", *x1_bots.BOTS, "highest that counts"),
    "X2": ("case", *x2_bots.BOTS, *x2_bots.EXPERTS, "the weaker expert leads by"),
}
X1_SET = "content/exercises/x1.md"
_KEY = re.compile(r'KEY = yaml\.safe_load\("""\n(.*?)"""\)', re.DOTALL)


def cases(root: Path, simulation: str) -> list[Pack]:
    """Return the cases of a simulation under a root, by name, each with its key; one without any is left out.

    The key of a graded case is read from its exercise, which only authors have: in X2 from its own file, in X1 put
    together from the hidden tests of the set.
    """
    found = []
    for path in sorted((root / packs.SCENARIOS / simulation.lower()).glob("*.yml")):
        pack = packs.parse(simulation, path.stem, path.read_text(encoding="utf-8"))
        key = pack.content.get("key") or (_x1_key(root) if simulation == "X1" else _x2_keys(root).get(path.stem))
        if key:
            found.append(Pack(simulation, pack.name, {**pack.content, "key": key}, pack.digest))
    return found


def row(pack: Pack) -> tuple[str, ...]:
    """Play a case with every player on a hundred seeds and return what stands in its row after the name."""
    if pack.simulation == "X1":
        totals = check.bot_totals(pack)
        counted = [sorted(found)[94] if name == "guesses" else max(found) for name, found in totals.items()]
        return *(f"{statistics.mean(found):.0f}, at most {max(found)}" for found in totals.values()), str(max(counted))
    reached = x2_bots.margins(pack, pack["key"])
    return *(f"{reached[name]:.0f}" for name in (*x2_bots.BOTS, *x2_bots.EXPERTS)), f"{x2_bots.gap(reached):.0f}"


def _x1_key(root: Path) -> dict[str, Any]:
    path = root / X1_SET
    whole: dict[str, Any] = {"wrong": {}}
    for part in _KEY.findall(path.read_text(encoding="utf-8")) if path.is_file() else ():
        for phase, fields in yaml.safe_load(part).items():
            whole.setdefault(phase, {}).update(fields)
    return {"only": whole} if len(whole) > 1 else {}


def _x2_keys(root: Path) -> dict[str, Any]:
    path = root / schema_x2.GRADED_KEY
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
