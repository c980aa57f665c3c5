"""Build every notebook from its text: incrementally, side by side, byte for byte the same each time."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode

from courseware.author import derived, execute, exercise, facts, files, questions, release, text
from courseware.author.problems import AuthorError, Problem
from courseware.course import Course
from courseware.documents.made import pages

STAMPS = ".build/stamps.json"


@dataclass(frozen=True)
class Target:
    """One text and the notebooks made of it."""

    name: str
    text: Path
    made: tuple[Path, ...]
    sources: Callable[[], dict[Path, NotebookNode]]


def targets(root: Path, course: Course) -> list[Target]:
    """Return what there is to build: every lesson and exercise text under ``content/``, in the order of their names.

    Raises
    ------
    AuthorError
        If a text belongs to no lesson or assignment of ``course.yml``, or a ready one has no text.
    """
    found, problems = [], []
    lessons = {lesson.slug: lesson for lesson in course.lessons}
    assignments = {assignment.id: assignment for assignment in course.assignments}
    for path in sorted((root / "content" / "lessons").glob("*.md")):
        if path.stem in lessons:
            found.append(_lesson(root, path))
        else:
            problems.append(Problem(str(path), "", "course.yml has no lesson with this slug. Rename the file."))
    for path in sorted((root / "content" / "exercises").glob("*.md")):
        if path.stem in assignments:
            points = {item.id: item.points for item in assignments[path.stem].items}
            found.append(_exercise(root, path, points))
        else:
            problems.append(Problem(str(path), "", "course.yml has no assignment of this name. Rename the file."))
    texts = {target.text.stem for target in found}
    missing = {slug for slug, lesson in lessons.items() if lesson.status == "ready" and lesson.kind == "lesson"}
    missing |= {name for name, assignment in assignments.items() if assignment.status == "ready"}
    problems += [
        Problem(
            "course.yml",
            name,
            "is marked 'ready' but has no text under content/. Write it or mark it 'planned'.",
        )
        for name in sorted(missing - texts)
    ]
    if problems:
        raise AuthorError(problems)
    return found


def _lesson(root: Path, path: Path) -> Target:
    made = root / "notebooks" / f"{path.stem}.ipynb"

    def sources() -> dict[Path, NotebookNode]:
        notebook = text.read(path, facts.filled(path, path.read_text(encoding="utf-8")))
        text.set_ids(notebook, path)
        return {made: notebook}

    return Target(path.stem, path, (made,), sources)


def _exercise(root: Path, path: Path, points: dict[str, float]) -> Target:
    name = path.stem
    made = root / "solutions" / name / f"{name}.ipynb"
    released = root / "exercises" / name / f"{name}.ipynb"

    def sources() -> dict[Path, NotebookNode]:
        asked = questions.load(path.with_name(f"{name}.questions.yml"))
        master = exercise.master(path, points, asked)
        return {made: master, released: release.student_version(master, name, path)}

    return Target(name, path, (made, released), sources)


def build(root: Path, course: Course, *, only: Iterable[str] = (), done: Callable[[str, bool], None]) -> list[Problem]:
    """Bring every notebook up to date and return what went wrong; what could be built is built.

    Parameters
    ----------
    root
        The folder of the course.
    course
        Its model.
    only
        Names of targets; all when empty.
    done
        Called after each target with its name and whether it had to be built.
    """
    derived.write(root, derived.texts(course))
    for bank in _banks(root):
        refresh(bank)
    wanted = [target for target in targets(root, course) if not only or target.name in set(only)]
    stamps = _read_stamps(root)
    ground = _ground(root)
    problems: list[Problem] = []
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        running: dict[Future[bool], Target] = {
            pool.submit(_bring_up_to_date, target, root, ground, stamps): target for target in wanted
        }
        while running:
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                target = running.pop(future)
                try:
                    done(target.name, future.result())
                except AuthorError as error:
                    problems += error.problems
                    done(target.name, True)
                files.write(root / STAMPS, json.dumps(stamps, indent=1, sort_keys=True))
    if not problems:
        derived.write(root, pages(root, course))
    return sorted(problems)


def _bring_up_to_date(target: Target, root: Path, ground: str, stamps: dict[str, str]) -> bool:
    refresh(target.text)
    if stamps.get(target.name) == _stamp(target, ground):
        return False
    notebooks = target.sources()
    for path, notebook in notebooks.items():
        execute.run(notebook, target.text, root, folder=_folder(path), grading="solutions" in path.parts)
    for path, notebook in notebooks.items():
        files.write(path, files.to_json(notebook))
    stamps[target.name] = _stamp(target, ground)
    return True


def _folder(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.parent


def refresh(path: Path) -> None:
    """Write the facts' values, and the list of sources of a lesson, into a text in place."""
    before = path.read_text(encoding="utf-8")
    after = facts.filled(path, before)
    if after != before:
        files.write(path, after)


def _banks(root: Path) -> list[Path]:
    return sorted((root / "content" / "quizzes").glob("*.yml"))


def check(root: Path, course: Course) -> list[Problem]:
    """Compare every built file with what its source gives now, without running anything."""
    problems = [*derived.stale(root, derived.texts(course))]
    try:
        wanted = targets(root, course)
        problems += derived.stale(root, pages(root, course))
    except AuthorError as error:
        return sorted([*problems, *error.problems])
    texts = [*_banks(root), *(target.text for target in wanted)]
    for found in [*map(_outdated, texts), *map(_stale, wanted)]:
        try:
            problems += found
        except AuthorError as error:
            problems += error.problems
    problems += _strangers(root, wanted)
    return sorted(replace(problem, path=_relative(problem.path, root)) for problem in problems)


def _outdated(path: Path) -> Iterator[Problem]:
    before = path.read_text(encoding="utf-8")
    if facts.filled(path, before) != before:
        yield Problem(str(path), "", "a fact or the list of sources is out of date. Run `course build`.")


def _stale(target: Target) -> Iterator[Problem]:
    for path, fresh in target.sources().items():
        if not path.is_file():
            yield Problem(str(path), "", "is missing. Run `course build`.")
            continue
        stored = files.read(path)
        yield from files.differences(path, stored, fresh)
        yield from execute.execution_problems(stored, path)
        if files.to_json(stored) != path.read_text(encoding="utf-8"):
            yield Problem(str(path), "", "is not written as the builder writes it. Run `course build`.")
        if path.parent.name == target.name:
            yield from release.extra_files(path.parent, target.name)


def _strangers(root: Path, wanted: list[Target]) -> Iterator[Problem]:
    """Find notebooks in the built folders that no text gives."""
    made = {path for target in wanted for path in target.made}
    for folder in ("notebooks", "exercises", "solutions"):
        for path in sorted((root / folder).rglob("*.ipynb")):
            if path not in made and ".ipynb_checkpoints" not in path.parts:
                yield Problem(str(path), "", "no text under content/ gives this notebook. Delete it.")


def _relative(path: str, root: Path) -> str:
    return str(Path(path).relative_to(root)) if Path(path).is_relative_to(root) else path


def _ground(root: Path) -> str:
    """Hash what every notebook rests on: the packages, the tables, the lock and course.yml."""
    digest = hashlib.sha256()
    paths = [root / "course.yml", root / "requirements.txt"]
    texts = ("content/*.yml", "content/quizzes/*.yml", "content/scenarios/**/*.*")
    for pattern in ("src/**/*.py", "data/*.csv", "data/*.json", "data/*.yml", *texts):
        paths += sorted(root.glob(pattern))
    for path in paths:
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _stamp(target: Target, ground: str) -> str:
    """Hash the texts of a target, what it rests on and what it made."""
    digest = hashlib.sha256(ground.encode())
    for path in [*sorted(target.text.parent.glob(f"{target.text.stem}.*")), *target.made]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes() if path.is_file() else b"absent")
    return digest.hexdigest()


def _read_stamps(root: Path) -> dict[str, str]:
    """Return what the last build left; a damaged file only means that everything is built anew."""
    try:
        return json.loads((root / STAMPS).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
