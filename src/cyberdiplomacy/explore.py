"""Explorers: choose from one or two menus, and see a figure, a sentence that states what is seen, and its numbers.

An explorer of a lesson is a function that draws, and a line that offers its choices::

    def rounds(kind: str) -> View: ...
    Explorer({"kind": ["person", "entity"]}, rounds, caption="Listings by round. Source: …")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ipywidgets import HTML, Dropdown, HBox, VBox

from cyberdiplomacy import live, show, tables
from cyberdiplomacy.live import Live, Page

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

MAX_CONTROLS = 2


@dataclass(frozen=True)
class View:
    """What an explorer shows for one choice.

    ``alt`` says what the figure looks like to one who does not see it, ``sentence`` what it says, with its numbers;
    ``table`` holds these numbers, at most 15 rows of it are shown.
    """

    figure: Figure
    alt: str
    sentence: str
    table: DataFrame


class Explorer(Live):
    """Menus that redraw a figure, a sentence and a table; on paper, those of the first choice.

    Parameters
    ----------
    controls
        For each parameter of ``draw``, its choices: values, or pairs of label and value. One or two parameters; the
        name, with blanks for underscores, labels the menu. The first choices are shown at the start.
    draw
        Takes one value for each control by name and returns a :class:`View`. It should take less than 0.2 seconds.
    caption
        What the figure is about, and its source; the same for all choices.

    ``menus`` holds the dropdowns by name; to set one's ``value`` is to choose.
    """

    def __init__(self, controls: Mapping[str, Sequence[Any]], draw: Callable[..., View], *, caption: str) -> None:
        if not 1 <= len(controls) <= MAX_CONTROLS:
            raise ValueError(f"An explorer has one or two controls, not {len(controls)}. Leave out the least telling.")
        self._draw, self._caption = draw, caption
        self.menus = {name: _menu(name, choices) for name, choices in controls.items()}
        self.figure, self.sentence, self.table = HTML(), live.status(), HTML()
        first, sentence, numbers = self._drawn()
        self._put(first, sentence, numbers)
        for menu in self.menus.values():
            menu.observe(lambda _: self._redraw(), names="value")
        super().__init__(
            f"{first.plain}\n{sentence}\n{numbers.plain}",
            f"{_choice(self.menus)}{first.html}<p>{live.sentence(sentence)}</p>{_folded(numbers)}",
            VBox([HBox(list(self.menus.values())), self.sentence, self.figure, self.table]),
        )

    def _redraw(self) -> None:
        """Draw the present choice; an error must not vanish, as it would inside a widget."""
        try:
            self._put(*self._drawn())
        except Exception as error:
            self.figure.value = self.table.value = ""
            live.say(self.sentence, f"This choice could not be drawn: {live.sentence(error)}")

    def _drawn(self) -> tuple[Page, str, Page]:
        view = self._draw(**{name: menu.value for name, menu in self.menus.items()})
        figure = show.show(view.figure, alt=view.alt, caption=self._caption)
        return _page(figure), view.sentence, _page(tables.table(view.table, caption="The numbers of the figure"))

    def _put(self, figure: Page, sentence: str, numbers: Page) -> None:
        self.figure.value, self.table.value = figure.html, _folded(numbers)
        live.say(self.sentence, live.sentence(sentence))


def axis_classifier() -> Explorer:
    """Return the cases on two axes and in four legal homes (lesson 03)."""
    from cyberdiplomacy.explorers import axis_classifier as module

    return module.explorer()


def dashboard() -> Explorer:
    """Return the dated record of the blog's three recommendations by year (lesson 15)."""
    from cyberdiplomacy.explorers import dashboard as module

    return module.explorer()


def escalation_ladder() -> Explorer:
    """Return preset cases with the bodies that act at each level of a crisis (lesson 06)."""
    from cyberdiplomacy.explorers import escalation_ladder as module

    return module.explorer()


def incidents() -> Explorer:
    """Return the record of incidents by year under three counting rules (lesson 02)."""
    from cyberdiplomacy.explorers import incidents as module

    return module.explorer()


def legal_timeline() -> Explorer:
    """Return the time line of legal acts by theme and legal home (lesson 00T)."""
    from cyberdiplomacy.explorers import legal_timeline as module

    return module.explorer()


def level_chooser() -> Explorer:
    """Return preset uses with the assurance level that fits and the article (lesson 05)."""
    from cyberdiplomacy.explorers import level_chooser as module

    return module.explorer()


def listings() -> Explorer:
    """Return the listings under the cyber sanctions by round, and what for (lesson 11)."""
    from cyberdiplomacy.explorers import listings as module

    return module.explorer()


def partner_map() -> Explorer:
    """Return the rounds of cyber dialogue found with each partner, beside its votes (lesson 12)."""
    from cyberdiplomacy.explorers import partner_map as module

    return module.explorer()


def project_map() -> Explorer:
    """Return the projects of the leaflet on a map of tiles, with their successors on a time line (lesson 14)."""
    from cyberdiplomacy.explorers import project_map as module

    return module.explorer()


def ratification() -> Explorer:
    """Return the Parties to the Convention on Cybercrime by period and region (lesson 07)."""
    from cyberdiplomacy.explorers import ratification as module

    return module.explorer()


def reporting_clock() -> Explorer:
    """Return preset incidents under NIS2 with the instants when reports were due (lesson 04)."""
    from cyberdiplomacy.explorers import reporting_clock as module

    return module.explorer()


def scope_finder() -> Explorer:
    """Return preset entities with their class under NIS2 and the article (lesson 04)."""
    from cyberdiplomacy.explorers import scope_finder as module

    return module.explorer()


def term_sorter() -> Explorer:
    """Return the sorter of e-diplomacy, digital diplomacy and cyber diplomacy (lesson 01)."""
    from cyberdiplomacy.explorers import term_sorter as module

    return module.explorer()


def toolbox_picker() -> Explorer:
    """Return preset situations with measures of the Toolbox, their categories and who decides (lesson 10)."""
    from cyberdiplomacy.explorers import toolbox_picker as module

    return module.explorer()


def _menu(name: str, choices: Sequence[Any]) -> Dropdown:
    return Dropdown(
        options=list(choices),
        description=f"{name.replace('_', ' ').capitalize()}:",
        style={"description_width": "initial"},
    )


def _choice(menus: Mapping[str, Dropdown]) -> str:
    chosen = "; ".join(f"{menu.description} {menu.label}" for menu in menus.values())
    return f"<p><em>{live.sentence(chosen)}. Run this cell to choose.</em></p>"


def _folded(numbers: Page) -> str:
    return f'<details style="{live.TEXT}"><summary>Numbers as a table</summary>{numbers.html}</details>'


def _page(shown: Any) -> Page:
    bundle = shown._repr_mimebundle_()
    return Page(bundle["text/plain"], bundle["text/html"])


def voting() -> Explorer:
    """Return how groups of states voted on cyber resolutions of the General Assembly (lesson 09)."""
    from cyberdiplomacy.explorers import voting as module

    return module.explorer()
