"""The debrief of X2 on the screen: points, calibration, you beside the key, real cases on two clocks, and what if."""

from __future__ import annotations

from typing import Any

from ipywidgets import HTML, Button, Dropdown, VBox

from cyberdiplomacy import live, quiz
from cyberdiplomacy.live import Page, sentence
from cyberdiplomacy.screens import paper, x2_pages, x2_retrieval
from cyberdiplomacy.simulation import engine
from cyberdiplomacy.simulation.engine import Decision, Game
from cyberdiplomacy.simulation.x2 import council, debrief, form, score

_CHANGES = {"nothing tabled": {"measures": [], "declaration": []}, "nothing read": {"read": [], "law": {}}}


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
        paper.table(told["cases"], "Real cases beside yours"),
        x2_pages.clocks(pack["file"]["incident"]["began"][:10], pack["days"]),
        Page(
            "\n".join(told["questions"]),
            f"<p><strong>Four critical questions</strong></p>{paper.bullets(told['questions'])}",
        ),
    ]


def widget(key: dict[str, Any] | None, game: Game) -> VBox:
    """Return the debrief as a widget; with a key, one decision can be changed and the game replayed."""
    html = "".join(one.html for one in pages(key, game))
    text = HTML(f'<div style="{live.TEXT}; max-width: 60em"><h3>Debrief</h3>{html}</div>')
    return VBox([text, *([*_what_if(key, game), *_asked_again(key, game)] if key else [])])


def replayed(key: dict[str, Any], game: Game, number: int, instead: Decision) -> str:
    """Say in HTML what the game would have scored with one decision changed."""
    try:
        rows, _ = debrief.what_if(key, game, number, instead)
    except engine.DecisionError as error:
        return f"The game cannot go on like that: {sentence(error)}"
    return paper.table(rows, f"Decision {number} changed, all others kept").html


def _asked_again(key: dict[str, Any], game: Game) -> list[Any]:
    """Ask a few questions of earlier lessons on what went wrong; none if nothing fits."""
    found = x2_retrieval.questions(key, game)
    return [HTML("<h4>Asked again, since points were lost by it</h4>"), quiz.ask(found).widget] if found else []


def _what_if(key: dict[str, Any], game: Game) -> list[Any]:
    wide = {"style": {"description_width": "initial"}, "layout": {"width": "auto", "max_width": "46em"}}
    phases = [(phase, number) for number, phase in enumerate(form.PHASES, start=1)]
    which = Dropdown(options=phases, description="Change the decision of the phase:", **wide)
    how = Dropdown(options=[*_CHANGES, "attribution: unknown", "no soundings"], description="to:", **wide)
    button, said = Button(description="Replay"), live.status()

    def replay() -> None:
        instead = _CHANGES.get(how.value) or (
            {"attribution": {"actor": form.UNKNOWN}} if how.value.startswith("attribution") else {"soundings": []}
        )
        live.say(said, replayed(key, game, which.value, instead))

    live.on_press(button, replay)
    return [which, how, button, said]


def _text(words: str) -> Page:
    return Page(words, f"<p>{sentence(words)}</p>")
