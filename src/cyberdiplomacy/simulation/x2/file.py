"""The evidence file with which the Council begins: the situation report of X1, or the prepared one of the pack.

What went wrong in X1 is missing here (traces that were lost) or misleads (an author "confirmed" without evidence).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from cyberdiplomacy.simulation import engine
from cyberdiplomacy.simulation.packs import Pack

FORMAT, VERSION = "x1-sitrep", 1
KEY = "file"
_READ = {"evidence": ("kind",), "statements": ("topic", "held", "text"), "lost": ("kind", "why")}


class FileError(ValueError):
    """A situation report that cannot serve as evidence file; the text says why and what to do."""


def linked(pack: Pack, sitrep: Any) -> Pack:
    """Return a pack that begins with the situation report of a game of X1 in place of the prepared one.

    The digest changes with it, so that a log is only replayed with the report it was played with.

    Raises
    ------
    FileError
        If it is no situation report of X1, of another version, or its lists do not have the form.
    """
    if not isinstance(sitrep, dict) or sitrep.get("format") != FORMAT:
        raise FileError("This is no situation report of X1. Play X1 to its handover, or begin with the prepared one.")
    if sitrep.get("version") != VERSION:
        raise FileError(f"This situation report has version {sitrep.get('version')!r}; this course reads {VERSION}.")
    if sitrep.get("pack") != pack.content.get("follows"):
        raise FileError(
            f"This situation report is of the case '{sitrep.get('pack')}'; '{pack.name}' follows "
            f"{pack.content.get('follows') or 'no case of X1'}. Begin with the prepared one."
        )
    plain = engine.plain(sitrep)
    if not _sound(plain):
        raise FileError("The entries of this situation report are damaged. Begin with the prepared one.")
    content = {**pack.content, KEY: plain}
    return replace(pack, content=content, digest=engine.digest([pack.digest, plain]))


def kept(pack: Pack, item: Mapping[str, Any]) -> bool:
    """Return whether an item of evidence is to be had: it is lost if its kind of trace was lost in X1."""
    kind = item.get("trace")
    return kind is None or any(entry.get("kind") == kind for entry in pack[KEY]["evidence"])


def prejudged(pack: Pack) -> bool:
    """Return whether the file calls an author confirmed: politics believes it before anybody has weighed it."""
    return any(entry.get("topic") == "author" and entry.get("held") == "confirmed" for entry in pack[KEY]["statements"])


def lost(pack: Pack) -> list[str]:
    """Return why traces were lost, a sentence each."""
    return [entry["why"] for entry in pack[KEY]["lost"]]


def _sound(sitrep: Mapping[str, Any]) -> bool:
    """Return whether the parts that X2 reads have their form."""
    for name, texts in _READ.items():
        entries = sitrep.get(name)
        if not isinstance(entries, list):
            return False
        for entry in entries:
            if not isinstance(entry, dict) or not all(isinstance(entry.get(text), str) for text in texts):
                return False
    told, unknown = sitrep.get("incident"), sitrep.get("unknown")
    titled = isinstance(told, dict) and isinstance(told.get("title"), str) and _is_instant(told.get("began"))
    return titled and isinstance(unknown, list) and all(isinstance(one, str) for one in unknown)


def _is_instant(text: object) -> bool:
    try:
        return isinstance(text, str) and bool(datetime.fromisoformat(text))
    except ValueError:
        return False
