"""The ten phases of X1, the chair one sits on in each, and the form of each decision as data."""

from __future__ import annotations

from dataclasses import dataclass

LEAD = "compliance lead of the entity"
CSIRT = "national CSIRT and single point of contact"
OFFICER = "officer of EU-CyCLONe"

NOT_SENT = "not sent"
"""What stands in a field for a moment if nothing is sent."""

TLP = ("RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR")
HELD = ("confirmed", "likely", "suspected")
TOPICS = ("effect", "spread", "cause", "author", "data", "measures", "outlook")
IMPACT = ("significant", "some", "none", "unknown")
ARTICLES = (
    "Art. 3(1)(a)", "Art. 3(1)(b)", "Art. 3(1)(c)", "Art. 3(1)(d)", "Art. 3(1)(e)", "Art. 3(1)(f)", "Art. 3(2)",
    "Art. 2(1), not met",
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One question of a form.

    ``kind`` is ``one`` (a word), ``many`` (a list of words without repeats), ``map`` (words with a value each),
    ``instant`` (ISO text with offset, or empty), ``day`` (ISO day, or empty) or ``moment`` (one of the moments that
    the case offers, or :data:`NOT_SENT`). ``options`` are the words, or the name of a list in the case; ``values``
    are the values of a map, or the list that they come from.
    """

    name: str
    kind: str
    label: str
    options: tuple[str, ...] | str = ()
    values: tuple[str, ...] | str = ()


@dataclass(frozen=True)
class Phase:
    """A phase: its name, its title, whose chair it is, what is asked, and the form of the decision."""

    name: str
    title: str
    role: str
    task: str
    fields: tuple[Field, ...]


_TLP = Field("tlp", "one", "Marking by the Traffic Light Protocol", TLP)
_CLAIMS = Field("claims", "many", "Statements in this report", "claims")
_TO = Field("to", "many", "Recipients", "recipients")

FORMS = (
    Phase(
        "anomaly", "Something is wrong", LEAD,
        "Who are you under NIS2, and is this already a significant incident?",
        (
            Field("entity_class", "one", "Class of the entity", ("essential", "important", "out")),
            Field("article", "one", "By which provision of NIS2", ARTICLES),
            Field("significant_now", "one", "Significant by what is known now", ("yes", "not shown", "no")),
        ),
    ),
    Phase(
        "aware", "Aware", LEAD,
        "From which minute does the clock run, which periods end when, and which other duties run beside it?",
        (
            Field("aware_at", "moment", "Aware of the significant incident at", "awareness"),
            Field("significant", "one", "Significant by now", ("yes", "not shown", "no")),
            Field("limbs", "many", "Limbs of Art. 23(3) that are met", ("entity", "others")),
            Field("facts", "many", "Facts that the finding rests on", "claims"),
            Field("due_early_warning", "instant", "Early warning due at the latest"),
            Field("due_notification", "instant", "Notification due at the latest"),
            Field("duties", "many", "Other reporting duties that run", ("GDPR", "DORA", "CRA", "CER")),
        ),
    ),
    Phase(
        "early_warning", "Early warning", LEAD, "Send the early warning, or do not.",
        (
            Field("send", "moment", "Sent at", "early_warning"),
            _TO,
            _TLP,
            Field("malicious", "one", "Unlawful or malicious act", ("suspected", "not suspected", "proven")),
            Field("cross_border", "one", "Impact across borders", ("possible", "not expected")),
            _CLAIMS,
        ),
    ),
    Phase(
        "notification", "Notification", LEAD, "Notify the incident, and serve the other duties.",
        (
            Field("send", "moment", "Sent at", "notification"),
            _TO,
            _CLAIMS,
            Field("others", "map", "Other notifications, each with its moment", ("GDPR", "DORA", "CRA", "CER"),
                  "notification"),
        ),
    ),
    Phase(
        "cross_border", "Across the border", CSIRT, "Whom do you inform, and what do you pass on?",
        (Field("inform", "many", "Inform", "recipients"), _TLP, _CLAIMS),
    ),
    Phase(
        "large_scale", "Large-scale?", CSIRT, "Is it a large-scale cybersecurity incident, and by which limb?",
        (
            Field("states", "map", "Impact by State", "states", IMPACT),
            Field("large_scale", "one", "Large-scale under Art. 6(7)", ("yes", "not shown", "no")),
            Field("limbs", "many", "Limbs of Art. 6(7) that are met", ("capacity", "two states")),
            Field("grounds", "many", "Facts that the finding rests on", "claims"),
        ),
    ),
    Phase(
        "escalation", "EU-CyCLONe and IPCR", OFFICER, "Which level acts, and what do you propose to it?",
        (
            Field("cyclone", "one", "EU-CyCLONe", ("convene", "inform", "nothing")),
            Field("ipcr", "one", "Propose to the Presidency: IPCR", ("full", "information sharing", "nothing")),
            Field("reserve", "one", "EU Cybersecurity Reserve", ("ask", "prepare", "nothing")),
            Field("clause", "one", "Clause of the Treaties to be invoked by the State", ("none", "222", "42(7)")),
        ),
    ),
    Phase(
        "recovery", "Recovery", OFFICER, "Agree on the lines that the public hears.",
        (Field("public", "many", "Public lines", "lines"),),
    ),
    Phase(
        "final_report", "Final report", LEAD, "You are in the first chair again. Report at the end of the month.",
        (
            Field("due", "day", "Due on"),
            Field("kind", "one", "Which report", ("final report", "progress report")),
            Field("send", "moment", "Sent at", "final_report"),
            _CLAIMS,
        ),
    ),
    Phase(
        "handover", "Handover", OFFICER, "Write the situation report for those who decide abroad.",
        (
            Field("statements", "map", "Statements, each with how surely it is held", "claims", HELD),
            Field("unknown", "many", "Said openly to be unknown", TOPICS),
            Field("requests", "many", "Requests", "requests"),
            _TO,
            _TLP,
        ),
    ),
)  # fmt: skip
PHASES = tuple(form.name for form in FORMS)
BY_NAME = {form.name: form for form in FORMS}
