"""Nine preset cases of lesson 06: which bodies act at the technical, the operational and the political level.

Who acts was written down by the authors and stands beside each case; nothing here applies a rule. To decide on levels
and clauses is what graded items ask for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cyberdiplomacy import house
from cyberdiplomacy.explore import Explorer, View

LEVELS = ("political", "operational", "technical")
SIDES = ("State", "Union")
BODIES = {
    ("political", "State"): "government",
    ("political", "Union"): "Council: Presidency, HWPCI, IPCR",
    ("operational", "State"): "cyber crisis management authority",
    ("operational", "Union"): "EU-CyCLONe",
    ("technical", "State"): "CSIRT",
    ("technical", "Union"): "CSIRTs network, with CERT-EU",
}
"""The body, or bodies, of each level in a Member State and in the Union."""
CAPTION = (
    "Made-up cases: who acts at which level, as the authors read the acts. Source: Directive (EU) 2022/2555, Arts "
    "6(7), 9, 10, 15 and 16; Decisions 2014/415/EU and (EU) 2018/1993; Regulation (EU) 2025/38; Art. 42(7) TEU."
)
_NOTHING = "–"


@dataclass(frozen=True)
class Case:
    """A made-up case: what happened, what each body that acts does, by level and side, and why it is so."""

    name: str
    what: str
    acts: Mapping[tuple[str, str], str]
    why: str


CASES = (
    Case(
        "hospital, one region",
        "Ransomware stops a hospital; its State copes, and nobody else is hit",
        {("technical", "State"): "helps the hospital"},
        "No capacity is exceeded and no second State is affected, so it is not large-scale (NIS2, Art. 6(7)).",
    ),
    Case(
        "flaw in mail servers",
        "A flaw in mail servers is found in nine States; nothing is disrupted yet",
        {("technical", "State"): "warns its entities", ("technical", "Union"): "shares signs and fixes"},
        "To exchange information on threats and vulnerabilities is the work of the network (NIS2, Art. 15(3)(c)). "
        "Many States are named, but no incident has had an impact.",
    ),
    Case(
        "grids of two States",
        "An attack cuts off power in two States; each could cope alone",
        {
            ("technical", "State"): "handles its grid",
            ("technical", "Union"): "shares what the teams find",
            ("operational", "State"): "coordinates at home",
            ("operational", "Union"): "shared picture, impact, options",
        },
        "A significant impact on two States makes it large-scale, whatever each could bear (NIS2, Art. 6(7)). "
        "EU-CyCLONe assesses the impact and supports the political level (Art. 16(3)), which need not act.",
    ),
    Case(
        "one State overwhelmed",
        "A small State's registers and hospitals are down, more than its teams can handle; no other State is hit",
        {
            ("technical", "State"): "restores what it can",
            ("technical", "Union"): "is told of the request",
            ("operational", "State"): "asks for the Reserve",
            ("operational", "Union"): "shared picture, impact, options",
        },
        "One State is enough if its capacity is exceeded (NIS2, Art. 6(7)). The authority asks the Cybersecurity "
        "Reserve through the single point of contact (Regulation (EU) 2025/38, Arts 14(3) and 15(3) and (4)).",
    ),
    Case(
        "mail of the institutions",
        "The mail of several institutions of the Union is down; no Member State is hit",
        {("technical", "Union"): "CERT-EU responds"},
        "CERT-EU serves the institutions (Regulation (EU, Euratom) 2023/2841) and is a member of the network "
        "(NIS2, Art. 15(2)). No national team is in charge.",
    ),
    Case(
        "ministry spied on",
        "A foreign ministry finds an intruder who has read along for months; nothing is disrupted",
        {
            ("technical", "State"): "finds and removes the intruder",
            ("political", "State"): "decides whether to name anyone",
            ("political", "Union"): "HWPCI prepares a joint answer",
        },
        "The operational level stays empty: no second State is hit, and no disruption has to be managed. A diplomatic "
        "answer needs none, and the levels are not climbed in order.",
    ),
    Case(
        "payments, trains, clinics",
        "Payments, trains and clinics stop in five States, and people queue for cash",
        {
            ("technical", "State"): "handles the incidents",
            ("technical", "Union"): "shares what the teams find",
            ("operational", "State"): "coordinates at home",
            ("operational", "Union"): "shared picture, impact, options",
            ("political", "State"): "decides for its people",
            ("political", "Union"): "Presidency activates the IPCR",
        },
        "Wide impact and political weight call for the Council. The Presidency decides on the IPCR (Implementing "
        "Decision (EU) 2018/1993); support under Regulation (EU) 2025/38 then follows its procedures (Art. 20(2)).",
    ),
    Case(
        "solidarity clause invoked",
        "A State has used every means it has and every means of the Union, and finds itself clearly overwhelmed",
        {
            ("technical", "State"): "handles the incidents",
            ("technical", "Union"): "shares what the teams find",
            ("operational", "State"): "coordinates at home",
            ("operational", "Union"): "shared picture, impact, options",
            ("political", "State"): "invokes Art. 222 TFEU",
            ("political", "Union"): "Presidency activates IPCR at once",
        },
        "The government turns to the Presidency of the Council and, through the ERCC, to the Commission's President "
        "(Decision 2014/415/EU, Art. 4(2)); the Presidency activates the IPCR immediately (Art. 5(1)).",
    ),
    Case(
        "armed aggression",
        "A State is the victim of armed aggression on its territory, and its networks are attacked as well",
        {
            ("technical", "State"): "handles the incidents",
            ("technical", "Union"): "shares what the teams find",
            ("operational", "State"): "coordinates at home",
            ("operational", "Union"): "shared picture, impact, options",
            ("political", "State"): "calls on the other States",
        },
        "The other States owe aid and assistance (Art. 42(7) TEU). No decision of the Council is needed, although "
        "ministers will meet; the civilian levels go on beside it.",
    ),
)


def explorer() -> Explorer:
    """Return the explorer: choose a case, see which bodies act at which level."""
    return Explorer({"case": [(case.name, case) for case in CASES]}, draw, caption=CAPTION)


def draw(case: Case) -> View:
    """Show which bodies act in one of :data:`CASES`."""
    active = "; ".join(f"{BODIES[place]} ({place[0]}, in the {place[1]}): {done}" for place, done in case.acts.items())
    alt = (
        "Three rungs, technical at the bottom, political at the top, with a box for the State and one for the Union "
        f"on each. {_number(len(case.acts))} of the six boxes stand out by a thick frame and a pointer. {active}."
    )
    return View(_figure(case), alt, f"{case.what}. {case.why}", table(case))


def table(case: Case) -> pd.DataFrame:
    """Return the bodies from the political level down, one row each, with what they do in the case or a dash."""
    rows = [(*place, body, case.acts.get(place, _NOTHING)) for place, body in BODIES.items()]
    return pd.DataFrame(rows, columns=["level", "in the", "body", "in this case"]).set_index("level")


def _figure(case: Case) -> Figure:
    with house.style():
        # Margins by hand: fitting them costs a second drawing, and an explorer has to answer at once.
        figure = Figure(figsize=(8.4, 4.2), layout="none")
        axes = figure.subplots(gridspec_kw={"left": 0.13, "right": 0.99, "bottom": 0.02, "top": 0.8})
        axes.set_title(f"Who acts: {case.name}", pad=14)
        axes.set(xlim=(0, len(SIDES)), ylim=(len(LEVELS), 0))
        axes.set_xticks([0.5, 1.5], [f"in the {side}" for side in SIDES])
        axes.xaxis.tick_top()
        axes.set_yticks([place + 0.5 for place in range(len(LEVELS))], LEVELS)
        axes.tick_params(length=0)
        axes.grid(False)
        axes.spines[:].set_visible(False)
        for (level, side), body in BODIES.items():
            x, y, done = SIDES.index(side), LEVELS.index(level), case.acts.get((level, side))
            box = Rectangle((x + 0.02, y + 0.07), 0.96, 0.86, facecolor="#E6F1F8" if done else "white")
            box.set(edgecolor=house.BLUE if done else house.QUIET, linewidth=3 if done else 0.8)
            axes.add_patch(box)
            name = {"color": house.INK if done else house.QUIET, "fontweight": "bold" if done else "normal"}
            words = f"▸ {body}" if done else body
            axes.text(x + 0.5, y + 0.37, words, ha="center", va="center", fontsize=10, **name)
            axes.text(x + 0.5, y + 0.66, done or _NOTHING, ha="center", va="center", fontsize=10, color=house.INK)
    return figure


def _number(count: int) -> str:
    return ("No", "One", "Two", "Three", "Four", "Five", "Six")[count]
