"""X1, report a NIS2 crisis: ten decisions in three chairs, from the first alarm to the situation report.

``RULES`` is the simulation for ``engine.begin``; ``score`` marks a game with a key, ``sitrep`` writes what X2 reads,
``debrief`` says what changed and why.
"""

from __future__ import annotations

from cyberdiplomacy.simulation.engine import Decision, Simulation, State
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x1 import form, world
from cyberdiplomacy.simulation.x1.phases import PHASES


def _faults(pack: Pack, state: State, decision: Decision) -> list[str]:
    phase = PHASES[len(state["decisions"])]
    return form.faults(pack, phase, decision) or world.unseen(pack, state, phase, decision)


RULES = Simulation("X1", 1, PHASES, world.start, _faults, world.step)
"""The rules of X1; the version changes whenever an old log would play otherwise."""
