"""Written by `course build` (courseware.teach.nbgraderconfig): change it there, not here."""

from courseware.grade.views import pages

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = 'eu-cyber-diplomacy'
c.CourseDirectory.source_directory = 'solutions'
c.CourseDirectory.release_directory = 'exercises'
c.CourseDirectory.ignore = ['.ipynb_checkpoints', '__pycache__', '*.pyc', '.*', '*.md', '*.yml', '*.[hH][tT][mM]*', '*.[xX][hHmMsS][tTlL]*', '*.[sS][vV][gG]*']

# A stub that runs without an error and shows nothing: a function with it returns None, "not attempted".
c.ClearSolutions.code_stub = {"python": 'pass  # write your answer here, then delete this line'}
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
