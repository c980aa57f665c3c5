"""After a game of X2 one decision is changed by the menus of the debrief, and the game is replayed."""

from __future__ import annotations

import re

import pytest
from ipywidgets import HTML, Button, Dropdown

from cyberdiplomacy.screens import x2, x2_counterfactual, x2_debrief
from cyberdiplomacy.simulation import engine, packs
from cyberdiplomacy.simulation.x2 import RULES, debrief, form, score

PACK = packs.load("X2", "port-logistics-wiper")
KEY = PACK["key"]
PHASES = dict(zip(form.PHASES, range(1, 6), strict=True))


class Menus:
    """The controls of a game that is over, as a player meets them: alone, or where they stand in the debrief."""

    def __init__(self, game, shown=None):
        shown = shown or x2_counterfactual.menus(KEY, game)
        self.phase, self.change = [one for one in shown if isinstance(one, Dropdown)][:2]
        self.button = next(one for one in shown if isinstance(one, Button))
        self.said = shown[shown.index(self.button) + 1]
        assert isinstance(self.said, HTML)

    def replay(self, phase: str, change: str) -> str:
        self.phase.value, self.change.value = PHASES[phase], change
        self.button.click()
        return self.said.value

    def total(self, phase: str, change: str) -> int:
        last = re.findall(r"<td[^>]*>([^<]*)</td>", self.replay(phase, change))[-4:]
        assert last[0] == "all"
        return int(last[2])


def played(*decisions, seed=0):
    return engine.play(RULES, PACK, seed, [*decisions, *[{}] * (5 - len(decisions))])


def test_the_choice_that_stands_there_replays_the_first_decision_with_nothing_tabled():
    game = x2.played()
    menus = Menus(game, x2_debrief.widget(KEY, game).children)
    assert (menus.phase.value, menus.change.value, menus.button.description) == (1, "nothing tabled", "Replay")
    menus.button.click()
    assert "Decision 1 changed, all others kept" in menus.said.value


def test_a_measure_is_added_to_those_that_were_tabled():
    game = played({"measures": ["m-line"]})
    total = Menus(game).total("detect", "one measure more: Experts of other Member States help in rebuilding")
    rows, other = debrief.what_if(KEY, game, 1, {"measures": ["m-line", "m-teams"]})
    assert {*other.state["adopted"]} == {"m-line", "m-teams"}
    assert total == rows[-1]["with the change"] > score.score(PACK, KEY, game).total


def test_a_measure_stands_instead_of_all_that_were_tabled():
    game = played({"measures": ["m-427", "m-line"]})
    total = Menus(game).total("detect", "one measure instead of all: Statement by the spokesperson")
    assert total == debrief.what_if(KEY, game, 1, {"measures": ["m-line"]})[0][-1]["with the change"]
    assert total > score.score(PACK, KEY, game).total


def test_another_actor_is_named_with_the_number_that_was_said():
    said = {"actor": "karsia", "probability": 90, "words": "very likely"}
    game = played({}, {"read": ["e-graft"], "attribution": said})
    changed = x2_counterfactual.changes(KEY, game, 2)["attribution: the group Grey Heron, very likely (90 per cent)"]
    assert changed == {"attribution": {**said, "actor": "grey-heron"}}
    assert "Decision 2 changed" in Menus(game).replay(
        "assess", "attribution: the group Grey Heron, very likely (90 per cent)"
    )


def test_who_said_unknown_may_suppose_an_actor():
    offered = x2_counterfactual.changes(KEY, played(), 3)
    supposed = offered["attribution: a service of Karsia, likely (70 per cent)"]["attribution"]
    assert form.faults(PACK, engine.begin(RULES, PACK, 0).state, {"attribution": supposed}) == []


def test_what_may_be_tabled_follows_the_phase_and_the_choice_stays_where_it_can():
    menus = Menus(played())
    first = {*menus.change.options}
    menus.change.value = "no soundings"
    menus.phase.value = PHASES["follow through"]
    last = {*menus.change.options}
    assert menus.change.value == "no soundings"
    assert "one measure more: Statement by the spokesperson" in first - last
    assert any("neighbouring third States" in one for one in last - first)
    menus.change.value = next(one for one in menus.change.options if "neighbouring" in one)
    menus.phase.value = PHASES["detect"]
    assert menus.change.value == "nothing tabled"


def test_a_declaration_is_added_in_sentences_of_one_s_own_or_of_the_key():
    added = next(one for one in Menus(played()).change.options if "spokesperson" in one)
    assert "sentences" not in added
    label = "one measure more: Declaration on behalf of the European Union, in the sentences of the key"
    text = x2_counterfactual.changes(KEY, played(), 3)[label]["declaration"]
    assert {*text} <= {*KEY["cards"]["good"]}
    assert "Decision 3 changed" in Menus(played()).replay("signal", label)
    game = x2.played()
    own = next(one["declaration"] for one in game.decisions if one.get("declaration"))
    label = "one measure more: Declaration on behalf of the European Union, in your sentences"
    assert x2_counterfactual.changes(KEY, game, 2)[label]["declaration"] == own


def test_more_than_the_hours_allow_is_said_in_words():
    menus = Menus(played({"measures": ["m-427", "m-222", "m-teams"]}))
    said = menus.replay("detect", "one measure more: Stand by a counter-operation of Valmark against the servers")
    assert "cannot go on like that" in said
    assert "This takes 14 hours, and there are 13" in said


@pytest.mark.parametrize("name", ["port-logistics-wiper", "a-vendor-next-door", "satellite-modem-outage"])
def test_whatever_is_offered_after_an_empty_game_is_replayed(name):
    pack = packs.load("X2", name)
    game = engine.play(RULES, pack, 1, [{}] * 5)
    for number in range(1, 6):
        for label, instead in x2_counterfactual.changes(pack["key"], game, number).items():
            said = x2_counterfactual.replayed(pack["key"], game, number, instead)
            assert f"Decision {number} changed" in said, label
