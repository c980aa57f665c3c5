"""Where a run has its submissions judged: on this machine, or by whatever else keeps the same promises."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Protocol

from courseware.grade.classroom.execute import Judge
from courseware.grade.judging import session
from courseware.grade.judging.plan import Plan


class Judges(Protocol):
    """Judges the submissions of one set; :meth:`ready` and :meth:`mend` are called in the run's own thread only.

    Attributes
    ----------
    at_once
        How many submissions they judge at a time.
    """

    at_once: int

    def ready(self) -> Judge:
        """Return who judges the next submission; raises ValueError, with what to do, where nobody can."""

    def mend(self, failed: Judge) -> None:
        """Do what helps after a judge said that its machine failed; raises ValueError where nothing does."""

    def close(self) -> None:
        """Give up what is being judged, however long it would take."""


MakeJudges = Callable[..., Judges]


class Here:
    """This machine's sandbox."""

    at_once = os.cpu_count() or 1

    def __init__(self, plan: Plan, **settings: object) -> None:
        """Take what :func:`courseware.grade.judging.session.running` takes; nothing is started yet."""
        self._plan, self._settings = plan, settings

    def ready(self) -> Judge:
        """Return the judge of the session that this process keeps.

        Raises
        ------
        NoSandboxError
            If this machine cannot contain learners' code.
        """
        return session.running(self._plan, **self._settings).judge

    def mend(self, failed: Judge) -> None:
        """Let a new session follow, unless one has already: a lack of memory, say, may have ended this one."""
        if failed == self.ready():
            session.close_all()

    def close(self) -> None:
        """End the processes in which learners' code runs."""
        session.close_all()
