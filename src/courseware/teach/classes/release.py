"""Hand out an assignment: its master into the class, its student version and its items into the gradebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.converters import GenerateAssignment

from courseware import course
from courseware.author import files, own_sets
from courseware.course_errors import nearest
from courseware.grade.classroom import gradebook
from courseware.grade.classroom.classfolder import ClassFolder
from courseware.grade.judging import plan as judging_plan
from courseware.teach.classes import folder, roster, variants
from courseware.teach.classes.converting import convert
from courseware.teach.classes.folder import Workspace


@dataclass(frozen=True)
class Plan:
    """What a release does.

    Attributes
    ----------
    written
        The master that is written into the class; None if the class has the one that is used.
    own
        Whether that is the class's own version, drawn from its secret, and not the course's.
    differs
        Whether the class has a master that is another.
    done
        Whether master, student version and gradebook agree already.
    again
        Whether there is a student version already.
    handed_in
        How many have handed in the version that would be replaced.
    """

    assignment: str
    written: str | None
    own: bool
    differs: bool
    done: bool
    again: bool
    handed_in: int

    @property
    def overwrites(self) -> bool:
        """Whether something of the class is replaced."""
        return not self.done and (self.again or (self.differs and self.written is not None))

    def lines(self) -> Iterator[str]:
        """Yield what is done, a sentence each."""
        name, which = self.assignment, "the version of this class alone" if self.own else "the course's master"
        if self.differs and self.written is not None:
            yield f"source/{name} differs from {which} and is replaced by it"
        elif self.differs:
            yield f"source/{name} differs from {which}; the one of the class is used (--renew replaces it)"
        elif self.written is not None:
            yield f"{which} of {name} is written into source/"
        if self.done:
            yield f"{name} is released already"
        elif self.again:
            yield f"the student version in release/{name} is made anew"
            if self.handed_in:
                yield f"{self.handed_in} have handed in the version before; give course class grade {name} afterwards"
        else:
            yield f"the student version is written to release/{name}, its items into the gradebook"


def plan(workspace: Workspace, assignment: str, *, renew: bool = False, own: bool = False) -> Plan:
    """Return what a release would do.

    Parameters
    ----------
    renew
        Whether the course's master replaces one of the class that differs.
    own
        Whether the class gets a version of its own, to which the published solutions are no answers
        (:mod:`courseware.author.own_sets`).

    Raises
    ------
    ValueError
        If neither the course nor the class has such an assignment.
    """
    masters = folder.course_root() / "solutions"
    ours, theirs = workspace.master(assignment), masters / assignment / f"{assignment}.ipynb"
    in_course = Path(assignment).name == assignment and theirs.is_file()
    if not in_course and (own or assignment not in workspace.assignments):
        known = sorted({path.name for path in masters.iterdir() if path.is_dir()} | {*workspace.assignments})
        raise ValueError(f"There is no assignment '{assignment}'. {nearest(assignment, known)}")
    wanted = _own(workspace, assignment) if own else theirs.read_text(encoding="utf-8") if in_course else None
    there = ours.is_file()
    differs = there and wanted is not None and ours.read_text(encoding="utf-8") != wanted
    written = wanted if not there or (differs and (renew or own)) else None
    again = workspace.release(assignment).is_file()
    return Plan(
        assignment,
        written,
        own,
        differs,
        done=again and written is None and _agrees(workspace, assignment),
        again=again,
        handed_in=sum(workspace.submitted(one, assignment).is_dir() for one in workspace.roster) if again else 0,
    )


def apply(workspace: Workspace, wanted: Plan) -> int:
    """Release, enter the roster into the gradebook, draw variants for a simulation, and return how many were drawn.

    Raises
    ------
    ValueError
        If nbgrader refuses the master; with its reason.
    """
    name = wanted.assignment
    if wanted.written is not None:
        files.write(workspace.master(name), wanted.written)
    if not wanted.done:
        convert(GenerateAssignment, workspace, name, f"nbgrader refuses the master {workspace.master(name)}.")
    roster.enter(workspace, workspace.roster.values())
    return variants.assign(workspace, name, workspace.roster)


def _own(workspace: Workspace, assignment: str) -> str:
    root = folder.course_root()
    points = {item.id: float(item.points) for item in course.load(root).assignment(assignment).items}
    text = root / "content" / "exercises" / f"{assignment}.md"
    return files.to_json(own_sets.master(text, points, own_sets.drawn_from(workspace.secret)))


def _agrees(workspace: Workspace, assignment: str) -> bool:
    try:
        one = ClassFolder(workspace.home, assignment)
        gradebook.insist_on_release(one, judging_plan.of(files.read(one.master)))
    except ValueError:
        return False
    return one.release.stat().st_mtime >= one.master.stat().st_mtime
