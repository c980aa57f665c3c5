"""axe-core over built notebooks in JupyterLab: nothing of ours, and of the tools' own only what is known."""

from __future__ import annotations

import lab_page
import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.slow

NOTEBOOKS = (
    "notebooks/01-define-cyber-diplomacy.ipynb",
    "notebooks/x1-report-a-nis2-crisis.ipynb",
    "notebooks/x2-decide-with-the-toolbox.ipynb",
    "exercises/ex01/ex01.ipynb",
)
# What the course puts into a notebook: rendered Markdown and the outputs of code.
OURS = ".jp-Notebook .jp-RenderedHTMLCommon, .jp-Notebook .jp-OutputArea-output, .jp-Notebook .jupyter-widgets"
DRAW_ALL = """async () => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    for (const index of notebook.widgets.keys()) await notebook.scrollToItem(index, 'start');
}"""
# Runs axe on what is drawn around each cell in turn, since JupyterLab draws only what is in view.
FINDINGS = """async selector => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    const found = {};
    for (const index of notebook.widgets.keys()) {
        await notebook.scrollToItem(index, 'start');
        await new Promise(done => setTimeout(done, 50));
        const nodes = [...notebook.widgets[index].node.querySelectorAll(selector)];
        if (!nodes.length) continue;
        const result = await axe.run({include: nodes}, {resultTypes: ['violations']});
        for (const violation of result.violations)
            for (const node of violation.nodes)
                found[`cell ${index + 1}: ${violation.id}: ${node.html.slice(0, 200)}`] = violation.help;
    }
    return found;
}"""


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
@pytest.mark.parametrize("path", NOTEBOOKS)
def test_axe_finds_nothing_in_what_the_course_shows(page, server, path, theme):
    lab_page.open_notebook(page, server, path)
    cells = lab_page.run_all(page)
    assert cells
    page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    page.evaluate(DRAW_ALL)
    page.evaluate(Axe().axe_script)
    assert page.evaluate(FINDINGS, OURS) == {}
