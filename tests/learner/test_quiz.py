"""Practice questions driven as a learner drives them, by value and click, and as paper shows them."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from ipywidgets import Button, Dropdown
from jupyter_widgets import controls_of, view_of

from cyberdiplomacy import progress, quiz
from cyberdiplomacy.quiz_bank import UnknownQuestionError

pytestmark = pytest.mark.usefixtures("course_folder")


def answer(view: quiz.QuestionView, letter: str) -> str:
    view.choice.value = letter
    view.button.click()
    return view.verdict.value


def test_nothing_is_chosen_at_first_and_the_verdict_is_empty():
    view = quiz.ask("00-q01")
    assert view.choice.label == "— choose —"
    assert re.sub("<.*?>", "", view.verdict.value) == ""


def test_checking_without_a_choice_asks_for_one_and_counts_no_try():
    view = quiz.ask("00-q01")
    assert "Choose an answer first" in answer(view, "")
    assert progress.answers("00-q01") == []


def test_the_right_answer_is_said_in_words_with_its_feedback():
    verdict = answer(quiz.ask("00-q01"), "B")
    assert "✓ Right." in verdict
    assert "Arts 4 and 5 of the Decision say so." in verdict
    assert "The belief behind it" not in verdict


def test_a_wrong_answer_gives_its_own_feedback_and_names_the_misconception_in_words():
    verdict = answer(quiz.ask("00-q01"), "A")
    assert "✗ Not yet." in verdict
    assert "Attractive, for headlines say so." in verdict
    assert "No sanction without damage." in verdict
    assert "Attempts with a <em>potentially</em> significant effect are covered." in verdict


def test_a_misconception_that_is_gone_leaves_the_feedback_alone():
    verdict = answer(quiz.ask("00-q01"), "C")
    assert "There have been rounds" in verdict
    assert "The belief behind it" not in verdict


def test_every_verdict_is_spoken():
    assert answer(quiz.ask("00-q01"), "A").startswith('<div role="status" aria-live="polite"')


def test_each_try_is_counted_and_kept():
    view = quiz.ask("00-q01")
    assert "Try 1." in answer(view, "A")
    assert "Try 2." in answer(view, "B")
    assert [one.choice for one in progress.answers("00-q01")] == ["A", "B"]


def test_another_choice_clears_the_verdict_on_the_one_before():
    view = quiz.ask("00-q01")
    answer(view, "A")
    view.choice.value = "B"
    assert "Not yet" not in view.verdict.value


def test_an_earlier_answer_is_there_again_when_the_question_is_reopened():
    answer(quiz.ask("00-q01"), "A")
    again = quiz.ask("00-q01")
    assert again.choice.value == "A"
    assert "✗ Not yet." in again.verdict.value
    assert "Your answer from before, after 1 try." in again.verdict.value
    assert "Try 2." in answer(again, "B")


def test_an_earlier_answer_whose_option_is_gone_is_left_out():
    progress.record_answer("00-q01", "F", False)
    assert quiz.ask("00-q01").choice.value == ""


def test_a_record_that_cannot_be_written_costs_no_verdict(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CYBERDIPLOMACY_LEARNER", str(tmp_path / "file" / "learner"))
    view = quiz.ask("00-q01")
    verdict = answer(view, "B")
    assert "✓ Right." in verdict
    assert "This answer is not kept." in verdict
    assert "Try 2." in answer(view, "A")


@pytest.mark.parametrize(
    ("what", "tag", "ids"),
    [
        ("00", "", ["00-q01", "00-q02", "00-q03"]),
        ("00", "exit", ["00-q01", "00-q02"]),
        (["00-q03", "00-q01"], "", ["00-q03", "00-q01"]),
    ],
)
def test_several_questions_come_in_a_fixed_order(what, tag, ids):
    assert [view.question.id for view in quiz.ask(what, tag=tag).views] == ids


def test_a_quiz_counts_what_was_answered_and_what_was_right():
    quizzed = quiz.ask("00", tag="exit")
    answer(quizzed.views[0], "A")
    answer(quizzed.views[1], "A")
    assert "2 of 2 questions answered, 1 right." in quizzed.score.value
    answer(quizzed.views[0], "B")
    assert "2 of 2 questions answered, 2 right." in quizzed.score.value
    assert "2 right." in quiz.ask("00", tag="exit").score.value


@pytest.mark.parametrize(
    ("law", "code", "advice"),
    [
        ("A", "B", "Track P fits you."),
        ("B", "A", "Track T fits you."),
        ("A", "A", "Both tracks fit you"),
        ("B", "B", "Few of both groups"),
    ],
)
def test_placing_questions_speak_for_a_track_by_first_tries(law, code, advice):
    placing = quiz.ask("00", tag="place")
    answer(placing.views[0], law)
    assert "rack" not in placing.score.value
    answer(placing.views[1], code)
    answer(placing.views[0], "A")
    answer(placing.views[1], "A")
    assert advice in placing.score.value


@pytest.mark.parametrize(
    ("what", "tag", "said"),
    [
        ("00-q1", "", r'no question or lesson "00-q1" in content/quizzes. Nearest: 00-q0\d'),
        ("99", "", "Lessons with questions: 00"),
        ("00", "check", 'Lesson 00 has no question tagged "check". Its tags: exit, place.'),
        (["00-q01", "00-q09"], "", 'no question or lesson "00-q09"'),
    ],
)
def test_an_unknown_question_is_refused_with_the_nearest(what, tag, said):
    with pytest.raises(UnknownQuestionError, match=said):
        quiz.ask(what, tag=tag)


def test_text_has_stem_and_lettered_options_without_answer_or_markers():
    assert quiz.ask("00-q01").plain == (
        "Question (00-q01): Since 17 May 2019 the Council lists. Whom & what?\n"
        "  A. States <only>\n  B. Persons and bodies\n  C. Nobody"
    )


def test_a_placing_question_shows_no_answer_before_it_is_tried():
    assert "<details>" not in quiz.ask("00", tag="place").views[0].html


def test_paper_folds_answer_and_feedback_away_and_escapes_markup():
    page = quiz.ask("00-q01").html
    shown, folded = page.split("<details>")
    assert "Arts 4 and 5" not in shown
    assert "B. Right." in folded
    assert folded.count("Not right.") == 2
    assert "&lt;b&gt;No&lt;/b&gt;" in folded
    assert "States &lt;only&gt;" in shown
    assert "<strong>bodies</strong>" in shown
    assert "fact:" not in page


@pytest.mark.parametrize("what", ["00-q01", "00"])
def test_paper_does_not_depend_on_what_was_answered(what):
    before = quiz.ask(what)
    answer(quiz.ask("00-q01"), "A")
    after = quiz.ask(what)
    assert (before.plain, before.html) == (after.plain, after.html)


@pytest.mark.parametrize("what", ["00-q01", "00"])
def test_a_kernel_shows_the_widget_and_paper_the_fixed_text(what):
    view = quiz.ask(what)
    bundle = view._repr_mimebundle_()
    assert view_of(bundle) == view.widget.model_id
    assert (bundle["text/plain"], bundle["text/html"]) == (view.plain, view.html)
    assert view.widget.model_id not in json.dumps([view.plain, view.html])


def test_every_control_has_a_label_of_its_own():
    controls = controls_of(quiz.ask("00").widget)
    dropdowns = [control for control in controls if isinstance(control, Dropdown)]
    buttons = [control for control in controls if isinstance(control, Button)]
    assert [one.description for one in dropdowns] == ["Answer 1:", "Answer 2:", "Answer 3:"]
    assert [one.description for one in buttons] == ["Check answer 1", "Check answer 2", "Check answer 3"]
    assert len(controls) == len(dropdowns) + len(buttons)


class Tags(HTMLParser):
    """Open tags still waiting to be closed, and every tag seen."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_paper_is_well_formed_without_headings_or_scripts():
    tags = Tags()
    tags.feed(quiz.ask("00").html)
    assert tags.open == []
    assert tags.seen <= {"div", "p", "strong", "em", "code", "ul", "li", "details", "summary", "pre"}
