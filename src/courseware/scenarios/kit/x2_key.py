"""X2 on paper, the key for the teacher: what each item is worth, what holds in law, what to table and what to say."""

from __future__ import annotations

from courseware.scenarios.kit import abstention, x2_numbers
from courseware.scenarios.kit.blocks import Sheet, Table, Text
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x2 import debrief, evidence, form, law


def sheets(pack: Pack, seed: int) -> list[Sheet]:
    """Return the key of a practice case, and the answer to the drill of a seed."""
    return [_evidence(pack), _law(pack, seed), _measures(pack), _sentences(pack)]


def _evidence(pack: Pack) -> Sheet:
    key, numbers = pack["key"], x2_numbers.of(pack)
    needed, useful, flag = key["evidence"]["needed"], key["evidence"]["useful"], key["false_flag"]
    ids = [one["id"] for one in pack["evidence"]]
    weighed = debrief.weighed(pack, key, ids)
    rows = [
        (
            numbers[one],
            row["item"],
            row["grade"],
            "needed" if one in needed else "useful" if one in useful else "leave it",
            row["speaks"],
            row["odds"],
        )
        for one, row in zip(ids, weighed, strict=True)
    ]
    by_id = form.by_id(pack["evidence"])
    carried = []
    for at, phase in enumerate(form.PHASES, start=1):
        known = [one for one in needed if by_id[one]["phase"] in form.PHASES[:at]]
        found = evidence.posterior(key, known)
        carried.append((phase, *(f"{100 * found[actor]:.0f}" for actor in pack["actors"])))
    return Sheet(
        "Key: evidence and attribution",
        [
            Text(f"{pack['actors'][key['truth']]['name']}.", "Who did it:"),
            Text(
                f"{numbers[flag['item']]}, “{by_id[flag['item']]['title']}”; {numbers[flag['exposed_by']]} shows it. "
                f"{flag['why']}",
                "The false flag:",
            ),
            Table(
                "What each item is worth",
                ("Number", "Item", "Grade", "To be read", "Speaks", "Changes the odds"),
                rows,
            ),
            Table(
                "What the needed items carry, in per cent, once those of the phase have been read",
                ("Phase", *(one["name"] for one in pack["actors"].values())),
                carried,
            ),
        ],
    )


def _law(pack: Pack, seed: int) -> Sheet:
    numbers = x2_numbers.of(pack)
    rows = [
        (question, law.QUESTIONS[question][answer], x2_numbers.spoken(numbers, carrying))
        for question, right in pack["key"]["law"].items()
        for answer, carrying in right.items()
    ]
    told = (
        "A listing that was adopted on a determination that does not hold passes on the day, and a court annuls it "
        "later: tell the class so in the debrief, not before."
    )
    return Sheet(
        "Key: law",
        [
            Table("Determinations that hold", ("Question", "Answer", "Evidence that carries it"), rows),
            Text(told),
            Text(abstention.answer(seed), "Drill of Art. 31(1) TEU:"),
        ],
    )


def _measures(pack: Pack) -> Sheet:
    key, numbers = pack["key"]["measures"], x2_numbers.of(pack)
    names = {one["id"]: f"{numbers[one['id']]} {one['name']}" for one in pack["measures"]}
    tables = [
        Table(
            caption,
            ("Measure", "In", "Why"),
            [
                (
                    names[one],
                    ", ".join(due["phases"]) + (f"; late: {', '.join(due['late'])}" if due.get("late") else ""),
                    due["why"],
                )
                for one, due in part.items()
            ],
        )
        for caption, part in (("The case asks for", key["key"]), ("Acceptable", key["acceptable"]))
        if part
    ]
    red = [(names[one], why) for one, why in key["wrong"].items()]
    wrong = Table("Red lines: better left alone", ("Measure", "Why"), red)
    return Sheet("Key: measures", [*tables, wrong])


def _sentences(pack: Pack) -> Sheet:
    judged, numbers = pack["key"]["cards"], x2_numbers.of(pack)
    if judged is None:
        return Sheet("Key: sentences", [Text("This case asks for no declaration: no sentence earns anything.")])
    known = form.by_id(pack["declaration"]["cards"])
    rows = [
        (
            numbers[one],
            card["slot"],
            "fits" if one in judged["good"] else "does no harm" if one in judged["fair"] else "RED LINE",
            judged["red"].get(one, ""),
            x2_numbers.spoken(numbers, [card["softer"]] if card.get("softer") else []),
        )
        for one, card in known.items()
    ]
    header = ("Sentence", "Place", "Verdict", "Why", "Softer, as a compromise")
    return Sheet("Key: sentences", [Table("The declaration", header, rows)])
