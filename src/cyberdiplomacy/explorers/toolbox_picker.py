"""Preset situations of lesson 10: measures of the Toolbox, the category or categories of each, and who decides.

The situations are made up. Measures, categories and deciders were written down by the authors; nothing here applies a
rule. Categories follow the leaflet, which lists démarches and dialogues in two of them: the purpose decides. Who
decides is our reading of practice wherever a measure names no article.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cyberdiplomacy import house
from cyberdiplomacy.explore import Explorer, View

CATEGORIES = ("preventive", "cooperative", "stability", "restrictive", "support to Member States")
CAPTION = (
    "Made-up situations: measures that could be chosen, as the authors read the texts. Who decides is our reading of "
    "practice wherever no article is named. Source: categories from the EU's leaflet; Decision (CFSP) 2019/797, "
    "recital 3 and Art. 6(1); Arts 27(2) and 42(7) TEU; Arts 221 and 222 TFEU."
)
_NOTHING = "–"


@dataclass(frozen=True)
class Measure:
    """A measure that could be chosen: its category or categories, and who decides on it."""

    name: str
    categories: tuple[str, ...]
    decided_by: str


@dataclass(frozen=True)
class Situation:
    """A made-up situation: what is known, the measures that fit it, and what it teaches."""

    name: str
    what: str
    measures: tuple[Measure, ...]
    why: str


PROJECT = Measure("capacity building", ("preventive",), "European Commission, with the partner country")
TRUST = Measure(
    "confidence-building measure", ("preventive",), "the States in the OSCE or another forum; the Union supports"
)
AWARENESS = Measure("public diplomacy", ("preventive",), "European External Action Service and its delegations")
HELP = Measure("technical assistance", ("cooperative",), "European Commission or Member States, with the partner")
DIALOGUE = Measure(
    "dialogue", ("cooperative", "stability"), "European External Action Service, with the partner (Art. 27(2) TEU)"
)
DEMARCHE = Measure(
    "démarche",
    ("cooperative", "stability"),
    "High Representative; as a rule a delegation delivers it (Art. 221 TFEU)",
)
DECLARATION = Measure("declaration on behalf of the Union", ("stability",), "all Member States; one objection stops it")
SPOKESPERSON = Measure("spokesperson statement", ("stability",), "European External Action Service")
CONCLUSIONS = Measure("Council conclusions", ("stability",), "Council, by common accord")
LISTING = Measure(
    "listing",
    ("restrictive",),
    "Council, unanimously, on a proposal of a Member State or the High Representative (Decision (CFSP) 2019/797, "
    "Art. 6(1))",
)
SOLIDARITY = Measure("Art. 222 TFEU", ("support to Member States",), "the State that is hit invokes it")
ASSISTANCE = Measure("Art. 42(7) TEU", ("support to Member States",), "the State that is hit calls on the others")

SITUATIONS = (
    Situation(
        "worm without an author",
        "A worm spreads through three States; nobody knows or claims to know who wrote it",
        (AWARENESS, HELP, SPOKESPERSON, DECLARATION),
        "Four measures without any attribution: a text can condemn the act and name nobody.",
    ),
    Situation(
        "friend with a finding",
        "A partner outside the Union names the State that spied on it; the Member States have no view of their own",
        (HELP, DIALOGUE, DECLARATION),
        "The declaration can express solidarity and cite the partner's assessment as the partner's.",
    ),
    Situation(
        "servers in a third State",
        "Attacks come through servers in a third State; whether its government knows of them is disputed",
        (DIALOGUE, DEMARCHE, DECLARATION),
        "All three can urge the State to act on its territory without calling it the author. The first two leave no "
        "trace in public unless somebody wants one.",
    ),
    Situation(
        "service of a State",
        "The Member States agree that the intelligence service of a State broke into a parliament",
        (DEMARCHE, DECLARATION, CONCLUSIONS, LISTING),
        "The declaration can name the State, because all agree. The listing is another decision, about persons or "
        "entities, and attributes nothing.",
    ),
    Situation(
        "gang for money",
        "A gang extorts hospitals; evidence against its members and its hosting firm can be shown to a court",
        (AWARENESS, DEMARCHE, LISTING),
        "No State is named and a listing is possible all the same: it needs an attack as in Art. 1, persons or "
        "entities, and reasons (Decision (CFSP) 2019/797, Arts 1 and 4 to 7). The démarche asks the State in which the "
        "servers stand for help.",
    ),
    Situation(
        "capacities overwhelmed",
        "A State has used its own means and those of the Union, and finds itself clearly overwhelmed by an attack",
        (SPOKESPERSON, SOLIDARITY),
        "The State itself invokes the solidarity clause (Decision 2014/415/EU, Art. 4). It need not know the author.",
    ),
    Situation(
        "armed aggression",
        "A State is the victim of armed aggression on its territory, by soldiers and through networks",
        (DECLARATION, ASSISTANCE),
        "The duty to assist lies on the other States and needs no decision of the Council (Art. 42(7) TEU).",
    ),
    Situation(
        "calm year in a region",
        "Nothing has happened. Neighbours mistrust each other, and one of them has no response team",
        (PROJECT, TRUST, DIALOGUE),
        "Most of the Toolbox is for days like this: it makes misuse harder and misreading rarer.",
    ),
    Situation(
        "no common accord",
        "One Member State objects to every word that a declaration on an attack could have",
        (SPOKESPERSON, DEMARCHE),
        "What needs all of them fails, and the failed draft stays unpublished. A spokesperson can speak, not for the "
        "Member States; and each of them may speak for itself.",
    ),
)


def explorer() -> Explorer:
    """Return the explorer: choose a situation, see measures by category and who decides on them."""
    return Explorer({"situation": [(one.name, one) for one in SITUATIONS]}, draw, caption=CAPTION)


def draw(situation: Situation) -> View:
    """Show the measures of one of :data:`SITUATIONS`."""
    filled = "; ".join(
        f"{category}: {', '.join(names)}" for category, names in _by_category(situation).items() if names
    )
    alt = (
        "Five boxes, one for each category. Those with a measure have a thick frame and a pointer before each measure; "
        f"a measure of two categories stands in both. {filled}."
    )
    return View(_figure(situation), alt, f"{situation.what}. {situation.why}", table(situation))


def table(situation: Situation) -> pd.DataFrame:
    """Return the measures of a situation, one row each, with category or categories and who decides."""
    rows = [(one.name, " and ".join(one.categories), one.decided_by) for one in situation.measures]
    return pd.DataFrame(rows, columns=["measure", "category", "who decides"]).set_index("measure")


def _by_category(situation: Situation) -> dict[str, list[str]]:
    return {category: [one.name for one in situation.measures if category in one.categories] for category in CATEGORIES}


def _figure(situation: Situation) -> Figure:
    with house.style():
        # Margins by hand: fitting them costs a second drawing, and an explorer has to answer at once.
        figure = Figure(figsize=(8.4, 3.9), layout="none")
        axes = figure.subplots(gridspec_kw={"left": 0.18, "right": 0.99, "bottom": 0.02, "top": 0.88})
        axes.set_title(f"What could be chosen: {situation.name}")
        axes.set(xlim=(0, 1), ylim=(len(CATEGORIES), 0), xticks=[])
        axes.set_yticks([place + 0.5 for place in range(len(CATEGORIES))], [fill(name, 12) for name in CATEGORIES])
        axes.tick_params(length=0)
        axes.grid(False)
        axes.spines[:].set_visible(False)
        for place, names in enumerate(_by_category(situation).values()):
            box = Rectangle((0.005, place + 0.08), 0.99, 0.84, facecolor="#E6F1F8" if names else "white")
            box.set(edgecolor=house.BLUE if names else house.QUIET, linewidth=3 if names else 0.8)
            axes.add_patch(box)
            words = "   ".join(f"▸ {name}" for name in names) or _NOTHING
            weight = {"fontweight": "bold" if names else "normal", "color": house.INK if names else house.QUIET}
            axes.text(0.03, place + 0.5, words, ha="left", va="center", fontsize=10, **weight)
    return figure
