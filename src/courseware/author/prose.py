"""The prose of a Markdown cell: how many words it has, and what stands in bold. Tables and code are no prose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Bold:
    """Words in bold; whether they lead their paragraph or list entry, and the text of it that follows them."""

    words: str
    leads: bool
    after: str


def words(source: str) -> int:
    """Return the number of words outside tables, code, comments and addresses of links."""
    return sum(
        any(letter.isalnum() for letter in word) for line in _inline(source) for word in _text(line.children).split()
    )


def bold(source: str) -> Iterator[Bold]:
    """Yield what stands in bold outside tables and code."""
    for line in _inline(source):
        parts = line.children or []
        begins = [at for at, part in enumerate(parts) if part.type == "strong_open"]
        ends = [at for at, part in enumerate(parts) if part.type == "strong_close"]
        for begin, end in zip(begins, ends, strict=True):
            before, after = _text(parts[:begin]), _text(parts[end:])
            yield Bold(_text(parts[begin:end]), not before.strip(), after)


def _inline(source: str) -> Iterator[Token]:
    """Yield the running text of paragraphs, headings and list entries."""
    in_table = False
    for token in _MARKDOWN.parse(source):
        in_table = token.type == "table_open" or (in_table and token.type != "table_close")
        if token.type == "inline" and not in_table:
            yield token


def _text(parts: list[Token] | None) -> str:
    shown = (" " if part.type.endswith("break") else part.content for part in parts or [] if part.type != "html_inline")
    return "".join(shown)
