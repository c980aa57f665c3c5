"""The formats in which marks are exported, by the name that ``course class export`` takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from courseware.teach.lms import canvas, ilias, moodle, plain
from courseware.teach.lms.results import Export, Results


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes
    ----------
    what
        A line for the help.
    suffix
        How the name of the file ends; that of a downloaded file stays.
    download
        Whether it fills a file that the system handed out: never, if one is given, or always.
    make
        Makes the file from the marks and, where there is one, the downloaded file.
    """

    what: str
    suffix: str
    download: Literal["no", "optional", "needed"]
    make: Callable[[Results, bytes | None], Export]


FORMATS: dict[str, Format] = {
    "plain-csv": Format("a table for any program", ".csv", "no", lambda results, _: plain.as_csv(results)),
    "plain-xlsx": Format("a workbook", ".xlsx", "no", lambda results, _: plain.as_xlsx(results)),
    "moodle-gradebook": Format(
        "Moodle: Grades, Import, CSV file", ".csv", "no", lambda results, _: moodle.gradebook(results)
    ),
    "moodle-worksheet": Format("Moodle: an assignment's worksheet", ".csv", "needed", moodle.worksheet),
    "canvas": Format(
        "Canvas: Grades, Import",
        ".csv",
        "optional",
        lambda results, file: canvas.fill(results, file) if file else canvas.table(results),
    ),
    "ilias": Format("ILIAS: the status file of an exercise", ".csv", "needed", ilias.fill),
}


def export(name: str, results: Results, downloaded: bytes | None = None) -> Export:
    """Return the marks in a format.

    Parameters
    ----------
    name
        A key of :data:`FORMATS`.
    downloaded
        The file of the system that is filled in, for a format that wants one.

    Raises
    ------
    ValueError
        If there is no such format, a downloaded file lacks or is too much, or it is not what it should be.
    """
    if name not in FORMATS:
        raise ValueError(f"There is no format '{name}'. There are: {', '.join(FORMATS)}.")
    wanted = FORMATS[name]
    if wanted.download == "needed" and downloaded is None:
        raise ValueError(
            f"{name} fills a file that the system hands out, whose ids nobody can make up. Name it: --fill FILE"
        )
    if wanted.download == "no" and downloaded is not None:
        raise ValueError(f"{name} is made new and fills no file. Leave out --fill FILE, or choose another format.")
    made = wanted.make(results, downloaded)
    return replace(made, notes=(*results.strangers(), *made.notes))
