"""A class as nbgrader lays it out: its settings, the master and release of an assignment, and what was handed in."""

from __future__ import annotations

from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

CONFIG = "nbgrader_config.py"


class ClassFolder:
    """One assignment of a class.

    Attributes
    ----------
    home
        The folder with ``nbgrader_config.py``.
    config, course
        The settings of the class, and nbgrader's view of its folders.
    master, release
        The notebooks of the assignment: the instructor's, and the one that was handed out.
    """

    def __init__(self, home: Path, assignment: str) -> None:
        """Open a class.

        Raises
        ------
        ValueError
            If the folder is no class, or there is no such assignment, or it was never released; with what to do.
        """
        if not (home / CONFIG).is_file():
            raise ValueError(f"{home} is no class folder: it has no {CONFIG}. Name the folder with --dir.")
        self.home, self.assignment = home, assignment
        self.config = settings(home)
        self.course = CourseDirectory(config=self.config)
        masters = self._folder(self.course.source_directory, ".", ".")
        known = sorted(path.stem for path in masters.glob("*/*.ipynb") if path.stem == path.parent.name)
        if assignment not in known:
            known_here = f"There are: {', '.join(known)}." if known else f"Put masters into {masters}."
            raise ValueError(f"There is no assignment '{assignment}' in {home}. {known_here}")
        self.master = masters / assignment / f"{assignment}.ipynb"
        self.release = self._folder(self.course.release_directory, ".", assignment) / f"{assignment}.ipynb"
        if not self.release.is_file():
            raise ValueError(f"{assignment} was never released: there is no {self.release}. {self.remedy}")

    @property
    def remedy(self) -> str:
        """What to do where release or gradebook are not of this master."""
        return f"Release it: nbgrader generate_assignment {self.assignment} --force"

    def submissions(self) -> dict[str, Path]:
        """Return where lies what each student handed in, by id; whatever it is."""
        submitted = self._folder(self.course.submitted_directory, ".", ".")
        found = {path.parent.name: path for path in sorted(submitted.glob(f"*/{self.assignment}"))}
        return {student: path for student, path in found.items() if not self.excludes(student)}

    def excludes(self, student: str) -> bool:
        """Return whether the settings of the class leave this student out."""
        return student in self.course.student_id_exclude.split(",")

    def autograded(self, student: str) -> Path:
        """Return where the graded notebook of a student lies, if it is there."""
        return self._folder(self.course.autograded_directory, student, self.assignment) / f"{self.assignment}.ipynb"

    def _folder(self, step: str, student: str, assignment: str) -> Path:
        return Path(self.course.format_path(step, student, assignment))


def settings(home: Path) -> Config:
    """Return the settings in a folder; ValueError, with what to do, if they do not run."""
    try:
        config = PyFileConfigLoader(CONFIG, path=str(home)).load_config()
    except Exception as error:
        # It is a program of the teacher's, which may fail in any way.
        raise ValueError(f"{home / CONFIG} does not run ({type(error).__name__}: {error}). Mend it.") from None
    config.CourseDirectory.root = str(home)
    return config
