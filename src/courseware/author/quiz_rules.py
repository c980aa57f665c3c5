"""House rules of the practice banks in ``content/quizzes/``: what the format alone cannot promise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from courseware import course as course_file
from courseware.author import claim_rules, questions
from courseware.author.problems import AuthorError, Problem
from courseware.author.questions import Question
from courseware.course import Course
from courseware.course_errors import nearest
from courseware.course_links import MISCONCEPTIONS
from cyberdiplomacy import marked, quiz_bank
from cyberdiplomacy.quiz_bank import QUIZZES

Banks = dict[Path, dict[str, Question]]


def problems(root: Path) -> list[Problem]:
    """Return every breach of format and house rules in the banks, sorted.

    A bank keeps the format of :class:`courseware.author.questions.Question`. Its ids begin with the lesson it is named
    after (``01-q03``) and stand in no other bank; every misconception is one of ``content/misconceptions.yml``; no
    question is asked in a graded set too, since practice comes with answers.

    Raises
    ------
    CourseError
        If ``content/misconceptions.yml`` cannot be read.
    """
    found: list[Problem] = []
    banks: Banks = {}
    for path in sorted((root / QUIZZES).glob("*.yml")):
        try:
            banks[path] = questions.load(path)
        except AuthorError as error:
            found += error.problems
    found += _named_after_its_lesson(banks)
    found += _in_one_bank_only(banks)
    found += _known_misconceptions(banks, list(course_file.misconceptions(root)))
    found += _not_graded_too(banks, _graded(root))
    found += _placing_says_the_track(banks)
    found += _claims_are_marked(banks)
    return sorted(found)


def five_to_begin_and_to_leave(course: Course) -> Iterator[Problem]:
    """A ready lesson begins with five questions on earlier ones, lesson 00 apart, and ends with five or six."""
    for lesson in course.ready_lessons:
        asked = [tag for question in quiz_bank.of_lesson(lesson.id) for tag in question.tags]
        for tag, numbers in (("retrieve", (0,) if lesson.id == "00" else (5,)), ("exit", (5, 6))):
            if lesson.kind == "lesson" and asked.count(tag) not in numbers:
                said = f"{asked.count(tag)} questions are tagged '{tag}'; there should be {numbers[0]}."
                yield Problem(f"{QUIZZES}/{lesson.id}.yml", "", said)


def _named_after_its_lesson(banks: Banks) -> Iterator[Problem]:
    for path, bank in banks.items():
        for item in bank:
            if item.rpartition("-")[0] != path.stem:
                yield Problem(
                    str(path), item, f"the id does not belong to this bank. Write '{path.stem}-q01' and so on."
                )


def _in_one_bank_only(banks: Banks) -> Iterator[Problem]:
    first: dict[str, Path] = {}
    for path, bank in banks.items():
        for item in bank:
            if first.setdefault(item, path) != path:
                yield Problem(str(path), item, f"this id stands in {first[item].name} too. Give it one of its own.")


def _known_misconceptions(banks: Banks, known: list[str]) -> Iterator[Problem]:
    for path, bank in banks.items():
        for question in bank.values():
            for letter, option in question.lettered():
                if option.mis and option.mis not in known:
                    yield Problem(
                        str(path),
                        f"{question.id}, option {letter}",
                        f"'{option.mis}' is not in {MISCONCEPTIONS}. {nearest(option.mis, known)}",
                    )


def _not_graded_too(banks: Banks, graded: dict[str, str]) -> Iterator[Problem]:
    for path, bank in banks.items():
        for question in bank.values():
            twin = graded.get(_words(question))
            if twin:
                yield Problem(
                    str(path), question.id, f"the graded question {twin} asks the same. Practice must ask another."
                )


def _placing_says_the_track(banks: Banks) -> Iterator[Problem]:
    for path, bank in banks.items():
        for question in bank.values():
            if ("place" in question.tags) != bool(question.track):
                yield Problem(
                    str(path),
                    question.id,
                    "the tag 'place' and 'track: P' or 'track: T' go together. Add the one that is missing.",
                )


def _claims_are_marked(banks: Banks) -> Iterator[Problem]:
    for path, bank in banks.items():
        for question in bank.values():
            for prose in (question.stem, *(text for option in question.options for text in (option.t, option.fb))):
                for number in claim_rules.unmarked(prose):
                    said = f"'{number}' has no source. Enclose it in <!--fact:ID-->…<!--/-->, or do without it."
                    yield Problem(str(path), question.id, said)


def _graded(root: Path) -> dict[str, str]:
    """Return the ids of graded questions by their words; a broken file is reported where it is built."""
    found: dict[str, str] = {}
    for path in sorted((root / "content" / "exercises").glob("*.questions.yml")):
        try:
            bank = questions.load(path)
        except AuthorError:
            continue
        found.update({_words(question): question.id for question in bank.values()})
    return found


def _words(question: Question) -> str:
    """Return the words of a stem alone, so that emphasis, capitals and line breaks make no difference."""
    return marked.plain(question.stem).casefold()
