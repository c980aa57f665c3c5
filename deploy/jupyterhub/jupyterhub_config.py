"""A hub on one machine to try the course with: two students, one instructor, nbgrader's exchange and Formgrader.

    mkdir try && cd try
    HUB_PASSWORD=… jupyterhub -f …/deploy/jupyterhub/jupyterhub_config.py

All it makes lies in the folder where it is started. FOR A TRY ONLY: whoever knows the one password is any user, and all
servers run as the system's user who started the hub, so everybody can read everything. What a real hub does instead
stands in docs/instructor/hub.md.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

COURSE = "eu-cyber"
STUDENTS = ("anna", "ben")
INSTRUCTOR = "teacher"

here = Path.cwd()
homes, exchange = here / "homes", here / "exchange"
programs = Path(sys.executable).parent
root = Path(os.environ.get("CYBERDIPLOMACY_HOME", Path(__file__).resolve().parents[2]))
password = os.environ.get("HUB_PASSWORD", "")
if len(password) < 8:
    raise SystemExit(
        "Choose a password of eight letters or more for this try, and put HUB_PASSWORD=… before the command."
    )

c = get_config()  # noqa: F821

c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.ConfigurableHTTPProxy.command = str(programs / "configurable-http-proxy")

# On a real hub: LTI, a university's login, or the system's users (PAM).
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = password
c.Authenticator.allowed_users = {*STUDENTS, INSTRUCTOR}

# On a real hub: SystemdSpawner, as The Littlest JupyterHub has it, or KubeSpawner, so that nobody is somebody else.
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(homes / "{username}")
c.Spawner.cmd = [str(programs / "jupyterhub-singleuser")]
c.Spawner.args = ["--allow-root"] if os.geteuid() == 0 else []
c.Spawner.environment = {
    # nbgrader starts alembic by name.
    "PATH": os.pathsep.join([str(programs), os.environ.get("PATH", os.defpath)]),
    "CYBERDIPLOMACY_HOME": str(root),
    # Before all others; else the settings of the environment hide those of a person.
    "JUPYTER_CONFIG_PATH": lambda spawner: str(settings(spawner)),
}


def settings(spawner) -> Path:
    """Return the folder of a user's Jupyter settings."""
    return homes / spawner.user.name / ".jupyter"


def nbgrader_settings(user: str) -> str:
    """Return the text of a user's own ``nbgrader_config.py``."""
    lines = ["c = get_config()  # noqa: F821"]
    if user == INSTRUCTOR:
        folder = str(homes / user / "class")
        # Only a warning hangs on it: every submission here is owned by the one user of the system.
        lines += [f"load_subconfig('nbgrader_config.py', path={folder!r})", f"c.CourseDirectory.root = {folder!r}"]
        lines += ["c.ExchangeCollect.check_owner = False"]
    else:
        # The user of the hub is the student; else nbgrader takes the system's user, of whom there is one here.
        lines += [f"c.CourseDirectory.student_id = {user!r}"]
    lines += [f"c.CourseDirectory.course_id = {COURSE!r}", f"c.Exchange.root = {str(exchange)!r}"]
    return "\n".join(lines) + "\n"


def prepare(spawner) -> None:
    """Write a user's settings, and make the class; who is not the instructor gets no Formgrader."""
    user = spawner.user.name
    hidden = user != INSTRUCTOR
    for name, content in {
        "nbgrader_config.py": nbgrader_settings(user),
        "jupyter_server_config.d/course.json": {
            "ServerApp": {"jpserver_extensions": {"nbgrader.server_extensions.formgrader": not hidden}}
        },
        "labconfig/page_config.json": {
            "disabledExtensions": {f"@jupyter/nbgrader:{one}": hidden for one in ("formgrader", "create-assignment")}
        },
    }.items():
        path = settings(spawner) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    # A terminal of JupyterLab begins as a login does, with the system's programs only.
    (homes / user / ".profile").write_text(f"export PATH='{programs}':\"$PATH\"\n", encoding="utf-8")
    folder = homes / user / "class"
    if user == INSTRUCTOR and not folder.exists():
        subprocess.run([programs / "course", "class", "new", COURSE, "--dir", folder], check=True)


c.Spawner.pre_spawn_hook = prepare

# Open to everybody, as nbgrader wants it; what is handed in lies in a folder that only its owner can list.
exchange.mkdir(exist_ok=True)
exchange.chmod(0o777)
