"""The file that a command writes where ``--output`` says: it is no folder, and nothing is replaced unasked."""

from __future__ import annotations

from pathlib import Path

from courseware.class_console import agree, say


def insist_on_file(output: Path) -> None:
    """Raise ValueError, with what to do, if a folder is named where a file is to be written."""
    if output.is_dir():
        raise ValueError(f"{output} is a folder. Name a file in it.")


def agree_to_replace(output: Path, content: bytes, *, yes: bool) -> None:
    """Go on if no other content is there, ``yes`` was given or a person agrees; else nothing is changed."""
    if output.exists() and output.read_bytes() != content:
        say([f"{output} is there and differs."])
        agree(yes, "Replace it?")
