"""The smallest simulation: say a number in each of three phases; the sum and a draw are the state."""

from cyberdiplomacy.simulation import chance
from cyberdiplomacy.simulation.engine import Simulation
from cyberdiplomacy.simulation.packs import Pack, parse

PACK = parse("X1", "toy", "title: Toy\nbonus: 3\n")


def _start(pack: Pack, seed: int) -> dict:
    return {"sum": pack["bonus"], "drawn": []}


def _faults(pack: Pack, state: dict, decision: dict) -> list[str]:
    return [] if type(decision.get("number")) is int else ["Give 'number', a whole number."]


def _step(pack: Pack, state: dict, decision: dict) -> dict:
    state["sum"] += decision["number"]
    state["drawn"].append(chance.pick("abc", decision["number"] % 5, "letter", len(state["drawn"])))
    return state


TOY = Simulation("X1", 1, ("first", "second", "third"), _start, _faults, _step)
