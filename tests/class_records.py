"""Records of a class that meets everything a report must show, and names that may hold anything."""

from __future__ import annotations

from courseware.course_model import Misconception
from courseware.grade.classroom.records import Record
from courseware.grade.judging.outcome import State, Verdict

TITLES = {"q-term": "Item 1: the word and the thing", "q-count": "Item 2: count <b>acts</b>", "q-text": "Item 3: why"}
OF = {"q-term": 4.0, "q-count": 2.0, "q-text": 3.0}
REPAIR = "Changed by the learner, so restored; what stood there is kept below it, not run: q-count."
REFUSAL = "ex01.ipynb is no notebook: line 1 is no JSON. Hand in the notebook itself, as saved by JupyterLab."
FAULT = "The sandbox broke off twice; this item needs a person."
NAMES = {
    "ada": "Lovelace, Ada",
    "bo": 'Bø "Bo" Ängström',
    "cy": "<script>hacked = 1</script>",
    "dee": '=HYPERLINK("http://example.eu","Dee")',
    "eve": "د. إيف‏ O'Neil\nthe Second",
    "fay": "\u202eyaF\u202c \x07",
}
MISCONCEPTIONS = {
    "MIS-one-term": Misconception(
        name="E-diplomacy and cyber diplomacy are one thing.",
        attracts="The press swaps the words.",
        right="They are two: the one is about tools, the other about security & stability in cyberspace.",
        lessons=["01"],
    ),
}


def verdict(item: str, points: float | None, state: State | None = None, belief: str = "", *hints: str) -> Verdict:
    """A verdict on an item of the class; its state follows from the points if it is not given."""
    of = OF[item]
    follows = "needs a person" if points is None else "right" if points == of else "partly" if points else "not yet"
    return Verdict(item, TITLES[item], state or follows, points, of, hints, belief)


CLASS = [
    Record("ada", "graded", verdicts=(verdict("q-term", 4.0), verdict("q-count", 2.0), verdict("q-text", 3.0))),
    Record(
        "bo",
        "repaired",
        notes=(REPAIR, "Not used, since only the notebook counts: 'notes.txt'."),
        verdicts=(
            verdict("q-term", 1.0),
            verdict("q-count", 0.0, "not yet", "MIS-one-term"),
            verdict("q-text", 0.0, "not attempted"),
        ),
    ),
    Record(
        "cy",
        "needs a person",
        verdicts=(
            verdict("q-term", 0.0, "not yet", "MIS-one-term"),
            verdict("q-count", 0.0, "not yet", "MIS-one-term"),
            verdict("q-text", None),
        ),
    ),
    Record(
        "dee",
        "needs a person",
        verdicts=tuple(verdict(item, None, None, "", FAULT) for item in OF),
    ),
    Record("eve", "refused", notes=(REFUSAL,)),
    Record("fay", "missing"),
]
