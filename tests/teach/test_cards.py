"""Flash cards: every practice question and term once, both sides filled, nothing graded, no mark of the author's."""

from __future__ import annotations

import csv

import pytest
from typer.testing import CliRunner

from courseware import course as model
from courseware.bank_cli import app
from courseware.teach.bank import cards
from cyberdiplomacy import glossary, places, quiz_bank

ROOT = places.root()
READY = [lesson.id for lesson in model.load(ROOT).ready_lessons]


def read(text: str) -> list[list[str]]:
    return [*csv.reader(line for line in text.splitlines(keepends=True) if not line.startswith("#"))]


def test_each_term_and_each_question_of_a_lesson_becomes_one_card():
    made = [*cards.cards(READY)]
    terms = sum(term.lesson in READY for term in glossary.terms())
    questions = sum(len(quiz_bank.of_lesson(lesson)) for lesson in READY)
    assert (terms, questions) == (
        sum(card.tags.endswith(" term") for card in made),
        sum(" question " in card.tags for card in made),
    )


def test_the_deck_grows_in_the_order_of_teaching():
    order = [card.tags.split()[0].removeprefix("lesson::") for card in cards.cards(READY)]
    assert list(dict.fromkeys(order)) == [lesson for lesson in READY if lesson in order]


def test_the_front_hides_and_the_back_shows_which_option_is_right():
    [first] = [card for card in cards.cards(["04"]) if "04-q01" in card.tags.split()]
    question = quiz_bank.of_lesson("04")[0]
    right = next(option for option in question.options if option.right)
    assert all(f"{option.letter}. " in first.front for option in question.options)
    assert first.back.startswith(f"<b>{right.letter}. ")
    assert first.back not in first.front


def test_a_table_comes_back_card_by_card_with_no_mark_left():
    made = [*cards.cards(READY)]
    text = cards.table(made)
    assert read(text) == [[*card] for card in made]
    assert "fact:" not in text


def test_commas_quotes_and_lines_survive():
    card = cards.Card('He said: "a, b"\n<br>c', "ß; é", "lesson::01 term")
    assert read(cards.table([card])) == [[*card]]


def test_the_command_writes_the_file_and_says_how_many(tmp_path):
    path = tmp_path / "deck.csv"
    done = CliRunner().invoke(app, ["--output", str(path), "--lesson", "01"])
    assert done.exit_code == 0, done.output
    made = read(path.read_text(encoding="utf-8"))
    assert f"{len(made)} cards" in done.output
    assert {row[2].split()[0] for row in made} == {"lesson::01"}


def test_a_lesson_that_does_not_exist_is_named():
    done = CliRunner().invoke(app, ["--output", "deck.csv", "--lesson", "99"])
    assert done.exit_code == 1
    assert isinstance(done.exception, ValueError)
    assert "99" in str(done.exception)


@pytest.mark.parametrize("lesson", ["CAP"])
def test_a_lesson_without_cards_is_said_to_have_none(lesson, tmp_path):
    done = CliRunner().invoke(app, ["--output", str(tmp_path / "deck.csv"), "--lesson", lesson])
    assert "no cards" in str(done.exception)
    assert not (tmp_path / "deck.csv").exists()
