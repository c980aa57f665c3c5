"""A set is released: its master comes into the class, its items into the gradebook, a case to each student."""

from __future__ import annotations

import shutil

import class_at_work as work
import pytest

from courseware.author import files
from courseware.teach.classes import variants
from courseware.teach.classes.folder import Workspace
from cyberdiplomacy import places
from cyberdiplomacy.simulation import packs, variant

pytestmark = pytest.mark.slow

PACKS = ["clinics", "ferries", "grid"]


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Workspace:
    workspace = work.made(tmp_path_factory.mktemp("release") / "class")
    for assignment in ("ex01", "x1"):
        work.ok("release", assignment, "--dir", workspace.home)
    return workspace


@pytest.fixture
def workspace(released, tmp_path) -> Workspace:
    return work.copied(released, tmp_path / "class")


def tree(workspace: Workspace, *folders: str) -> dict[str, bytes]:
    found = [path for folder in folders for path in (workspace.home / folder).rglob("*") if path.is_file()]
    return {str(path.relative_to(workspace.home)): path.read_bytes() for path in found}


def test_students_get_what_the_repository_ships(released):
    shipped = files.read(places.root() / "exercises" / "ex01" / "ex01.ipynb")
    given = files.read(released.released("ex01"))
    assert [(cell.id, cell.source) for cell in given.cells] == [(cell.id, cell.source) for cell in shipped.cells]


def test_the_gradebook_knows_items_and_students(released):
    with released.gradebook() as book:
        notebook = book.find_notebook("ex01", "ex01")
        assert sum(cell.max_score for cell in notebook.grade_cells) == 20
        assert [student.id for student in book.students] == ["anna", "bo"]


def test_a_second_release_changes_nothing(workspace):
    before = tree(workspace, "source", "release")
    said = work.ok("release", "ex01", "--dir", workspace.home)
    assert "released already" in said
    assert tree(workspace, "source", "release") == before


def test_a_master_of_the_class_is_used_and_told(workspace):
    path = workspace.master("ex01")
    files.write(path, files.to_json(work.with_memo(files.read(path))))
    code, said = work.course("release", "ex01", "--dir", workspace.home, answer="n\n")
    assert code == 1
    assert "differs from the course's master; the one of the class is used" in said
    assert "made anew" in said
    work.ok("release", "ex01", "--dir", workspace.home, "--yes")
    assert work.MEMO in workspace.released("ex01").read_text(encoding="utf-8")
    work.ok("release", "ex01", "--renew", "--dir", workspace.home, "--yes")
    assert work.MEMO not in workspace.released("ex01").read_text(encoding="utf-8")


def test_a_class_can_have_a_version_of_its_own(workspace):
    def sources() -> list[str]:
        return [cell.source for cell in files.read(workspace.master("ex01")).cells]

    said = work.ok("release", "ex01", "--own", "--dir", workspace.home, "--yes")
    assert "differs from the version of this class alone and is replaced by it" in said
    own = sources()
    assert own != [cell.source for cell in work.master("ex01").cells]
    assert "released already" in work.ok("release", "ex01", "--own", "--dir", workspace.home)
    assert "the one of the class is used" in work.ok("release", "ex01", "--dir", workspace.home)
    assert sources() == own
    assert "BEGIN HIDDEN TESTS" not in workspace.released("ex01").read_text(encoding="utf-8")


def test_who_has_handed_in_is_counted_before_anything_is_replaced(workspace):
    work.put(workspace.submitted("anna", "ex01"), "{}", "2026-09-20 10:00 UTC")
    shutil.rmtree(workspace.released("ex01").parent)
    said = work.ok("release", "ex01", "--dir", workspace.home)
    assert "written to release/ex01" in said
    files.write(workspace.master("ex01"), files.to_json(work.with_memo(work.master())))
    code, said = work.course("release", "ex01", "--dir", workspace.home, answer="n\n")
    assert code == 1
    assert "1 have handed in the version before" in said


@pytest.mark.parametrize("name", ["ex1", "../ex01", "nothing"])
def test_an_unknown_set_is_told(released, name):
    code, said = work.course("release", name, "--dir", released.home)
    assert code == 1
    assert f"There is no assignment '{name}'" in said


def test_each_student_has_a_case_and_a_lot_of_their_own(released):
    rows = (released.home / "variants.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "student_id,assignment,pack,seed"
    expected = {one: variants.pick("x1", one, "seven seas", packs.graded("X1")) for one in ("anna", "bo")}
    assert rows[1:] == [f"{one},x1,{pack},{seed}" for one, (pack, seed) in expected.items()]
    assert expected["anna"][1] != expected["bo"][1]


def test_the_list_beside_the_notebook_names_nobody_and_each_finds_their_own(released):
    path = released.released("x1").with_name("variants.csv")
    assert "anna" not in path.read_text(encoding="utf-8")
    case = variant.Case("X1", packs.graded("X1")[0])
    case.mine("anna", path.parent)
    assert (case.name, case.seed) == variants.pick("x1", "anna", "seven seas", packs.graded("X1"))


def test_who_comes_later_gets_a_case_and_nobody_elses_changes(workspace, tmp_path):
    before = (workspace.home / "variants.csv").read_text(encoding="utf-8")
    (tmp_path / "more.csv").write_text("id\ncy\n", encoding="utf-8")
    work.ok("students", "import", tmp_path / "more.csv", "--dir", workspace.home, "--yes")
    after = (workspace.home / "variants.csv").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert after.removeprefix(before).startswith("cy,x1,")
    assert variant.code("X1", "cy") in workspace.released("x1").with_name("variants.csv").read_text(encoding="utf-8")


def test_a_draw_is_the_same_on_every_machine_and_in_every_order():
    assert variants.pick("x1", "anna", "seven seas", PACKS) == ("grid", 135139)
    assert variants.pick("x1", "anna", "seven seas", PACKS[::-1]) == variants.pick("x1", "anna", "seven seas", PACKS)


def test_set_student_and_secret_each_change_the_draw():
    draws = {
        variants.pick(*told, PACKS)
        for told in (
            ("x1", "anna", "s"),
            ("x2", "anna", "s"),
            ("x1", "bo", "s"),
            ("x1", "anna", "t"),
            ("x1a", "nna", "s"),
        )
    }
    assert len(draws) == 5


def test_all_cases_are_drawn_about_as_often():
    drawn = [variants.pick("x1", f"s{number}", "seven seas", PACKS) for number in range(300)]
    assert all(70 < sum(pack == one for pack, _ in drawn) < 130 for one in PACKS)
    assert len({seed for _, seed in drawn}) == 300
    assert all(0 <= seed < variants.SEEDS for _, seed in drawn)


def test_without_cases_there_is_nothing_to_draw():
    with pytest.raises(ValueError, match="There is no graded case for x1"):
        variants.pick("x1", "anna", "s", [])


def test_without_its_secret_a_class_draws_nothing(workspace, tmp_path):
    (workspace.home / "secret.txt").unlink()
    (tmp_path / "more.csv").write_text("id\ncy\n", encoding="utf-8")
    code, said = work.course("students", "import", tmp_path / "more.csv", "--dir", workspace.home, "--yes")
    assert code == 1
    assert "secret.txt is missing or empty" in said
