"""Both simulations played with keys alone; axe finds nothing on any of their screens."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import lab_page
import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from cyberdiplomacy.simulation import engine, packs
from cyberdiplomacy.simulation.questions import Question
from cyberdiplomacy.simulation.x1 import RULES, score, view

sys.path.insert(0, str(Path(__file__).parents[1] / "simulation"))
from x1_plays import PLAYS

pytestmark = pytest.mark.slow

SEED = 7
MOST_TABS = 120
AXE = """async () => {
    const nodes = [...document.querySelectorAll('.jp-Notebook .jp-OutputArea-output')];
    const result = await axe.run({include: nodes}, {resultTypes: ['violations']});
    return result.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 200)}`));
}"""
NAME = """() => {
    const node = document.activeElement;
    const label = node.labels?.[0];
    return (label ?? node).textContent.trim().slice(0, 300);
}"""


@pytest.fixture
def screen(page, server):
    """Return a function that shows the game of a simulation, begun anew, with the cell that shows it focused."""

    def show(simulation: str, case: str) -> Page:
        for kept in (server.folder / ".progress").glob(f"{simulation}-{case}*"):
            kept.unlink()
        code = f'from cyberdiplomacy.screens import {simulation}\n{simulation}.play("{case}", seed={SEED})'
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
        path = f"notebooks/keys-{simulation}.ipynb"
        nbformat.write(notebook, server.folder / path)
        lab_page.open_notebook(page, server, path)
        lab_page.run_all(page)
        page.evaluate(Axe().axe_script)
        page.get_by_role("button", name="Decide").wait_for()
        return page

    return show


def go_to(page: Page, name: str) -> None:
    """Press Tab until the control of that name has the focus."""
    passed = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(NAME))
        if passed[-1] == name:
            return
    raise AssertionError(f"Tab never reached '{name}'. It passed {[one[:40] for one in passed[:60]]}.")


def steps(question: Question, answer) -> Iterator[tuple[str, int | str]]:
    """Yield each control of a question with how far to go down in it, whether to tick it, or what to write."""
    words = [word for word, _ in question.choices]
    if question.kind in ("one", "moment"):
        yield f"{question.label}:", 1 + words.index(answer)
    elif question.kind in ("instant", "day"):
        yield f"{question.label}:", answer
    elif question.kind == "many":
        yield from ((text, " ") for word, text in question.choices if word in answer)
    else:
        values = [word for word, _ in question.values]
        yield from ((text, 1 + values.index(answer[word])) for word, text in question.choices if word in answer)


def fill(page: Page, questions: tuple[Question, ...], decision: dict) -> None:
    for question in questions:
        for name, what in steps(question, decision[question.name]):
            go_to(page, name)
            if isinstance(what, int):
                for _ in range(what):
                    page.keyboard.press("ArrowDown")
            else:
                page.keyboard.type(what)


def test_x1_is_played_to_its_debrief_with_keys_alone(screen):
    page = screen("x1", "harbour-weekend")
    case = packs.load("X1", "harbour-weekend")
    game = engine.begin(RULES, case, SEED)
    for decision in PLAYS["harbour-weekend"](game.state["course"]):
        shown = view.of(game)
        assert page.evaluate(AXE) == []
        fill(page, shown.questions, decision)
        go_to(page, "Decide")
        page.keyboard.press("Enter")
        game = game.decide(decision)
        page.get_by_text("Your score:" if game.over else f"Phase {shown.number + 1} of 10").first.wait_for()
    total = score.score(case, case["key"], game).total
    assert page.get_by_text("Your score:").first.text_content() == f"Your score: {total} of 100"
    assert page.evaluate(AXE) == []
    go_to(page, "Begin anew")


def test_x2_is_played_to_its_debrief_with_keys_alone(screen):
    page = screen("x2", "port-logistics-wiper")
    go_to(page, "The program, taken from four machines · A1 · 2 h · a court may see it")
    page.keyboard.press("Space")
    go_to(page, "Read and sound out")
    page.keyboard.press("Enter")
    page.get_by_text("It overwrites disks").wait_for()
    go_to(page, "Statement by the spokesperson · stability · the External Action Service · 2 h")
    page.keyboard.press("Space")
    for number in range(1, 6):
        page.get_by_role("heading", name=f"Phase {number} of 5").wait_for()
        go_to(page, "Decide")
        page.keyboard.press("Enter")
    page.get_by_text("Your score:").first.wait_for()
    assert page.get_by_text("Statement by the spokesperson").first.is_visible()
    go_to(page, "Replay")
    page.keyboard.press("Enter")
    page.get_by_text("Decision 1 changed, all others kept").first.wait_for()
    assert page.evaluate(AXE) == []
