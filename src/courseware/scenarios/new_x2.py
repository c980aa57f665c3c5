"""Write an empty case of X2 that has the right shape: its texts and its weights wait for an author."""

from __future__ import annotations

from typing import Any

import yaml

from courseware.scenarios.schema_x2 import Case, Key
from cyberdiplomacy.simulation.x2 import form

_HEAD = """\
# A case of X2. Fill each text; then: course scenario check {name}
# The shape is explained in src/courseware/scenarios/schema_x2.py. Fictional States, firms and services only; the law is
# that of the Union. A graded case has no `key` here: put it into content/exercises/x2.key.yml.
"""
_WAITS = "Write a text."
_CATEGORIES = ("stability", "cooperative", "preventive", "restrictive", "support")
_SLOTS = ("act", "author", "norm", "call", "solidarity", "next")
_ACTORS = ("first", "second", "other")


def filled(name: str) -> str:
    """Return the text of a new case; it fits the schema, and `course scenario check` says what is still missing."""
    case = _case()
    Case.model_validate(case)
    Key.model_validate(case["key"])
    body = yaml.safe_dump(case, sort_keys=False, allow_unicode=True, width=118, default_flow_style=None)
    return f"{_HEAD.format(name=name)}{body}"


def _case() -> dict[str, Any]:
    items = [
        {
            "id": f"e-{number}",
            "phase": form.PHASES[(number - 1) // 3],
            "hours": 2,
            "title": "Write a title.",
            "reliability": "B",
            "credibility": 2,
            "may_be_shown": True,
            "text": _WAITS,
        }
        for number in range(1, 13)
    ]
    measures = [
        {
            "id": f"m-{number}",
            "name": "Write a name.",
            "category": _CATEGORIES[number % 5],
            "hours": 3,
            "decider": "the External Action Service",
            "phases": [form.PHASES[number % 5]],
            "text": _WAITS,
        }
        for number in range(10)
    ]
    measures[2] |= {
        "name": "Declaration on behalf of the European Union",
        "category": "stability",
        "decider": "the 27",
        "declaration": True,
    }
    measures[3] |= {"name": "Listing", "decider": "the 27", "listing": True}
    measures[6] |= {"name": "Démarche", "talks": True}
    cards = [
        {"id": f"{slot}-{kind}", "slot": slot, "text": _WAITS} for slot in _SLOTS for kind in ("good", "fair", "red")
    ]
    report = {"format": "x1-sitrep", "version": 1, "pack": "none", "incident": {"title": _WAITS}}
    lists: dict[str, list[Any]] = {"statements": [], "unknown": [], "evidence": [], "lost": []}
    return {
        "title": _WAITS,
        "summary": _WAITS,
        "minutes": 60,
        "law": ["2019/797 Art. 1", "2019/797 Art. 3", "2019/797 Art. 6"],
        "role": _WAITS,
        "situation": _WAITS,
        "days": {phase: f"2027-03-{day:02}" for day, phase in enumerate(form.PHASES, start=1)},
        "clauses_open": [],
        "file": {**report, **lists},
        "reports": [
            {"id": f"r-{number}", "phase": phase, "from": _WAITS, "text": _WAITS}
            for number, phase in enumerate(("detect", "assess", "respond"), start=1)
        ],
        "actors": {actor: {"name": "Write who it may have been.", "state": actor != "other"} for actor in _ACTORS},
        "hours": dict.fromkeys(form.PHASES, 13),
        "evidence": items,
        "measures": measures,
        "declaration": {"slots": [*_SLOTS], "cards": cards},
        "events": [],
        "debrief": {"cases": [{"at": _WAITS, "what": _WAITS}] * 2, "questions": [_WAITS] * 4},
        "key": _key([one["id"] for one in cards]),
    }


def _key(cards: list[str]) -> dict[str, Any]:
    kinds = {kind: [one for one in cards if one.endswith(kind)] for kind in ("good", "fair", "red")}
    return {
        "truth": "first",
        "false_flag": {"item": "e-4", "exposed_by": "e-5", "why": _WAITS},
        "prior": dict.fromkeys(_ACTORS, 30),
        "likelihoods": {f"e-{number}": {"first": 50, "second": 25, "other": 25} for number in (1, 5, 7, 10)},
        "evidence": {"needed": ["e-1", "e-2", "e-5", "e-7", "e-10"], "useful": ["e-4"]},
        "law": {
            "threat": {"b": ["e-1"]},
            "effect": {"a": ["e-2"]},
            "interest": {"1(4)(b)": ["e-2"]},
            "circle": {"support": ["e-10"]},
            "paragraph": {"1(1)": []},
        },
        "measures": {
            "key": {f"m-{number}": {"phases": [form.PHASES[number]], "why": _WAITS} for number in range(5)},
            "acceptable": {},
            "wrong": {f"m-{number}": _WAITS for number in range(5, 10)},
        },
        "cards": {"good": kinds["good"], "fair": kinds["fair"], "red": dict.fromkeys(kinds["red"], _WAITS)},
    }
