"""A term with thirty students, by the commands alone: every mark is worked out by hand beside it.

Both sets are worth 20 points. Of ex01 (due 21 September, 23:59 in Brussels, 21:59 UTC) everybody hands in alone; of
ex10 (due 5 October) groups of three, s01 to s03 and so on, and its last item, of 4 points, is marked by a person. A day
late costs 10 % of the points earned, at most 50 %; a quarter of an hour is grace, and one day of the term is free.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import class_at_work as work
import pytest

from courseware.teach.classes.folder import Workspace

pytestmark = pytest.mark.slow

STUDENTS = [f"s{number:02}" for number in range(1, 31)]
FAMILY = ("Müller, Dr.", "O'Neil", 'Young "Cy"', "Ångström", "=SUM(A1)", "Παπά")
POLICY = """\
time_zone: Europe/Brussels
assignments:
  ex01: {released: 2026-09-14 09:00, due: 2026-09-21 23:59}
  ex10: {released: 2026-09-28 09:00, due: 2026-10-05 23:59, groups: true}
late: {grace_minutes: 15, per_day_percent: 10, cap_percent: 50, free_days: 1}
regrade: {window_days: 7, whole_question: true}
peer: {assignments: [ex10], reviewers: 2, weight_percent: 20}
"""
EXTENSIONS = """\
student_id,assignment,kind,new_duedate,factor,reason,granted_by,granted_on
s07,ex01,extension,2026-09-25 23:59,,illness,the instructor,2026-09-15
s08,ex01,extension,2026-09-23 23:59,,illness,the instructor,2026-09-15
s09,*,accommodation,,1.5,,,2026-09-01
s10,ex01,accommodation,,1.25,,,2026-09-01
s11,ex01,excused,,,"birth, twins",the instructor,2026-09-20
"""
# One second look up, one down, one asked for too late, one declined, one of late work.
REGRADES = """\
request_id,student_id,assignment,cell_id,claim,opened,decided,by,old,new,reason
r1,s15,ex01,ex01-draft,the letter is right,2026-10-01,2026-10-02,the instructor,0,1,misread
r2,s16,ex01,ex01-lists,the share is right,2026-10-01,2026-10-02,the instructor,2,1,one half is wrong
r3,s17,ex01,ex01-draft,the letter is right,2999-01-01,2999-01-02,the instructor,0,1,
r4,s18,ex01,ex01-draft,the letter is right,2026-10-01,2026-10-02,the instructor,0,,no
r5,s20,ex01,ex01-draft,the letter is right,2026-10-01,2026-10-02,the instructor,0,1,misread
"""
REVIEWS = {("s04", "s01"): 4, ("s07", "s01"): 3, ("s13", "s10"): 2, ("s30", "s10"): 4}
IN_TIME = "2026-09-20 12:00"
# Set ex01: when it was handed in, in UTC; else in time. Of s11 and s12 there is nothing, of s14 nothing readable.
LATE = {
    "s03": "2026-09-21 22:12",
    "s04": "2026-09-23 21:00",
    "s05": "2026-09-22 12:00",
    "s06": "2026-10-01 12:00",
    "s07": "2026-09-25 20:00",
    "s08": "2026-09-25 21:00",
    "s09": "2026-09-25 17:00",
    "s10": "2026-09-24 12:00",
    "s20": "2026-09-23 21:00",
}
ONE_WRONG = ("s02", "s08", "s15", "s17", "s18", "s20")
EX01 = {
    **dict.fromkeys(STUDENTS, "20"),
    "s02": "19",  # the item of 1 point is wrong
    # s03: 13 minutes late are within the grace
    "s04": "18",  # two days, one of them free: 20 less 10 %
    # s05: its one day is free
    "s06": "10",  # ten days, nine of them paid: 90 %, of which 50 are the most
    # s07: extension to the 25th
    "s08": "17.1",  # extension to the 23rd and two days more, one of them free: 19 less 1.9
    # s09: half as much time again, until the 25th, 17:28 UTC
    # s10: a quarter more, until the 23rd, 19:43 UTC: one day, which is free
    "s11": "",  # excused
    "s12": "",  # missing
    "s13": "16",  # the item of 4 points is wrong
    "s14": "",  # cannot be read: waits for a person
    # s15: 19, and a second look gives 1
    "s16": "19",  # 20, and a second look takes 1 of the 2 points of the item
    "s17": "19",  # asked too late
    "s18": "19",  # declined
    # s19: what was handed in first is replaced
    "s20": "18",  # 19 and 1 by a second look; two days, one of them free: less 10 %
    "s21": "0",  # handed in as it was handed out
}
# Set ex10: who hands in for the group, when, and the points for the item that a person marks, of 4.
HANDED_IN = {
    "s01": ("2026-10-05 12:00", 4),
    "s05": ("2026-10-06 20:00", 3),
    "s07": ("2026-10-06 20:00", 4),
    "s10": ("2026-10-05 12:00", 2),
    "s13": ("2026-10-04 12:00", 0),
    "s15": ("2026-10-05 12:00", 4),
    "s17": ("2026-10-06 20:00", 4),
    "s20": ("2026-10-06 20:00", 4),
    "s25": ("2026-10-05 12:00", None),
    "s30": ("2026-10-05 12:00", 4),
}
EX10 = {
    **dict.fromkeys(("s01", "s02", "s03"), "19.5"),  # 80 % of 20, and 20 % of 17.5: levels 4 and 3 of 4
    **dict.fromkeys(("s04", "s05", "s06"), "17.1"),  # 19; one day, and each has used the free one: less 1.9
    **dict.fromkeys(("s07", "s08", "s09"), "20"),  # s09 has more time, so all three have
    **dict.fromkeys(("s10", "s11", "s12"), "17.4"),  # 80 % of 18, and 20 % of 15: levels 2 and 4
    **dict.fromkeys(("s13", "s14", "s15"), "20"),  # the last of two counts
    **dict.fromkeys(("s16", "s17", "s18"), "20"),  # one day, which is free for all three
    **dict.fromkeys(("s19", "s21"), "20"),
    "s20": "18",  # the same day, but the free one is used
    **dict.fromkeys(("s22", "s23", "s24"), ""),  # missing
    **dict.fromkeys(("s25", "s26", "s27"), ""),  # waits for a person
    **dict.fromkeys(("s28", "s29", "s30"), "20"),
}
# Without s30 only one of the reviews of s10 is left: 80 % of 18, and 20 % of 10.
EX10_AFTER = {**EX10, **dict.fromkeys(("s10", "s11", "s12"), "16.4")}


def roster() -> str:
    page = io.StringIO()
    rows = csv.writer(page, lineterminator="\n")
    rows.writerow(("id", "first_name", "last_name", "email", "lms_user_id"))
    for number, one in enumerate(STUDENTS):
        name = FAMILY[number % len(FAMILY)]
        rows.writerow((one, f"First{number}", name, f"{one}@example.eu", 700 + number))
    return page.getvalue()


def first_set(workspace: Workspace) -> dict[str, bytes]:
    """What each student hands in of ex01."""
    released = workspace.released("ex01")
    full, one_wrong, four_wrong = (
        work.filled(released, work.solutions("ex01", **instead)).encode()
        for instead in ({}, {"draft": 'answer_draft = "C"'}, {"term-rule": "def term(*said):\n    return None"})
    )
    found = {one: one_wrong if one in ONE_WRONG else full for one in STUDENTS if one not in ("s11", "s12")}
    return found | {"s13": four_wrong, "s14": b"not a notebook", "s21": released.read_bytes()}


def as_the_platform_names_it(workspace: Workspace, works: dict[str, bytes], path: Path) -> Path:
    """An archive of a learning platform: full names, and times by the clocks of the class."""
    with zipfile.ZipFile(path, "w") as archive:
        for student, data in works.items():
            moment = datetime.fromisoformat(f"{LATE.get(student, IN_TIME)}+00:00").astimezone(
                ZoneInfo("Europe/Brussels")
            )
            name = f"{workspace.roster[student].name}_9{student[1:]}_assignsubmission_file_/ex01.ipynb"
            archive.writestr(zipfile.ZipInfo(name, moment.timetuple()[:6]), data)
    return path


def by_hand(workspace: Workspace, points: Mapping[str, int | None]) -> None:
    """Give the points for the written item, as a person does in Formgrader."""
    with workspace.gradebook() as book:
        for student, given in points.items():
            if given is not None:
                grade = book.find_grade("ex10-draft", "ex10", "ex10", student)
                grade.manual_score, grade.needs_manual_grade = given, False
        book.db.commit()


def exported(workspace: Workspace, title: str) -> dict[str, str]:
    work.ok("export", "--dir", workspace.home, "--yes")
    text = (workspace.home / "exports" / "all-plain-csv.csv").read_text(encoding="utf-8-sig")
    return {row["student"]: row[title] for row in csv.DictReader(io.StringIO(text))}


@pytest.fixture(scope="module")
def term(tmp_path_factory) -> Workspace:
    """Everything up to the marks, but for the withdrawal."""
    place = tmp_path_factory.mktemp("term")
    workspace = work.made(place / "class", roster(), POLICY)
    home = workspace.home
    groups = [f"g{number // 3},{one},\n" for number, one in enumerate(STUDENTS)]
    (home / "groups.csv").write_text("group_id,student_id,role\n" + "".join(groups), encoding="utf-8")
    (home / "extensions.csv").write_text(EXTENSIONS, encoding="utf-8")
    for name in ("ex01", "ex10"):
        work.ok("release", name, "--dir", home)

    works = first_set(workspace)
    blank = {"s19": workspace.released("ex01").read_bytes()}
    early = work.zipped(place / "early.zip", [("s19/ex01.ipynb", blank["s19"])], datetime(2026, 9, 18, 12))
    work.ok("collect", "ex01", "--from", early, "--dir", home)
    zipped = as_the_platform_names_it(workspace, works, place / "all.zip")
    work.ok("collect", "ex01", "--from", zipped, "--dir", home, "--yes")
    assert "0 taken in, 28 left" in work.ok("collect", "ex01", "--from", zipped, "--dir", home)

    full = work.filled(
        workspace.released("ex10"), {**work.solutions("ex10"), "ex10-draft": "The Union and its Member States…"}
    )
    for student, (moment, _) in HANDED_IN.items():
        text = workspace.released("ex10").read_text(encoding="utf-8") if student == "s13" else full
        work.put(place / "second" / student, text, f"{moment} UTC", "ex10.ipynb")
    work.ok("collect", "ex10", "--from", place / "second", "--dir", home)

    for name in ("ex01", "ex10"):
        work.ok("grade", name, "--dir", home, "--workers", 2)
    return workspace


def test_the_term(term):
    assert {*exported(term, "ex10").values()} == {""}, "the written item waits for a person"
    by_hand(term, {student: points for student, (_, points) in HANDED_IN.items()})
    for name, pages in (("ex01", 27), ("ex10", 27)):
        assert f"{pages} pages" in work.ok("feedback", name, "--dir", term.home)
    assert (term.home / "feedback" / "s14" / "ex10" / "ex10.html").is_file(), "s15 handed in for the group"
    (term.home / "regrades.csv").write_text(REGRADES, encoding="utf-8")
    levels = [
        f"{one},{of},ex10,{criterion},{level},\n" for (one, of), level in REVIEWS.items() for criterion in range(1, 6)
    ]
    head = "reviewer,author,assignment,criterion,level,comment\n"
    (term.home / "reviews.csv").write_text(head + "".join(levels), encoding="utf-8")

    assert exported(term, "ex01") == EX01
    assert exported(term, "ex10") == EX10

    said = work.ok("status", "--dir", term.home).splitlines()
    # Handed in, marked, waiting, missing, excused, late.
    assert said[1].split()[4:] == ["28", "27", "1", "1", "1", "6"]
    assert said[2].split()[4:] == ["27", "24", "3", "3", "0", "9"]

    said = work.ok("forget", "s30", "--dir", term.home, "--yes")
    assert "goes to s28" in said
    work.ok("grade", "ex10", "--dir", term.home, "--workers", 2)
    assert exported(term, "ex10") == {one: mark for one, mark in EX10_AFTER.items() if one < "s25"} | dict.fromkeys(
        ("s25", "s26", "s27", "s28", "s29"), ""
    )
    by_hand(term, {"s28": 4})
    assert exported(term, "ex10") == {one: mark for one, mark in EX10_AFTER.items() if one != "s30"}
    assert exported(term, "ex01") == {one: mark for one, mark in EX01.items() if one != "s30"}
