"""The two forms of a phase of X2, reading and deciding, and the decision dict that they make together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ipywidgets import HTML, Layout, Textarea, VBox

from cyberdiplomacy.screens import asking
from cyberdiplomacy.simulation.engine import Decision
from cyberdiplomacy.simulation.questions import Question
from cyberdiplomacy.simulation.x2 import council, form, law, words

PROBABILITIES = (1, 5, *range(10, 95, 5), 93, 95, 97, 99)
_TITLES = {
    "threat": "External threat (Decision (CFSP) 2019/797, Art. 1(2))",
    "effect": "Significant effect (Art. 3)",
    "interest": "What is threatened (Art. 1(4) to (6))",
    "circle": "The one to be listed (Arts 4(1) and 5(1))",
    "paragraph": "Covered by",
}


def reading(seen: Mapping[str, Any], read: Sequence[str], left: int) -> asking.Form:
    """Return the form for reading and sounding: what is still unread, and whom one may ask."""
    items = tuple((one["id"], item(one)) for one in seen["evidence"] if one["id"] not in read)
    tour = (council.TOUR, f"tour of the table: how many hold which position · {form.TOUR_HOURS} h")
    asked = (tour, *((iso2, f"{name} alone · {form.SOUNDING_HOURS} h") for iso2, name in seen["states"].items()))
    return asking.Form(
        [
            Question("read", "many", f"Read ({left} hours left)", items),
            Question("sound", "one", "Sound out", asked),
        ]
    )


class Deciding:
    """The form of the decision itself. ``box`` is its widget."""

    def __init__(self, seen: Mapping[str, Any], known: Mapping[str, str]) -> None:
        """Take what the screen shows, and the titles of the evidence that may be named, by id."""
        self._seen = seen
        self._form = asking.Form(_questions(seen, known))
        self.rationale = Textarea(
            description="Rationale (at most 120 words):",
            style={"description_width": "initial"},
            layout=Layout(width="auto", max_width="46em", height="6em"),
        )
        self.fields = self._form.fields
        self.box = VBox([HTML("<h4>Decide</h4>"), self._form.box, self.rationale])

    def kept(self) -> dict[str, Any]:
        """Return all that is chosen, to be put into another form of the same phase."""
        return {**self._form.answers(), "rationale": self.rationale.value}

    def fill(self, kept: Mapping[str, Any]) -> None:
        """Choose again what was chosen in another form of the same phase."""
        self.rationale.value = kept.get("rationale", "")
        self._form.fill({name: value for name, value in kept.items() if name in self.fields})

    def decision(self) -> Decision:
        """Return the decision that is chosen now, without reading and soundings."""
        given, made = self._form.answers(), {}
        if given["actor"] == form.UNKNOWN:
            made["attribution"] = {"actor": form.UNKNOWN}
        elif given["actor"]:
            number = int(given["probability"]) if given["probability"] else None
            made["attribution"] = {"actor": given["actor"], "probability": number, "words": given["words"]}
        determined = {
            name: {"is": given[name], "evidence": given.get(f"{name}-on", [])}
            for name in law.QUESTIONS
            if given.get(name)
        }
        if determined:
            made["law"] = determined
        if given.get("answers"):
            made["answers"] = given["answers"]
        made["measures"] = given["measures"]
        texts = {one["id"] for one in self._seen["measures"] if one["declaration"]}
        if texts & {*given["measures"]}:
            made["declaration"] = [card for slot in self._seen["cards"] if (card := given[f"card-{slot}"])]
        if self.rationale.value.strip():
            made["rationale"] = self.rationale.value.strip()
        if given.get("drill"):
            made["drill"] = given["drill"]
        return made


def stands(state: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attribution and the determinations as they stand, to be put into the form of the next phase."""
    held, kept = state["attribution"], {}
    if held.get("probability") in (None, *PROBABILITIES):
        kept = {"actor": held.get("actor", ""), "probability": str(held.get("probability") or "")}
        kept["words"] = held.get("words", "")
    for name, one in state["law"].items():
        kept |= {name: one["is"], f"{name}-on": one.get("evidence", [])}
    return kept


def item(one: Mapping[str, Any]) -> str:
    """Return a piece of evidence in one line: title, grade, hours."""
    shown = "a court may see it" if one["may_be_shown"] else "no court may see it"
    return f"{one['title']} · {one['reliability']}{one['credibility']} · {one['hours']} h · {shown}"


def _questions(seen: Mapping[str, Any], known: Mapping[str, str]) -> list[Question]:
    actors = ((form.UNKNOWN, "unknown"), *seen["names"].items())
    scale = tuple((word, f"{word} ({low} to {high} per cent)") for word, (low, high) in words.SCALE.items())
    asked = [
        Question("actor", "one", "Who did it, in your assessment", tuple(actors)),
        Question("probability", "one", "Probability in per cent", tuple((str(one), str(one)) for one in PROBABILITIES)),
        Question("words", "one", "In words", scale),
    ]
    if seen["phase"] not in form.PHASES[:2]:
        for name, answers in law.QUESTIONS.items():
            asked.append(Question(name, "one", _TITLES[name], tuple(answers.items())))
            if name != "paragraph":
                asked.append(Question(f"{name}-on", "many", "… which rests on", tuple(known.items())))
    if seen["pending"]:
        answers = (("compromise", "a compromise"), ("hold", "the same text once more"), ("withdraw", "withdraw it"))
        waiting = tuple((one, f"Silence was broken: {seen['pending'][one]['name']}") for one in seen["pending"])
        asked.append(Question("answers", "map", "Answer", waiting, answers))
    tabled = tuple(
        (one["id"], f"{one['name']} · {one['category']} · {one['decider']} · {one['hours']} h")
        for one in seen["measures"]
    )
    asked.append(Question("measures", "many", "Table", tabled))
    if any(one["declaration"] for one in seen["measures"]):
        for slot, cards in seen["cards"].items():
            label = f"Declaration, sentence on the {slot}" if slot != "next" else "Declaration, what comes next"
            asked.append(Question(f"card-{slot}", "one", label, tuple((one["id"], one["text"]) for one in cards)))
    if seen["phase"] == form.PHASES[-1]:
        ends = (("adopted", "it is adopted"), ("prevented", "it is prevented"))
        asked.append(
            Question("drill", "one", "Drill of Art. 31(1) TEU (see above): what becomes of the decision", ends)
        )
    return asked
