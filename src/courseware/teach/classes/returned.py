"""When feedback on a set was returned first: there the window for a second look begins."""

from __future__ import annotations

from datetime import UTC, datetime

from courseware.author import files
from courseware.grade.classroom.lock import OWN
from courseware.teach.classes.folder import Workspace

_NAME = "returned.txt"


def note(workspace: Workspace, assignment: str, now: datetime) -> None:
    """Keep the moment, unless there is an earlier one."""
    path = workspace.home / OWN / assignment / _NAME
    if not path.exists():
        files.write(path, f"{now.astimezone(UTC).isoformat(timespec='seconds')}\n")


def read(workspace: Workspace) -> dict[str, datetime]:
    """Return the moment for each set of which feedback was returned; ValueError if a file was damaged."""
    found = {}
    for path in sorted((workspace.home / OWN).glob(f"*/{_NAME}")):
        try:
            found[path.parent.name] = datetime.fromisoformat(path.read_text(encoding="ascii").strip()).astimezone(UTC)
        except ValueError:
            raise ValueError(f"{path} holds no moment. Write one like 2026-11-22T10:00:00+00:00.") from None
    return found
