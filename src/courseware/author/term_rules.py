"""House rule of terms: what a lesson sets bold is a term, and the glossary has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from courseware.author import prose, text
from courseware.author.problems import Problem
from cyberdiplomacy import glossary

EXEMPT_TAGS = frozenset({"title", "meta", "reading", "sources"})
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
_DEFINES = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:is|are|means?|stands? for|denotes?|refers? to)\b")


def bold_terms_are_in_the_glossary(path: Path, notebook: NotebookNode) -> Iterator[Problem]:
    """Every bold term of a lesson has an entry in ``content/glossary.yml``.

    No terms are: run-in words, which end in a mark (**Predict.** **A common mistake: "…".**), or which lead a
    paragraph and are not defined by it; table cells; bold in [title], [meta], [reading] and [sources]. In [summary]
    leading words are terms too. What is only stressed stands in italics.
    """
    for index, cell in enumerate(notebook.cells):
        tags = set(cell.metadata.get("tags", []))
        if cell.cell_type != "markdown" or tags & EXEMPT_TAGS:
            continue
        for bold in prose.bold(cell.source):
            if _is_label(bold, in_summary="summary" in tags):
                continue
            try:
                _entry(bold.words)
            except glossary.UnknownTermError as error:
                said = f"{error} Bold is for terms: add it to {glossary.FILE}, or write *{bold.words}* if it is none."
                yield Problem(str(path), text.where(index, cell), said)


def _is_label(bold: prose.Bold, *, in_summary: bool) -> bool:
    if bold.words.rstrip("\"'”’)")[-1:] in tuple(".:?!…"):
        return True
    return bold.leads and not in_summary and not _DEFINES.match(bold.after)


def _entry(words: str) -> None:
    """Look a term up, as it stands or without its article."""
    try:
        glossary.define(words)
    except glossary.UnknownTermError:
        if not _ARTICLE.match(words):
            raise
        glossary.define(_ARTICLE.sub("", words))


RULES = (bold_terms_are_in_the_glossary,)
