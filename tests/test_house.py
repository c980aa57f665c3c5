"""The house itself: layers run one way, sources are clean, and no file tells where it was made."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cyberdiplomacy import places

ROOT = places.root()
MODULES = sorted((ROOT / "src").rglob("*.py"))
# Told apart, so that this file does not name what it forbids.
FORBIDDEN = [
    "/" + "work/",
    "/" + "root/",
    "py" + "pi.org",
    "pythonhosted" + ".org",
    "registry.npm" + "js.org",
    "deb.debian" + ".org",
    "--find-" + "links",
    "--index-" + "url",
    "--extra-" + "index-url",
]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_what_notebooks_import_never_imports_what_authors_run(path):
    if path.is_relative_to(ROOT / "src" / "cyberdiplomacy"):
        assert not [name for name in imported(path) if name.split(".")[0] == "courseware"]
    else:
        assert path.is_relative_to(ROOT / "src" / "courseware")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_a_module_says_what_it_is_for_and_stays_small(path):
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source)), "it has no docstring"
    assert len(source.splitlines()) <= 260, "split it: one job a module"


@pytest.mark.parametrize("package", ["judging", "repair"])
def test_what_judges_and_what_repairs_know_nothing_of_a_class_or_its_pages(package):
    grade = "courseware.grade"
    for path in sorted((ROOT / "src" / "courseware" / "grade" / package).glob("*.py")):
        assert not [name for name in imported(path) if name.startswith(grade) and f"{grade}.{package}" not in name]


def test_there_is_no_circle_of_imports():
    from graphlib import TopologicalSorter

    names = {
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__"): path
        for path in MODULES
    }
    graph = {}
    for name, path in names.items():
        top = ast.parse(path.read_text(encoding="utf-8")).body
        wanted: set[str] = set()
        for node in top:
            if isinstance(node, ast.ImportFrom) and node.module:
                wanted |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Import):
                wanted |= {alias.name for alias in node.names}
        # A package holds its modules together; only imports of modules count.
        graph[name] = {one for one in wanted if one in names and one != name and not name.startswith(f"{one}.")}
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("module", ["quiz", "check", "progress", "glossary"])
def test_what_a_learner_waits_for_imports_neither_pandas_nor_matplotlib(module):
    code = f"import sys, cyberdiplomacy.{module}; print(sorted({{'pandas', 'matplotlib'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_sources_pass_the_linter():
    for words in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *words, "--no-cache", "."], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_names_a_machine_path_or_a_package_index():
    mark = re.compile("|".join(map(re.escape, FORBIDDEN)))
    found = []
    for path in tracked():
        if path.is_file() and path.suffix not in (".png", ".ico"):
            found += [
                f"{path.relative_to(ROOT)}:{number}: {match[0]}"
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
                if (match := mark.search(line))
            ]
    assert found == []


def test_nothing_is_larger_than_a_reader_can_take():
    large = [str(path.relative_to(ROOT)) for path in tracked() if path.is_file() and path.stat().st_size > 2_000_000]
    assert large == []
