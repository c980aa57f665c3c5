"""Declared answers of an exercise set: right ones beside the solution, wrong ones with the marks they deserve.

``content/exercises/exNN.answers.yml`` maps each item to ``right`` and ``wrong`` lists: what an item's tests are
tested with. The wrong options of a multiple-choice item are declared answers already and need no entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from courseware.author import questions
from courseware.author.problems import AuthorError, Problem, refuse


class RightAnswer(BaseModel):
    """Another correct way to answer."""

    model_config = ConfigDict(extra="forbid")

    note: Annotated[str, Field(min_length=5)]
    code: Annotated[str, Field(min_length=1)]


class WrongAnswer(RightAnswer):
    """Believable wrong code, the misconception or bug it shows, and the points it still earns."""

    misconception: Annotated[str, Field(pattern=r"^(MIS|BUG)-")]
    points: Annotated[float, Field(ge=0)] = 0


class Declared(BaseModel):
    """The declared answers of one item."""

    model_config = ConfigDict(extra="forbid")

    right: list[RightAnswer] = []
    wrong: list[WrongAnswer] = []


@dataclass(frozen=True)
class Answer:
    """One answer to one item: the source of the answer cell, and the points it must earn."""

    item: str
    note: str
    code: str
    points: float
    misconception: str = ""


def load(path: Path) -> dict[str, Declared]:
    """Return the declared answers by item.

    Raises
    ------
    AuthorError
        If the file is missing or breaks the format; each problem with item and key.
    """
    if not path.is_file():
        raise refuse(path, "", "this file is missing: every exercise set declares wrong and other right answers.")
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        return TypeAdapter(dict[str, Declared]).validate_python(raw)
    except yaml.YAMLError as error:
        raise refuse(path, "", f"this is no valid YAML. {error}") from None
    except ValidationError as error:
        raise AuthorError(
            Problem(str(path), ".".join(str(part) for part in fault["loc"]), fault["msg"]) for fault in error.errors()
        ) from None


def every(
    declared: dict[str, Declared], asked: dict[str, questions.Question], points: dict[str, float]
) -> Iterator[Answer]:
    """Yield every declared answer of a set, those of multiple-choice items included."""
    for item, answers in declared.items():
        for right in answers.right:
            yield Answer(item, right.note, right.code, points[item])
        for wrong in answers.wrong:
            yield Answer(item, wrong.note, wrong.code, wrong.points, wrong.misconception)
    for item, question in asked.items():
        for letter, option in question.lettered():
            if not option.ok:
                yield Answer(item, f"option {letter}", f'{questions.variable(item)} = "{letter}"', 0, option.mis)
