"""Who sits at the table of a class: three offices and some of the 27, with positions dealt by lot."""

from __future__ import annotations

from dataclasses import dataclass

from courseware.scenarios.kit.blocks import Bullets, Card, Text
from cyberdiplomacy.simulation import chance
from cyberdiplomacy.simulation.x2 import council, form, states

OFFICES = 3
SIZES = range(8, 29)
"""How many people a class may have, the three offices among them."""
_AGREES = "agrees"
_HOW = {
    True: "Help to find the text. Before silence begins, say what in it is false, or not carried by what was read.",
    False: "If a text does what you object to, break silence, and give that reason and no other. Else keep silent.",
}


@dataclass(frozen=True)
class Seat:
    """A delegation at the table, and what it asks for."""

    iso2: str
    stance: str

    @property
    def name(self) -> str:
        """The name of the Member State."""
        return states.names()[self.iso2]


def deal(size: int, seed: int) -> list[Seat]:
    """Return the delegations of a class, in alphabetical order.

    Which Member States sit at the table and which position each holds are two draws that do not look at each other,
    so a position says nothing about a country. At the table of 27 about a quarter ask for something; at a small one
    two do at least, or silence would never be broken.

    Parameters
    ----------
    size
        People in the class without the teacher, one of :data:`SIZES`.
    seed
        The same seed deals the same table.
    """
    at_table = chance.shuffled([*states.shares()], seed, "kit", "seats")[: size - OFFICES]
    demands = chance.shuffled([one for one in council.STANCES if one != _AGREES], seed, "kit", "demands")
    asking = max(2, round(len(at_table) * (100 - council.WEIGHTS[_AGREES]) / 100))
    hands = [demands[at % len(demands)] if at < asking else _AGREES for at in range(len(at_table))]
    dealt = chance.shuffled(hands, seed, "kit", "hands")
    seats = [Seat(iso2, stance) for iso2, stance in zip(at_table, dealt, strict=True)]
    return sorted(seats, key=lambda seat: seat.name)


def cards(seats: list[Seat]) -> list[Card]:
    """Return a card for each office and each delegation."""
    return [*_offices(), *map(_delegate, seats)]


def _delegate(seat: Seat) -> Card:
    share = states.shares()[seat.iso2] / 100
    return Card(
        "Role card · delegate",
        seat.name,
        (
            Text(f"{share:.2f} % of the population of the Union (for the drill at the end).", "Your State:"),
            Text(f"your delegation {council.STANCES[seat.stance]}. {_HOW[seat.stance == _AGREES]}", "Your position:"),
            Text("Show this card to nobody. Who sounds you out alone is told the truth."),
            Text(f"The position was drawn by lot. It says nothing about {seat.name}.", "Please note:"),
        ),
    )


def _offices() -> list[Card]:
    return [
        Card(
            "Role card · office",
            "Presidency, in the chair",
            (
                Text("You open and close each phase, give the floor and sum up. You have no position of your own."),
                Bullets(
                    [
                        "Keep the minutes of the running order; the teacher helps.",
                        "Ask what the table wants to read, to sound out and to table, and note it on the decision "
                        "sheet.",
                        "Start each silence procedure: say the text, write down the deadline, collect the slips.",
                        "Look for the text that nobody breaks.",
                    ]
                ),
            ),
        ),
        Card(
            "Role card · office",
            "External Action Service, at the desk",
            (
                Text("You read the reports aloud, keep the hours and hold the pen."),
                Bullets(
                    [
                        "Lay the list of evidence on the table. Fetch from the teacher what the table opens, and "
                        "take its hours from those of the phase.",
                        f"A delegate sounded out alone takes {form.SOUNDING_HOURS} hour, a tour of the table "
                        f"{form.TOUR_HOURS}: in a tour all hand in their positions without names, and you count them.",
                        "Compose the declaration from the sentence cards, one from each place.",
                        "If silence is broken, propose a compromise.",
                    ]
                ),
            ),
        ),
        Card(
            "Role card · office",
            "RELEX, counsellor",
            (
                Text("Before a listing goes round you look at its legal text, and at nothing else. Send it back if"),
                Bullets(
                    [
                        "one of the five determinations on the legal sheet is missing;",
                        "by the table's own determination the Decision does not cover the case, or nobody can be "
                        "listed;",
                        "nothing that a court may see stands behind “the one to be listed”.",
                    ]
                ),
                Text("Whether a determination is right you do not say: that is for the debrief, and for courts."),
            ),
        ),
    ]
