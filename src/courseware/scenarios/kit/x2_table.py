"""X2 on paper, what lies on the table from the beginning: rules, roles, measures, sentences and sheets to fill in."""

from __future__ import annotations

from collections.abc import Iterator

from courseware.scenarios.kit import abstention, blocks, running, x2_numbers, x2_order, x2_seats
from courseware.scenarios.kit.blocks import Bullets, Card, Cards, Choices, Document, Lines, Sheet, Table, Text
from courseware.scenarios.kit.x2_seats import Seat
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x2 import form, law, words

CATEGORIES = {
    "preventive": "keep it from happening again, or to others",
    "cooperative": "talk, help and work together",
    "stability": "say in public what the Union holds",
    "restrictive": "list persons and entities",
    "support": "stand by a State in what it may lawfully do",
}
"""The five categories of the Toolbox, each in a few words."""
GRADES = (
    ("A or 1", "completely reliable", "confirmed by other sources"),
    ("B or 2", "usually reliable", "probably true"),
    ("C or 3", "fairly reliable", "possibly true"),
    ("D or 4", "not usually reliable", "doubtful"),
    ("E or 5", "unreliable", "improbable"),
    ("F or 6", "cannot be judged", "cannot be judged"),
)
_QUESTIONS = {
    "threat": "1. External threat (Decision (CFSP) 2019/797, Art. 1(2))",
    "effect": "2. Significant effect (Art. 3)",
    "interest": "3. What is threatened (Art. 1(4) to (6))",
    "circle": "4. The one to be listed (Arts 4(1) and 5(1))",
    "paragraph": "5. Covered by",
}


def document(pack: Pack, seats: list[Seat]) -> Document:
    """Return everything that the class may see before the first minute."""
    sheets = [
        _situation(pack),
        Sheet("How to weigh what you read", _weighing()),
        Sheet("Role cards", (Text("Cut along the lines; one card a person."), Cards(x2_seats.cards(seats)))),
        Sheet("Measures", [*_measures(pack)]),
        _sentences(pack),
        Sheet("Silence procedure", _silence()),
        Sheet("Abstention under Art. 31(1) TEU", abstention.worked()),
        *(_decision(pack, phase) for phase in form.PHASES),
        _declaration(pack),
        Sheet("Legal sheet for a listing", [*_determinations()]),
        Sheet("Your own slip", _slip()),
    ]
    return blocks.participants(pack["title"], sheets)


def _situation(pack: Pack) -> Sheet:
    hours = [(at, phase, pack["days"][phase], pack["hours"][phase]) for at, phase in enumerate(form.PHASES, start=1)]
    return Sheet(
        "What this is about",
        [
            Text(pack["summary"]),
            Text(
                "States, firms, services and reports are made up; the law is that of the Union. The Member States at "
                "the table are real, and their positions are drawn by lot: they say nothing about the country."
            ),
            Text("You play the working party of the Council that answers the incident, in five phases and 90 minutes."),
            Table("The phases", ("Phase", "Name", "Day in the story", "Working hours"), hours),
            Bullets(
                [
                    "Each phase: what is new is read aloud; the table opens evidence, sounds out and tables measures.",
                    "All of that takes hours, and hours that are left do not carry over.",
                    "Who gets a card with evidence reads it and tells the table in two sentences what it says, how "
                    "good it is, and whether a court may see it.",
                    "A measure for which the 27 decide goes through a silence procedure. Others are done when tabled.",
                    "At the end of each phase you write on your slip who did it, how probable that is, and the word "
                    "for it.",
                ]
            ),
            running.table("Running order", x2_order.STEPS),
        ],
    )


def _weighing() -> list[Text | Table]:
    return [
        Text(
            "The letter grades the source, the figure what it says. The two are independent: a reliable source can "
            "pass on a rumour."
        ),
        Table("Grades", ("Letter or figure", "Letter: the source is", "Figure: what it says is"), GRADES),
        Text(
            "A word stands for a range of per cent, and number and word have to agree. The scale is that of "
            "Intelligence Community Directive 203 of the United States."
        ),
        Table(
            "Words for probabilities",
            ("Word", "Per cent"),
            [(word, f"{low} to {high}") for word, (low, high) in words.SCALE.items()],
        ),
        Text(
            "What a service assesses, what a State says for itself, and what the Union puts into a text are three "
            "things.",
            "Keep apart:",
        ),
    ]


def _measures(pack: Pack) -> Iterator[Text | Cards]:
    numbers = x2_numbers.of(pack)
    for category, what in CATEGORIES.items():
        cards = [
            Card(
                f"{numbers[one['id']]} · {category} · {x2_numbers.hours(one['hours'])}",
                one["name"],
                (
                    Text(one["text"]),
                    Text(f"{one['decider']}.", "Decided by:"),
                    Text(f"{', '.join(one['phases'])}.", "May be tabled in:"),
                    *([Text(f"{numbers[one['after']]} was adopted.", "Only if")] if one.get("after") else []),
                    *([Text("the legal sheet, which RELEX looks at first.", "Needs")] if one.get("listing") else []),
                ),
            )
            for one in pack["measures"]
            if one["category"] == category
        ]
        yield Text(f"{what}.", f"{category.capitalize()}:")
        yield Cards(cards)


def _sentences(pack: Pack) -> Sheet:
    numbers, slots = x2_numbers.of(pack), pack["declaration"]["slots"]
    cards = [
        Card(f"{numbers[one['id']]} · place: {one['slot']}", f"Sentence {numbers[one['id']]}", (Text(one["text"]),))
        for slot in slots
        for one in pack["declaration"]["cards"]
        if one["slot"] == slot
    ]
    told = f"A declaration has {len(slots)} sentences, one from each place, in this order: {', '.join(slots)}."
    return Sheet("Sentences for the declaration", [Text(told), Cards(cards)])


def _silence() -> list[Text | Bullets | Table]:
    return [
        Text(
            "A text on which the 27 decide is not voted on here. It goes round with a deadline, and it is agreed if "
            "nobody objects by then."
        ),
        Bullets(
            [
                "The chair reads the text, writes the deadline on the sheet, three minutes ahead by the clock in "
                "the room, and says: “Silence runs until …”.",
                "Who objects hands the chair a slip before the deadline, with the reason. What comes later does not "
                "count.",
                "At the deadline the chair says “silence was kept”, and the text is agreed; or “silence was "
                "broken”, with the reasons, and never with a reproach.",
                "Silence is agreement. Who keeps silent cannot complain later.",
            ]
        ),
        Table(
            "When silence was broken",
            ("Answer", "What it means"),
            [
                ("a compromise", "a softer text goes round once more, for one minute; broken again, it has failed"),
                ("the same text once more", "as above; it annoys, and works only if what was asked for has come since"),
                ("withdraw it", "the text is off the table"),
            ],
        ),
        Table(
            "Write here",
            ("Text", "Deadline", "Broken by, with the reason", "Answer", "Second deadline, and the end"),
            [("", "", "", "", "")] * 6,
        ),
    ]


def _decision(pack: Pack, phase: str) -> Sheet:
    number = form.PHASES.index(phase) + 1
    actors = [*(one["name"] for one in pack["actors"].values()), "unknown"]
    return Sheet(
        f"Decision sheet, phase {number}: {phase}",
        [
            Text(f"{pack['hours'][phase]}, more or less if the teacher says so.", "Hours in this phase:"),
            Table("What takes hours", ("Evidence, sounding or measure", "Hours", "Hours left"), [("", "", "")] * 7),
            Choices("Who did it, in the assessment of the table", actors),
            Lines("Per cent, and the word for it (nothing for “unknown”)"),
            Lines("Tabled, and what became of it", 3),
            Lines("Why, in at most 120 words", 4),
        ],
    )


def _declaration(pack: Pack) -> Sheet:
    rows = [(slot, "", "") for slot in pack["declaration"]["slots"]]
    return Sheet(
        "The declaration",
        [
            Table("Sentences", ("Place", "Number, and the sentence as agreed", "Softer, if silence was broken"), rows),
            Lines("Does it name a State? A territory? Nobody? On which evidence?", 2),
            Lines("Written freely: your own declaration of six sentences", 10),
        ],
    )


def _determinations() -> Iterator[Text | Choices | Lines]:
    yield Text(
        "Filled in before a listing goes round. Each answer rests on evidence that has been read; for the one to be "
        "listed on something that a court may see."
    )
    for question, title in _QUESTIONS.items():
        yield Choices(title, [*law.QUESTIONS[question].values()])
        if question != "paragraph":
            yield Lines("It rests on (numbers of evidence)")


def _slip() -> list[Text | Table]:
    return [
        Text(
            "One slip a person. Fill in a row at the end of each phase, before you talk about it. Show it in the "
            "debrief."
        ),
        Table(
            "Who did it, in my assessment",
            ("Phase", "Who, or unknown", "Per cent", "Word", "On which two cards it rests"),
            [(phase, "", "", "", "") for phase in form.PHASES],
        ),
    ]
