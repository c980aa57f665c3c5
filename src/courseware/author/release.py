"""From a master to its student version, by nbgrader's own generate_assignment."""

from __future__ import annotations

import tempfile
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from courseware.author import files
from courseware.author.listening import Listener
from courseware.author.problems import Problem, refuse
from courseware.teach import nbgraderconfig


def student_version(master: NotebookNode, assignment: str, path: Path) -> NotebookNode:
    """Return the student version of a master: solutions and hidden tests gone, cells locked, no outputs.

    Parameters
    ----------
    master
        The instructor's notebook.
    assignment
        Its name, such as ``ex01``.
    path
        The text it came from, named in messages.

    Raises
    ------
    AuthorError
        If nbgrader refuses the master; with nbgrader's reason.
    """
    with tempfile.TemporaryDirectory(prefix="course-release-") as folder:
        home = Path(folder)
        config_file = home / "nbgrader_config.py"
        config_file.write_text(nbgraderconfig.render(course_id="build"), encoding="utf-8")
        files.write(home / "solutions" / assignment / f"{assignment}.ipynb", files.to_json(master))
        config = PyFileConfigLoader("nbgrader_config.py", path=folder).load_config()
        config.CourseDirectory.root = folder
        # The release does not depend on the gradebook; without it nothing has to be migrated.
        config.SaveCells.enabled = False
        config.GenerateAssignment.no_database = True
        course = CourseDirectory(config=config)
        course.assignment_id = assignment
        converter = GenerateAssignment(coursedir=course, config=config)
        said = Listener.of(converter)
        try:
            converter.start()
        except (NbGraderException, SystemExit) as error:
            raise refuse(path, "", f"nbgrader refuses this master. {said.cause() or error}") from None
        return files.read(home / "exercises" / assignment / f"{assignment}.ipynb")


def extra_files(folder: Path, assignment: str) -> list[Problem]:
    """Find what stands in a master's folder beside the notebook: nbgrader would hand it to the students."""
    allowed = {f"{assignment}.ipynb"}
    return [
        Problem(
            str(path),
            "",
            f"only {assignment}.ipynb may stand here, since nbgrader copies every file to the students. "
            "Move it to content/exercises/ or delete it.",
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in allowed
    ]
