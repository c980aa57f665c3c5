"""X1 is played from the first phase to the debrief on the screen alone, and resumed after a reload."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import lab_page
import pytest
from playwright.sync_api import Locator, Page

from cyberdiplomacy.screens import asking
from cyberdiplomacy.simulation import engine, packs
from cyberdiplomacy.simulation.engine import Decision, Game
from cyberdiplomacy.simulation.x1 import RULES, score, view
from cyberdiplomacy.simulation.x1.view import Question

sys.path.insert(0, str(Path(__file__).parents[1] / "simulation"))
from x1_plays import PLAYS

NOTEBOOK, SEED = "notebooks/x1-report-a-nis2-crisis.ipynb", 7
PICTURES = os.environ.get("X1_PICTURES")
"""A folder to put pictures into, for whoever wants to look at the screens."""


def fill(body: Locator, question: Question, answer: object) -> None:
    """Fill a question by its labels, as one does who listens to them."""
    if question.kind in ("one", "moment"):
        body.get_by_label(f"{question.label}:", exact=True).select_option(label=dict(question.choices)[answer])
    elif question.kind in ("instant", "day"):
        body.get_by_label(f"{question.label}:", exact=True).fill(answer)
    else:
        group = body.locator(f".{asking.group(question.name)}")
        for word in answer:
            field = group.get_by_label(dict(question.choices)[word], exact=True)
            if question.kind == "many":
                field.check()
            else:
                field.select_option(label=dict(question.values)[answer[word]])


def decide(page: Page, game: Game, decision: Decision) -> Game:
    body = page.locator(".cd-x1").first
    for question in view.of(game).questions:
        fill(body, question, decision[question.name])
    if PICTURES:
        body.screenshot(path=f"{PICTURES}/x1-{view.of(game).number:02}.png")
    body.get_by_role("button", name="Decide").click()
    after = game.decide(decision)
    body.get_by_text("Debrief" if after.over else f"Phase {view.of(after).number} of 10").first.wait_for()
    return after


@pytest.mark.slow
def test_a_game_is_played_to_the_debrief_and_resumed_after_a_reload(page, server):
    case = packs.load("X1", "harbour-weekend")
    game = engine.begin(RULES, case, SEED)
    decisions = PLAYS["harbour-weekend"](game.state["course"])
    # Other tests of the same server may have played it.
    (server.folder / ".progress" / "x1-harbour-weekend.jsonl").unlink(missing_ok=True)
    if PICTURES:
        page.set_viewport_size({"width": 1280, "height": 3200})
    lab_page.open_notebook(page, server, NOTEBOOK)
    lab_page.run_all(page)
    lab_page.show_cell_with(page, ".cd-x1")
    for decision in decisions[:3]:
        game = decide(page, game, decision)

    page.reload()
    lab_page.arrive(page, NOTEBOOK)
    lab_page.run_all(page)
    lab_page.show_cell_with(page, ".cd-x1")
    assert page.get_by_text("Resumed after 3 of 10 decisions.").is_visible()
    for decision in decisions[3:]:
        game = decide(page, game, decision)

    total = score.score(case, case["key"], game).total
    assert page.get_by_text(f"Your score: {total} of 100").is_visible()
    if PICTURES:
        page.locator(".cd-x1").first.screenshot(path=f"{PICTURES}/x1-debrief.png")
