"""Read the cases that are played: one YAML file a pack, under ``content/scenarios/``."""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cyberdiplomacy import places

SCENARIOS = "content/scenarios"
SIMULATIONS = ("X1", "X2")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PackError(ValueError):
    """A pack that is missing or cannot be read; the text names the nearest, or the line."""


@dataclass(frozen=True)
class Pack:
    """A case: for which simulation, its name, its content as read, and a digest of the file it came from."""

    simulation: str
    name: str
    content: dict[str, Any]
    digest: str

    def __getitem__(self, key: str) -> Any:
        return self.content[key]


def names(simulation: str) -> list[str]:
    """Return the names of the packs of a simulation, sorted."""
    return sorted(path.stem for path in folder(simulation).glob("*.yml"))


def graded(simulation: str) -> list[str]:
    """Return the names of the packs that carry no key, which are those that marks are given for."""
    return [name for name in names(simulation) if "key" not in load(simulation, name).content]


def load(simulation: str, name: str) -> Pack:
    """Return a pack of the course.

    Raises
    ------
    PackError
        If there is none of this name (the nearest is given), or its file is no YAML.
    """
    path = folder(simulation) / f"{name}.yml"
    if name not in names(simulation):
        known = names(simulation)
        near = difflib.get_close_matches(str(name), known, n=1, cutoff=0.4)
        hint = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(known) or 'none'}."
        raise PackError(f"There is no case '{name}' for {simulation}. {hint}")
    return parse(simulation, name, path.read_text(encoding="utf-8"))


def parse(simulation: str, name: str, text: str) -> Pack:
    """Return the pack that a text holds; PackError with line and column if it is no YAML or no mapping."""
    try:
        content = yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f", line {where.line + 1}" if where else ""
        raise PackError(f"The case '{name}'{line} is no YAML: {getattr(error, 'problem', error)}.") from None
    if not isinstance(content, dict):
        raise PackError(f"The case '{name}' holds no keys with values. Copy one that works and change it.")
    return Pack(simulation, name, content, hashlib.sha256(text.encode()).hexdigest())


def folder(simulation: str) -> Path:
    """Return where the cases of a simulation lie; PackError if there is no such simulation."""
    if simulation not in SIMULATIONS:
        raise PackError(f"There is no simulation '{simulation}'. There are {' and '.join(SIMULATIONS)}.")
    return places.root() / SCENARIOS / simulation.lower()
