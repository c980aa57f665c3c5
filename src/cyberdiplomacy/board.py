"""Draw the progress board: one row a lesson, readable by eye, by ear and in black and white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from cyberdiplomacy.live import Page

HEADINGS = ("Lesson", "Questions answered", "Right", "Notes", "Status")
_CELL = "text-align: left; padding: 4px 12px 4px 0"


@dataclass(frozen=True)
class Row:
    """A lesson and what its learner has done: counts of practice questions and notes."""

    lesson: str
    title: str
    slug: str
    ready: bool
    questions: int
    answered: int
    right: int
    notes: int

    @property
    def status(self) -> str:
        """A symbol and words."""
        if not self.ready:
            return "– not written yet"
        if self.questions and self.right == self.questions:
            return "● all right"
        if self.questions and self.answered == self.questions:
            return "◕ all answered"
        return "◐ begun" if self.answered or self.notes else "○ not begun"


def page(rows: Sequence[Row], notices: Sequence[str]) -> Page:
    """Return the board as text and as an HTML table; notices (what happened to the record) stand above it."""
    answered, right, notes = (sum(getattr(row, name) for row in rows) for name in ("answered", "right", "notes"))
    total = sum(row.questions for row in rows)
    summary = f"{answered} of {total} practice questions answered, {right} right; {_counted(notes, 'note')} written."
    plain = [summary, *notices, *(f"{row.lesson} {row.title}: {row.status}{_done(row)}" for row in rows)]
    return Page("\n".join(plain), _html(rows, notices, summary))


def _done(row: Row) -> str:
    if not row.ready:
        return ""
    return f" ({row.answered} of {row.questions} answered, {row.right} right, {_counted(row.notes, 'note')})"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _html(rows: Sequence[Row], notices: Sequence[str], summary: str) -> str:
    notes = "".join(f"<p><strong>Please note.</strong> {escape(notice)}</p>" for notice in notices)
    head = "".join(f'<th scope="col" style="{_CELL}">{heading}</th>' for heading in HEADINGS)
    body = "".join(_table_row(row) for row in rows)
    return (
        f'{notes}<table style="border-collapse: collapse">'
        f'<caption style="text-align: left; padding-bottom: 6px">Your progress: {summary}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _table_row(row: Row) -> str:
    title = f"{row.lesson} {escape(row.title)}"
    if not row.ready:
        cells = ("–", "–", "–", row.status)
    else:
        title = f'<a href="{row.slug}.ipynb">{title}</a>'
        cells = (f"{row.answered} of {row.questions}", str(row.right), str(row.notes), row.status)
    columns = "".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells)
    return f'<tr><th scope="row" style="{_CELL}; font-weight: normal">{title}</th>{columns}</tr>'
