"""The report of a class, opened in Chromium from its file: readable, accessible, and no name in it runs or loads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from class_records import CLASS, MISCONCEPTIONS, NAMES, verdict
from playwright.sync_api import Page

from courseware.grade.classroom.records import Record
from courseware.grade.views import report

pytestmark = pytest.mark.slow

MANY = [
    Record(f"s{number:03}", "graded", verdicts=(verdict("q-term", number % 5), verdict("q-count", 2.0)))
    for number in range(60)
]
BARE = Record("gil", "graded", verdicts=(verdict("q-term", 3.0),), unprotected=True)


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("a class") / "ex01"
    return report.write(folder, "ex01", [*CLASS, BARE, *MANY], MISCONCEPTIONS, NAMES)[0]


@pytest.fixture(params=[1280, 400], ids=["desk", "telephone"])
def opened(request, browser, file) -> Iterator[tuple[Page, list[str]]]:
    """The page in a window of that width, and what it asked for."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    page, asked = context.new_page(), []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(file.as_uri())
    yield page, asked
    context.close()


def test_the_report_passes_axe(opened):
    page, _ = opened
    page.evaluate(Axe().axe_script)
    found = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []


def test_the_report_asks_for_nothing_and_runs_no_name(opened, file):
    page, asked = opened
    assert asked == [file.as_uri()]
    assert page.evaluate("window.hacked ?? null") is None
    assert page.get_by_text("<script>hacked = 1</script>").is_visible()


def test_only_the_wide_tables_move_sideways(opened):
    page, _ = opened
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_bar_is_as_long_as_its_number_says(opened):
    page, _ = opened
    bars = page.evaluate(
        """() => [...document.querySelectorAll('.share')].map(cell => [
            cell.querySelector('.bar span').offsetWidth / cell.querySelector('.bar').clientWidth,
            parseInt(cell.textContent) / 100])"""
    )
    assert len(bars) == 3
    for drawn, told in bars:
        assert drawn == pytest.approx(told, abs=0.02)
