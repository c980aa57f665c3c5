"""The data package describes the files as they are, and the scripts write exactly these files."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from build_scripts import tables

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {one["name"]: one for one in PACKAGE["resources"]}
TABLES = sorted(name for name, one in RESOURCES.items() if "schema" in one)


@pytest.fixture(scope="session")
def report() -> dict:
    """The errors that frictionless finds, by table, validated once: types, enums, keys and foreign keys."""
    from frictionless import Package

    checked = Package(str(ROOT / "data" / "datapackage.json")).validate()
    return {task.name: [error.message for error in task.errors] for task in checked.tasks}


@pytest.mark.parametrize("name", RESOURCES)
def test_a_resource_obeys_its_schema(name: str, report: dict) -> None:
    assert report[name] == []


@pytest.mark.parametrize("name", RESOURCES)
def test_size_and_hash_are_those_of_the_file(name: str) -> None:
    content = (ROOT / "data" / RESOURCES[name]["path"]).read_bytes()
    assert RESOURCES[name]["bytes"] == len(content)
    assert RESOURCES[name]["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()


def test_every_file_is_what_its_script_writes() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "data" / "build" / "run.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
    assert done.stderr == ""


def test_no_table_lies_in_the_folder_undescribed() -> None:
    found = {path.stem for path in (ROOT / "data").glob("*.csv")} - {"facts"}
    assert found == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_files_are_utf8_with_lf_line_ends(name: str) -> None:
    content = (ROOT / "data" / f"{name}.csv").read_bytes()
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert not content.startswith(b"\xef\xbb\xbf")
    content.decode("utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_dated_sourced_and_graded(name: str) -> None:
    frame = tables.read_csv(ROOT / "data" / f"{name}.csv")
    assert not frame[["as_of", "source", "confidence"]].isna().any(axis=None)
    assert set(frame["confidence"]) <= set(tables.CONFIDENCE)
    assert frame["as_of"].max() <= "2026-11-22"


@pytest.mark.parametrize("name", TABLES)
def test_a_reduced_date_says_how_much_is_known(name: str) -> None:
    frame = tables.read_csv(ROOT / "data" / f"{name}.csv")
    for column in [one for one in frame if one.endswith("_precision")]:
        date = frame[column.removesuffix("_precision")]
        assert (date.isna() == frame[column].isna()).all()
        assert set(frame[column].dropna()) <= {"day", "month", "year"}
        assert date[frame[column] == "month"].str.endswith("-01").all()
        assert date[frame[column] == "year"].str.endswith("-01-01").all()


@pytest.mark.parametrize("name", RESOURCES)
def test_the_page_has_a_section_with_limit_and_question(name: str) -> None:
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    section = page.split(f"## {name}\n", 1)[1].split("\n## ", 1)[0]
    for said in ("- Covers: ", "- Compiled by: ", "- Limit: ", "- A question it answers: ", "- Sources: ", "- Terms: "):
        assert said in section


def test_a_value_outside_its_enum_is_refused_with_its_row() -> None:
    frame = tables.read_csv(ROOT / "data" / "budapest_parties.csv")
    frame.loc[frame["iso2"] == "NO", "status"] = "member"
    with pytest.raises(tables.TableError, match=r"budapest_parties, row \['NO'\]: status is 'member'"):
        tables.render("budapest_parties", frame)


def test_a_key_given_twice_is_refused() -> None:
    frame = tables.read_csv(ROOT / "data" / "eu_members.csv")
    with pytest.raises(tables.TableError, match=r"eu_members: the key \['iso2'\] occurs twice: \['IE'\]"):
        tables.render("eu_members", pd.concat([frame, frame[frame["iso2"] == "IE"]], ignore_index=True))


def test_a_missing_column_is_named() -> None:
    frame = tables.read_csv(ROOT / "data" / "eu_members.csv").drop(columns="as_of")
    with pytest.raises(tables.TableError, match=r"columns missing \['as_of'\]"):
        tables.render("eu_members", frame)


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [("eu_joined", "1 May 2004", "date"), ("enlargement_wave", "5.5", "integer"), ("member", "yes", "boolean")],
)
def test_a_value_of_the_wrong_type_is_refused(column: str, value: str, kind: str) -> None:
    frame = tables.read_csv(ROOT / "data" / "eu_members.csv")
    frame.loc[0, column] = value
    with pytest.raises(tables.TableError, match=f"{column} holds '{value}', which is no {kind}"):
        tables.render("eu_members", frame)
