"""JupyterLab's defaults for the course: made from its schemas, merged with what a person set."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from courseware import overrides

DELETE = {"command": "notebook:delete-cell", "keys": ["D", "D"], "selector": overrides.ANY_FOCUS}
DOWN = {"command": "notebook:move-cursor-down", "keys": ["ArrowDown"], "selector": f"body {overrides.ANY_FOCUS}"}
ELSEWHERE = {"command": "console:clear", "keys": ["Escape"], "selector": ".jp-CodeConsole"}


@pytest.fixture
def prefix(tmp_path) -> Path:
    """An environment with a JupyterLab of two plugins and three shortcuts, two of them the notebook's."""
    schemas = tmp_path / "share" / "jupyter" / "lab" / "schemas" / "@jupyterlab"
    for plugin, shortcuts in (("notebook-extension", [DELETE, DOWN]), ("console-extension", [ELSEWHERE])):
        (schemas / plugin).mkdir(parents=True)
        (schemas / plugin / "plugin.json").write_text(json.dumps({"jupyter.lab.shortcuts": shortcuts}))
    (schemas / "console-extension" / "package.json.orig").write_text("no schema")
    return tmp_path


@pytest.fixture
def schemas(prefix) -> Path:
    return prefix / "share" / "jupyter" / "lab" / "schemas"


@pytest.fixture
def file(prefix) -> Path:
    settings = prefix / "share" / "jupyter" / "lab" / "settings"
    settings.mkdir()
    return settings / "overrides.json"


def test_each_shortcut_on_any_focus_is_switched_off_and_bound_outside_outputs(schemas):
    entries = overrides.keyboard(schemas)
    assert [entry["selector"] for entry in entries if not entry.get("disabled")] == [
        overrides.ANY_FOCUS + ":not(.jp-OutputArea-output *)",
        f"body {overrides.ANY_FOCUS}:not(.jp-OutputArea-output *)",
    ]
    assert [entry for entry in entries if entry.get("disabled")] == [
        DELETE | {"disabled": True},
        DOWN | {"disabled": True},
    ]


def test_other_shortcuts_are_left_alone(schemas):
    assert all(entry["command"] != ELSEWHERE["command"] for entry in overrides.keyboard(schemas))


def test_a_jupyterlab_without_such_shortcuts_is_an_error_not_a_silent_loss(tmp_path):
    with pytest.raises(ValueError, match="No command-mode shortcut was found"):
        overrides.keyboard(tmp_path)


def test_the_installed_jupyterlab_has_deletion_and_the_arrows_among_them():
    entries = overrides.keyboard(Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas")
    fixed = {(entry["command"], *entry["keys"]) for entry in entries if not entry.get("disabled")}
    assert {
        ("notebook:delete-cell", "D", "D"),
        ("notebook:move-cursor-down", "ArrowDown"),
        ("notebook:move-cursor-up", "ArrowUp"),
    } <= fixed


def test_news_and_updates_are_not_asked_for(schemas):
    assert overrides.wanted(schemas)[overrides.NOTIFICATIONS] == {"fetchNews": "false", "checkForUpdates": False}


def test_a_second_installation_changes_nothing(prefix, file):
    assert overrides.install(prefix).endswith("is written.")
    before = file.read_bytes()
    assert overrides.install(prefix).endswith("is up to date.")
    assert file.read_bytes() == before
    assert overrides.current(prefix)


def test_a_persons_own_settings_and_shortcuts_stay(prefix, file):
    own = {"command": "application:toggle-mode", "keys": ["Accel J"], "selector": "body"}
    theirs = {
        "@jupyterlab/apputils-extension:themes": {"theme": "JupyterLab Dark"},
        overrides.NOTIFICATIONS: {"fetchNews": "true", "doNotDisturbMode": True},
        overrides.SHORTCUTS: {"shortcuts": [own]},
    }
    file.write_text(json.dumps(theirs))
    overrides.install(prefix)
    result = json.loads(file.read_text())
    assert result["@jupyterlab/apputils-extension:themes"] == {"theme": "JupyterLab Dark"}
    assert result[overrides.NOTIFICATIONS] == {"fetchNews": "true", "doNotDisturbMode": True, "checkForUpdates": False}
    assert result[overrides.SHORTCUTS]["shortcuts"][0] == own
    assert len(result[overrides.SHORTCUTS]["shortcuts"]) == 5


def test_shortcuts_of_an_earlier_jupyterlab_do_not_pile_up(prefix, file, schemas):
    overrides.install(prefix)
    (schemas / "@jupyterlab" / "notebook-extension" / "plugin.json").write_text(
        json.dumps({"jupyter.lab.shortcuts": [DELETE]})
    )
    assert not overrides.current(prefix)
    overrides.install(prefix)
    assert len(json.loads(file.read_text())[overrides.SHORTCUTS]["shortcuts"]) == 2


@pytest.mark.parametrize("damaged", ["{", "[1]", '{"plugin": 3}'])
def test_a_damaged_file_is_kept_beside_the_new_one_and_named(prefix, file, damaged):
    file.write_text(damaged)
    assert not overrides.current(prefix)
    assert "It is kept as overrides.json.bak" in overrides.install(prefix)
    assert file.with_name("overrides.json.bak").read_text() == damaged
    assert overrides.current(prefix)


def test_an_earlier_copy_of_a_damaged_file_is_not_overwritten(prefix, file):
    file.with_name("overrides.json.bak").write_text("first")
    file.write_text("second")
    assert "overrides.json.bak2" in overrides.install(prefix)
    assert file.with_name("overrides.json.bak").read_text() == "first"
