"""Players of X2 that need no person: five bots that see only what the screen shows, and two experts who know the key.

A case is worth playing if no bot comes near an expert: the best of *nothing*, *everything*, *hawk*, *grade* and the
95th percentile of *random* stays well below both experts, on many seeds.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from typing import Any

from cyberdiplomacy.simulation import chance, engine
from cyberdiplomacy.simulation.engine import Decision, Game
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x2 import RULES, council, evidence, form, law, score, view, words

Bot = Callable[[Mapping[str, Any], int], Decision]
"""From what the screen shows (:func:`view.seen`) and the seed of the bot to a decision."""
MARGIN = 35
SEEDS = 100
GRADE_SEEDS = 10


def nothing(seen: Mapping[str, Any], seed: int) -> Decision:
    """Decide nothing, in every phase."""
    return {}


def everything(seen: Mapping[str, Any], seed: int) -> Decision:
    """Read and table all that the hours allow; determine all, and rest it on all that was read."""
    read, left = _fill(seen["evidence"], seen["hours"])
    tabled, left = _fill(seen["measures"], left)
    known = [*seen["read"], *read]
    decision: Decision = {"read": read, "measures": tabled, "soundings": [*seen["states"]][:left]}
    decision["attribution"] = {"actor": seen["actors"][0], "probability": 90, "words": "very likely"}
    decision["answers"] = dict.fromkeys(seen["pending"], "compromise")
    if known:
        decision["law"] = {
            name: {"is": next(iter(answers)), "evidence": known} for name, answers in law.QUESTIONS.items()
        }
    return _with_text(seen, decision, lambda choices: choices[0])


def hawk(seen: Mapping[str, Any], seed: int) -> Decision:
    """Read little, be certain of a State, and table what is hardest first."""
    hard = ("restrictive", "support", "stability", "cooperative", "preventive")
    read, left = _fill(seen["evidence"], min(4, seen["hours"]))
    by_force = sorted(seen["measures"], key=lambda measure: hard.index(measure["category"]))
    tabled, _ = _fill(by_force, seen["hours"] - min(4, seen["hours"]) + left)
    known = [*seen["read"], *read]
    actor = next(actor for actor in seen["actors"] if seen["is_state"][actor])
    decision: Decision = {"read": read, "measures": tabled, "answers": dict.fromkeys(seen["pending"], "hold")}
    decision["attribution"] = {"actor": actor, "probability": 97, "words": "almost certain"}
    if known:
        firm = {"threat": "d", "effect": "a", "interest": "1(4)(a)", "circle": "responsible", "paragraph": "1(1)"}
        decision["law"] = {name: {"is": answer, "evidence": known} for name, answer in firm.items()}
    return _with_text(seen, decision, _boldest)


def by_grade(seen: Mapping[str, Any], seed: int) -> Decision:
    """Read what is graded A or B with credibility 1 or 2, and no text; table what prevents, cooperates or names nobody.

    What was tabled once is not tabled again, and nothing is said on author or law: both would need the texts.
    """
    read, left = _fill([one for one in seen["evidence"] if _well_graded(one)], seen["hours"])
    tabled_before = {*seen["adopted"], *seen["pending"]}
    mild = [one for one in seen["measures"] if _mild(one) and one["id"] not in tabled_before]
    tabled, _ = _fill(mild, left)
    return {"read": read, "measures": tabled, "answers": dict.fromkeys(seen["pending"], "compromise")}


def at_random(seen: Mapping[str, Any], seed: int) -> Decision:
    """Take any decision whose form is right."""
    phase = seen["phase"]

    def draw(*purpose: object) -> float:
        return chance.share(seed, phase, *purpose)

    def some(things: list[dict[str, Any]], what: str) -> list[dict[str, Any]]:
        return [one for one in chance.shuffled(things, seed, phase, what) if draw(what, one["id"]) < 0.6]

    read, left = _fill(some(seen["evidence"], "read"), seen["hours"])
    tabled, left = _fill(some(seen["measures"], "table"), left)
    known = [*seen["read"], *read]
    decision: Decision = {"read": read, "measures": tabled, "soundings": []}
    decision["soundings"] = chance.shuffled([*seen["states"]], seed, phase, "sound")[
        : min(left, int(3 * draw("sounds")))
    ]
    number = 1 + int(99 * draw("number"))
    actor = chance.pick(seen["actors"], seed, phase, "actor")
    decision["attribution"] = {"actor": actor, "probability": number, "words": words.of(number)}
    decision["answers"] = {one: chance.pick(form.ANSWERS, seed, phase, one) for one in seen["pending"]}
    if known:
        decision["law"] = {
            name: {
                "is": chance.pick([*answers], seed, phase, name),
                "evidence": chance.shuffled(known, seed, phase, name, "on")[: 1 + int(3 * draw(name, "many"))],
            }
            for name, answers in law.QUESTIONS.items()
        }
    return _with_text(seen, decision, lambda cards: chance.pick(cards, seed, phase, "card", cards[0]))


BOTS: Mapping[str, Bot] = {
    "nothing": nothing,
    "everything": everything,
    "hawk": hawk,
    "grade": by_grade,
    "random": at_random,
}


def play(pack: Pack, bot: Bot, seed: int, own: int | None = None) -> Game:
    """Return the game of a bot on a seed; ``own`` is the seed of the bot itself."""
    game = engine.begin(RULES, pack, seed)
    while not game.over:
        game = game.decide(bot(view.seen(game), seed if own is None else own))
    return game


def careful(pack: Pack, key: score.Key, seed: int) -> Game:
    """Play as a delegate who knows the case, sounds the table out and writes what all can carry."""
    return _expert(pack, key, seed, sounds=True)


def brisk(pack: Pack, key: score.Key, seed: int) -> Game:
    """Play as a delegate who knows the case, spends no hour on soundings and names what the evidence carries."""
    return _expert(pack, key, seed, sounds=False)


EXPERTS: Mapping[str, Callable[[Pack, score.Key, int], Game]] = {"careful": careful, "brisk": brisk}


def margins(pack: Pack, key: score.Key, seeds: int = SEEDS) -> dict[str, float]:
    """Return the mean score of each bot and expert on seeds from 0; of *random*, the 95th percentile."""
    found = {}
    for name, bot in BOTS.items():
        totals = [score.score(pack, key, play(pack, bot, seed)).total for seed in range(seeds)]
        found[name] = statistics.quantiles(totals, n=20)[-1] if name == "random" else statistics.mean(totals)
    for name, expert in EXPERTS.items():
        found[name] = statistics.mean(score.score(pack, key, expert(pack, key, seed)).total for seed in range(seeds))
    return found


def read_by_grade(pack: Pack, key: score.Key) -> int:
    """Return the most points for evidence that the bot *grade* earns; events may give or take it an hour of reading."""
    games = (play(pack, by_grade, seed) for seed in range(GRADE_SEEDS))
    return max(score.component("evidence", pack, key, game).points for game in games)


def gap(found: Mapping[str, float]) -> float:
    """Return by how much the weaker expert leads the best bot."""
    return min(found[name] for name in EXPERTS) - max(found[name] for name in BOTS)


def _fill(things: list[dict[str, Any]], left: int) -> tuple[list[str], int]:
    """Return the ids of things taken in order while their hours fit, and the hours left."""
    taken = []
    for one in things:
        if one["hours"] <= left:
            taken.append(one["id"])
            left -= one["hours"]
    return taken, left


def _well_graded(item: Mapping[str, Any]) -> bool:
    return item["reliability"] in "AB" and item["credibility"] <= 2


def _mild(measure: Mapping[str, Any]) -> bool:
    """Return whether a measure looks harmless by its category, or is the short statement that needs no author."""
    if measure["declaration"]:
        return False
    return measure["category"] in ("preventive", "cooperative") or "spokesperson" in measure["name"]


def _with_text(seen: Mapping[str, Any], decision: Decision, choose: Callable[[list[str]], str]) -> Decision:
    texts = {measure["id"] for measure in seen["measures"] if measure["declaration"]}
    if texts & {*decision["measures"]}:
        decision["declaration"] = [choose([card["id"] for card in cards]) for cards in seen["cards"].values()]
    return decision


def _boldest(choices: list[str]) -> str:
    return choices[-1]


def _expert(pack: Pack, key: score.Key, seed: int, *, sounds: bool) -> Game:
    game = engine.begin(RULES, pack, seed)
    while not game.over:
        game = game.decide(_advised(pack, key, game, sounds=sounds))
    return game


def _advised(pack: Pack, key: score.Key, game: Game, *, sounds: bool) -> Decision:
    """Return the decision of one who has the key: what is needed first, then what is useful, within the hours."""
    state = game.state
    seen, phase, wanted = view.seen(game), game.phase, key["measures"]["key"]
    needed = [one for one in seen["evidence"] if one["id"] in key["evidence"]["needed"]]
    due = [one for one in seen["measures"] if phase in wanted.get(one["id"], {}).get("phases", ())]
    tabled_before = {one["measure"] for one in state["tabled"]}
    due = [one for one in due if one["id"] not in tabled_before] + [
        one for one in seen["measures"]
        if one["id"] in tabled_before and phase in wanted.get(one["id"], {}).get("phases", ())
    ]  # fmt: skip
    read, left = _fill(needed, seen["hours"])
    tabled, left = _fill(due, left)
    decision: Decision = {"read": read, "measures": tabled}
    if sounds and left >= form.TOUR_HOURS and not state["tour"]:
        decision["soundings"] = [council.TOUR]
        left -= form.TOUR_HOURS
    more, left = _fill([one for one in seen["evidence"] if one["id"] in key["evidence"]["useful"]], left)
    decision["read"] += more
    known = [*state["read"], *decision["read"]]
    decision["attribution"] = _held(key, known)
    decision["law"] = _determined(key, known)
    decision["answers"] = dict.fromkeys(seen["pending"], "compromise")
    named = decision["attribution"]
    bold = not sounds and named.get("probability", 0) >= score.NAMEABLE and seen["is_state"].get(named["actor"], False)
    avoided = {"announces"} if state["tour"].get("no announcements") else set()
    return _with_text(seen, decision, lambda choices: _sentence(pack, key, choices, avoided, bold=bold))


def _sentence(pack: Pack, key: score.Key, choices: list[str], avoided: set[str], *, bold: bool) -> str:
    """Return the best sentence of a slot that nobody is known to object to; a bold one names the State."""
    known, judged = form.by_id(pack["declaration"]["cards"]), key["cards"] or {"good": [], "fair": []}
    carried = [one for one in choices if not avoided & {*known[one].get("marks", [])}] or choices
    named = [one for one in carried if known[one].get("rung") == "state" and one in judged["fair"]] if bold else []
    good = [one for one in carried if one in judged["good"]]
    fair = [one for one in carried if one in judged["fair"]]
    return (named or good or fair or carried)[0]


def _held(key: score.Key, known: list[str]) -> Decision:
    carried = evidence.posterior(key, known)
    best = max(carried, key=lambda actor: carried[actor])
    number = min(99, max(1, round(100 * carried[best])))
    if number < score.SPEAKS:
        return {"actor": form.UNKNOWN}
    return {"actor": best, "probability": number, "words": words.of(number)}


def _determined(key: score.Key, known: list[str]) -> Decision:
    found = {}
    for question, right in key["law"].items():
        for answer, carrying in right.items():
            named = [one for one in carrying if one in known]
            if named or not law.needs_evidence(question, answer):
                found[question] = {"is": answer, "evidence": named}
                break
    return found
