"""Turn the source id of a fact or of a table's row into a title and an address.

Two kinds of id resolve by rule: ``celex:32019D0797`` to EUR-Lex and ``un:A/RES/73/27`` to the documents of the
United Nations. Every other id is a key of ``data/sources.yml``.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from cyberdiplomacy import places

FILE = "data/sources.yml"
SEPARATOR = "; "

_CELEX = re.compile(r"[0-9CE]\d{4}[A-Z]{1,2}(?:\d{3,5}|/TXT)(?:-\d{8})?")
_UN_SYMBOL = re.compile(r"[AES]/[A-Z0-9./-]*\d[A-Z0-9./-]*", re.IGNORECASE)
_REQUIRED = ("title", "publisher", "url")
_ALLOWED = (*_REQUIRED, "seen_at", "note")


class SourceError(ValueError):
    """A source id that does not resolve, or a bad entry of ``data/sources.yml``; the text says what to do."""


@dataclass(frozen=True)
class Source:
    """Where a statement comes from.

    ``url`` is the official address where one is known; ``seen_at`` the copy that was read, empty if it was
    ``url`` itself; ``note`` says what a reader of the address must know.
    """

    id: str
    title: str
    publisher: str
    url: str
    seen_at: str = ""
    note: str = ""


def ids(cell: str) -> tuple[str, ...]:
    """Return the source ids of a ``source`` cell, which joins several by ``; ``."""
    return tuple(part.strip() for part in cell.split(SEPARATOR.strip()) if part.strip())


def resolve(source_id: str) -> Source:
    """Return the source with this id.

    Raises
    ------
    SourceError
        If the id is neither a well-formed ``celex:`` or ``un:`` id nor a key of ``data/sources.yml``; the nearest
        keys are named.
    """
    scheme, _, rest = source_id.partition(":")
    if scheme == "celex":
        return _eur_lex(rest)
    if scheme == "un":
        return _united_nations(rest)
    known = listed()
    if source_id in known:
        return known[source_id]
    near = difflib.get_close_matches(source_id, known, n=3)
    hint = f"Nearest: {', '.join(near)}." if near else "Add it there with title, publisher and url."
    raise SourceError(f"No source is called '{source_id}' in {FILE}. {hint}")


def listed() -> dict[str, Source]:
    """Return the entries of ``data/sources.yml`` by id.

    Raises
    ------
    SourceError
        If the file is not a mapping of ids to entries, or an entry lacks a key, has a key too many or an empty
        value; every bad entry is named.
    """
    path = places.root() / FILE
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> dict[str, Source]:
    entries = yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeys)
    if not isinstance(entries, dict):
        raise SourceError(f"{FILE} must map each source id to its title, publisher and url.")
    problems = [problem for source_id, entry in entries.items() if (problem := _problem(source_id, entry))]
    if problems:
        raise SourceError("\n".join(problems))
    return {source_id: Source(source_id, **entry) for source_id, entry in entries.items()}


def _problem(source_id: object, entry: object) -> str | None:
    place = f"{FILE}, entry '{source_id}'"
    if not isinstance(source_id, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", source_id):
        return f"{place}: the id must be in kebab-case (small letters, digits, hyphens)."
    if not isinstance(entry, dict):
        return f"{place}: give it title, publisher and url."
    for key in (*_REQUIRED, *entry):
        if key not in _ALLOWED:
            return f"{place}: unknown key '{key}'. Use only {', '.join(_ALLOWED)}."
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            return f"{place}, key {key}: must be a text that is not empty. Fill it in or remove the key."
    return None


def _eur_lex(celex: str) -> Source:
    if not _CELEX.fullmatch(celex):
        raise SourceError(
            f"'celex:{celex}' is no CELEX number. It reads like celex:32019D0797, and a consolidated text like "
            "celex:02019R0796-20260713."
        )
    return Source(
        id=f"celex:{celex}",
        title=f"EUR-Lex, CELEX {celex}",
        publisher="Publications Office of the European Union",
        url=f"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{celex}",
    )


def _united_nations(symbol: str) -> Source:
    if not _UN_SYMBOL.fullmatch(symbol):
        raise SourceError(f"'un:{symbol}' is no symbol of a UN document. It reads like un:A/RES/73/27.")
    return Source(
        id=f"un:{symbol}",
        title=f"United Nations, {symbol}",
        publisher="United Nations",
        url=f"https://docs.un.org/en/{symbol}",
    )


class _UniqueKeys(yaml.SafeLoader):
    """A YAML loader that refuses an id given twice, which plain YAML silently overwrites."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                line = key_node.start_mark.line + 1
                raise SourceError(f"{FILE}, line {line}: '{key}' is given twice. Keep one entry.")
            seen.add(key)
        return super().construct_mapping(node, deep)
