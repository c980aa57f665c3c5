"""The course command: sentences instead of tracebacks, the nearest right name, exit codes that can be relied on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from courseware.author import exercise, files


def course(*words: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        [str(Path(sys.executable).with_name("course")), *words],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_help_names_every_command(root):
    said = course("--help", cwd=root).stdout
    assert all(name in said for name in ("lab", "doctor", "build", "check", "validate", "mark", "facts"))


def test_a_wrong_command_gets_the_nearest_right_one(root):
    done = course("biuld", cwd=root)
    assert done.returncode != 0
    assert "build" in done.stderr


def test_a_wrong_text_gets_the_nearest_right_one(root):
    done = course("build", "ex1", cwd=root)
    assert done.returncode == 1
    assert "There is no text called 'ex1'. Did you mean 'ex01'?" in done.stderr


@pytest.mark.slow  # `make test` gives both commands itself
def test_build_check_and_house_rules_are_silent_on_the_repository(root):
    for words in (("build", "--check"), ("check",)):
        done = course(*words, cwd=root)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_outside_a_course_the_packages_own_folder_is_found(tmp_path):
    assert course("check", cwd=tmp_path).returncode == 0


def test_a_home_without_a_course_is_named(tmp_path):
    done = course("check", cwd=tmp_path, CYBERDIPLOMACY_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "there is no course.yml in that folder" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def handed_in(root: Path, tmp_path: Path) -> Path:
    """A copy of ex01 in a folder of its own."""
    path = tmp_path / "ex01.ipynb"
    path.write_bytes((root / "exercises" / "ex01" / "ex01.ipynb").read_bytes())
    return path


def fill(path: Path, item: str, code: str) -> None:
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == exercise.answer_id(item):
            cell.source = code
    files.write(path, files.to_json(notebook))


def test_validate_exits_1_and_names_what_is_not_attempted(root, handed_in):
    done = course("validate", str(handed_in), cwd=root)
    assert done.returncode == 1
    assert "answer_object" in done.stdout


def test_validate_passes_a_well_formed_set_even_if_answers_are_wrong(root, handed_in):
    for word in ("object", "draft", "adjectives", "criteria", "houses"):
        fill(handed_in, f"ex01-{word}", f'answer_{word} = "A"')
    rule = (
        'def term(represents, security, digital, online):\n    return "digital diplomacy" if digital else "diplomacy"'
    )
    fill(handed_in, "ex01-term-rule", rule)
    fill(handed_in, "ex01-listings-2020", 'listed_in_2020 = {"person": 1, "entity": 1}')
    fill(handed_in, "ex01-acts-adopted", 'acts_adopted = {"all": 2, "CFSP/CSDP": 1}')
    bars = 'chart = pd.Series([1, 2]).plot.bar(title="One and then two", xlabel="home", ylabel="acts")'
    fill(handed_in, "ex01-chart", bars)
    fill(handed_in, "ex01-reading", 'reading = {"home": "other", "lead": 5}')
    fill(handed_in, "ex01-lists", 'verdict = {"list_share": 0.25, "bars_ahead": 3}')
    done = course("validate", str(handed_in), cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "does not mean full marks" in done.stdout


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "There is no file"),
        (lambda path: path.write_text("{", encoding="utf-8"), "is no readable notebook"),
        (lambda path: nbformat.write(nbformat.v4.new_notebook(), path), "holds no graded item"),
    ],
    ids=["missing", "broken", "no item"],
)
def test_validate_says_what_is_wrong_with_the_file(root, tmp_path, make, said):
    path = tmp_path / "x.ipynb"
    make(path)
    done = course("validate", str(path), cwd=root)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
