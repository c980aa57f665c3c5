"""Whatever a submission has become, linting gives a notebook that nbgrader can grade, or one sentence why not."""

from __future__ import annotations

import copy
import io
import json
import os
import socket
import struct
import tempfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
import sets
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import compute_checksum, is_grade, is_locked, is_solution

from courseware.grade.repair import found
from courseware.grade.repair.lint import Linted, MissingError, RefusedError, lint
from cyberdiplomacy import places

RELEASE = sets.load("ex01").release
NAME = "ex01.ipynb"
ANSWER, TEST = "ex01-object-answer", "ex01-object"
MINE = 'answer_object = "C"'


def handed_out(answer: str = MINE) -> dict:
    """The release as JSON, with one answer filled in."""
    notebook = json.loads(nbformat.writes(RELEASE))
    cell(notebook, ANSWER)["source"] = answer
    return notebook


def cell(notebook: dict, name: str) -> dict:
    """The first cell with a grade_id."""
    return notebook["cells"][place(notebook, name)]


def place(notebook: dict, name: str) -> int:
    ids = [one["metadata"].get("nbgrader", {}).get("grade_id") for one in notebook["cells"]]
    return ids.index(name)


def own(source: str, kind: str = "code", **more) -> dict:
    """A cell as JupyterLab writes it."""
    code = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "id": "a1b2c3d4", "metadata": {}, "source": source} | code | more


def as_bytes(notebook: object) -> bytes:
    return json.dumps(notebook).encode()


def linted(folder: Path, notebook: object, name: str = NAME) -> Linted:
    """Hand in one notebook, as JSON or bytes, and check of the result what must hold of any."""
    (folder / name).write_bytes(notebook if isinstance(notebook, bytes) else as_bytes(notebook))
    return sound(lint(folder, RELEASE, "ex01"))


def sound(result: Linted, release: NotebookNode = RELEASE) -> Linted:
    notebook = result.notebook
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    nbformat.writes(notebook).encode()
    ids = [one.id for one in notebook.cells]
    assert len(set(ids)) == len(ids)
    ours = {one.id: one for one in release.cells}
    kept = [one for one in notebook.cells if one.id in ours]
    assert [one.id for one in kept] == [*ours]
    for one in kept:
        assert (one.cell_type, one.metadata) == (ours[one.id].cell_type, ours[one.id].metadata)
        assert is_solution(one) or one.source == ours[one.id].source
        assert not is_locked(one) or compute_checksum(one) == one.metadata.nbgrader.checksum
    assert all(one.metadata == {} for one in notebook.cells if one.id not in ours)
    assert not any(one.get("outputs") or one.get("execution_count") for one in notebook.cells)
    assert notebook.metadata == release.metadata
    assert all(note.endswith(".") and note.isprintable() for note in result.notes)
    return result


def answer(result: Linted, name: str = ANSWER) -> str:
    return next(one.source for one in result.notebook.cells if one.id == name)


def kinds(result: Linted, source: str) -> list[str]:
    return [one.cell_type for one in result.notebook.cells if one.source == source]


def said(result: Linted) -> str:
    return "\n".join(result.notes)


def change(apply: Callable[[dict], object]) -> dict:
    notebook = handed_out()
    apply(notebook)
    return notebook


# What is untouched, and what is honest


def test_an_untouched_release_comes_back_equal_with_nothing_to_say(tmp_path):
    expected = copy.deepcopy(RELEASE)
    for one in expected.cells:
        if one.cell_type == "code":
            one.outputs, one.execution_count = [], None
    (tmp_path / NAME).write_text(nbformat.writes(RELEASE), encoding="utf-8")
    result = lint(tmp_path, RELEASE, "ex01")
    assert result.notebook == expected
    assert result.notes == ()


@pytest.mark.parametrize("path", sorted((places.root() / "exercises").glob("*/*.ipynb")), ids=lambda path: path.stem)
def test_every_release_comes_back_with_nothing_to_say(path):
    release = nbformat.read(path, as_version=4)
    assert sound(lint(path.parent, release, path.stem), release).notes == ()


def test_an_answer_is_taken_over_and_nothing_is_written(tmp_path):
    (tmp_path / NAME).write_bytes(as_bytes(handed_out()))
    (tmp_path / "helper.py").write_text("raise SystemExit", encoding="utf-8")
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in tmp_path.iterdir()}
    result = sound(lint(tmp_path, RELEASE, "ex01"))
    assert answer(result) == MINE
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in tmp_path.iterdir()} == before


def test_own_cells_stay_below_the_cell_they_follow(tmp_path):
    notebook = handed_out()
    at = place(notebook, ANSWER)
    notebook["cells"][at:at] = [own("x = 1"), own("Why.", "markdown")]
    notebook["cells"].insert(0, own("first"))
    notebook["cells"].append(own("last", id="setup-2"))
    result = linted(tmp_path, notebook)
    sources = [one.source for one in result.notebook.cells]
    assert (sources[0], sources[-1]) == ("first", "last")
    assert sources[sources.index(MINE) - 2 : sources.index(MINE)] == ["x = 1", "Why."]
    assert [one.id for one in result.notebook.cells if one.id.startswith("own-")] == [
        "own-1",
        "own-2",
        "own-3",
        "own-4",
    ]
    assert kinds(result, "Why.") == ["markdown"]


def test_own_ids_keep_clear_of_those_of_the_release(tmp_path):
    release = copy.deepcopy(RELEASE)
    release.cells[0].id = "own-1"
    nbformat.write(release, tmp_path / NAME)
    notebook = json.loads((tmp_path / NAME).read_text(encoding="utf-8"))
    notebook["cells"].append(own("x = 1"))
    (tmp_path / NAME).write_bytes(as_bytes(notebook))
    assert sound(lint(tmp_path, release, "ex01"), release).notebook.cells[-1].id == "own-2"


def test_outputs_widgets_and_unknown_metadata_are_dropped(tmp_path):
    notebook = handed_out()
    notebook["metadata"] |= {"widgets": {"state": {}}, "celltoolbar": "x", "language_info": {"name": "python"}}
    cell(notebook, ANSWER)["outputs"] = [{"output_type": "display_data", "data": {"text/html": "<script>"}}]
    cell(notebook, ANSWER)["metadata"]["collapsed"] = True
    notebook["cells"].append(own("x = 1", metadata={"trusted": True, "nbgrader": {}}, outputs="none"))
    assert linted(tmp_path, notebook).notes == ()


# Rows 11 to 24: cells


def test_a_deleted_test_is_put_back(tmp_path):
    result = linted(tmp_path, change(lambda nb: nb["cells"].pop(place(nb, TEST))))
    assert answer(result) == MINE
    assert "Missing, so put back: the test of ex01-object." in result.notes


def test_a_deleted_answer_counts_as_not_attempted(tmp_path):
    result = linted(tmp_path, change(lambda nb: nb["cells"].pop(place(nb, ANSWER))))
    assert answer(result) == sets.load("ex01").stub(TEST)
    assert "Missing, so not attempted: the answer of ex01-object." in result.notes


def test_deleted_text_is_put_back(tmp_path):
    result = linted(tmp_path, change(lambda nb: nb["cells"].pop(0)))
    assert "put back: the text that begins '# Exercise set 1" in said(result)


@pytest.mark.parametrize("name", [ANSWER, TEST])
@pytest.mark.parametrize("above", [True, False])
def test_of_a_duplicated_cell_the_original_counts_wherever_the_copy_stands(tmp_path, name, above):
    notebook = handed_out()
    at = place(notebook, name)
    double = cell(notebook, name) | {"id": "0", "source": "copied = 1"}
    notebook["cells"].insert(at if above else at + 1, double)
    result = linted(tmp_path, notebook)
    assert answer(result) == MINE
    assert kinds(result, "copied = 1") == ["raw"]
    assert "Stands there more than once" in said(result)


def test_of_copies_without_ids_the_first_counts(tmp_path):
    notebook = handed_out()
    for source in ("second = 2", "third = 3"):
        notebook["cells"].insert(place(notebook, ANSWER) + 1, cell(notebook, ANSWER) | {"source": source})
    for one in notebook["cells"]:
        del one["id"]
    result = linted(tmp_path, notebook)
    assert answer(result) == MINE
    assert kinds(result, "second = 2") == kinds(result, "third = 3") == ["raw"]


def test_of_a_split_answer_the_first_half_counts_and_the_second_is_kept(tmp_path):
    notebook = handed_out("a = 1")
    cell(notebook, ANSWER)["id"] = "9"
    notebook["cells"].insert(place(notebook, TEST), cell(notebook, ANSWER) | {"source": "b = 2", "id": "8"})
    result = linted(tmp_path, notebook)
    assert answer(result) == "a = 1"
    assert kinds(result, "b = 2") == ["raw"]
    assert "Stands there more than once" in said(result)


@pytest.mark.parametrize("version", [0, 1, 99, "3", None, [], 1e999])
def test_another_schema_version_is_restored(tmp_path, version):
    notebook = change(lambda nb: cell(nb, TEST)["metadata"]["nbgrader"].update(schema_version=version))
    result = linted(tmp_path, notebook)
    assert answer(result) == MINE
    assert result.notes == (
        "Its grading marks were changed or removed; those of the set count: the test of ex01-object.",
    )


def test_two_cells_with_one_id_get_two(tmp_path):
    notebook = handed_out()
    notebook["cells"].insert(3, own("x = 1", id=ANSWER))
    result = linted(tmp_path, notebook)
    assert answer(result) == MINE
    assert kinds(result, "x = 1") == ["code"]
    assert "Had the id of a cell above it: cell 5." in result.notes


def test_moved_cells_return_to_the_order_of_the_set(tmp_path):
    notebook = handed_out()
    notebook["cells"].insert(2, notebook["cells"].pop(place(notebook, TEST)))
    result = linted(tmp_path, notebook)
    assert answer(result) == MINE
    assert "Cells were moved, and are graded in the order of the set: 'ex01.ipynb'." in result.notes


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        (TEST, {"points": 300}),
        (TEST, {"points": "lots"}),
        (TEST, {"points": float("nan")}),
        (TEST, {"grade": False}),
        (TEST, {"solution": True}),
        (TEST, {"locked": False}),
        (TEST, {"grade_id": "mine"}),
        (TEST, {"grade_id": ["ex01-object"]}),
        (ANSWER, {"locked": True}),
        (ANSWER, {"solution": False, "grade": True, "points": 100}),
        (ANSWER, {"task": True}),
        (ANSWER, {"grade_id": TEST}),
        (ANSWER, {"grade_id": "ех01-object-answer"}),
    ],
)
def test_points_flags_and_names_are_those_of_the_set(tmp_path, name, marks):
    result = linted(tmp_path, change(lambda nb: cell(nb, name)["metadata"]["nbgrader"].update(marks)))
    assert answer(result) == MINE
    assert "grading marks were changed or removed" in said(result)


@pytest.mark.parametrize("marks", [None, [], "x", 5, {}])
@pytest.mark.parametrize("name", [ANSWER, TEST])
def test_marks_that_are_none_are_restored_by_the_id(tmp_path, name, marks):
    result = linted(tmp_path, change(lambda nb: cell(nb, name)["metadata"].update(nbgrader=marks)))
    assert answer(result) == MINE
    assert "grading marks were changed or removed" in said(result)


@pytest.mark.parametrize("metadata", [None, [], "x"])
def test_metadata_that_is_none_is_restored(tmp_path, metadata):
    result = linted(tmp_path, change(lambda nb: cell(nb, ANSWER).update(metadata=metadata)))
    assert answer(result) == MINE


def test_without_marks_and_ids_cells_are_recognised_by_text_and_answers_by_place(tmp_path):
    notebook = handed_out()
    notebook["cells"].insert(place(notebook, TEST), own("", id=""))
    for one in notebook["cells"]:
        one["metadata"] = {}
        del one["id"]
    result = linted(tmp_path, notebook)
    assert answer(result) == MINE
    assert "Recognised by nothing but its place, so worth a look: the answer of ex01-object." in result.notes
    assert "Missing" not in said(result)


def test_a_cell_that_stands_elsewhere_is_not_taken_for_an_answer(tmp_path):
    notebook = handed_out()
    notebook["cells"][place(notebook, ANSWER)] = own("Thoughts.", "markdown")
    notebook["cells"].append(own(MINE))
    result = linted(tmp_path, notebook)
    assert answer(result) == sets.load("ex01").stub(TEST)
    assert kinds(result, MINE) == ["code"]


@pytest.mark.parametrize("edit", [{"source": "pass"}, {"source": "pass", "cell_type": "markdown"}])
def test_an_edited_test_is_restored_and_what_stood_there_is_kept(tmp_path, edit):
    result = linted(tmp_path, change(lambda nb: cell(nb, TEST).update(edit)))
    assert kinds(result, "pass") == ["raw"]
    assert "Changed by the learner, so restored" in said(result)
    assert ("another kind of cell" in said(result)) == ("cell_type" in edit)


@pytest.mark.parametrize("kind", ["markdown", "raw", "heading", None, 7])
def test_an_answer_of_the_wrong_kind_keeps_its_text(tmp_path, kind):
    result = linted(tmp_path, change(lambda nb: cell(nb, ANSWER).update(cell_type=kind)))
    assert answer(result) == MINE
    assert "Turned into another kind of cell, and turned back: the answer of ex01-object." in result.notes


def test_an_own_cell_with_forged_marks_loses_them(tmp_path):
    marks = {"grade": True, "grade_id": "ех01-bonus", "points": 300, "locked": False, "solution": True}
    notebook = change(lambda nb: nb["cells"].append(own("x = 1", metadata={"nbgrader": marks})))
    result = linted(tmp_path, notebook)
    assert kinds(result, "x = 1") == ["code"]
    assert r"cell 36 ('\u0435\u044501-bonus')" in said(result)


# Written answers


def with_memo() -> NotebookNode:
    """A small set with a written answer at its end."""
    release = new_notebook(metadata=RELEASE.metadata)
    release.cells = [copy.deepcopy(one) for one in RELEASE.cells[1:5]] + [
        new_markdown_cell("## Item 2: a memo", id="memo-question"),
        new_markdown_cell("Write here.", id="memo"),
    ]
    marks = {"grade": True, "grade_id": "memo", "locked": False, "points": 4, "schema_version": 3}
    release.cells[-1].metadata.nbgrader = NotebookNode(marks | {"solution": True, "task": False})
    release.cells[-1].metadata.nbgrader.checksum = compute_checksum(release.cells[-1])
    return release


@pytest.mark.parametrize("bare", [False, True])
def test_a_written_answer_is_taken_over_even_without_marks_and_id(tmp_path, bare):
    release = with_memo()
    notebook = json.loads(nbformat.writes(release))
    notebook["cells"][-1]["source"] = "My memo."
    notebook["cells"].append(own("A later thought.", "markdown"))
    for one in notebook["cells"] if bare else []:
        one["metadata"], one["id"] = {}, ""
    (tmp_path / NAME).write_bytes(as_bytes(notebook))
    result = sound(lint(tmp_path, release, "ex01"), release)
    assert answer(result, "memo") == "My memo."
    assert kinds(result, "A later thought.") == ["markdown"]
    assert ("Recognised by nothing but its place" in said(result)) == bare


def test_pictures_in_a_written_answer_are_left_out_and_said(tmp_path):
    release = with_memo()
    notebook = json.loads(nbformat.writes(release))
    notebook["cells"][-1] |= {"source": "![a](attachment:a.png)", "attachments": {"a.png": {"image/png": "AA=="}}}
    (tmp_path / NAME).write_bytes(as_bytes(notebook))
    assert "Pictures pasted into it are left out" in said(sound(lint(tmp_path, release, "ex01"), release))


# Rows 25 to 37: files


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "'ex01.ipynb' is empty"),
        (b" \n", "'ex01.ipynb' is empty"),
        (bytes(5000), "'ex01.ipynb' is empty"),
        (b'{"nbformat": 4, "cells": [', "breaks off or is damaged in line 1"),
        (as_bytes(RELEASE)[:-200], "breaks off or is damaged"),
        (b"<<<<<<< HEAD\n{}", "breaks off or is damaged in line 1"),
        (b'{"nbformat": 4, "cells": ["\0"]}', "breaks off or is damaged"),
        (b"\xff\xfe\xfd\xfc\xfb", "is no text in UTF-8"),
        ('{"a": "é"}'.encode("latin-1"), "is no text in UTF-8"),
        (b"[" * 100_000, "is nested more deeply"),
        (b'{"a":' * 100_000, "is nested more deeply"),
        (b"[" * 100_000 + b"]" * 100_000, "is nested more deeply"),
        (b'{"nbformat": ' + b"9" * 10_000 + b"}", "a number with thousands of digits"),
        (b"[" + b"{}," * 2_000_000 + b"0]", "holds more data than a notebook needs"),
        (b"[]", "is no notebook"),
        (b"null", "is no notebook"),
        (b"NaN", "is no notebook"),
        (as_bytes({"nbformat": 3, "worksheets": [{"cells": []}]}), "of the old format 3, not 4. Open it in JupyterLab"),
        (as_bytes({"nbformat": 5, "cells": []}), "is no notebook of format 4"),
        (as_bytes({"nbformat": "4", "cells": []}), "is no notebook of format 4"),
        (as_bytes({"nbformat": [4], "cells": []}), "is no notebook of format 4"),
        (as_bytes({"nbformat": 4}), "is no notebook of format 4"),
        (as_bytes({"nbformat": 4, "cells": {"0": own("x")}}), "is no notebook of format 4"),
        (as_bytes({"nbformat": 4, "cells": [{}] * 2001}), "has 2,001 cells; 2,000 is the limit"),
        (as_bytes({"nbformat": 4, "cells": [{}] * 100_000}), "has 100,000 cells"),
        (as_bytes({"nbformat": 4, "cells": []}), "holds no item of this set"),
        (as_bytes(sets.load("ex02").release), "holds no item of this set"),
    ],
    ids=range(27),
)
def test_a_file_that_is_no_notebook_of_the_set_is_refused_by_name_and_fault(tmp_path, data, sentence):
    (tmp_path / NAME).write_bytes(data)
    tracemalloc.start()
    try:
        with pytest.raises(RefusedError, match=sentence) as refused:
            lint(tmp_path, RELEASE, "ex01")
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()
    assert not isinstance(refused.value, MissingError)
    assert str(refused.value).startswith("'ex01.ipynb' ")


def test_a_notebook_of_50_mb_is_refused_without_being_read(tmp_path):
    with (tmp_path / NAME).open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(RefusedError, match=r"is 50\.0 MB large; 20 MB is the limit\. Clear its outputs"):
        lint(tmp_path, RELEASE, "ex01")


@pytest.mark.parametrize("kernel", ["julia-1.9", "python3\x1b[2J", ""])
def test_the_kernel_is_that_of_the_set(tmp_path, kernel):
    result = linted(tmp_path, change(lambda nb: nb["metadata"]["kernelspec"].update(name=kernel)))
    assert ("another kernel" in said(result)) == bool(kernel)


@pytest.mark.parametrize("metadata", [None, [], "x", {"kernelspec": None}, {"kernelspec": {"name": 5}}])
def test_metadata_of_the_notebook_may_be_anything(tmp_path, metadata):
    assert linted(tmp_path, handed_out() | {"metadata": metadata}).notes == ()


@pytest.mark.parametrize(
    "name", ["ex01 (1).ipynb", "EX01.IPYNB", "ex01.ipynb.txt", "ех01.ipynb", "mine/ex01.ipynb", "a\u202eb.ipynb"]
)
def test_a_renamed_notebook_is_recognised_by_its_cells(tmp_path, name):
    (tmp_path / "mine").mkdir()
    result = linted(tmp_path, handed_out(), name)
    assert answer(result) == MINE
    assert f"Not handed in as ex01.ipynb, but recognised by its cells: {name!a}." in result.notes


@pytest.mark.parametrize("files", [[], ["notes.txt", "ex01.іpynb"], [".ipynb_checkpoints/ex01-checkpoint.ipynb"]])
def test_without_a_notebook_the_submission_is_missing(tmp_path, files):
    for name in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(as_bytes(handed_out()))
    with pytest.raises(MissingError, match=r"holds no notebook.*Ask for ex01\.ipynb"):
        lint(tmp_path, RELEASE, "ex01")


def test_without_a_folder_the_submission_is_missing(tmp_path):
    with pytest.raises(MissingError, match="nothing was handed in"):
        lint(tmp_path / "nowhere", RELEASE, "ex01")


def test_an_extra_notebook_is_skipped(tmp_path):
    (tmp_path / "a.ipynb").write_bytes(as_bytes(RELEASE | {"cells": RELEASE.cells[:20]}))
    (tmp_path / "b.ipynb").write_bytes(b"{")
    result = linted(tmp_path, handed_out())
    assert answer(result) == MINE
    assert "Another notebook was skipped, since it holds fewer items of the set: 'a.ipynb'." in result.notes
    assert "Another notebook was skipped, since it cannot be read: 'b.ipynb'." in result.notes


def test_the_notebook_with_most_items_counts_whatever_its_name(tmp_path):
    (tmp_path / NAME).write_bytes(as_bytes(RELEASE | {"cells": RELEASE.cells[:20]}))
    result = linted(tmp_path, handed_out(), "final.ipynb")
    assert answer(result) == MINE
    assert "Another notebook was skipped, since it holds fewer items of the set: 'ex01.ipynb'." in result.notes


def test_of_equally_good_notebooks_the_right_name_counts(tmp_path):
    (tmp_path / "zz.ipynb").write_bytes(as_bytes(RELEASE))
    result = linted(tmp_path, handed_out())
    os.utime(tmp_path / NAME, (0, 0))
    assert answer(result) == MINE
    assert "as many items of the set: the one with the right name counts: 'zz.ipynb'." in said(result)


def test_of_equally_good_notebooks_without_the_right_name_the_newest_counts(tmp_path):
    for moment, name in enumerate(["b.ipynb", "c.ipynb", "a.ipynb"]):
        (tmp_path / name).write_bytes(as_bytes(handed_out(f"answer = {moment}")))
        os.utime(tmp_path / name, (moment, moment))
    result = sound(lint(tmp_path, RELEASE, "ex01"))
    assert answer(result) == "answer = 2"
    assert "as many items of the set: the newest counts: 'c.ipynb', 'b.ipynb'." in said(result)


def test_a_damaged_notebook_with_the_right_name_is_never_replaced_by_another(tmp_path):
    (tmp_path / "copy.ipynb").write_bytes(as_bytes(RELEASE))
    with pytest.raises(RefusedError, match=r"'ex01\.ipynb' is no readable notebook"):
        linted(tmp_path, b"{")


def test_a_submission_of_too_many_notebooks_is_refused(tmp_path):
    for number in range(51):
        (tmp_path / f"{number}.ipynb").write_bytes(b'{"nbformat": 4, "cells": []}')
    with pytest.raises(RefusedError, match=r"too many notebooks. Hand in ex01\.ipynb alone"):
        lint(tmp_path, RELEASE, "ex01")


@pytest.mark.parametrize(
    ("stamp", "good"),
    [
        (b"2026-11-22 10:00:00.000000 UTC", True),
        (b"2026-11-22 10:00:00 +0100\n", True),
        (b"", False),
        (b"yesterday, I think", False),
        (b"\xff\xfe", False),
        (b"9" * 400, False),
        (b"1" * 50, False),
        (b"2026-11-22 10:00:00 999999999999999999999", False),
        (b"2026-11-22 10:00:00 UTC" + b" " * 30_000_000, False),
        (b"2026-11-22 10:00:00 Europe/Brussels", True),
        (b"2026-11-22 10:00:00 /usr/share/zoneinfo/UTC", False),
        (b"2026-11-22 10:00:00 :/usr/share/zoneinfo/UTC", False),
        (b"2026-11-22 10:00:00 ../zoneinfo/UTC", False),
    ],
    ids=range(13),
)
def test_a_bad_timestamp_is_tolerated_and_noted(tmp_path, stamp, good):
    (tmp_path / "timestamp.txt").write_bytes(stamp)
    result = linted(tmp_path, handed_out())
    assert ("Holds no date that can be read" in said(result)) == (not good)


def test_a_timestamp_that_is_a_pipe_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "timestamp.txt")
    assert "Holds no date that can be read" in said(linted(tmp_path, handed_out()))


@pytest.mark.parametrize("name", [NAME, "notes.txt", "data", "sub/data", ".hidden"])
@pytest.mark.parametrize("target", ["/etc/passwd", "/etc", "nowhere", "."])
def test_a_symbolic_link_is_refused_wherever_it_leads(tmp_path, name, target):
    (tmp_path / "sub").mkdir()
    (tmp_path / "good.ipynb").write_bytes(as_bytes(handed_out()))
    (tmp_path / name).symlink_to(target)
    with pytest.raises(RefusedError, match=f"'{name}' is a symbolic link.*Hand in the file itself"):
        lint(tmp_path, RELEASE, "ex01")


def test_a_submission_that_is_itself_a_link_is_refused(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "ex01").symlink_to("real")
    with pytest.raises(RefusedError, match="'ex01' is a symbolic link"):
        lint(tmp_path / "ex01", RELEASE, "ex01")


def test_a_hard_link_is_a_file_as_any_other(tmp_path):
    (tmp_path / "elsewhere").write_bytes(as_bytes(handed_out()))
    (tmp_path / "ex01").mkdir()
    os.link(tmp_path / "elsewhere", tmp_path / "ex01" / NAME)
    assert answer(sound(lint(tmp_path / "ex01", RELEASE, "ex01"))) == MINE


def test_own_files_are_ignored_and_noted(tmp_path):
    for name in ("helper.py", "pandas.py", ".DS_Store", "ex01.zip"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    result = linted(tmp_path, handed_out())
    assert result.notes == ("Not used, since only the notebook counts: 'ex01.zip', 'helper.py', 'pandas.py'.",)


def test_a_folder_in_the_place_of_the_notebook_is_refused(tmp_path):
    (tmp_path / NAME).mkdir()
    with pytest.raises(RefusedError, match=r"'ex01\.ipynb' is a folder, not a notebook"):
        lint(tmp_path, RELEASE, "ex01")


def test_a_pipe_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / NAME)
    with pytest.raises(RefusedError, match=r"'ex01\.ipynb' is a pipe, not a notebook"):
        lint(tmp_path, RELEASE, "ex01")


def test_a_socket_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(NAME)
        with pytest.raises(RefusedError, match=r"'ex01\.ipynb' is a socket, not a notebook"):
            lint(tmp_path, RELEASE, "ex01")


def test_a_device_is_refused():
    with pytest.raises(RefusedError, match="is no ordinary file, not a notebook"):
        found.read(found.Entry(NAME, Path("/dev/zero"), 0))


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    def denied(*words):
        raise PermissionError(13, "Permission denied")

    (tmp_path / NAME).write_bytes(as_bytes(handed_out()))
    monkeypatch.setattr(found.os, "open", denied)
    with pytest.raises(RefusedError, match=r"'ex01\.ipynb' cannot be read \(Permission denied\)"):
        lint(tmp_path, RELEASE, "ex01")


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "ex01").write_text("x", encoding="utf-8")
    with pytest.raises(RefusedError, match="The folder 'ex01' cannot be listed"):
        lint(tmp_path / "ex01", RELEASE, "ex01")


def test_a_submission_of_too_many_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(found, "MAX_FILES", 3)
    for number in range(4):
        (tmp_path / f"{number}.txt").touch()
    with pytest.raises(RefusedError, match="more than 3 files"):
        lint(tmp_path, RELEASE, "ex01")


# Zip archives


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 22, 10, 0, 0)), data, method)
    return target.getvalue()


@pytest.mark.parametrize("name", ["ex01.zip", "ex01.ipynb"])
@pytest.mark.parametrize("inside", [NAME, "ex01/ex01.ipynb", "../../../etc/ex01.ipynb", "/etc/ex01.ipynb"])
def test_a_zip_archive_is_read_in_memory_and_its_names_lead_nowhere(tmp_path, name, inside):
    folder = tmp_path / "a" / "b" / "ex01"
    folder.mkdir(parents=True)
    data = zipped({inside: as_bytes(handed_out()), "__MACOSX/._ex01.ipynb": b"x", "helper.py": b"x"})
    result = linted(folder, data, name)
    assert answer(result) == MINE
    assert f"Unpacked in memory from an archive: '{name}'." in result.notes
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [folder / name]


def locked() -> bytes:
    data = bytearray(zipped({NAME: as_bytes(handed_out())}))
    for start, flags in ((data.index(b"PK\x03\x04"), 6), (data.index(b"PK\x01\x02"), 8)):
        data[start + flags] |= 1
    return bytes(data)


def overstated(size: int) -> bytes:
    """An archive whose directory lies about the size of its one notebook."""
    data = bytearray(zipped({NAME: as_bytes(handed_out())}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", size)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (zipped({"notes.txt": b"x"}), "is a zip archive without a notebook"),
        (zipped({}), "is a zip archive without a notebook"),
        (zipped({NAME: bytes(19_000_000)}), "packed more than 200 times over"),
        (zipped({NAME: bytes(21_000_000)}), "is 21.0 MB large; 20 MB is the limit"),
        (zipped({NAME: as_bytes(handed_out())}, zipfile.ZIP_BZIP2), "packed in an unusual way"),
        (zipped({NAME: as_bytes(handed_out())}, zipfile.ZIP_LZMA), "packed in an unusual way"),
        (zipped({f"{number}.txt": b"" for number in range(1001)}), "an archive of more than 1,000 files"),
        (zipped({f"{number}.ipynb": b"{}" for number in range(60)}), "is no notebook of format 4|too many notebooks"),
        (zipped({NAME: zipped({NAME: as_bytes(handed_out())})}), "is no text in UTF-8|damaged"),
        (locked(), "is locked with a password"),
        (overstated(0), "damaged"),
        (overstated(2_000_000_000), "20 MB is the limit"),
        (zipped({NAME: as_bytes(handed_out())})[:-30], "is a damaged zip archive"),
        (b"PK\x03\x04" + b"junk" * 100, "is a damaged zip archive"),
    ],
    ids=range(14),
)
def test_a_hostile_or_damaged_archive_is_refused(tmp_path, data, sentence):
    (tmp_path / "ex01.zip").write_bytes(data)
    with pytest.raises(RefusedError, match=sentence):
        lint(tmp_path, RELEASE, "ex01")


# What stands in a file


def test_a_notebook_in_utf_16_or_with_a_byte_order_mark_is_read(tmp_path):
    text = json.dumps(handed_out(), ensure_ascii=False)
    assert linted(tmp_path, text.encode("utf-8-sig")).notes == ()
    for encoding in ("utf-16", "utf-32"):
        result = linted(tmp_path, text.encode(encoding))
        assert answer(result) == MINE
        assert f"Stored in another way than UTF-8, but read all the same: 'ex01.ipynb' ({encoding})." in result.notes


def test_numbers_that_are_none_do_no_harm_where_nobody_reads_them(tmp_path):
    notebook = change(lambda nb: cell(nb, ANSWER).update(execution_count=float("nan"), metadata={"x": float("inf")}))
    assert answer(linted(tmp_path, notebook)) == MINE


def test_of_a_key_that_stands_twice_the_last_counts_as_in_jupyterlab(tmp_path):
    twice = json.dumps(handed_out()).replace(json.dumps(MINE), '"other = 1", "source": ' + json.dumps(MINE))
    result = linted(tmp_path, twice.encode())
    assert answer(result) == MINE
    assert "Says something twice, as JupyterLab never does; the last time counts: 'ex01.ipynb'." in result.notes


@pytest.mark.parametrize("source", [None, 5, True, {"a": 1}, [[]], [5]])
def test_a_source_that_is_no_text_counts_as_blank(tmp_path, source):
    result = linted(tmp_path, handed_out(source))
    assert answer(result) == ""
    assert "Holds something that is no text, which was left out: cell 4." in result.notes


def test_a_source_in_lines_is_joined(tmp_path):
    assert linted(tmp_path, handed_out(["a = 1\n", "b = 2"])).notes == ()
    assert answer(linted(tmp_path, handed_out(["a = 1\n", 7, "b = 2"]))) == "a = 1\nb = 2"


def test_a_cell_of_5_mb_counts_as_blank(tmp_path):
    result = linted(tmp_path, handed_out("x" * 5_000_000))
    assert answer(result) == ""
    assert "Holds more than 200 kB of text and counts as blank; see the submitted file: cell 4." in result.notes


def test_a_written_answer_that_is_too_long_waits_for_a_person_and_is_no_blank(tmp_path):
    release = with_memo()
    notebook = json.loads(nbformat.writes(release))
    notebook["cells"][-1]["source"] = "x" * 200_001
    (tmp_path / NAME).write_bytes(as_bytes(notebook))
    memo = sound(lint(tmp_path, release, "ex01"), release).notebook.cells[-1]
    assert memo.source == ""
    assert compute_checksum(memo) != memo.metadata.nbgrader.checksum


@pytest.mark.parametrize("broken", [chr(0xD800), chr(0xDFFF), chr(0)], ids=ascii)
def test_broken_characters_are_replaced(tmp_path, broken):
    result = linted(tmp_path, handed_out(f"a = '{broken}é😀'"))
    assert answer(result) == "a = '\ufffdé😀'"
    assert "Holds broken characters" in said(result)


@pytest.mark.parametrize("junk", [None, 5, "text", [], [{}], float("nan")])
def test_entries_that_are_no_cells_are_left_out(tmp_path, junk):
    result = linted(tmp_path, change(lambda nb: nb["cells"].insert(2, junk)))
    assert answer(result) == MINE
    assert "No cells, so left out: entry 3." in result.notes


def test_deep_metadata_and_wrong_types_everywhere_do_no_harm(tmp_path):
    deep: object = "end"
    for _ in range(900):
        deep = {"nbgrader": deep}
    notebook = handed_out()
    notebook["metadata"] = deep
    cell(notebook, TEST)["metadata"]["nbgrader"] = deep
    notebook["cells"] += [{}, {"id": [], "cell_type": {}, "metadata": deep, "outputs": deep, "attachments": 3}]
    assert answer(linted(tmp_path, notebook)) == MINE


def test_a_thousand_faults_of_one_kind_are_one_sentence(tmp_path):
    notebook = handed_out()
    notebook["cells"] += [cell(notebook, ANSWER) | {"id": "0", "cell_type": "x"} for _ in range(1000)]
    result = linted(tmp_path, notebook)
    assert "only the text is kept: cell 36, cell 37, cell 38, cell 39, cell 40, cell 41 and 994 more." in said(result)
    assert len(result.notes) == 3


# Whatever else

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 300) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
CELL_KEYS = st.sampled_from(["cell_type", "id", "metadata", "source", "outputs", "attachments"])
MARK_KEYS = st.sampled_from(["grade", "grade_id", "locked", "points", "schema_version", "solution", "task", "checksum"])
ITEMS = {one.id for one in RELEASE.cells if is_grade(one) or is_solution(one)}
GRADE_IDS = [one.metadata.nbgrader.grade_id for one in RELEASE.cells if "nbgrader" in one.metadata]


@st.composite
def spoiled(draw) -> list:
    """The cells of the release after some accidents."""
    cells = json.loads(json.dumps(RELEASE.cells))
    for deed in draw(st.lists(st.integers(0, 10), max_size=12)):
        at = draw(st.integers(0, max(len(cells) - 1, 0)))
        one = cells[at] if cells and isinstance(cells[at], dict) else {}
        marks = one["metadata"].get("nbgrader") if isinstance(one.get("metadata"), dict) else None
        if deed == 0:
            draw(st.randoms(use_true_random=False)).shuffle(cells)
        elif deed == 1:
            del cells[at : at + draw(st.integers(1, 40))]
        elif deed == 2:
            cells.insert(draw(st.integers(0, len(cells))), copy.deepcopy(one))
        elif deed == 3:
            cells.insert(at, draw(JUNK))
        elif deed == 4:
            cells.insert(at, own(draw(TEXT), draw(st.sampled_from(["code", "markdown", "raw"]))))
        elif deed == 5:
            one[draw(CELL_KEYS)] = draw(JUNK)
        elif deed == 6:
            one["source"] = draw(TEXT)
        elif deed == 7 and isinstance(marks, dict):
            marks[draw(MARK_KEYS)] = draw(JUNK)
        elif deed == 8 and isinstance(marks, dict):
            marks["grade_id"] = draw(st.sampled_from(GRADE_IDS))
        elif deed == 9:
            for other in cells if draw(st.booleans()) else [one]:
                if isinstance(other, dict):
                    other.pop(draw(st.sampled_from(["id", "metadata"])), None)
        elif deed == 10:
            one["id"] = draw(st.sampled_from([other.id for other in RELEASE.cells]))
    return cells


def attempt(data: bytes) -> Linted | str:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / NAME).write_bytes(data)
        try:
            return sound(lint(Path(folder), RELEASE, "ex01"))
        except RefusedError as refused:
            return str(refused)


def known_as(one: dict) -> str:
    """The grade_id of a cell if the set has it, else its id."""
    metadata = one.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if name in GRADE_IDS else str(one.get("id"))


@given(spoiled())
@example(json.loads(json.dumps(RELEASE.cells)))
@settings(deadline=None, max_examples=60)
def test_whatever_happens_to_the_cells_graded_ones_are_the_releases_and_no_text_of_the_learner_is_lost(cells):
    result = attempt(as_bytes({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
    if isinstance(result, str):
        assert "holds no item of this set" in result
        assert not {known_as(one) for one in cells if isinstance(one, dict)} & ITEMS
        return
    graded = [one for one in result.notebook.cells if is_grade(one)]
    assert [dict(one.metadata.nbgrader) for one in graded] == [
        dict(one.metadata.nbgrader) for one in RELEASE.cells if is_grade(one)
    ]
    ours = {one.source for one in RELEASE.cells}
    kept = {one.source for one in result.notebook.cells}
    for one in cells:
        if isinstance(one, dict) and one.get("cell_type") == "code" and isinstance(one.get("source"), str):
            assert one["source"] in kept | ours | {""}


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_whatever_happens_to_the_bytes_the_outcome_is_a_notebook_or_a_sentence(data):
    original = as_bytes(handed_out())
    start = data.draw(st.integers(0, len(original)))
    end = data.draw(st.integers(start, min(len(original), start + 50)))
    result = attempt(original[:start] + data.draw(st.binary(max_size=6)) + original[end:])
    assert isinstance(result, Linted) or result.startswith("'ex01.ipynb' ")
