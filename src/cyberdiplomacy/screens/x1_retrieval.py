"""After a game of X1: questions of lessons 04 and 06 on the beliefs that cost points in it."""

from __future__ import annotations

from collections.abc import Sequence

from cyberdiplomacy.screens import retrieval
from cyberdiplomacy.simulation.x1.score import Line

LESSONS = ("04", "06")
BELIEFS = {
    ("anomaly", "entity_class"): ("annex-i-essential", "staff-only-size", "nis2-large-only"),
    ("anomaly", "article"): ("annex-i-essential", "nis2-large-only"),
    ("anomaly", "significant_now"): ("every-incident-reportable", "clock-at-confirmation"),
    ("aware", "significant"): ("clock-at-confirmation",),
    ("aware", "aware_at"): ("sign-is-awareness", "clock-at-confirmation"),
    ("aware", "due_early_warning"): ("day-is-24-hours",),
    ("aware", "due_notification"): ("day-is-24-hours",),
    ("aware", "duties"): ("gdpr-replaces-nis2",),
    ("notification", "others"): ("gdpr-replaces-nis2",),
    ("final_report", "due"): ("final-from-awareness",),
    ("early_warning", "to"): ("csirt-is-police",),
    ("large_scale", "large_scale"): ("ladder-in-order",),
    ("escalation", "ipcr"): ("cyclone-activates-ipcr",),
    ("escalation", "clause"): ("222-any-incident", "222-equals-42-7"),
}
"""For a question of the form, the beliefs (without the "MIS-" of their ids) that a wrong answer to it may rest on."""


def questions(lines: Sequence[Line]) -> list[str]:
    """Return the ids of at most three practice questions that offer one of the beliefs behind the lines that lost."""
    lost = [line for line in lines if line.earned < line.of]
    return retrieval.on((one for line in lost for one in BELIEFS.get((line.phase, line.field), ())), LESSONS)
