"""``docs/bots.md``: how far one comes without weighing anything. To play takes seconds, so each row carries a seal.

The seal of a row holds for the text of its case with its key, for the rules and players, and for the row as it stands:
whoever changes one of these by hand breaks it, and only then is the case played again.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

import courseware.scenarios
import cyberdiplomacy.simulation
from courseware.documents import markdown
from courseware.scenarios import check, check_x2, table, x1_bots, x2_bots
from cyberdiplomacy.simulation import engine, packs
from cyberdiplomacy.simulation.packs import Pack

PATH = "docs/bots.md"
_SEAL = re.compile(r"^<!-- (X[12] \S+ [0-9a-f]{16}) -->$", re.MULTILINE)
_NO_RULES = ("debrief.py", "logs.py", "parts.py", "sitrep.py", "variant.py")
_TOLD = (
    f"Players who see what the screen shows and never the key, on {len(check.SEEDS)} seeds of each case, graded cases "
    "included. What they reach can be had without weighing anything; judgement begins above it. A case from which they "
    "come away with much is mended."
)
_TOLD_OF = {
    "X1": f"Mean and most points of 100. None may count more than {x1_bots.CEILING}; of the player who guesses the "
    "95th percentile counts, of the others the most.",
    "X2": "Mean points of 100; of *random* the 95th percentile. *Grade* goes by what stands beside a text: it reads "
    "what is graded A or B with credibility 1 or 2, tables whatever prevents or cooperates and the statement that "
    "names nobody, and says nothing on author or law. It often comes further than those who click, since what is "
    f"mild is often right; of the 15 points for evidence it earns at most {check_x2.BY_GRADE}. The two experts know "
    f"the key and play differently. The weaker one leads the best of the others by at least {x2_bots.MARGIN}.",
}


def render(root: Path) -> tuple[str, list[str]]:
    """Return the page, and the cases that had to be played for it; rows of the present page whose seal holds stay."""
    before, sealed = _present(root)
    parts, seals, played = [], [], []
    for simulation in packs.SIMULATIONS:
        rows = []
        for pack in table.cases(root, simulation):
            row = before.get(pack.name, ())
            if _seal(pack, row) not in sealed:
                row = table.row(pack)
                played.append(pack.name)
            rows.append((pack.name, *row))
            seals.append(f"<!-- {_seal(pack, row)} -->")
        parts += [f"## {simulation}", _TOLD_OF[simulation], markdown.table(table.HEADERS[simulation], rows)]
    head = [
        "# How far one comes without weighing anything",
        "Made by `course scenario table`. Change the cases, not this page.",
    ]
    return "\n\n".join([*head, _TOLD, *parts, "\n".join(seals)]) + "\n", played


def stale(root: Path) -> list[str]:
    """Return the cases whose row is missing, too much, or made of another text, other rules or by hand; quick."""
    before, sealed = _present(root)
    every = [pack for simulation in packs.SIMULATIONS for pack in table.cases(root, simulation)]
    due = {_seal(pack, before.get(pack.name, ())) for pack in every}
    return sorted({seal.split()[1] for seal in due ^ sealed})


def _present(root: Path) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    """Return the rows of the present page by case, and its seals; nothing if there is none."""
    path = root / PATH
    page = path.read_text(encoding="utf-8") if path.is_file() else ""
    lines = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    return {name: tuple(rest) for name, *rest in lines}, {*_SEAL.findall(page)}


def _seal(pack: Pack, row: tuple[str, ...]) -> str:
    digest = engine.digest([pack.digest, engine.digest(pack["key"]), _rules(), row])
    return f"{pack.simulation} {pack.name} {digest[:16]}"


@cache
def _rules() -> str:
    """Return a digest of the sources of rules, scores and players."""
    sources = Path(cyberdiplomacy.simulation.__file__).parent.rglob("*.py")
    of_rules = [path for path in sources if path.name not in _NO_RULES]
    players = [Path(courseware.scenarios.__file__).with_name(f"{name}.py") for name in ("x1_bots", "x2_bots", "table")]
    digest = hashlib.sha256()
    for path in [*sorted(of_rules), *players]:
        digest.update(path.read_bytes())
    return digest.hexdigest()
