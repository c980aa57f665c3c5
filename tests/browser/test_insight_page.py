"""The page of a class, opened in Chromium from its file, light and dark: accessible, and nothing in it runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from insight_class import MARKS, shown
from playwright.sync_api import Page

from courseware.teach.insight import page as insight

pytestmark = pytest.mark.slow

# A name may hold anything, and the one of the student who has everything right is of that kind: let it be shown.
FALLING = [replace(mark, final=5.0) if mark.student == "s29" else mark for mark in MARKS]


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    return insight.write(tmp_path_factory.mktemp("a class"), replace(shown(), marks=FALLING))


@pytest.fixture(
    params=[(1280, "light"), (400, "light"), (1280, "dark"), (400, "dark")], ids=lambda one: "-".join(map(str, one))
)
def opened(request, browser, file) -> Iterator[tuple[Page, list[str]]]:
    """The page in a window of that width and theme, and what it asked for."""
    width, theme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    page, asked = context.new_page(), []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(file.as_uri())
    yield page, asked
    context.close()


def test_the_page_passes_axe(opened):
    page, _ = opened
    page.evaluate(Axe().axe_script)
    found = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []


def test_the_page_asks_for_nothing_and_runs_no_name(opened, file):
    page, asked = opened
    assert asked == [file.as_uri()]
    assert page.evaluate("window.hacked ?? null") is None
    assert page.get_by_text("<script>hacked = 1</script> O'Neil").is_visible()


def test_only_the_wide_tables_move_sideways_and_the_keyboard_reaches_them(opened):
    page, _ = opened
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    regions = page.locator(".wide")
    for number in range(regions.count()):
        page.keyboard.press("Tab")
        assert regions.nth(number).evaluate("one => one === document.activeElement")


def test_a_bar_is_as_long_as_its_number_says(opened):
    page, _ = opened
    bars = page.evaluate(
        """() => [...document.querySelectorAll('.share:has(.bar)')].map(cell => [
            cell.querySelector('.bar span').offsetWidth / cell.querySelector('.bar').clientWidth,
            parseInt(cell.textContent) / 100])"""
    )
    assert len(bars) > 20
    for drawn, told in bars:
        assert drawn == pytest.approx(told, abs=0.02)


def test_on_paper_the_page_is_dark_on_white_and_nothing_is_cut_off(browser, file):
    context = browser.new_context(viewport={"width": 1050, "height": 700}, color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(file.as_uri())
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(31, 35, 40)"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()
