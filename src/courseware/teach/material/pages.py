"""Pages that stand alone: one HTML file, nothing from outside, for a screen or for paper."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup
from jinja2 import Template
from markdown_it import MarkdownIt

from courseware import templates

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


@cache
def template(name: str) -> Template:
    """Return a template of this room; it escapes what it shows."""
    return templates.load(Path(__file__).parent / "templates" / name)


def printed(markdown: str) -> str:
    """Return a Markdown page as HTML for paper: a new sheet for each section, links to other files as plain words."""
    soup = BeautifulSoup(_MARKDOWN.render(markdown), "html.parser")
    unlink(soup)
    title = _TITLE.search(markdown)
    return template("print.html.j2").render(title=title[1] if title else "", body=str(soup))


def unlink(soup: BeautifulSoup) -> None:
    """Turn links that lead nowhere from a page that stands alone into their words, in place."""
    for link in soup.find_all("a"):
        if not str(link.get("href", "")).startswith("https://"):
            link.unwrap()
