"""Practice questions as GIFT, the plain text format that Moodle and other systems import.

Written to Moodle's description of the format and to its importer (``question/format/gift/format.php``), not tried on a
live system. Id numbers and tags stand in comments, where newer versions of Moodle read them and others skip them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from courseware.teach.bank.items import Item

_SPECIAL = re.compile(r"[\\~=#{}:]")
_IN_COMMENT = re.compile(r"[\\\]]")


def render(items: Sequence[Item]) -> str:
    """Return the questions as a GIFT text: before those of each lesson stands their category."""
    blocks = []
    for category, group in groupby(items, key=lambda item: item.category):
        blocks += [f"$CATEGORY: {category}", *map(_question, group)]
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    r"""Return a text that GIFT reads as it is: ``\ ~ = # { } :`` escaped, line breaks as ``\n``."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", r"\n")


def _question(item: Item) -> str:
    labels = " ".join(f"[{kind}:{_comment(text)}]" for kind, text in _labels(item))
    answers = (
        f"\t{'=' if answer.fraction else '~'}{escape(answer.text)}#{escape(answer.feedback)}" for answer in item.answers
    )
    return "\n".join([f"// {labels}", f"::{escape(item.name)}::[markdown]{escape(item.stem)}{{", *answers, "}"])


def _labels(item: Item) -> list[tuple[str, str]]:
    return [("id", item.id), *(("tag", tag) for tag in item.tags)]


def _comment(text: str) -> str:
    return _IN_COMMENT.sub(r"\\\g<0>", text)
