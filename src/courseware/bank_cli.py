"""``course bank``: take the practice questions elsewhere."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from courseware import course
from courseware.author import files
from courseware.teach import cards
from cyberdiplomacy import places

app = typer.Typer(name="bank", help="Take the practice questions elsewhere.", no_args_is_help=True)


class Format(StrEnum):
    """What a bank can be written as."""

    cards = "cards"


@app.command()
def export(
    output: Annotated[Path, typer.Option("--output", help="The file to write; one that is there is replaced.")],
    format: Annotated[Format, typer.Option("--format", help="cards: a CSV that Anki imports.")] = Format.cards,
    lesson: Annotated[
        list[str] | None, typer.Option("--lesson", help="Only this lesson; may be given more than once.")
    ] = None,
) -> None:
    """Write the practice questions and the terms of the lessons, in teaching order; graded items are never in it."""
    model = course.load(places.root())
    wanted = [model.lesson(id).id for id in lesson] if lesson else [one.id for one in model.ready_lessons]
    made = [*cards.cards(wanted)]
    if not made:
        raise ValueError(f"There are no cards for lesson {', '.join(wanted)}: it has no questions and no terms yet.")
    files.write(output, cards.table(made))
    Console(highlight=False, soft_wrap=True).print(f"{len(made)} cards are in {output}.")
