"""The keys of graded cases, put into the hidden tests that judge by them.

``{{key: evidence, law}}`` in a test cell of ``content/exercises/x2.md`` becomes YAML: for each case in ``x2.key.yml``,
these sections of its key.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from courseware.author.problems import refuse

_PLACE = re.compile(r"\{\{key: ([\w, ]+)\}\}")


def filled(source: str, path: Path) -> str:
    """Return the source of a test cell with the sections of the keys that it asks for.

    Parameters
    ----------
    source
        The cell.
    path
        The text of the set; its keys lie beside it.

    Raises
    ------
    AuthorError
        If there are no keys, or a case has no such section.
    """
    return _PLACE.sub(lambda place: _sections(place[1].replace(" ", "").split(","), path), source)


def _sections(names: list[str], path: Path) -> str:
    beside = path.with_suffix(".key.yml")
    if not beside.is_file():
        raise refuse(beside, "", f"{path.name} asks for keys, but this file is missing.")
    keys = yaml.safe_load(beside.read_text(encoding="utf-8"))
    for case, key in keys.items():
        if missing := [name for name in names if name not in key]:
            raise refuse(beside, case, f"this case has no section '{missing[0]}'. Write it; {path.name} asks for it.")
    wanted = {case: {name: key[name] for name in names} for case, key in keys.items()}
    return yaml.safe_dump(wanted, sort_keys=False, default_flow_style=None, allow_unicode=True, width=110).strip()
