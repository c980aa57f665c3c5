"""Texts of a case that still stand as ``course scenario new`` wrote them, and wait for an author."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml

from courseware.scenarios import new, new_x2, periods


def faults(content: Any) -> Iterator[str]:
    """Yield a sentence for each text that waits, with its place; a list is told apart by the ids of its entries."""
    for place, text in _texts(content, ""):
        if text in _written():
            yield f"{place}: this text still waits for you."


@cache
def _written() -> frozenset[str]:
    """Return the texts that a new case of either simulation asks its author to write.

    They are taken from the cases themselves, so that a text of an author may begin with the word "Write".
    """
    cases = (new.filled("new-case", periods.AWARE, periods.ZONE), new_x2.filled("new-case"))
    texts = (text for case in cases for _, text in _texts(yaml.safe_load(case), ""))
    return frozenset(text for text in texts if text.startswith("Write "))


def _texts(content: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield each text of a content with its place, as ``evidence.e-1.title``."""
    if isinstance(content, str):
        yield place, content
    elif isinstance(content, dict):
        for name, one in content.items():
            yield from _texts(one, f"{place}.{name}".lstrip("."))
    elif isinstance(content, list):
        for number, one in enumerate(content, start=1):
            name = one.get("id", number) if isinstance(one, dict) else number
            yield from _texts(one, f"{place}.{name}")
