"""Turn the light Markdown of questions and glossary entries into safe HTML or plain text."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

_FACT_MARKER = re.compile(r"<!--fact:[^>]*-->|<!--/-->")
# Written HTML is escaped, links with a scheme that could run code are refused, and no heading can break the order
# of headings of the page that shows the text.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["heading", "lheading", "image"])


def inline(text: str) -> str:
    """Return one line of text as HTML: emphasis, code and links kept, all else escaped, fact markers removed."""
    return _MARKDOWN.renderInline(source(text))


def block(text: str) -> str:
    """Return a text of paragraphs, lists and code blocks as HTML, by the same rules as :func:`inline`."""
    return _MARKDOWN.render(source(text)).strip()


def plain(text: str) -> str:
    """Return the words of a text on one line, without emphasis, link addresses and fact markers."""
    blocks = [
        "".join(part.content or " " * part.type.endswith("break") for part in token.children or [token])
        for token in _MARKDOWN.parse(source(text))
    ]
    return " ".join(" ".join(blocks).split())


def source(text: str) -> str:
    """Return a text as Markdown without fact markers."""
    return _FACT_MARKER.sub("", text).strip()
