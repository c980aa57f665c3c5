"""After a game of X2: questions of lessons 02 and 09 to 11 on what cost most points in it."""

from __future__ import annotations

from typing import Any

from cyberdiplomacy.screens import retrieval, x2_mistakes
from cyberdiplomacy.simulation.engine import Game

QUESTIONS = {
    "misused clause": ("09-q03",),
    "drill": ("11-q10",),
    "false flag": ("02-q12", "02-q06"),
    "overconfident": ("02-q06", "02-q09"),
    "named too early": ("10-q13", "02-q13"),
    "annulled": ("11-q12", "11-q13"),
    "undetermined": ("11-q07", "11-q08"),
    "threat": ("11-q06",),
    "effect": ("11-q08", "11-q07"),
    "interest": ("11-q15",),
    "circle": ("11-q13", "10-q14"),
    "paragraph": ("11-q15",),
    "silent": ("10-q08", "11-q01"),
    "missing": ("10-q06", "10-q08"),
    "late": ("11-q01", "10-q08"),
    "restrictive first": ("10-q17", "10-q14"),
    "failed text": ("11-q10",),
    "red act": ("02-q06",),
    "red author": ("10-q20", "10-q13"),
    "red norm": ("10-q01",),
    "red call": ("10-q12",),
    "red solidarity": ("09-q03",),
    "red next": ("02-q04", "10-q14"),
}
"""For a kind of mistake the questions on it, the best first."""


def questions(key: dict[str, Any], game: Game) -> list[str]:
    """Return the ids of at most three practice questions, one for each kind of mistake, the costliest first."""
    return retrieval.on(x2_mistakes.lost(key, game), QUESTIONS)
