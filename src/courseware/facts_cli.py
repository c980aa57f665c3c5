"""``course facts``: which facts are due for review, and where a fact comes from and is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from cyberdiplomacy import facts, places, sources

_Read = TypeVar("_Read")

app = typer.Typer(
    name="facts",
    help="Look after the register of facts (data/facts.csv).",
    no_args_is_help=True,
)


@app.command()
def due(
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day to compare with, YYYY-MM-DD; today if not given.")
    ] = None,
) -> None:
    """List the facts whose day of review has come. Only reports: it never fails because of a fact."""
    day = _day(on)
    facts_due = _or_stop(lambda: facts.due(day))
    console = Console()
    if not facts_due:
        console.print(f"No fact of {facts.FILE} is due for review on {day.isoformat()}.")
        return
    table = Table(title=f"Due for review on {day.isoformat()}: {len(facts_due)} of {len(facts.all_facts())} facts")
    table.add_column("review by", no_wrap=True)
    table.add_column("id", no_wrap=True)
    for heading in ("value", "as of", "lessons"):
        table.add_column(heading)
    for fact in facts_due:
        day_known, lessons = fact.as_of.isoformat(), " ".join(fact.lessons)
        table.add_row(fact.review_by.isoformat(), fact.id, fact.value, day_known, lessons)
    console.print(table)
    console.print(
        f"Check each at its source (course facts show ID), then change value, as_of and review_by in {facts.FILE}."
    )


@app.command()
def show(fact_id: Annotated[str, typer.Argument(metavar="ID", help="The id of a fact, as in a marker.")]) -> None:
    """Show one fact: claim, value, date, confidence, source with address, and the texts that use its marker."""
    fact = _or_stop(lambda: facts.get(fact_id))
    rows = [
        ("id", fact.id),
        ("claim", fact.claim),
        ("value", fact.value),
        ("as of", fact.as_of.isoformat()),
        ("confidence", fact.confidence),
        ("review by", fact.review_by.isoformat()),
        ("lessons", fact.lesson),
        *_source_rows(fact),
        ("used in", "\n".join(_uses(fact.id)) or "no text in content/ shows its marker"),
    ]
    table = Table(show_header=False, box=None)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in rows:
        table.add_row(name, text)
    Console().print(table, soft_wrap=True)


def _source_rows(fact: facts.Fact) -> Iterator[tuple[str, str]]:
    for source_id in sources.ids(fact.source):
        source = sources.resolve(source_id)
        yield "source", f"{source.title} ({source.publisher})"
        yield "", source.url
        if source.seen_at:
            yield "", f"read at {source.seen_at}"
        if source.note:
            yield "", source.note


def _uses(fact_id: str) -> list[str]:
    """Return ``path:line`` of every marker of the fact in the texts under ``content/``."""
    content = places.root() / "content"
    marker = f"<!--fact:{fact_id}-->"
    texts = sorted(path for pattern in ("*.md", "*.yml") for path in content.rglob(pattern))
    return [
        f"{path.relative_to(content.parent).as_posix()}:{number}"
        for path in texts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if marker in line
    ]


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        _stop(f"'{text}' is no date. Write it as YYYY-MM-DD, for example 2027-05-01.")


def _or_stop(read: Callable[[], _Read]) -> _Read:
    """Return what ``read`` gives, or end the command with the sentence of its error."""
    try:
        return read()
    except (facts.RegisterError, facts.UnknownFactError, sources.SourceError, FileNotFoundError) as error:
        _stop(str(error))


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
