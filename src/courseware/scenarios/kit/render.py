"""A document as a page to print and as Markdown: the same words, no script, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Template

from courseware import templates
from courseware.documents import markdown
from courseware.scenarios.kit.blocks import Block, Bullets, Cards, Choices, Document, Lines, Table, Text

_LINE = "\\_" * 40


def as_html(document: Document) -> str:
    """Return the page; each sheet begins a new one in print, and it reads without colours."""
    return _page().render(document=document)


def as_markdown(document: Document) -> str:
    """Return the same words as Markdown, for whoever wants to change or translate them."""
    parts = [f"# {document.title}", f"**{document.notice}**"]
    for sheet in document.sheets:
        parts.append(f"## {sheet.title}")
        parts += [part for block in sheet.blocks for part in _markdown(block)]
    return "\n\n".join(parts) + "\n"


def _markdown(block: Block) -> Iterator[str]:
    match block:
        case Text():
            yield f"**{block.lead}** {block.words}" if block.lead else block.words
        case Bullets():
            yield "\n".join(f"- {one}" for one in block.items)
        case Table():
            yield f"**{block.caption}**"
            yield markdown.table(block.header, block.rows)
        case Choices():
            yield f"**{block.label}** ({_how(block)})"
            yield "\n".join(f"- [ ] {one}" for one in block.options)
        case Lines():
            yield f"**{block.label}**"
            yield "\n\n".join([_LINE] * block.count)
        case Cards():
            for card in block.cards:
                yield f"### {card.title}"
                yield f"*{card.what}*"
                yield from (part for one in card.blocks for part in _markdown(one))


def _how(block: Choices) -> str:
    return "tick all that fit" if block.several else "tick one"


@cache
def _page() -> Template:
    return templates.load(Path(__file__).with_name("page.html.j2"), how=_how)
