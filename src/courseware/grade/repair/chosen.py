"""Choose, of the notebooks in a submission, the one that is meant: it holds most cells of the set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from courseware.grade.repair import found
from courseware.grade.repair.found import Entry, Handed, RefusedError
from courseware.grade.repair.parsed import Parsed, parse
from courseware.grade.repair.recognised import Recognised, recognise
from courseware.grade.repair.remarks import Remarks

MAX_NOTEBOOKS = 50
MAX_TOGETHER = 3 * found.MAX_BYTES


@dataclass(frozen=True)
class Candidate:
    """A notebook, the cells of the set that were recognised in it, and what was remarked while it was read."""

    handed: Handed
    parsed: Parsed
    recognised: Recognised
    remarks: Remarks


def choose(files: Sequence[Entry], release: Sequence[NotebookNode], wanted: str) -> Candidate:
    """Return the notebook with most answer and test cells of a set; of equals the one named ``wanted``, or the newest.

    Raises
    ------
    RefusedError
        If there are too many notebooks, if none can be read or holds an item of the set, or if the one with the right
        name cannot be read: to grade another in its place could give 0 to work that nobody has seen.
    """
    readable: list[Candidate] = []
    faults: dict[str, RefusedError] = {}
    size = 0
    too_many = RefusedError(f"The submission holds too many notebooks. Hand in {wanted} alone.")
    if len(files) > MAX_NOTEBOOKS:
        raise too_many
    for number, handed in enumerate(_handed(files, wanted, faults), start=1):
        size += len(handed.data)
        if number > MAX_NOTEBOOKS or size > MAX_TOGETHER:
            raise too_many
        try:
            readable.append(_candidate(handed, release))
        except RefusedError as fault:
            _keep(faults, handed.label, fault, fatal=handed.name == wanted)

    def rank(one: Candidate) -> tuple:
        exact = one.handed.name == wanted
        return one.recognised.items(release), exact, one.handed.modified, one.handed.name

    if not readable:
        raise next(iter(faults.values()))
    best, *others = sorted(readable, key=rank, reverse=True)
    if not best.recognised.items(release):
        raise RefusedError(f"{best.handed.label} holds no item of this set. Hand in {wanted} as it was handed out.")
    if best.handed.archive:
        best.remarks.add("Unpacked in memory from an archive", best.handed.archive)
    if best.handed.name != wanted:
        best.remarks.add(f"Not handed in as {wanted}, but recognised by its cells", best.handed.label)
    for other in others:
        best.remarks.add(f"Another notebook was skipped, {_why(rank(other), rank(best))}", other.handed.label)
    for label in faults:
        best.remarks.add("Another notebook was skipped, since it cannot be read", label)
    return best


def _handed(files: Sequence[Entry], wanted: str, faults: dict[str, RefusedError]) -> Iterator[Handed]:
    for entry in files:
        try:
            yield from found.handed(entry)
        except RefusedError as fault:
            _keep(faults, found.shown(entry.name), fault, fatal=entry.name == wanted)


def _keep(faults: dict[str, RefusedError], label: str, fault: RefusedError, *, fatal: bool) -> None:
    if fatal:
        raise fault
    faults[label] = fault


def _candidate(handed: Handed, release: Sequence[NotebookNode]) -> Candidate:
    remarks = Remarks()
    parsed = parse(handed.data, handed.label, remarks)
    return Candidate(handed, parsed, recognise(parsed.cells, release), remarks)


def _why(other: tuple, best: tuple) -> str:
    if other[0] < best[0]:
        return "since it holds fewer items of the set"
    if other[1] < best[1]:
        return "though it holds as many items of the set: the one with the right name counts"
    return "though it holds as many items of the set: the newest counts"
