"""After a game of X1: questions of lessons 04 to 06 on what cost most points in it."""

from __future__ import annotations

from collections.abc import Sequence

from cyberdiplomacy.screens import retrieval
from cyberdiplomacy.simulation.x1.score import Line

KINDS = {
    ("anomaly", "entity_class"): "size",
    ("anomaly", "article"): "size",
    ("anomaly", "significant_now"): "significance",
    ("aware", "significant"): "significance",
    ("aware", "limbs"): "significance",
    ("aware", "facts"): "significance",
    ("aware", "aware_at"): "awareness",
    ("aware", "due_early_warning"): "counting",
    ("aware", "due_notification"): "counting",
    ("early_warning", "send"): "lateness",
    ("notification", "send"): "lateness",
    ("final_report", "due"): "month",
    ("final_report", "send"): "month",
    ("early_warning", "to"): "recipients",
    ("notification", "to"): "recipients",
    ("cross_border", "inform"): "recipients",
    ("large_scale", "states"): "large scale",
    ("large_scale", "large_scale"): "large scale",
    ("large_scale", "limbs"): "large scale",
    ("large_scale", "grounds"): "large scale",
    ("escalation", "cyclone"): "crisis level",
    ("escalation", "ipcr"): "crisis level",
    ("escalation", "reserve"): "reserve",
    ("escalation", "clause"): "clause",
}
"""The kind of mistake that a wrong answer to a question of the form is; what is not here no bank asks about."""
QUESTIONS = {
    "size": ("04-q13", "04-q08", "04-q09"),
    "significance": ("04-q15", "06-q04"),
    "awareness": ("04-q10",),
    "counting": ("06-q01", "04-q10"),
    "lateness": ("06-q01",),
    "month": ("05-q02",),
    "recipients": ("04-q17", "06-q01"),
    "large scale": ("06-q07", "06-q18"),
    "crisis level": ("06-q08", "06-q06"),
    "reserve": ("06-q15",),
    "clause": ("06-q14", "06-q11"),
}
"""For a kind of mistake the questions on it, the best first."""


def questions(lines: Sequence[Line]) -> list[str]:
    """Return the ids of at most three practice questions, one for each kind of mistake, the costliest first."""
    return retrieval.on(lost(lines), QUESTIONS)


def lost(lines: Sequence[Line]) -> dict[str, int]:
    """Return the points that each kind of mistake cost, in the order of the form; kinds that cost nothing are left out.

    Periods run from the moment of awareness. Where that is wrong, their ends are wrong with it: one mistake, not two.
    """
    moved = any((line.phase, line.field) == ("aware", "aware_at") and line.earned < line.of for line in lines)
    found: dict[str, int] = {}
    for line in lines:
        kind = KINDS.get((line.phase, line.field), "")
        if kind and line.earned < line.of:
            kind = "awareness" if moved and kind == "counting" else kind
            found[kind] = found.get(kind, 0) + line.of - line.earned
    return found
