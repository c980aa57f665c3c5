"""What was handed in is taken in: from folders and archives, once, the latest, and nothing that leads astray."""

from __future__ import annotations

import os
import stat
import unicodedata
import zipfile
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import class_at_work as work
import pytest

from courseware.teach.classes import matching, parcels
from courseware.teach.classes.folder import Workspace
from courseware.teach.people import Student

EARLY, LATE = "2026-09-20 10:00 UTC", "2026-09-21 10:00 UTC"
BRUSSELS = ZoneInfo("Europe/Brussels")
ROSTER = {
    one.id: one
    for one in (
        Student("anna", "Anna", "Müller"),
        Student("bo", "Bo", "O'Neil"),
        Student("bo2", "Bo", "O'Neil"),
        Student("cy", "Cy", "Young"),
    )
}


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Workspace:
    workspace = work.made(tmp_path_factory.mktemp("collect") / "class")
    work.ok("release", "ex01", "--dir", workspace.home)
    return workspace


@pytest.fixture
def workspace(released, tmp_path) -> Workspace:
    return work.copied(released, tmp_path / "class")


@pytest.fixture
def handed(tmp_path):
    """A folder of what students hand in."""
    return tmp_path / "handed"


def collect(workspace: Workspace, source, *more: str, answer: str = "") -> tuple[int, str]:
    return work.course("collect", "ex01", "--from", source, "--dir", workspace.home, *more, answer=answer)


def text(workspace: Workspace, student: str, name: str = "ex01.ipynb") -> str:
    return (workspace.submitted(student, "ex01") / name).read_text(encoding="utf-8")


def read(path, known=()) -> dict[str, parcels.Parcel]:
    return {parcel.owner: parcel for parcel in parcels.read(path, "ex01", BRUSSELS, known)}


def test_a_folder_for_each_student_is_taken_in_with_its_times(workspace, handed):
    work.put(handed / "anna", "one", EARLY)
    work.put(handed / "bo" / "ex01", "two", LATE)
    work.put(handed / "bo" / "ex02", "other", LATE, name="ex02.ipynb")
    code, said = collect(workspace, handed)
    assert code == 0, said
    assert "2 taken in, 0 left as they were, 0 refused" in said
    assert (text(workspace, "anna"), text(workspace, "bo")) == ("one", "two")
    assert text(workspace, "anna", "timestamp.txt") == "2026-09-20 10:00:00 UTC\n"
    assert [path.name for path in sorted(workspace.submitted("bo", "ex01").iterdir())] == [
        "ex01.ipynb",
        "timestamp.txt",
    ]


def test_without_a_timestamp_the_time_of_the_file_counts(workspace, handed):
    path = work.put(handed / "anna", "one", EARLY)
    (path / "timestamp.txt").unlink()
    moment = datetime(2026, 9, 19, 8, 30, tzinfo=UTC).timestamp()
    os.utime(path / "ex01.ipynb", (moment, moment))
    collect(workspace, handed)
    assert text(workspace, "anna", "timestamp.txt") == "2026-09-19 08:30:00 UTC\n"


def test_times_in_an_archive_are_those_of_the_class(workspace, tmp_path):
    source = work.zipped(tmp_path / "all.zip", [("anna/ex01.ipynb", b"one")], datetime(2026, 9, 20, 12))
    collect(workspace, source)
    assert text(workspace, "anna", "timestamp.txt") == "2026-09-20 10:00:00 UTC\n"


def test_the_same_again_changes_nothing(workspace, handed):
    work.put(handed / "anna", "one", EARLY)
    collect(workspace, handed)
    path = workspace.submitted("anna", "ex01") / "ex01.ipynb"
    before = path.stat().st_mtime_ns
    (handed / "anna" / "timestamp.txt").write_text(LATE, encoding="ascii")
    code, said = collect(workspace, handed)
    assert (code, path.stat().st_mtime_ns) == (0, before)
    assert "0 taken in, 1 left as they were" in said
    assert text(workspace, "anna", "timestamp.txt") == "2026-09-20 10:00:00 UTC\n"
    assert not (workspace.home / "backups").exists()


def test_later_work_replaces_and_the_earlier_is_kept(workspace, handed):
    work.put(handed / "anna", "one", EARLY)
    collect(workspace, handed)
    work.put(handed / "anna", "two", LATE)
    code, said = collect(workspace, handed, answer="n\n")
    assert code == 1
    assert "anna: of 2026-09-21 10:00 UTC replaces that of 2026-09-20 10:00 UTC" in said
    assert text(workspace, "anna") == "one"
    collect(workspace, handed, "--yes")
    assert text(workspace, "anna") == "two"
    kept = workspace.home / "backups" / "ex01" / "anna" / "20260920-100000"
    assert (kept / "ex01.ipynb").read_text(encoding="utf-8") == "one"


def test_older_work_is_left_out(workspace, handed):
    work.put(handed / "anna", "two", LATE)
    collect(workspace, handed)
    work.put(handed / "anna", "one", EARLY)
    _, said = collect(workspace, handed)
    assert "older than what is there" in said
    assert text(workspace, "anna") == "two"


def test_who_is_nobody_is_told_and_all_others_are_taken_in(workspace, handed):
    work.put(handed / "anna", "one", EARLY)
    work.put(handed / "ana", "two", EARLY)
    code, said = collect(workspace, handed)
    assert code == 1
    assert "'ana' is nobody in the roster. Did you mean 'anna'?" in said
    assert text(workspace, "anna") == "one"


def test_what_is_not_released_is_not_collected(workspace, handed):
    handed.mkdir()
    code, said = work.course("collect", "ex02", "--from", handed, "--dir", workspace.home)
    assert code == 1
    assert "ex02 is not released" in said


@pytest.mark.parametrize("name", ["nowhere", "none.zip"])
def test_a_source_that_is_none_is_told(workspace, tmp_path, name):
    (tmp_path / "none.zip").write_bytes(b"no archive")
    code, said = collect(workspace, tmp_path / name)
    assert code == 1
    assert name in said


@pytest.mark.parametrize(
    ("member", "owner", "file"),
    [
        ("anna/ex01.ipynb", "anna", "ex01.ipynb"),
        ("Anna Müller_4711_assignsubmission_file_/ex01.ipynb", "Anna Müller", "ex01.ipynb"),
        ("Anna Müller_4711_assignsubmission_file/my work.ipynb", "Anna Müller", "my work.ipynb"),
        ("Anna Müller_4711_assignsubmission_file_ex01.ipynb", "Anna Müller", "ex01.ipynb"),
        ("anna\\ex01.ipynb", "anna", "ex01.ipynb"),
        ("handed in/anna/ex01.ipynb", "anna", "ex01.ipynb"),
        ("anna/ex01/ex01.ipynb", "anna", "ex01.ipynb"),
        ("anna.ipynb", "anna", "anna.ipynb"),
    ],
)
def test_owner_and_file_are_told_from_the_names_in_an_archive(tmp_path, member, owner, file):
    source = work.zipped(tmp_path / "all.zip", [(member, b"{}"), ("__MACOSX/anna/._ex01.ipynb", b"x")])
    assert {name: [*parcel.files] for name, parcel in read(source, {"anna"}).items()} == {owner: [file]}


def test_a_timestamp_of_a_students_own_does_not_make_late_work_early(workspace, tmp_path):
    name = "Anna Müller, Dr._4711_assignsubmission_file_"
    members = [(f"{name}/ex01.ipynb", b"one"), (f"{name}/timestamp.txt", b"2026-09-01 10:00 UTC")]
    collect(workspace, work.zipped(tmp_path / "all.zip", members, datetime(2026, 9, 23, 12)))
    assert text(workspace, "anna", "timestamp.txt") == "2026-09-23 10:00:00 UTC\n"


def test_two_people_of_one_name_are_not_taken_for_one(tmp_path):
    members = [(f"Cy Young_{number}_assignsubmission_file_/{number}.ipynb", b"{}") for number in (1, 2)]
    found = parcels.read(work.zipped(tmp_path / "all.zip", members), "ex01", BRUSSELS)
    assert [[*parcel.files] for parcel in found] == [["1.ipynb"], ["2.ipynb"]]
    assert matching.match(found, ROSTER)[0] == {}


def link(name: str, target: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    entry = zipfile.ZipInfo(name, (2026, 9, 20, 12, 0, 0))
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry, target


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("anna/../../evil.ipynb", b"{}", "leads out of the archive"),
        ("/anna/ex01.ipynb", b"{}", "leads out of the archive"),
        ("anna/..\\..\\evil.ipynb", b"{}", "leads out of the archive"),
        ("anna/ex01.ipynb", b"0" * 1_000_000, "packed more than 200 times over"),
        ("anna/" + "e" * 250 + ".ipynb", b"{}", "too long a name"),
    ],
)
def test_a_member_that_leads_astray_makes_the_parcel_refused(tmp_path, name, data, why):
    found = read(work.zipped(tmp_path / "all.zip", [(name, data), ("bo/ex01.ipynb", b"{}")]), {"anna", "bo"})
    assert why in found["anna"].fault
    assert found["bo"].fault == ""


def test_links_are_refused_in_archives_and_folders(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr(*link("anna/ex01.ipynb", b"/etc/hostname"))
    (tmp_path / "all" / "anna").mkdir(parents=True)
    (tmp_path / "all" / "anna" / "ex01.ipynb").symlink_to("/etc/hostname")
    (tmp_path / "all" / "bo").symlink_to("anna")
    assert "symbolic link" in read(tmp_path / "all.zip", {"anna"})["anna"].fault
    assert all("symbolic link" in parcel.fault for parcel in read(tmp_path / "all").values())


def test_a_locked_or_oddly_packed_file_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("anna/ex01.ipynb", "{}")
    assert "packed in an unusual way" in read(tmp_path / "all.zip", {"anna"})["anna"].fault


@pytest.mark.parametrize("at", range(0, 400, 7))
def test_a_damaged_archive_is_told_or_its_parcel_refused(tmp_path, at):
    whole = work.zipped(tmp_path / "all.zip", [("anna/ex01.ipynb", b"one" * 40), ("bo/ex01.ipynb", b"two" * 40)])
    data = bytearray(whole.read_bytes())
    data[at % len(data)] ^= 0xFF
    whole.write_bytes(data)
    try:
        found = read(whole, {"anna", "bo"})
    except ValueError as error:
        found, told = {}, str(error)
    else:
        told = "Download it again"
    assert "Download it again" in told
    good = [parcel for parcel in found.values() if not parcel.fault]
    assert all(data in (b"one" * 40, b"two" * 40) for parcel in good for data, _ in parcel.files.values())


def test_an_archive_too_large_for_a_class_is_refused(tmp_path, monkeypatch):
    source = work.zipped(tmp_path / "all.zip", [("anna/ex01.ipynb", os.urandom(2000))])
    monkeypatch.setattr(parcels, "MAX_ALL", 1000)
    with pytest.raises(ValueError, match="Collect in parts"):
        read(source)


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["ex01.ipynb", "EX01.ipynb"], "one file on some machines"),
        (["ex01.ipynb", "ｅx01.ipynb"], "one file on some machines"),
        (["ex01.ipynb", "ex01.ipynb/deep.ipynb"], "a file and a folder at once"),
        ([f"{number}.ipynb" for number in range(51)], "more than 50 files"),
    ],
)
def test_files_that_cannot_lie_side_by_side_are_refused(tmp_path, names, why):
    found = read(work.zipped(tmp_path / "all.zip", [(f"anna/{name}", b"{}") for name in names]), {"anna"})
    assert why in found["anna"].fault


def parcel(owner: str) -> parcels.Parcel:
    return parcels.Parcel(owner, {"ex01.ipynb": (b"{}", 0.0)})


@pytest.mark.parametrize(
    ("owner", "student"),
    [
        ("anna", "anna"),
        ("ANNA", "anna"),
        ("Anna Müller", "anna"),
        (unicodedata.normalize("NFD", "Müller, Anna"), "anna"),
        ("müller  anna", "anna"),
        ("Cy Young", "cy"),
    ],
)
def test_a_parcel_is_matched_by_id_or_by_a_name_that_one_has(owner, student):
    found, said = matching.match([parcel(owner)], ROSTER)
    assert ([*found], said) == ([student], [])


@pytest.mark.parametrize(
    ("owners", "sentence"),
    [
        (["Bo O'Neil"], "is a name of bo and bo2"),
        (["аnna"], "'\\u0430nna' is nobody in the roster"),
        (["Participant 7"], "is nobody in the roster"),
        (["anna", "Anna Müller"], "are all anna, and none is collected"),
        (["anna", "ANNA"], "are all anna, and none is collected"),
    ],
)
def test_what_could_be_somebody_elses_is_matched_to_nobody(owners, sentence):
    found, said = matching.match([parcel(owner) for owner in owners], ROSTER)
    assert found == {}
    assert sentence in " ".join(said)
