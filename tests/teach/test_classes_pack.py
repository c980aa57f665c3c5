"""The package of students: all they need, no answer, the same bytes each time."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import class_at_work as work
import nbformat
import pytest

from courseware.author import questions
from courseware.author.problems import Problem
from courseware.teach.classes import pack
from cyberdiplomacy import places
from cyberdiplomacy.simulation import packs

pytestmark = pytest.mark.slow

ROOT = places.root()
SETS = sorted(path.stem for path in (ROOT / "content" / "exercises").glob("*.md"))
SHORT = 14
# So many masters with one line, and the builder wrote it.
COMMON = 3


@pytest.fixture(scope="module")
def content() -> bytes:
    return pack.archive(ROOT)


@pytest.fixture(scope="module")
def files(content) -> dict[str, bytes]:
    """The files of the package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name.removeprefix(f"{pack.TOP}/"): archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def text(files) -> str:
    """All that can be read in it; of notebooks sources and outputs as they are, not as JSON writes them."""
    parts = []
    for name, data in files.items():
        told = data.decode("utf-8", "ignore")
        parts.append(told)
        if name.endswith(".ipynb"):
            parts += [cell.source for cell in nbformat.reads(told, as_version=4).cells]
    return "\n".join(parts)


@pytest.fixture(scope="module")
def unpacked(content, tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("student")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(place)
    return place / pack.TOP


def hidden(name: str, begin: str, end: str) -> list[str]:
    """The lines of a master between two marks, where they could give something away."""
    found, inside = [], False
    for cell in work.master(name).cells:
        for line in map(str.strip, cell.source.splitlines()):
            inside = (inside or begin in line) and end not in line
            if inside and begin not in line and len(line) > SHORT:
                found.append(line)
    return found


def test_everything_lies_in_one_folder_of_known_parts(files):
    parts = {name.split("/")[0] for name in files if "/" in name}
    assert parts == {"content", "data", "docs", "exercises", "notebooks", "src", "tools"}
    assert {name.split("/")[1] for name in files if name.startswith("content/")} == {
        *("quizzes", "scenarios", "coverage.csv", "glossary.yml", "misconceptions.yml")
    }
    assert {"README.md", "Makefile", "course.yml", "pyproject.toml", "requirements.txt", "LICENSE"} <= {*files}


def test_every_ready_lesson_and_set_is_in_it(files, course):
    assert {f"notebooks/{one.slug}.ipynb" for one in course.ready_lessons if one.kind != "capstone"} <= {*files}
    ready = [one.id for one in course.assignments if one.status == "ready"]
    assert {f"exercises/{one}/{one}.ipynb" for one in ready} <= {*files}


def test_no_master_no_answer_and_nobodys_work_is_in_it(files):
    forbidden = ("solutions", "content/exercises", "content/lessons", "tests", ".progress", ".git", ".build")
    assert [name for name in files if name.startswith(forbidden) or "answers.yml" in name or "key.yml" in name] == []
    assert [name for name in files if "__pycache__" in name or "/." in name] == []


def test_of_the_docs_it_holds_those_that_its_notebooks_name_and_no_others(files):
    notebooks = [data.decode() for name, data in files.items() if name.endswith(".ipynb")]
    named = {page for text in notebooks for page in re.findall(r"docs/[\w-]+\.md", text)}
    assert named == {name for name in files if name.startswith("docs/")} != set()


def test_no_notebook_or_text_bears_a_mark_of_a_master(files):
    # Programs that cut such parts out name the marks; pages and notebooks must not.
    for name, data in files.items():
        if not name.endswith(".py"):
            assert b"BEGIN SOLUTION" not in data, name
            assert b"BEGIN HIDDEN TESTS" not in data, name


@pytest.fixture(scope="module")
def harmless() -> set[str]:
    """Lines that give nothing away: those that the builder writes into many masters."""
    masters = [{line.strip() for cell in work.master(name).cells for line in cell.source.splitlines()} for name in SETS]
    return {line for line, number in Counter(line for lines in masters for line in lines).items() if number >= COMMON}


@pytest.fixture(scope="module")
def practised() -> str:
    """The cases for practice, whose keys everybody may read: what stands in them, too, gives nothing away."""
    of_all = [packs.folder(one) / f"{name}.yml" for one in packs.SIMULATIONS for name in packs.names(one)]
    return "\n".join(
        path.read_text(encoding="utf-8") for path in of_all if "\nkey:" in path.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("name", SETS)
def test_no_line_of_a_solution_or_hidden_test_is_in_it(name, text, harmless, practised):
    lines = hidden(name, "BEGIN SOLUTION", "END SOLUTION") + hidden(name, "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
    assert lines
    assert [line for line in lines if line in text and line not in harmless and line not in practised] == []


@pytest.mark.parametrize("name", SETS)
def test_no_key_and_no_feedback_of_a_graded_question_is_in_it(name, text):
    asked = questions.load(ROOT / "content" / "exercises" / f"{name}.questions.yml")
    keys = [f'{questions.variable(item)} = "{question.right_letter()}"' for item, question in asked.items()]
    keys += [option.fb for question in asked.values() for option in question.options]
    assert [key for key in keys if key in text] == []


@pytest.mark.parametrize("path", sorted((ROOT / "content" / "exercises").glob("*.key.yml")), ids=lambda path: path.name)
def test_no_line_of_a_key_is_in_it(path, text, practised):
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if len(line.strip()) > SHORT]
    assert lines
    assert [line for line in lines if line in text and line not in practised] == []


def test_a_leak_would_be_seen(text, harmless, practised):
    (line, *_) = hidden("ex01", "BEGIN SOLUTION", "END SOLUTION")
    assert line not in text
    assert line not in harmless
    assert line not in practised


def test_the_bytes_depend_on_the_files_alone(tmp_path):
    first, second = tmp_path / "one", tmp_path / "two"
    for name in pack.names(ROOT):
        (first / name).parent.mkdir(parents=True, exist_ok=True)
        (first / name).write_bytes((ROOT / name).read_bytes())
    shutil.copytree(first, second)
    for name in pack.names(second):
        os.utime(second / name, (1, 1))
        (second / name).chmod(0o600)
    (second / "notebooks" / ".ipynb_checkpoints").mkdir()
    (second / "notebooks" / ".ipynb_checkpoints" / "mine.ipynb").write_text("{}")
    assert pack.archive(first) == pack.archive(second)


def test_without_a_part_that_is_needed_there_is_no_package(tmp_path):
    with pytest.raises(FileNotFoundError, match="without which the package does not work"):
        pack.archive(tmp_path)


def run(folder: Path, code: str) -> str:
    """Run Python in the package as a student's environment does: its own copy of the programs, and nothing else."""
    environment = {key: value for key, value in os.environ.items() if key != "CYBERDIPLOMACY_HOME"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_programs_of_the_package_find_its_lessons_data_quizzes_and_cases(unpacked):
    told = run(
        unpacked,
        "import courseware.lab, cyberdiplomacy\n"
        "from cyberdiplomacy import data, glossary, places, quiz_bank\n"
        "from cyberdiplomacy.simulation import packs\n"
        "root = places.root()\n"
        "assert (root / courseware.lab.LANDING).is_file()\n"
        "assert len(data.load('listings')) and [*glossary.terms()] and [*quiz_bank.of_lesson('01')]\n"
        "assert packs.names('X1') and packs.names('X2')\n"
        "print(root, cyberdiplomacy.__file__)\n",
    )
    assert told.split() == [str(unpacked), str(unpacked / "src" / "cyberdiplomacy" / "__init__.py")]


def test_make_lab_of_the_package_installs_first_and_names_only_files_that_are_there(unpacked):
    planned = subprocess.run(
        ["make", "--no-print-directory", "-n", "lab"], cwd=unpacked, capture_output=True, text=True, check=True
    ).stdout
    assert planned.split("\n")[:2] == ["sh tools/python.sh tools/install.py", ".venv/bin/course lab "]
    assert "make lab" in (unpacked / "README.md").read_text(encoding="utf-8")


def test_marking_says_that_there_is_no_master(unpacked):
    told = run(
        unpacked,
        "from cyberdiplomacy import places\n"
        "from courseware.grade import mark\n"
        "from courseware import course\n"
        "try: mark.mark(places.root(), course.load(), 'ex01', announce=print)\n"
        "except ValueError as error: print(error)\n",
    )
    assert "this is a student package" in told


def test_a_set_in_which_somebody_has_worked_does_not_go_out(monkeypatch):
    found = [Problem("docs/board.md", "", "is out of date"), Problem("exercises/ex01/ex01.ipynb", "cell 4", "differs")]
    monkeypatch.setattr(pack.build, "check", lambda root, course: found)
    with pytest.raises(ValueError, match=r"^exercises/ex01/ex01.ipynb: not as `course build` makes it"):
        pack.insist_on_built(ROOT)
    monkeypatch.setattr(pack.build, "check", lambda root, course: found[:1])
    pack.insist_on_built(ROOT)


def test_a_package_that_is_there_is_not_replaced_unasked(tmp_path, content, monkeypatch):
    monkeypatch.setattr(pack, "archive", lambda root: content)
    monkeypatch.setattr(pack.build, "check", lambda root, course: [])
    path = tmp_path / "students.zip"
    assert "make lab" in work.ok("pack", "--output", path)
    work.ok("pack", "--output", path)
    path.write_bytes(b"mine")
    code, _ = work.course("pack", "--output", path, answer="n\n")
    assert (code, path.read_bytes()) == (1, b"mine")
    work.ok("pack", "--output", path, "--yes")
    assert path.read_bytes() == content


def test_a_folder_is_no_place_for_a_package(tmp_path):
    code, said = work.course("pack", "--output", tmp_path, "--yes")
    assert (code, said) == (1, f"{tmp_path} is a folder. Name a file in it.\n")
    assert [*tmp_path.iterdir()] == []
