"""Make the scripts of data/build importable for the tests of the tables."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "data" / "build"))

import tables

__all__ = ["tables"]
