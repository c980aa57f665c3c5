"""What `make install` decides: whether this Python will do, and how much is left to be done."""

from __future__ import annotations

import subprocess
import sys

import pytest

FINISHED = {"lock": "a", "package": "b", "folder": "/home/ada/course"}


@pytest.fixture
def started(installer, tmp_path, monkeypatch):
    """Run an installation in an empty course, noting the commands instead of running them; returns them."""
    (tmp_path / "requirements.txt").write_text("one==1 \\\n    --hash=sha256:0\ntwo==2 \\\n    --hash=sha256:1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    commands = []
    monkeypatch.setattr(installer, "pip", lambda python, *arguments, total=0: commands.append(("pip", *arguments)))
    monkeypatch.setattr(installer, "works", lambda python: True)

    def run(command, **_):
        commands.append(tuple(command[1:]))
        (tmp_path / ".venv").mkdir(exist_ok=True)

    monkeypatch.setattr(installer.subprocess, "run", run)

    def start() -> list[tuple[str, ...]]:
        commands.clear()
        installer.install(tmp_path)
        return list(commands)

    start.folder = tmp_path
    return start


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 14)])
def test_a_complete_python_lacks_nothing(installer, version):
    assert installer.lacking(version, lambda module: True) is None


def test_missing_ensurepip_is_named_with_its_debian_package(installer):
    sentence = installer.lacking((3, 12), lambda module: module != "ensurepip")
    assert "ensurepip is missing" in sentence
    assert "apt-get install python3.12-venv" in sentence


def test_missing_venv_is_named_with_its_debian_package(installer):
    assert "apt-get install python3.11-venv" in installer.lacking((3, 11), lambda module: module != "venv")


def test_an_old_python_is_told_which_one_is_needed(installer):
    assert "3.11 or newer; this is Python 3.9" in installer.lacking((3, 9), lambda module: True)


def test_a_second_start_does_nothing(installer):
    assert installer.step(FINISHED, FINISHED) == "nothing"


def test_a_change_of_the_package_alone_does_not_install_the_lock_again(installer):
    assert installer.step(FINISHED, FINISHED | {"package": "c"}) == "package"


@pytest.mark.parametrize("changed", ["lock", "folder"])
def test_another_lock_or_folder_starts_afresh(installer, changed):
    assert installer.step(FINISHED, FINISHED | {changed: "other"}) == "everything"


def test_without_a_stamp_everything_is_done(installer):
    assert installer.step({}, FINISHED) == "everything"


def test_a_stamp_is_read_as_it_was_written(installer, tmp_path):
    installer.record(tmp_path, FINISHED)
    assert installer.recorded(tmp_path) == FINISHED
    assert [path.name for path in tmp_path.iterdir()] == [installer.STAMP]


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00"])
def test_a_damaged_stamp_counts_as_none(installer, tmp_path, text):
    (tmp_path / installer.STAMP).write_text(text)
    assert installer.recorded(tmp_path) == {}


def test_the_first_start_makes_the_environment_then_lock_then_course_then_settings(started):
    environment, lock, course, settings = started()
    assert environment[:3] == ("-m", "venv", "--clear")
    assert lock == ("pip", "--require-hashes", "-r", "requirements.txt")
    assert course == ("pip", "--no-deps", "--no-build-isolation", "--editable", ".")
    assert settings == ("-m", "courseware.overrides")
    assert started() == []


def test_an_interrupted_installation_is_done_again(started, installer, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(installer, "pip", interrupted)
        with pytest.raises(KeyboardInterrupt):
            started()
    assert not (started.folder / ".venv" / installer.STAMP).exists()
    assert len(started()) == 4


def test_an_interrupted_update_leaves_no_old_stamp_behind(started, installer, monkeypatch):
    started()
    (started.folder / "pyproject.toml").write_text("[project]\nname = 'x'\n")

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(installer, "pip", interrupted)
        with pytest.raises(KeyboardInterrupt):
            started()
    assert not (started.folder / ".venv" / installer.STAMP).exists()


def test_what_is_installed_needs_no_complete_python(started, installer, monkeypatch):
    started()
    monkeypatch.setattr(installer, "lacking", lambda version, has: "ensurepip is missing")
    assert started() == []
    (started.folder / "requirements.txt").write_text("three==3\n")
    with pytest.raises(SystemExit, match="ensurepip is missing"):
        started()


def test_an_environment_whose_python_is_gone_is_made_anew(started, installer, monkeypatch):
    started()
    monkeypatch.setattr(installer, "works", lambda python: False)
    assert len(started()) == 4


def test_without_any_python_the_shell_script_names_the_package(root, tmp_path):
    script = (root / "tools" / "python.sh").read_text().replace("/usr/bin/python3", "/nonexistent/python3")
    tried = subprocess.run(["/bin/sh", "-c", script], env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    assert tried.returncode == 1
    assert "needs Python 3.11 or newer" in tried.stderr
    assert "apt-get install python3 python3-venv" in tried.stderr


def test_the_shell_script_takes_the_python_it_is_told(root):
    tried = subprocess.run(
        ["/bin/sh", str(root / "tools" / "python.sh"), "-c", "import sys; print(sys.executable)"],
        env={"PATH": "/nonexistent", "PYTHON": sys.executable},
        capture_output=True,
        text=True,
    )
    assert tried.stdout.strip() == sys.executable


@pytest.mark.parametrize(("lacks", "chosen"), [("", "python3.11"), ("ensurepip", "python3.12")])
def test_the_shell_script_prefers_a_python_that_can_make_environments(root, tmp_path, lacks, chosen):
    for name in ("python3.11", "python3.12"):
        fails = f'case "$2" in *{lacks}*) exit 1;; esac\n' if lacks and name == "python3.11" else ""
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\n{fails}[ "$1" = -c ] && exit 0\necho {name}\n')
        program.chmod(0o755)
    tried = subprocess.run(
        ["/bin/sh", str(root / "tools" / "python.sh"), "script.py"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert tried.stdout.strip() == chosen


def test_make_help_has_a_sentence_for_every_target(root):
    said = subprocess.run(["make", "--no-print-directory", "help"], cwd=root, capture_output=True, text=True).stdout
    listed = {line.split()[1] for line in said.splitlines()}
    assert listed == {"help", "install", "extra", "lab", "test", "test-slow", "build", "lock", "clean"}
    assert all(len(line.split()) > 3 for line in said.splitlines())
