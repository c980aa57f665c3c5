"""Run strict nbval over notebooks in a process of its own, and read back what it really compared."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat

from courseware.author.execute import TIMEOUT_SECONDS, pinned_environment

SANITISE = Path(__file__).with_name("sanitise.cfg")


@dataclass(frozen=True)
class Outcome:
    """Code cells nbval compared in one notebook, and what it found."""

    compared: int
    faults: tuple[str, ...]


def code_cells(path: Path) -> list:
    """Return the code cells of a notebook."""
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def run(notebooks: Iterable[Path], root: Path, report: Path, *, grading: bool) -> dict[Path, Outcome]:
    """Return the outcome of strict nbval for each notebook.

    One worker takes one whole notebook (``--dist loadfile``): cells need the kernel of the cells before them.
    """
    notebooks = [path.resolve() for path in notebooks]
    folder = os.path.commonpath([path.parent for path in notebooks])
    with pinned_environment(root, grading=grading) as environment:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "--nbval", f"--nbval-sanitize-with={SANITISE}"),
                f"--nbval-cell-timeout={TIMEOUT_SECONDS}",
                *("-p", "kernels_by_files", "-p", "no:cacheprovider", "-p", "no:hypothesispytest"),
                *("-n", "2", "--dist", "loadfile"),
                *("--junitxml", str(report), "--rootdir", folder, "-c", "/dev/null", "-q"),
                *map(str, notebooks),
            ],
            env={**environment, "PYTHONPATH": str(SANITISE.parent)},
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=1200,
        )
    if not report.is_file():
        raise AssertionError(f"nbval left no report:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return {path: _outcome(path, ET.parse(report).getroot()) for path in notebooks}


def _outcome(path: Path, tree: ET.Element) -> Outcome:
    cases = [case for case in tree.iter("testcase") if path.stem in (case.get("classname") or "").split(".")]
    faults = []
    for case in cases:
        for child in case:
            if child.tag in ("failure", "error", "skipped"):
                faults.append(f"{case.get('name')}: {child.tag}: {(child.get('message') or '')[:600]}")
    return Outcome(len(cases), tuple(faults))


def vacuous(path: Path) -> list[str]:
    """Say what nbval would not compare although it passes: cells that were never run, or run out of order."""
    counts = [cell.execution_count for cell in code_cells(path)]
    if counts != list(range(1, len(counts) + 1)):
        return [f"{path.name}: execution counts are {counts}, not 1 to {len(counts)}"]
    return [] if counts else [f"{path.name}: no code cell at all"]
