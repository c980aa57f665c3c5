"""X2 on paper, for the teacher alone: how to run it, who holds which position, what moves the meters, the debrief."""

from __future__ import annotations

from courseware.scenarios.kit import blocks, running, x2_handouts, x2_key, x2_order
from courseware.scenarios.kit.blocks import Bullets, Document, Sheet, Table, Text
from courseware.scenarios.kit.x2_seats import OFFICES, Seat
from cyberdiplomacy.screens.x2_pages import NOTPETYA
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x2 import council, law, rules, score, tabling


def document(pack: Pack, seats: list[Seat], seed: int) -> Document:
    """Return what the class must not see before the debrief."""
    sheets = [
        _before(pack, seats),
        _positions(seats),
        _meters(pack, seed),
        *x2_key.sheets(pack, seed),
        _counted(pack),
        _debrief(pack),
    ]
    return blocks.teacher(pack["title"], sheets)


def _before(pack: Pack, seats: list[Seat]) -> Sheet:
    return Sheet(
        "Before the lesson",
        [
            Text(
                f"For {len(seats) + OFFICES} people: {OFFICES} offices and {len(seats)} delegations. Nobody needs a "
                "computer. If more come than there are cards, two share a delegation; if fewer, leave out "
                "delegations whose position is “agrees”."
            ),
            Bullets(
                [
                    "Print “participants” once: cut the role cards, lay the rest on the table. Copy its last sheet, "
                    f"the slip, {len(seats) + OFFICES} times.",
                    "Print “handouts” once. Cut the evidence cards and keep them by phase: a card leaves your hand "
                    "when the table opens it.",
                    "Print this file once, and let it lie face down. It holds the key.",
                    "Draw three bars on the board: unity, credibility, escalation.",
                ]
            ),
            running.table(f"Running order: {x2_order.MINUTES} minutes", x2_order.STEPS),
            Text(f"{'; '.join(pack['law'])}.", "The case turns on:"),
        ],
    )


def _positions(seats: list[Seat]) -> Sheet:
    return Sheet(
        "Who holds which position",
        [
            Text("Drawn by lot. To be shown in the last minutes, with that sentence."),
            Table(
                "Positions",
                ("Delegation", "Position", "It"),
                [(seat.name, seat.stance, council.STANCES[seat.stance]) for seat in seats],
            ),
        ],
    )


def _meters(pack: Pack, seed: int) -> Sheet:
    unity, credibility = rules.ADOPTED_UNITY, rules.ADOPTED_CREDIBILITY
    moves = [
        ("a measure is adopted or done", f"unity +{unity}, credibility +{credibility}"),
        ("silence is broken", f"unity −{tabling.BROKEN}"),
        ("the same text goes round once more", f"unity −{tabling.HELD}"),
        ("a text is withdrawn", f"unity −{tabling.WITHDRAWN}"),
        ("a text fails", f"unity −{tabling.FAILED}, credibility −{tabling.FAILED_CREDIBILITY}"),
        ("a draft names a State too early (see below)", f"credibility −{tabling.LEAKED}: it leaks"),
        (
            "such a text is adopted",
            f"unity −{tabling.PREMATURE['unity']}, credibility −{tabling.PREMATURE['credibility']}, escalation "
            f"+{tabling.PREMATURE['escalation']}",
        ),
        *(
            (f"Art. {clause} is advised, and {why}", f"credibility −{tabling.MISUSED[clause]}")
            for clause, why in tabling.CLAUSES.items()
            if clause not in pack["clauses_open"]
        ),
        (f"nothing at all adopted when the phase “{rules.SILENT_UNTIL}” ends", f"credibility −{rules.SILENT_COST}"),
        *(
            (f"{one['name']} is adopted", f"escalation +{one['escalates']}: {one['why_escalates']}")
            for one in pack["measures"]
            if one.get("escalates")
        ),
    ]
    drawn = [(phase, one["title"], x2_handouts.effect(one)) for phase, one in x2_handouts.events(pack, seed).items()]
    letter, figure = council.GRADE_NEEDED
    return Sheet(
        "Unity, credibility, escalation",
        [
            Text(f"Unity and credibility begin at {rules.START} of 100, escalation at 0. You keep them on the board."),
            Table("What moves them", ("When", "Then"), moves),
            Text(
                f"A State is named too early if less than {council.ITEMS_NEEDED} items graded {letter}{figure} or "
                "better have been opened, or if the table's own attribution is not to a State at 80 per cent or more."
            ),
            Table("Events of this seed", ("Phase", "Event", "It changes"), drawn),
        ],
    )


def _counted(pack: Pack) -> Sheet:
    key = pack["key"]
    text = (
        "" if key["cards"] is None else f" {score.TEXT} of them for sentences that fit, none if a red line is crossed."
    )
    rows = [
        ("evidence", f"{len(key['evidence']['needed'])} needed; each item that is not worth reading takes away"),
        ("law", f"{len(law.QUESTIONS)} determinations, with evidence that carries them"),
        (
            "calibration",
            "own slips: within 5 points of what the read evidence carries; “unknown” where it carries little",
        ),
        (
            "measures",
            f"{len(key['measures']['key'])} asked for, in their phases; each that does not fit takes away.{text}",
        ),
        ("outcome", "what stands at the end, times unity and credibility; escalation takes away"),
    ]
    return Sheet(
        "Counting sheet",
        [
            Text("As on the screen, and by eye: talk about the reasons, not the points."),
            Table(
                "Components",
                ("Component", "What counts", "Points", "Of"),
                [(name, what, "", score.WEIGHTS[name]) for name, what in rows],
            ),
        ],
    )


def _debrief(pack: Pack) -> Sheet:
    began = pack["file"]["incident"]["began"][:10]
    clocks = [
        ("your case", "the attack", began),
        *(("your case", phase, day) for phase, day in pack["days"].items()),
        *(("NotPetya", what, day.isoformat()) for what, day in NOTPETYA),
    ]
    return Sheet(
        "Debrief",
        [
            Bullets(pack["debrief"]["questions"]),
            Table(
                "Real cases, day by day",
                ("When", "What"),
                [(one["at"], one["what"]) for one in pack["debrief"]["cases"]],
            ),
            Table("Two clocks", ("Clock", "What", "Day"), clocks),
            Text("From the attack to the listing 37 months passed; the regime existed for 14 of them."),
        ],
    )
