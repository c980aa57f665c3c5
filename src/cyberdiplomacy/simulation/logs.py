"""Keep a game as a file of lines: a head, then one line a decision, each tied to all before it.

A line once written is never changed. A log that was cut off or edited is still read as far as it holds, and says what
is wrong with the rest. Nothing is written here; ``screens.saved`` keeps a copy of such a file before play goes on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cyberdiplomacy.simulation import engine, packs
from cyberdiplomacy.simulation.engine import Decision, Game, Simulation

_HEAD = ("simulation", "version", "pack", "pack_digest", "seed")


class LogError(ValueError):
    """A log that cannot be played here; the text says why and what to do."""


@dataclass(frozen=True)
class Log:
    """What was played. ``trouble`` says what is wrong with lines that were left out; empty if the log is whole."""

    simulation: str
    version: int
    pack: str
    pack_digest: str
    seed: int
    decisions: tuple[Decision, ...]
    hashes: tuple[str, ...]
    trouble: str = ""


def of(game: Game) -> Log:
    """Return the log of a game."""
    hashes = tuple(engine.digest(state) for state in game.states[1:])
    rules = game.simulation
    return Log(rules.name, rules.version, game.pack.name, game.pack.digest, game.seed, game.decisions, hashes)


def text(log: Log) -> str:
    """Return a log as lines of JSON."""
    lines = [_head(log)]
    before = engine.digest(_head(log))
    for decision, state in zip(log.decisions, log.hashes, strict=True):
        line = {"decision": decision, "state": state, "before": before}
        lines.append(line)
        before = engine.digest(line)
    return "".join(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n" for line in lines)


def parse(written: str) -> Log:
    """Return the log that a text holds, as far as it holds.

    Raises
    ------
    LogError
        If not even its first line can be read: then nothing is known of the game.
    """
    # Only what ends a line of a file: texts of players may hold other signs that end lines elsewhere.
    lines = written.removesuffix("\n").split("\n")
    head = _line(lines[0])
    if not isinstance(head, dict) or not all(key in head for key in _HEAD) or not _typed(head):
        raise LogError("This is no log of a simulation: its first line does not name simulation, case and seed.")
    decisions: list[Decision] = []
    hashes: list[str] = []
    before, trouble = engine.digest({key: head[key] for key in _HEAD}), ""
    for number, line in enumerate(lines[1:], start=2):
        entry = _line(line)
        if not isinstance(entry, dict) or not isinstance(entry.get("decision"), dict):
            trouble = _said(number, "is cut off or no JSON", len(decisions))
        elif entry.get("before") != before or not isinstance(entry.get("state"), str):
            trouble = _said(number, "does not follow from the lines above: one of them was changed", len(decisions))
        if trouble:
            break
        decisions.append(entry["decision"])
        hashes.append(entry["state"])
        before = engine.digest({key: entry[key] for key in ("decision", "state", "before")})
    known = {key: head[key] for key in _HEAD}
    return Log(**known, decisions=tuple(decisions), hashes=tuple(hashes), trouble=trouble)


def read(path: Path) -> Log:
    """Return the log of a file; LogError if it is missing or as :func:`parse`."""
    try:
        return parse(path.read_text(encoding="utf-8", errors="replace"))
    except FileNotFoundError:
        raise LogError(f"There is no log {path.name}. Play first; each phase is saved when it is decided.") from None


def replay(log: Log, simulation: Simulation, pack: packs.Pack | None = None) -> Game:
    """Return the game of a log, played again.

    Raises
    ------
    LogError
        If it was played with other rules or another text of the case, or if a state comes out otherwise than it says.
    """
    game, wrong = _held(log, simulation, pack)
    if wrong:
        raise LogError(wrong)
    return game


def resume(log: Log, simulation: Simulation, pack: packs.Pack | None = None) -> tuple[Game, str]:
    """Return the game of a log, played again as far as it holds, and what is wrong with the rest; empty if nothing is.

    Raises
    ------
    LogError
        If it was played with other rules or another text of the case: then no decision of it can be used.
    """
    game, wrong = _held(log, simulation, pack)
    return game, f"{wrong} {_good(len(game.decisions))}" if wrong else log.trouble


def _held(log: Log, simulation: Simulation, pack: packs.Pack | None) -> tuple[Game, str]:
    """Return the game up to the first decision that does not lead to the state noted for it, and what is wrong there.

    The hash in a line tells whether the lines *above* it are as they were; on its own decision only the state tells.
    """
    if log.simulation != simulation.name:
        raise LogError(f"This is a log of {log.simulation}, not of {simulation.name}.")
    if log.version != simulation.version:
        raise LogError(
            f"This log was played with version {log.version} of {log.simulation}, and version {simulation.version} is "
            "installed. It is kept as it is; play it with the course it was played with, or begin a new game."
        )
    case = pack or packs.load(simulation.name, log.pack)
    if case.digest != log.pack_digest:
        raise LogError(
            f"The text of the case '{log.pack}' has changed since this log was played. The log is kept as it is; begin "
            "a new game to play the new text."
        )
    try:
        game = engine.begin(simulation, case, log.seed)
    except engine.DecisionError as error:
        raise LogError(f"This log begins no game. {error}") from None
    for number, (decision, noted) in enumerate(zip(log.decisions, log.hashes, strict=True), start=1):
        try:
            after = game.decide(decision)
        except engine.DecisionError as error:
            return game, f"Decision {number} of this log cannot have been taken. {error}"
        if engine.digest(after.state) != noted:
            return game, f"Decision {number} of this log does not lead to the state that it notes: the log was edited."
        game = after
    return game, ""


def played(simulation: Simulation, name: str) -> Game:
    """Return the game that lies beside a case, played again; PackError or LogError if there is no case or no game."""
    pack = packs.load(simulation.name, name)
    return replay(read(packs.folder(simulation.name) / f"{name}.played.jsonl"), simulation, pack)


def _head(log: Log) -> dict[str, Any]:
    return {key: getattr(log, key) for key in _HEAD}


def _typed(head: dict[str, Any]) -> bool:
    numbers = all(type(head[key]) is int for key in ("version", "seed"))
    return numbers and all(isinstance(head[key], str) for key in ("simulation", "pack", "pack_digest"))


def _line(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _said(number: int, what: str, kept: int) -> str:
    return f"Line {number} of the log {what}. {_good(kept)}"


def _good(kept: int) -> str:
    good = {0: "No decision above it holds", 1: "The one decision above it holds"}.get(
        kept, f"The {kept} decisions above it hold"
    )
    return f"{good}; you can play on from there."
