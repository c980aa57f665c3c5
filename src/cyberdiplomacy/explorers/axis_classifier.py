"""Twelve preset cases of lesson 03, each with its axis, its legal home, and who proposes and decides.

The cases are data with their homes written down by the authors; nothing here applies a rule. To write the rule that
leads from an article to a home is what a graded item asks for.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cyberdiplomacy import house
from cyberdiplomacy.explore import Explorer, View

AXES = ("internal", "both", "external")
HOMES = {
    "internal market": "internal\nmarket",
    "area of freedom, security and justice": "freedom, security\nand justice",
    "CFSP/CSDP": "foreign, security\nand defence policy",
    "national security": "national\nsecurity",
    "other": "other",
}
"""The legal homes as the table of legal acts has them, with the words that name them in the figure."""
CAPTION = (
    "Twelve cases by axis and legal home. The axis is our reading, the home follows from the legal basis. "
    "Source: EUR-Lex, the acts named in the cases."
)
_LINE = 0.27  # from one name to the next within a cell


@dataclass(frozen=True)
class Case:
    """One measure as an example: its name in the figure, its axis and home, its basis, and who makes it."""

    name: str
    what: str
    axis: str
    home: str
    basis: str
    proposes: str
    decides: str


_LAW = ("European Commission", "European Parliament and Council, by qualified majority")
CASES = (
    Case(
        "incident report",
        "A hospital has to report a significant incident (NIS2, Art. 23)",
        "internal",
        "internal market",
        "Art. 114 TFEU",
        *_LAW,
    ),
    Case(
        "secure camera",
        "A camera made anywhere has to be secure before it is sold here (Cyber Resilience Act)",
        "both",
        "internal market",
        "Art. 114 TFEU",
        *_LAW,
    ),
    Case(
        "crime of hacking",
        "Illegal access to a system becomes a crime in the Member States (Directive 2013/40/EU)",
        "internal",
        "area of freedom, security and justice",
        "Art. 83(1) TFEU",
        "European Commission, or a quarter of the Member States",
        _LAW[1],
    ),
    Case(
        "order for data",
        "A judge orders e-mails from a provider, wherever the data lie (Regulation (EU) 2023/1543)",
        "both",
        "area of freedom, security and justice",
        "Art. 82(1) TFEU",
        "European Commission, or a quarter of the Member States",
        _LAW[1],
    ),
    Case(
        "entry ban",
        "Listed persons may not enter the Union (Decision (CFSP) 2019/797, Art. 4)",
        "external",
        "CFSP/CSDP",
        "Art. 29 TEU",
        "a Member State or the High Representative",
        "Council, by unanimity",
    ),
    Case(
        "asset freeze",
        "A bank in the Union freezes the account of a listed group (Regulation (EU) 2019/796, Art. 3)",
        "both",
        "CFSP/CSDP",
        "Art. 215 TFEU",
        "High Representative and European Commission together",
        "Council, by qualified majority",
    ),
    Case(
        "cyber dialogue",
        "Diplomats of the Union meet those of a partner; no act is adopted",
        "external",
        "CFSP/CSDP",
        "Title V TEU",
        "European External Action Service prepares",
        "Member States in the Council set the line",
    ),
    Case(
        "response team",
        "Experts of several States help a State, a mission or a partner (PESCO, Decision (CFSP) 2017/2315)",
        "both",
        "CFSP/CSDP",
        "Art. 46 TEU",
        "the States that take part",
        "the States that take part, by unanimity",
    ),
    Case(
        "secret service",
        "An intelligence service chooses which networks it watches",
        "both",
        "national security",
        "Art. 4(2) TEU: no act of the Union",
        "nobody in the Union",
        "each Member State for itself",
    ),
    Case(
        "export licence",
        "A maker of surveillance software needs a licence to export it (Regulation (EU) 2021/821)",
        "external",
        "other",
        "Art. 207(2) TFEU, trade",
        *_LAW,
    ),
    Case(
        "research centre",
        "A centre in Bucharest pays for research (Regulation (EU) 2021/887)",
        "internal",
        "other",
        "Arts 173(3) and 188 TFEU, industry and research",
        *_LAW,
    ),
    Case(
        "paid helpers",
        "Trusted firms help after an attack, also in associated States (Cyber Solidarity Act)",
        "both",
        "other",
        "Arts 173(3) and 322(1)(a) TFEU, industry and budget",
        *_LAW,
    ),
)


def explorer() -> Explorer:
    """Return the explorer: choose a case, see where it stands and who makes it."""
    return Explorer({"case": [(case.name, case) for case in CASES]}, draw, caption=CAPTION)


def draw(case: Case) -> View:
    """Show one of :data:`CASES` among the others."""
    axis = "both axes" if case.axis == "both" else f"the {case.axis} axis"
    said = (
        f"{case.what}. It sits on {axis}; its legal home is {case.home} ({case.basis}). "
        f"Proposes: {case.proposes}. Decides: {case.decides}."
    )
    alt = (
        f"A grid of three axes and five legal homes with the names of twelve cases. A thick frame and an arrow mark "
        f"“{case.name}” at {axis}, {case.home}. Each axis has cases in two homes or more."
    )
    return View(_figure(case), alt, said, table())


def table() -> pd.DataFrame:
    """Return all cases: one row a case, with axis, home, basis, and who proposes and decides."""
    columns = {
        "axis": "axis",
        "home": "legal home",
        "basis": "legal basis",
        "proposes": "proposes",
        "decides": "decides",
    }
    rows = pd.DataFrame([vars(case) for case in CASES]).set_index("name")
    return rows[list(columns)].rename(columns=columns).rename_axis("case")


def _figure(chosen: Case) -> Figure:
    homes = list(HOMES)
    with house.style():
        # Margins by hand: fitting them costs a second drawing, and an explorer has to answer at once.
        figure = Figure(figsize=(8.2, 5), layout="none")
        axes = figure.subplots(gridspec_kw={"left": 0.2, "right": 0.98, "bottom": 0.03, "top": 0.83})
        axes.set_title("An axis does not tell the home", pad=14)
        axes.set(xlim=(0, len(AXES)), ylim=(len(homes), 0))
        axes.set_xticks([place + 0.5 for place in range(len(AXES))], ["internal axis", "both axes", "external axis"])
        axes.xaxis.tick_top()
        axes.set_yticks([place + 0.5 for place in range(len(homes))], list(HOMES.values()))
        axes.tick_params(length=0)
        axes.grid(False)
        axes.spines[:].set_visible(False)
        for x, axis in enumerate(AXES):
            for y, home in enumerate(homes):
                here = [case for case in CASES if (case.axis, case.home) == (axis, home)]
                marked = chosen in here
                box = Rectangle((x + 0.02, y + 0.05), 0.96, 0.9, facecolor="#E6F1F8" if marked else "white")
                box.set(edgecolor=house.BLUE if marked else house.QUIET, linewidth=3 if marked else 0.8)
                axes.add_patch(box)
                for place, case in enumerate(here):
                    words = f"▸ {case.name}" if case is chosen else case.name
                    height = y + 0.5 + (place - (len(here) - 1) / 2) * _LINE
                    weight = "bold" if case is chosen else "normal"
                    axes.text(x + 0.5, height, words, ha="center", va="center", fontsize=10, fontweight=weight)
    return figure
