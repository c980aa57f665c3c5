"""Says whether a machine has what the course needs, and what to do where it has not."""

from __future__ import annotations

import importlib.metadata
import shutil
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rich.console import Console
from rich.table import Table
from rich.text import Text

import courseware
from courseware import lab, overrides
from cyberdiplomacy import places

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
LEAST_SPACE = 2 * 10**9  # bytes; the environment takes about half of it, classes and their notebooks the rest


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `state` is ok, warn (works, but for something) or fail (mend it); `remedy` says how."""

    subject: str
    state: Literal["ok", "warn", "fail"]
    says: str
    remedy: str = ""


def report() -> list[Finding]:
    """Look at this machine, this environment and the course around the working folder; changes nothing."""
    root, prefix = places.root(), Path(sys.prefix)
    return [
        python(sys.version_info[:2]),
        environment(prefix, root),
        lock(root / "requirements.txt"),
        package(Path(courseware.__file__), root),
        kernel(),
        settings(prefix),
        alembic(prefix),
        writable(root),
        space(shutil.disk_usage(root).free),
        chromium(),
        sandbox(),
    ]


def show(findings: list[Finding], console: Console) -> bool:
    """Print the findings as a table and return whether none of them failed."""
    table = Table(box=None, pad_edge=False)
    for heading in ("", "what", "found"):
        table.add_column(heading, no_wrap=heading != "found")
    colours = {"ok": "green", "warn": "yellow", "fail": "red"}
    for finding in findings:
        said = Text(f"{finding.says} {finding.remedy}".strip())  # not markup: a path may hold brackets
        table.add_row(Text(finding.state, style=colours[finding.state]), finding.subject, said)
    console.print(table)
    return all(finding.state != "fail" for finding in findings)


def python(version: tuple[int, int]) -> Finding:
    """Is this Python one that the lock was made for?"""
    name = "{}.{}".format(*version)
    if version < (3, 11):
        return Finding("Python", "fail", f"{name}; needed is 3.11 or newer.", "Install a newer one, then `make lab`.")
    return Finding("Python", "ok", f"{name} at {sys.executable}")


def environment(prefix: Path, root: Path) -> Finding:
    """Does the command run in the course's own environment?"""
    if prefix.resolve() == (root / ".venv").resolve():
        return Finding("environment", "ok", str(prefix))
    return Finding("environment", "warn", f"{prefix}, not the .venv of {root}.", "`make install` makes that one.")


def lock(requirements: Path) -> Finding:
    """Are the installed packages those of the lock?"""
    if not requirements.is_file():
        return Finding("packages", "warn", f"There is no {requirements.name} to compare them with.")
    pinned = dict(map(_pin, _applicable(requirements.read_text(encoding="utf-8"))))
    folders = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]  # not what a package brings for itself
    found = importlib.metadata.distributions(path=folders)
    installed = {canonicalize_name(each.name): each.version for each in found}
    wrong = [
        f"{name} {installed.get(name, 'missing')} instead of {version}"
        for name, version in pinned.items()
        if installed.get(name) != version
    ]
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        says = f"{', '.join(wrong[:3])}{more}."
        return Finding("packages", "fail", says, "Remove the folder .venv, then `make install`.")
    return Finding("packages", "ok", f"all {len(pinned)} as in {requirements.name}")


def package(module: Path, root: Path) -> Finding:
    """Is the course installed, and from this folder?"""
    try:
        version = importlib.metadata.version("cyberdiplomacy")
    except importlib.metadata.PackageNotFoundError:
        return Finding("course", "fail", "The package is not installed.", "Run `make install`.")
    if not module.resolve().is_relative_to(root.resolve()):
        return Finding(
            "course", "warn", f"Its code is {module.parent}, not that of {root}.", "Run `make install` in that folder."
        )
    return Finding("course", "ok", f"cyberdiplomacy {version}")


def kernel() -> Finding:
    """Is there a kernel python3 for notebooks to run in?"""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        found = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        return Finding("kernel", "fail", "There is no kernel python3.", "Run `make install`.")
    if not Path(found.resource_dir).is_relative_to(sys.prefix):
        return Finding(
            "kernel",
            "warn",
            f"python3 stands for {found.resource_dir}, outside this environment.",
            "`make lab` uses the right one; for other programs remove that folder.",
        )
    return Finding("kernel", "ok", f"python3 ({found.display_name})")


def settings(prefix: Path) -> Finding:
    """Has JupyterLab the course's defaults, the keyboard's among them?"""
    try:
        current = overrides.current(prefix)
    except (ValueError, OSError) as error:
        return Finding("JupyterLab settings", "fail", str(error), "Run `make install`.")
    if current:
        return Finding("JupyterLab settings", "ok", "news off, keys in widgets left to the widgets")
    return Finding(
        "JupyterLab settings",
        "warn",
        "Missing or outdated: in a widget the keys d d would delete a cell.",
        "`make lab` repairs them, as does `python -m courseware.overrides`.",
    )


def alembic(prefix: Path) -> Finding:
    """Will nbgrader find alembic, which it starts by name to keep its gradebook?"""
    found = shutil.which("alembic", path=lab.environment("learner", prefix)["PATH"])
    if found is None:
        return Finding("alembic", "fail", "nbgrader's gradebook needs it, and it is missing.", "Run `make install`.")
    return Finding("alembic", "ok", found)


def writable(root: Path) -> Finding:
    """Can notebooks be saved in the folder of the course?"""
    try:
        with tempfile.TemporaryFile(dir=root):
            return Finding("folder", "ok", f"{root} can be written")
    except OSError as error:
        return Finding(
            "folder",
            "fail",
            f"{root} cannot be written ({error.strerror}).",
            "Copy the course to your own folder.",
        )


def space(free: int) -> Finding:
    """Is there room for the environment and a class? `free` is in bytes."""
    says = f"{free / 10**9:.1f} GB free"
    if free < LEAST_SPACE:
        return Finding("disk", "warn", f"Only {says}.", f"Make room for {LEAST_SPACE // 10**9} GB.")
    return Finding("disk", "ok", says)


def chromium() -> Finding:
    """Is there a browser for the browser tests?"""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        return Finding(
            "Chromium", "warn", "Not found; only the browser tests need it.", "On Debian: apt-get install chromium."
        )
    return Finding("Chromium", "ok", found)


def sandbox() -> Finding:
    """Can student code be contained when it is graded? The sandbox is tried, not only looked for."""
    from courseware.grade.judging import session

    why = session.why_not()
    if why:
        says, _, remedy = why.partition(". ")
        return Finding("safe grading", "warn", f"{says}.", remedy)
    return Finding("safe grading", "ok", "students' code runs in bubblewrap, with no network and no files of yours")


def _applicable(text: str) -> list[Requirement]:
    """Return the requirements of a lock that hold on this machine."""
    lines = (line.rstrip(" \\") for line in text.splitlines() if line[:1].isalnum())
    found = [Requirement(line) for line in lines]
    return [each for each in found if each.marker is None or each.marker.evaluate()]


def _pin(requirement: Requirement) -> tuple[str, str]:
    """Return name and version of a pinned requirement."""
    return canonicalize_name(requirement.name), next(iter(requirement.specifier)).version
