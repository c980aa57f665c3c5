"""Chromium, a JupyterLab on a copy of the course, and a page for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import lab_page
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, without a window; ended with its module, as no test may start a loop beside it."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.fail("The browser tests need Chromium. On Debian: apt-get install chromium.", pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(root, tmp_path_factory) -> Iterator[lab_page.Server]:
    """A learner's JupyterLab on a copy of the course, in a folder with a space in its name."""
    scratch = tmp_path_factory.mktemp("lab")
    folder = lab_page.copy_course(root, scratch / "the course")
    with lab_page.serve(folder, scratch) as running:
        yield running


@pytest.fixture
def page(browser, server) -> Iterator[Page]:
    """A fresh page, without anything that an earlier test left in the browser."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()
