"""Play X2 on the screen: read and sound out, decide, read why; the game is kept after each phase and resumed.

>>> x2.play("port-logistics-wiper", seed=3)
"""

from __future__ import annotations

import pprint
from typing import Any

from ipywidgets import HTML, Button, VBox

from cyberdiplomacy import live
from cyberdiplomacy.live import Live, Page, sentence
from cyberdiplomacy.screens import paper, saved, x2_debrief, x2_form, x2_pages, x2_roles
from cyberdiplomacy.screens.countdown import Countdown
from cyberdiplomacy.simulation import engine, logs, packs
from cyberdiplomacy.simulation.engine import Decision, Game
from cyberdiplomacy.simulation.x2 import RULES, council, debrief, file, form, law, view

LAST_PHASE_MINUTES = 15


def play(
    name: str = "port-logistics-wiper", seed: int = 0, *, own_report: bool = False, role: str = "", timed: bool = False
) -> Play:
    """Return the screen of a case, at the phase where it was left off with this seed.

    Parameters
    ----------
    own_report
        Whether to begin with the situation report of your own game of X1 instead of the prepared one: of your last game
        of the case that this one follows, whatever else you have played since.
    role
        From which chair: one of :data:`x2_roles.ROLES`; without one, from that of the case. It changes what you are
        told, and no rule.
    timed
        Whether a clock of fifteen minutes runs in the last phase. It only tells, and can be switched off.

    Raises
    ------
    PackError
        If there is no such case; the nearest is named.
    DecisionError
        If the seed is no whole number from 0.
    FileError
        If there is no situation report of yours, or it does not fit the case.
    RoleError
        If there is no such chair.
    """
    pack = x2_roles.seated(packs.load("X2", name), role)
    return Play(file.linked(pack, own(pack)) if own_report else pack, seed, timed=timed)


def own(pack: packs.Pack) -> Any:
    """Return the situation report that X1 left of the case that this one follows; FileError if there is none."""
    case = pack.content.get("follows")
    if not case:
        raise file.FileError(f"'{pack.name}' follows no case of X1. Begin with the prepared report.")
    try:
        return saved.read_report(case)
    except FileNotFoundError:
        told = f"There is no situation report of yours on '{case}' yet. Play X1 with it to its handover first."
        raise file.FileError(told) from None
    except (OSError, ValueError) as error:
        told = f"{saved.report(case)} cannot be read ({error}). Begin with the prepared report."
        raise file.FileError(told) from None


def played(name: str = "port-logistics-wiper") -> Game:
    """Return the game that lies beside a case, played again from its log; PackError, LogError if there is none."""
    return logs.played(RULES, name)


def sheet(name: str) -> Page:
    """Return a case on paper, with the words that a decision written by hand takes; PackError if there is none.

    Evidence is listed by title: its text is read in the game.
    """
    pack = packs.load("X2", name)
    items = [{"word": one["id"], "from phase": one["phase"], "what": x2_form.item(one)} for one in pack["evidence"]]
    tabled = [
        {
            "word": one["id"],
            "phases": ", ".join(one["phases"]),
            "hours": one["hours"],
            "what": f"{one['name']}. {one['text']}",
        }
        for one in pack["measures"]
    ]
    cards = [{"word": one["id"], "slot": one["slot"], "sentence": one["text"]} for one in pack["declaration"]["cards"]]
    asked = [
        {"question": question, "word": word, "meaning": said}
        for question, answers in law.QUESTIONS.items()
        for word, said in answers.items()
    ]
    actors = [{"word": word, "who": one["name"]} for word, one in pack["actors"].items()]
    tables = [
        paper.table(rows, caption)
        for rows, caption in (
            (actors, "Actors"),
            (items, "Evidence"),
            (tabled, "Measures"),
            (cards, "Sentences"),
            (asked, "Determinations"),
        )
    ]
    hours = "Hours: " + ", ".join(f"{phase} {count}" for phase, count in pack["hours"].items()) + "."
    return Page(
        "\n".join([hours, *(one.plain for one in tables)]),
        f"<details><summary>The case on paper</summary><p>{hours}</p>{''.join(one.html for one in tables)}</details>",
    )


class Play(Live):
    """A game on the screen. ``reading`` and ``form`` hold its widgets; ``open`` reads, ``button`` decides."""

    def __init__(self, pack: packs.Pack, seed: int, *, timed: bool = False) -> None:
        begun = engine.begin(RULES, pack, seed)
        left_off, trouble = saved.resume(RULES, pack, seed)
        self.game: Game = left_off or begun
        self.key: dict[str, Any] | None = pack.content.get("key")
        self.told, self.page, self.table, self.message = live.status(), HTML(), HTML(), live.status()
        self.read: list[str] = []
        self.sounded: list[str] = []
        self.open = Button(description="Read and sound out", layout={"width": "auto"})
        self.button = Button(description="Decide", button_style="primary")
        self.anew = Button(description="Begin anew")
        live.on_press(self.open, self._open)
        live.on_press(self.button, self._decide)
        self.anew.on_click(lambda _: self._begin_anew())
        self.timed = timed
        self.clock: Countdown | None = None
        self.body = VBox()
        plain, html = paper_form(pack, seed)
        super().__init__(plain, html, VBox([self.told, self.body]))
        if trouble:
            live.say(self.told, sentence(trouble))
        elif left_off and left_off.decisions:
            resumed = f"Resumed after {len(left_off.decisions)} of {len(form.PHASES)} decisions."
            live.say(self.told, resumed + self._carried())
        self._draw()

    def decide(self, decision: Decision) -> None:
        """Take a decision written by hand, as if the forms had been filled; DecisionError if it has a fault of form."""
        self.game = self.game.decide(decision)
        trouble = self._keep()
        live.say(self.told, x2_pages.news(debrief.led_to(self.game)) + self._carried() + sentence(trouble))
        self._draw()

    def decision(self) -> Decision:
        """Return the decision that the forms hold now."""
        return {"read": self.read, "soundings": self.sounded, **self.form.decision()}

    def _open(self) -> None:
        """Read what is ticked and sound out who is chosen, if the hours allow; the form keeps what is chosen in it."""
        asked = self.reading.answers()
        read = [*self.read, *asked["read"]]
        sounded = list(dict.fromkeys([*self.sounded, *([asked["sound"]] if asked["sound"] else [])]))
        left = self._left({"read": read, "soundings": sounded})
        if left < 0:
            live.say(self.message, f"That takes {-left} hours more than there are.", live.WRONG)
            return
        self.read, self.sounded = read, sounded
        self._redraw(self.form.kept())

    def _decide(self) -> None:
        try:
            self.decide(self.decision())
        except engine.DecisionError as error:
            live.say(self.message, sentence(error), live.WRONG)

    def _begin_anew(self) -> None:
        kept = saved.put_aside(saved.path(RULES.name, self.game.pack.name))
        self.game = engine.begin(RULES, self.game.pack, self.game.seed)
        live.say(self.told, f"Begun anew. {sentence(kept)}")
        self._draw()

    def _keep(self) -> str:
        try:
            saved.save(self.game)
        except OSError as error:
            return saved.trouble(error)
        return ""

    def _left(self, decision: Decision) -> int:
        return self.game.state["hours"] - form.hours(self.game.pack, decision)

    def _carried(self) -> str:
        """Say, folded and only where the case has its key, what each item read so far weighs, and you beside it.

        The debrief shows both, so that a game that is over has no hint.
        """
        pack, read = self.game.pack, self.game.state["read"]
        if not self.key or not read or self.game.over:
            return ""
        rows = paper.table(debrief.weighed(pack, self.key, read), "What each item you read weighs").html
        drawn = x2_pages.calibration(debrief.calibration(pack, self.key, self.game)).html
        return f"<details><summary>Hint: what the evidence carries, and what you said</summary>{rows}{drawn}</details>"

    def _draw(self) -> None:
        self.read, self.sounded = [], []
        live.say(self.message, "")
        self._time()
        if self.game.over:
            self.body.children = [x2_debrief.widget(self.key, self.game), HTML(_so_far(self.game)), self.anew]
            return
        self._redraw(x2_form.stands(self.game.state))

    def _time(self) -> None:
        """Let a clock run in the last phase of a timed game, and in no other."""
        if self.clock:
            self.clock.stop()
        self.clock = None
        if self.timed and self.game.phase == form.PHASES[-1]:
            self.clock = Countdown(LAST_PHASE_MINUTES)
            self.clock.start()

    def _redraw(self, kept: dict[str, Any]) -> None:
        live.say(self.message, "")
        seen, state = view.seen(self.game), self.game.state
        opened = view.opened(self.game, [*state["read"], *self.read])
        left = self._left({"read": self.read, "soundings": self.sounded})
        self.page.value = x2_pages.phase(self.game.pack, seen, opened, left) + _so_far(self.game)
        sounded = {one: council.stance(self.game.seed, one) for one in self.sounded if one != council.TOUR}
        tour = council.counted(self.game.seed) if council.TOUR in self.sounded else state["tour"]
        self.table.value = x2_pages.table({**state["sounded"], **sounded}, tour)
        self.reading = x2_form.reading(seen, self.read, left)
        self.form = x2_form.Deciding(seen, {name: f"{one['title']} ({one['grade']})" for name, one in opened.items()})
        self.form.fill(kept)
        parts = [
            *([self.clock.box] if self.clock else []),
            self.page,
            self.reading.box,
            self.open,
            self.table,
            self.form.box,
            self.button,
            self.message,
            self.anew,
        ]
        self.body.children = parts


def paper_form(pack: packs.Pack, seed: int) -> tuple[str, str]:
    """Return the first phase of a case as fixed text and HTML, for paper and for a notebook that is not run."""
    game = engine.begin(RULES, pack, seed)
    seen = view.seen(game)
    items = [x2_form.item(one) for one in seen["evidence"]]
    plain = "\n".join([f"{pack['title']} (case {pack.name}, seed {seed})", pack["summary"], pack["role"], *items])
    head = f"<h3>{sentence(pack['title'])}</h3><p>{sentence(pack['summary'])}</p>"
    page = x2_pages.phase(pack.content, seen, {}, seen["hours"])
    return plain, f"{head}{page}{paper.bullets(items)}<p><em>Run this cell to play. Seed {seed}.</em></p>"


def _so_far(game: Game) -> str:
    if not game.decisions:
        return ""
    text = pprint.pformat(list(game.decisions), sort_dicts=False, width=100)
    return f"<details><summary>Your decisions so far, as dicts</summary><pre>{sentence(text)}</pre></details>"
