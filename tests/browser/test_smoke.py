"""A learner's first minute: the landing page opens lesson 00, which runs and shows its figure."""

from __future__ import annotations

import lab_page

from courseware import lab

FETCH_NEWS = """async () => {
    const { settings } = window.jupyterapp.serviceManager;
    const plugin = await settings.fetch('@jupyterlab/apputils-extension:notification');
    return plugin.schema.properties.fetchNews.default;
}"""


def test_the_landing_page_opens_lesson_00_which_runs_and_shows_its_figure(page, server):
    page.goto(server.url())
    lab_page.arrive(page, lab.LANDING)
    cells = lab_page.run_all(page)
    assert [cell["count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert [output for cell in cells for output in cell["outputs"] if output["output_type"] == "error"] == []

    lab_page.show_cell_with(page, "figure img[alt]")
    image = page.locator("figure img[alt]").first
    assert image.is_visible()
    assert image.get_attribute("alt").strip()
    assert image.evaluate("image => image.naturalWidth") > 100
    assert page.get_by_text("Jupyter news").count() == 0


def test_no_news_is_asked_for_and_no_class_tools_are_shown_to_a_learner(page, server):
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(server.url())
    lab_page.arrive(page, lab.LANDING)
    assert [url for url in requested if not url.startswith((server.address, "data:", "blob:"))] == []
    assert page.evaluate(FETCH_NEWS) == "false"
    assert page.evaluate("() => window.jupyterapp.commands.listCommands().filter(id => /formgrader/.test(id))") == []
