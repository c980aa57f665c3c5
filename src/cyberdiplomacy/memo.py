"""The automatic pre-check of the capstone: whether a memo has the form that was asked for. It is no mark.

It reads texts and rows and returns findings; files and the notebook are at the edge, in :mod:`cyberdiplomacy.precheck`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cyberdiplomacy import appendix, claims

BOTTOM, EVIDENCE, OPTIONS, LAW = "Bottom line", "Evidence and attribution", "Options and costs", "Law"
DOCUMENT, NOTES = "Decision document", "Notes on the numbers"
CELLS: dict[str, tuple[str, ...]] = {
    "capstone-bottom-line": (BOTTOM,),
    "capstone-evidence": (EVIDENCE,),
    "capstone-options": (OPTIONS,),
    "capstone-law": (LAW, DOCUMENT),
    "capstone-appendix": (NOTES,),
}
"""The cells a learner writes into, and the headings each of them must hold."""
MEMO = (BOTTOM, EVIDENCE, OPTIONS, LAW)
LENGTHS = {"memo": (500, 1000), "document": (120, 400), "notes": (20, 150)}
"""Words: the fewest that can say what is asked, and the most; 1,000 fill two pages, 400 one."""
MIN_OPTIONS = 3
PLACEHOLDER = "*Write your answer here.*"

Status = Literal["in order", "to do", "not started"]

_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(?P<text>.+?)[ \t#:.]*$", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+(?:[.,'’/:()-]+[^\W_]+)*")
_ARTICLE = re.compile(r"\bArt(?:icle)?s?\b\.?\s?\d+", re.IGNORECASE)
_ACT = re.compile(
    r"\b(?:TEU|TFEU|Charter|Decision|Regulation|Directive|NIS\s?2|Convention|(?:19|20)\d\d/\d+)\b", re.IGNORECASE
)
_ABBREVIATED = re.compile(r"\b(Arts?|paras?|Dec|Reg|Dir|No|Nos|p|pp|cf|e\.g|i\.e)\.", re.IGNORECASE)
# A sentence ends with a mark, or where a paragraph, an item of a list or a row of a table does; not with a line.
_END = re.compile(r"(?<=[.!?])\s|\n(?=\s*(?:\n|[-*+|#>]|\d+[.)]))")
_OPTION = re.compile(r"^[\s>*_#|\-+\d.)]*option\s+(?P<label>\w+)", re.IGNORECASE | re.MULTILINE)
_NUMBERED = re.compile(r"^[ \t>]{0,3}(?P<label>\d{1,2})[.)]\s", re.MULTILINE)
_NOTHING = re.compile(
    r"\b(?:do(?:ing)?[\s-]nothing|no\saction|not\sact(?:ing)?|inaction|status\squo)\b(?!\s+(?:is|was|were)\s+not?\b)",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    r"\b(?:almost\scertain(?:ly)?|(?:un)?likel(?:y|ihood)|(?:im)?probabl[ey]|even\schance|(?:roughly|about)\seven|remote|"
    r"almost\sno\schance)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:high|moderate|medium|low|limited)(?:[\s-]to[\s-](?:high|moderate|medium|low))?[\s-]confidence\b|"
    r"\bconfidence\b(?:\s(?:is|level|in|it|this|that|judge?ment|only))*[\s:=|*_,(–-]*\b(?:high|moderate|medium|low|limited)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it stands, and what to do or what was found."""

    check: str
    status: Status
    say: str


def findings(cells: Mapping[str, str], rows: Sequence[appendix.Row], tables: Collection[str]) -> list[Finding]:
    """Return what the pre-check finds, in the order of the work.

    Parameters
    ----------
    cells
        Markdown of the answer cells by their names in ``CELLS``; a cell that is gone may be absent.
    rows
        The data appendix, by the columns of ``appendix.COLUMNS``.
    tables
        Names of the tables that a row may give as its source.
    """
    found = sections(cells)
    memo = "\n\n".join(found.get(heading, "") for heading in MEMO)
    document = found.get(DOCUMENT, "")
    return [
        _headings(cells),
        _length("Length of the memo", words(memo), *LENGTHS["memo"]),
        _length("Length of the decision document", words(document), *LENGTHS["document"]),
        _confidence(found.get(EVIDENCE, "")),
        _options(found.get(OPTIONS, "")),
        _articles(f"{memo}\n\n{document}"),
        _length("Length of the notes", words(found.get(NOTES, "")), *LENGTHS["notes"]),
        _rows(rows, tables),
        _sourced(f"{memo}\n\n{document}", rows),
    ]


def blank(cells: Mapping[str, str]) -> bool:
    """Return whether nothing was written yet: headings and placeholders only."""
    return not any(words(text) for text in sections(cells).values())


def sections(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the text under each required heading, wherever it stands; text above the first is the cell's own."""
    found: dict[str, list[str]] = {}
    for cell, own in CELLS.items():
        current, start, text = own[0], 0, cells.get(cell, "").replace(PLACEHOLDER, "")
        for match in _HEADING.finditer(text):
            if _required(match["text"]):
                found.setdefault(current, []).append(text[start : match.start()])
                current, start = _required(match["text"]), match.end()
        found.setdefault(current, []).append(text[start:])
    return {heading: "\n".join(texts).strip() for heading, texts in found.items()}


def words(text: str) -> int:
    """Return the number of words; an article such as Art. 31(1), an act such as 2019/797 and a number are one each."""
    return len(_WORD.findall(re.sub(r"<!--.*?-->", " ", text, flags=re.DOTALL)))


def _required(title: str) -> str:
    """Return the required heading that a title is, whatever its case, numbers and stars; else an empty text."""
    bare = re.sub(r"^\W*(?:\d+[.)]?|(?:[A-Z]|[IVX]+)[.)])?\W*|\W+$", "", title.replace("&", "and")).casefold()
    return next((heading for own in CELLS.values() for heading in own if heading.casefold() == bare), "")


def _headings(cells: Mapping[str, str]) -> Finding:
    """Look for each heading, and the text under it, in its own cell: each cell is marked by a criterion of its own."""
    check, moved, lost = "Headings", [], []
    at = {(cell, _required(match["text"])) for cell, text in cells.items() for match in _HEADING.finditer(text)}
    for cell, own in CELLS.items():
        written = sections({cell: cells.get(cell, "")})
        for heading in own:
            elsewhere = any(other == heading and place != cell for place, other in at)
            if elsewhere and not words(written.get(heading, "")):
                moved.append(heading)
            elif (cell, heading) not in at:
                lost.append(heading)
    if moved:
        return Finding(
            check,
            "to do",
            f"In a cell of another item: {_some(moved)}. Each item is marked by its own cell: move them.",
        )
    if lost:
        return Finding(
            check, "to do", f"Not found: {_some(lost)}. Begin a line with ### and these words in their cell."
        )
    return Finding(check, "in order", "Each of the six stands in its cell.")


def _length(check: str, count: int, fewest: int, most: int) -> Finding:
    if not count:
        return Finding(check, "not started", f"Write {fewest} to {most} words.")
    if count > most:
        return Finding(check, "to do", f"{count} words; at most {most}. Cut {count - most}.")
    if count < fewest:
        return Finding(check, "to do", f"{count} words; fewer than {fewest} can hardly say what is asked.")
    return Finding(check, "in order", f"{count} words of at most {most}.")


def _confidence(evidence: str) -> Finding:
    check = "Stated confidence"
    if not words(evidence):
        return Finding(check, "not started", f"Write the section '{EVIDENCE}'.")
    lacking = [
        name
        for name, pattern in (("how likely (such as unlikely)", _LIKELY), ("a level (such as low confidence)", _LEVEL))
        if not pattern.search(evidence)
    ]
    if lacking:
        return Finding(check, "to do", f"The section '{EVIDENCE}' does not say {' nor '.join(lacking)}.")
    return Finding(check, "in order", "A word of probability and a level of confidence stand there.")


def _options(options: str) -> Finding:
    check = "Options"
    if not words(options):
        return Finding(check, "not started", f"Write the section '{OPTIONS}'.")
    found = [*_OPTION.finditer(options)] or [*_NUMBERED.finditer(options)]
    labels = {match["label"].casefold() for match in found}
    if len(labels) < MIN_OPTIONS:
        said = f"{len(labels)} found; at least {MIN_OPTIONS}. Begin each on a line of its own: Option 1, Option 2 …"
        return Finding(check, "to do", said)
    # What stands behind a label, to the end of the paragraph: elsewhere doing nothing may only be spoken of.
    if not any(_NOTHING.search(options[match.end() :].lstrip(" \t\n*_#|:.)-–—").split("\n\n")[0]) for match in found):
        return Finding(
            check, "to do", f"{len(labels)} found, none of them called doing nothing. It is an option, with costs."
        )
    return Finding(check, "in order", f"{len(labels)} found, doing nothing among them.")


def _articles(text: str) -> Finding:
    check = "Articles with their act"
    if not words(text):
        return Finding(check, "not started", "Name the article and its act wherever a rule is stated.")
    cited = [part for part in re.split(_END, _ABBREVIATED.sub(r"\1", text)) if _ARTICLE.search(part)]
    named = [part for part in cited if _ACT.search(part)]
    if not named:
        return Finding(
            check, "to do", "No sentence names an article with its act, such as Art. 3 of Decision (CFSP) 2019/797."
        )
    alone = [match[0] for part in cited if part not in named if (match := _ARTICLE.search(part))]
    if alone:
        return Finding(
            check,
            "in order",
            f"{len(named)} found. Without an act in its sentence: {_some(alone)}. Is it plain which is meant?",
        )
    return Finding(check, "in order", f"{len(named)} sentences or rows name an article with its act.")


def _rows(rows: Sequence[appendix.Row], tables: Collection[str]) -> Finding:
    check = "Rows of the appendix"
    if not rows:
        return Finding(check, "not started", "No row of `appendix` was found. Run the cell of part C, then this one.")
    faults = appendix.faults(rows, tables)
    if faults:
        return Finding(check, "to do", f"Mend {_some(faults, most=3)}.")
    return Finding(check, "in order", f"{len(rows)} rows with number, source, computation and date.")


def _sourced(text: str, rows: Sequence[appendix.Row]) -> Finding:
    check = "Numbers in the appendix"
    if not words(text):
        return Finding(check, "not started", "Each number of parts A and B gets a row.")
    lost = appendix.without_row(text, rows)
    if lost:
        return Finding(
            check, "to do", f"No row for {_some(lost)}. Add a row, or do without it. A word up to ten needs none."
        )
    return Finding(check, "in order", f"{len(claims.numbers(text))} numbers in parts A and B, each with a row.")


def _some(names: Sequence[str], most: int = 6) -> str:
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
