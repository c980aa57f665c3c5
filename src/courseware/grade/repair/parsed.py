"""From the bytes of a notebook to its cells, whatever the bytes: what no cell can be is left out and said."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from courseware.grade.repair.found import RefusedError
from courseware.grade.repair.remarks import Remarks

FORMAT = 4
MAX_CELLS = 2_000
MAX_SOURCE = 200_000
# Every bracket may become an object of 200 bytes; a notebook of 20 MB could otherwise fill 1 GB.
MAX_BRACKETS = 1_000_000
KINDS = ("code", "markdown", "raw")
_REPAIR = "Open it in JupyterLab, save it and hand it in again; if it does not open, begin with a fresh copy."
# No file and no gradebook can hold halves of characters, no program a NUL.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Cell:
    """A cell as handed in: its id, kind and source, nbgrader's marks, and whether pictures were pasted into it.

    What is missing or of a wrong type is empty; a kind that does not exist is ``raw``.
    """

    id: str
    kind: str
    source: str
    marks: dict[str, Any]
    pictures: bool

    @property
    def grade_id(self) -> str:
        """The name by which nbgrader knows the cell, or ""."""
        return _text(self.marks.get("grade_id"))


@dataclass(frozen=True)
class Parsed:
    """The cells of a notebook, and the name of its kernel or ""."""

    cells: tuple[Cell, ...]
    kernel: str


def parse(data: bytes, name: str, remarks: Remarks) -> Parsed:
    """Return the cells of a notebook.

    Parameters
    ----------
    data
        The file, at most 20 MB; may come from anybody.
    name
        What messages call the file.
    remarks
        Takes what had to be left out or replaced.

    Raises
    ------
    RefusedError
        If this is no notebook of format 4, or one with more cells or brackets than any honest one has.
    """
    tree = _tree(data, name, remarks)
    if not isinstance(tree, dict):
        raise RefusedError(f"{name} is no notebook. {_REPAIR}")
    version, cells = tree.get("nbformat"), tree.get("cells")
    if version in (1, 2, 3):
        raise RefusedError(f"{name} is a notebook of the old format {version:.0f}, not {FORMAT}. {_REPAIR}")
    if version != FORMAT or not isinstance(cells, list):
        raise RefusedError(f"{name} is no notebook of format {FORMAT}. {_REPAIR}")
    if len(cells) > MAX_CELLS:
        raise RefusedError(
            f"{name} has {len(cells):,} cells; {MAX_CELLS:,} is the limit. Delete what is not needed and hand in again."
        )
    found = []
    for place, entry in enumerate(cells, start=1):
        if isinstance(entry, dict):
            found.append(_cell(entry, f"cell {place}", remarks))
        else:
            remarks.add("No cells, so left out", f"entry {place}")
    kernel = _table(_table(tree.get("metadata")).get("kernelspec")).get("name")
    return Parsed(tuple(found), _text(kernel))


def _tree(data: bytes, name: str, remarks: Remarks) -> Any:
    """Return the JSON of a file, of a size and depth that can be afforded."""
    if not data.strip(b" \t\r\n\0"):
        raise RefusedError(f"{name} is empty. {_REPAIR}")
    encoding = json.detect_encoding(data)
    doubled = False

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal doubled
        table = dict(found)
        doubled = doubled or len(table) < len(found)
        return table

    try:
        text = data.decode(encoding)
        if text.count("{") + text.count("[") > MAX_BRACKETS:
            raise RefusedError(
                f"{name} holds more data than a notebook needs. Clear its outputs, save it and hand it in again."
            )
        tree = json.loads(text, object_pairs_hook=pairs)
    except UnicodeDecodeError:
        raise RefusedError(f"{name} is no text in UTF-8, so no notebook. {_REPAIR}") from None
    except json.JSONDecodeError as error:
        raise RefusedError(
            f"{name} is no readable notebook: its JSON breaks off or is damaged in line {error.lineno}. {_REPAIR}"
        ) from None
    except RecursionError:
        raise RefusedError(f"{name} is nested more deeply than any notebook. {_REPAIR}") from None
    except RefusedError:
        raise
    except ValueError:
        # All that is left: an integer with more digits than Python converts.
        raise RefusedError(f"{name} holds a number with thousands of digits. {_REPAIR}") from None
    if not encoding.startswith("utf-8"):
        remarks.add("Stored in another way than UTF-8, but read all the same", f"{name} ({encoding})")
    if doubled:
        remarks.add("Says something twice, as JupyterLab never does; the last time counts", name)
    return tree


def _cell(entry: dict[str, Any], place: str, remarks: Remarks) -> Cell:
    kind = _text(entry.get("cell_type"))
    if kind not in KINDS:
        remarks.add("Of a kind that does not exist; only the text is kept", place)
    return Cell(
        id=_text(entry.get("id")),
        kind=kind if kind in KINDS else "raw",
        source=_source(entry.get("source"), place, remarks),
        marks=_table(_table(entry.get("metadata")).get("nbgrader")),
        pictures=bool(entry.get("attachments")),
    )


def _source(found: Any, place: str, remarks: Remarks) -> str:
    lines = found if isinstance(found, list) else [found]
    source = "".join(line for line in lines if isinstance(line, str))
    if not all(isinstance(line, str) for line in lines):
        remarks.add("Holds something that is no text, which was left out", place)
    if len(source.encode(errors="surrogatepass")) > MAX_SOURCE:
        remarks.add(
            f"Holds more than {MAX_SOURCE // 1000} kB of text and counts as blank; see the submitted file", place
        )
        return ""
    clean = _NO_TEXT.sub("\ufffd", source)
    if clean != source:
        remarks.add("Holds broken characters, each replaced by \ufffd", place)
    return clean


def _table(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _text(found: Any) -> str:
    return found if isinstance(found, str) else ""
