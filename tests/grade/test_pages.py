"""Feedback pages run no script of a learner's, show no hidden test and load nothing from outside."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import hostile_notebook as hostile
import nbformat
import pytest
from jinja2 import Environment
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.converters import GenerateFeedback
from nbgrader.utils import find_all_files
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from courseware.grade.views import clean, pages
from courseware.teach import nbgraderconfig

# The elements of the feedback page itself, outside of what a learner wrote.
FRAME = {"html", "head", "meta", "title", "style", "body", "main", "section", "h1"}
MARKS = {"student": "ada", "notebook": "ps1", "score": 1, "max_score": 5, "late_penalty": 0}
ITEMS = [
    {"grade_id": "q1", "title": "Item 1 <b>", "score": 1, "points": 3, "waiting": False},
    {"grade_id": "q2", "title": "Item 2", "score": 0, "points": 2, "waiting": True},
]


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data):
        self.text += data


def faults(page: str, frame: set[str] = frozenset()) -> list[str]:
    """Whatever in a page could run, fetch, or lead to something that does."""
    found = []
    for tag, attributes in Elements(page).found:
        if tag not in clean.TAGS | frame:
            found.append(f"<{tag}>")
        for name, value in attributes.items():
            if name.startswith("on") or name in ("srcdoc", "srcset", "action", "formaction", "background", "poster"):
                found.append(f"<{tag} {name}>")
            if name == "src" and not value.startswith("data:image/png;base64,iVBORw0KGgo"):
                found.append(f"<{tag} src={value[:60]}>")
            if name == "href" and not value.startswith(("#", "http://", "https://", "mailto:")):
                found.append(f"<{tag} href={value[:60]}>")
            if name == "style" and ("(" in value or "\\" in value or "position" in value):
                found.append(f"<{tag} style={value}>")
    return found


@pytest.fixture(scope="module")
def config(tmp_path_factory) -> Config:
    folder = tmp_path_factory.mktemp("config")
    (folder / "nbgrader_config.py").write_text(
        nbgraderconfig.render(course_id="class", exchange="exchange"), encoding="utf-8"
    )
    return PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()


def marked(notebook: nbformat.NotebookNode, resources: dict) -> tuple[nbformat.NotebookNode, dict]:
    """Stand in for what the gradebook says."""
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata.nbgrader.update(score=1, points=3, waiting=cell.metadata.nbgrader.grade_id == "q2")
    return notebook, resources


def feedback(config: Config, notebook: nbformat.NotebookNode) -> str:
    """The feedback page, with the exporter and the settings that nbgrader gives it."""
    converter = GenerateFeedback(config=config)
    exporter = converter.exporter_class(parent=converter, config=converter.config)
    exporter.register_preprocessor(marked, enabled=True)
    return exporter.from_notebook_node(notebook, resources={"nbgrader": MARKS, "items": ITEMS})[0]


def formgrader(config: Config, notebook: nbformat.NotebookNode) -> str:
    """Formgrader's page of a submission, with the exporter and the settings that nbgrader gives it."""
    own = Config(HTMLExporter={"template_name": "formgrade"})
    own.merge(config)
    resources = {
        "submission_id": "1f",
        "assignment_id": "ps1",
        "notebook_id": "ps1",
        "index": 0,
        "total": 1,
        "base_url": "",
        "student": hostile.HTML["handler"],
        "first_name": hostile.HTML["script"],
        "last_name": hostile.HTML["handler"],
        "notebook_path": f'"><script>{hostile.RUN}</script>',
    }
    return HTMLExporter(config=own).from_notebook_node(notebook, resources=resources)[0]


@pytest.fixture(scope="module")
def opened(config) -> dict[str, str]:
    """Both pages of the hostile submission."""
    return {"feedback": feedback(config, hostile.notebook()), "formgrader": formgrader(config, hostile.notebook())}


def test_an_exchange_folder_is_named_only_if_there_is_one(config):
    assert config.Exchange.root == "exchange"
    assert "Exchange" not in nbgraderconfig.render(course_id="class")


def test_pages_and_drawings_that_are_handed_in_are_not_laid_beside_the_notebook(config, tmp_path):
    for name in ("evil.html", "evil.HTM", "a.xhtml", "a.SVG", "a.xml", "own.csv", "helper.py", "own.xlsx"):
        (tmp_path / name).touch()
    kept = find_all_files(str(tmp_path), config.CourseDirectory.ignore)
    assert {Path(path).name for path in kept} == {"own.csv", "helper.py", "own.xlsx"}


@pytest.mark.parametrize("name", hostile.HTML)
def test_html_of_an_output_can_neither_run_nor_fetch(name):
    assert faults(clean.html(hostile.HTML[name])) == []


@pytest.mark.parametrize("name", hostile.MARKDOWN)
def test_markdown_can_neither_run_nor_fetch(name):
    environment = Environment(autoescape=False)
    environment.filters["markdown2html"] = clean.markdown
    made = environment.from_string("{{ source | markdown2html }}").render(source=hostile.MARKDOWN[name])
    assert faults(made) == []


def test_the_feedback_page_holds_no_script_and_fetches_nothing(opened):
    assert faults(opened["feedback"], FRAME) == []
    (style,) = [part.split("</style>")[0] for part in opened["feedback"].split("<style>")[1:]]
    assert "url(" not in style
    assert "@import" not in style


def test_of_the_head_nothing_is_the_learners(opened):
    head = Elements(opened["feedback"].split("<body>")[0])
    assert [tag for tag, _ in head.found] == ["html", "head", "meta", "meta", "meta", "meta", "title", "style"]
    assert head.found[0][1] == {"lang": "en"}
    assert "Feedback on ps1" in head.text


def test_formgraders_page_has_the_scripts_of_an_empty_submission_and_each_bears_the_nonce(config, opened):
    def scripts(page: str) -> list[str]:
        found = [attributes for tag, attributes in Elements(page).found if tag == "script"]
        assert all(attributes.get("nonce") for attributes in found)
        return [attributes.get("src", "") for attributes in found]

    assert scripts(opened["formgrader"]) == scripts(formgrader(config, new_notebook()))
    assert all(src == "" or src.startswith("/formgrader/static/") for src in scripts(opened["formgrader"]))


def test_formgraders_page_has_its_own_controls_for_two_items_and_nothing_else(config, opened):
    more = Counter(faults(opened["formgrader"])) - Counter(faults(formgrader(config, new_notebook())))
    assert more == {"<input>": 4, "<textarea>": 2, "<button>": 6}


def test_hidden_tests_and_solutions_show_nowhere_in_feedback(opened):
    said = Elements(opened["feedback"]).text
    for secret in ("secret_of_the_test", "the expected value", "HIDDEN TESTS", hostile.SOLUTION):
        assert secret not in said
    assert "chosen = answer" in said
    assert "kept" in said


def test_an_item_says_the_authors_sentence_and_no_traceback(opened):
    assert f"Off: {hostile.SENTENCE}" in Elements(opened["feedback"]).text
    assert "---->" not in opened["feedback"]


def test_an_item_that_waits_for_a_person_says_why_in_the_authors_words_alone(config):
    test = new_code_cell("1", metadata={"nbgrader": {"grade_id": "q2", "grade": True, "points": 1}})
    test.outputs = [new_output("error", ename="NeedsAPerson", evalue="The sandbox ended early.", traceback=[])]
    said = " ".join(Elements(feedback(config, new_notebook(cells=[test]))).text.split())
    assert "not marked yet The sandbox ended early." in said


def test_what_learner_and_test_have_in_common_stays(config):
    line = "total = sum(losses.values())"
    shown = new_code_cell(line, outputs=[new_output("stream", text=f"----> 1 {line}\n")])
    test = new_code_cell(
        f"### BEGIN HIDDEN TESTS\n{line}\nassert total == 12345\n### END HIDDEN TESTS",
        metadata={"nbgrader": {"grade_id": "q1", "grade": True, "points": 1}},
    )
    said = Elements(feedback(config, new_notebook(cells=[shown, test]))).text
    assert f"----> 1 {line}" in said
    assert "12345" not in said


def test_a_region_that_does_not_end_hides_the_rest(config):
    test = new_code_cell("shown = 1\n### BEGIN HIDDEN TESTS\nhidden = 2", metadata={"nbgrader": {"grade_id": "q1"}})
    said = Elements(feedback(config, new_notebook(cells=[test]))).text
    assert "shown" in said
    assert "hidden =" not in said


def test_the_table_on_top_links_each_item_to_its_place(opened):
    page = Elements(opened["feedback"])
    targets = [attributes["href"] for tag, attributes in page.found if tag == "a" and "href" in attributes][:2]
    assert targets == ["#q1", "#q2"]
    ids = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    assert {"q1", "q2"} <= set(ids)
    assert len(ids) == len(set(ids))
    for words in ("1 of 5 points; 1 of 2 items not marked yet.", "1 of 3 points", "not marked yet", "Item 1 <b>"):
        assert words in page.text


def test_remarks_and_the_missing_sandbox_are_told_and_escaped(config, opened):
    said = Elements(opened["feedback"]).text
    assert "A cell was put back. <script>" in said
    assert "Graded without protection (--unsafe)." in said
    odd = new_notebook(metadata={"course": {"notes": "no list", "unprotected": "yes"}})
    assert "without protection" not in feedback(config, odd)
    assert "Remarks" not in feedback(config, odd)


def test_honest_tables_and_pictures_stay_as_they_were():
    made = clean.html(hostile.TABLE)
    for kept in ("<caption", '<th scope="col" style="text-align:right;white-space:nowrap;">', "<td>2020</td>"):
        assert kept in made
    assert f'<img alt="A dot." src="data:image/png;base64,{hostile.PNG}">' in made
    assert "<figcaption>One dot</figcaption>" in made
    assert "color: red" not in made


def test_an_honest_written_answer_is_rendered(config):
    picture = {"p.png": {"image/png": hostile.PNG}}
    answer = new_markdown_cell(
        "# Mine\n\n*Peaceful* means **stable**, <u>see</u> [the text](https://example.eu/a), x < y & z.\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n![A dot](attachment:p.png)",
        metadata={"nbgrader": {"grade_id": "q2", "grade": True, "solution": True, "points": 2}},
        attachments=picture,
    )
    page = feedback(config, new_notebook(cells=[answer]))
    for kept in (
        "<h2>Mine</h2>",
        "<em>Peaceful</em>",
        "<u>see</u>",
        '<a href="https://example.eu/a">the text</a>',
        "x &lt; y &amp; z",
        "<td>2</td>",
        f'<img alt="A dot" src="data:image/png;base64,{hostile.PNG}"/>',
    ):
        assert kept in page


def test_a_tag_that_is_no_markup_of_ours_is_shown_as_the_learner_typed_it():
    environment = Environment(autoescape=False)
    environment.filters["markdown2html"] = clean.markdown
    made = environment.from_string("{{ source | markdown2html }}").render(source="A page may hold <script> and more.")
    assert Elements(made).text.strip() == "A page may hold <script> and more."


def test_what_is_too_much_to_clean_is_shown_as_text():
    assert clean.html("<div>" * 4_000).startswith("<pre>&lt;div&gt;")
    assert "too long" in clean.html("<div>" * 20_000)


def test_a_picture_is_a_png_or_nothing():
    assert clean.png(f" {hostile.PNG[:20]}\n{hostile.PNG[20:]}") == hostile.PNG
    assert [clean.png(data) for data in ("", "iVBO", '"><b>', None, 3, hostile.HTML["svg"])] == [None] * 6


def test_text_keeps_lines_and_loses_colours_controls_and_reversals():
    assert clean.text("a\x1b[31mb\x1b[0m\n\tc\x00\u202ed\ud800e") == "ab\n\tcde"
    assert clean.text(None) == ""


def test_metadata_of_a_broken_kind_does_not_stop_a_page(config):
    cell = new_code_cell("1", metadata={"nbgrader": {"grade_id": "q1", "grade": "yes", "points": "lots"}})
    said = new_notebook(cells=[cell], metadata={"course": ["x"]})
    assert "Feedback on ps1" in feedback(config, said)
    assert isinstance(pages.Sanitise().preprocess(said, {})[0].cells[0].metadata.nbgrader.grade, bool)
