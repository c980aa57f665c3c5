"""How a careful expert plays the cases of X1: written by hand from what the screen shows, slips and doubts included."""

from __future__ import annotations

import x1_cases

from cyberdiplomacy import places
from cyberdiplomacy.simulation import engine, logs, packs
from cyberdiplomacy.simulation.x1 import RULES

CSIRT_ONLY = ["r-csirt"]
CANNED_SEED = 2
"""The seed of the newcomer's game that the notebook shows; it draws two ports."""


def harbour_weekend(course: str) -> list[dict]:
    two, down = course == "two-ports", course == "one-state-down"
    zarin = "c-zarin-stop" if two else "c-zarin-fine"
    early = "2026-10-25T19:15+01:00" if down else "2026-10-25T21:40+01:00"
    late = "2026-10-27T19:15+01:00" if down else "2026-10-27T21:40+01:00"
    after = "c-going-on" if down else "c-rebuilt"
    said = {
        "c-stop": "confirmed",
        "c-wiped": "confirmed",
        "c-root": "likely",
        "c-overlap": "suspected",
        zarin: "confirmed",
    }
    return [
        {"entity_class": "essential", "article": "Art. 3(1)(a)", "significant_now": "not shown"},
        {
            "aware_at": "2026-10-24T20:15+02:00" if down else "2026-10-24T22:40+02:00",
            "significant": "yes",
            "limbs": ["entity"],
            "facts": ["c-stop", "c-ships"],
            "due_early_warning": early,
            "due_notification": late,
            "duties": ["GDPR"] if two else [],
        },
        {
            "send": "2026-10-24T23:30+02:00",
            "to": ["r-csirt", "r-police"],
            "tlp": "AMBER",
            "malicious": "suspected",
            "cross_border": "possible",
            "claims": ["c-stop", "c-310"],
        },
        {
            "send": "2026-10-26T16:00+01:00",
            "to": CSIRT_ONLY,
            "claims": ["c-stop", "c-wiped", "c-severity", "c-entry", "c-signs"],
            "others": {"GDPR": "2026-10-26T16:00+01:00"} if two else {},
        },
        {
            "inform": ["r-corvia", "r-network", "r-enisa", "r-authority"],
            "tlp": "AMBER",
            "claims": ["c-wiped", "c-signs", "c-entry"],
        },
        {
            "states": {"valmark": "significant", "corvia": "significant" if two else "some", "selland": "none"},
            "large_scale": "yes" if two or down else "no",
            "limbs": ["two states"] if two else ["capacity"] if down else [],
            "grounds": ["c-stop", zarin] + (["c-teams-short", "c-inland"] if down else ["c-teams-fine"]),
        },
        {
            "cyclone": "convene" if two or down else "inform",
            "ipcr": "information sharing" if two else "nothing",
            "reserve": "ask" if down else "prepare" if two else "nothing",
            "clause": "none",
        },
        {"public": ["p-stop", "p-next", "p-look"]},
        {
            "due": "2026-11-26",
            "kind": "progress report" if down else "final report",
            "send": "2026-11-25T17:00+01:00",
            "claims": ["c-severity", "c-root", zarin, after],
        },
        {
            "statements": said | ({"c-teams-short": "confirmed"} if down else {}),
            "unknown": ["author", "outlook"],
            "requests": ["q-look", "q-examine", "q-lines"],
            "to": ["r-hwpci", "r-eeas", "r-cyclone"],
            "tlp": "AMBER",
        },
    ]


def clinics_in_march(course: str) -> list[dict]:
    """The case is graded, so how it is played well stands with its key only."""
    return x1_cases.solved(x1_cases.GRADED["clinics-in-march"])


def names_in_may(course: str) -> list[dict]:
    slip = course == "slip"
    cause, torvia = ("m-slip", "m-torvia-big") if slip else ("m-hijack", "m-torvia-small")
    signs = [] if slip else ["m-signs"]
    return [
        {"entity_class": "essential", "article": "Art. 3(1)(b)", "significant_now": "not shown"},
        {
            "aware_at": "2026-05-08T17:20+01:00",
            "significant": "yes",
            "limbs": ["entity", "others"],
            "facts": ["m-dark", "m-six"],
            "due_early_warning": "2026-05-09T17:20+01:00",
            "due_notification": "2026-05-11T17:20+01:00",
            "duties": [],
        },
        {
            "send": "2026-05-08T18:30+01:00",
            "to": CSIRT_ONLY,
            "tlp": "AMBER",
            "malicious": "not suspected" if slip else "suspected",
            "cross_border": "possible",
            "claims": ["m-dark", "m-six"],
        },
        {
            "send": "2026-05-11T09:00+01:00",
            "to": CSIRT_ONLY,
            "claims": ["m-dark", cause, "m-hours", "m-restored", *signs],
            "others": {},
        },
        {
            "inform": ["r-torvia", "r-senn", "r-enisa", "r-network"],
            "tlp": "AMBER",
            "claims": [cause, "m-hours", *signs],
        },
        {
            "states": {"ardal": "significant", "torvia": "significant" if slip else "some", "senn": "some"},
            "large_scale": "yes" if slip else "no",
            "limbs": ["two states"] if slip else [],
            "grounds": ["m-dark", torvia] if slip else ["m-teams", torvia],
        },
        {"cyclone": "inform", "ipcr": "nothing", "reserve": "nothing", "clause": "none"},
        {"public": ["p-back", "p-next"]},
        {
            "due": "2026-06-11",
            "kind": "final report",
            "send": "2026-06-11T16:00+01:00",
            "claims": ["m-hours", "m-dark", torvia, *(["m-slip", "m-trial"] if slip else ["m-leak", "m-factor"])],
        },
        {
            "statements": {"m-dark": "confirmed", cause: "confirmed", torvia: "confirmed"}
            | ({"m-restored": "confirmed"} if slip else {"m-leak": "likely", "m-card": "suspected"}),
            "unknown": [] if slip else ["author"],
            "requests": ["q-none"] if slip else ["q-look", "q-source"],
            "to": ["r-hwpci", "r-eeas"],
            "tlp": "AMBER",
        },
    ]


def newcomer() -> list[dict]:
    """How a newcomer played the harbour, with two ports hit: what one believes before one has lost points by it."""
    plays = [{**decision} for decision in harbour_weekend("two-ports")]
    anomaly, aware, warning, notification, border, large, _, recovery, final, handover = plays
    anomaly |= {"entity_class": "important", "article": "Art. 3(2)"}
    aware |= {
        "aware_at": "2026-10-25T09:00+01:00",
        "due_early_warning": "2026-10-26T09:00+01:00",
        "due_notification": "2026-10-28T09:00+01:00",
        "duties": [],
        "facts": ["c-stop", "c-alarms"],
    }
    warning |= {"send": "2026-10-25T22:30+01:00", "to": ["r-csirt", "r-enisa", "r-commission"], "claims": ["c-stop"]}
    notification |= {"send": "2026-10-27T19:00+01:00", "others": {}, "claims": ["c-stop", "c-wiped", "c-technician"]}
    border |= {"inform": ["r-enisa", "r-network"]}
    large |= {"grounds": ["c-stop", "c-forty"]}
    recovery |= {"public": ["p-stop", "p-next", "p-trap"]}
    final |= {"due": "2026-11-24", "send": "2026-11-24T10:00+01:00"}
    handover |= {"statements": {"c-stop": "confirmed", "c-wiped": "confirmed", "c-overlap": "confirmed"}, "unknown": []}
    return plays


PLAYS = {"harbour-weekend": harbour_weekend, "clinics-in-march": clinics_in_march, "names-in-may": names_in_may}


def canned() -> str:
    """Return the log of the newcomer's game, as it lies beside the case."""
    return logs.text(logs.of(engine.play(RULES, packs.load("X1", "harbour-weekend"), CANNED_SEED, newcomer())))


if __name__ == "__main__":
    path = places.root() / packs.SCENARIOS / "x1" / "harbour-weekend.played.jsonl"
    path.write_text(canned(), encoding="utf-8")
