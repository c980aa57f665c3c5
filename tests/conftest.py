"""What all tests share: the course, and a small notebook maker."""

from __future__ import annotations

from pathlib import Path

import pytest

from courseware import course as model
from cyberdiplomacy import places


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the course."""
    return places.root()


@pytest.fixture(scope="session")
def course(root: Path) -> model.Course:
    """The model of course.yml."""
    return model.load(root)
