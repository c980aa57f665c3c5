"""Makes the environment `.venv`: the packages of the hash lock, then the course itself.

Runs before anything is installed, so the standard library is all it may use. What is installed is written down last, in
a stamp, so that a second run takes no time and an interrupted one is done again.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMP = "course-stamp.json"
OLDEST = (3, 11)


def lacking(version: tuple[int, int], has: Callable[[str], bool]) -> str | None:
    """Return a sentence that names what this Python lacks to make an environment, or None.

    `version` is (major, minor); `has` tells whether a module of that name is there.
    """
    name = "{}.{}".format(*version)
    if version < OLDEST:
        return (
            f"The course needs Python 3.11 or newer; this is Python {name}. On Debian 12 or Ubuntu 24.04 and later: "
            "apt-get install python3 python3-venv. Then run this again."
        )
    for module in ("venv", "ensurepip"):
        if not has(module):
            return (
                f"Python {name} ({sys.executable}) cannot make an environment: its module {module} is missing. "
                f"On Debian or Ubuntu: apt-get install python{name}-venv. Then run this again."
            )
    return None


def wanted(root: Path) -> dict[str, str]:
    """Return what a finished installation records: digests of lock and package, and the folder."""
    return {
        "lock": _digest(root / "requirements.txt"),
        "package": _digest(root / "pyproject.toml"),
        "folder": str(root),
    }


def recorded(venv: Path) -> dict[str, str]:
    """Return what the stamp of an environment says; empty if there is none or it cannot be read."""
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def step(stamp: dict[str, str], now: dict[str, str]) -> str:
    """Return what is left to do: "nothing", "package" (only pyproject.toml changed) or "everything".

    The environment is tied to its folder, as its scripts name it; so a course that was moved starts afresh.
    """
    if stamp == now:
        return "nothing"
    return "package" if stamp == now | {"package": stamp.get("package")} else "everything"


def record(venv: Path, stamp: dict[str, str]) -> None:
    """Write the stamp in one move, so that it is whole or absent."""
    part = venv / (STAMP + ".part")
    part.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
    os.replace(part, venv / STAMP)


def pip(python: Path, *arguments: str, total: int = 0) -> None:
    """Run pip install, showing a count of the `total` packages looked at; pip's own words only when it fails."""
    command = [str(python), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    with subprocess.Popen(
        [*command, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        lines, seen = [], 0
        for line in process.stdout or ():
            lines.append(line)
            if line.startswith(("Collecting ", "Processing ", "Ignoring ")):
                seen += 1
                _progress(seen, total, Path(line.split()[1]).name.rstrip(":")[:60])
            elif line.startswith("Installing collected packages") and total:
                say("  all fetched; unpacking them takes about as long again")
    if process.returncode:
        sys.stderr.write("".join(lines[-15:]))
        raise SystemExit(
            "The packages could not be installed; pip's last lines are above. If it could not reach its package index, "
            "see to the connection (or pip's configuration) and run this again. If it found no matching distribution, "
            "this Python is newer than the lock: use Python 3.11 to 3.14, for example `make lab PYTHON=python3.13`."
        )


def install(root: Path) -> None:
    """Bring `.venv` up to date; the old stamp goes first, the new one is written last.

    Exits with a sentence if this Python cannot make an environment.
    """
    now = wanted(root)
    venv = root / ".venv"
    python = venv / "bin" / "python"
    stamp = recorded(venv) if works(python) else {}
    todo = step(stamp, now)
    if todo == "nothing":
        return
    sentence = lacking(sys.version_info[:2], lambda module: importlib.util.find_spec(module) is not None)
    if sentence:
        raise SystemExit(sentence)
    started = time.monotonic()
    (venv / STAMP).unlink(missing_ok=True)
    if todo == "everything":
        total = sum(line[:1].isalnum() for line in (root / "requirements.txt").read_text(encoding="utf-8").splitlines())
        say(f"Installing {total} packages into .venv with {sys.executable}. This happens once.")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=True)
        pip(python, "--require-hashes", "-r", "requirements.txt", total=total)
    say("Installing the course.")
    pip(python, "--no-deps", "--no-build-isolation", "--editable", ".")
    subprocess.run([str(python), "-m", "courseware.overrides"], cwd=root, check=True)
    record(venv, now)
    say(f"Installed in {time.monotonic() - started:.0f} s.")


def works(python: Path) -> bool:
    """Return whether an environment's Python runs and finds the course (it does not once its base is gone)."""
    if not python.exists():
        return False
    return subprocess.run([str(python), "-c", "import courseware"], capture_output=True).returncode == 0


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def _progress(seen: int, total: int, package: str) -> None:
    """Show the count on one line of a terminal; elsewhere every fortieth package."""
    if sys.stdout.isatty():
        print(f"\r\033[K  {seen} of {total}: {package}", end="" if seen < total else "\n", flush=True)
    elif total and seen % 40 == 0:
        say(f"  {seen} of {total}: {package}")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Install what is not installed yet; every foreseen failure is a sentence."""
    try:
        install(ROOT)
    except KeyboardInterrupt:
        raise SystemExit("\nStopped before the end. Run this again to start the installation afresh.") from None
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"This command failed, its words are above: {' '.join(error.cmd)}") from None
    except OSError as error:
        raise SystemExit(f"The course could not be installed: {error}. Mend that and run this again.") from None


if __name__ == "__main__":
    main()
