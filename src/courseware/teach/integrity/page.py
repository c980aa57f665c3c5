"""The page of answers that are alike, for the person who decides what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from courseware.grade.views import template
from courseware.teach.insight.pseudonyms import pseudonyms
from courseware.teach.integrity import pairs, shape
from courseware.teach.people import Student

NAME = "similar-{}.html"
MOST = 40
"""Pairs of an item that are shown; the page says how many more there are."""

Side = tuple[str, Iterator[tuple[str, bool]]]
"""A student, and the answer in parts with whether each is in the other's answer, too."""
_PAGE = Path(__file__).parent / "templates" / "similar.html.j2"


@dataclass(frozen=True)
class Item:
    """An item: its title, what came of it, the answers by student, and why some could not be compared."""

    title: str
    kind: pairs.Kind
    found: pairs.Compared
    answers: Mapping[str, shape.Shape]
    left_out: Mapping[str, str]

    @property
    def shown(self) -> Iterator[tuple[pairs.Pair, list[Side]]]:
        """The pairs that are shown, with the two answers of each."""
        size = pairs.RULES[self.kind].size
        for pair in self.found.pairs[:MOST]:
            shared = frozenset.intersection(*(self.found.own[student] for student in pair.students))
            texts = {student: self.answers[student] for student in pair.students}
            yield pair, [(one, parts(text.text, pairs.marks(text, shared, size))) for one, text in texts.items()]


@dataclass(frozen=True)
class Shown:
    """What the page is made of.

    Attributes
    ----------
    title
        Of the class.
    items
        In the order of the set.
    works
        How many works could be read.
    refused
        By student, why a work cannot be read.
    secret
        If given, names are hidden: the same secret gives the same students the same numbers.
    """

    title: str
    assignment: str
    items: Sequence[Item]
    works: int
    refused: Mapping[str, str]
    students: Sequence[Student]
    secret: str | None = None

    @property
    def pairs(self) -> int:
        """How many pairs were found."""
        return sum(len(item.found.pairs) for item in self.items)


def as_html(shown: Shown) -> str:
    """Return the page: no script, nothing from outside, what students wrote as text."""
    names: Mapping[str, str] = {one.id: one.name for one in shown.students}
    if shown.secret is not None:
        names = pseudonyms(names, f"{shown.title} {shown.assignment}", shown.secret)
    return template.load(_PAGE).render(
        title=shown.title,
        assignment=shown.assignment,
        hidden=shown.secret is not None,
        works=shown.works,
        items=shown.items,
        found=shown.pairs,
        left_out=[*_left_out(shown)],
        names=names,
        rules=pairs.RULES,
        longest=shape.LONGEST,
        most=MOST,
    )


def parts(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Yield a text in parts, with whether each is marked."""
    at = 0
    for start, end in marks:
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:], False


def _left_out(shown: Shown) -> Iterator[tuple[str, str, str]]:
    """Yield student, what was left out, and why."""
    for student, why in shown.refused.items():
        # What is said of a file can tell its name, and that the student's.
        yield student, "the whole work", why if shown.secret is None else "It cannot be read; grading tells why."
    for item in shown.items:
        yield from ((student, item.title, why) for student, why in item.left_out.items())
