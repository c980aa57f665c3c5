"""Which case a learner has: the grader's word goes before the list of the class, and the list before the usual one."""

from __future__ import annotations

import pytest

from cyberdiplomacy.simulation import packs, variant

CAR = "a-car-before-the-seat"


@pytest.fixture(autouse=True)
def nothing_said():
    yield
    variant.say({})


@pytest.fixture
def listed(tmp_path):
    rows = [("ada", "leak-before-the-vote", 7), ("o'neill, b.", CAR, 12)]
    lines = [f"{variant.code('X2', student)},{pack},{seed}" for student, pack, seed in rows]
    (tmp_path / variant.LIST).write_text("\n".join(["student,pack,seed", *lines]) + "\n", encoding="utf-8")
    return tmp_path


def test_without_a_class_everybody_has_the_usual_case_and_is_told_so(tmp_path):
    case = variant.Case("X2", CAR)
    assert "the one for everybody" in case.mine("", tmp_path)
    assert (case.name, case.seed, case.pack.name) == (CAR, 0, CAR)


@pytest.mark.parametrize(("student", "told"), [("ada", ("leak-before-the-vote", 7)), (" o'neill, b. ", (CAR, 12))])
def test_in_a_class_the_list_tells(listed, student, told):
    case = variant.Case("X2", CAR)
    assert f"{told[0]}, seed {told[1]}" in case.mine(student, listed)
    assert (case.name, case.seed) == told


def test_a_list_shows_no_student(listed):
    text = (listed / variant.LIST).read_text(encoding="utf-8")
    assert not any(word in text for word in ("ada", "neill"))


@pytest.mark.parametrize(("student", "said"), [("", "Write your id"), ("eve", "no case for 'eve'")])
def test_who_is_not_on_the_list_is_told_what_to_do(listed, student, said):
    case = variant.Case("X2", CAR)
    with pytest.raises(variant.VariantError, match=said):
        case.mine(student, listed)
    assert case.name == CAR


def test_a_damaged_row_is_named(tmp_path):
    (tmp_path / variant.LIST).write_text(f"student,pack,seed\n{variant.code('X1', 'ada')},x,many\n", encoding="utf-8")
    with pytest.raises(variant.VariantError, match="row of 'ada'"):
        variant.Case("X1", "clinics-in-march").mine("ada", tmp_path)


def test_the_grader_s_word_counts_whatever_a_list_says(listed):
    case = variant.Case("X2", CAR)
    case.mine("ada", listed)
    variant.say({"X2": ("port-logistics-wiper", 3)})
    assert (case.name, case.seed) == ("port-logistics-wiper", 3)
    variant.say({"X1": ("clinics-in-march", 3)})
    assert (case.name, case.seed) == ("leak-before-the-vote", 7)


def test_graded_cases_carry_no_key():
    for simulation in packs.SIMULATIONS:
        assert packs.graded(simulation)
        assert all(
            "key" in packs.load(simulation, name).content
            for name in {*packs.names(simulation)} - {*packs.graded(simulation)}
        )
