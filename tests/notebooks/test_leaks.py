"""No answer reaches a student: not in the exercises, the lessons, the data or the packages."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from courseware import course as model
from courseware.author import exercise, questions
from cyberdiplomacy import places

ROOT = places.root()
SETS = sorted(path.stem for path in (ROOT / "content" / "exercises").glob("*.md"))
STUDENT_TREE = ("exercises", "notebooks", "data", "src/cyberdiplomacy")
SHORT = 12


def text_of(path: Path) -> str:
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8")
    notebook = nbformat.read(path, as_version=4)
    return "\n".join(
        cell.source + "\n" + json.dumps(cell.get("outputs", []), ensure_ascii=False) for cell in notebook.cells
    )


@pytest.fixture(scope="module")
def student_texts() -> dict[Path, str]:
    """Every text file a student gets."""
    paths = [path for folder in STUDENT_TREE for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    return {path: text_of(path) for path in paths if path.suffix in (".ipynb", ".py", ".csv", ".yml", ".json", ".md")}


def regions(name: str, begin: str, end: str) -> list[str]:
    """The lines of a master that stand between two marks, where they could give something away."""
    found, inside = [], False
    for cell in nbformat.read(ROOT / "solutions" / name / f"{name}.ipynb", as_version=4).cells:
        for line in map(str.strip, cell.source.splitlines()):
            inside = (inside or begin in line) and end not in line
            if inside and begin not in line and len(line) > SHORT:
                found.append(line)
    return found


def leaks(lines: list[str], student_texts: dict[Path, str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {line}" for line in lines for path, text in student_texts.items() if line in text
    ]


@pytest.mark.parametrize("name", SETS)
def test_no_line_of_a_solution_reaches_a_student(name, student_texts):
    lines = regions(name, "BEGIN SOLUTION", "END SOLUTION")
    assert lines
    assert leaks(lines, student_texts) == []


@pytest.mark.parametrize("name", SETS)
def test_no_line_of_a_hidden_test_reaches_a_student(name, student_texts):
    lines = regions(name, "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
    # A set that a person marks whole has no tests to hide.
    marked_by_program = [item for item in model.load(ROOT).assignment(name).items if item.kind != "written"]
    assert bool(lines) == bool(marked_by_program)
    assert leaks(lines, student_texts) == []


@pytest.mark.parametrize("name", SETS)
def test_no_key_or_feedback_of_a_graded_question_reaches_a_student(name, student_texts):
    asked = questions.load(ROOT / "content" / "exercises" / f"{name}.questions.yml")
    keys = [f'{questions.variable(item)} = "{question.right_letter()}"' for item, question in asked.items()]
    keys += [option.fb for question in asked.values() for option in question.options]
    assert leaks(keys, student_texts) == []


@pytest.mark.parametrize("name", SETS)
def test_the_release_holds_the_notebook_and_nothing_else(name):
    folder = ROOT / "exercises" / name
    assert [path.name for path in sorted(folder.rglob("*"))] == [f"{name}.ipynb"]


def test_a_leak_would_be_seen(student_texts):
    """The guard itself: a solution line put into a student's notebook is found."""
    line = regions(SETS[0], "BEGIN SOLUTION", "END SOLUTION")[0]
    path = ROOT / "exercises" / SETS[0] / f"{SETS[0]}.ipynb"
    assert leaks([line], {path: student_texts[path] + line}) == [f"exercises/{SETS[0]}/{SETS[0]}.ipynb: {line}"]


@pytest.mark.parametrize("name", SETS)
def test_items_of_the_release_are_those_of_the_master(name):
    master = nbformat.read(ROOT / "solutions" / name / f"{name}.ipynb", as_version=4)
    released = nbformat.read(ROOT / "exercises" / name / f"{name}.ipynb", as_version=4)
    assert exercise.items(released) == exercise.items(master) != []
