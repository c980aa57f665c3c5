"""X2 in JupyterLab: played from the first report to the debrief without touching code; axe finds nothing."""

from __future__ import annotations

import os

import lab_page
import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.slow

PATH = "notebooks/play-x2.ipynb"
# A folder for a picture of the debrief; none is taken without it.
PICTURES = os.environ.get("X2_PICTURES")
AXE = """async () => {
    const nodes = [...document.querySelectorAll('.jp-Notebook .jp-OutputArea-output')];
    const result = await axe.run({include: nodes}, {resultTypes: ['violations']});
    return result.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 200)}`));
}"""
# For each phase: what is read, what is tabled.
GAME = (
    (["The program, taken from four", "Log of the remote", "Loss and standstill"], ["Statement by the spokesperson"]),
    (["How the remarks came", "Two warnings"], ["Share the signs", "Démarche in Karsia"]),
    (["The signing key"], []),
    (["Who paid the rent"], []),
    ([], ["Project for the security"]),
)


@pytest.fixture
def playing(page, server):
    (server.folder / ".progress" / "x2-port-logistics-wiper.jsonl").unlink(missing_ok=True)
    code = 'from cyberdiplomacy.screens import x2\nx2.play("port-logistics-wiper", seed=7)'
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    nbformat.write(notebook, server.folder / PATH)
    lab_page.open_notebook(page, server, PATH)
    lab_page.run_all(page)
    page.evaluate(Axe().axe_script)
    return page


def tick(page, text: str) -> None:
    page.locator(".widget-checkbox", has_text=text).first.locator("input").check()


def test_a_game_is_played_to_its_debrief(playing):
    page = playing
    for number, (read, tabled) in enumerate(GAME, start=1):
        page.get_by_role("heading", name=f"Phase {number} of 5").wait_for()
        for text in read:
            tick(page, text)
        if read:
            page.get_by_role("button", name="Read and sound out").click()
            page.get_by_role("cell", name=read[0]).first.wait_for()
        for text in tabled:
            tick(page, text)
        assert page.evaluate(AXE) == []
        page.get_by_role("button", name="Decide").click()
    page.get_by_text("Your score:").first.wait_for()
    assert page.evaluate(AXE) == []
    page.get_by_role("button", name="Replay").click()
    page.get_by_text("Decision 1 changed, all others kept").first.wait_for()
    if PICTURES:
        page.set_viewport_size({"width": 1180, "height": 5600})
        page.wait_for_timeout(2_000)
        page.locator(".jp-OutputArea-output").first.screenshot(path=f"{PICTURES}/x2-debrief.png")
