"""What the commands of ``course class`` have in common: their options, and how they speak and ask."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

HOME = Annotated[Path, typer.Option("--dir", help="the folder of the class")]
YES = Annotated[bool, typer.Option("--yes", help="do it without asking")]
NAME = Annotated[str, typer.Argument(help="for example ex01")]


def say(lines: Iterable[str]) -> None:
    """Print sentences as they are."""
    for line in lines:
        out.print(line, markup=False)


def agree(yes: bool, question: str) -> None:
    """Go on if ``--yes`` was given or a person says so; else nothing was changed."""
    if not yes and not typer.confirm(question):
        say(["Nothing was changed."])
        raise typer.Exit(1)
