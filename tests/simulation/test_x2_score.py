"""The score of X2: components from the key, their penalties, and how evidence moves probabilities."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from x2_games import ASKS, KEY, LAW, PORT, READ, SURE, TEXT, changed, play, seed_with

from cyberdiplomacy.simulation.x2 import evidence, form, score

CALM = seed_with(without=ASKS)
ITEMS = sorted(KEY["likelihoods"])
FULL = [
    {"read": READ["detect"], "measures": ["m-line", "m-teams"]},
    {
        "read": READ["assess"],
        "measures": ["m-signs", "m-demarche"],
        "attribution": {**SURE, "probability": 73, "words": "likely"},
    },
    {"read": READ["signal"], "measures": ["m-declaration"], "declaration": TEXT, "attribution": SURE},
    {"read": READ["respond"], "law": LAW, "measures": ["m-host"], "attribution": {**SURE, "probability": 94}},
    {"read": READ["follow through"], "measures": ["m-review", "m-ports"]},
]


def total(*decisions, seed=CALM, pack=PORT):
    return score.score(pack, KEY, play(*decisions, seed=seed, pack=pack))


def without(phase, *keys):
    return [{k: v for k, v in one.items() if k not in keys} if at == phase else one for at, one in enumerate(FULL)]


def test_the_weights_add_up_to_100_and_the_penalties_to_40():
    assert sum(score.WEIGHTS.values()) == 100
    assert sum(score.CAPS.values()) == 40
    assert sum(score.LAW.values()) == score.WEIGHTS["law"]


def test_a_whole_game_by_the_key_earns_everything():
    assert [one.points for one in total(*FULL).components] == [15, 25, 20, 25, 15]


def test_nothing_earns_nothing():
    assert total({}, {}, {}, {}, {}).total == 0
    assert total().total == 0


@given(st.lists(st.sampled_from(ITEMS), max_size=5, unique=True))
def test_probabilities_are_probabilities_in_any_order(read):
    found = [evidence.posterior(KEY, order) for order in [*permutations(read)][:6]]
    assert all(sum(one.values()) == pytest.approx(1) for one in found)
    assert all(one == pytest.approx(found[0]) for one in found)


def test_the_false_flag_moves_nothing_once_it_is_known_for_one():
    flag = KEY["false_flag"]["item"]
    assert evidence.posterior(KEY, [flag]) == pytest.approx(evidence.posterior(KEY, []))
    assert evidence.ratio(KEY, flag, "dravinia") == pytest.approx(1)


def test_the_key_evidence_carries_the_truth_to_where_a_state_may_be_named():
    read = [item for phase in form.PHASES[:3] for item in READ[phase]]
    assert evidence.posterior(KEY, read)["karsia"] > 0.8
    assert evidence.posterior(KEY, READ["detect"])["karsia"] < 0.55


def test_what_does_not_matter_costs_evidence_points():
    more = [{**FULL[0], "read": [*READ["detect"], "e-boast"]}, *FULL[1:]]
    assert total(*more)["evidence"].points == 14
    assert total({"read": ["e-boast"]})["evidence"].points == 0


def test_a_determination_earns_as_much_as_its_evidence_carries():
    mixed = {**LAW, "effect": {"is": "a", "evidence": ["e-standstill", "e-sample"]}}
    found = total(*FULL[:3], {**FULL[3], "law": mixed})["law"]
    assert found.points == 23
    none = {**LAW, "effect": {"is": "a", "evidence": ["e-sample"]}}
    assert total(*FULL[:3], {**FULL[3], "law": none})["law"].points == 0
    assert total(*FULL[:3], {**FULL[3], "law": none, "measures": []})["law"].points == 12  # the paragraph falls with it


def test_without_a_listing_a_wrong_determination_is_not_annulled():
    wrong = {**LAW, "threat": {"is": "a", "evidence": ["e-sample"]}}
    assert total(*FULL[:3], {**FULL[3], "law": wrong, "measures": []})["law"].penalty == 0


def test_a_probability_far_from_what_was_read_earns_less():
    low = [*FULL[:2], {**FULL[2], "attribution": {**SURE, "probability": 60, "words": "likely"}}, *FULL[3:]]
    assert total(*low)["calibration"].points < total(*FULL)["calibration"].points
    wrong = {"actor": "dravinia", "probability": 90, "words": "very likely"}
    blind = [{**one, "attribution": wrong} for one in FULL]
    assert total(*blind)["calibration"].points == 0


def test_a_good_number_on_nothing_read_is_luck():
    lucky = [{}, *({"attribution": {"actor": "karsia", "probability": 30, "words": "unlikely"}} for _ in range(4))]
    assert total(*lucky)["calibration"].points == 0


def test_a_state_named_beyond_what_was_read_takes_its_points():
    text = ["a-lysmar", "w-karsia", *TEXT[2:]]
    rash = [
        {"read": ["e-sample", "e-account", "e-standstill"]},
        {"measures": ["m-declaration"], "declaration": text, "attribution": SURE},
    ]
    found = total(*rash)["calibration"]
    assert (found.penalty, found.points) == (12, 0)
    sound = [*FULL[:2], {**FULL[2], "declaration": text}, *FULL[3:]]
    assert total(*sound)["calibration"].penalty == 0


def test_precision_and_recall_multiply():
    fewer = total(*without(4, "measures"))["measures"].points
    assert fewer == 20  # six of eight: 19 times 6/8, and six sentences
    more = [*FULL[:4], {"measures": ["m-ports", "m-unit"]}]
    assert total(*more)["measures"].earned == 21  # seven of eight, one of eight misses: 19 times 7/8 times 7/8, and six


def test_an_acceptable_measure_costs_nothing():
    more = [*FULL[:2], {**FULL[2], "measures": ["m-declaration", "m-protest"]}, *FULL[3:]]
    assert total(*more)["measures"].points == 25


def test_a_red_line_takes_the_sentences_and_more():
    red = [*FULL[:2], {**FULL[2], "declaration": [*TEXT[:2], "n-armed", *TEXT[3:]]}, *FULL[3:]]
    found = total(*red)["measures"]
    assert (found.earned, found.penalty) == (19, 4)
    assert any("Article 51" in why for why in found.why)


def test_a_case_without_a_declaration_gives_all_points_to_the_measures():
    key = {**KEY, "cards": None}
    game = play(*FULL, seed=CALM)
    assert score.component("measures", PORT, key, game).earned == 25


def test_the_outcome_counts_what_stands():
    assert total(*FULL)["outcome"].points == 15
    annulled = [*FULL[:3], {**FULL[3], "law": {**LAW, "threat": {"is": "a", "evidence": ["e-sample"]}}}, FULL[4]]
    assert total(*annulled)["outcome"].points == 13
    clause = [{**FULL[0], "measures": ["m-427"]}, *FULL[1:]]
    assert total(*clause)["outcome"].penalty == 6


def test_what_was_lost_in_x1_is_not_asked_for():
    kept = [one for one in PORT["file"]["evidence"] if one["kind"] != "victims"]
    pack = changed(file={**PORT["file"], "evidence": kept})
    reduced = [{**FULL[0], "read": ["e-sample", "e-account"]}, *FULL[1:3]]
    assert "8 items" in total(*reduced, pack=pack)["evidence"].why[0]


def test_each_component_reads_its_own_part_of_the_key_only():
    parts = {
        "evidence": ["evidence"],
        "law": ["law", "measures"],
        "calibration": ["evidence", "prior", "likelihoods"],
        "measures": ["measures", "cards"],
        "outcome": ["measures", "law"],
    }
    game = play(*FULL, seed=CALM)
    for name, needed in parts.items():
        part = {one: KEY[one] for one in needed}
        assert score.component(name, PORT, part, game) == score.component(name, PORT, KEY, game)


def test_a_listing_that_hits_whom_the_case_does_not_prove_it_of_falls_though_every_determination_holds():
    wrong = next(one["id"] for one in PORT["measures"] if one.get("listing") and one["id"] in KEY["measures"]["wrong"])
    listed = [{**one, "measures": [wrong]} if "law" in one else one for one in without(4, "measures")]
    state = next(game.state for seed in range(200) if wrong in (game := play(*listed, seed=seed)).state["adopted"])
    assert score.annulled(PORT, KEY, state) == [wrong]
    assert score.annulled(PORT, KEY, play(*FULL, seed=CALM).state) == []
