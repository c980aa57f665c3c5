"""Written by `course build` (courseware.teach.nbgraderconfig): change it there, not here."""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = 'eu-cyber-diplomacy'
c.CourseDirectory.source_directory = 'solutions'
c.CourseDirectory.release_directory = 'exercises'
c.CourseDirectory.ignore = ['.ipynb_checkpoints', '__pycache__', '*.pyc', '.*', '*.md', '*.yml']

# A stub that runs without an error and shows nothing: a function with it returns None, "not attempted".
c.ClearSolutions.code_stub = {"python": 'pass  # write your answer here, then delete this line'}
c.ClearSolutions.text_stub = "*Write your answer here.*"

c.Execute.shutdown_kernel = "immediate"
c.ExecutePreprocessor.timeout = 60
