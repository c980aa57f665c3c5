"""Write the marks of a class for a learning management system, into ``exports/``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from courseware.course_errors import nearest
from courseware.teach.classes.folder import Workspace, write_whole
from courseware.teach.classes.term import Term
from courseware.teach.lms import formats
from courseware.teach.lms.results import Results
from courseware.teach.marks import Mark

EXPORTS = "exports"
_MOST_NAMES = 5


@dataclass(frozen=True)
class Plan:
    """A file that would be written.

    Attributes
    ----------
    notes
        Sentences for the instructor on rows and students that do not meet.
    counts
        A sentence for each set: how many marks are in the file, and why others are blank.
    """

    path: Path
    content: bytes
    notes: tuple[str, ...]
    counts: tuple[str, ...]

    @property
    def overwrites(self) -> bool:
        """Whether there is a file of that name with another content."""
        return self.path.exists() and self.path.read_bytes() != self.content


def plan(workspace: Workspace, assignments: list[str], format: str, downloaded: Path | None = None) -> Plan:
    """Return the file for a system.

    Parameters
    ----------
    assignments
        Those that are exported; all that are released if none is named.
    format
        A key of :data:`courseware.teach.lms.formats.FORMATS`.
    downloaded
        The system's own file, for a format that fills one.

    Raises
    ------
    ValueError
        If an assignment is not released or has no dates, or the format cannot be written; with what to do.
    """
    term = Term(workspace)
    for name in assignments:
        if name not in workspace.policy.assignments:
            raise ValueError(f"policy.yml has no dates for '{name}'. {nearest(name, [*workspace.policy.assignments])}")
        workspace.released(name)
    wanted = assignments or [*term.books]
    if not wanted:
        raise ValueError("Nothing is released yet. Do that first: course class release ex01")
    # All marks are made, since free late days are those of a term; and then some are left out.
    marks = [mark for mark in term.marks if mark.assignment in wanted]
    results = Results([*workspace.roster.values()], marks)
    made = formats.export(format, results, _read(downloaded))
    name = "-".join(assignments) or "all"
    suffix = downloaded.suffix if downloaded else formats.FORMATS[format].suffix
    counts = tuple(_counted(one, [mark for mark in marks if mark.assignment == one]) for one in wanted)
    return Plan(workspace.home / EXPORTS / f"{name}-{format}{suffix}", made.content, made.notes, counts)


def apply(wanted: Plan) -> None:
    """Write the file."""
    write_whole(wanted.path, wanted.content)


def _counted(assignment: str, marks: Sequence[Mark]) -> str:
    states = Counter(mark.state for mark in marks)
    told = [f"{states['marked']} marked"]
    if waiting := [mark.student for mark in marks if mark.state == "waiting"]:
        more = f" and {len(waiting) - _MOST_NAMES} more" if len(waiting) > _MOST_NAMES else ""
        verb = "waits" if len(waiting) == 1 else "wait"
        told.append(f"{len(waiting)} {verb} ({', '.join(waiting[:_MOST_NAMES])}{more})")
    told += [f"{states[state]} {state}" for state in ("missing", "excused") if states[state]]
    return f"{assignment}: {', '.join(told)}."


def _read(downloaded: Path | None) -> bytes | None:
    if downloaded is None:
        return None
    try:
        return downloaded.read_bytes()
    except OSError as error:
        raise ValueError(
            f"{downloaded} cannot be read ({error.strerror}). Name the file as you downloaded it."
        ) from None
