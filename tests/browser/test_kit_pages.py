"""The pages of a class kit, opened from their files: they pass axe, load nothing, and print without being cut off."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from courseware.scenarios.kit import write
from cyberdiplomacy.simulation import packs

pytestmark = pytest.mark.slow

A4_BETWEEN_MARGINS = 688
"""Pixels that a page of A4 has between its margins of 14 mm."""


@pytest.mark.parametrize(("simulation", "case"), [("X1", "harbour-weekend"), ("X2", "port-logistics-wiper")])
def test_a_kit_reads_and_prints(browser, tmp_path, simulation, case):
    for path in write.write(packs.load(simulation, case), tmp_path, 16, 3):
        if path.suffix != ".html":
            continue
        context = browser.new_context(viewport={"width": A4_BETWEEN_MARGINS, "height": 971})
        page, asked = context.new_page(), []
        page.on("request", lambda one, asked=asked: asked.append(one.url))
        page.goto(path.as_uri())
        page.evaluate(Axe().axe_script)
        found = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
        assert asked == [path.as_uri()]
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth") <= A4_BETWEEN_MARGINS
        context.close()
