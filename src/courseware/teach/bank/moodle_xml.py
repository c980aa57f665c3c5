"""Practice questions as Moodle XML, which Moodle imports with feedback, tags and id numbers.

Written to Moodle's importer (``question/format/xml/format.php``), not tried on a live system.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from courseware.teach.bank.items import Answer, Item

# What an attempt costs in a quiz that allows several; Moodle's own default.
_PENALTY = "0.3333333"


def render(items: Sequence[Item]) -> str:
    """Return the questions as an XML text in UTF-8: before those of each lesson stands their category."""
    quiz = ET.Element("quiz")
    for category, group in groupby(items, key=lambda item: item.category):
        _text(ET.SubElement(ET.SubElement(quiz, "question", type="category"), "category"), category)
        for item in group:
            _question(quiz, item)
    ET.indent(quiz)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(quiz, encoding="unicode")}\n'


def _question(quiz: ET.Element, item: Item) -> None:
    question = ET.SubElement(quiz, "question", type="multichoice")
    _text(ET.SubElement(question, "name"), item.name)
    _text(ET.SubElement(question, "questiontext", format="markdown"), item.stem)
    _text(ET.SubElement(question, "generalfeedback", format="markdown"), "")
    settings = {
        "defaultgrade": "1",
        "penalty": _PENALTY,
        "hidden": "0",
        "idnumber": item.id,
        "single": "true",
        "shuffleanswers": "true",
        "answernumbering": "ABCD",
        "showstandardinstruction": "0",
    }
    for name, value in settings.items():
        ET.SubElement(question, name).text = value
    for answer in item.answers:
        _answer(question, answer)
    tags = ET.SubElement(question, "tags")
    for tag in item.tags:
        _text(ET.SubElement(tags, "tag"), tag)


def _answer(question: ET.Element, answer: Answer) -> None:
    element = ET.SubElement(question, "answer", fraction=str(answer.fraction), format="markdown")
    _text(element, answer.text)
    _text(ET.SubElement(element, "feedback", format="markdown"), answer.feedback)


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = text
