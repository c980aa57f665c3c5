"""The cases of X1 with their keys: of practice cases in them, of graded ones in their exercise set."""

from __future__ import annotations

import ast
import re

import yaml

from cyberdiplomacy import places
from cyberdiplomacy.simulation.packs import Pack, load, names
from cyberdiplomacy.simulation.x1 import world
from cyberdiplomacy.simulation.x1.phases import PHASES

GRADED = {"clinics-in-march": "x1"}
"""Cases without a key, and the exercise set whose test cells hold it, one part in each."""


def key_in(exercise: str) -> dict:
    """Return the key that the test cells of a set hold, put together."""
    text = (places.root() / "content/exercises" / f"{exercise}.md").read_text(encoding="utf-8")
    whole: dict = {"wrong": {}}
    for part in re.findall(r'KEY = yaml\.safe_load\("""\n(.*?)"""\)', text, re.DOTALL):
        for phase, fields in yaml.safe_load(part).items():
            whole.setdefault(phase, {}).update(fields)
    return {"only": whole}


def solved(exercise: str) -> list[dict]:
    """Return the decisions that the solutions of a set make together, phase by phase."""
    text = (places.root() / "content/exercises" / f"{exercise}.md").read_text(encoding="utf-8")
    decisions: dict[str, dict] = {phase: {} for phase in PHASES}
    for code in re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", text, re.DOTALL):
        for phase, fields in ast.literal_eval(code.split(" = ", 1)[1]).items():
            decisions[phase].update(fields)
    return [*decisions.values()]


def with_key(name: str) -> Pack:
    """Return a case with its key, wherever that stands."""
    pack = load("X1", name)
    key = key_in(GRADED[name]) if name in GRADED else pack["key"]
    return Pack(pack.simulation, pack.name, {**pack.content, "key": key}, pack.digest)


CASES = {name: with_key(name) for name in names("X1")}
COURSE_SEED = {
    (name, world.start(pack, seed)["course"]): seed for name, pack in CASES.items() for seed in reversed(range(40))
}
"""For each case and course of events the lowest seed that draws it."""
