"""Templates of pages on learners: everything shown is escaped, after what can disturb a page is taken out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Template

from courseware import templates
from courseware.grade.views import clean

_FILTERS: dict[str, Callable[..., str]] = {
    "number": lambda value: f"{round(value, 2):.10g}",
    "percent": lambda share: f"{int(share * 100 + 1e-9)}%",
    "signed": lambda value: f"{value:.2f}".replace("-", "−"),
}


@cache
def load(path: Path) -> Template:
    """Return a template of HTML; a name it uses and does not get is an error."""
    return templates.load(path, finalize=_shown, **_FILTERS)


def _shown(value: Any) -> Any:
    return clean.text(value) if type(value) is str else value
