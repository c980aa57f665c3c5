"""What the doctor finds, and the remedy it names."""

from __future__ import annotations

import importlib.metadata
import io
import sys
from pathlib import Path

import pytest
from rich.console import Console

from courseware import doctor
from courseware.doctor import Finding


def test_the_environment_these_tests_run_in_is_healthy():
    assert [finding for finding in doctor.report() if finding.state == "fail"] == []


def test_every_finding_that_is_not_ok_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    findings = [*doctor.report(), doctor.python((3, 9)), doctor.alembic(tmp_path), doctor.settings(tmp_path)]
    assert [finding for finding in findings if finding.state != "ok" and not finding.remedy] == []


def test_packages_that_differ_from_the_lock_are_named(tmp_path):
    installed = importlib.metadata.version("pytest")
    lock = tmp_path / "requirements.txt"
    lock.write_text(
        f"pytest=={installed} \\\n    --hash=sha256:0\nno_such.package==1.0 \\\n    --hash=sha256:0\n"
        "rich==0.1 ; python_version >= '3'\n"
    )
    finding = doctor.lock(lock)
    assert finding.state == "fail"
    assert "no-such-package missing instead of 1.0" in finding.says
    assert "instead of 0.1" in finding.says
    assert "pytest" not in finding.says


def test_a_copy_that_a_package_brings_for_itself_does_not_count(tmp_path, monkeypatch):
    lock = tmp_path / "requirements.txt"
    lock.write_text(f"pytest=={importlib.metadata.version('pytest')}\n")
    brought = tmp_path / "vendored" / "pytest-0.1.dist-info"
    brought.mkdir(parents=True)
    (brought / "METADATA").write_text("Metadata-Version: 2.1\nName: pytest\nVersion: 0.1\n")
    monkeypatch.syspath_prepend(str(brought.parent))
    assert importlib.metadata.version("pytest") == "0.1"
    assert doctor.lock(lock).state == "ok"


def test_a_lock_line_for_another_system_is_passed_over(tmp_path):
    lock = tmp_path / "requirements.txt"
    lock.write_text("pywinpty==3.1.2 ; os_name == 'no such system' \\\n    --hash=sha256:0\n")
    assert doctor.lock(lock).state == "ok"


@pytest.mark.parametrize(("free", "state"), [(doctor.LEAST_SPACE - 1, "warn"), (doctor.LEAST_SPACE, "ok")])
def test_too_little_space_is_a_warning(free, state):
    assert doctor.space(free).state == state


def test_an_old_python_fails():
    assert doctor.python((3, 10)).state == "fail"
    assert doctor.python((3, 11)).state == "ok"


def test_a_missing_chromium_is_named_with_its_package(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor.chromium() == Finding(
        "Chromium", "warn", "Not found; only the browser tests need it.", "On Debian: apt-get install chromium."
    )


def test_a_missing_bubblewrap_is_named_with_its_package(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "apt install bubblewrap" in doctor.sandbox().remedy


def test_a_bubblewrap_without_namespaces_is_a_warning(monkeypatch, tmp_path):
    program = tmp_path / "bwrap"
    program.write_text("#!/bin/sh\necho no permission >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor.sandbox().state == "warn"
    assert "no permission" in doctor.sandbox().says


def test_a_machine_that_contains_code_can_grade_safely():
    """It fails, and is not skipped, where code cannot be contained: then nothing can be graded safely."""
    finding = doctor.sandbox()
    assert (finding.state, finding.remedy) == ("ok", ""), finding.says


def test_code_of_another_folder_is_a_warning(tmp_path):
    assert doctor.package(tmp_path / "src" / "courseware" / "__init__.py", tmp_path).state == "ok"
    assert doctor.package(Path("/elsewhere/courseware/__init__.py"), tmp_path).state == "warn"


def test_another_environment_is_a_warning(tmp_path):
    assert doctor.environment(tmp_path / ".venv", tmp_path).state == "ok"
    assert doctor.environment(Path(sys.prefix), tmp_path).state == "warn"


@pytest.mark.parametrize(("state", "well"), [("ok", True), ("warn", True), ("fail", False)])
def test_only_a_failure_makes_the_machine_unfit_and_every_finding_is_shown(state, well):
    console = Console(file=io.StringIO(), width=100)
    assert doctor.show([Finding("folder", state, "/a [red] path", "Do this.")], console) is well
    assert "/a [red] path Do this." in console.file.getvalue()
