"""Rows of words as a table for the eye and as plain text: nothing is cut, as it would be in a table of data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from cyberdiplomacy.live import TEXT, Page

_CELL = "text-align: left; vertical-align: top; padding: 4px 8px; border-bottom: 1px solid #767676"


def table(rows: Sequence[Mapping[str, Any]], caption: str) -> Page:
    """Return rows, all with the same keys, as a page with a caption; without rows, the caption and a word for it."""
    if not rows:
        return Page(f"{caption}: nothing.", f"<p>{escape(caption)}: nothing.</p>")
    head = [*rows[0]]
    cells = "".join(f'<th scope="col" style="{_CELL}">{escape(name)}</th>' for name in head)
    body = "".join(f"<tr>{''.join(_cell(row[name]) for name in head)}</tr>" for row in rows)
    html = (
        f'<table style="{TEXT}; border-collapse: collapse"><caption style="text-align: left; font-weight: bold">'
        f"{escape(caption)}</caption><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
    )
    lines = ["; ".join(f"{name}: {row[name]}" for name in head) for row in rows]
    return Page("\n".join([caption, *lines]), html)


def bullets(sentences: Sequence[str]) -> str:
    """Return sentences as a list in HTML."""
    return f"<ul>{''.join(f'<li>{escape(one, quote=False)}</li>' for one in sentences)}</ul>" if sentences else ""


def _cell(value: Any) -> str:
    return f'<td style="{_CELL}">{escape(str(value), quote=False)}</td>'
