"""The quick start of instructors: its commands are run as they stand, in their order, to the marks."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cyberdiplomacy import places

pytestmark = pytest.mark.slow

PAGE = places.root() / "docs" / "instructor" / "quickstart.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """The home of an instructor who has given every command of the page."""
    place = tmp_path_factory.mktemp("home")
    script = "\n".join(["set -e", *BLOCK.findall(PAGE.read_text(encoding="utf-8"))])
    environment = {key: value for key, value in os.environ.items() if key != "CYBERDIPLOMACY_HOME"}
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=places.root(),
        env=environment | {"HOME": str(place), "PATH": programs, "JUPYTER_CONFIG_DIR": str(place / "jupyter")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return place


def test_the_page_leads_to_marks(home):
    text = (home / "eu-cyber-2026" / "exports" / "ex01-plain-csv.csv").read_text(encoding="utf-8-sig")
    assert {row["student"]: row["ex01"] for row in csv.DictReader(io.StringIO(text))} == {
        **{"anna": "20", "bo": "0", "cy": ""}
    }


def test_the_page_leads_to_feedback_a_package_and_a_file_for_the_platform(home):
    pages = sorted(path.parent.parent.name for path in (home / "eu-cyber-2026" / "feedback").glob("*/ex01/ex01.html"))
    assert pages == ["anna", "bo"]
    assert (home / "students.zip").is_file()
    assert (home / "eu-cyber-2026" / "exports" / "ex01-moodle-gradebook.csv").is_file()
