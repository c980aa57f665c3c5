"""A class's own version of a graded set: other parameters and options in another order, drawn from the class's secret.

``content/exercises/exNN.parameters.yml`` holds, by item, what may stand in the place of what: a list of alternatives,
each a mapping from words of the item's section (its text, solution and tests) to others. Whatever is drawn, the item
asks for the same skill; the published answer is no longer the right one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import yaml
from nbformat import NotebookNode
from pydantic import Field, TypeAdapter, ValidationError

from courseware.author import exercise, questions
from courseware.author.problems import refuse

Alternative = dict[str, str]
Draw = Callable[[str, int], int]
"""From a purpose and a number of choices to the number of the one that is drawn."""

# Read with the loader that takes years and days for text.
_PARAMETERS = TypeAdapter(dict[str, Annotated[list[Annotated[Alternative, Field(min_length=1)]], Field(min_length=1)]])
_HEADING = re.compile(r"^## ", re.MULTILINE)
# Lines that say what a cell is; ids of items stay as they are.
_MARK = re.compile(r"^(:answer:|:test:|\+\+\+).*$", re.MULTILINE)


def drawn_from(secret: str) -> Draw:
    """Return a way to draw that is the same for the same secret, on every machine."""
    return lambda purpose, choices: lot(secret, purpose) % choices


def lot(secret: str, purpose: str) -> int:
    """Return the number from 0 to 2⁶⁴ - 1 that only who has the secret can draw for a purpose."""
    return int.from_bytes(hashlib.sha256(f"{secret}\0{purpose}".encode()).digest()[:8], "big")


def parameters(path: Path) -> dict[str, list[Alternative]]:
    """Return the alternatives of a set by item; none if it has no parameters.

    Raises
    ------
    AuthorError
        If the file breaks the format.
    """
    beside = path.with_suffix(".parameters.yml")
    if not beside.is_file():
        return {}
    try:
        return _PARAMETERS.validate_python(yaml.load(beside.read_text(encoding="utf-8"), yaml.BaseLoader))
    except (yaml.YAMLError, ValidationError) as error:
        raise refuse(beside, "", f"this is no mapping from items to lists of replacements. {error}") from None


def master(path: Path, points: dict[str, float], draw: Draw) -> NotebookNode:
    """Return a class's own master of a set, not executed.

    Parameters
    ----------
    path, points
        As :func:`courseware.author.exercise.master` takes them.
    draw
        See :func:`drawn_from`.

    Raises
    ------
    AuthorError
        If words that are to be replaced do not stand in their item.
    """
    text = path.read_text(encoding="utf-8")
    for item, alternatives in parameters(path).items():
        text = _replaced(path, text, item, alternatives[draw(item, len(alternatives))])
    asked = questions.load(path.with_name(f"{path.stem}.questions.yml"))
    return exercise.master(path, points, {name: shuffled(one, draw) for name, one in asked.items()}, text)


def shuffled(question: questions.Question, draw: Draw) -> questions.Question:
    """Return a question with its options in an order of the class's own."""
    left, order = [*question.options], []
    while left:
        order.append(left.pop(draw(f"{question.id} {len(left)}", len(left))))
    return question.model_copy(update={"options": order})


def _replaced(path: Path, text: str, item: str, words: Mapping[str, str]) -> str:
    """Return the text of a set with other words in the section of one item."""
    starts = [0, *(found.start() for found in _HEADING.finditer(text)), len(text)]
    for start, end in pairwise(starts):
        section = text[start:end]
        if re.search(rf"^:test: {re.escape(item)}$", section, re.MULTILINE):
            return text[:start] + "".join(_in(path, section, item, words)) + text[end:]
    raise refuse(path.with_suffix(".parameters.yml"), item, f"{path.name} has no such item with a test.")


def _in(path: Path, section: str, item: str, words: Mapping[str, str]) -> Iterator[str]:
    one = re.compile("|".join(rf"(?P<w{number}>{_pattern(old)})" for number, old in enumerate(words)))
    new, met = [*words.values()], set()

    def other(found: re.Match) -> str:
        number = int(found.lastgroup[1:])
        met.add(number)
        return new[number]

    last = 0
    for mark in _MARK.finditer(section):
        yield one.sub(other, section[last : mark.start()]) + mark[0]
        last = mark.end()
    yield one.sub(other, section[last:])
    if len(met) < len(new):
        lost = next(old for number, old in enumerate(words) if number not in met)
        raise refuse(path.with_suffix(".parameters.yml"), item, f"its section in {path.name} does not hold '{lost}'.")


def _pattern(words: str) -> str:
    """Return a pattern for whole words, however the lines are broken."""
    return r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)"
