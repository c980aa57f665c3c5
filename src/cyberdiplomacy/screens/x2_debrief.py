"""The debrief of X2 on the screen: points, calibration, you beside the key and the Union, two clocks, and what if."""

from __future__ import annotations

from typing import Any

from ipywidgets import HTML, VBox

from cyberdiplomacy import live, quiz
from cyberdiplomacy.live import Page, sentence
from cyberdiplomacy.screens import paper, x2_beside, x2_counterfactual, x2_pages, x2_retrieval
from cyberdiplomacy.simulation.engine import Game
from cyberdiplomacy.simulation.x2 import council, debrief, form, score


def pages(key: dict[str, Any] | None, game: Game) -> list[Page]:
    """Return the debrief of a game that is over, page by page; without a key, only what needs none."""
    pack, told, found = game.pack, game.pack["debrief"], []
    if key:
        marked = score.score(pack, key, game)
        flag = key["false_flag"]
        found = [
            paper.table(debrief.components(marked), f"Your score: {marked.total} of 100"),
            x2_pages.calibration(debrief.calibration(pack, key, game)),
            paper.table(debrief.weighed(pack, key, game.state["read"]), "What each item you read weighs"),
            _text(f"The false flag: {form.by_id(pack['evidence'])[flag['item']]['title']}. {flag['why']}"),
            paper.table(debrief.determinations(pack, key, game), "Your determinations"),
            paper.table(debrief.measures(pack, key, game), "You beside the key"),
            paper.table(debrief.sentences(pack, key, game), "Your declaration"),
        ]
    reasons = [
        {"phase": phase, "your rationale": said}
        for phase, said in zip(form.PHASES, game.state["rationales"], strict=False)
        if said
    ]
    return [
        *found,
        paper.table(reasons, "What you wrote: read it beside the table above"),
        x2_pages.council_map(council.stances(game.seed), council.counted(game.seed)),
        *_beside(key, game),
        paper.table(told["cases"], "Real cases, day by day"),
        *_clocks(game),
        Page(
            "\n".join(told["questions"]),
            f"<p><strong>Four critical questions</strong></p>{paper.bullets(told['questions'])}",
        ),
    ]


def widget(key: dict[str, Any] | None, game: Game) -> VBox:
    """Return the debrief as a widget; with a key, one decision can be changed and the game replayed."""
    html = "".join(one.html for one in pages(key, game))
    text = HTML(f'<div style="{live.TEXT}; max-width: 60em"><h3>Debrief</h3>{html}</div>')
    return VBox([text, *([*x2_counterfactual.menus(key, game), *_asked_again(key, game)] if key else [])])


def _beside(key: dict[str, Any] | None, game: Game) -> list[Page]:
    """Return the table of you beside the Union; none if the game does not know when the attack began."""
    rows = x2_beside.rows(key, game)
    told = f"You beside the Union on {x2_beside.case_of(game.pack)}: days from the attack"
    return [paper.table(rows, told)] if rows else []


def _clocks(game: Game) -> list[Page]:
    """Return the game and NotPetya on two clocks; nothing if the game does not know when the attack began."""
    began = game.pack["file"]["incident"].get("began")
    return [x2_pages.clocks(began[:10], game.pack["days"])] if began else []


def _asked_again(key: dict[str, Any], game: Game) -> list[Any]:
    """Ask a few questions of earlier lessons on what went wrong; none if nothing fits."""
    found = x2_retrieval.questions(key, game)
    return [HTML("<h4>Asked again, since points were lost by it</h4>"), quiz.ask(found).widget] if found else []


def _text(words: str) -> Page:
    return Page(words, f"<p>{sentence(words)}</p>")
