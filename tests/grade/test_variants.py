"""In a class each student's simulation is judged on the case and the lots that this student was given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from courseware.author import files
from courseware.grade.classroom import variants
from courseware.grade.judging import outcome, plan
from courseware.grade.judging.session import Session
from courseware.scenarios import schema_x2, x2_bots
from cyberdiplomacy import places
from cyberdiplomacy.simulation import packs

ANSWERS = {
    "x2-evidence": "reading",
    "x2-law": "determinations",
    "x2-calibration": "assessments",
    "x2-measures": "choices",
    "x2-outcome": "game",
}
CASES = packs.graded("X2")


@pytest.fixture(scope="module")
def judge() -> Iterator[Session]:
    master = plan.of(files.read(places.root() / "solutions" / "x2" / "x2.ipynb"))
    with Session(master) as one:
        yield one


def judged(judge: Session, name: str, seed: int, told: variants.Variant | None) -> dict[str, float | None]:
    """The marks of an expert who plays one case, judged on what the class says."""
    pack = packs.load("X2", name)
    played = [*x2_bots.careful(pack, schema_x2.key_of(pack), seed).decisions]
    cells = [plan.Cell(f"{item}-answer", f"{given} = {played!r}", item) for item, given in ANSWERS.items()]
    found = outcome.verdicts(judge.plan, judge.judge(cells, told), cells, {"x2-rationale"})
    return {verdict.item: verdict.points for verdict in found}


@pytest.mark.parametrize("name", CASES)
def test_who_plays_well_the_case_that_the_class_gave_earns_most_of_it(judge, name):
    points = judged(judge, name, 17, {"X2": (name, 17)})
    assert sum(points.values()) >= 80


def test_the_game_of_another_case_earns_nothing(judge):
    other = next(name for name in packs.names("X2") if name != CASES[0])
    assert set(judged(judge, other, 17, {"X2": (CASES[0], 17)}).values()) == {0.0}


def test_one_student_s_case_is_not_the_next_one_s(judge):
    assert sum(judged(judge, CASES[-1], 5, {"X2": (CASES[-1], 5)}).values()) >= 80
    assert sum(judged(judge, "a-car-before-the-seat", 0, None).values()) >= 80


HEAD = "student_id,assignment,pack,seed\n"


def test_a_class_without_a_list_or_an_exercise_set_has_no_variants(tmp_path):
    assert variants.read(tmp_path, "x2") == {}
    (tmp_path / variants.NAME).write_text(HEAD + "ada,ex01,any,1\n", encoding="utf-8")
    assert variants.read(tmp_path, "ex01") == variants.read(tmp_path, "x2") == {}


def test_the_list_is_read_by_student(tmp_path):
    (tmp_path / variants.NAME).write_text(HEAD + f"ada,x2,{CASES[0]},7\nada,x1,clinics-in-march,2\n", encoding="utf-8")
    assert variants.read(tmp_path, "x2") == {"ada": {"X2": (CASES[0], 7)}}
    assert variants.read(tmp_path, "x1") == {"ada": {"X1": ("clinics-in-march", 2)}}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("student_id,pack,seed\n", "lacks the column assignment"),
        (HEAD + "ada,x2,port-logistics-wiper,1\n", "line 2: 'port-logistics-wiper' is no graded case"),
        (HEAD + f"ada,x2,{CASES[0]},one\n", "the seed is a whole number, not 'one'"),
        (HEAD + f"ada,x2,{CASES[0]},1\n" * 2, "line 3: ada has a case of x2 already"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(tmp_path, rows, said):
    (tmp_path / variants.NAME).write_text(rows, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        variants.read(tmp_path, "x2")
