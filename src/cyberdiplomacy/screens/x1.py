"""Play X1 on the screen: read, fill the form, decide, read why; the game is kept after each phase and resumed.

>>> x1.play("harbour-weekend", seed=3)
"""

from __future__ import annotations

import pprint
from typing import Any

from ipywidgets import HTML, Button, VBox

from cyberdiplomacy import live
from cyberdiplomacy.live import Live, Page, sentence
from cyberdiplomacy.screens import asking, paper, saved, x1_debrief
from cyberdiplomacy.simulation import engine, logs, packs
from cyberdiplomacy.simulation.engine import Decision, Game
from cyberdiplomacy.simulation.questions import Question
from cyberdiplomacy.simulation.x1 import RULES, clock, debrief, sitrep, view
from cyberdiplomacy.simulation.x1.phases import BY_NAME, PHASES
from cyberdiplomacy.simulation.x1.score import score
from cyberdiplomacy.simulation.x1.view import View


def play(name: str = "harbour-weekend", seed: int = 0) -> Play:
    """Return the screen of a case, at the phase where it was left off with this seed.

    Raises
    ------
    PackError
        If there is no such case; the nearest is named.
    DecisionError
        If the seed is no whole number from 0.
    """
    return Play(packs.load("X1", name), seed)


def played(name: str = "harbour-weekend") -> Game:
    """Return the game of a newcomer that lies beside a case, played again from its log.

    Raises
    ------
    PackError, LogError
        If there is no such case, or no game beside it.
    """
    return logs.played(RULES, name)


def sheet(name: str, seed: int = 0) -> Page:
    """Return a whole case on paper: every phase with what comes in, what is asked, and the words for the answers."""
    pack = packs.load("X1", name)
    state = engine.begin(RULES, pack, seed).state
    shown = [view.at(pack, state, phase) for phase in PHASES]
    html = "".join(page(one, practice="key" in pack.content) + "".join(map(_words, one.questions)) for one in shown)
    plain = [f"{pack['title']}, on paper: {len(shown)} phases, seed {seed}. Run this cell to read them."]
    return Page("\n".join(plain), f"<details><summary>{sentence(pack['title'])}, on paper</summary>{html}</details>")


def _words(question: Question) -> str:
    """Return a question with the words of its choices, as they stand in a dict."""
    examples = {"instant": "an instant, as 2026-11-30T08:05+01:00", "day": "a day, as 2026-11-30"}
    said = [f"{one}: {text}" if text != one else one for one, text in question.choices]
    values = f" Each with one of: {', '.join(one for one, _ in question.values)}." if question.values else ""
    name = f"<code>{question.name}</code>, {_KINDS[question.kind]}"
    head = f"<p><strong>{sentence(question.label)}</strong> ({name}).{values}</p>"
    return head + (paper.bullets(said) or f"<p>{examples[question.kind]}</p>")


_KINDS = {
    "one": "one of",
    "moment": "one of",
    "many": "a list of",
    "map": "a dict of",
    "instant": "text",
    "day": "text",
}


class Play(Live):
    """A game on the screen. ``form`` holds its widgets, ``button`` decides; ``game`` is the game as it stands."""

    def __init__(self, pack: packs.Pack, seed: int) -> None:
        begun = engine.begin(RULES, pack, seed)
        left_off, trouble = saved.resume(RULES, pack, seed)
        self.game: Game = left_off or begun
        self.key: dict[str, Any] | None = pack.content.get("key")
        self.told, self.after, self.page, self.message = live.status(), HTML(), HTML(), live.status()
        self.form = asking.Form(())
        self.button = Button(description="Decide", button_style="primary")
        self.anew = Button(description="Begin anew")
        live.on_press(self.button, self._decide)
        self.anew.on_click(lambda _: self._begin_anew())
        self.body = VBox()
        plain, html = paper_form(pack, seed)
        screen = VBox([self.told, self.after, self.body])
        screen.add_class("cd-x1")
        super().__init__(plain, html, screen)
        if trouble:
            live.say(self.told, sentence(trouble))
        elif left_off and left_off.decisions:
            # Earlier versions of the course wrote the report of one case over that of another.
            not_kept = self._keep() if left_off.over else ""
            resumed = f"Resumed after {len(left_off.decisions)} of {len(PHASES)} decisions."
            live.say(self.told, f"{resumed} {sentence(not_kept)}")
        self._draw()

    def decide(self, decision: Decision) -> None:
        """Take a decision written by hand, as if the form had been filled; DecisionError if it has a fault of form."""
        phase = self.game.phase
        self.game = self.game.decide(decision)
        said, self.after.value = self._after(phase)
        live.say(self.told, f"{said} {sentence(self._keep())}")
        self._draw()

    def _decide(self) -> None:
        try:
            self.decide(self.form.answers())
        except engine.DecisionError as error:
            live.say(self.message, sentence(error), live.WRONG)

    def _begin_anew(self) -> None:
        kept = saved.put_aside(saved.path(RULES.name, self.game.pack.name))
        self.game = engine.begin(RULES, self.game.pack, self.game.seed)
        live.say(self.told, f"Begun anew. {sentence(kept)}")
        self.after.value = ""
        self._draw()

    def _keep(self) -> str:
        try:
            saved.save(self.game)
            if self.game.over:
                saved.save_report(sitrep.of(self.game))
        except OSError as error:
            return saved.trouble(error)
        return ""

    def _after(self, phase: str) -> tuple[str, str]:
        """Say in a sentence and at length what a decision led to and, in practice, what it earned and by which rule."""
        led = paper.bullets(debrief.led_to(self.game, phase))
        title = BY_NAME[phase].title
        if not self.key:
            return f"{title}: decided.", led
        rows = debrief.after_phase(self.key, self.game, phase)
        lines = [line for line in score(self.game.pack, self.key, self.game).lines if line.phase == phase]
        earned, most = sum(line.earned for line in lines), sum(line.of for line in lines)
        table = paper.table(rows, f"{title}, question by question")
        return f"{title}: {earned} of {most} points. What it led to and why stands below.", f"{led}{table.html}"

    def _draw(self) -> None:
        live.say(self.message, "")
        if self.game.over:
            self.body.children = [x1_debrief.widget(self.key, self.game), self.anew]
            return
        shown = view.of(self.game)
        self.form = asking.Form(shown.questions)
        self.page.value = page(shown, practice=bool(self.key)) + _so_far(self.game)
        self.body.children = [self.page, self.form.box, self.button, self.message, self.anew]


def page(shown: View, *, practice: bool) -> str:
    """Return what is to be read at a phase, as HTML; a hint stands in practice only."""
    hint = f"<details><summary>Hint</summary>{sentence(shown.hint)}</details>" if practice else ""
    came = "".join(
        f"<p><strong>{sentence(one['from'])}</strong>, {sentence(clock.words(one['at']))}<br>"
        f"{sentence(one['text'])}</p>"
        for one in shown.reports
    )
    return (
        f'<div style="{live.TEXT}; max-width: 46em"><h3>Phase {shown.number} of {len(PHASES)}: {sentence(shown.title)}'
        f"</h3><p><strong>Your chair:</strong> {sentence(shown.role)}. <strong>Now:</strong> {sentence(shown.at)}.</p>"
        f"<p>{sentence(shown.text)}</p>{came}<p><strong>{sentence(shown.task)}</strong></p>"
        f"{hint}</div>"
    )


def paper_form(pack: packs.Pack, seed: int) -> tuple[str, str]:
    """Return the first phase of a case as fixed text and HTML, for paper and for a notebook that is not run."""
    shown = view.of(engine.begin(RULES, pack, seed))
    came = [f"{one['from']}, {clock.words(one['at'])}: {one['text']}" for one in shown.reports]
    plain = "\n".join(
        [f"{pack['title']} (case {pack.name}, seed {seed})", pack["summary"], shown.text, *came, shown.task]
    )
    head = f"<h3>{sentence(pack['title'])}</h3><p>{sentence(pack['summary'])}</p>"
    return (
        plain,
        f"{head}{page(shown, practice='key' in pack.content)}<p><em>Run this cell to play. Seed {seed}.</em></p>",
    )


def _so_far(game: Game) -> str:
    if not game.decisions:
        return ""
    text = pprint.pformat(dict(zip(PHASES, game.decisions, strict=False)), sort_dicts=False, width=100)
    return f"<details><summary>Your decisions so far, as dicts</summary><pre>{sentence(text)}</pre></details>"
