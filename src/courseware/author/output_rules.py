"""House rule of stored outputs: a picture is there with words that say what is seen, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from nbformat import NotebookNode

from courseware.author import text
from courseware.author.problems import Problem
from cyberdiplomacy.show import says_nothing


def pictures_have_words(path: Path, notebook: NotebookNode) -> Iterator[Problem]:
    """Every picture in an output is an ``<img>`` with alt text; a bare picture has no place for one."""
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            for kind, content in output.get("data", {}).items():
                if kind.startswith("image/"):
                    said = f"the output holds {kind}, which has no alt text. Use show(fig, alt=…, caption=…)."
                    yield Problem(str(path), text.where(index, cell), said)
                for alt in _alts(content) if kind in ("text/html", "text/markdown") else ():
                    if says_nothing(alt):
                        said = (
                            f"a picture has the alt text '{alt}'. Say what is seen in it: show(fig, alt=…, caption=…)."
                        )
                        yield Problem(str(path), text.where(index, cell), said)


def _alts(html: str) -> list[str]:
    reader = _Pictures()
    reader.feed(html)
    return reader.alts


class _Pictures(HTMLParser):
    """Collects the alt texts of a page, an empty one where a picture has none."""

    def __init__(self) -> None:
        super().__init__()
        self.alts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.alts.append(dict(attrs).get("alt") or "")


RULES = (pictures_have_words,)
