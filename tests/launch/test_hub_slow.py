"""The hub of `deploy/jupyterhub/`, over HTTP: an assignment goes out to two students and comes back to be graded."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from courseware.author import exercise
from courseware.grade import selftest
from courseware.grade.classroom.lock import OWN
from courseware.grade.classroom.records import Records
from cyberdiplomacy import places

pytestmark = pytest.mark.slow

SET, COURSE, PASSWORD = "ex01", "eu-cyber", "only for this test"
WRONG = {"ex01-object": 'answer_object = "A"'}
MARKS = {"anna": 20.0, "ben": 19.0}
CONFIG = places.root() / "deploy" / "jupyterhub" / "jupyterhub_config.py"
PROGRAMS = Path(sys.executable).parent


def free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


class Hub:
    """A running hub, started in an empty folder as its file says."""

    def __init__(self, home: Path) -> None:
        self.home = home
        public, hub, proxy = free_ports(3)
        self.url = f"http://127.0.0.1:{public}"
        self._said = (home / "hub.log").open("wb")
        self.process = subprocess.Popen(
            [
                PROGRAMS / "jupyterhub",
                f"--config={CONFIG}",
                f"--JupyterHub.bind_url={self.url}",
                f"--JupyterHub.hub_port={hub}",
                f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{proxy}",
            ],
            cwd=home,
            env={**os.environ, "HUB_PASSWORD": PASSWORD, "CYBERDIPLOMACY_HOME": str(places.root())},
            stdout=self._said,
            stderr=subprocess.STDOUT,
        )

    def until(self, wanted: Callable[[], bool]) -> None:
        """Wait while the hub is there."""
        end = time.monotonic() + 180
        while not wanted():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.2)

    def answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/hub/login", timeout=5).ok
        except requests.ConnectionError:
            return False

    def said(self) -> str:
        return (self.home / "hub.log").read_text(encoding="utf-8", errors="replace")

    def close(self) -> None:
        """Stop the hub, which stops its proxy and all servers."""
        self.process.terminate()
        self.process.wait(timeout=120)
        self._said.close()


class Person:
    """A browser in which somebody logs in and starts a server of their own."""

    def __init__(self, hub: Hub, name: str) -> None:
        self.name, self.home = name, hub.home / "homes" / name
        self._hub, self._session = hub, requests.Session()
        self._session.get(f"{hub.url}/hub/login", timeout=30)
        form = {"username": name, "password": PASSWORD, "_xsrf": self._xsrf("/hub/")}
        answer = self._session.post(f"{hub.url}/hub/login", data=form, timeout=30)
        assert urlsplit(answer.url).path != "/hub/login", answer.text
        self._session.get(f"{hub.url}/hub/spawn/{name}", timeout=60)

    def wait(self) -> None:
        """Wait until the server of one's own is there."""
        self._hub.until(lambda: urlsplit(self.get("/lab").url).path == f"/user/{self.name}/lab")

    def get(self, path: str, of: str = "") -> requests.Response:
        """Ask one's own server, or that of somebody else."""
        return self._session.get(f"{self._hub.url}/user/{of or self.name}{path}", timeout=120)

    def send(self, path: str, what: object = None, method: str = "POST") -> dict:
        """Send JSON to one's server and return what it answers."""
        answer = self._session.request(
            method,
            f"{self._hub.url}/user/{self.name}{path}",
            json=what,
            headers={"X-XSRFToken": self._xsrf(f"/user/{self.name}/")},
            timeout=120,
        )
        assert answer.ok, answer.text
        told = answer.json()
        assert told.get("success", True), told
        return told

    def _xsrf(self, path: str) -> str:
        return next(one.value for one in self._session.cookies if one.name == "_xsrf" and one.path == path)

    def fetch(self) -> None:
        self.send("/assignments/fetch", {"course_id": COURSE, "assignment_id": SET})

    def fill_in(self, answers: dict[str, str]) -> None:
        """Write answers into the notebook that was fetched, as JupyterLab saves it."""
        path = f"/api/contents/{SET}/{SET}.ipynb"
        notebook = self.get(path).json()["content"]
        given = {exercise.answer_id(item): code for item, code in answers.items()}
        for cell in notebook["cells"]:
            cell["source"] = given.get(cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"])
        self.send(path, {"type": "notebook", "content": notebook}, "PUT")

    def submit(self) -> None:
        self.send("/assignments/submit", {"course_id": COURSE, "assignment_id": SET})

    def run(self, command: str) -> None:
        """Give a command as in a terminal of one's server, in the folder of the class."""
        variables = {"HOME": self.home, "JUPYTER_CONFIG_PATH": self.home / ".jupyter", "PATH": os.defpath}
        done = subprocess.run(
            ["bash", "-l", "-c", command],
            cwd=self.home / "class",
            env={**os.environ, "CYBERDIPLOMACY_HOME": str(places.root()), **variables},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def hub(tmp_path_factory) -> Iterator[Hub]:
    one = Hub(tmp_path_factory.mktemp("hub"))
    try:
        one.until(one.answers)
        yield one
    finally:
        one.close()


@pytest.fixture(scope="module")
def people(hub) -> dict[str, Person]:
    """An assignment from release to marks: two students fetch and submit, the instructor collects and grades."""
    subject = selftest.load(places.root(), SET)
    right = {item: subject.solution(item) for item in subject.points}
    teacher, anna, ben = (Person(hub, name) for name in ("teacher", "anna", "ben"))
    for one in (teacher, anna, ben):
        one.wait()
    (teacher.home / "registry.csv").write_text("id,first_name,last_name\nanna,Anna,One\nben,Ben,Two\n")
    teacher.run("course class students import ~/registry.csv --yes")
    teacher.run(f"course class release {SET} && nbgrader release_assignment {SET}")
    for student, answers in ((anna, right), (ben, right | WRONG)):
        student.fetch()
        student.fill_in(answers)
        student.submit()
    teacher.send(f"/formgrader/api/assignment/{SET}/collect")
    teacher.run(f"course grade {SET}")
    return {"teacher": teacher, "anna": anna, "ben": ben}


def test_what_two_students_hand_in_is_graded_under_their_names_of_the_hub(people):
    kept = Records(people["teacher"].home / "class" / OWN / SET / "students").all()
    assert {one.student: one.points for one in kept} == MARKS


def test_formgrader_shows_the_marks_and_the_graded_notebook(people):
    teacher = people["teacher"]
    assert teacher.get("/formgrader/manage_submissions/" + SET).ok
    marks = {one["student"]: one["score"] for one in teacher.get(f"/formgrader/api/submissions/{SET}").json()}
    assert marks == MARKS
    (ben,) = (
        one for one in teacher.get(f"/formgrader/api/submitted_notebooks/{SET}/{SET}").json() if one["student"] == "ben"
    )
    page = teacher.get(f"/formgrader/submissions/{ben['id']}/")
    assert page.ok
    assert "MIS-" in page.text


def test_what_a_student_fetches_holds_no_solution_and_no_hidden_test(people, hub):
    folder = people["anna"].home / SET
    assert [path.name for path in folder.glob("*.ipynb")] == [f"{SET}.ipynb"]
    text = (hub.home / "exchange" / COURSE / "outbound" / SET / f"{SET}.ipynb").read_text(encoding="utf-8")
    assert "BEGIN HIDDEN TESTS" not in text
    assert "BEGIN SOLUTION" not in text


def test_formgrader_is_there_for_the_instructor_only(people):
    assert people["teacher"].get("/formgrader/").ok
    assert people["anna"].get("/formgrader/").status_code == 404


def test_a_student_cannot_open_the_server_of_another(people, hub):
    answer = people["ben"].get(f"/api/contents/{SET}/{SET}.ipynb", of="anna")
    assert answer.status_code == 403


def test_what_is_handed_in_cannot_be_listed_by_others(hub):
    inbound = hub.home / "exchange" / COURSE / "inbound"
    assert oct(inbound.stat().st_mode & 0o7777) == "0o2733"
    assert sorted(path.name.split("+")[0] for path in inbound.iterdir()) == ["anna", "ben"]


def test_nobody_else_is_let_in_and_nobody_without_the_password(hub):
    for name, password in (("carl", PASSWORD), ("anna", "something else")):
        session = requests.Session()
        session.get(f"{hub.url}/hub/login", timeout=30)
        form = {"username": name, "password": password, "_xsrf": session.cookies["_xsrf"]}
        assert session.post(f"{hub.url}/hub/login", data=form, timeout=30).status_code == 403
