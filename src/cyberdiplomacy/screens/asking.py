"""Stock widgets for the questions of a form, each with its label in words; the answers come back as a plain dict."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from ipywidgets import HTML, Checkbox, Dropdown, Layout, Text, VBox

from cyberdiplomacy.simulation.questions import Question

UNCHOSEN, UNSAID = "— choose —", "— not said —"
_STYLE = (
    "<style>.cd-form .widget-checkbox, .cd-form .widget-label, .cd-form .widget-label-basic, .cd-form .widget-dropdown "
    "{height: auto; white-space: normal; line-height: 1.4; text-align: left; overflow: visible}</style>"
)
_WIDE = {"width": "auto", "max_width": "58em"}


def group(name: str) -> str:
    """Return the class of the box that holds the choices of a question."""
    return f"cd-question-{name}"


class Form:
    """The widgets of some questions. ``fields`` holds them by name; ``answers()`` is the decision that they make."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.fields = {question.name: _KINDS[question.kind](question) for question in questions}
        for name, field in self.fields.items():
            field.box.add_class(group(name))
        self.box = VBox([HTML(_STYLE), *(field.box for field in self.fields.values())])
        self.box.add_class("cd-form")

    def answers(self) -> dict[str, Any]:
        """Return what is chosen now, by name."""
        return {name: field.value for name, field in self.fields.items()}

    def fill(self, decision: dict[str, Any]) -> None:
        """Set the widgets to a decision of the right form."""
        for name, value in decision.items():
            self.fields[name].value = value


class _One:
    def __init__(self, question: Question) -> None:
        self.menu = Dropdown(
            options=[(UNCHOSEN, ""), *((text, word) for word, text in question.choices)],
            value="",
            description=f"{question.label}:",
            style={"description_width": "initial"},
            layout=Layout(**_WIDE),
        )
        self.box = self.menu

    @property
    def value(self) -> str:
        return self.menu.value

    @value.setter
    def value(self, given: str) -> None:
        self.menu.value = given


class _Written:
    def __init__(self, question: Question) -> None:
        example = "2026-11-30" if question.kind == "day" else "2026-11-30T08:05+01:00"
        self.text = Text(
            description=f"{question.label}:",
            placeholder=f"as {example}",
            style={"description_width": "initial"},
            layout=Layout(**_WIDE),
        )
        self.box = self.text

    @property
    def value(self) -> str:
        return self.text.value.strip()

    @value.setter
    def value(self, given: str) -> None:
        self.text.value = given


class _Many:
    def __init__(self, question: Question) -> None:
        self.boxes = {
            word: Checkbox(description=text, indent=False, layout=Layout(**_WIDE)) for word, text in question.choices
        }
        self.box = VBox([_heading(question), *self.boxes.values()])

    @property
    def value(self) -> list[str]:
        return [word for word, box in self.boxes.items() if box.value]

    @value.setter
    def value(self, given: list[str]) -> None:
        for word, box in self.boxes.items():
            box.value = word in given


class _Map:
    def __init__(self, question: Question) -> None:
        options = [(UNSAID, ""), *((text, word) for word, text in question.values)]
        self.menus = {
            word: Dropdown(
                options=options,
                value="",
                description=text,
                style={"description_width": "26em"},
                layout=Layout(**_WIDE),
            )
            for word, text in question.choices
        }
        self.box = VBox([_heading(question), *self.menus.values()])

    @property
    def value(self) -> dict[str, str]:
        return {word: menu.value for word, menu in self.menus.items() if menu.value}

    @value.setter
    def value(self, given: dict[str, str]) -> None:
        for word, menu in self.menus.items():
            menu.value = given.get(word, "")


def _heading(question: Question) -> HTML:
    return HTML(f"<strong>{escape(question.label)}</strong>")


_KINDS = {"one": _One, "moment": _One, "many": _Many, "map": _Map, "instant": _Written, "day": _Written}
