"""A workbook that somebody else wrote, in one sheet of which cells change; all else stays as it was."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from xml.dom.minidom import Document, Element, parseString

from courseware.teach.lms.xlsx import LINKS, column

MAX_BYTES = 50_000_000
MAX_CELLS = 1_000_000


class WorkbookError(ValueError):
    """A file is not the workbook it should be; the text says why and what to do."""


class XlsxFile:
    """The rows of the first sheet whose first row has a heading, and what is put into them.

    Attributes
    ----------
    rows
        The text of every cell, numbers as they are written. Read only; they stay as they were read.
    """

    def __init__(self, content: bytes, heading: str) -> None:
        """Read a workbook.

        Raises
        ------
        WorkbookError
            If it cannot be read, or no sheet has the heading; with what to do.
        """
        try:
            self._parts = _unpacked(content)
            strings = self._parts.get("xl/sharedStrings.xml")
            shared = [_text(one) for one in _all(_parsed(strings[1]), "si")] if strings else []
            for path in self._sheets():
                self._path, self._sheet = path, _parsed(self._parts[path][1])
                self._rows = [*_placed(_all(self._sheet, "row"), _row_of)]
                self.rows = _table(self._rows, shared)
                if self.rows and heading in self.rows[0]:
                    return
        except WorkbookError:
            raise
        except Exception as error:
            # Archive and parts may be broken in any way.
            raise WorkbookError(
                f"The file is no XLSX workbook ({type(error).__name__}). Download it again, and give it as it came."
            ) from None
        raise WorkbookError(f"No sheet of the workbook has '{heading}' in its first row. Give the file as it came.")

    def put(self, row: int, column_index: int, value: str) -> None:
        """Write a cell: a whole number as a number if it was one, all else as text. It keeps its format."""
        line = dict(self._rows)[row]
        cell = self._cell(line, row, column_index)
        number = value.isdecimal() and cell.getAttribute("t") in ("", "n")
        for child in list(cell.childNodes):
            cell.removeChild(child)
        prefix = cell.tagName[:-1]
        if number:
            _add(self._sheet, cell, f"{prefix}v", value)
        else:
            cell.setAttribute("t", "inlineStr")
            _add(self._sheet, _add(self._sheet, cell, f"{prefix}is"), f"{prefix}t", value)

    def content(self) -> bytes:
        """Return the workbook."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as file:
            for path, (entry, part) in self._parts.items():
                whole = self._sheet.toxml(encoding="UTF-8", standalone=True) if path == self._path else part
                file.writestr(entry, whole, compress_type=entry.compress_type)
        return made.getvalue()

    def _sheets(self) -> Iterator[str]:
        """Yield the paths of the sheets in their order."""
        links = _parsed(self._parts["xl/_rels/workbook.xml.rels"][1])
        targets = {link.getAttribute("Id"): link.getAttribute("Target") for link in _all(links, "Relationship")}
        for sheet in _all(_parsed(self._parts["xl/workbook.xml"][1]), "sheet"):
            yield posixpath.normpath(posixpath.join("/xl", targets[sheet.getAttributeNS(LINKS, "id")])).lstrip("/")

    def _cell(self, line: Element, row: int, index: int) -> Element:
        """Return a cell of a row; a new one in its place if there was none."""
        after = None
        for at, cell in _placed(_all(line, "c"), _column_of):
            if at == index:
                return cell
            if at > index:
                after = cell
                break
        made = self._sheet.createElementNS(line.namespaceURI, line.tagName.removesuffix("row") + "c")
        made.setAttribute("r", f"{column(index)}{row + 1}")
        made.setAttribute("t", "inlineStr")
        return line.insertBefore(made, after)


def _unpacked(content: bytes) -> dict[str, tuple[zipfile.ZipInfo, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        if sum(entry.file_size for entry in file.infolist()) > MAX_BYTES:
            raise WorkbookError(f"The workbook unpacks to more than {MAX_BYTES // 1_000_000} MB; no class has so many.")
        return {entry.filename: (entry, file.read(entry)) for entry in file.infolist()}


def _parsed(part: bytes) -> Document:
    # Entities that grow, or that are fetched, need a document type, which no workbook has.
    if b"<!DOCTYPE" in part.replace(b"\0", b""):
        raise WorkbookError("The workbook holds a document type, which none needs. Download it again.")
    return parseString(part)


def _all(inside: Document | Element, name: str) -> list[Element]:
    return list(inside.getElementsByTagNameNS("*", name))


def _add(sheet: Document, inside: Element, tag: str, text: str = "") -> Element:
    made = sheet.createElementNS(inside.namespaceURI, tag)
    if text:
        made.appendChild(sheet.createTextNode(text))
    return inside.appendChild(made)


def _text(inside: Element) -> str:
    """Return the text of a string, without the readings that may stand above it."""
    return "".join(
        node.data
        for part in _all(inside, "t")
        if part.parentNode.localName != "rPh"
        for node in part.childNodes
        if node.nodeType == node.TEXT_NODE
    )


def _placed(elements: list[Element], place: Callable[[str], int]) -> Iterator[tuple[int, Element]]:
    """Yield elements with their places, counted from 0; one without a place follows the one before it."""
    at = -1
    for element in elements:
        written = element.getAttribute("r")
        at = place(written) if written else at + 1
        yield at, element


def _row_of(reference: str) -> int:
    return int(reference) - 1


def _column_of(reference: str) -> int:
    index = 0
    for letter in re.match("[A-Z]+", reference)[0]:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _table(rows: list[tuple[int, Element]], shared: list[str]) -> list[list[str]]:
    """Return the rows down to the last cell that is not empty, each as wide as the widest."""
    found = {
        (at, place): value
        for at, row in rows
        for place, cell in _placed(_all(row, "c"), _column_of)
        if (value := _value(cell, shared))
    }
    height = max((at for at, _ in found), default=-1) + 1
    width = max((place for _, place in found), default=-1) + 1
    if height * width > MAX_CELLS:
        raise WorkbookError(f"A sheet of the workbook has {height} rows and {width} columns; no class has so many.")
    return [[found.get((at, place), "") for place in range(width)] for at in range(height)]


def _value(cell: Element, shared: list[str]) -> str:
    if cell.getAttribute("t") == "inlineStr":
        return _text(cell)
    values = _all(cell, "v")
    written = "".join(node.data for node in values[0].childNodes) if values else ""
    return shared[int(written)] if cell.getAttribute("t") == "s" and written else written
