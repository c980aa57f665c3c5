"""The scripts under tools/ run before anything is installed, so they are no package: loaded here from their files."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def installer(root) -> ModuleType:
    """The module tools/install.py."""
    spec = importlib.util.spec_from_file_location("install", root / "tools" / "install.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
