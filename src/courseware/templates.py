"""Jinja templates of pages: everything shown is escaped, and a name that is used and not given is an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template


def load(path: Path, *, finalize: Callable[[Any], Any] | None = None, **filters: Callable[..., str]) -> Template:
    """Return a template, with filters of its own; ``finalize`` is given each value before it is shown."""
    environment = Environment(
        loader=FileSystemLoader(path.parent),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters)
    return environment.get_template(path.name)
