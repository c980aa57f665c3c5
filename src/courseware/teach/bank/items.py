"""What a learning management system takes of a practice question, whatever its file format."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from courseware.author import questions
from cyberdiplomacy import marked, quiz_bank

CATEGORY = "$course$/top/cyberdiplomacy/L{lesson}"
"""Where the questions of a lesson are filed: a category below the course's own top, as Moodle names it."""
_NAME_WIDTH = 70


@dataclass(frozen=True)
class Answer:
    """One option in Markdown: what choosing it earns in per cent of the points, and what is said then."""

    text: str
    fraction: int
    feedback: str


@dataclass(frozen=True)
class Item:
    """A question with one right answer, in Markdown.

    Attributes
    ----------
    id
        As in the bank; never changes, so that a second import can be recognised.
    name
        The id and the first words of the stem, for lists.
    tags
        Lesson, objective, level, what the question is for, and the misconceptions of its wrong answers.
    """

    id: str
    lesson: str
    name: str
    stem: str
    answers: tuple[Answer, ...]
    tags: tuple[str, ...]

    @property
    def category(self) -> str:
        """The category it is filed in."""
        return CATEGORY.format(lesson=self.lesson)


def of_lessons(root: Path, lessons: Sequence[str]) -> Iterator[Item]:
    """Yield the practice questions of these lessons, in the order given; a lesson without a bank has none.

    Raises
    ------
    AuthorError
        If a bank breaks the format of questions.
    """
    for lesson in lessons:
        for question in questions.load(root / quiz_bank.QUIZZES / f"{lesson}.yml").values():
            yield _item(question, lesson)


def _item(question: questions.Question, lesson: str) -> Item:
    answers = tuple(
        Answer(marked.source(option.t), 100 if option.ok else 0, marked.source(option.fb))
        for option in question.options
    )
    wrong = (option.mis for option in question.options if option.mis)
    tags = dict.fromkeys((f"lesson-{lesson}", question.lo, question.bloom, *question.tags, *wrong))
    name = textwrap.shorten(f"{question.id} {marked.plain(question.stem)}", _NAME_WIDTH, placeholder=" …")
    return Item(question.id, lesson, name, marked.source(question.stem), answers, tuple(tags))
