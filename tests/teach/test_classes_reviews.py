"""Blind reviews among students: numbers for names, two works each, and levels that come back under the numbers."""

from __future__ import annotations

import csv

import class_at_work as work
import nbformat
import pytest

from courseware.author import files
from courseware.teach.classes import numbers, peers
from courseware.teach.classes.folder import Workspace
from courseware.teach.classes.term import Term

NAMES = ("anna", "bo", "cy", "di")
ROSTER = work.ROSTER + "cy,Cy,Cee,,\ndi,Di,Dee,,\n"
POLICY = work.POLICY + "peer: {assignments: [ex01], reviewers: 2, weight_percent: 20}\n"


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory) -> Workspace:
    """A class of four who have written two sentences each."""
    workspace = work.made(tmp_path_factory.mktemp("reviews") / "class", ROSTER, POLICY)
    files.write(workspace.master("ex01"), files.to_json(work.with_memo(work.master())))
    work.ok("release", "ex01", "--dir", workspace.home)
    for name in NAMES:
        text = work.filled(workspace.released("ex01"), {work.MEMO: f"What {name.upper()}X thinks. And why."})
        work.put(workspace.submitted(name, "ex01"), text, "2026-09-20 10:00:00 UTC")
    return workspace


@pytest.fixture
def workspace(handed_in, tmp_path) -> Workspace:
    return work.copied(handed_in, tmp_path / "class")


def pairs(workspace: Workspace) -> list[dict[str, str]]:
    with (workspace.home / "peer" / "ex01" / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def test_everybody_reviews_two_and_finds_two_texts_under_numbers(workspace):
    assert "4 works of ex01, 4 reviewers, 8 reviews." in work.ok("reviews", "ex01", "--dir", workspace.home)
    found = pairs(workspace)
    assert sorted(row["reviewer"] for row in found) == sorted(NAMES * 2) == sorted(row["author"] for row in found)
    for row in found:
        folder = workspace.home / "peer" / "ex01" / row["reviewer_number"]
        assert f"What {row['author'].upper()}X thinks." in (folder / f"{row['author_number']}.md").read_text()
        assert len([*folder.iterdir()]) == 2
        assert row["reviewer"] != row["author"]


def test_code_beside_a_written_answer_goes_out_with_what_it_shows(tmp_path):
    """The capstone's fifth criterion is about a table, which its author computes."""
    cells = nbformat.v4
    answer = {"nbgrader": {"grade": False, "solution": True, "grade_id": "capstone-appendix-answer"}}
    notes = {"nbgrader": {"grade": True, "solution": True, "grade_id": "capstone-appendix", "points": 20}}
    table = cells.new_output("display_data", {"text/plain": "   number\n0      38"})
    said = cells.new_output("stream", text="```\n")
    notebook = cells.new_notebook(
        cells=[
            cells.new_code_cell("not_part_of_the_work = 1", outputs=[said]),
            cells.new_code_cell("appendix = counted()\n\nshow(appendix)", outputs=[table, said], metadata=answer),
            cells.new_markdown_cell("### Notes on the numbers", metadata=notes),
        ]
    )
    files.write(tmp_path / "capstone.ipynb", files.to_json(notebook))
    assert peers.written(tmp_path / "capstone.ipynb") == (
        "The code beside it:\n\n    appendix = counted()\n\n    show(appendix)\n\n"
        "It shows, as its author saved it:\n\n       number\n    0      38\n    ```\n\n"
        "---\n\n### Notes on the numbers\n"
    )


def test_what_is_handed_out_names_nobody(workspace):
    work.ok("reviews", "ex01", "--dir", workspace.home)
    told = [str(path.relative_to(workspace.home)) for path in (workspace.home / "peer" / "ex01").rglob("*")]
    assert not [path for path in told if any(name in path for name in NAMES)]


def test_the_same_command_again_changes_nothing_and_asks_nothing(workspace):
    work.ok("reviews", "ex01", "--dir", workspace.home)
    before = {path: path.read_bytes() for path in (workspace.home / "peer").rglob("*.*")}
    work.ok("reviews", "ex01", "--dir", workspace.home)
    assert {path: path.read_bytes() for path in (workspace.home / "peer").rglob("*.*")} == before


def test_levels_come_back_under_numbers_or_ids(workspace):
    work.ok("reviews", "ex01", "--dir", workspace.home)
    one, other = pairs(workspace)[:2]
    rows = [f"{one['reviewer_number']},{one['author_number']},ex01,{criterion},4," for criterion in range(1, 6)]
    rows += [f"{other['reviewer']},{other['author']},ex01,{criterion},3," for criterion in range(1, 6)]
    with (workspace.home / "reviews.csv").open("a", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")
    levels = Term(workspace).tables.reviews
    assert {(level.reviewer, level.author) for level in levels} == {
        (row["reviewer"], row["author"]) for row in (one, other)
    }


def test_who_comes_later_gets_a_new_number_and_nobody_another(workspace):
    work.ok("reviews", "ex01", "--dir", workspace.home)
    first = numbers.read(workspace)
    later = numbers.given(workspace, [*NAMES, "eve"])
    assert {number: later[number] for number in first} == first
    assert sorted(number[0] for number, one in later.items() if one == "eve") == ["a", "r"]


def test_a_set_that_is_not_to_be_reviewed_is_told(workspace):
    with pytest.raises(ValueError, match=r"policy\.yml does not let students review x1"):
        peers.plan(workspace, "x1")


def test_a_class_of_which_two_handed_in_is_too_small(workspace):
    for name in NAMES[:2]:
        (workspace.submitted(name, "ex01") / "ex01.ipynb").unlink()
        (workspace.submitted(name, "ex01") / "timestamp.txt").unlink()
        workspace.submitted(name, "ex01").rmdir()
    with pytest.raises(ValueError, match="too small"):
        peers.plan(Workspace(workspace.home), "ex01")


def test_who_is_forgotten_leaves_no_number_pair_or_text(workspace):
    work.ok("reviews", "ex01", "--dir", workspace.home)
    row = next(row for row in pairs(workspace) if row["author"] == "bo")
    work.ok("forget", "bo", "--dir", workspace.home, "--yes")
    assert "bo" not in numbers.read(Workspace(workspace.home)).values()
    assert not [one for one in pairs(workspace) if "bo" in (one["reviewer"], one["author"])]
    assert not [*(workspace.home / "peer").rglob(f"{row['author_number']}.md")]
    texts = [path.read_text(encoding="utf-8") for path in (workspace.home / "peer").rglob("*.md")]
    assert texts
    assert not [text for text in texts if "BOX" in text]
