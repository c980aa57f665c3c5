"""Ask practice questions: choose, check, read why. Nothing here is ever marked.

>>> quiz.ask("01-q03")              # one question
>>> quiz.ask("01", tag="exit")      # the exit quiz of a lesson
>>> quiz.ask(["01-q03", "00-q02"])  # these, in this order
"""

from __future__ import annotations

from collections.abc import Sequence

from ipywidgets import HTML, Button, Dropdown, Layout, VBox

from cyberdiplomacy import live, marked, progress, quiz_bank
from cyberdiplomacy.live import Live
from cyberdiplomacy.quiz_bank import Option, Question

UNCHOSEN = "— choose —"
ENOUGH = 0.5  # of the placing questions of a track; fewer right answers speak for no track
# Tests of what one knows before a lesson or after the course: their answers are not to be seen before they are tried.
TESTS = frozenset({"place", "pretest", "posttest"})
_SHOWN_IN_MENU = 90
_LIST = "list-style: none; padding-left: 0; margin: 6px 0"
_ITEM = "padding-left: 1.6em; text-indent: -1.6em; margin: 3px 0"
_PARAGRAPH = "margin: 0 0 6px 0"


def ask(what: str | Sequence[str], tag: str = "") -> QuestionView | Quiz:
    """Return one question, or several one below the other, to be shown as the result of a cell.

    Parameters
    ----------
    what, tag
        Which questions, as :func:`cyberdiplomacy.quiz_bank.select` has it.

    Raises
    ------
    UnknownQuestionError
        If there is no such question, lesson or tag; the nearest are named.
    """
    questions = quiz_bank.select(what, tag)
    if isinstance(what, str) and [question.id for question in questions] == [what]:
        return QuestionView(questions[0], "Question", "Your answer", "Check")
    return Quiz(questions)


class QuestionView(Live):
    """One question. ``choice`` (a dropdown of letters), ``button`` and ``verdict`` can be driven without a browser."""

    def __init__(self, question: Question, heading: str, label: str, check: str) -> None:
        self.question = question
        self.tries: list[progress.Answer] = []
        self.choice = Dropdown(
            options=[(UNCHOSEN, ""), *((_menu(option), option.letter) for option in question.options)],
            value="",
            description=f"{label}:",
            style={"description_width": "initial"},
            layout=Layout(width="auto", max_width="46em"),
        )
        self.button = Button(description=check)
        self.verdict = live.status()
        self.choice.observe(lambda _: live.say(self.verdict, ""), names="value")
        live.on_press(self.button, self._check)
        text = HTML(value=f'<div style="{live.TEXT}">{_asked(question, heading)}</div>')
        super().__init__(
            _plain(question, heading),
            _static(question, heading),
            VBox([text, self.choice, self.button, self.verdict], layout=Layout(margin="0 0 1em 0")),
        )
        self._restore()

    @property
    def right(self) -> bool:
        """Whether the latest try was right."""
        return bool(self.tries) and self.tries[-1].right

    def _check(self) -> None:
        option = self.question.option(self.choice.value)
        if option is None:
            live.say(self.verdict, "Choose an answer first, then check it.")
            return
        trouble = ""
        try:
            progress.record_answer(self.question.id, option.letter, option.right)
            self.tries = progress.answers(self.question.id)
        except progress.ProgressError as error:
            self.tries.append(progress.Answer(option.letter, option.right, at=""))
            trouble = f" This answer is not kept. {live.sentence(error)}"
        self._judge(option, f"Try {len(self.tries)}.", trouble)

    def _restore(self) -> None:
        """Show the latest kept answer again; one whose option is gone is left out."""
        try:
            self.tries = progress.answers(self.question.id)
        except progress.ProgressError as error:
            live.say(self.verdict, f"Earlier answers cannot be read. {live.sentence(error)}")
            return
        option = self.question.option(self.tries[-1].choice) if self.tries else None
        if option:
            self.choice.value = option.letter
            count = "1 try" if len(self.tries) == 1 else f"{len(self.tries)} tries"
            self._judge(option, f"Your answer from before, after {count}.")

    def _judge(self, option: Option, tries: str, trouble: str = "") -> None:
        colour = live.RIGHT if option.right else live.WRONG
        live.say(self.verdict, f"{_verdict(option)}<div>{tries}{trouble}</div>", colour)


class Quiz(Live):
    """Several questions and a line that counts; ``views`` holds the single ones."""

    def __init__(self, questions: Sequence[Question]) -> None:
        count = len(questions)
        self.views = [
            QuestionView(question, f"Question {number} of {count}", f"Answer {number}", f"Check answer {number}")
            for number, question in enumerate(questions, start=1)
        ]
        self.score = live.status()
        for view in self.views:
            live.on_press(view.button, self._count)
        super().__init__(
            "\n\n".join(view.plain for view in self.views),
            "".join(view.html for view in self.views),
            VBox([*(view.widget for view in self.views), self.score]),
        )
        self._count()

    def _count(self) -> None:
        tried, right = sum(bool(view.tries) for view in self.views), sum(view.right for view in self.views)
        counted = f"{tried} of {len(self.views)} questions answered, {right} right."
        placed = _placed(self.views) if tried == len(self.views) else ""
        live.say(self.score, f"{counted} {placed}".strip() if tried else "")


def _placed(views: Sequence[QuestionView]) -> str:
    """Return which track the first tries at placing questions speak for, or nothing if there are none."""
    first_right = {
        track: [view.tries[0].right for view in views if view.question.track == track] for track in ("P", "T")
    }
    if not all(first_right.values()):
        return ""
    share = {track: sum(tries) / len(tries) for track, tries in first_right.items()}
    counts = "; ".join(f"track {track}: {sum(tries)} of {len(tries)}" for track, tries in first_right.items())
    if max(share.values()) <= ENOUGH:
        return f"Right at the first try, {counts}. Few of both groups: take lessons 00P and 00T, then either track."
    if share["P"] == share["T"]:
        return f"Right at the first try, {counts}. Both tracks fit you: choose the one whose subject you know better."
    return f"Right at the first try, {counts}. Track {max(share, key=share.__getitem__)} fits you."


def _verdict(option: Option) -> str:
    """Return the verdict in words and with a symbol, why, and the belief behind a wrong answer, as HTML."""
    word = "✓ Right." if option.right else "✗ Not yet."
    return _paragraph(f"<strong>{word}</strong> {marked.inline(option.feedback)}") + _belief(option)


def _belief(option: Option) -> str:
    found = quiz_bank.misconception(option.misconception) if option.misconception else None
    if not found:
        return ""
    return _paragraph(
        f"<strong>The belief behind it:</strong> {marked.inline(found.name)} "
        f"<strong>What holds:</strong> {marked.inline(found.right)}"
    )


def _paragraph(html: str) -> str:
    return f'<p style="{_PARAGRAPH}">{html}</p>'


def _menu(option: Option) -> str:
    words = marked.plain(option.text)
    return f"{option.letter}. {words if len(words) <= _SHOWN_IN_MENU else words[: _SHOWN_IN_MENU - 1].rstrip() + '…'}"


def _asked(question: Question, heading: str) -> str:
    options = "".join(
        f'<li style="{_ITEM}"><strong>{option.letter}.</strong> {marked.inline(option.text)}</li>'
        for option in question.options
    )
    title = _paragraph(f"<strong>{heading}</strong>")
    return f'{title}{marked.block(question.stem)}<ul style="{_LIST}">{options}</ul>'


def _plain(question: Question, heading: str) -> str:
    options = (f"  {option.letter}. {marked.plain(option.text)}" for option in question.options)
    return "\n".join([f"{heading} ({question.id}): {marked.plain(question.stem)}", *options])


def _static(question: Question, heading: str) -> str:
    """Return the question for paper, book and unrun notebook: feedback folded away, and none for tests."""
    feedback = "".join(f"<li>{_folded(option)}</li>" for option in question.options)
    folded = f'<details><summary>{heading}: answer and feedback</summary><ul style="{_LIST}">{feedback}</ul></details>'
    return (
        f'<div style="margin-bottom: 1.5em">{_asked(question, heading)}'
        f"{_paragraph('<em>Run this cell to answer.</em>')}{'' if TESTS & set(question.tags) else folded}</div>"
    )


def _folded(option: Option) -> str:
    word = "Right." if option.right else "Not right."
    return _paragraph(f"<strong>{option.letter}. {word}</strong> {marked.inline(option.feedback)}") + _belief(option)
