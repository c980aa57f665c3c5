"""Slides of a lesson, opened in Chromium from their file: by keyboard, accessible, on paper, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from typer.testing import CliRunner

from courseware.teach_cli import app

pytestmark = pytest.mark.slow

FINDINGS = """async () => {
    const found = [];
    for (let number = 1; number <= slides.length; number++) {
        show(number);
        const result = await axe.run(document, {resultTypes: ['violations']});
        for (const violation of result.violations)
            for (const node of violation.nodes) found.push(`${number}: ${violation.id}: ${node.html.slice(0, 200)}`);
    }
    return found;
}"""


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("some slides") / "11.html"
    done = CliRunner().invoke(app, ["slides", "11", "--output", str(path)])
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture
def opened(browser, file) -> Iterator[tuple[Page, list[str]]]:
    """The page, and what it asked for beside itself."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page, asked = context.new_page(), []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(file.as_uri())
    yield page, [url for url in asked if url != file.as_uri()]
    context.close()


def where(page: Page) -> str:
    return page.locator("#where").inner_text()


def test_the_keys_lead_through_the_slides(opened):
    page, _ = opened
    total = page.locator("section").count()
    assert where(page) == f"Slide 1 of {total}"
    for key, number in (
        ("ArrowRight", 2),
        ("Space", 3),
        ("PageUp", 2),
        ("End", total),
        ("PageDown", total),
        ("Home", 1),
    ):
        page.keyboard.press(key)
        assert where(page) == f"Slide {number} of {total}"
        assert page.locator("section:visible").count() == 1


def test_notes_are_for_who_asks(opened):
    page, _ = opened
    page.keyboard.press("ArrowRight")
    notes = page.locator("section.now .notes")
    assert not notes.is_visible()
    page.keyboard.press("n")
    assert notes.is_visible()
    assert page.locator("#tell").get_attribute("aria-pressed") == "true"


def test_nothing_is_cut_off(opened):
    page, _ = opened
    for way in ("Height", "Width"):
        over = f"slides.filter((slide, at) => (show(at + 1), slide.scroll{way} > slide.client{way})).length"
        assert page.evaluate(over) == 0


@pytest.mark.parametrize("told", [False, True], ids=["slides", "with notes"])
def test_axe_finds_nothing(browser, file, told):
    # The page's own rules let no script of others run.
    context = browser.new_context(viewport={"width": 1280, "height": 720}, bypass_csp=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.evaluate(Axe().axe_script)
    if told:
        page.keyboard.press("n")
    assert page.evaluate(FINDINGS) == []
    context.close()


def test_it_asks_for_nothing_from_outside(opened):
    page, asked = opened
    page.keyboard.press("End")
    assert [url for url in asked if not url.startswith("data:image/png;base64,")] == []


def test_on_paper_every_slide_stands_with_its_notes(opened):
    page, _ = opened
    page.emulate_media(media="print")
    assert page.locator("section:visible").count() == page.locator("section").count()
    assert page.locator(".notes:visible").count() == page.locator(".notes").count() > 0
    assert not page.locator("#bar").is_visible()
