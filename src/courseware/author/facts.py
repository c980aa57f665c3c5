"""Fill the fact markers of a text from the register, and write its list of sources.

A marker is ``<!--fact:ID-->value<!--/-->``. The value between the comments is replaced in place, so the text always
shows what the register says and equals what the notebook shows.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from courseware.author.problems import AuthorError, Problem
from cyberdiplomacy import facts, sources

MARKER = re.compile(r"<!--fact:([A-Za-z0-9_-]*)-->(.*?)<!--/-->", re.DOTALL)
_OPEN = re.compile(r"<!--fact:")
# Markdown takes a line that begins with a comment for raw HTML: it breaks the paragraph and shows marks as they are.
_AT_LINE_START = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d+\.)[ \t]+)?<!--fact:", re.MULTILINE)
_SOURCES_CELL = re.compile(r"^\+\+\+ \{.*\"sources\".*\}\s*$", re.MULTILINE)


def used(text: str) -> list[str]:
    """Return the ids of the facts a text shows, in the order of their first appearance."""
    return list(dict.fromkeys(match.group(1) for match in MARKER.finditer(text)))


def filled(path: Path, text: str) -> str:
    """Return the text with every marker showing its value and the [sources] cell rewritten.

    Raises
    ------
    AuthorError
        If a marker names no fact of ``data/facts.csv`` (the nearest names are given), is not closed or begins a line.
    """
    problems = [*_unknown(path, text), *_at_line_start(path, text)]
    if len(_OPEN.findall(text)) != len(MARKER.findall(text)):
        problems.append(
            Problem(
                str(path),
                "",
                "a fact marker is not closed. Write <!--fact:ID-->value<!--/--> around the value.",
            )
        )
    if problems:
        raise AuthorError(problems)
    text = MARKER.sub(lambda match: f"<!--fact:{match[1]}-->{facts.get(match[1]).value}<!--/-->", text)
    return _with_sources(text)


def _unknown(path: Path, text: str) -> Iterator[Problem]:
    known = {fact.id for fact in facts.all_facts()}
    for match in MARKER.finditer(text):
        if match[1] not in known:
            line = text.count("\n", 0, match.start()) + 1
            near = difflib.get_close_matches(match[1], known, n=3)
            hint = f"Nearest: {', '.join(near)}." if near else "Look it up in data/facts.csv or add it there."
            yield Problem(str(path), f"line {line}", f"no fact is called '{match[1]}'. {hint}")


def _at_line_start(path: Path, text: str) -> Iterator[Problem]:
    for match in _AT_LINE_START.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        said = "a fact marker begins this line, which Markdown reads as raw HTML. Move a word in front of it."
        yield Problem(str(path), f"line {line}", said)


def _with_sources(text: str) -> str:
    """Replace what follows the [sources] marker by the list made from the markers above it."""
    match = _SOURCES_CELL.search(text)
    if not match:
        return text
    return f"{text[: match.end()].rstrip()}\n\n{sources_cell(used(text[: match.start()]))}\n"


def sources_cell(ids: list[str]) -> str:
    """Return the Markdown of a [sources] cell: claim, as-of date, confidence and address of each fact."""
    lines = ["## Sources", ""]
    if not ids:
        return "\n".join([*lines, "This lesson states no dated or numbered fact."])
    lines += [
        "Each dated or numbered claim above, with its source. Confidence: **A** official or primary text; "
        "**V2** two sources; **B** two secondary sources; **V1** one source read; **C** one weak source; "
        "**M** not verified.",
        "",
    ]
    for number, fact_id in enumerate(ids, start=1):
        fact = facts.get(fact_id)
        links = "; ".join(_link(source_id) for source_id in fact.source.split("; "))
        lines.append(
            f"{number}. {fact.claim} *As of {fact.as_of.isoformat()}, confidence {fact.confidence}.* {links} "
            f"(`{fact.id}`)"
        )
    return "\n".join(lines)


def _link(source_id: str) -> str:
    source = sources.resolve(source_id)
    link = f"[{source.title}]({source.url})"
    return f"{link}, [seen here]({source.seen_at})" if source.seen_at else link
