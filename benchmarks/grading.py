"""How fast submissions are graded, beside nbgrader's own runner and beside the floor, on this machine.

    python benchmarks/grading.py [--quick] [--set ex01] [--workers 2]

Three ways over the same honest submissions of the self-test: ``nbgrader autograde`` with its own Execute, ``course
grade``, and the floor: the same cells in one warm process, nothing in between. Prints medians of five runs (two with
--quick), checks that the marks are the same, and ends with the growth of time and memory with the size of the class.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import psutil
from rich.console import Console
from rich.table import Table

from courseware.author import exercise, files
from courseware.grade import selftest
from courseware.teach import nbgraderconfig
from cyberdiplomacy import places

STOCK = "\ndel c.Autograde.autograde_preprocessors\n"
out = Console(highlight=False, soft_wrap=True)


class Class:
    """A class folder with a number of submissions to one set."""

    def __init__(self, home: Path, subject: selftest.Subject, size: int, *, stock: bool) -> None:
        self.home, self.name, self.size = home, subject.name, size
        home.mkdir(parents=True)
        config = nbgraderconfig.render(course_id="bench") + (STOCK if stock else "")
        (home / "nbgrader_config.py").write_text(config, encoding="utf-8")
        shutil.copytree(places.root() / "solutions" / self.name, home / "solutions" / self.name)
        self.run("nbgrader", "generate_assignment", self.name)
        made = [one for one in selftest.submissions(subject) if "universal" not in one.name]
        released = home / "exercises" / self.name / f"{self.name}.ipynb"
        for number in range(size):
            # Most of a class is right in most items: every second submission is the solution.
            one = made[0] if number % 2 == 0 else made[number // 2 % len(made)]
            given = {exercise.answer_id(item): source for item, source in one.answers.items()}
            notebook = nbformat.read(released, as_version=4)
            for cell in notebook.cells:
                cell.source = given.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
            path = home / "submitted" / f"s{number:04}" / self.name / f"{self.name}.ipynb"
            files.write(path, files.to_json(notebook))

    def run(self, *words: str) -> tuple[float, int]:
        """Run a command of the environment; return seconds and the most memory of its own process, in bytes."""
        environment = os.environ | {
            "CYBERDIPLOMACY_HOME": str(places.root()),
            "JUPYTER_CONFIG_DIR": str(self.home / "jupyter"),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        }
        begun, most = time.perf_counter(), 0
        with tempfile.TemporaryFile() as said:
            process = psutil.Popen(
                [str(Path(sys.executable).parent / words[0]), *words[1:]],
                cwd=self.home, env=environment, stdout=said, stderr=subprocess.STDOUT,
            )  # fmt: skip
            while process.poll() is None:
                try:
                    most = max(most, process.memory_info().rss)
                except psutil.Error:
                    break
                time.sleep(0.02)
            if process.wait():
                said.seek(0)
                raise SystemExit(f"{' '.join(words)} failed:\n{said.read().decode()[-3000:]}")
        return time.perf_counter() - begun, most

    def grade(self, workers: int | None) -> tuple[float, int]:
        """Grade everything anew: by nbgrader itself (None), or by the course with that many workers."""
        for folder in ("autograded", ".grading"):
            shutil.rmtree(self.home / folder, ignore_errors=True)
        if workers is None:
            return self.run("nbgrader", "autograde", self.name)
        return self.run("course", "grade", self.name, "--workers", str(workers))

    def marks(self) -> dict[str, dict[str, float]]:
        """Return the automatic points in the gradebook, by student and item."""
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{self.home / 'gradebook.db'}") as book:
            return {
                submission.student.id: {grade.name: grade.auto_score for grade in submission.notebooks[0].grades}
                for submission in book.assignment_submissions(self.name)
            }


def floor(subject: selftest.Subject, runs: int) -> float:
    """Return the seconds that the same cells take in one warm process, figures drawn, nothing contained or saved."""
    code = (
        "import io, json, sys, time; from courseware.grade.judging import forkserver, learner\n"
        "order = json.load(sys.stdin); shell = forkserver.warm_shell(order['setup'], judge=True)\n"
        "times = []\n"
        "for _ in range(order['runs']):\n"
        "    begun = time.perf_counter()\n"
        "    for source in order['cells']: learner.run(shell, source)\n"
        "    times.append(time.perf_counter() - begun)\n"
        "print(sorted(times)[len(times) // 2])\n"
    )
    cells = [cell for cell in subject.master.cells if cell.cell_type == "code"]
    setup = [cell.source for cell in cells if cell.metadata.nbgrader.locked and not cell.metadata.nbgrader.grade]
    rest = [cell.source for cell in cells if cell.source not in setup]
    order = json.dumps({"setup": setup, "cells": rest, "runs": runs})
    done = subprocess.run([sys.executable, "-c", code], input=order, capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--quick", action="store_true", help="small classes, two runs")
    words.add_argument("--set", default="ex01", help="the exercise set")
    words.add_argument("--workers", type=int, default=2)
    chosen = words.parse_args()
    runs, few, sizes = (2, 6, (12, 36)) if chosen.quick else (5, 12, (50, 200, 1000))
    subject = selftest.load(places.root(), chosen.set)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        home = Path(folder)
        by_nbgrader = Class(home / "stock", subject, few, stock=True)
        by_course = Class(home / "course", subject, few, stock=False)
        stock = _median("nbgrader autograde", runs, lambda: by_nbgrader.grade(None)[0])
        judged = _median("course grade", runs, lambda: by_course.grade(chosen.workers)[0])
        if by_nbgrader.marks() != by_course.marks():
            raise SystemExit("The marks differ: this benchmark measures nothing.")
        least = floor(subject, max(runs, 5))
        grown = []
        for size in sizes:
            made = Class(home / f"c{size}", subject, size, stock=False)
            grown.append((size, *made.grade(chosen.workers)))
            out.print(f"course grade, {size} submissions: {grown[-1][1]:.1f} s")
    _show(few, stock, judged, least, grown, chosen.workers)


def _median(name: str, runs: int, measure: Callable[[], float]) -> float:
    """Return the median, and say each run as it ends: the whole takes minutes."""
    seconds = []
    for _ in range(runs):
        seconds.append(measure())
        out.print(f"{name}: {seconds[-1]:.1f} s")
    return statistics.median(seconds)


def _show(few: int, stock: float, judged: float, least: float, grown: list, workers: int) -> None:
    # What starting costs is paid once a class; between two sizes only submissions are counted.
    (small, first, _), (large, last, _) = grown[0], grown[-1]
    each = (last - first) / (large - small)
    table = Table("what", "seconds", "a submission", title="Grading the same submissions, marks identical")
    table.add_row(f"nbgrader autograde, {few} submissions", f"{stock:.1f}", f"{stock / few:.2f}")
    table.add_row(f"course grade, {few} submissions, with its start", f"{judged:.1f}", f"{judged / few:.2f}")
    for size, seconds, memory in grown:
        table.add_row(
            f"course grade, {size} submissions ({memory >> 20} MB)", f"{seconds:.1f}", f"{seconds / size:.3f}"
        )
    table.add_row("the floor: the same cells in one warm process", "", f"{least:.3f}")
    out.print(table)
    out.print(f"throughput ratio {stock / few / each:.1f}")
    out.print(f"cost against the floor {each * workers / least:.1f}")


if __name__ == "__main__":
    main()
