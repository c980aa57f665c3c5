"""Look up the terms of the course: define one, search all, or learn those of a lesson with cards."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from ipywidgets import HTML, Button, HBox, Layout, Text, VBox

from cyberdiplomacy import live, marked, places
from cyberdiplomacy.live import Live, Page

FILE = "content/glossary.yml"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CARD = "border: 1px solid currentColor; border-radius: 6px; padding: 10px 16px; max-width: 40em; min-height: 6em"


class UnknownTermError(LookupError):
    """A term or lesson the glossary does not have; the text names the nearest."""


@dataclass(frozen=True)
class Term:
    """An entry: what it means in our words, the act or source it rests on, and where it is taught.

    ``also`` holds other names and long forms; ``see`` the terms to read next; ``lesson`` the id of the lesson that
    introduces it.
    """

    term: str
    definition: str
    source: str
    lesson: str
    also: tuple[str, ...] = ()
    see: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The term and its other names."""
        return (self.term, *self.also)


def terms() -> tuple[Term, ...]:
    """Return all entries in alphabetical order."""
    path = places.root() / FILE
    if not path.is_file():
        raise FileNotFoundError(f"{FILE} is missing in {places.root()}. Get the course again, with its content folder.")
    return _parsed(path, path.stat().st_mtime_ns)


def define(term: str) -> Page:
    """Return the entry of a term, asked for by any of its names, in capitals or not.

    Raises
    ------
    UnknownTermError
        If there is none; the nearest are named.
    """
    entry = _find(term)
    return Page(_plain(entry), _list([entry]))


def show() -> Glossary:
    """Return the whole glossary with a search field."""
    return Glossary(terms())


def cards(lesson: str) -> Cards:
    """Return flash cards of the terms that a lesson introduces (``"01"``).

    Raises
    ------
    UnknownTermError
        If the lesson introduces no term.
    """
    found = tuple(entry for entry in terms() if entry.lesson == lesson)
    if not found:
        known = ", ".join(sorted({entry.lesson for entry in terms()}))
        raise UnknownTermError(f'No term of {FILE} belongs to lesson "{lesson}". Lessons with terms: {known}.')
    return Cards(found)


def search(words: str) -> list[Term]:
    """Return the entries that hold all words in name or definition; those with a name that begins so come first."""
    wanted = words.casefold().split()
    held = [entry for entry in terms() if all(word in _searched(entry) for word in wanted)]
    return sorted(held, key=lambda entry: not any(_starts(name, words) for name in entry.names))


class Glossary(Live):
    """The glossary with a search field: ``query`` (text), ``found`` (how many) and ``listing`` (the entries)."""

    def __init__(self, entries: tuple[Term, ...]) -> None:
        self.query = Text(description="Search the glossary:", style={"description_width": "initial"})
        self.found = live.status()
        self.listing = HTML(value=_list(entries))
        self.query.observe(lambda change: self._search(change["new"]), names="value")
        super().__init__(
            f"Glossary of {len(entries)} terms: {', '.join(entry.term for entry in entries)}.",
            _list(entries),
            VBox([self.query, self.found, self.listing]),
        )

    def _search(self, words: str) -> None:
        hits = search(words)
        self.listing.value = _list(hits)
        count = "1 term" if len(hits) == 1 else f"{len(hits)} terms"
        live.say(self.found, f"{count} found." if words.strip() else "")


class Cards(Live):
    """Cards with a term on one side and its meaning on the other; ``card``, ``turn`` and ``forward`` are its parts."""

    def __init__(self, entries: tuple[Term, ...]) -> None:
        self.entries, self._at, self._turned = entries, 0, False
        self.card = HTML()
        self.turn = Button(description="Show the other side", layout=Layout(width="auto"))
        self.forward = Button(description="Next card")
        self.turn.on_click(lambda _: self._show(self._at, turned=not self._turned))
        self.forward.on_click(lambda _: self._show((self._at + 1) % len(self.entries), turned=False))
        self._show(0, turned=False)
        super().__init__(
            "\n".join(f"Card {number}: {entry.term}" for number, entry in enumerate(entries, start=1)),
            "".join(_folded(entry) for entry in entries),
            VBox([self.card, HBox([self.turn, self.forward])]),
        )

    def _show(self, at: int, *, turned: bool) -> None:
        self._at, self._turned = at, turned
        entry = self.entries[at]
        side = _meaning(entry) if turned else "<p>What does it mean?</p>"
        front = f"<p>Card {at + 1} of {len(self.entries)}: <strong>{marked.inline(entry.term)}</strong></p>"
        self.card.value = f'<div role="status" aria-live="polite" style="{_CARD}; {live.TEXT}">{front}{side}</div>'


def _find(name: str) -> Term:
    wanted = _key(name)
    by_name = {_key(one): entry for entry in terms() for one in entry.names}
    if wanted in by_name:
        return by_name[wanted]
    near = difflib.get_close_matches(wanted, by_name, n=3, cutoff=0.5)
    named = dict.fromkeys(by_name[one].term for one in near)
    hint = f"Nearest: {', '.join(named)}." if near else "glossary.show() lists them all."
    raise UnknownTermError(f'The glossary has no term "{name}". {hint}')


def _key(name: str) -> str:
    """Return a name without capitals, accents and the ending of the plural."""
    letters = unicodedata.normalize("NFKD", name.strip().casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare.removesuffix("ies") + "y" if bare.endswith("ies") else bare.removesuffix("s")


def _plain(entry: Term) -> str:
    return f"{entry.term}: {marked.plain(entry.definition)} ({entry.source}; lesson {entry.lesson})"


def _list(entries: Iterable[Term]) -> str:
    return f'<ul style="list-style: none; padding-left: 0; {live.TEXT}">{"".join(map(_entry, entries))}</ul>'


def _entry(entry: Term) -> str:
    other = [name for name in entry.also if _key(name) not in _key(entry.term)]
    also = f" ({marked.inline('; '.join(other))})" if other else ""
    return f"<li><strong>{marked.inline(entry.term)}</strong>{also}{_meaning(entry)}</li>"


def _meaning(entry: Term) -> str:
    see = f" See also: {marked.inline(', '.join(entry.see))}." if entry.see else ""
    rests_on = f"{marked.inline(entry.source)}. Lesson {entry.lesson}.{see}"
    return f'<p style="margin: 0 0 12px 0">{marked.inline(entry.definition)}<br><em>{rests_on}</em></p>'


def _folded(entry: Term) -> str:
    return f'<details style="{live.TEXT}"><summary>{marked.inline(entry.term)}</summary>{_meaning(entry)}</details>'


def _searched(entry: Term) -> str:
    return " ".join([*entry.names, marked.plain(entry.definition)]).casefold()


def _starts(name: str, words: str) -> bool:
    return name.casefold().startswith(words.strip().casefold())


@lru_cache(maxsize=2)
def _parsed(path: Path, _changed: int) -> tuple[Term, ...]:
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    entries = (
        Term(
            term,
            " ".join(entry["definition"].split()),
            entry["source"],
            entry["lesson"],
            tuple(entry.get("also", ())),
            tuple(entry.get("see", ())),
        )
        for term, entry in raw.items()
    )
    return tuple(sorted(entries, key=lambda entry: entry.term.casefold()))
