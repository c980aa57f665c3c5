"""A hostile submission, opened in Chromium as feedback and in Formgrader: nothing of it runs, nothing leaves."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import hostile_notebook as hostile
import lab_page
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbgrader.api import Gradebook
from playwright.sync_api import Page, Route

pytestmark = pytest.mark.slow

SECOND_WALL = re.compile(r'<meta content="[^"]*" http-equiv="Content-Security-Policy"/>')

# Not wait_for_function, which the page's own rules forbid.
LOADED = """() => new Promise(done => {
    const look = () => window.formgrader?.loaded && formgrader.grades.loaded && formgrader.comments.loaded
        ? done() : setTimeout(look, 50);
    look();
})"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return hostile.class_folder(tmp_path_factory.mktemp("class") / "ps")


@pytest.fixture(scope="module")
def feedback(folder) -> Path:
    """The page that nbgrader's own command makes."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_feedback", "ps1"],
        cwd=folder,
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(folder.parent / "none")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return folder / "feedback" / "ada" / "ps1" / "ps1.html"


@pytest.fixture(scope="module")
def formgrader(folder, tmp_path_factory) -> Iterator[lab_page.Server]:
    with lab_page.serve(folder, tmp_path_factory.mktemp("server"), role="instructor") as running:
        yield running


@dataclass
class Watch:
    """What a page does that it should not."""

    page: Page
    dialogs: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def harm(self) -> tuple[list[str], list[str], list[str], object]:
        """Return dialogs, requests that leave the machine, errors of scripts, and what an attack left behind."""
        return self.dialogs, self.outside, self.errors, self.page.evaluate("window.hacked ?? null")


UNHARMED = ([], [], [], None)


@pytest.fixture
def watch(browser) -> Iterator[Watch]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    one = Watch(context.new_page())

    def dismissed(dialog) -> None:
        one.dialogs.append(dialog.message)
        dialog.dismiss()

    def asked(request) -> None:
        if not request.url.startswith(("file:///", "data:", "http://127.0.0.1:")):
            one.outside.append(request.url)

    one.page.on("dialog", dismissed)
    one.page.on("request", asked)
    one.page.on("pageerror", lambda error: one.errors.append(str(error)))
    yield one
    context.close()


def touch_all(page: Page) -> None:
    """Point at, focus and click what a learner wrote, wherever that could start something; links may not lead away."""
    page.evaluate(
        """() => {
            for (const element of document.querySelectorAll('main *, #notebook-container *')) {
                if (element.closest('.panel-heading, .panel-footer')) continue;
                for (const kind of ['mouseover', 'focus', 'toggle', 'load', 'error'])
                    element.dispatchEvent(new Event(kind));
                if (element.tagName === 'A' && /^(https?|mailto):/.test(element.protocol) && !element.hash) continue;
                element.click();
            }
        }"""
    )
    page.wait_for_timeout(300)


def submission(folder: Path) -> str:
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        return book.find_submission_notebook("ps1", "ps1", "ada").id


def enter(page: Page, formgrader: lab_page.Server, path: str) -> None:
    """Open a page of Formgrader after a login, since Formgrader's pages take no token."""
    page.goto(f"{formgrader.address}login?next=%2Fapi%2Fstatus&token={formgrader.token}")
    page.goto(f"{formgrader.address}{path}")


def open_submission(page: Page, formgrader: lab_page.Server) -> None:
    """Open Formgrader's page of the submission and wait until its own scripts have loaded marks and comments."""
    enter(page, formgrader, f"formgrader/submissions/{submission(formgrader.folder)}/")
    page.evaluate(LOADED)


def test_an_attack_would_be_seen(watch, tmp_path):
    path = tmp_path / "attack.html"
    path.write_text(hostile.HTML["script"], encoding="utf-8")
    watch.page.goto(path.as_uri())
    assert watch.harm() == (["1"], [f"file://{hostile.OUTSIDE}/1"], [], 1)


@pytest.mark.parametrize("walls", ["both walls", "the sanitiser alone"])
def test_feedback_runs_no_script_and_asks_for_nothing(watch, feedback, walls):
    page = feedback.read_text(encoding="utf-8")
    if walls != "both walls":
        page, gone = SECOND_WALL.subn("", page)
        assert gone == 1
    path = feedback.with_name(f"{walls}.html")
    path.write_text(page, encoding="utf-8")
    watch.page.goto(path.as_uri())
    touch_all(watch.page)
    assert watch.page.url.startswith(path.as_uri())
    assert watch.page.title() == "Feedback on ps1"
    assert watch.harm() == UNHARMED


def test_feedback_passes_axe(watch, feedback):
    watch.page.goto(feedback.as_uri())
    watch.page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
    watch.page.evaluate(Axe().axe_script)
    found = watch.page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("walls", ["both walls", "the sanitiser alone"])
def test_formgrader_runs_no_script_of_a_submission(watch, formgrader, walls):
    def lowered(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=SECOND_WALL.sub("", answer.text()))

    if walls != "both walls":
        watch.page.route("**/formgrader/submissions/*/", lowered)
    open_submission(watch.page, formgrader)
    assert watch.page.locator("meta[http-equiv]").count() == (walls == "both walls")
    touch_all(watch.page)
    assert watch.harm() == UNHARMED


def test_what_gets_past_the_sanitiser_stops_at_the_second_wall(watch, formgrader):
    def broken(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</h3>", f"</h3>{hostile.HTML['script']}", 1))

    watch.page.route("**/formgrader/submissions/*/", broken)
    open_submission(watch.page, formgrader)
    assert f">{hostile.RUN}<" in watch.page.content()
    assert watch.harm() == UNHARMED


def test_a_person_can_mark_comment_and_show_the_name(watch, formgrader):
    open_submission(watch.page, formgrader)
    for field_, kind, value in (("#q2", "api/grade/", "1.5"), ("#q2-comment", "api/comment/", "Well reasoned.")):
        with watch.page.expect_response(lambda answer, kind=kind: kind in answer.url and answer.ok):
            watch.page.fill(field_, value)
            watch.page.press(field_, "Tab")
    with Gradebook(f"sqlite:///{formgrader.folder / 'gradebook.db'}") as book:
        assert book.find_grade("q2", "ps1", "ps1", "ada").manual_score == 1.5
        assert book.find_comment("q2", "ps1", "ps1", "ada").manual_comment == "Well reasoned."
    watch.page.click("span.glyphicon.name-hidden")
    assert watch.page.locator("a.name-shown").is_visible()
    assert watch.harm() == UNHARMED


def test_formgraders_own_button_makes_the_same_page(watch, formgrader, feedback):
    before = feedback.read_text(encoding="utf-8")
    feedback.unlink()
    enter(watch.page, formgrader, "formgrader/manage_submissions/ps1")
    watch.page.click("td.generate-feedback a")
    watch.page.wait_for_selector(".modal-title")
    assert "Success" in watch.page.inner_text(".modal-title")
    after = feedback.read_text(encoding="utf-8")
    assert after.split("<h2>")[0].count("<meta") == before.split("<h2>")[0].count("<meta") == 4
    assert "<strong>adoption</strong>" in after
    assert watch.harm() == UNHARMED
