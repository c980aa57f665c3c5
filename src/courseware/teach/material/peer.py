"""``docs/instructor/peer-questions.md``: eight questions for a class, with what to do after the first vote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, TypeAdapter, ValidationError, model_validator

from courseware.course import Course, Misconception
from courseware.course_model import Strict, Text
from courseware.documents import markdown
from cyberdiplomacy import facts, quiz_bank, sources

FILE = "content/teaching/peer.yml"


class PeerError(ValueError):
    """A fault in the questions; the text names question, key and remedy."""


class Option(Strict):
    """One answer to vote for, and what to say about it."""

    t: Text
    why: Text
    ok: bool = False
    mis: str = ""


class PeerQuestion(Strict):
    """A question that is voted on, talked over and voted on again."""

    id: Annotated[str, Field(pattern=r"^P\d$")]
    lesson: str
    misconception: str
    """The one it is made to bring out."""
    stem: Text
    options: Annotated[list[Option], Field(min_length=3, max_length=4)]
    facts: list[str]
    """Facts of data/facts.csv that it rests on."""
    sources: Annotated[list[str], Field(min_length=1)]
    """Where what is right can be looked up."""
    low: Text
    middle: Text
    high: Text
    after: Text
    """A question that carries the point to another case."""

    @model_validator(mode="after")
    def _one_right(self) -> PeerQuestion:
        if sum(option.ok for option in self.options) != 1:
            raise ValueError("exactly one option has 'ok: true'")
        if any(option.ok == bool(option.mis) for option in self.options):
            raise ValueError("each wrong option names its misconception under 'mis', the right one none")
        if self.misconception not in {option.mis for option in self.options}:
            raise ValueError("no option has the misconception of the question")
        return self

    def lettered(self) -> Iterator[tuple[str, Option]]:
        """Yield each option with its letter, in the order of the file."""
        return zip(quiz_bank.LETTERS, self.options, strict=False)


def load(root: Path, course: Course, known: Iterable[str]) -> list[PeerQuestion]:
    """Read the questions and check them.

    Parameters
    ----------
    root
        The folder of the course.
    course
        Its model.
    known
        The ids of ``content/misconceptions.yml``.

    Raises
    ------
    PeerError
        With one sentence for each fault: shape, unknown lesson, misconception, fact or source, weak fact.
    """
    try:
        raw = yaml.safe_load((root / FILE).read_text(encoding="utf-8"))
        found = TypeAdapter(list[PeerQuestion]).validate_python(raw)
    except yaml.YAMLError as error:
        raise PeerError(f"{FILE} is no valid YAML. {error}") from None
    except ValidationError as error:
        faults = ("{}, {}: {}.".format(FILE, ".".join(map(str, one["loc"])), one["msg"]) for one in error.errors())
        raise PeerError("\n".join(faults)) from None
    beliefs = set(known)
    problems = [problem for question in found for problem in _faults(question, course, beliefs)]
    if problems:
        raise PeerError("\n".join(problems))
    return found


def _faults(question: PeerQuestion, course: Course, beliefs: set[str]) -> Iterator[str]:
    where = f"{FILE}, {question.id}"
    if question.lesson not in course.order():
        yield f"{where}: there is no lesson '{question.lesson}' in course.yml. Correct the id."
    for option in question.options:
        if option.mis and option.mis not in beliefs:
            yield f"{where}: '{option.mis}' is not in content/misconceptions.yml. Correct or add it."
    for id in question.facts:
        try:
            if facts.get(id).confidence not in facts.GRADABLE:
                yield f"{where}: the fact {id} is too weak to teach on. Use one of confidence A to V1."
        except facts.UnknownFactError as error:
            yield f"{where}: {error}"
    for id in question.sources:
        try:
            sources.resolve(id)
        except sources.SourceError as error:
            yield f"{where}: {error}"


def render(course: Course, questions: Sequence[PeerQuestion], beliefs: dict[str, Misconception]) -> str:
    """Return the page."""
    return markdown.page(
        "Eight questions to vote on",
        "Each brings out one misconception. None is graded, and none stands in a practice quiz. Cases are made up. "
        "Under *What to do* and *To carry it on*, what stands in brackets is the answer, for you.",
        "## How it goes",
        "1. Show the question, read it aloud, one minute of silence. No talk.\n"
        "2. First vote, all at once: a sheet with a letter, or fingers held before the chest. Count; do not comment.\n"
        "3. Look at the share that is right: **under 30 %** teach first, **30 to 70 %** let pairs who voted "
        "differently talk for three minutes, **over 70 %** ask what makes another option attractive, and go on.\n"
        "4. Second vote, count again, then say what is right and why each other option attracts. Write both counts "
        "down: they are the plan for next year.\n\n"
        "Ten to fifteen minutes each. `course teach slides LESSON --output FILE.html` puts the question of a lesson on "
        "a slide near its end, with the answer among the speaker's notes.",
        *(part for question in questions for part in _question(course, question, beliefs)),
        "## The count (print one for each session)",
        markdown.table(
            ["Question", "First vote A/B/C/D", "Right at first, %", "Second vote A/B/C/D", "Then right, %", "Said"],
            [(question.id, "", "", "", "", "") for question in questions],
        ),
    )


def _question(course: Course, question: PeerQuestion, beliefs: dict[str, Misconception]) -> Iterator[str]:
    aim = beliefs[question.misconception]
    yield f"## {question.id}, lesson {question.lesson}: {course.lesson(question.lesson).title}"
    yield question.stem
    yield "\n".join(f"- **{letter}** {option.t}" for letter, option in question.lettered())
    yield f"*Brings out:* {aim.name} (`{question.misconception}`) *It attracts because:* {aim.attracts}"
    rows = [(letter, "right" if option.ok else option.mis, option.why) for letter, option in question.lettered()]
    yield markdown.table(["Option", "Stands for", "What to say"], rows)
    shares = (("under 30 %", question.low), ("30 to 70 %", question.middle), ("over 70 %", question.high))
    yield markdown.table(["Right at the first vote", "What to do"], shares)
    yield f"*To carry it on:* {question.after}"
    yield f"*Sources:* {'; '.join(_sources(question))}."


def _sources(question: PeerQuestion) -> Iterator[str]:
    for id in question.sources:
        source = sources.resolve(id)
        yield f"[{source.title}]({source.url})"
    for id in question.facts:
        fact = facts.get(id)
        yield f"`{id}` (as of {fact.as_of.isoformat()}, confidence {fact.confidence})"
