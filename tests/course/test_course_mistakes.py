"""Every mistake in course.yml gives one sentence with file, line, key and remedy."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from courseware import course

Spoil = Callable[[dict[str, Any]], object]
Complaints = Callable[[Spoil], list[str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A small course that a test may spoil: course.yml, coverage and misconceptions, without data."""
    return Path(shutil.copytree(Path(__file__).parent / "small", tmp_path / "course"))


@pytest.fixture
def complaints(home: Path) -> Complaints:
    """Change the data of course.yml, load it and return the problems it raises."""

    def load(spoil: Spoil) -> list[str]:
        path = home / "course.yml"
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        spoil(data)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
        with pytest.raises(course.CourseError) as raised:
            course.load(home)
        return raised.value.problems

    return load


def lesson(data: dict[str, Any], id: str) -> dict[str, Any]:
    return next(entry for entry in data["lessons"] if entry["id"] == id)


def assignment(data: dict[str, Any], id: str) -> dict[str, Any]:
    return next(entry for entry in data["assignments"] if entry["id"] == id)


def _set(where: Callable[[dict[str, Any]], dict[str, Any]], **values: Any) -> Spoil:
    return lambda data: where(data).update(values)


def _lesson(id: str, /, **values: Any) -> Spoil:
    return _set(lambda data: lesson(data, id), **values)


def _assignment(id: str, /, **values: Any) -> Spoil:
    return _set(lambda data: assignment(data, id), **values)


def _goal(id: str, number: int, /, **values: Any) -> Spoil:
    return _set(lambda data: lesson(data, id)["objectives"][number], **values)


ONE_PROBLEM = {
    "unknown prerequisite": (
        _lesson("02", prerequisites=["01", "0P"]),
        "lessons 02, prerequisites: there is no lesson '0P'. Did you mean '00P'?",
    ),
    "prerequisite of the other track": (
        _lesson("00T", prerequisites=["00P"]),
        "lessons 00T, prerequisites: '00P' is of another track. Drop it or widen its tracks.",
    ),
    "prerequisite later in the file": (
        lambda data: (
            data["lessons"].sort(key=lambda entry: entry["id"] == "02")
            or lesson(data, "03").update(prerequisites=["02"])
        ),
        "lessons 03, prerequisites: '02' comes later in the file. Move it before this one.",
    ),
    "core lesson on a lesson that is not": (
        lambda data: (
            data["lessons"].sort(key=lambda entry: entry["id"] == "02")
            or lesson(data, "02").update(prerequisites=["03"])
        ),
        "lessons 02, prerequisites: the core lesson '02' needs '03', which is not core. Add it to 'core'.",
    ),
    "core path names nothing": (
        lambda data: data["core"].append("0P"),
        "core: there is no lesson '0P'. Did you mean '00P'?",
    ),
    "core lesson twice": (
        lambda data: data["core"].append("01"),
        "core: '01' stands twice. Keep it once.",
    ),
    "slug of another lesson": (
        _lesson("02", slug="03-read-it"),
        "lessons 02, slug: '03-read-it' does not begin with the lesson's id. Begin it '02-'.",
    ),
    "objective out of step": (
        _goal("03", 1, id="L03-9"),
        "lessons 03, objectives L03-9, id: is out of step. Number it 'L03-2'.",
    ),
    "verb nobody can see": (
        _goal("02", 1, verb="understand", text="Understand an honest count of rows"),
        "lessons 02, objectives L02-2: 'understand' is no verb of the level 'apply': it is on no level's list. Use one "
        "of apply, calculate, classify, compute, count, load, plot, select, solve, trace, use.",
    ),
    "verb of another level": (
        _goal("02", 1, bloom="create"),
        "lessons 02, objectives L02-2: 'compute' is no verb of the level 'create': it belongs to 'apply'. Use one of "
        "compose, design, draft, formulate, plan, propose, write.",
    ),
    "text without its verb": (
        _goal("02", 1, text="The learner can compute a count"),
        "lessons 02, objectives L02-2: the text begins with 'The'. Begin it with its verb 'compute'.",
    ),
    "missing objectives": (
        lambda data: lesson(data, "03").pop("objectives"),
        "lessons 03, objectives: this key is missing. Add it.",
    ),
    "too few objectives": (
        lambda data: lesson(data, "03")["objectives"].pop(),
        "lessons 03, objectives: has 2 entries. Give at least 3.",
    ),
    "unknown key": (
        _lesson("02", prerequisits=["01"]),
        "lessons 02, prerequisits: there is no such key. Did you mean 'prerequisites'?",
    ),
    "unknown key at the top": (
        lambda data: data.update(lesons=[]),
        "lesons: there is no such key. Did you mean 'lessons'?",
    ),
    "id of no known form": (
        _lesson("03", id="Y2"),
        "lessons Y2, id: 'Y2' has not the expected form. Write: Two digits, with P or T for one track only; X1, X2; "
        "CAP. In quotes.",
    ),
    "id without quotes": (
        _lesson("03", id=3),
        'lessons 3, id: must be text, but is 3. Write it in quotes, such as "01".',
    ),
    "unknown status": (
        _lesson("02", status="done"),
        "lessons 02, status: 'done' is not allowed. Write 'ready' or 'planned'.",
    ),
    "no minutes": (
        _lesson("02", minutes={"P": 0, "T": 60}),
        "lessons 02, minutes, P: should be greater than 0, but is 0. Correct it.",
    ),
    "minutes for a track it does not have": (
        _lesson("00P", minutes={"P": 60, "T": 5}),
        "lessons 00P, minutes: give minutes for the tracks P, no other.",
    ),
    "set without minutes for a track": (
        _assignment("ex02", minutes={"P": 30}),
        "assignments ex02, minutes: give minutes for P and T, no other.",
    ),
    "hours beyond the tolerance of half an hour": (
        lambda data: data["hours"]["course"].update(P=6.1),
        "hours, course, P: states 6.1 hours, but the minutes add up to 5.5. Correct one of them.",
    ),
    "wrong points": (
        _assignment("ex01", points=4),
        "assignments ex01, points: says 4, but the items add up to 3. Correct one of them.",
    ),
    "item of another set": (
        lambda data: assignment(data, "ex01")["items"][0].update(id="ex02-term"),
        "assignments ex01, items ex02-term, id: does not begin with 'ex01-'. Rename it.",
    ),
    "item tests what comes later": (
        lambda data: assignment(data, "ex01")["items"][0].update(objectives=["L02-3"]),
        "assignments ex01, items ex01-term, objectives: no lesson up to this one has the objective 'L02-3'. "
        "Did you mean 'L01-3'?",
    ),
    "ready set without items": (
        _assignment("ex01", items=[]),
        "assignments ex01: a ready assignment lists its 'items' and has no 'planned_items'. List them.",
    ),
    "planned set without a plan": (
        lambda data: assignment(data, "ex02").pop("planned_items"),
        "assignments ex02: a planned assignment has 'planned_items', the number of items it will have. Give it.",
    ),
    "lesson names no assignment": (
        lambda data: lesson(data, "02").pop("assignment"),
        "assignments ex02, lesson: lesson '02' does not name it. Add 'assignment: ex02' there.",
    ),
    "lesson names another's assignment": (
        _lesson("03", assignment="ex02"),
        "lessons 03, assignment: 'ex02' belongs to lesson '02'. Correct one of the two.",
    ),
    "lesson names an assignment that is not there": (
        _lesson("03", assignment="ex03"),
        "lessons 03, assignment: there is no assignment 'ex03'. Did you mean 'ex02'?",
    ),
    "coverage row missing": (
        lambda data: lesson(data, "01")["coverage"].remove("A2"),
        "lessons 01, coverage: row A2 of content/coverage.csv is missing here. Add it.",
    ),
    "coverage row of another lesson": (
        lambda data: lesson(data, "03").update(coverage=["A3"]),
        "lessons 03, coverage: row A3 has the lesson '02' in content/coverage.csv. Correct one.",
    ),
    "coverage row twice": (
        lambda data: lesson(data, "01")["coverage"].append("A2"),
        "lessons 01, coverage: row A2 stands twice. Keep it once.",
    ),
    "coverage row unknown": (
        lambda data: lesson(data, "01")["coverage"].append("A22"),
        "lessons 01, coverage: content/coverage.csv has no row 'A22'. Did you mean 'A2'?",
    ),
    "row taken up again not named": (
        lambda data: lesson(data, "02").pop("coverage_also"),
        "lessons 02, coverage_also: row A1 of content/coverage.csv is missing here. Add it.",
    ),
    "misconception unknown": (
        lambda data: lesson(data, "01")["misconceptions"].append("MIS-norm-binding"),
        "lessons 01, misconceptions: content/misconceptions.yml has no 'MIS-norm-binding'. "
        "Did you mean 'MIS-norms-binding'?",
    ),
    "misconception not listed there": (
        lambda data: lesson(data, "01")["misconceptions"].append("MIS-damage-required"),
        "lessons 01, misconceptions: content/misconceptions.yml does not give 'MIS-damage-required' the lesson '01'. "
        "Add it there.",
    ),
    "misconception not listed here": (
        lambda data: lesson(data, "01").pop("misconceptions"),
        "lessons 01, misconceptions: content/misconceptions.yml gives 'MIS-norms-binding' to this lesson. "
        "Add it here or drop it there.",
    ),
}


def test_the_small_course_is_in_order(home: Path) -> None:
    assert course.load(home).order() == ("00", "00P", "00T", "01", "02", "03")


@pytest.mark.parametrize(("spoil", "sentence"), ONE_PROBLEM.values(), ids=ONE_PROBLEM.keys())
def test_one_mistake_gives_one_sentence(complaints: Complaints, spoil: Spoil, sentence: str) -> None:
    problems = complaints(spoil)
    assert [re.sub(r", line \d+", "", problem) for problem in problems] == [f"course.yml, {sentence}"]


def test_a_circle_of_prerequisites_is_spelt_out(complaints: Complaints) -> None:
    problems = complaints(_lesson("00P", prerequisites=["00", "02"]))
    assert len(problems) == 1
    circle = re.search(r"these lessons need each other in a circle: (.+)\. Remove one prerequisite\.$", problems[0])
    assert circle
    steps = circle[1].split(" → ")
    assert steps[0] == steps[-1]
    assert "00P → 02 → 01" in " → ".join(steps[:-1] * 2)


def test_a_second_lesson_with_an_id_is_named(complaints: Complaints) -> None:
    problems = complaints(_lesson("03", id="02"))
    assert any(problem.endswith("lessons 02, id: '02' stands twice. Give each its own.") for problem in problems)


def test_an_untested_objective_of_a_ready_lesson_is_named(complaints: Complaints) -> None:
    problems = complaints(_lesson("01", status="ready"))
    assert len(problems) == 1
    assert problems[0].endswith("no item of ex01 tests 'L01-3'. Write one or drop the objective.")


def test_all_mistakes_of_a_kind_are_shown_together(complaints: Complaints) -> None:
    def spoil(data: dict[str, Any]) -> None:
        data["title"] = 7
        lesson(data, "02")["kind"] = "lecture"
        lesson(data, "03").pop("slug")

    problems = complaints(spoil)
    assert [problem.split(": ")[0].split(", ", 2)[2] for problem in problems] == [
        "title",
        "lessons 02, kind",
        "lessons 03, slug",
    ]


def test_a_mistake_names_its_line(home: Path) -> None:
    path = home / "course.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(i for i, line in enumerate(lines) if line.strip() == "status: ready")
    lines[number] = "    status: finished"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(course.CourseError, match=rf"^course.yml, line {number + 1}, lessons 00, status: 'finished'"):
        course.load(home)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title: one\ncore: [a, b\nlessons: []\n", r"course.yml, line 3: no valid YAML \(.+\)\. Mend that line"),
        ("title: one\n\tcore: []\n", r"course.yml, line 2: no valid YAML \(.+\)\. Mend that line"),
        ("as_of: 2026-13-01\n", r"course.yml: no valid YAML \(month must be in 1..12.*\)\. Mend that value"),
        ("- title\n", r"course.yml: the file must be keys with values, such as 'title: …'"),
        ("", r"course.yml: the file must be keys with values, such as 'title: …'"),
    ],
)
def test_broken_yaml_names_the_line(home: Path, text: str, sentence: str) -> None:
    (home / "course.yml").write_text(text, encoding="utf-8")
    with pytest.raises(course.CourseError, match=f"^{sentence}"):
        course.load(home)


def test_a_key_written_twice_is_refused(home: Path) -> None:
    path = home / "course.yml"
    path.write_text(path.read_text(encoding="utf-8") + "\ntitle: Another title\n", encoding="utf-8")
    with pytest.raises(course.CourseError, match=r"title: this key stands twice\. Keep one of them\."):
        course.load(home)


def test_bytes_that_are_no_utf8_are_named(home: Path) -> None:
    (home / "course.yml").write_bytes("title: Über\n".encode("latin-1"))
    with pytest.raises(course.CourseError, match=r"course.yml is not UTF-8 text\. Save it with the encoding UTF-8\."):
        course.load(home)


@pytest.mark.parametrize("name", ["course.yml", "content/coverage.csv", "content/misconceptions.yml"])
def test_a_missing_file_is_named(home: Path, name: str) -> None:
    (home / name).unlink()
    with pytest.raises(course.CourseError, match=rf"^{name} is missing in .+\. Put it back"):
        course.load(home)


def test_the_copy_in_the_wheel_needs_no_content_folder(home: Path) -> None:
    for path in (home / "content").iterdir():
        path.unlink()
    (home / "content").rmdir()
    assert course.load(home).lesson("01").assignment == "ex01"


@pytest.mark.parametrize("places", ["16,", "16,02", "01,16"])
def test_a_row_that_coverage_gives_to_no_lesson_is_named(home: Path, places: str) -> None:
    path = home / "content/coverage.csv"
    path.write_text(path.read_text(encoding="utf-8") + f"A9,leaflet,{places},A row of its own\n", encoding="utf-8")
    with pytest.raises(course.CourseError, match=r"row A9 of content/coverage.csv names the lesson '16'\. Known: 00, "):
        course.load(home)


def test_a_coverage_table_with_a_row_twice_is_named(home: Path) -> None:
    path = home / "content/coverage.csv"
    path.write_text(path.read_text(encoding="utf-8") + "A3,leaflet,02,,Twice\n", encoding="utf-8")
    with pytest.raises(course.CourseError, match=r"content/coverage.csv: row A3 stands twice\. Keep one of them\."):
        course.load(home)


def test_a_misconception_without_its_correction_is_named(home: Path) -> None:
    path = home / "content/misconceptions.yml"
    path.write_text('MIS-x:\n  name: A belief.\n  attracts: Why.\n  lessons: ["01"]\n', encoding="utf-8")
    with pytest.raises(
        course.CourseError, match=r"misconceptions.yml, line 1, MIS-x, right: this key is missing\. Add"
    ):
        course.load(home)


def test_unknown_tables_and_facts_of_ready_parts_are_named(home: Path) -> None:
    (home / "data").mkdir()
    (home / "data/datapackage.json").write_text('{"resources": [{"name": "listing"}]}', encoding="utf-8")
    with pytest.raises(course.CourseError) as raised:
        course.load(home)
    sentence = "tables: data/datapackage.json has no 'listings'. Did you mean 'listing'?"
    assert [problem.rpartition(", ")[2] for problem in raised.value.problems] == [sentence, sentence]


def test_planned_parts_may_name_tables_still_to_be_built(home: Path) -> None:
    (home / "data").mkdir()
    (home / "data/datapackage.json").write_text('{"resources": [{"name": "listings"}]}', encoding="utf-8")
    assert course.load(home).lesson("02").tables == ["still_to_be_built"]
