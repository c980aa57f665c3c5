"""The nbgrader configuration, written by one function for the repository and for every class workspace."""

from __future__ import annotations

STUB = "pass  # write your answer here, then delete this line"
# nbgrader copies every file of a source folder into the release: only the notebook may stand there.
IGNORED = (".ipynb_checkpoints", "__pycache__", "*.pyc", ".*", "*.md", "*.yml")
# Pages and drawings can hold scripts, and Formgrader serves the files that lie beside an autograded notebook.
ACTIVE = ("*.[hH][tT][mM]*", "*.[xX][hHmMsS][tTlL]*", "*.[sS][vV][gG]*")


# What the repository's configuration begins with.
BUILT = "Written by `course build` (courseware.teach.nbgraderconfig): change it there, not here."


def render(
    *,
    course_id: str,
    source: str = "solutions",
    release: str = "exercises",
    exchange: str | None = None,
    head: str = BUILT,
) -> str:
    """Return the text of ``nbgrader_config.py``.

    Parameters
    ----------
    course_id
        The name of the course in nbgrader's exchange.
    source, release
        Folders of the masters and of the student versions, relative to the configuration file.
    exchange
        The folder through which assignments are handed out and in; without one nbgrader's own default stands.
    head
        The sentence it begins with: who wrote it, and who may change it.
    """
    place = f"c.Exchange.root = {exchange!r}\n" if exchange else ""
    return f'''"""{head}"""

from courseware.grade.views import pages

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = {course_id!r}
c.CourseDirectory.source_directory = {source!r}
c.CourseDirectory.release_directory = {release!r}
c.CourseDirectory.ignore = {[*IGNORED, *ACTIVE]!r}
{place}
# A stub that runs without an error and shows nothing: a function with it returns None, "not attempted".
c.ClearSolutions.code_stub = {{"python": {STUB!r}}}
c.ClearSolutions.text_stub = "*Write your answer here.*"

# `nbgrader validate` runs a notebook in a kernel; nothing else does.
c.Execute.shutdown_kernel = "immediate"
c.ExecutePreprocessor.timeout = 60

# Submissions are judged in a sandbox, never run as the instructor.
c.Autograde.autograde_preprocessors = [
    "courseware.grade.classroom.execute.JudgedExecute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "courseware.grade.classroom.execute.SaveJudgedGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# On the pages that a person opens, feedback and Formgrader's page of a submission, nothing of a learner's runs.
c.GenerateFeedback.exporter_class = "courseware.grade.views.pages.FeedbackExporter"
c.GenerateFeedback.preprocessors = ["courseware.grade.views.pages.Grades"]
c.HTMLExporter.update(pages.formgrader())
'''
