"""The course as it is: complete, honest about its hours, usable by id."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from courseware import course as model
from courseware.course_checks import find_cycle
from courseware.course_model import BLOOM

IDS = ["00", "00P", "00T", *(f"{n:02}" for n in range(1, 16)), "X1", "X2", "CAP"]


def test_the_course_loads_with_every_lesson_in_order(course: model.Course) -> None:
    assert list(course.order()) == IDS


def test_every_coverage_row_is_taught_in_exactly_one_lesson(course: model.Course) -> None:
    taught = Counter(row for lesson in course.lessons for row in lesson.coverage)
    assert len(taught) == 137
    assert set(taught.values()) == {1}


def test_coverage_rows_of_a_lesson_are_those_of_the_table(root: Path, course: model.Course) -> None:
    with (root / "content/coverage.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for lesson in course.lessons:
        assert lesson.coverage == [row["id"] for row in rows if row["lesson"] == lesson.id]
        assert lesson.coverage_also == [row["id"] for row in rows if row["also"] == lesson.id]


def test_core_path_takes_25_hours_as_the_mean_of_both_tracks(course: model.Course) -> None:
    mean = (course.hours.core["P"] + course.hours.core["T"]) / 2
    assert mean == 25
    for track in ("P", "T"):
        assert course.hours_of(track, "core") == pytest.approx(course.hours.core[track], abs=0.5)


def test_readings_and_capstone_count_only_in_everything(course: model.Course) -> None:
    capstone = (course.lesson("CAP").minutes["P"] + course.assignment("capstone").minutes["P"]) / 60
    readings = sum(lesson.reading_minutes.get("P", 0) for lesson in course.lessons) / 60
    beyond = course.hours_of("P", "everything") - course.hours_of("P", "course")
    assert beyond == pytest.approx(capstone + readings)


def test_a_lesson_of_one_track_costs_the_other_nothing(course: model.Course) -> None:
    assert course.lesson("00P").minutes == {"P": 60}
    assert course.lesson("00T").minutes == {"T": 60}


def test_lesson_00_and_ex01_are_ready(course: model.Course) -> None:
    assert "00" in [lesson.id for lesson in course.ready_lessons]
    assert course.assignment("ex01").status == "ready"


def test_notebook_path_is_relative_to_the_course(course: model.Course) -> None:
    assert course.notebook_path("00") == Path("notebooks/00-start-here.ipynb")


@pytest.mark.parametrize(("wrong", "right"), [("0P", "00P"), ("X3", "X1"), ("CAPS", "CAP")])
def test_a_wrong_lesson_id_names_the_nearest(course: model.Course, wrong: str, right: str) -> None:
    with pytest.raises(ValueError, match=rf"no lesson '{wrong}' in course.yml\. .*{right}"):
        course.lesson(wrong)


def test_a_wrong_assignment_id_names_the_nearest(course: model.Course) -> None:
    with pytest.raises(ValueError, match=r"no assignment 'capston' in course.yml\. Did you mean 'capstone'\?"):
        course.assignment("capston")


def test_a_verb_belongs_to_one_bloom_level() -> None:
    verbs = Counter(verb for listed in BLOOM.values() for verb in listed.split())
    assert [verb for verb, count in verbs.items() if count > 1] == []
    assert not {"understand", "know", "learn", "appreciate"} & set(verbs)


def test_misconceptions_explain_themselves_without_dates(root: Path) -> None:
    catalogue = model.misconceptions(root)
    assert len(catalogue) >= 40
    for id, entry in catalogue.items():
        # Dated claims live in the facts register; years here belong to act numbers and document symbols only.
        prose = re.sub(r"\S*\d+/\S+|JOIN\(\d{4}\) \d+|Horizon 2020|ETS No\. \d+", "", f"{entry.name} {entry.right}")
        assert not re.search(r"\b(19|20)\d\d\b", prose), id
        assert entry.name.endswith("."), id


def test_schema_file_is_what_the_model_gives(root: Path) -> None:
    stored = (root / "content/schemas/course.schema.json").read_text(encoding="utf-8")
    fresh = json.dumps(model.json_schema(), indent=1, sort_keys=True) + "\n"
    assert stored == fresh, "content/schemas/course.schema.json is out of date. Run `course build`."


def test_course_yml_names_the_schema_and_satisfies_it(root: Path) -> None:
    text = (root / "course.yml").read_text(encoding="utf-8")
    named = text.splitlines()[0].partition("$schema=")[2]
    schema = json.loads((root / named).read_text(encoding="utf-8"))
    as_json = json.loads(json.dumps(yaml.safe_load(text), default=str))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(as_json)


@given(st.integers(2, 12).flatmap(lambda n: st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)))))
def test_a_circle_is_found_exactly_where_there_is_one(edges: list[tuple[int, int]]) -> None:
    graph: dict[str, list[str]] = {str(node): [] for edge in edges for node in edge}
    for start, end in edges:
        graph[str(start)].append(str(end))
    # Without circles one can take away nodes that need nothing until none is left.
    left = dict(graph)
    while free := [node for node, needs in left.items() if not set(needs) & set(left)]:
        for node in free:
            del left[node]
    cycle = find_cycle(graph)
    assert bool(cycle) == bool(left)
    assert cycle[:1] == cycle[-1:]
    assert all(after in graph[before] for before, after in pairwise(cycle))
