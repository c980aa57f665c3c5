"""The learner's record: whole or untouched, shared without loss, never thrown away."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cyberdiplomacy import progress, safe_file

pytestmark = pytest.mark.usefixtures("course_folder")
WRITERS, EACH = 4, 15


def record_path() -> Path:
    return progress.folder() / "progress.json"


def damage(text: str) -> None:
    progress.folder().mkdir(exist_ok=True)
    record_path().write_text(text, encoding="utf-8")


def test_without_a_named_folder_the_record_lies_beside_the_course(course_folder, monkeypatch):
    monkeypatch.delenv("CYBERDIPLOMACY_LEARNER")
    assert progress.folder() == course_folder / ".progress"


def test_reading_leaves_no_trace():
    assert progress.answers("00-q01") == []
    assert progress.note("00-hope") == ""
    assert not progress.folder().exists()


def test_tries_are_kept_in_order():
    progress.record_answer("00-q01", "A", False)
    progress.record_answer("00-q01", "B", True)
    assert [(one.choice, one.right) for one in progress.answers("00-q01")] == [("A", False), ("B", True)]


def test_a_note_is_replaced_and_an_empty_one_removes_it():
    progress.save_note("00-hope", "to learn")
    progress.save_note("00-hope", "  to learn law ")
    assert progress.note("00-hope") == "to learn law"
    progress.save_note("00-hope", " ")
    assert progress.note("00-hope") == ""


def test_an_empty_note_over_none_writes_nothing():
    progress.save_note("00-hope", "")
    assert not progress.folder().exists()


def test_what_is_saved_of_a_lesson_leaves_out_its_neighbour():
    progress.record_answer("00-q01", "A", False)
    progress.record_answer("00P-q01", "A", True)
    progress.save_note("00-hope", "to learn")
    saved = progress.saved("00")
    assert list(saved.answers) == ["00-q01"]
    assert saved.notes == {"00-hope": "to learn"}


def test_the_record_is_for_its_owner_only():
    progress.save_note("00-hope", "private")
    assert stat.S_IMODE(progress.folder().stat().st_mode) == 0o700
    assert stat.S_IMODE(record_path().stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "text",
    [
        '{"schema": 1, "answers": {',
        "",
        "[]",
        '{"answers": {}}',
        '{"schema": 1, "answers": {"00-q01": [{"choice": "A"}]}, "notes": {}, "notices": []}',
        '{"schema": 1, "answers": {}, "notes": {"k": "text"}, "notices": []}',
        '{"schema": 1, "answers": [], "notes": {}, "notices": []}',
    ],
)
def test_a_damaged_record_is_kept_and_reported_in_one_sentence(text):
    damage(text)
    with pytest.warns(
        progress.DamagedRecordWarning, match=r"was damaged \(.*\); it is kept as progress.damaged-1.json"
    ):
        assert progress.answers("00-q01") == []
    assert (progress.folder() / "progress.damaged-1.json").read_text(encoding="utf-8") == text
    progress.record_answer("00-q01", "B", True)
    assert len(progress.answers("00-q01")) == 1


def test_a_record_of_another_encoding_is_damaged_not_fatal():
    progress.folder().mkdir()
    record_path().write_bytes(b"\xff\xfe\x00")
    with pytest.warns(progress.DamagedRecordWarning):
        progress.record_answer("00-q01", "B", True)
    assert (progress.folder() / "progress.damaged-1.json").read_bytes() == b"\xff\xfe\x00"


def test_a_second_damage_does_not_overwrite_the_first():
    for text in ("first", "second"):
        damage(text)
        with pytest.warns(progress.DamagedRecordWarning):
            progress.answers("00-q01")
    kept = [(progress.folder() / f"progress.damaged-{number}.json").read_text() for number in (1, 2)]
    assert kept == ["first", "second"]


def test_the_board_goes_on_reporting_the_damage():
    damage("broken")
    with pytest.warns(progress.DamagedRecordWarning):
        progress.answers("00-q01")
    assert "progress.damaged-1.json" in progress.board().plain
    assert "Please note." in progress.board().html


def test_a_record_of_a_newer_course_is_refused_and_left_alone():
    text = json.dumps({"schema": 99, "answers": {}, "notes": {}, "notices": []})
    damage(text)
    with pytest.raises(progress.ProgressError, match=r"newer version of the course.*Update the course"):
        progress.record_answer("00-q01", "A", True)
    assert record_path().read_text() == text


def test_a_folder_that_cannot_be_made_is_named_with_a_remedy(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CYBERDIPLOMACY_LEARNER", str(tmp_path / "file" / "learner"))
    with pytest.raises(progress.ProgressError, match=r"cannot be used.*set CYBERDIPLOMACY_LEARNER"):
        progress.record_answer("00-q01", "A", True)


def write_many(folder: str, name: str, start) -> None:
    os.environ["CYBERDIPLOMACY_LEARNER"] = folder
    start.wait()
    for number in range(EACH):
        progress.record_answer(f"{name}-q{number:02d}", "A", True)
        progress.record_answer("00-shared", name, True)


def test_kernels_that_write_at_once_lose_nothing():
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(WRITERS)
    writers = [
        context.Process(target=write_many, args=(str(progress.folder()), f"{number:02d}", start))
        for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    assert len(progress.answers("00-shared")) == WRITERS * EACH
    assert sum(len(progress.saved(f"{number:02d}").answers) for number in range(WRITERS)) == WRITERS * EACH + 1


KILLED = """
import os, signal
from cyberdiplomacy import progress, safe_file
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
{where} = die
progress.record_answer("00-q01", "B", True)
"""


@pytest.mark.parametrize("where", ["safe_file.os.fsync", "safe_file.os.replace"])
def test_a_kernel_killed_while_it_writes_leaves_the_record_and_no_lock(where):
    progress.record_answer("00-q01", "A", False)
    before = record_path().read_bytes()
    done = subprocess.run([sys.executable, "-c", KILLED.format(where=where)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert record_path().read_bytes() == before
    progress.record_answer("00-q01", "C", False)
    assert [one.choice for one in progress.answers("00-q01")] == ["A", "C"]


def test_a_lock_that_is_never_released_is_reported_not_waited_for_forever(monkeypatch):
    progress.record_answer("00-q01", "A", False)
    monkeypatch.setattr(safe_file, "PATIENCE_SECONDS", 0)
    with (progress.folder() / "progress.lock").open("a+b") as lock:
        assert safe_file._acquire(lock)
        with pytest.raises(progress.ProgressError, match="in use by another program"):
            progress.answers("00-q01")


def test_the_board_counts_the_latest_try_and_names_each_state():
    progress.record_answer("00-q01", "B", True)
    progress.record_answer("00-q01", "A", False)
    progress.record_answer("00-q02", "A", True)
    progress.save_note("00-hope", "to learn")
    board = progress.board()
    assert board.plain.splitlines() == [
        "2 of 3 practice questions answered, 1 right; 1 note written.",
        "00 Start here: ◐ begun (2 of 3 answered, 1 right, 1 note)",
        "00P Use Python: ○ not begun (0 of 0 answered, 0 right, 0 notes)",
        "01 Define <terms>: – not written yet",
    ]


@pytest.mark.parametrize(("choices", "status"), [("AAB", "◕ all answered"), ("BAA", "● all right")])
def test_the_board_tells_all_answered_from_all_right(choices, status):
    for number, choice in enumerate(choices, start=1):
        progress.record_answer(f"00-q0{number}", choice, choice == "BAA"[number - 1])
    assert f"00 Start here: {status}" in progress.board().plain


def test_an_answer_to_a_question_that_is_gone_does_not_count():
    progress.record_answer("00-q77", "A", True)
    assert progress.board().plain.startswith("0 of 3 practice questions answered, 0 right")


def test_the_board_is_a_table_with_caption_and_headers_and_escapes_titles():
    html = progress.board().html
    assert "<caption" in html
    assert html.count('<th scope="col"') == 5
    assert html.count('<th scope="row"') == 3
    assert "01 Define &lt;terms&gt;" in html
    assert 'href="00-start-here.ipynb"' in html
    assert 'href="01-define.ipynb"' not in html


@pytest.mark.parametrize("module", ["progress", "quiz", "glossary"])
def test_importing_it_loads_neither_pandas_nor_matplotlib(module):
    code = (
        f"import sys; import cyberdiplomacy.{module}; print([m for m in ('pandas', 'matplotlib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
