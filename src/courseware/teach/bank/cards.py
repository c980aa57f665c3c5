"""Flash cards for programs that space repetitions, from the practice banks and the glossary."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cyberdiplomacy import glossary, marked, quiz_bank

# What Anki reads at the head of a text file: cells hold HTML, the third column holds tags.
_HEAD = "#separator:Comma\n#html:true\n#columns:Front,Back,Tags\n#tags column:3\n"


class Card(NamedTuple):
    """Two sides in HTML, and tags separated by spaces: the lesson and what the card is made of."""

    front: str
    back: str
    tags: str


def cards(lessons: Sequence[str]) -> Iterator[Card]:
    """Yield the cards of these lessons in the order given: first the terms of each, then its questions.

    So a deck grows lesson by lesson: new cards come in this order, and the program repeats the old ones at growing
    distances.
    """
    for lesson in lessons:
        for term in glossary.terms():
            if term.lesson == lesson:
                back = f"{marked.block(term.definition)}<small>{marked.inline(term.source)}</small>"
                yield Card(f"<b>{marked.inline(term.term)}</b>", back, f"lesson::{lesson} term")
        for question in quiz_bank.of_lesson(lesson):
            yield _question(question, lesson)


def table(made: Sequence[Card]) -> str:
    """Return the cards as a CSV text that Anki imports without settings."""
    page = io.StringIO()
    csv.writer(page, lineterminator="\n").writerows(made)
    return _HEAD + page.getvalue()


def _question(question: quiz_bank.Question, lesson: str) -> Card:
    options = "<br>".join(f"{option.letter}. {marked.inline(option.text)}" for option in question.options)
    right = next(option for option in question.options if option.right)
    back = f"<b>{right.letter}. {marked.inline(right.text)}</b>{marked.block(right.feedback)}"
    return Card(f"{marked.block(question.stem)}{options}", back, f"lesson::{lesson} question {question.id}")
