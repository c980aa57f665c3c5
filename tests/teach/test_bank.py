"""Question banks for other systems: every practice question comes back whole, none that is graded, none lost unsaid.

The reader of GIFT below is written from Moodle's description of the format, not from our writer.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from courseware import course as model
from courseware.author import questions
from courseware.bank_cli import app
from courseware.teach.bank import gift, items, moodle_xml
from courseware.teach.bank.items import Answer, Item
from cyberdiplomacy import marked, places, quiz_bank

ROOT = places.root()
READY = [lesson.id for lesson in model.load(ROOT).ready_lessons]


@pytest.fixture(scope="module")
def bank() -> list[Item]:
    return [*items.of_lessons(ROOT, READY)]


# --- what goes in ---------------------------------------------------------------------------------------------------
def test_every_practice_question_is_in_it_once_in_teaching_order_with_every_option(bank):
    asked = [question for lesson in READY for question in quiz_bank.of_lesson(lesson)]
    assert [item.id for item in bank] == [question.id for question in asked]
    assert len({item.id for item in bank}) == len(bank)
    for item, question in zip(bank, asked, strict=True):
        assert [answer.text for answer in item.answers] == [marked.source(option.text) for option in question.options]
        assert [answer.feedback for answer in item.answers] == [
            marked.source(option.feedback) for option in question.options
        ]
        assert [answer.fraction == 100 for answer in item.answers] == [option.right for option in question.options]


def test_one_answer_earns_all_and_the_others_nothing(bank):
    for item in bank:
        assert sorted(answer.fraction for answer in item.answers)[-2:] == [0, 100]


def test_no_graded_question_is_in_it(bank):
    graded = {
        marked.plain(question.stem).casefold()
        for path in (ROOT / "content" / "exercises").glob("*.questions.yml")
        for question in questions.load(path).values()
    }
    assert graded
    assert not graded & {marked.plain(item.stem).casefold() for item in bank}


def test_tags_name_lesson_objective_level_use_and_the_misconceptions_of_wrong_answers(bank):
    [item] = [item for item in bank if item.id == "11-q01"]
    wrong = ("MIS-attribution-needed", "MIS-toolbox-is-sanctions", "MIS-attribution-eu-competence")
    assert item.tags == ("lesson-11", "L10-1", "apply", "retrieve", *wrong)


def test_no_mark_of_the_author_is_left(bank):
    assert "fact:" not in moodle_xml.render(bank) + gift.render(bank)


# --- Moodle XML -----------------------------------------------------------------------------------------------------
def read_xml(text: str) -> list[Item]:
    found, lesson = [], ""
    for question in ET.fromstring(text.encode("utf-8")):
        if question.get("type") == "category":
            path = question.findtext("category/text")
            assert path.startswith("$course$/top/cyberdiplomacy/L")
            lesson = path.rpartition("/L")[2]
            continue
        assert question.get("type") == "multichoice"
        assert question.findtext("single") == "true"
        assert question.find("questiontext").get("format") == "markdown"
        answers = tuple(
            Answer(one.findtext("text"), int(one.get("fraction")), one.findtext("feedback/text"))
            for one in question.findall("answer")
        )
        tags = tuple(tag.findtext("text") for tag in question.findall("tags/tag"))
        name, stem = question.findtext("name/text"), question.findtext("questiontext/text")
        found.append(Item(question.findtext("idnumber"), lesson, name, stem, answers, tags))
    return found


def test_xml_comes_back_item_by_item(bank):
    assert read_xml(moodle_xml.render(bank)) == bank


# --- GIFT -----------------------------------------------------------------------------------------------------------
def unescaped(text: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[~=#{}:]", text), f"a bare control character in {text!r}"
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text)


def cut(text: str, marks: str) -> list[tuple[str, str]]:
    """Cut at each of the marks that is not escaped; return pairs of the mark and what follows it."""
    parts = re.split(rf"(?<!\\)((?:\\\\)*)([{marks}])", text)
    pieces = [["", parts[0]]]
    for slashes, mark, rest in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        pieces[-1][1] += slashes
        pieces.append([mark, rest])
    return [(mark, rest) for mark, rest in pieces]


def read_gift(text: str) -> list[Item]:
    found, lesson = [], ""
    for block in re.split(r"\n{2,}", text.strip()):
        lines = block.splitlines()
        if block.startswith("$CATEGORY: "):
            assert len(lines) == 1
            lesson = block.rpartition("/L")[2]
            continue
        comment, body = lines[0], "\n".join(lines[1:])
        assert comment.startswith("// ")
        assert not any(line.startswith("//") for line in lines[1:])
        labels = re.findall(r"\[(id|tag):((?:\\.|[^\]\\])*)\]", comment)
        labels = [(kind, re.sub(r"\\(.)", r"\1", value)) for kind, value in labels]
        head = re.fullmatch(r"::((?:\\.|[^:\\])*)::\[markdown\]((?:\\.|[^{}\\])*)\{(.*)\n\}", body, re.DOTALL)
        assert head, body
        before, *options = cut(head[3], "=~")
        assert not before[1].strip()
        answers = []
        for mark, option in options:
            (_, said), (_, feedback) = cut(option, "#")
            answers.append(Answer(unescaped(said.strip()), 100 if mark == "=" else 0, unescaped(feedback.rstrip())))
        [id] = [value for kind, value in labels if kind == "id"]
        tags = tuple(value for kind, value in labels if kind == "tag")
        found.append(Item(id, lesson, unescaped(head[1]), unescaped(head[2]), tuple(answers), tags))
    return found


def test_gift_comes_back_item_by_item(bank):
    assert read_gift(gift.render(bank)) == bank


HARD = st.text(alphabet="ab \n~=#{}:\\/\"<&>%[]'äß", min_size=1).map(str.strip).filter(bool)


@settings(deadline=None)
@given(stem=HARD, right=HARD, wrong=HARD, feedback=HARD)
def test_no_text_breaks_either_format(stem, right, wrong, feedback):
    answers = (Answer(right, 100, feedback), Answer(wrong, 0, feedback))
    item = Item("01-q01", "01", "01-q01 name: {x}", stem, answers, ("lesson-01", "a]b\\c"))
    assert read_gift(gift.render([item, item])) == [item, item]
    assert read_xml(moodle_xml.render([item, item])) == [item, item]


def test_an_escaped_text_is_as_the_description_of_gift_writes_it():
    assert gift.escape("a = {b}: c~d #1\\\nnext") == "a \\= \\{b\\}\\: c\\~d \\#1\\\\\\nnext"


# --- the command ----------------------------------------------------------------------------------------------------
def export(path, *words: str, answer: str = ""):
    return CliRunner().invoke(app, ["--output", str(path), *words], input=answer)


@pytest.mark.parametrize(("format", "read"), [("moodle-xml", read_xml), ("gift", read_gift)])
def test_the_command_writes_the_same_file_each_time_and_says_what_it_left_out(tmp_path, format, read):
    done = export(tmp_path / "bank", "--format", format, "--lesson", "04", "--lesson", "04")
    assert done.exit_code == 0, done.output
    first = (tmp_path / "bank").read_bytes()
    export(tmp_path / "bank", "--format", format, "--lesson", "04")
    assert (tmp_path / "bank").read_bytes() == first
    assert {item.lesson for item in read(first.decode("utf-8"))} == {"04"}
    assert f"{len(quiz_bank.of_lesson('04'))} questions" in done.output
    assert re.search(r"Left out: \d+ terms of the glossary, which are no questions", done.output)


def test_a_lesson_without_questions_is_named_and_no_file_is_written(tmp_path):
    done = export(tmp_path / "bank.xml", "--format", "moodle-xml", "--lesson", "CAP")
    assert "no practice questions" in str(done.exception)
    assert not (tmp_path / "bank.xml").exists()


def test_a_file_that_is_there_is_not_replaced_unasked(tmp_path):
    path = tmp_path / "bank.gift"
    path.write_text("mine", encoding="utf-8")
    words = ("--format", "gift", "--lesson", "04")
    asked = export(path, *words, answer="n\n")
    assert (asked.exit_code, path.read_text(encoding="utf-8")) == (1, "mine")
    assert f"{path} is there and differs.\nReplace it? [y/N]: n\nNothing was changed." in asked.output
    assert export(path, *words, "--yes").exit_code == 0
    assert {item.lesson for item in read_gift(path.read_text(encoding="utf-8"))} == {"04"}


def test_a_folder_is_no_place_for_a_bank(tmp_path):
    done = export(tmp_path, "--yes")
    assert str(done.exception) == f"{tmp_path} is a folder. Name a file in it."
    assert [*tmp_path.iterdir()] == []
