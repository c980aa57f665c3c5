"""Opens the course in JupyterLab, for a learner or an instructor."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from courseware import overrides
from cyberdiplomacy import places

LANDING = "notebooks/00-start-here.ipynb"
ROLES = ("learner", "instructor")
FIRST_PORT = 8888

# What of nbgrader needs a class and an exchange folder; Validate needs neither and stays for everybody.
_CLASS_SERVER = [f"nbgrader.server_extensions.{name}" for name in ("formgrader", "assignment_list", "course_list")]
_CLASS_LAB = [
    f"@jupyter/nbgrader:{name}"
    for name in ("formgrader", "assignment-list", "course-list", "create-assignment", "menu")
]


def launch(role: str = "learner", port: int | None = None, browser: bool = True) -> None:
    """Open the course in JupyterLab on 127.0.0.1 and stay until it is stopped; this process becomes the server.

    `role` is "learner" or "instructor" (who sees Formgrader and the assignment list), `port` the first one to try.
    Raises ValueError for an unknown role and FileNotFoundError if the landing notebook is not built.
    """
    root = places.root()
    if not (root / LANDING).is_file():
        raise FileNotFoundError(
            f"{root / LANDING} is missing. Run `make build` to make the notebooks from their texts."
        )
    prefix = Path(sys.prefix)
    argv, variables = command(role, root, port=port, browser=browser and _has_display()), environment(role, prefix)
    prepare(role, prefix)
    print("JupyterLab is starting. Open the address below if no browser opens; Ctrl-C twice stops it.", flush=True)
    os.chdir(root)  # nbgrader looks for nbgrader_config.py in the working folder
    os.execve(argv[0], argv, variables)


def command(role: str, root: Path, port: int | None = None, browser: bool = True) -> list[str]:
    """Return the command line of the server. A port in use moves on to the next; 0 lets the system choose."""
    if role not in ROLES:
        raise ValueError(f"There is no role '{role}'. Choose one of: {', '.join(ROLES)}.")
    argv = [
        *(sys.executable, "-m", "jupyterlab", "--log-level=ERROR"),
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={FIRST_PORT if port is None else port}",
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{LANDING}",
    ]
    if not browser:
        argv.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        argv.append("--allow-root")
    return argv


def environment(role: str, prefix: Path) -> dict[str, str]:
    """Return the variables of the server: this environment's programs, kernels and the role's settings come first.

    A person's own Jupyter settings stay in force after them. The layout of windows is kept for this course alone.
    """
    own = _folder(role, prefix)
    variables = dict(os.environ)
    for name, first in (
        ("PATH", prefix / "bin"),  # nbgrader starts alembic by name
        ("JUPYTER_PATH", prefix / "share" / "jupyter"),
        ("JUPYTER_CONFIG_PATH", own),
    ):
        variables[name] = os.pathsep.join(filter(None, [str(first), variables.get(name)]))
    variables.pop("JUPYTERLAB_DIR", None)
    variables["JUPYTERLAB_WORKSPACES_DIR"] = str(own / "workspaces")
    return variables


def prepare(role: str, prefix: Path) -> None:
    """Write the role's settings and repair the overrides of JupyterLab; says so if a damaged file was replaced."""
    shown = role == "instructor"
    own = _folder(role, prefix)
    _write(
        own / "jupyter_server_config.d" / "course.json",
        {"ServerApp": {"jpserver_extensions": dict.fromkeys(_CLASS_SERVER, shown)}},
    )
    _write(
        own / "labconfig" / "page_config.json",
        {"disabledExtensions": dict.fromkeys(_CLASS_LAB, not shown)},
    )
    _write(
        own / "jupyter_lab_config.json",
        {
            # Neither news nor the list of installable extensions is asked for over the network.
            "LabApp": {"news_url": None, "extension_manager": "readonly", "log_level": "ERROR"},
            # On a machine with several people the sockets of kernels are not secret; ipykernel warns of it otherwise.
            "KernelManager": {"transport_encryption": "auto"},
            "FileContentsManager": {"pre_save_hook": "courseware.saving.without_widget_views"},
        },
    )
    said = overrides.install(prefix)
    if ".bak" in said:
        print(said, flush=True)


def _folder(role: str, prefix: Path) -> Path:
    return prefix / "etc" / "course" / role


def _write(path: Path, content: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _has_display() -> bool:
    """Return whether a browser window can open; without a screen Linux would start a text browser in the terminal."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
