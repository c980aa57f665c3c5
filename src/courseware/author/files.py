"""Write and compare built notebooks: stable JSON, and differences named cell by cell."""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from courseware.author import text
from courseware.author.problems import Problem, refuse


def to_json(notebook: NotebookNode) -> str:
    """Return the notebook as JSON, byte-identical for equal notebooks."""
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def write(path: Path, content: str) -> None:
    """Write a file whole or not at all, also while another process writes the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        half.write_text(content, encoding="utf-8")
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)


def read(path: Path) -> NotebookNode:
    """Return a notebook from disk; a file that is none is refused with a sentence."""
    try:
        return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    except (UnicodeDecodeError, nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise refuse(path, "", f"this is no readable notebook ({type(error).__name__}). Run `course build`.") from None


def differences(path: Path, stored: NotebookNode, fresh: NotebookNode) -> Iterator[Problem]:
    """Compare order, type, ids, sources and metadata of all cells; outputs are nbval's to compare."""
    if dict(stored.metadata) != dict(fresh.metadata):
        yield Problem(
            str(path),
            "metadata",
            f"is {dict(stored.metadata)}, its source gives {dict(fresh.metadata)}. {_REBUILD}",
        )
    if len(stored.cells) != len(fresh.cells):
        yield Problem(str(path), "", f"has {len(stored.cells)} cells, its source gives {len(fresh.cells)}. {_REBUILD}")
    for index, (old, new) in enumerate(zip(stored.cells, fresh.cells, strict=False)):
        if (old.cell_type, old.source) != (new.cell_type, new.source):
            yield Problem(str(path), text.where(index, old), f"differs from its source:\n{_diff(old, new)}\n{_REBUILD}")
        elif old.id != new.id:
            yield Problem(str(path), text.where(index, old), f"has the id {old.id}, not {new.id}. {_REBUILD}")
        elif dict(old.metadata) != dict(new.metadata):
            yield Problem(
                str(path),
                text.where(index, old),
                f"has the metadata {dict(old.metadata)}, its source gives {dict(new.metadata)}. {_REBUILD}",
            )


_REBUILD = "Edit the text under content/, then run `course build`."


def _diff(old: NotebookNode, new: NotebookNode) -> str:
    lines = difflib.unified_diff(
        old.source.splitlines(), new.source.splitlines(), "stored", "from the text", lineterm="", n=1
    )
    return "\n".join([*lines][:12])
