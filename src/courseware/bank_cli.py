"""``course bank``: take the practice questions elsewhere."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from courseware import output_file
from courseware.class_console import YES
from cyberdiplomacy import glossary, places

app = typer.Typer(name="bank", help="Take the practice questions elsewhere.", no_args_is_help=True)
out = Console(highlight=False, soft_wrap=True)


class Format(StrEnum):
    """What a bank can be written as."""

    cards = "cards"
    moodle_xml = "moodle-xml"
    gift = "gift"


@app.command()
def export(
    output: Annotated[Path, typer.Option("--output", help="The file to write.")],
    format: Annotated[
        Format, typer.Option("--format", help="cards: a CSV that Anki imports; moodle-xml, gift: question banks.")
    ] = Format.cards,
    lesson: Annotated[
        list[str] | None, typer.Option("--lesson", help="Only this lesson; may be given more than once.")
    ] = None,
    yes: YES = False,
) -> None:
    """Write the practice questions and the terms of the lessons, in teaching order; graded items are never in it."""
    from courseware import course
    from courseware.author import files
    from courseware.teach.bank import cards, gift, items, moodle_xml

    output_file.insist_on_file(output)
    root = places.root()
    model = course.load(root)
    chosen = [model.lesson(id).id for id in lesson] if lesson else [one.id for one in model.ready_lessons]
    wanted = [*dict.fromkeys(chosen)]
    if format is Format.cards:
        made = [*cards.cards(wanted)]
        what, text = "cards", cards.table(made)
    else:
        made = [*items.of_lessons(root, wanted)]
        what, text = "questions", (gift if format is Format.gift else moodle_xml).render(made)
    if not made:
        reason = "it has no questions and no terms yet" if what == "cards" else "it has no practice questions"
        raise ValueError(f"There are no {what} for lesson {', '.join(wanted)}: {reason}.")
    output_file.agree_to_replace(output, text.encode("utf-8"), yes=yes)
    files.write(output, text)
    out.print(f"{len(made)} {what} are in {output}.", markup=False)
    terms = sum(term.lesson in wanted for term in glossary.terms())
    if what == "questions" and terms:
        out.print(f"Left out: {terms} terms of the glossary, which are no questions. '--format cards' writes them.")
