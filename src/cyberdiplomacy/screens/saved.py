"""Keep the game that is being played in the learner's folder: written whole after each phase, never lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cyberdiplomacy import progress, safe_file
from cyberdiplomacy.simulation import logs
from cyberdiplomacy.simulation.engine import Game, Simulation
from cyberdiplomacy.simulation.packs import Pack

SITREP = "x1-sitrep.json"
"""The situation report that X1 leaves and X2 may begin with, beside the logs."""


def path(simulation: str, pack: str) -> Path:
    """Return where the log of a case is kept."""
    return progress.folder() / f"{simulation.lower()}-{pack}.jsonl"


def save(game: Game) -> None:
    """Write the log of a game; OSError if the folder cannot be used. Whoever is killed half-way leaves the old one."""
    write(path(game.simulation.name, game.pack.name), logs.text(logs.of(game)))


def write(to: Path, text: str) -> None:
    """Write a text whole or not at all; its folder is made at the first writing, for its owner only."""
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    safe_file.write_whole(to, text)


def resume(rules: Simulation, pack: Pack, seed: int) -> tuple[Game | None, str]:
    """Return the game that was left off, or none, and a sentence on what could not be used.

    A log of another seed, of other rules or of another text of the case is set aside under a number, not deleted.
    """
    kept = path(rules.name, pack.name)
    try:
        log = logs.read(kept)
        if log.seed != seed:
            raise logs.LogError(f"It was played with seed {log.seed}.")
        return logs.replay(log, rules, pack), log.trouble
    except logs.LogError as error:
        return None, f"{error} {put_aside(kept)}".strip() if kept.exists() else ""
    except OSError as error:
        return None, f"Earlier games cannot be read ({error.strerror or error})."


def put_aside(kept: Path) -> str:
    """Keep a log under a number beside its place, and say so; say nothing if there is none or it cannot be moved."""
    number = 1
    while (aside := kept.with_name(f"{kept.stem}.kept-{number}.jsonl")).exists():
        number += 1
    try:
        kept.rename(aside)
    except OSError:
        return ""
    return f"The earlier game is kept as {aside.name}."


def trouble(error: OSError) -> str:
    """Return in words that something could not be written."""
    return f"This game is not kept: {error.strerror or error}. Make {progress.folder()} writable."


def save_json(name: str, content: Any) -> None:
    """Write what holds nothing but JSON beside the logs; OSError as :func:`save`."""
    write(progress.folder() / name, json.dumps(content, ensure_ascii=False, indent=1))
