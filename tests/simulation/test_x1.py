"""X1: the clock is exact, mistakes differ, no sequence of decisions breaks it, and the case reacts to what one does."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from x1_cases import CASES, COURSE_SEED, GRADED
from x1_plays import CANNED_SEED, PLAYS, canned, newcomer

from courseware.scenarios import x1_bots
from cyberdiplomacy import places
from cyberdiplomacy.simulation import engine, logs, packs
from cyberdiplomacy.simulation.x1 import RULES, clock, form, judge, parts, score, sitrep, view, world
from cyberdiplomacy.simulation.x1.phases import BY_NAME, NOT_SENT, PHASES

HARBOUR = CASES["harbour-weekend"]
slow_draws = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=40)


def played(course: str, change: dict | None = None, name: str = "harbour-weekend") -> engine.Game:
    """Return the expert's game in a course of events, with some fields of some phases changed."""
    decisions = PLAYS[name](course)
    for phase, fields in (change or {}).items():
        decisions[PHASES.index(phase)] |= fields
    return engine.play(RULES, CASES[name], COURSE_SEED[name, course], decisions)


def line(game: engine.Game, phase: str, field: str) -> score.Line:
    lines = score.score(game.pack, game.pack["key"], game).lines
    return next(one for one in lines if (one.phase, one.field) == (phase, field))


def kinds(game: engine.Game, phase: str, field: str) -> set[str]:
    return {remark.kind for remark in line(game, phase, field).remarks}


def test_the_components_are_those_of_the_course_and_add_up_to_a_hundred():
    assert score.COMPONENTS == {
        "classification": 15,
        "awareness and deadlines": 25,
        "forms": 20,
        "recipients": 10,
        "escalation": 15,
        "situation report": 15,
    }


@pytest.mark.parametrize(
    ("start", "end", "elapsed"),
    [
        ("2026-10-24T22:40+02:00", "2026-10-25T22:40+01:00", 25 * 60),
        ("2026-10-24T22:40+02:00", "2026-10-25T20:40Z", 24 * 60),
        ("2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00", 60),
        ("2026-03-28T18:30+01:00", "2026-03-29T18:30+02:00", 23 * 60),
        ("2026-10-25T10:00+01:00", "2026-10-25T09:59+01:00", -1),
    ],
)
def test_minutes_are_elapsed_time_whatever_the_clocks_on_the_wall_show(start, end, elapsed):
    assert clock.minutes(start, end) == elapsed


@pytest.mark.parametrize(
    "text", ["2026-10-25T02:30", "25.10.2026 02:30", "2026-10-25T24:30+01:00", "2026-13-01T10:00Z"]
)
def test_a_moment_without_offset_or_outside_the_calendar_is_refused_in_words(text):
    with pytest.raises(ValueError, match=r"offset|calendar"):
        clock.instant(text)


@pytest.mark.parametrize(
    ("sent", "kind", "won"),
    [
        ("2026-10-25T21:40+01:00", "right", 1),
        ("2026-10-25T22:40+02:00", "right", 1),
        ("2026-10-25T21:41+01:00", "open", 1),
        ("2026-10-25T22:00+01:00", "open", 1),
        ("2026-10-25T22:01+01:00", "late", 0),
        (NOT_SENT, "late", 0),
    ],
)
def test_the_last_minute_is_in_time_and_what_hangs_on_another_reading_is_not_scored(sent, kind, won):
    entry = {"by": "2026-10-25T21:40+01:00", "open_until": "2026-10-25T22:00+01:00", "why": "Because."}
    found = judge.sent(entry, sent, misleading=False)
    assert (found.remarks[0].kind, found.won) == (kind, won)


def test_late_early_with_false_claims_and_over_sharing_are_different_errors():
    late = played("one-port", {"early_warning": {"send": "2026-10-25T22:30+01:00"}})
    assert kinds(late, "early_warning", "send") == {"late"}
    assert line(late, "early_warning", "claims").earned == 3
    false = played("one-port", {"early_warning": {"claims": ["c-stop", "c-heron", "c-update"]}})
    assert kinds(false, "early_warning", "send") == {"premature"}
    assert kinds(false, "early_warning", "claims") == {"over-claimed"}
    shared = played("one-port", {"early_warning": {"claims": ["c-stop", "c-cranes"]}})
    assert kinds(shared, "early_warning", "claims") == {"over-shared"}
    assert kinds(shared, "early_warning", "send") == {"right"}


def test_early_and_honest_is_no_error():
    assert line(played("one-port"), "early_warning", "send").earned == 3


def test_the_wall_clocks_reading_of_24_hours_is_wrong_by_the_hour_that_the_night_had_more():
    game = played("one-port", {"aware": {"due_early_warning": "2026-10-25T22:40+01:00"}})
    assert line(game, "aware", "due_early_warning").earned == 0
    assert "1 h 00 min after" in line(game, "aware", "due_early_warning").remarks[0].text


def test_a_deadline_may_be_written_on_any_clock():
    assert (
        line(
            played("one-port", {"aware": {"due_early_warning": "2026-10-25T20:40Z"}}), "aware", "due_early_warning"
        ).earned
        == 3
    )


def test_the_month_of_the_final_report_runs_from_the_notification_that_was_sent():
    assert line(played("one-port"), "final_report", "due").earned == 2
    moved = played("one-port", {"notification": {"send": "2026-10-25T16:00+01:00"}})
    assert line(moved, "final_report", "due").earned == 0
    assert "due on 2026-11-25" in line(moved, "final_report", "due").remarks[0].text
    assert line(moved, "final_report", "send").earned == 1


def test_without_a_notification_no_month_runs():
    game = played("one-port", {"notification": {"send": NOT_SENT}})
    assert line(game, "final_report", "due").earned == line(game, "final_report", "send").earned == 0
    assert line(game, "notification", "claims").earned == 0


def test_gdpr_runs_beside_nis2_and_is_not_replaced_by_it():
    assert line(played("two-ports", {"notification": {"others": {}}}), "notification", "others").earned == 0
    late = played("two-ports", {"notification": {"others": {"GDPR": "2026-10-30T09:00+01:00"}}})
    assert kinds(late, "notification", "others") == {"late"}


@pytest.mark.parametrize(("name", "course"), sorted(COURSE_SEED))
def test_a_careful_expert_scores_at_least_85_in_every_course_of_events(name, course):
    game = played(course, name=name)
    assert score.score(game.pack, game.pack["key"], game).total >= 85


@pytest.mark.parametrize("bot", x1_bots.BOTS)
@pytest.mark.parametrize("name", CASES)
def test_who_does_not_think_stays_at_or_below_35_on_a_hundred_seeds(name, bot):
    pack = CASES[name]
    totals = sorted(
        score.score(pack, pack["key"], x1_bots.play(pack, x1_bots.BOTS[bot], seed)).total for seed in range(100)
    )
    assert totals[94 if bot == "guesses" else 99] <= x1_bots.CEILING


@slow_draws
@given(st.sampled_from(sorted(CASES)), st.integers(0, 10**9), st.integers(0, 10**9))
def test_no_sequence_of_decisions_breaks_it_and_replay_equals_play(name, seed, draw):
    pack = CASES[name]
    game = engine.begin(RULES, pack, seed)
    while not game.over:
        assert game.phase == PHASES[len(game.decisions)]
        assert 0 <= score.score(pack, pack["key"], game).total <= 100
        game = game.decide(x1_bots.guesses(view.of(game), draw))
    marked = score.score(pack, pack["key"], game)
    assert 0 <= marked.total <= 100
    assert marked.total == sum(marked.components.values())
    assert all(0 <= marked.components[one] <= most for one, most in score.COMPONENTS.items())
    again = logs.replay(logs.parse(logs.text(logs.of(game))), RULES, pack)
    assert again.states == game.states
    json.dumps(sitrep.of(game))


odd = st.one_of(
    st.none(), st.integers(), st.text(max_size=4), st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2), st.sampled_from(["essential", NOT_SENT, "yes"]),
)  # fmt: skip


@slow_draws
@given(st.data())
def test_what_has_not_the_form_of_a_decision_gets_a_sentence_and_costs_nothing(data):
    game = engine.play(RULES, HARBOUR, 1, PLAYS["harbour-weekend"]("one-port")[: data.draw(st.integers(0, 9))])
    names = [field.name for field in BY_NAME[game.phase].fields]
    decision = data.draw(st.dictionaries(st.sampled_from([*names, "odd"]), odd, max_size=4))
    faults = RULES.faults(HARBOUR, game.state, decision)
    if faults:
        with pytest.raises(engine.DecisionError, match=f"Phase '{game.phase}': "):
            game.decide(decision)
    else:
        assert len(game.decide(decision).decisions) == len(game.decisions) + 1


def test_a_field_that_is_misspelt_is_named_with_the_nearest():
    with pytest.raises(engine.DecisionError, match="Did you mean 'article'"):
        engine.begin(RULES, HARBOUR, 1).decide({"entity_class": "essential", "articel": "x", "significant_now": "no"})


def test_a_statement_that_nobody_has_made_yet_cannot_be_passed_on():
    decisions = PLAYS["harbour-weekend"]("one-port")
    game = engine.play(RULES, HARBOUR, COURSE_SEED["harbour-weekend", "one-port"], decisions[:2])
    with pytest.raises(engine.DecisionError, match="'c-wiped' is not known at this phase"):
        game.decide(decisions[2] | {"claims": ["c-wiped"]})


def test_a_form_left_blank_asks_for_every_choice_and_sends_nothing():
    game = engine.begin(RULES, HARBOUR, 1)
    with pytest.raises(engine.DecisionError, match="entity_class"):
        game.decide(form.blank("anomaly"))


def test_mistakes_cost_traces_and_the_situation_report_says_which_and_why():
    clean = sitrep.of(played("two-ports"))
    assert {one["kind"] for one in clean["evidence"]} == {
        "sample",
        "logs",
        "infrastructure",
        "partner",
        "victims",
        "claim",
    }
    assert clean["lost"] == []
    spoilt = sitrep.of(
        played(
            "two-ports",
            {
                "early_warning": {"send": "2026-10-26T08:00+01:00"},
                "cross_border": {"inform": ["r-enisa"]},
                "recovery": {"public": ["p-stop", "p-trap"]},
            },
        )
    )
    assert {one["id"] for one in spoilt["lost"]} == {"e-logs", "e-zarin", "e-address"}
    assert all(one["why"] for one in spoilt["lost"])
    assert not {one["id"] for one in spoilt["lost"]} & {one["id"] for one in spoilt["evidence"]}


def test_the_situation_report_carries_an_over_claim_as_it_was_claimed():
    game = played("one-port", {"handover": {"statements": {"c-service": "confirmed"}, "unknown": []}})
    report = sitrep.of(game)
    assert report["statements"][0] | {"text": ""} == {
        "id": "c-service",
        "topic": "author",
        "held": "confirmed",
        "text": "",
    }
    assert "over-claimed" in kinds(game, "handover", "statements")
    assert line(game, "handover", "statements").earned == 0


def test_one_source_held_as_confirmed_is_an_over_claim():
    said = PLAYS["harbour-weekend"]("one-port")[-1]["statements"] | {"c-overlap": "confirmed"}
    assert "over-claimed" in kinds(played("one-port", {"handover": {"statements": said}}), "handover", "statements")


def test_the_situation_report_waits_for_the_last_phase_and_holds_no_key():
    with pytest.raises(ValueError, match="last phase"):
        sitrep.of(engine.begin(RULES, HARBOUR, 1))
    text = json.dumps(sitrep.of(played("one-port")))
    assert "NIS2 Art." not in text


def test_another_seed_meets_another_course_of_events():
    assert {world.start(HARBOUR, seed)["course"] for seed in range(20)} == set(HARBOUR["courses"])


def test_the_game_that_lies_beside_the_case_is_the_newcomers():
    """If the case or the rules have changed: python tests/simulation/x1_plays.py"""
    kept = places.root() / packs.SCENARIOS / "x1" / "harbour-weekend.played.jsonl"
    assert kept.read_text(encoding="utf-8") == canned()


def test_a_newcomer_scores_between_a_bot_and_an_expert():
    game = engine.play(RULES, HARBOUR, CANNED_SEED, newcomer())
    assert 40 <= score.score(HARBOUR, HARBOUR["key"], game).total <= 60


def test_graded_cases_carry_no_key():
    for name in GRADED:
        assert "key" not in packs.load("X1", name).content


@pytest.mark.parametrize(("name", "course"), sorted(COURSE_SEED))
def test_the_parts_of_a_game_earn_together_what_the_game_earns_when_it_is_reported_in_time(name, course):
    pack, game = CASES[name], played(course, name=name)
    cut = parts.of(game.decisions)
    assert all(parts.faults(pack, game.seed, component, part) == [] for component, part in cut.items())
    each = {component: parts.earned(pack, pack["key"][course], component, part) for component, part in cut.items()}
    assert each == score.score(pack, pack["key"], game).components


@pytest.mark.parametrize("part", [None, [], {}, {"handover": 1}, {"handover": {"statements": {"c-stop": "sure"}}}])
def test_a_part_of_bad_form_is_explained(part):
    assert parts.faults(HARBOUR, 0, "situation report", part)


def test_the_cases_show_the_convention_on_both_nights_when_the_clocks_change():
    for name, hours in (("harbour-weekend", 25), ("clinics-in-march", 23)):
        entry = next(iter(CASES[name]["key"].values()))["aware"]
        wall = [
            datetime.fromisoformat(at).replace(tzinfo=None)
            for at in (entry["aware_at"]["at"], entry["due_early_warning"]["at"])
        ]
        assert (wall[1] - wall[0]) == timedelta(hours=24 + (24 - hours))


@pytest.mark.parametrize("name", CASES)
def test_the_screen_never_shows_the_key(name):
    pack = CASES[name]
    bare = packs.Pack("X1", name, {part: value for part, value in pack.content.items() if part != "key"}, pack.digest)
    game = engine.begin(RULES, bare, 3)
    while not game.over:
        game = game.decide(x1_bots.reports_everything(view.of(game), 3))
    assert sitrep.of(game)["pack"] == name
