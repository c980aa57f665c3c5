"""Check a case of X2: its shape, references and texts, that an expert can play it whole, and that no bot comes near."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from courseware.scenarios import law_references, placeholders, schema, schema_x2, x2_bots
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x2 import evidence, file, form, law, score

Key = dict[str, Any]
ALL_READ = 0.8
"""How probable the truth has to be when all that matters has been read."""
EXPERT = 85
"""What each expert reaches at least, on average: below it, the hours or the Council make the case unplayable."""
BY_GRADE = 9
"""The most that reading by grade alone may earn, of the 15 points for evidence."""
_LAW = re.compile(
    r"(teu|tfeu|2019/79[67]|2021/821|ets185|2014/415/EU|kadi-ii|fulmen|un:\S+)( (Art\.|para\.|paras) \S+)?"
)


def problems_of(pack: Pack) -> list[str]:
    """Return what is to be mended in a case, and last the texts that still wait; stages build on those before."""
    found = schema.faults(schema_x2.Case, pack.content, "")
    if found:
        return found
    try:
        key = schema_x2.key_of(pack)
    except ValueError as error:
        return [str(error)]
    found = schema.faults(schema_x2.Key, key, "key.")
    stages: tuple[Callable[[Pack, Key], Iterator[str]], ...] = (_references, _weights, _played)
    for stage in stages:
        found = found or [*stage(pack, key)]
    return [*found, *placeholders.faults({**pack.content, "key": key})]


def _references(pack: Pack, key: Key) -> Iterator[str]:
    items, measures = form.by_id(pack["evidence"]), form.by_id(pack["measures"])
    known, actors = form.by_id(pack["declaration"]["cards"]), {*pack["actors"]}
    for part in ("reports", "evidence", "measures", "events"):
        if len(form.by_id(pack[part])) < len(pack[part]):
            yield f"{part}: an id stands there twice."
    for reference in pack["law"]:
        if not _LAW.fullmatch(reference):
            yield f"law: '{reference}' is not written like '2019/797 Art. 1(2)' or 'teu Art. 31(1)'."
    yield from law_references.faults(pack["law"])
    for phase in form.PHASES:
        for part in ("hours", "days"):
            if phase not in pack[part]:
                yield f"{part}: the phase '{phase}' has none."
    yield from _days(pack)
    for name, card in known.items():
        if card["slot"] not in pack["declaration"]["slots"]:
            yield f"declaration: {name} stands in no slot."
        softer = known.get(card.get("softer", name))
        if softer is None or softer["slot"] != card["slot"]:
            yield f"declaration: what is softer than {name} has to stand in the same slot."
    for one in measures.values():
        if one.get("after") and one["after"] not in measures:
            yield f"measures: {one['id']} comes after '{one['after']}', which is none."
    carrying = {item for right in key["law"].values() for named in right.values() for item in named}
    matter = {*key["evidence"]["needed"], *key["evidence"]["useful"], key["false_flag"]["item"]}
    for item in sorted((carrying | matter | {*key["likelihoods"], key["false_flag"]["exposed_by"]}) - {*items}):
        yield f"key: there is no evidence '{item}'."
    for item in sorted({*key["evidence"]["needed"]} & {*key["evidence"]["useful"]}):
        yield f"key.evidence: '{item}' stands under needed and under useful."
    for question, right in key["law"].items():
        for answer in right:
            if answer not in law.QUESTIONS[question]:
                yield f"key.law.{question}: there is no answer '{answer}'."
    for part in ("key", "acceptable"):
        for name, due in key["measures"][part].items():
            late = {*due["phases"], *due.get("late", [])}
            if name not in measures or not late <= {*measures[name]["phases"]}:
                yield f"key.measures.{part}: '{name}' cannot be tabled in {', '.join(sorted(late))}."
    judged = {*key["measures"]["key"], *key["measures"]["acceptable"], *key["measures"]["wrong"]}
    for name in sorted({*measures} ^ judged):
        yield f"key.measures: '{name}' is judged nowhere, or is no measure. Say of each whether it is right, and why."
    cards = key["cards"] or {"good": [*known], "fair": [], "red": {}}
    for name in sorted({*known} ^ {*cards["good"], *cards["fair"], *cards["red"]}):
        yield f"key.cards: '{name}' is judged nowhere, or is no card."
    if {key["truth"], *key["prior"]} - actors or {*key["prior"]} != actors:
        yield "key: 'truth' and 'prior' name the actors of the case, all of them."
    for item, likelihood in key["likelihoods"].items():
        if {*likelihood} != actors:
            yield f"key.likelihoods.{item}: give one number for each actor."


def _days(pack: Pack) -> Iterator[str]:
    """The days on which the phases begin are days of the calendar, each later than the one before."""
    there = [(phase, pack["days"][phase]) for phase in form.PHASES if phase in pack["days"]]
    wrong = [(phase, day) for phase, day in there if not _is_day(day)]
    for phase, day in wrong:
        yield f"days: '{day}' ('{phase}') is no day of the calendar."
    for (before, first), (after, second) in itertools.pairwise(there):
        if not wrong and second <= first:
            yield f"days: '{after}' ({second}) does not come after '{before}' ({first})."


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _weights(pack: Pack, key: Key) -> Iterator[str]:
    carried = evidence.posterior(key, key["evidence"]["needed"])
    if max(carried, key=lambda actor: carried[actor]) != key["truth"] or carried[key["truth"]] < ALL_READ:
        yield f"key.likelihoods: all that matters gives '{key['truth']}' {carried[key['truth']]:.0%}; 80% are needed."
    for question in law.QUESTIONS:
        if question not in key["law"]:
            yield f"key.law: nothing is said on '{question}'."
    lost = {item["id"] for item in pack["evidence"] if not file.kept(pack, item)}
    for item in sorted(lost & {*key["evidence"]["needed"]}):
        yield f"file: '{item}' matters, and the prepared file lacks its trace."


def _played(pack: Pack, key: Key) -> Iterator[str]:
    found = x2_bots.margins(pack, key)
    for name in x2_bots.EXPERTS:
        if found[name] < EXPERT:
            lost = score.score(pack, key, x2_bots.EXPERTS[name](pack, key, 0)).components
            said = "; ".join(f"{one.name} {one.points} of {one.of}" for one in lost)
            yield f"The {name} expert reaches {found[name]:.0f} on average, {EXPERT} are needed ({said} on seed 0)."
    if (earned := x2_bots.read_by_grade(pack, key)) > BY_GRADE:
        advice = "Let something that matters have a poor grade, and something with a good one decide nothing."
        yield f"Reading by grade alone earns {earned} of 15 for evidence; at most {BY_GRADE}. {advice}"
    if x2_bots.gap(found) < x2_bots.MARGIN:
        best = max(x2_bots.BOTS, key=lambda name: found[name])
        yield f"The bot '{best}' reaches {found[best]:.0f}: {x2_bots.gap(found):.0f} below the weaker expert, not 35."
