"""A game is a pure function of pack, seed and decisions; its log plays it again or says in words why it cannot."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_simulation import PACK, TOY

from cyberdiplomacy.simulation import chance, engine, logs, packs

numbers = st.lists(st.integers(-5, 5), max_size=3)


def played(*given_numbers: int, seed: int = 7) -> engine.Game:
    return engine.play(TOY, PACK, seed, [{"number": number} for number in given_numbers])


@given(numbers, st.integers(0, 10**12))
def test_replay_of_the_log_equals_play(given_numbers, seed):
    game = played(*given_numbers, seed=seed)
    again = logs.replay(logs.parse(logs.text(logs.of(game))), TOY, PACK)
    assert again.states == game.states
    assert again.decisions == game.decisions


@given(numbers)
def test_no_phase_is_skipped_and_the_game_ends_after_the_last(given_numbers):
    game = played(*given_numbers)
    left = TOY.phases[len(given_numbers) :]
    assert game.phase == (left[0] if left else "")
    assert game.over == (not left)


def test_a_game_that_is_over_takes_no_decision():
    with pytest.raises(engine.DecisionError, match="over"):
        played(1, 2, 3).decide({"number": 1})


def test_a_decision_leaves_the_game_before_it_as_it_was():
    game = played(1)
    before = game.state
    game.decide({"number": 4})
    assert game.state == before
    game.state["sum"] = 99
    assert game.state == before


def test_a_decision_that_is_changed_later_changes_no_game():
    decision = {"number": 1}
    game = played().decide(decision)
    decision["number"] = 5
    assert game.decisions == ({"number": 1},)


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ({"number": "two"}, "whole number"),
        ({}, "Give 'number'"),
        ([1], "a decision is a dict"),
        ({"number": float("nan")}, "JSON|text, numbers"),
        ({"number": {1, 2}}, "text, numbers"),
        ({1: 2}, "keys of a decision are texts"),
    ],
)
def test_a_faulty_decision_gets_a_sentence_and_costs_nothing(decision, said):
    game = played(1)
    with pytest.raises(engine.DecisionError, match=f"(?i){said}"):
        game.decide(decision)
    assert game.phase == "second"


@pytest.mark.parametrize("seed", [-1, 1.0, "7", True, None])
def test_a_seed_is_a_whole_number(seed):
    with pytest.raises(engine.DecisionError, match="seed"):
        engine.begin(TOY, PACK, seed)


def test_a_pack_of_the_other_simulation_is_refused():
    with pytest.raises(engine.DecisionError, match="X2"):
        engine.begin(TOY, replace(PACK, simulation="X2"), 1)


def test_another_process_with_another_hash_seed_reaches_the_same_state():
    code = (
        "from toy_simulation import PACK, TOY; from cyberdiplomacy.simulation import engine\n"
        "game = engine.play(TOY, PACK, 7, [{'number': n} for n in (1, 2, 3)]); print(engine.digest(game.state))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)},
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert said == {engine.digest(played(1, 2, 3).state)}


@given(st.data())
def test_a_log_cut_anywhere_keeps_the_decisions_before_the_cut(data):
    whole = logs.text(logs.of(played(1, 2, 3)))
    first = whole.index("\n") + 1
    cut = data.draw(st.integers(first, len(whole)))
    log = logs.parse(whole[:cut])
    full = whole[:cut].count("\n") - 1
    assert len(log.decisions) in (full, full + 1)
    assert bool(log.trouble) == (len(log.decisions) < full + (not whole[:cut].endswith("\n")))
    assert [decision["number"] for decision in log.decisions] == [1, 2, 3][: len(log.decisions)]
    assert logs.replay(log, TOY, PACK).decisions == log.decisions


@given(st.integers(1, 3), st.integers(6, 9))
def test_an_edited_decision_is_found_by_replay_or_by_the_line_after_it(line, number):
    lines = logs.text(logs.of(played(1, 2, 3))).splitlines()
    entry = json.loads(lines[line])
    entry["decision"]["number"] = number
    lines[line] = json.dumps(entry)
    log = logs.parse("\n".join(lines))
    if line < 3:
        assert f"Line {line + 2}" in log.trouble
    with pytest.raises(logs.LogError, match=rf"Decision {line} .* edited"):
        logs.replay(log, TOY, PACK)


@given(st.integers(1, 3), st.integers(-9, 9))
def test_a_log_with_an_edited_decision_is_resumed_after_those_above_it(line, number):
    lines = logs.text(logs.of(played(1, 2, 3))).splitlines()
    entry = json.loads(lines[line])
    entry["decision"] = {"number": number} if number != line else {"number": "edited"}
    lines[line] = json.dumps(entry)
    game, trouble = logs.resume(logs.parse("\n".join(lines)), TOY, PACK)
    assert [decision["number"] for decision in game.decisions] == [1, 2, 3][: line - 1]
    assert f"Decision {line} of this log" in trouble
    assert "play on from there" in trouble
    assert game.phase == TOY.phases[line - 1]


def test_a_log_that_is_whole_is_resumed_without_a_word():
    game, trouble = logs.resume(logs.of(played(1, 2)), TOY, PACK)
    assert game.states == played(1, 2).states
    assert trouble == ""


def test_a_log_that_begins_no_game_is_refused_in_words():
    with pytest.raises(logs.LogError, match=r"begins no game.* seed"):
        logs.resume(replace(logs.of(played(1)), seed=-1), TOY, PACK)


def test_a_line_taken_out_is_found():
    lines = logs.text(logs.of(played(1, 2, 3))).splitlines()
    log = logs.parse("\n".join([*lines[:2], *lines[3:]]))
    assert len(log.decisions) == 1
    assert "does not follow" in log.trouble


@pytest.mark.parametrize("written", ["", "nonsense", "[]", '{"simulation": "X1"}', "[" * 10_000])
def test_what_is_no_log_is_said_to_be_none(written):
    with pytest.raises(logs.LogError, match="no log"):
        logs.parse(written)


def test_a_log_of_other_rules_or_another_text_is_refused_in_words():
    log = logs.of(played(1))
    with pytest.raises(logs.LogError, match=r"version 1 .* version 2"):
        logs.replay(log, replace(TOY, version=2), PACK)
    with pytest.raises(logs.LogError, match="has changed"):
        logs.replay(log, TOY, replace(PACK, digest="0"))
    with pytest.raises(logs.LogError, match="not of X2"):
        logs.replay(log, replace(TOY, name="X2"), PACK)


def test_a_missing_log_is_named(tmp_path):
    with pytest.raises(logs.LogError, match=r"no log played\.jsonl"):
        logs.read(tmp_path / "played.jsonl")


def test_a_log_that_forges_a_decision_of_bad_form_is_refused():
    log = replace(logs.of(played(1)), decisions=({"number": "x"},))
    with pytest.raises(logs.LogError, match="cannot have been taken"):
        logs.replay(log, TOY, PACK)


@given(st.integers(0, 10**9), st.text(max_size=5))
def test_a_share_lies_in_its_range_and_depends_on_nothing_else(seed, purpose):
    drawn = chance.share(seed, purpose)
    assert 0 <= drawn < 1
    assert drawn == chance.share(seed, purpose)


def test_draws_are_even():
    counted = Counter(chance.pick("abcd", seed, "even") for seed in range(4000))
    assert all(850 < number < 1150 for number in counted.values())


@given(st.lists(st.integers(), max_size=8), st.integers(0, 99))
def test_shuffling_loses_nothing(things, seed):
    assert sorted(chance.shuffled(things, seed, "order")) == sorted(things)


def test_nothing_can_be_picked_from_nothing():
    with pytest.raises(ValueError, match="nothing to pick"):
        chance.pick([], 1, "x")


@pytest.mark.parametrize(
    ("text", "said"), [("a: [", "line 2|line 1"), ("- a", "no keys"), ("", "no keys"), ("a: b: c", "line 1")]
)
def test_a_pack_that_cannot_be_read_is_explained(text, said):
    with pytest.raises(packs.PackError, match=said):
        packs.parse("X1", "odd", text)


def test_an_unknown_simulation_or_pack_is_named():
    with pytest.raises(packs.PackError, match="X1 and X2"):
        packs.names("X3")
    with pytest.raises(packs.PackError, match="no case 'nowhere'"):
        packs.load("X1", "nowhere")
