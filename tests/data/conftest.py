"""A small course folder with a register of its own, for the tests that break it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_register import GOOD, HEADER, LATER, SOURCE

from cyberdiplomacy import facts, sources


@pytest.fixture
def home(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder: two facts, ``listings-total`` and ``votes``, one source, no content."""
    (tmp_path / "data").mkdir()
    shutil.copy(root / "course.yml", tmp_path / "course.yml")
    monkeypatch.setenv("CYBERDIPLOMACY_HOME", str(tmp_path))
    (tmp_path / facts.FILE).write_text(HEADER + GOOD + LATER, encoding="utf-8")
    (tmp_path / sources.FILE).write_text(SOURCE, encoding="utf-8")
    return tmp_path
