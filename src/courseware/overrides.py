"""The course's defaults for JupyterLab: no news and no update questions, and a keyboard that leaves widgets alone.

JupyterLab binds its command-mode keys to whatever has the focus in a notebook, a control in an output included: there
an arrow key moves the notebook's cursor and `d d` deletes the cell. So each such default is switched off and bound
again to a focus outside outputs. The list is made from the installed schemas, hence right for the installed version.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

SHORTCUTS = "@jupyterlab/shortcuts-extension:shortcuts"
NOTIFICATIONS = "@jupyterlab/apputils-extension:notification"
ANY_FOCUS = ".jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus"
FOCUS_OUTSIDE_OUTPUTS = ANY_FOCUS + ":not(.jp-OutputArea-output *)"

Settings = dict[str, dict[str, Any]]


def keyboard(schemas: Path) -> list[dict[str, Any]]:
    """Return two shortcut entries for each default that acts on any focus: one switched off, one bound anew.

    `schemas` is JupyterLab's folder of settings schemas. Raises ValueError if it holds no such default, because the fix
    would then be silently gone.
    """
    entries = []
    for path in sorted(schemas.rglob("*.json")):
        for shortcut in json.loads(path.read_text(encoding="utf-8")).get("jupyter.lab.shortcuts", []):
            if shortcut["selector"].endswith(ANY_FOCUS) and not shortcut.get("disabled"):
                anew = shortcut["selector"].removesuffix(ANY_FOCUS) + FOCUS_OUTSIDE_OUTPUTS
                entries += [shortcut | {"disabled": True}, shortcut | {"selector": anew}]
    if not entries:
        raise ValueError(
            f"No command-mode shortcut was found in {schemas}. Run `make install`; if it stays so, this JupyterLab "
            "names them differently, and ANY_FOCUS in courseware/overrides.py is to be adapted."
        )
    return entries


def wanted(schemas: Path) -> Settings:
    """Return the course's overrides, by plugin and setting."""
    return {
        NOTIFICATIONS: {"fetchNews": "false", "checkForUpdates": False},
        SHORTCUTS: {"shortcuts": keyboard(schemas)},
    }


def merged(theirs: Settings, ours: Settings) -> Settings:
    """Return a person's overrides with ours added; where both set a value theirs stays, and so do their shortcuts."""
    result = {plugin: dict(values) for plugin, values in theirs.items()}
    for plugin, values in ours.items():
        result[plugin] = values | result.get(plugin, {})
    own = [entry for entry in theirs.get(SHORTCUTS, {}).get("shortcuts", []) if not _is_ours(entry)]
    result[SHORTCUTS]["shortcuts"] = own + ours[SHORTCUTS]["shortcuts"]
    return result


def current(prefix: Path) -> bool:
    """Return whether the environment at `prefix` has the course's overrides, for the JupyterLab installed in it."""
    theirs, damage = _read(_file(prefix))
    return damage is None and merged(theirs, wanted(_schemas(prefix))) == theirs


def install(prefix: Path) -> str:
    """Bring overrides.json of the environment at `prefix` up to date and return a sentence that says what was done.

    A file that cannot be read is kept beside the new one, with the ending .bak.
    """
    file = _file(prefix)
    ours = wanted(_schemas(prefix))
    theirs, damage = _read(file)
    result = merged(theirs, ours)
    if damage is None and result == theirs:
        return f"{file} is up to date."
    said = f"{file} is written."
    if damage is not None:
        kept = _free_name(file)
        os.replace(file, kept)
        said = f"{file} could not be read ({damage}). It is kept as {kept.name}, and a new one is written."
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(file.name + ".part")
    part.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    os.replace(part, file)
    return said


def _is_ours(entry: dict[str, Any]) -> bool:
    """Tell an entry of an earlier installation from a person's own."""
    selector = entry.get("selector", "")
    return selector.endswith(FOCUS_OUTSIDE_OUTPUTS) or (selector.endswith(ANY_FOCUS) and entry.get("disabled") is True)


def _read(file: Path) -> tuple[Settings, str | None]:
    """Return a person's overrides and, if they cannot be used, why."""
    if not file.exists():
        return {}, None
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        return {}, str(error)
    if not isinstance(found, dict) or not all(isinstance(values, dict) for values in found.values()):
        return {}, "it is not an object of objects, one for each plugin"
    return found, None


def _free_name(file: Path) -> Path:
    kept, number = file.with_name(file.name + ".bak"), 2
    while kept.exists():
        kept, number = file.with_name(f"{file.name}.bak{number}"), number + 1
    return kept


def _schemas(prefix: Path) -> Path:
    return prefix / "share" / "jupyter" / "lab" / "schemas"


def _file(prefix: Path) -> Path:
    return prefix / "share" / "jupyter" / "lab" / "settings" / "overrides.json"


if __name__ == "__main__":
    try:
        print(install(Path(sys.prefix)))
    except (ValueError, OSError) as error:
        raise SystemExit(f"JupyterLab's settings could not be written: {error}") from None
