"""House rules of facts: a dated or numeric claim carries a marker, and its section leads to the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from courseware.author import text
from courseware.author.facts import MARKER
from courseware.author.problems import Problem

EXEMPT_TAGS = frozenset({"title", "meta", "reading", "sources"})
SOURCES_LINK = "](#Sources)"

# What looks like a number but is a name: removed, in this order, before numbers are looked for.
_NAMES = [
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        r"```.*?```|~~~.*?~~~",  # code
        r"`[^`]*`",
        r"<!--.*?-->",
        r"\]\([^)]*\)",  # addresses of links
        r"https?://\S+",
        r"\b(?:COM|JOIN|SWD|CON|C)\s?\((?:19|20)\d\d\)\s?\d+(?:\s?final)?",  # Commission documents
        r"\bA/(?:RES/|C\.\d/|AC\.\d+/)?\d+(?:/\d+)*",  # United Nations symbols
        r"\b[A-Z]{1,6}\.[A-Z]{3}/\d+(?:/\d+)?",  # OSCE decisions
        r"\b(?:ETS|CETS|OJ [LC]|L|C)\s?\d+\b",  # treaty series, Official Journal
        r"\b\d{1,5}/\d{2,4}(?:/[A-Z]{2,4})?\b",  # act and document numbers: 2019/797, 10289/23, 2011/93/EU
        r"\b3(?:19|20)\d\d[A-Z]\d{4}\b",  # CELEX
        r"\b(?:art(?:icle)?s?|recitals?|para(?:graph)?s?|points?|annex(?:es)?|chapters?|rules?|principles?|cbms?|"
        r"declaration|protocol)\.?\s\d+[a-z]?(?:\(\w+\))*"
        r"(?:(?:,\s|\sand\s|\sor\s|\sto\s|[-–])\d+[a-z]?(?:\(\w+\))*)*",  # articles and their like
        r"\b(?:lessons?|sets?|units?|form|items?)\s\d+[PT]?(?:(?:,\s|\sand\s|\sto\s|[-–])\d+[PT]?)*",
        r"\bex\d\d\b|\b\d\d[PT]\b",
        r"\b\d{1,2}:\d{2}\b",  # times of day
    )
]
_NUMBER = re.compile(r"(?<![\w.])\d[\d,. ]*\d(?![\w])|(?<![\w.])\d{2,}")
_SECTION = re.compile(r"^## ", re.MULTILINE)


def unmarked(prose: str) -> list[str]:
    """Return the years, dates and numbers of two or more digits that no fact marker encloses, as they stand.

    Numbers of acts, documents, articles, lessons and units, times of day, code and addresses are names, not claims.
    """
    prose = MARKER.sub(" ", prose)
    for name in _NAMES:
        prose = name.sub(" ", prose)
    return [match[0].strip() for match in _NUMBER.finditer(prose)]


def claims_are_marked(path: Path, notebook: NotebookNode) -> Iterator[Problem]:
    """Every dated or numeric claim of a lesson stands in a fact marker."""
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "markdown" or EXEMPT_TAGS & set(cell.metadata.get("tags", [])):
            continue
        for number in unmarked(cell.source):
            said = f"'{number}' has no source. Enclose it in <!--fact:ID-->…<!--/--> with an id of data/facts.csv."
            yield Problem(str(path), text.where(index, cell), said)


def sections_lead_to_sources(path: Path, notebook: NotebookNode) -> Iterator[Problem]:
    """A section that states facts ends with a link to the sources of the lesson."""
    prose = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    for section in _SECTION.split(prose)[1:]:
        if MARKER.search(section) and SOURCES_LINK not in section:
            title = section.splitlines()[0]
            yield Problem(str(path), f"section '{title}'", "it states facts: end it with the link [Sources](#Sources).")


RULES = (claims_are_marked, sections_lead_to_sources)
