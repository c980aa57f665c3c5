"""The nbgrader configuration, written by one function for the repository and for every class workspace."""

from __future__ import annotations

STUB = "pass  # write your answer here, then delete this line"
# nbgrader copies every file of a source folder into the release: only the notebook may stand there.
IGNORED = (".ipynb_checkpoints", "__pycache__", "*.pyc", ".*", "*.md", "*.yml")


def render(*, course_id: str, source: str = "solutions", release: str = "exercises") -> str:
    """Return the text of ``nbgrader_config.py``.

    Parameters
    ----------
    course_id
        The name of the course in nbgrader's exchange.
    source, release
        Folders of the masters and of the student versions, relative to the configuration file.
    """
    return f'''"""Written by `course build` (courseware.teach.nbgraderconfig): change it there, not here."""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = {course_id!r}
c.CourseDirectory.source_directory = {source!r}
c.CourseDirectory.release_directory = {release!r}
c.CourseDirectory.ignore = {list(IGNORED)!r}

# A stub that runs without an error and shows nothing: a function with it returns None, "not attempted".
c.ClearSolutions.code_stub = {{"python": {STUB!r}}}
c.ClearSolutions.text_stub = "*Write your answer here.*"

c.Execute.shutdown_kernel = "immediate"
c.ExecutePreprocessor.timeout = 60
'''
