"""nbgrader's converters for one assignment of a class: in its folder, quietly, and a refusal in one sentence."""

from __future__ import annotations

from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory

from courseware.author.listening import Listener
from courseware.grade.classroom import gradebook
from courseware.teach.classes import folder
from courseware.teach.classes.folder import Workspace


def convert(kind: type[BaseConverter], workspace: Workspace, assignment: str, refused: str, student: str = "") -> None:
    """Do what nbgrader's command of that converter does with ``--force``, for one student or for all.

    Raises
    ------
    ValueError
        If nbgrader refuses; ``refused`` is its first sentence, nbgrader's reason the second.
    """
    config = workspace.settings(assignment)
    if student:
        config.CourseDirectory.student_id = student
    converter = kind(coursedir=CourseDirectory(config=config), config=config)
    converter.force = True
    heard = Listener.of(converter)
    try:
        with folder.programs_found(), gradebook.said_plainly(), gradebook.at_work():
            converter.start()
    except (NbGraderException, SystemExit) as error:
        raise ValueError(f"{refused} {heard.cause() or error}") from None
