"""Grade an assignment of a class: repair, judge several at a time, save one by one; a run that was stopped goes on."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from courseware.author import files
from courseware.grade.classroom import gradebook, records, variants, work
from courseware.grade.classroom.classfolder import ClassFolder
from courseware.grade.classroom.clerk import Clerk
from courseware.grade.classroom.execute import Judge, JudgedExecute
from courseware.grade.classroom.judges import Here, MakeJudges
from courseware.grade.classroom.lock import OWN, alone
from courseware.grade.classroom.records import Record
from courseware.grade.judging import plan
from courseware.grade.repair import lint

_EARLIER = "What was handed in before keeps its marks in the gradebook."


class Batch:
    """One run over the submissions of an assignment."""

    def __init__(self, home: Path, assignment: str, *, unsafe: bool = False, judges: MakeJudges = Here) -> None:
        """Open a class; ``judges`` gets the plan of the set and the limits that the class gives its submissions.

        Raises
        ------
        ValueError
            If the folder is no class, or there is no such assignment, or it was not released as it stands; with what
            to do.
        """
        own = home / OWN / assignment
        self.folder = ClassFolder(home, assignment)
        self.clerk = Clerk(self.folder, own / "staged")
        self.records = records.Records(own / "students")
        self.assignment, self.unsafe = assignment, unsafe
        self._release = files.read(self.folder.release)
        self._plan = plan.of(files.read(self.folder.master))
        gradebook.insist_on_release(self.folder, self._plan)
        self.names = gradebook.roster(self.folder)
        limits = JudgedExecute(config=self.folder.config)
        self._judges = judges(
            self._plan,
            confined=not unsafe,
            cell_seconds=limits.cell_seconds,
            notebook_seconds=limits.notebook_seconds,
        )
        self._variants = variants.read(home, assignment)
        self._entered: set[str] = set()

    def students(self, only: str | None = None) -> list[str]:
        """Return the students of roster and submissions.

        Raises
        ------
        ValueError
            If ``only`` names nobody.
        """
        known = sorted({*self.names, *self.folder.submissions()})
        if only is not None and only not in known:
            near = difflib.get_close_matches(only, known, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise ValueError(f"There is no student '{only}' in the gradebook or among the submissions.{hint}")
        return known if only is None else [only]

    def so_far(self) -> list[Record]:
        """Return the records of the students of the class, of this run and of those before."""
        known = {*self.students()}
        return [record for record in self.records.all() if record.student in known]

    def run(
        self,
        students: Sequence[str],
        *,
        workers: int | None = None,
        again: bool = False,
        done: Callable[[Record], object] = lambda record: None,
    ) -> list[Record]:
        """Grade what is not graded yet, and return the records of all these students.

        Parameters
        ----------
        students
            Ids; see :meth:`students`.
        workers
            How many submissions are judged at a time; None for as many as the judges can.
        again
            Whether to grade what is graded and unchanged, too.
        done
            Called with each record, in order.

        Raises
        ------
        NoSandboxError
            If learners' code cannot be contained and the run is not ``unsafe``.
        DiskFullError
            If nothing more can be written; what is graded is kept.
        ValueError
            If another run is at work on this class, or the gradebook cannot be used.
        """
        found, workers = [], workers or self._judges.at_once
        with gradebook.said_plainly(), alone(self.folder.home), ThreadPoolExecutor(workers) as pool:
            self.clerk.clear()
            self._entered = gradebook.entered(self.folder)
            try:
                for one, judge in self._ahead(pool, students, workers, again):
                    ended = one.result() if isinstance(one, Future) else one
                    if isinstance(ended, work.Work) and ended.judged is None:
                        ended = self._judged_again(ended.record.student, judge)
                    found.append(self._note(self._save(ended) if isinstance(ended, work.Work) else ended))
                    done(found[-1])
            except BaseException:
                # Else what is being judged would be waited for, however long it takes.
                pool.shutdown(wait=False, cancel_futures=True)
                self._judges.close()
                raise
        return found

    def _ahead(
        self, pool: ThreadPoolExecutor, students: Sequence[str], workers: int, again: bool
    ) -> Iterator[tuple[Record | Future, Judge | None]]:
        """Yield each student's record, or the work under way and its judge, never many ahead of what is saved."""
        submitted = self.folder.submissions()
        running: list[tuple[Record | Future, Judge | None]] = []
        for student in students:
            folder = submitted.get(student)
            blank, judge = self._blank(student, folder), None
            one = self._settled(blank, folder, again)
            if one is None:
                judge = self._judges.ready()
                one = pool.submit(work.done, blank, folder, self._release, self._plan, self._asking(judge, student))
            running.append((one, judge))
            if len(running) > 2 * workers:
                yield running.pop(0)
        yield from running

    def _settled(self, blank: Record, folder: Path | None, again: bool) -> Record | None:
        """Return the record of a student for whom there is nothing to judge."""
        if folder is None:
            return replace(blank, status="missing")
        before = self.records.read(blank.student)
        if again or before is None or (before.digest, before.unprotected) != (blank.digest, blank.unprotected):
            return None
        saved = blank.student in self._entered and self.folder.autograded(blank.student).is_file()
        return before if saved or not before.verdicts else None

    def _judged_again(self, student: str, judge: Judge | None) -> work.Work | Record:
        """Judge where the sandbox failed, twice in a new one."""
        folder = self.folder.submissions()[student]
        for _ in range(2):
            self._judges.mend(judge)
            judge = self._judges.ready()
            asking = self._asking(judge, student)
            ended = work.done(self._blank(student, folder), folder, self._release, self._plan, asking)
            if isinstance(ended, Record) or ended.judged is not None:
                break
        return ended

    def _save(self, one: work.Work) -> Record:
        record, notebook = one.record, one.repaired.notebook
        notebook.metadata["course"] = {"notes": [*record.notes]}
        # From here to the new record the graded notebook may be half done.
        self.records.forget(record.student)
        try:
            self.clerk.grade(record.student, notebook, one.repaired.handed_in, one.judge, unsafe=self.unsafe)
        except BaseException as error:
            if record.student not in self._entered:
                # nbgrader enters a submission, worth 0, before it is graded.
                with suppress(Exception):
                    gradebook.remove(self.folder, record.student)
            if isinstance(error, lint.RefusedError):
                return work.refused(replace(record, digest=""), str(error))
            raise
        return record

    def _note(self, record: Record) -> Record:
        if not record.verdicts and record.student in self._entered and _EARLIER not in record.notes:
            record = replace(record, notes=(*record.notes, _EARLIER))
        if self.records.read(record.student) != record:
            self.records.write(record)
        return record

    def _blank(self, student: str, submitted: Path | None) -> Record:
        handed_out = (self.folder.master, self.folder.release)
        digest = records.digest(handed_out, submitted, self._variants.get(student)) if submitted else ""
        return Record(student, "refused", digest, unprotected=self.unsafe)

    def _asking(self, judge: Judge, student: str) -> Judge:
        """Return how this student's submission is judged: on the case that the class gave to this student."""
        return partial(judge, variant=self._variants.get(student))
