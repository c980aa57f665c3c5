"""Write the kit of a case into a folder: three documents, each as a page to print and as Markdown."""

from __future__ import annotations

from pathlib import Path

from courseware.author import files
from courseware.scenarios.kit import render, x1_kit, x2_handouts, x2_seats, x2_table, x2_teacher
from courseware.scenarios.kit.blocks import Document
from cyberdiplomacy.simulation import packs
from cyberdiplomacy.simulation.packs import Pack


class KitError(ValueError):
    """A kit cannot be made or written; the text says why and what to do."""


def documents(pack: Pack, size: int, seed: int) -> list[Document]:
    """Return what a kit consists of.

    Parameters
    ----------
    pack
        A practice case of X1 or X2.
    size
        People in the class without the teacher, one of :data:`x2_seats.SIZES`.
    seed
        Deals seats and positions and draws the events (X2), or draws the course of events (X1).

    Raises
    ------
    KitError
        If the case is graded, so that there is no key for the teacher, or the size or seed will not do.
    """
    if "key" not in pack.content:
        raise KitError(
            f"'{pack.name}' is a graded case: it has no key, and a class that knew it could not be graded. Take a "
            f"practice case: {', '.join(_practice(pack.simulation))}."
        )
    if size not in x2_seats.SIZES:
        raise KitError(
            f"A class has {x2_seats.SIZES[0]} to {x2_seats.SIZES[-1]} people; {size} are too few or too many."
        )
    if seed < 0:
        raise KitError(f"A seed is a whole number from 0, such as 7; {seed} is none.")
    if pack.simulation == "X1":
        return x1_kit.documents(pack, size, seed)
    seats = x2_seats.deal(size, seed)
    return [x2_table.document(pack, seats), x2_handouts.document(pack, seed), x2_teacher.document(pack, seats, seed)]


def write(pack: Pack, folder: Path, size: int, seed: int) -> list[Path]:
    """Write a kit and return its files; none is written over one that is there.

    Raises
    ------
    KitError
        As :func:`documents`, or if one of the files exists already.
    """
    made = {}
    for document in documents(pack, size, seed):
        made[folder / f"{document.name}.html"] = render.as_html(document)
        made[folder / f"{document.name}.md"] = render.as_markdown(document)
    there = [path.name for path in made if path.exists()]
    if there:
        raise KitError(f"{folder} holds {', '.join(there)} already. Name another folder, or move them away first.")
    for path, text in made.items():
        files.write(path, text)
    return [*made]


def _practice(simulation: str) -> list[str]:
    return [name for name in packs.names(simulation) if "key" in packs.load(simulation, name).content]
