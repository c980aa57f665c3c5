"""Multiple-choice questions as YAML: one format for practice banks and for graded items."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from courseware.author.problems import AuthorError, Problem, refuse
from cyberdiplomacy.quiz_bank import TAGS

LETTERS = "ABCDEF"
Tag = Annotated[str, Field(pattern=rf"^({'|'.join(TAGS)}|check-[a-z]+)$")]
_FORBIDDEN = ("all of the above", "none of the above")


class Option(BaseModel):
    """One option: its text, whether it is right, the feedback, and the misconception of a wrong one."""

    model_config = ConfigDict(extra="forbid")

    t: Annotated[str, Field(min_length=1)]
    ok: bool = False
    fb: Annotated[str, Field(min_length=20)]
    mis: str = ""

    @model_validator(mode="after")
    def _named(self) -> Option:
        if not self.ok and not self.mis.startswith("MIS-"):
            raise ValueError("a wrong option names its misconception: add 'mis: MIS-…' from content/misconceptions.yml")
        if any(phrase in self.t.lower() for phrase in _FORBIDDEN):
            raise ValueError("no 'all of the above' or 'none of the above': write an option with content")
        return self


class Question(BaseModel):
    """A multiple-choice question with one right option.

    ``tags`` say what a practice question is for; ``track`` belongs to one that places: the track of those who tend to
    know the answer.
    """

    model_config = ConfigDict(extra="forbid")

    id: str
    lo: str
    bloom: str
    stem: Annotated[str, Field(min_length=10)]
    options: Annotated[list[Option], Field(min_length=3, max_length=len(LETTERS))]
    facts: list[str] = []
    tables: list[str] = []
    coverage: list[str] = []
    tags: list[Tag] = []
    track: Literal["P", "T"] | None = None
    as_of: date

    @model_validator(mode="after")
    def _one_right(self) -> Question:
        right = sum(option.ok for option in self.options)
        if right != 1:
            raise ValueError(f"{right} options are marked 'ok: true'; exactly one must be")
        return self

    def lettered(self) -> Iterator[tuple[str, Option]]:
        """Yield each option with its letter, in the order of the file."""
        return zip(LETTERS, self.options, strict=False)

    def right_letter(self) -> str:
        """Return the letter of the right option."""
        return next(letter for letter, option in self.lettered() if option.ok)


def load(path: Path) -> dict[str, Question]:
    """Return the questions of a file by id; an absent file holds none.

    Raises
    ------
    AuthorError
        If the file is no YAML list of questions, or a question breaks the format; each with question and key.
    """
    if not path.is_file():
        return {}
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise refuse(path, "", f"this is no valid YAML. {error}") from None
    if not isinstance(raw, list):
        raise refuse(path, "", "the file must be a list of questions, each beginning with '- id: …'.")
    questions: dict[str, Question] = {}
    problems: list[Problem] = []
    for number, entry in enumerate(raw, start=1):
        name = entry.get("id", f"question {number}") if isinstance(entry, dict) else f"question {number}"
        try:
            question = Question.model_validate(entry)
        except ValidationError as error:
            for fault in error.errors():
                key = ".".join(str(part) for part in fault["loc"])
                problems.append(Problem(str(path), f"{name}, {key}" if key else str(name), fault["msg"]))
            continue
        if question.id in questions:
            problems.append(Problem(str(path), question.id, "this id stands twice. Give each question its own."))
        questions[question.id] = question
    if problems:
        raise AuthorError(problems)
    return questions


def variable(item: str) -> str:
    """Return the name of the variable that holds the answer to a choice item (``ex01-object`` → ``answer_object``)."""
    return "answer_" + item.split("-", 1)[1].replace("-", "_")
