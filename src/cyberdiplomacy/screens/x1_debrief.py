"""The debrief of X1 on the screen: points, your moments and the key's, what was lost, real cases, and what if."""

from __future__ import annotations

import pprint
from typing import Any

from ipywidgets import HTML, Dropdown, VBox

from cyberdiplomacy import live, quiz
from cyberdiplomacy.live import Page, sentence
from cyberdiplomacy.screens import paper, saved, x1_retrieval, x1_timeline
from cyberdiplomacy.simulation.engine import Game
from cyberdiplomacy.simulation.x1 import debrief, parts, sitrep
from cyberdiplomacy.simulation.x1.score import score

NOTHING = "— choose a question —"


def pages(key: dict[str, Any] | None, game: Game) -> list[Page]:
    """Return the debrief of a game that is over, page by page; without a key, only what needs none."""
    report = sitrep.of(game)
    told = game.pack["debrief"]
    found = []
    if key:
        marked = score(game.pack, key, game)
        found = [
            paper.table(debrief.components(marked), f"Your score: {marked.total} of 100"),
            x1_timeline.page(key, game),
            paper.table(debrief.differences(key, game), "Where points were lost, and why"),
        ]
    lost = [{"trace": game.pack["evidence"][one["id"]]["text"], "why": one["why"]} for one in report["lost"]]
    return [
        *found,
        paper.table(lost, "Traces that are lost to those who come after you"),
        paper.table([{"when": one["at"], "what": one["what"]} for one in told["cases"]], "Real cases, day by day"),
        _listed("Four critical questions", told["questions"]),
    ]


def widget(key: dict[str, Any] | None, game: Game) -> VBox:
    """Return the debrief as a widget; with a key, one decision can be changed and the game replayed."""
    html = "".join(one.html for one in pages(key, game))
    text = HTML(f'<div style="{live.TEXT}; max-width: 60em"><h3>Debrief</h3>{html}</div>')
    kept = sentence(saved.report(game.pack.name))
    note = HTML(
        f'<p style="{live.TEXT}">Your situation report is kept as <code>{kept}</code>. '
        "A case of X2 that follows this one begins with it if you play it with <code>own_report=True</code>.</p>"
    )
    if not key:
        return VBox([text, _to_hand_in(game), note])
    return VBox([text, *_what_if(key, game), *_asked_again(key, game), note])


def _to_hand_in(game: Game) -> HTML:
    """Show the decisions in six parts, one for each item of a graded set, to be copied."""
    cut = parts.of(game.decisions)
    shown = "\n\n".join(
        f"{name.replace(' ', '_')} = {pprint.pformat(part, sort_dicts=False, width=100)}" for name, part in cut.items()
    )
    return HTML(f"<p><strong>To hand in: one part for each item</strong></p><pre>{sentence(shown)}</pre>")


def _asked_again(key: dict[str, Any], game: Game) -> list[Any]:
    """Ask a few questions of earlier lessons on what went wrong; none if nothing fits."""
    found = x1_retrieval.questions(score(game.pack, key, game).lines)
    if not found:
        return []
    return [HTML("<h4>Asked again, since points were lost by it</h4>"), quiz.ask(found).widget]


def replayed(key: dict[str, Any], game: Game, phase: str, field: str) -> str:
    """Say in HTML what another answer to one question would have changed."""
    answer = debrief.better(key, game, phase, field)
    before, after, changed = debrief.what_if(key, game, phase, {field: answer})
    return (
        f"With “{sentence(debrief.said(game, answer))}” the same game scores {after.total} instead of {before.total}."
        f"{paper.bullets(changed)}"
    )


def _what_if(key: dict[str, Any], game: Game) -> list[Any]:
    lines = [line for line in score(game.pack, key, game).lines if line.earned < line.of]
    rows = debrief.differences(key, game)
    menu = Dropdown(
        options=[
            (NOTHING, ""),
            *((f"{row['phase']}: {row['question']}", line) for row, line in zip(rows, lines, strict=True)),
        ],
        value="",
        description="Change one answer and replay:",
        style={"description_width": "initial"},
        layout={"width": "auto", "max_width": "46em"},
    )
    said = live.status()

    def chosen(change: Any) -> None:
        line = change["new"]
        live.say(said, replayed(key, game, line.phase, line.field) if line else "")

    menu.observe(chosen, names="value")
    return [menu, said] if lines else []


def _listed(title: str, sentences: list[str]) -> Page:
    return Page("\n".join([title, *sentences]), f"<p><strong>{sentence(title)}</strong></p>{paper.bullets(sentences)}")
