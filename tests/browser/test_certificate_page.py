"""A certificate, opened in Chromium from its file: accessible, one sheet of paper, and nothing in it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from courseware.course import Course
from courseware.teach.classes import certificates
from courseware.teach.policies.certificate import Issued

pytestmark = pytest.mark.slow

NAME = "Maximiliane Wilhelmine Friederike O'Neil <script>hacked = 1</script>"


def written(path: Path, course: Course, sets: tuple[str, ...]) -> Path:
    issued = Issued("zoe", NAME, sets, date(2026, 11, 22))
    page = certificates.as_html(issued, course, issued.code("secret"), given_by="eu-cyber-2026", share=60)
    path.write_text(page, encoding="utf-8")
    return path


@pytest.fixture(params=["one set", "every set"])
def file(request, tmp_path, course) -> Path:
    sets = tuple(one.id for one in course.assignments)
    return written(tmp_path / "zoe.html", course, sets if request.param == "every set" else sets[:1])


@pytest.fixture
def opened(browser, file) -> Iterator[tuple[Page, list[str]]]:
    """The page in a window as narrow as a telephone, and what it asked for."""
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page, asked = context.new_page(), []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(file.as_uri())
    yield page, asked
    context.close()


def test_the_page_passes_axe_and_asks_for_nothing(opened, file):
    page, asked = opened
    assert asked == [file.as_uri()]
    assert page.get_by_text(NAME).first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.evaluate(Axe().axe_script)
    found = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("window.hacked ?? null") is None


def test_it_prints_on_one_sheet(opened):
    page, _ = opened
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
