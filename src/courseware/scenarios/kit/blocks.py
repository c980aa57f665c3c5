"""What a printed page is made of: words, tables, cards to cut, boxes to tick and lines to write on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Text:
    """A paragraph; ``lead`` stands before it in bold."""

    kind: ClassVar[str] = "text"
    words: str
    lead: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list of sentences."""

    kind: ClassVar[str] = "bullets"
    items: Sequence[str]


@dataclass(frozen=True)
class Table:
    """A table with a caption; the first cell of a row names the row. An empty cell is one to write into."""

    kind: ClassVar[str] = "table"
    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True)
class Choices:
    """A question with boxes to tick; ``several`` says that more than one may be ticked."""

    kind: ClassVar[str] = "choices"
    label: str
    options: Sequence[str]
    several: bool = False


@dataclass(frozen=True)
class Lines:
    """Room to write: a label and a number of empty lines."""

    kind: ClassVar[str] = "lines"
    label: str
    count: int = 1


@dataclass(frozen=True)
class Card:
    """A card to cut out: what it is, its title, and what stands on it."""

    what: str
    title: str
    blocks: Sequence[Text | Bullets]


@dataclass(frozen=True)
class Cards:
    """Cards beside each other."""

    kind: ClassVar[str] = "cards"
    cards: Sequence[Card]


Block = Text | Bullets | Table | Choices | Lines | Cards


@dataclass(frozen=True)
class Sheet:
    """A page, or several: printing begins a new page with it."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Document:
    """One file of a kit. ``notice`` says for whom it is and stands at the head of every sheet."""

    name: str
    title: str
    notice: str
    sheets: Sequence[Sheet]


def participants(case: str, sheets: Sequence[Sheet]) -> Document:
    """Return what the class may see before the first minute."""
    return Document("participants", f"{case}: for the table", "For everybody", sheets)


def handouts(case: str, sheets: Sequence[Sheet]) -> Document:
    """Return what the class sees when its phase begins."""
    told = "The teacher hands this out phase by phase; not to be read before"
    return Document("handouts", f"{case}: to hand out", told, sheets)


def teacher(case: str, sheets: Sequence[Sheet]) -> Document:
    """Return what the class must not see before the debrief."""
    return Document("teacher", f"{case}: for the teacher", "Teacher only: holds the key", sheets)
