"""X2, "Decide with the Toolbox": the Council's answer to an incident, from the first report to the follow-up.

``RULES`` is the simulation that ``engine`` plays. ``score`` and ``debrief`` take the key of a case as an argument: the
rules do not know it.
"""

from __future__ import annotations

from cyberdiplomacy.simulation.engine import Simulation
from cyberdiplomacy.simulation.x2 import form, rules

RULES = Simulation("X2", 1, form.PHASES, rules.start, form.faults, rules.step)
