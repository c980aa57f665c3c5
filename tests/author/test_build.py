"""Building and checking a whole course: deterministic, incremental, and silent only when all is in order."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

from courseware.author import build, facts, files, release
from courseware.author.problems import AuthorError

PATH = Path("content/lessons/99-test.md")


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A copy of the course, without its environment, that a test may spoil."""
    home = tmp_path / "a course with spaces"
    for name in ("content", "notebooks", "exercises", "solutions"):
        shutil.copytree(root / name, home / name)
    for name in ("course.yml", "nbgrader_config.py", "requirements.txt"):
        shutil.copy(root / name, home)
    shutil.copytree(root / "data", home / "data")
    return home


def checked(copy: Path, course) -> str:
    return "\n".join(map(str, build.check(copy, course)))


def edit(path: Path, old: str, new: str) -> None:
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")


def test_the_check_is_silent_on_the_repository(root, course):
    assert build.check(root, course) == []


def test_two_builds_are_byte_identical_and_a_third_has_nothing_to_do(copy, course):
    made = [copy / "solutions" / "ex01" / "ex01.ipynb", copy / "exercises" / "ex01" / "ex01.ipynb"]
    seen: list[tuple[str, bool]] = []

    def built() -> list[bytes]:
        assert build.build(copy, course, only=["ex01"], done=lambda name, new: seen.append((name, new))) == []
        return [path.read_bytes() for path in made]

    first = built()
    shutil.rmtree(copy / ".build")
    assert built() == first
    assert built() == first
    assert seen == [("ex01", True), ("ex01", True), ("ex01", False)]


def test_an_edit_of_a_built_notebook_is_found_with_cell_and_difference(copy, course):
    edit(copy / "notebooks" / "00-start-here.ipynb", "my_guess = ...", "my_guess = 3")
    said = checked(copy, course)
    assert "notebooks/00-start-here.ipynb, cell" in said
    assert "-my_guess = 3" in said
    assert "+my_guess = ..." in said


def test_an_edit_of_a_text_is_found(copy, course):
    edit(copy / "content" / "exercises" / "ex01.md", "Three items", "Four items")
    said = checked(copy, course)
    assert "solutions/ex01/ex01.ipynb" in said
    assert "exercises/ex01/ex01.ipynb" in said


def test_a_changed_tag_and_a_changed_id_are_found(copy, course):
    path = copy / "notebooks" / "00-start-here.ipynb"
    notebook = files.read(path)
    notebook.cells[0].metadata["tags"] = ["other"]
    notebook.cells[1].id = "other"
    path.write_text(files.to_json(notebook), encoding="utf-8")
    said = checked(copy, course)
    assert "has the metadata {'tags': ['other']}" in said
    assert "has the id other" in said


def test_cells_that_were_not_run_in_order_are_found(copy, course):
    path = copy / "notebooks" / "00-start-here.ipynb"
    notebook = files.read(path)
    next(cell for cell in notebook.cells if cell.cell_type == "code").execution_count = 99
    path.write_text(files.to_json(notebook), encoding="utf-8")
    assert "run in the order [99, 2" in checked(copy, course)


def test_a_missing_and_a_stray_notebook_are_found(copy, course):
    (copy / "notebooks" / "00-start-here.ipynb").rename(copy / "notebooks" / "00-old.ipynb")
    said = checked(copy, course)
    assert "notebooks/00-start-here.ipynb: is missing" in said
    assert "notebooks/00-old.ipynb: no text under content/ gives this notebook" in said


def test_an_extra_file_in_a_masters_folder_is_found(copy, course):
    (copy / "solutions" / "ex01" / "notes.txt").write_text("x", encoding="utf-8")
    assert "solutions/ex01/notes.txt: only ex01.ipynb may stand here" in checked(copy, course)


def test_a_changed_configuration_is_found(copy, course):
    edit(copy / "nbgrader_config.py", "solutions", "secrets")
    assert "nbgrader_config.py: is out of date" in checked(copy, course)


def test_an_outdated_value_of_a_fact_is_found_and_mended_by_the_build(copy, course):
    text = copy / "content" / "lessons" / "00-start-here.md"
    right = text.read_text(encoding="utf-8")
    edit(text, "<!--fact:listings-rounds-->six<!--/-->", "<!--fact:listings-rounds-->five<!--/-->")
    assert "a fact or the list of sources is out of date" in checked(copy, course)
    build.refresh(text)
    assert text.read_text(encoding="utf-8") == right


def test_an_unknown_fact_is_refused_with_line_and_nearest_name():
    with pytest.raises(AuthorError) as caught:
        facts.filled(PATH, "a\n<!--fact:listing-round-->x<!--/-->")
    assert "line 2: no fact is called 'listing-round'. Nearest: listings-round" in str(caught.value)


def test_an_unclosed_fact_marker_is_refused():
    with pytest.raises(AuthorError, match="not closed"):
        facts.filled(PATH, "<!--fact:listings-rounds-->six")


@pytest.mark.parametrize("start", ["", "> ", "- ", "2. "])
def test_a_fact_marker_at_the_start_of_a_line_is_refused(start):
    with pytest.raises(AuthorError, match="line 2: a fact marker begins this line"):
        facts.filled(PATH, f"a\n{start}<!--fact:listings-rounds-->six<!--/--> rounds")


def test_sources_are_listed_once_in_the_order_of_the_text():
    marker = "<!--fact:listings-rounds-->?<!--/-->"
    filled = facts.filled(PATH, f'a {marker} {marker}\n\n+++ {{"tags": ["sources"]}}\n\n## Sources\n\nold\n')
    assert filled.count("(`listings-rounds`)") == 1
    assert "old" not in filled
    assert facts.filled(PATH, filled) == filled


def test_a_text_without_a_place_in_the_syllabus_is_refused(copy, course):
    (copy / "content" / "lessons" / "77-extra.md").write_text("x", encoding="utf-8")
    with pytest.raises(AuthorError, match="no lesson with this slug"):
        build.targets(copy, course)


def test_a_ready_lesson_without_a_text_is_refused(copy, course):
    (copy / "content" / "lessons" / "00-start-here.md").unlink()
    with pytest.raises(AuthorError, match="marked 'ready' but has no text"):
        build.targets(copy, course)


def test_what_goes_wrong_in_one_text_does_not_stop_the_others(copy, course):
    edit(copy / "content" / "lessons" / "00-start-here.md", "my_guess = ...", "my_guess = 2 / 0")
    seen = []
    wanted = ["00-start-here", "ex01"]
    problems = build.build(copy, course, only=wanted, done=lambda name, new: seen.append(name))
    assert sorted(seen) == wanted
    assert ["ZeroDivisionError" in str(problem) for problem in problems] == [True]


def test_nbgraders_refusal_is_passed_on_in_one_sentence():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("### BEGIN SOLUTION\nx = 1")])
    notebook.cells[0].metadata["nbgrader"] = {
        **{"grade": False, "solution": True, "locked": False, "task": False},
        **{"grade_id": "a", "schema_version": 3},
    }
    with pytest.raises(AuthorError, match="nbgrader refuses this master"):
        release.student_version(notebook, "ex99", PATH)
