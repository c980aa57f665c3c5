"""Teaching material: minutes add up, nothing comes before what it needs, and every page names what there is."""

from __future__ import annotations

import csv
import re
from itertools import pairwise

import pytest
import yaml
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from typer.testing import CliRunner

from courseware import course as model
from courseware.author import files, questions
from courseware.course_model import BLOOM
from courseware.teach.material import made, pages, peer, plans, rubrics, slides
from courseware.teach_cli import app
from cyberdiplomacy import marked, places, quiz_bank

ROOT = places.root()
INSTRUCTOR = ROOT / "docs" / "instructor"
HAND_WRITTEN = ("guides", "accessibility", "ai-policy", "privacy")


@pytest.fixture(scope="module")
def course():
    return model.load(ROOT)


@pytest.fixture(scope="module")
def syllabus(course):
    return plans.load(ROOT, course)


@pytest.fixture(scope="module")
def asked(course):
    return peer.load(ROOT, course, model.misconceptions(ROOT))


@pytest.fixture(scope="module")
def written(course):
    return made.pages(ROOT, course)


def tables(page: str) -> list[list[list[str]]]:
    found = re.findall(r"(?:^\|.*\|\n?)+", page, re.MULTILINE)
    return [[[cell.strip() for cell in row.strip("|").split(" | ")] for row in one.splitlines()] for one in found]


# --- plans ----------------------------------------------------------------------------------------------------------
def test_there_are_three_lengths(syllabus):
    lengths = {plan.id: (len(plan.sessions), plan.minutes) for plan in syllabus.plans}
    assert lengths == {"day": (1, 360), "week": (5, 360), "term": (12, 120)}


def test_the_minutes_of_each_session_are_those_of_its_plan(syllabus):
    for plan in syllabus.plans:
        for session in plan.sessions:
            assert sum(row.minutes for row in session.rows) == plan.minutes


def test_no_lesson_is_held_before_what_it_needs(course, syllabus):
    for plan in syllabus.plans:
        assert [*plans.faults_of(plan, course)] == []


def test_the_five_days_end_with_the_table_top_and_the_core_path_is_whole(course, syllabus):
    [week] = [plan for plan in syllabus.plans if plan.id == "week"]
    held = [lesson for session in week.sessions for row in session.rows for lesson in row.lessons]
    assert held[-1] == "X2"
    assert set(held) == set(course.core)
    assert "X2" in {id for row in week.sessions[-1].rows for id in row.lessons}


def test_the_term_holds_or_sets_every_lesson_and_every_set_of_a_lesson(course, syllabus):
    [term] = [plan for plan in syllabus.plans if plan.id == "term"]
    done = {id for session in term.sessions for id in session.home}
    done |= {id for session in term.sessions for row in session.rows for id in row.lessons}
    assert done == {lesson.id for lesson in course.lessons if lesson.kind != "capstone"}
    due = [name for session in term.sessions for name in session.sets]
    # What tests the last week and the whole is due after it.
    assert set(due) == {one.id for one in course.assignments} - {"ex15", "x2", "capstone"}
    assert len(due) == len(set(due))


def test_the_long_debrief_is_never_cut(syllabus):
    for plan in syllabus.plans:
        for session in plan.sessions:
            assert "debrief" not in session.cut.lower() or "never the debrief" in session.cut.lower()


def test_a_peer_question_is_asked_after_its_lesson_has_begun(syllabus, asked):
    lesson = {question.id: question.lesson for question in asked}
    for plan in syllabus.plans:
        begun, voted = set(), []
        for row in (row for session in plan.sessions for row in session.rows):
            begun |= set(row.lessons)
            named = [f"P{number}" for number in re.findall(r"[Pp]eer question (\d)", row.do)]
            assert {lesson[id] for id in named} <= begun
            voted += named
        assert voted == sorted(voted, key=lambda id: [*lesson].index(id))
        assert plan.id == "day" or voted == [*lesson]


BREAKS = [
    (lambda plan: plan["sessions"][0]["rows"][0].update(minutes=16), "its rows have 361 minutes, a session 360"),
    (lambda plan: plan.update(bridges={}), "lesson 01 needs 00P first"),
    (lambda plan: plan["sessions"][0].update(home=["77"]), "there is no lesson '77'"),
    (lambda plan: plan["sessions"][0]["rows"][0].update(cells=["slide"]), "no lesson has cells tagged 'slide'"),
    (lambda plan: plan["sessions"][0].update(sets=["ex14"]), "the set ex14 is due before its lesson"),
    (lambda plan: plan["bridges"].update({"01": "Nothing."}), "lesson 01 is held and has a bridge"),
    (lambda plan: plan["sessions"][0].pop("late"), "sessions.0.late: Field required"),
]


@pytest.mark.parametrize(("break_it", "said"), BREAKS, ids=[said[:25] for _, said in BREAKS])
def test_a_plan_that_does_not_work_is_refused_with_its_place(course, tmp_path, break_it, said):
    raw = yaml.safe_load((ROOT / plans.FILE).read_text(encoding="utf-8"))
    break_it(raw["plans"][0])
    (tmp_path / plans.FILE).parent.mkdir(parents=True)
    (tmp_path / plans.FILE).write_text(yaml.safe_dump(raw), encoding="utf-8")
    with pytest.raises(plans.PlanError, match=re.escape(said)):
        plans.load(tmp_path, course)


# --- the syllabus page ----------------------------------------------------------------------------------------------
def test_the_tables_of_minutes_run_without_gap_to_the_end(syllabus, written):
    timed = [rows[2:] for rows in tables(written["docs/instructor/syllabus.md"]) if rows[0][:2] == ["From", "To"]]
    expected = [plan.minutes for plan in syllabus.plans for _ in plan.sessions]
    assert [int(rows[-1][1]) for rows in timed] == expected
    for rows in timed:
        assert rows[0][0] == "0"
        assert all(before[1] == after[0] for before, after in pairwise(rows))
        assert all(int(row[1]) - int(row[0]) == int(row[2]) for row in rows)


def test_the_page_has_the_headings_of_a_syllabus_and_every_objective(course, written):
    page = written["docs/instructor/syllabus.md"]
    for heading in ("Background", "Learning objectives", "Content and structure", "Methodology", "Targeted audience"):
        assert f"\n## {heading}\n" in page
    assert "### What this course is not" in page
    goals = [goal for lesson in course.lessons for goal in lesson.objectives]
    assert all(goal.text[1:] in page for goal in goals)
    assert {goal.bloom for goal in goals} <= set(BLOOM)


# --- peer questions -------------------------------------------------------------------------------------------------
def test_there_are_eight_each_on_another_misconception_in_teaching_order(course, asked):
    assert [question.id for question in asked] == [f"P{number}" for number in range(1, 9)]
    assert len({question.misconception for question in asked}) == 8
    order = [course.order().index(question.lesson) for question in asked]
    assert order == sorted(order)
    for question in asked:
        assert question.misconception in course.lesson(question.lesson).misconceptions


def test_none_is_a_practice_question_or_a_graded_one(asked):
    known = {marked.plain(one.stem).casefold() for id in quiz_bank.lessons() for one in quiz_bank.of_lesson(id)}
    for path in (ROOT / "content" / "exercises").glob("*.questions.yml"):
        known |= {marked.plain(one.stem).casefold() for one in questions.load(path).values()}
    assert not known & {marked.plain(question.stem).casefold() for question in asked}


def test_the_page_plans_three_reactions_and_gives_every_source_an_address(asked, written):
    parts = written["docs/instructor/peer-questions.md"].split("\n## P")[1:]
    assert len(parts) == 8
    for part, question in zip(parts, asked, strict=True):
        for share, reaction in (
            ("under 30 %", question.low),
            ("30 to 70 %", question.middle),
            ("over 70 %", question.high),
        ):
            assert f"| {share} | {reaction.strip()} |" in part
        sources = part.split("*Sources:*")[1].split("\n")[0]
        assert sources.count("](https://") == len(question.sources)


FAULTS = [
    ({"misconception": "MIS-none"}, "no option has the misconception"),
    ({"lesson": "77"}, "there is no lesson '77'"),
    ({"facts": ["no-such-fact"]}, "No fact is called 'no-such-fact'"),
    ({"sources": ["no-such-source"]}, "No source is called 'no-such-source'"),
    ({"options": [{"t": "yes", "why": "so it is"}] * 3}, "exactly one option"),
]


@pytest.mark.parametrize(("change", "said"), FAULTS, ids=[said for _, said in FAULTS])
def test_a_faulty_question_is_refused_with_its_place(course, tmp_path, change, said):
    raw = yaml.safe_load((ROOT / peer.FILE).read_text(encoding="utf-8"))
    raw[0].update(change)
    (tmp_path / peer.FILE).parent.mkdir(parents=True)
    (tmp_path / peer.FILE).write_text(yaml.safe_dump(raw), encoding="utf-8")
    with pytest.raises(peer.PeerError, match=re.escape(said)):
        peer.load(tmp_path, course, model.misconceptions(ROOT))


# --- rubrics --------------------------------------------------------------------------------------------------------
def test_every_written_item_has_four_levels_and_the_best_earns_all(course):
    found = {rubric.item: rubric for rubric in rubrics.load(ROOT, course)}
    items = [
        item for one in course.assignments if one.status == "ready" for item in one.items if item.kind == "written"
    ]
    assert [*found] == [item.id for item in items]
    for item in items:
        levels = found[item.id].levels
        assert [one.level for one in levels] == [4, 3, 2, 1]
        assert levels[0].points == item.points
        assert all(one.points > other.points and one.text for one, other in pairwise(levels))


def test_no_solution_stands_in_a_rubric(written):
    assert "SOLUTION" not in written["docs/instructor/rubrics.md"]
    assert "A good answer" not in written["docs/instructor/rubrics.md"]


def test_a_text_beside_a_rubric_that_lowers_it_is_kept(course):
    found = {rubric.item: rubric.falls for rubric in rubrics.load(ROOT, course)}
    assert found["ex06-advice"].startswith("A text of more than 150 words falls by one level")
    assert found["capstone-bottom-line"] == "A memo of more than 1,000 words falls by one level here."


def test_a_written_item_without_a_rubric_is_named(course, tmp_path):
    folder = tmp_path / "content" / "exercises"
    folder.mkdir(parents=True)
    for path in (ROOT / "content" / "exercises").glob("*.md"):
        lines = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(
            lines.replace("| 2 | 2 |", "| 2 |", 1) if path.stem == "ex06" else lines, "utf-8"
        )
    with pytest.raises(rubrics.RubricError, match=r"ex06\.md, ex06-advice: above the item there must be a table"):
        rubrics.load(tmp_path, course)


def test_the_table_of_rubrics_comes_back_row_by_row(course, tmp_path):
    done = CliRunner().invoke(app, ["rubrics", "--output", str(tmp_path / "rubrics.csv")])
    assert done.exit_code == 0, done.output
    with (tmp_path / "rubrics.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert [(row["item"], int(row["level"]), row["description"]) for row in rows] == [
        (rubric.item, one.level, one.text) for rubric in rubrics.load(ROOT, course) for one in rubric.levels
    ]


# --- slides ---------------------------------------------------------------------------------------------------------
FIGURE = '<p><em>Run this.</em></p><figure><img alt="Two bars" src="data:image/png;base64,AA=="></figure>'


def of_cells(*cells) -> list[slides.Slide]:
    return [*slides._of_cells(new_notebook(cells=cells))]


def tagged(cell, *tags: str):
    cell.metadata["tags"] = [*tags]
    return cell


def test_tables_lists_and_call_outs_are_projected_and_paragraphs_are_said():
    said = "Said <!--fact:a-b-->7<!--/-->. [Sources](#Sources)"
    source = f"## Head\n\n{said}\n\n| a |\n|---|\n| 1 |\n\n> **Mistake.**\n\n- one"
    made = of_cells(tagged(new_markdown_cell(source), "concept"))
    assert [slide.heading for slide in made] == ["Head"] * 3
    assert [BeautifulSoup(slide.body, "html.parser").find().name for slide in made] == ["table", "blockquote", "ul"]
    assert made[0].notes == ["<p>Said 7.</p>"]


def test_a_cell_with_nothing_to_project_shows_its_first_paragraph():
    [slide] = of_cells(tagged(new_markdown_cell("## Head\n\nFirst.\n\nSecond."), "reflect"))
    assert (slide.body, slide.notes) == ("<p>First.</p>", ["<p>Second.</p>"])


def test_a_figure_is_shown_under_the_heading_above_it_with_its_code_in_the_notes():
    output = new_output("execute_result", {"text/html": FIGURE}, execution_count=1)
    code = tagged(new_code_cell("a < b", outputs=[output]), "data")
    _, slide = of_cells(tagged(new_markdown_cell("## Head\n\nText."), "concept"), code)
    assert slide.heading == "Head"
    assert slide.body.startswith("<figure>")
    assert 'alt="Two bars"' in slide.body
    assert slide.notes == ["<pre><code>a &lt; b</code></pre>"]


def test_quizzes_reading_and_sources_stay_in_the_notebook():
    quiz = new_output("execute_result", {"text/html": "<table><tr><td>A</td></tr></table>"}, execution_count=1)
    cells = [
        tagged(new_code_cell("quiz.ask('01')", outputs=[quiz]), "check"),
        tagged(new_markdown_cell("## Reading\n\n- a"), "reading"),
        tagged(new_markdown_cell("## Sources\n\n1. a"), "sources"),
    ]
    assert of_cells(*cells) == []


def test_every_lesson_becomes_slides_that_need_nothing_from_outside(course, asked):
    for lesson in course.lessons:
        path = ROOT / course.notebook_path(lesson.id)
        if lesson.kind != "lesson" or not path.is_file():
            continue
        own = [question for question in asked if question.lesson == lesson.id]
        page = slides.render(course, lesson, files.read(path), own)
        soup = BeautifulSoup(page, "html.parser")
        assert len(soup.find_all("section")) >= 10
        assert soup.find("section").find_all("li"), f"{lesson.id} shows no objectives"
        assert all(section.find("h2").get_text(strip=True) for section in soup.find_all("section"))
        assert all(image["alt"] and image["src"].startswith("data:image/") for image in soup.find_all("img"))
        assert not soup.find_all(["link", "iframe", "object"]) + soup.find_all("script", src=True)
        assert all(link["href"].startswith("https://") for link in soup.find_all("a"))
        assert "fact:" not in page
        assert sum("Vote: " in head.get_text() for head in soup.find_all("h2")) == len(own)


def test_what_is_right_is_told_in_the_notes_only(course, asked):
    slide = slides._peer(asked[0])
    assert "Right" not in slide.body
    assert slide.notes[0] == "<p>Right: <strong>B</strong></p>"


# --- pages written by hand ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_links_between_pages_lead_somewhere(name, written):
    page = (INSTRUCTOR / f"{name}.md").read_text(encoding="utf-8")
    assert page.startswith("# ")
    for target in re.findall(r"\]\((?!https?://)([^)#]+)", page):
        assert f"docs/instructor/{target}" in written or (INSTRUCTOR / target).exists(), target


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_files_of_tests_that_a_page_relies_on_exist(name):
    page = (INSTRUCTOR / f"{name}.md").read_text(encoding="utf-8")
    for path in re.findall(r"`(tests/[\w/.]+)`", page):
        assert (ROOT / path).is_file(), path


def test_the_guides_hold_every_lesson_and_every_heading_they_name_exists(course):
    page = (INSTRUCTOR / "guides.md").read_text(encoding="utf-8")
    stops = re.findall(r"^\| (\d\d[PT]?|X\d) \"(.+?)\" \|", page, re.MULTILINE)
    assert {id for id, _ in stops} == {lesson.id for lesson in course.lessons if lesson.kind != "capstone"}
    for id, heading in stops:
        lines = (ROOT / "content" / "lessons" / f"{course.lesson(id).slug}.md").read_text(encoding="utf-8").splitlines()
        assert f"## {heading}" in lines


def test_the_guides_name_every_peer_question_in_its_lesson(asked):
    page = (INSTRUCTOR / "guides.md").read_text(encoding="utf-8")
    for question in asked:
        [row] = [row for row in page.splitlines() if re.search(rf"\b{question.id}\b", row) and row.startswith("|")]
        assert row.startswith(f"| {question.lesson} ")


# --- paper and command ----------------------------------------------------------------------------------------------
def test_a_page_for_paper_stands_alone():
    page = pages.printed("# Head\n\n[a](../b.md) [c](https://example.eu)\n\n## Part\n\n| x |\n|---|\n| <b> |\n")
    soup = BeautifulSoup(page, "html.parser")
    assert soup.title.string == "Head"
    assert [link["href"] for link in soup.find_all("a")] == ["https://example.eu"]
    assert soup.find("td").get_text() == "<b>"
    assert not soup.find_all(["script", "link", "img"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["slides", "77"], "no lesson '77'"),
        (["slides", "X1"], "There are no slides of X1"),
        (["print", "nothing"], "There is no page 'nothing'"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(tmp_path, words, said):
    done = CliRunner().invoke(app, [*words, "--output", str(tmp_path / "out.html")])
    assert done.exit_code == 1
    assert said in str(done.exception)
    assert not (tmp_path / "out.html").exists()


def test_a_page_is_printed_by_name(tmp_path):
    done = CliRunner().invoke(app, ["print", "guides", "--output", str(tmp_path / "out.html")])
    assert done.exit_code == 0, done.output
    assert "Facilitator guides" in (tmp_path / "out.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["slides", "04"], ["print", "guides"], ["rubrics"]])
def test_a_folder_is_no_place_for_a_file(tmp_path, words):
    done = CliRunner().invoke(app, [*words, "--output", str(tmp_path)])
    assert str(done.exception) == f"{tmp_path} is a folder. Name a file in it."
    assert [*tmp_path.iterdir()] == []
