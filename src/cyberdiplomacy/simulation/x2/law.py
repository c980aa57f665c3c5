"""What has to be determined before a listing, and what RELEX asks of a draft.

The terms are those of Decision (CFSP) 2019/797. Whether a determination is *right* nobody says during the game: the
score and the debrief compare it with the key. RELEX only looks whether the reasons would be a text at all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

QUESTIONS: Mapping[str, Mapping[str, str]] = {
    "threat": {
        "a": "launched or carried out from outside the Union: Art. 1(2)(a)",
        "b": "uses infrastructure outside the Union: Art. 1(2)(b)",
        "c": "by somebody established or operating outside the Union: Art. 1(2)(c)",
        "d": "with support, direction or control from outside: Art. 1(2)(d)",
        "none": "no external threat shown",
    },
    "effect": {
        "a": "scope, scale, impact or severity of disruption: Art. 3(a)",
        "b": "number of persons and entities affected: Art. 3(b)",
        "c": "number of Member States concerned: Art. 3(c)",
        "d": "economic loss caused: Art. 3(d)",
        "e": "economic benefit to the author or others: Art. 3(e)",
        "f": "amount or nature of data stolen, scale of breaches: Art. 3(f)",
        "g": "nature of commercially sensitive data accessed: Art. 3(g)",
        "none": "no significant effect has come about",
    },
    "interest": {
        "1(4)(a)": "a Member State: critical infrastructure",
        "1(4)(b)": "a Member State: services that society or economy needs",
        "1(4)(c)": "a Member State: critical functions of the State",
        "1(4)(d)": "a Member State: classified information",
        "1(4)(e)": "a Member State: its government response teams",
        "1(5)": "the Union: institutions, delegations, missions",
        "1(6)": "a third State or an international organisation",
    },
    "circle": {
        "responsible": "responsible for the attack or attempt",
        "support": "gave support, or was otherwise involved",
        "associated": "associated with one of these",
        "none": "nobody who can be listed on evidence that can be shown",
    },
    "paragraph": {
        "1(1)": "covered by Art. 1(1): attacks and attempts that threaten the Union or its Member States",
        "1(6)": "covered by Art. 1(6): attacks on third States or international organisations",
        "no": "not covered by the Decision",
    },
}
"""The five determinations and their possible answers; every answer but ``none`` and the paragraph names evidence."""


def needs_evidence(question: str, answer: str) -> bool:
    """Return whether an answer has to name the evidence it rests on."""
    return question != "paragraph" and answer != "none"


def faults(given: Mapping[str, Any], read: Collection[str]) -> list[str]:
    """Return what is wrong with the form of determinations; ``read`` are the items read so far."""
    said = []
    for question, one in given.items():
        if question not in QUESTIONS:
            said.append(f"There is no determination '{question}': {', '.join(QUESTIONS)}.")
        elif not isinstance(one, dict) or {*one} - {"is", "evidence"} or one.get("is") not in [*QUESTIONS[question]]:
            said.append(
                f"'{question}' is a dict such as {{'is': '{next(iter(QUESTIONS[question]))}', 'evidence': []}} with "
                f"one of {', '.join(QUESTIONS[question])}."
            )
        elif not isinstance(one.get("evidence", []), list):
            said.append(f"The evidence of '{question}' is a list of ids.")
        else:
            unread = [str(item) for item in one.get("evidence", []) if item not in [*read]]
            if unread:
                said.append(f"'{question}' rests on what nobody has read: {', '.join(unread)}. Read it first.")
            elif needs_evidence(question, one["is"]) and not one.get("evidence"):
                said.append(f"'{question}' names no evidence. Say on which items it rests.")
    return said


def sent_back(given: Mapping[str, Any], can_be_shown: Collection[str]) -> str:
    """Return why RELEX sends a draft listing back, or nothing.

    Parameters
    ----------
    given
        The determinations as they stand.
    can_be_shown
        Items of evidence that may be put before a court.
    """
    missing = [question for question in QUESTIONS if question not in given]
    if missing:
        return f"the reasons say nothing on {', '.join(missing)}"
    if given["paragraph"]["is"] == "no":
        return "by your own determination the Decision does not cover the case"
    if given["circle"]["is"] == "none":
        return "by your own determination there is nobody to list"
    if not {*given["circle"]["evidence"]} & {*can_be_shown}:
        return (
            "nothing that may be shown to a court ties the one to be listed to the attack (Kadi II, paras 119 to 129)"
        )
    return ""
