"""How JupyterLab is started: its command line, its variables and what each role is shown."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from courseware import lab, overrides


def test_the_server_listens_on_loopback_only_and_opens_lesson_00(tmp_path):
    argv = lab.command("learner", tmp_path)
    assert "--ServerApp.ip=127.0.0.1" in argv
    assert "--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb" in argv
    assert f"--ServerApp.root_dir={tmp_path}" in argv


@pytest.mark.parametrize(("port", "said"), [(None, "8888"), (0, "0"), (9000, "9000")])
def test_the_first_port_to_try_can_be_chosen(tmp_path, port, said):
    assert f"--ServerApp.port={said}" in lab.command("learner", tmp_path, port=port)


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_only_root_is_allowed_to_be_root(tmp_path, monkeypatch, user, allowed):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert ("--allow-root" in lab.command("learner", tmp_path)) is allowed


def test_a_browser_is_opened_unless_told_not_to(tmp_path):
    assert "--no-browser" not in lab.command("learner", tmp_path)
    assert "--no-browser" in lab.command("learner", tmp_path, browser=False)


def test_an_unknown_role_is_answered_with_the_known_ones(tmp_path):
    with pytest.raises(ValueError, match=r"no role 'teacher'\. Choose one of: learner, instructor"):
        lab.command("teacher", tmp_path)


def test_a_missing_landing_notebook_is_answered_with_the_command_that_makes_it(tmp_path, monkeypatch):
    (tmp_path / "course.yml").write_text("")
    monkeypatch.setenv("CYBERDIPLOMACY_HOME", str(tmp_path))
    with pytest.raises(FileNotFoundError, match=r"00-start-here\.ipynb is missing\. Run `make build`"):
        lab.launch()


def test_programs_kernels_and_settings_of_this_environment_come_first_and_a_persons_own_after(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "/usr/bin")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/their/own")
    monkeypatch.delenv("JUPYTER_PATH", raising=False)
    variables = lab.environment("learner", tmp_path)
    assert variables["PATH"] == f"{tmp_path / 'bin'}{os.pathsep}/usr/bin"
    assert variables["JUPYTER_CONFIG_PATH"] == f"{tmp_path / 'etc/course/learner'}{os.pathsep}/their/own"
    assert variables["JUPYTER_PATH"] == str(tmp_path / "share/jupyter")


@pytest.mark.parametrize(("role", "shown"), [("learner", False), ("instructor", True)])
def test_class_tools_are_shown_to_instructors_only(tmp_path, monkeypatch, role, shown):
    monkeypatch.setattr(overrides, "install", lambda prefix: "up to date")
    lab.prepare(role, tmp_path)
    own = tmp_path / "etc" / "course" / role
    server = json.loads((own / "jupyter_server_config.d" / "course.json").read_text())
    assert server["ServerApp"]["jpserver_extensions"]["nbgrader.server_extensions.formgrader"] is shown
    page = json.loads((own / "labconfig" / "page_config.json").read_text())
    assert page["disabledExtensions"]["@jupyter/nbgrader:formgrader"] is not shown
    assert "@jupyter/nbgrader:validate-assignment" not in page["disabledExtensions"]


def test_every_start_repairs_the_overrides_and_says_when_a_damaged_file_was_replaced(tmp_path, monkeypatch, capsys):
    repaired: list[Path] = []
    monkeypatch.setattr(
        overrides, "install", lambda prefix: repaired.append(prefix) or "It is kept as overrides.json.bak"
    )
    lab.prepare("learner", tmp_path)
    assert repaired == [tmp_path]
    assert "overrides.json.bak" in capsys.readouterr().out
