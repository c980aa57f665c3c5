"""Jinja templates of pages: everything shown is escaped, and a name that is used and not given is an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def environment(
    folder: Path, *, finalize: Callable[[Any], Any] | None = None, **filters: Callable[..., str]
) -> Environment:
    """Return an environment for the templates in a folder; ``finalize`` is given each value before it is shown."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(filters)
    return made
