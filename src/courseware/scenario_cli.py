"""``course scenario``: check a case of a simulation, print it for a room, or begin a new one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from courseware.scenarios import periods
from cyberdiplomacy import places
from cyberdiplomacy.simulation import packs

app = typer.Typer(
    no_args_is_help=True, help="Cases for the simulations: check one, print it for a room, or begin a new one."
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

_SIMULATION = Annotated[str, typer.Option(help="X1 or X2; without it, the one that has a case of this name")]


@app.command()
def check(
    name: Annotated[str, typer.Argument(help="a case, as harbour-weekend")], simulation: _SIMULATION = ""
) -> None:
    """Check the shape, references, periods and reachability of a case, and play it with bots."""
    from courseware.scenarios import check as checks

    which = _which(name, simulation)
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
    aware: Annotated[str, typer.Option(help="X1: minute of awareness, with offset")] = periods.AWARE,
    zone: Annotated[str, typer.Option(help="X1: time zone of the entity")] = periods.ZONE,
) -> None:
    """Write an empty case; its texts wait for you, its periods are computed."""
    from courseware.scenarios import new as making

    path = making.write(simulation.upper(), name, aware, zone)
    out.print(f"{path} is written. Fill its texts, then: course scenario check {name}")


@app.command()
def table() -> None:
    """Write docs/bots.md: how far players come who weigh nothing. Plays only cases that have changed."""
    from courseware.author import files
    from courseware.documents import bots

    root = places.root()
    page, played = bots.render(root)
    files.write(root / bots.PATH, page)
    out.print(f"{bots.PATH}: {len(played)} played anew{': ' if played else ''}{', '.join(played)}.", markup=False)


@app.command()
def kit(
    name: Annotated[str, typer.Argument(help="a practice case, as port-logistics-wiper")],
    output: Annotated[Path, typer.Option(help="a folder; it is made if it is not there")],
    size: Annotated[int, typer.Option(help="people in the class without the teacher, 8 to 28")] = 16,
    seed: Annotated[int, typer.Option(help="deals seats and positions, and draws what happens")] = 0,
    simulation: _SIMULATION = "",
) -> None:
    """Write a case as a lesson on paper, for a room without Python: X2 in 90 minutes, X1 in 60."""
    from courseware.scenarios.kit import write

    for path in write.write(packs.load(_which(name, simulation), name), output, size, seed):
        out.print(f"{path}", markup=False)
    out.print("Begin with “Before the lesson” in teacher.html, which holds the key.")


def _which(name: str, simulation: str) -> str:
    """Return the simulation that is meant: the one given, else the one that has a case of this name."""
    return simulation.upper() or next((one for one in packs.SIMULATIONS if name in packs.names(one)), "X1")
