"""Keep games, and the reports they end with, in the learner's folder: written whole after each phase, never lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from cyberdiplomacy import progress, safe_file
from cyberdiplomacy.simulation import logs
from cyberdiplomacy.simulation.engine import Game, Simulation
from cyberdiplomacy.simulation.packs import Pack

_ONE_FOR_ALL = "x1-sitrep.json"
"""Where earlier versions of the course kept the situation report of the case of X1 that was played last."""


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

    A log of another seed, of other rules or of another text of the case is set aside under a number, not deleted. One
    that holds in part only is copied there whole, since the next decision writes the log anew.
    """
    kept = path(rules.name, pack.name)
    try:
        log = logs.read(kept)
        if log.seed != seed:
            raise logs.LogError(f"It was played with seed {log.seed}.")
        game, trouble = logs.resume(log, rules, pack)
        return game, f"{trouble} {_copied_aside(kept)}" if trouble else ""
    except logs.LogError as error:
        return None, f"{error} {put_aside(kept)}".strip() if kept.exists() else ""
    except OSError as error:
        return None, f"Earlier games cannot be read ({error.strerror or error}). {put_aside(kept)}".strip()


def put_aside(kept: Path) -> str:
    """Keep a log under a number beside its place, and say so; say nothing if there is none or it cannot be moved."""
    try:
        aside = _places(kept)[-1]
        kept.rename(aside)
    except OSError:
        return ""
    return f"The earlier game is kept as {aside.name}."


def _copied_aside(kept: Path) -> str:
    """Keep a copy of a log under a number beside its place, and say so, or why not; the same bytes are kept once."""
    try:
        *earlier, aside = _places(kept)
        whole = kept.read_bytes()
        same = next((one for one in earlier if one.read_bytes() == whole), None)
        if not same:
            shutil.copy2(kept, aside)
    except OSError as error:
        return f"The whole log cannot be kept ({error.strerror or error}): copy {kept} before you decide."
    return f"The whole log is kept as {(same or aside).name}."


def _places(kept: Path) -> list[Path]:
    """Return the places beside a log where earlier ones are kept, and last the first that is free."""
    places, number = [], 1
    while (aside := kept.with_name(f"{kept.stem}.kept-{number}.jsonl")).exists():
        places.append(aside)
        number += 1
    return [*places, aside]


def trouble(error: OSError) -> str:
    """Return in words that something could not be written."""
    return f"This game is not kept: {error.strerror or error}. Make {progress.folder()} writable."


def report(case: str) -> str:
    """Return the name of the file, beside the logs, with the situation report that a game of this case of X1 left."""
    return f"x1-sitrep-{case}.json"


def save_report(content: dict[str, Any]) -> None:
    """Write a situation report under the name of its case; OSError as :func:`save`."""
    write(progress.folder() / report(content["pack"]), json.dumps(content, ensure_ascii=False, indent=1))


def read_report(case: str) -> Any:
    """Return the situation report that X1 left of a case, now or in an earlier version of the course.

    Raises
    ------
    FileNotFoundError
        If there is neither.
    OSError, ValueError
        If the file cannot be read, or is no JSON.
    """
    try:
        return json.loads((progress.folder() / report(case)).read_text(encoding="utf-8"))
    except FileNotFoundError:
        earlier = _earlier_report()
        if isinstance(earlier, dict) and earlier.get("pack") == case:
            return earlier
        raise


def _earlier_report() -> Any:
    """Return what the one file for all cases holds; nothing if it cannot be read, for then nobody knows its case."""
    try:
        return json.loads((progress.folder() / _ONE_FOR_ALL).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
