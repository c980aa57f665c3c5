"""The rules of X2: form, hours, RELEX, silence, naming too early, clauses, and the file that X1 hands over."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from x2_games import ASKS, KEY, LAW, PORT, READ, SURE, TEXT, changed, decision, play, seed_with

from cyberdiplomacy.screens import x1
from cyberdiplomacy.simulation import engine, logs
from cyberdiplomacy.simulation.x1 import sitrep as sitrep_of_x1
from cyberdiplomacy.simulation.x2 import RULES, council, file, form, rules, score, view

CALM = seed_with(without=ASKS)
PREPARED = [{"read": READ["detect"]}, {"read": READ["assess"]}, {"read": READ["signal"], "attribution": SURE}]


def told(game, rule):
    return [one["text"] for one in game.state["news"] if one["rule"] == rule]


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(0, 10**6))
def test_whatever_is_decided_nothing_crashes_and_replay_equals_play(data, seed):
    game = engine.begin(RULES, PORT, seed)
    while not game.over:
        try:
            game = game.decide(data.draw(decision(game)))
        except engine.DecisionError:
            game = game.decide({})
        state = game.state
        assert 0 <= state["unity"] <= 100
        assert 0 <= state["credibility"] <= 100
        assert 0 <= score.score(PORT, KEY, game).total <= 100
    assert logs.replay(logs.parse(logs.text(logs.of(game))), RULES, PORT).states == game.states


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\x0c", "\r", "\n", '"'])
def test_a_rationale_may_hold_whatever_ends_lines_elsewhere(sign):
    game = engine.begin(RULES, PORT, 0).decide({"rationale": f"First{sign}second."})
    assert logs.replay(logs.parse(logs.text(logs.of(game))), RULES, PORT).states == game.states


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 200)
    | st.text(max_size=4)
    | st.sampled_from(["e-sample", "tour", "m-line"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["is", "evidence", "actor"]), inner),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(form.KEYS), VALUES, max_size=4))
def test_any_json_is_taken_or_refused_with_sentences(given_decision):
    faults = form.faults(PORT, engine.begin(RULES, PORT, 1).state, engine.plain(given_decision))
    assert all(isinstance(one, str) and one.endswith(".") for one in faults)
    if not faults:
        engine.begin(RULES, PORT, 1).decide(given_decision)


@pytest.mark.parametrize(
    ("given_decision", "said"),
    [
        ({"reads": []}, "no 'reads'"),
        ({"read": "e-sample"}, "'read' is a list"),
        ({"read": ["e-graft"]}, "e-graft is no evidence that can be read now"),
        ({"read": ["e-sample", "e-sample"]}, "twice"),
        ({"measures": ["m-host"]}, "m-host is no measure that can be tabled now"),
        ({"soundings": ["EL"]}, "neither a Member State nor 'tour'"),
        (
            {"read": ["e-account", "e-sample", "e-standstill"], "measures": ["m-427", "m-strike"]},
            "takes 14 hours, and there are 13",
        ),
        ({"attribution": {"actor": "karsia"}}, "An attribution is"),
        ({"attribution": {"actor": "France", "probability": 60, "words": "likely"}}, "no actor 'France'"),
        (
            {"attribution": {"actor": "karsia", "probability": 60, "words": "very likely"}},
            "80 to 95 per cent; you say 60",
        ),
        ({"attribution": {"actor": "karsia", "probability": 100, "words": "almost certain"}}, "nothing is certain"),
        ({"attribution": {"actor": "karsia", "probability": 60, "words": "probably"}}, "no word of the scale"),
        ({"law": {"threat": {"is": "b", "evidence": ["e-account"]}}}, "nobody has read: e-account"),
        ({"law": {"threat": {"is": "b", "evidence": []}}}, "'threat' names no evidence"),
        ({"law": {"treat": {"is": "b"}}}, "no determination 'treat'"),
        ({"law": {"threat": {"is": "z"}}}, "'threat' is a dict"),
        ({"answers": {"m-host": "hold"}}, "does not wait for an answer"),
        ({"declaration": TEXT}, "'measures' tables none"),
        ({"rationale": "word " * 121}, "121 words; 120 are allowed"),
        ({"drill": "blocked"}, "'adopted' or 'prevented'"),
    ],
)
def test_a_fault_of_form_is_said(given_decision, said):
    with pytest.raises(engine.DecisionError) as caught:
        play(given_decision)
    assert said in str(caught.value)


def test_120_words_are_allowed():
    assert play({"rationale": "word " * 120}).phase == "assess"


def test_a_declaration_has_one_sentence_a_slot_in_order():
    for cards in ([], TEXT[:5], TEXT[::-1], [*TEXT[:5], "a-lysmar"]):
        with pytest.raises(engine.DecisionError, match="one a slot"):
            play({}, {"measures": ["m-declaration"], "declaration": cards})
    with pytest.raises(engine.DecisionError, match="no card poem"):
        play({}, {"measures": ["m-declaration"], "declaration": [*TEXT[:5], "poem"]})


def test_a_wise_decision_is_not_a_matter_of_form():
    assert play({}, {}, {"measures": ["m-trade"]}).phase == "respond"


def test_the_seed_draws_what_happens():
    assert len({tuple(play({}, {}, {}, {}, seed=seed).state["events"]) for seed in range(40)}) > 10


def test_a_sounding_shows_one_position_and_a_tour_only_numbers():
    state = play({"soundings": ["IE", "tour"]}, seed=3).state
    assert state["sounded"] == {"IE": council.stance(3, "IE")}
    assert state["tour"] == council.counted(3)


def test_the_screen_shows_no_lot_no_unread_text_and_no_key():
    seen = repr(view.seen(engine.begin(RULES, PORT, 3)))
    assert "keeps no key by which" not in seen
    assert "likelihoods" not in seen
    assert not any(f"'{name}'" in seen for name in ASKS)
    assert "keeps no key by which" in repr(view.seen(play({"read": ["e-sample"]})))


def test_nothing_adopted_until_the_third_phase_costs_credibility():
    assert told(play({}, {}, {}, seed=CALM), "silence")
    assert not told(play({"measures": ["m-line"]}, {}, {}, seed=CALM), "silence")


def test_a_text_to_which_nobody_objects_is_adopted():
    state = play(*PREPARED[:2], {"measures": ["m-declaration"], "declaration": TEXT}, seed=CALM).state
    assert state["adopted"]["m-declaration"] == {"phase": "signal", "cards": TEXT, "rung": "territory"}


ANNOUNCED = seed_with("no announcements", without=("talks first",))


def broken():
    return play(*PREPARED[:2], {"measures": ["m-declaration"], "declaration": TEXT}, seed=ANNOUNCED)


def test_silence_is_broken_and_waits_for_an_answer():
    state = broken().state
    assert state["pending"]["m-declaration"]["against"] == council.counted(ANNOUNCED)["no announcements"]
    assert "m-declaration" not in state["adopted"]
    assert council.STANCES["no announcements"] in told(broken(), "silence broken")[0]


def test_a_compromise_replaces_the_sentence_and_passes():
    state = broken().decide({"answers": {"m-declaration": "compromise"}}).state
    assert state["adopted"]["m-declaration"]["cards"][-1] == "x-follow"
    assert state["adopted"]["m-declaration"]["cards"][0] == "a-lysmar"
    assert not state["pending"]


def test_the_same_text_once_more_fails_while_nothing_has_changed():
    before = broken()
    state = before.decide({"answers": {"m-declaration": "hold"}}).state
    assert state["failed"][0]["measure"] == "m-declaration"
    assert state["unity"] < before.state["unity"] - 8


def test_without_an_answer_a_text_is_withdrawn():
    assert broken().decide({}).state["failed"] == [{"measure": "m-declaration", "why": "withdrawn"}]


def test_in_the_last_phase_a_broken_silence_is_the_end():
    game = play(*PREPARED[:2], {}, {}, {"measures": ["m-declaration"], "declaration": TEXT}, seed=ANNOUNCED)
    assert not game.state["pending"]
    assert "no time left" in game.state["failed"][0]["why"]


def listing(law, seed=CALM, **more):
    return play(*PREPARED, {"read": READ["respond"], "law": law, "measures": ["m-host"], **more}, seed=seed)


@pytest.mark.parametrize(
    ("law", "said"),
    [
        ({}, "say nothing on threat"),
        ({**LAW, "paragraph": {"is": "no"}}, "does not cover the case"),
        ({**LAW, "circle": {"is": "none"}}, "nobody to list"),
        ({**LAW, "circle": {"is": "support", "evidence": ["e-overlap"]}}, "shown to a court"),
    ],
)
def test_relex_sends_back_what_would_be_no_text(law, said):
    state = listing(law).state
    assert said in state["failed"][0]["why"]
    assert "m-host" not in state["adopted"]


def test_a_listing_that_was_sent_back_may_be_tabled_again():
    again = listing({}).decide({"law": LAW, "measures": ["m-host"]})
    assert "m-host" in again.state["adopted"]


def test_a_listing_on_a_wrong_determination_passes_and_is_later_annulled():
    wrong = {**LAW, "circle": {"is": "responsible", "evidence": ["e-warnings", "e-payment"]}}
    game = listing(wrong)
    assert "m-host" in game.state["adopted"]
    assert score.annulled(PORT, KEY, game.state) == ["m-host"]
    assert score.score(PORT, KEY, game)["law"].penalty == 12
    mended = game.decide({"law": LAW})
    assert score.annulled(PORT, KEY, mended.state) == ["m-host"]
    right = listing(LAW)
    assert score.annulled(PORT, KEY, right.state) == []
    assert score.score(PORT, KEY, right)["law"].penalty == 0


def test_a_listing_before_the_union_has_spoken_meets_those_who_asked_for_one_voice():
    seed = seed_with("one voice first", without=("talks first", "evidence first", "two reasons"))
    assert "m-host" in listing(LAW, seed).state["pending"]


NAMING = [TEXT[0], "w-karsia", *TEXT[2:]]


def test_naming_a_state_on_thin_grounds_escalates():
    before = play({}, seed=CALM)
    state = before.decide({"measures": ["m-declaration"], "declaration": NAMING}).state
    assert state["premature"] == ["m-declaration"]
    assert state["escalation"] == 2
    assert state["credibility"] < before.state["credibility"] - 15


def test_naming_a_state_on_three_good_items_and_eighty_per_cent_does_not():
    third = {**PREPARED[2], "measures": ["m-declaration"], "declaration": NAMING}
    assert play(*PREPARED[:2], third, seed=CALM).state["premature"] == []
    unsure = {**third, "attribution": {"actor": "karsia", "probability": 79, "words": "likely"}}
    assert play(*PREPARED[:2], unsure, seed=CALM).state["premature"] == ["m-declaration"]
    gang = {**third, "attribution": {"actor": "grey-heron", "probability": 88, "words": "very likely"}}
    assert play(*PREPARED[:2], gang, seed=CALM).state["premature"] == ["m-declaration"]


def test_a_clause_whose_conditions_are_missing_costs_credibility():
    plain, asked = play({}, seed=CALM).state, play({"measures": ["m-427"]}, seed=CALM).state
    assert asked["misused"] == ["m-427"]
    assert asked["credibility"] == plain["credibility"] - 20
    opened = changed(clauses_open=["42(7)"])
    assert play({"measures": ["m-427"]}, seed=CALM, pack=opened).state["misused"] == []


def test_a_review_without_a_listing_comes_to_nothing():
    game = listing(
        {**LAW, "circle": {"is": "support", "evidence": ["e-warnings"]}}, seed_with("two reasons", without=ASKS[:3])
    )
    assert "m-host" in game.state["pending"]
    state = game.decide({"measures": ["m-review"]}).state
    assert [one["measure"] for one in state["failed"]] == ["m-host"]
    assert told(game.decide({"measures": ["m-review"]}), "no ground")


def test_the_drill_counts_formal_declarations_only():
    for seed in range(20):
        state = play({}, {}, {}, {}, {"drill": "adopted"}, seed=seed).state
        right = "prevented" if council.prevented(state["drill"]["formal"]) else "adopted"
        assert state["drill"]["right"] == right
        assert ("not as you said" in state["news"][-1]["text"]) == (right != "adopted")


def sitrep(**parts):
    return {**PORT["file"], **parts}


def test_what_was_lost_in_x1_cannot_be_read():
    kept = [one for one in PORT["file"]["evidence"] if one["kind"] != "logs"]
    lost = [{"id": "e-logs", "kind": "logs", "why": "The log was gone on Monday."}]
    pack = file.linked(PORT, sitrep(evidence=kept, lost=lost))
    game = engine.begin(RULES, pack, 1)
    assert "e-account" not in form.readable(pack, game.state)
    assert "The log was gone on Monday." in game.state["news"][0]["text"]
    with pytest.raises(engine.DecisionError, match="e-account"):
        game.decide({"read": ["e-account"]})


def test_the_report_of_a_game_of_x1_serves_as_evidence_file():
    """Whatever was lost there, the case can be played; what was kept can be read."""
    left = x1.played("harbour-weekend")
    pack = file.linked(PORT, sitrep_of_x1.of(left))
    state = engine.begin(RULES, pack, 1).state
    kinds = {one["kind"] for one in pack["file"]["evidence"]}
    items = {one["id"]: one.get("trace") for one in pack["evidence"] if one["phase"] == "detect"}
    assert {*form.readable(pack, state)} == {name for name, trace in items.items() if trace is None or trace in kinds}
    assert engine.play(RULES, pack, 1, [{}] * 5).over


def test_an_author_called_confirmed_in_the_file_costs_credibility():
    said = [{"id": "c-service", "topic": "author", "held": "confirmed", "text": "A foreign State's service did it."}]
    pack = file.linked(PORT, sitrep(statements=said))
    assert engine.begin(RULES, pack, 1).state["credibility"] == rules.START - rules.PREJUDGED


def test_a_linked_game_replays_with_its_own_report_only():
    pack = file.linked(PORT, sitrep(seed=9))
    game = engine.begin(RULES, pack, 1).decide({})
    assert logs.replay(logs.of(game), RULES, pack).states == game.states
    with pytest.raises(logs.LogError, match="has changed"):
        logs.replay(logs.of(game), RULES, PORT)


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (None, "no situation report"),
        ({"format": "x"}, "no situation report"),
        ({**PORT["file"], "version": 2}, "version 2"),
        ({**PORT["file"], "pack": "elsewhere"}, "of the case 'elsewhere'"),
        ({**PORT["file"], "evidence": ["x"]}, "damaged"),
        ({**PORT["file"], "lost": [{"kind": "logs"}]}, "damaged"),
        ({**PORT["file"], "unknown": None}, "damaged"),
        ({**PORT["file"], "incident": {}}, "damaged"),
        ({**PORT["file"], "incident": {"title": "A port"}}, "damaged"),
    ],
)
def test_a_file_that_cannot_serve_is_refused(report, said):
    with pytest.raises(file.FileError, match=said):
        file.linked(PORT, report)
