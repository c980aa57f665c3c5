"""Takes a picture of each kind of cell, in both themes, for docs/gallery/: `python tests/browser/gallery.py`.

To look at, not to compare: pixels differ from machine to machine.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import lab_page
from conftest import ARGUMENTS, CHROMIUM
from playwright.sync_api import Page, sync_playwright
from rich.progress import track

from cyberdiplomacy import places

THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
# Name of the picture: notebook, JavaScript that is true of the cell, and what to do with the cell first.
KINDS = {
    "title": ("01-define-cyber-diplomacy", "cell.model.metadata.tags?.includes('title')", ""),
    "header": ("01-define-cyber-diplomacy", "cell.model.metadata.tags?.includes('meta')", ""),
    "hook": ("01-define-cyber-diplomacy", "cell.model.metadata.tags?.includes('hook')", ""),
    "concept": ("01-define-cyber-diplomacy", "text.includes('The rule of this course')", ""),
    "call-out": ("01-define-cyber-diplomacy", "text.includes('A finding to keep')", ""),
    "table": ("01-define-cyber-diplomacy", "text.includes('show.table(')", ""),
    "quiz": ("01-define-cyber-diplomacy", "text.includes('tag=\"check-terms\"')", ""),
    "quiz-answered": ("01-define-cyber-diplomacy", "text.includes('tag=\"check-criteria\"')", "answer"),
    "explorer": ("01-define-cyber-diplomacy", "text.includes('explore.term_sorter')", ""),
    "check": ("01-define-cyber-diplomacy", "text.includes('check.value(\"online_but_not_e\")')", ""),
    "then-and-now": ("01-define-cyber-diplomacy", "cell.model.metadata.tags?.includes('then-now')", ""),
    "sources": ("01-define-cyber-diplomacy", "cell.model.metadata.tags?.includes('sources')", ""),
    "figure": ("00-start-here", "text.includes('show.steps(')", ""),
    "map": ("00-start-here", "text.includes('coursemap.draw')", ""),
    "board": ("00-start-here", "text.includes('.board()')", ""),
    "timeline": ("00t-eu-law-in-60-minutes", "text.includes('explore.legal_timeline')", ""),
    "incidents": ("02-read-the-incident-record", "text.includes('explore.incidents')", ""),
    "axis-classifier": ("03-separate-internal-from-external-security", "text.includes('explore.axis_classifier')", ""),
    "scope-finder": ("04-apply-the-nis-directives", "text.includes('explore.scope_finder')", ""),
    "reporting-clock": ("04-apply-the-nis-directives", "text.includes('explore.reporting_clock')", ""),
    "ratification": ("07-fight-cybercrime-together", "text.includes('explore.ratification')", ""),
    "listings": ("11-decide-on-sanctions", "text.includes('explore.listings')", ""),
    "voting": ("09-trace-norms-and-confidence-building", "text.includes('explore.voting')", ""),
    "dashboard": ("15-judge-what-comes-next", "text.includes('explore.dashboard')", ""),
    "project-map": ("14-build-capacity", "text.includes('explore.project_map')", ""),
    "partner-map": ("12-work-through-multilateralism", "text.includes('explore.partner_map')", ""),
    "x1": ("x1-report-a-nis2-crisis", "text.includes('x1.play(')", ""),
    "x2": ("x2-decide-with-the-toolbox", "text.includes('x2.play(')", ""),
    "x2-calibration": ("x2-decide-with-the-toolbox", "text.includes('x2_pages.calibration(')", ""),
    "choice-item": ("ex01", "cell.model.metadata.nbgrader?.grade_id === 'ex01-object-question'", ""),
    "test-cell": ("ex01", "cell.model.metadata.nbgrader?.grade_id === 'ex01-term-rule'", ""),
}
MARK = """async ([test]) => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    document.querySelectorAll('[data-gallery]').forEach(node => node.removeAttribute('data-gallery'));
    for (const [index, cell] of notebook.widgets.entries()) {
        const text = cell.model.sharedModel.getSource();
        if (new Function('cell', 'text', `return ${test}`)(cell, text)) {
            await notebook.scrollToItem(index, 'start');
            await new Promise(done => setTimeout(done, 600));
            cell.node.setAttribute('data-gallery', '');
            return true;
        }
    }
    return false;
}"""


def main() -> None:
    """Write the pictures, replacing those of the same name."""
    root = places.root()
    target = root / "docs" / "gallery"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = lab_page.copy_course(root, Path(scratch) / "course")
        program = next(filter(None, map(shutil.which, CHROMIUM)))
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        with lab_page.serve(folder, Path(scratch)) as server:
            page = chromium.new_context(viewport={"width": 1180, "height": 1600}).new_page()
            page.set_default_timeout(60_000)
            opened = ""
            for name, (notebook, test, first) in track(KINDS.items(), description="pictures"):
                if notebook != opened:
                    _open(page, server, notebook)
                    opened = notebook
                for theme, title in THEMES.items():
                    _theme(page, title)
                    _picture(page, test, first, target / f"{name}-{theme}.png")


def _open(page: Page, server: lab_page.Server, notebook: str) -> None:
    path = f"exercises/{notebook}/{notebook}.ipynb" if notebook.startswith("ex") else f"notebooks/{notebook}.ipynb"
    lab_page.open_notebook(page, server, path)
    lab_page.run_all(page)


def _theme(page: Page, title: str) -> None:
    page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", title)
    page.wait_for_timeout(500)


def _picture(page: Page, test: str, first: str, path: Path) -> None:
    if not page.evaluate(MARK, [test]):
        raise SystemExit(f"{path.name}: no cell fits {test}. Mend KINDS.")
    cell = page.locator("[data-gallery]")
    if first == "answer":
        cell.locator("select").first.select_option(index=1)
        cell.locator("button").first.click()
        page.wait_for_timeout(500)
    cell.screenshot(path=path)


if __name__ == "__main__":
    main()
