"""``course teach``: slides, sheets to print and rubrics for who stands before a class."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from courseware import output_file
from cyberdiplomacy import places

app = typer.Typer(name="teach", help="Slides, sheets to print and rubrics.", no_args_is_help=True)
out = Console(highlight=False, soft_wrap=True)
INSTRUCTOR = Path("docs/instructor")

_OUTPUT = Annotated[Path, typer.Option("--output", help="The file to write; one that is there is replaced.")]


@app.command(name="slides")
def slides_of(
    lesson: Annotated[str, typer.Argument(help="for example 11")],
    output: _OUTPUT,
) -> None:
    """Write the slides of a lesson as one HTML file: no network, by keyboard, to print."""
    from courseware import course as course_file
    from courseware.author import files
    from courseware.teach.material import peer, slides

    output_file.insist_on_file(output)
    root = places.root()
    course = course_file.load(root)
    one = course.lesson(lesson)
    path = root / course.notebook_path(one.id)
    if one.kind != "lesson" or not path.is_file():
        raise ValueError(f"There are no slides of {one.id}: slides are made of the built notebooks of lessons.")
    asked = [
        question for question in peer.load(root, course, course_file.misconceptions(root)) if question.lesson == one.id
    ]
    files.write(output, slides.render(course, one, files.read(path), asked))
    out.print(f"The slides of lesson {one.id} are in {output}. Open it in a browser; N shows the notes.", markup=False)


@app.command(name="print")
def print_page(
    name: Annotated[str, typer.Argument(help="a page of docs/instructor, for example rubrics")],
    output: _OUTPUT,
) -> None:
    """Write a page for instructors as HTML for paper, each section on a new sheet."""
    from courseware.author import files
    from courseware.teach.material import pages

    output_file.insist_on_file(output)
    folder = places.root() / INSTRUCTOR
    known = sorted(path.stem for path in folder.glob("*.md"))
    if name not in known:
        raise ValueError(f"There is no page '{name}' in {INSTRUCTOR}. There are: {', '.join(known) or 'none'}.")
    files.write(output, pages.printed((folder / f"{name}.md").read_text(encoding="utf-8")))
    out.print(f"{output} is ready to be printed from a browser.", markup=False)


@app.command(name="rubrics")
def rubrics_table(output: _OUTPUT) -> None:
    """Write the rubrics of all written items as CSV, one row a level."""
    from courseware import course as course_file
    from courseware.author import files
    from courseware.teach.material import rubrics

    output_file.insist_on_file(output)
    root = places.root()
    found = rubrics.load(root, course_file.load(root))
    files.write(output, rubrics.table(found))
    out.print(f"{len(found)} rubrics are in {output}.", markup=False)
