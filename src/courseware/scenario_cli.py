"""``course scenario``: check a case of a simulation, or begin a new one."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from cyberdiplomacy.simulation import packs

app = typer.Typer(no_args_is_help=True, help="Cases for the simulations: check one, or begin a new one.")
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

_SIMULATION = Annotated[str, typer.Option(help="X1 or X2; without it, the one that has a case of this name")]


@app.command()
def check(
    name: Annotated[str, typer.Argument(help="a case, as harbour-weekend")], simulation: _SIMULATION = ""
) -> None:
    """Check the shape, references, periods and reachability of a case, and play it with bots."""
    from courseware.scenarios import check as checks

    which = simulation.upper() or next((one for one in packs.SIMULATIONS if name in packs.names(one)), "X1")
    found = checks.problems(which, name)
    for sentence in found:
        err.print(f"• {sentence}", markup=False)
    if found:
        err.print(f"{which} {name}: {len(found)} to mend.")
        raise typer.Exit(1)
    out.print(f"{which} {name}: nothing to mend.")


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="two words or more, as port-at-night")],
    simulation: Annotated[str, typer.Option(help="X1 or X2")] = "X1",
    aware: Annotated[str, typer.Option(help="X1: minute of awareness, with offset")] = "2026-03-10T17:20+01:00",
    zone: Annotated[str, typer.Option(help="X1: time zone of the entity")] = "Europe/Brussels",
) -> None:
    """Write an empty case; its texts wait for you, its periods are computed."""
    from courseware.scenarios import new as making

    path = making.write(simulation.upper(), name, aware, zone)
    out.print(f"{path} is written. Fill its texts, then: course scenario check {name}")


@app.command()
def table() -> None:
    """Print what players who do not think reach in each practice case of X1, as Markdown."""
    from courseware.scenarios import table as tables

    out.print(tables.page(), markup=False, end="")
