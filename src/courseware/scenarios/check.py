"""Check a case: its shape, references, periods and texts, and how far players come who do not think."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from courseware.scenarios import law_references, periods, placeholders, schema, x1_bots
from cyberdiplomacy.simulation import packs
from cyberdiplomacy.simulation.packs import Pack
from cyberdiplomacy.simulation.x1 import clock, form, score, world
from cyberdiplomacy.simulation.x1.phases import BY_NAME, PHASES

SEEDS = range(100)
_LAW = re.compile(
    r"(nis2|gdpr|dora|cra|cer|teu|tfeu|sme|\d{2,4}/\d{1,4}(/EU)?)( Art\. \d+[a-z]?(\(\w+\))*)?", re.IGNORECASE
)


def problems(simulation: str, name: str) -> list[str]:
    """Return what is to be mended in a case, one sentence each; PackError if it cannot be read at all."""
    from courseware.scenarios import check_x2

    return (problems_of if simulation == "X1" else check_x2.problems_of)(packs.load(simulation, name))


def problems_of(pack: Pack) -> list[str]:
    """Return what is to be mended in a case of X1, and last the texts that still wait for their author."""
    return [*_faults(pack), *placeholders.faults(pack.content)]


def _faults(pack: Pack) -> list[str]:
    """Return what is wrong in a case: each stage assumes that those before found nothing."""
    stages = (
        (_shape,),
        (_law, _times, _references, _order, _key_shape),
        (_key_words, _periods),
        (_reachable,),
        (_bots,),
    )
    for rules in stages:
        found = [sentence for rule in rules for sentence in rule(pack)]
        if found or (rules[-1] is _key_shape and "key" not in pack.content):
            return found
    return []


def _shape(pack: Pack) -> Iterator[str]:
    yield from schema.faults(schema.Case, pack.content, "")


def _law(pack: Pack) -> Iterator[str]:
    for reference in pack["law"]:
        if not _LAW.fullmatch(reference):
            yield f"law: '{reference}' names no act. Write it as 'nis2 Art. 23(4)' or '2025/38 Art. 15'."
    yield from law_references.faults(pack["law"])


def _times(pack: Pack) -> Iterator[str]:
    for place, offered in pack["moments"].items():
        for one in offered:
            if not periods.on_clock_of(one, pack["zone"]):
                yield f"moments.{place}: {one} does not have the offset of {pack['zone']} at that instant."
        if sorted(offered, key=clock.instant) != offered:
            yield f"moments.{place}: put the moments in order of time."


def _references(pack: Pack) -> Iterator[str]:
    ids = [name for part in ("claims", "lines", "requests", "recipients", "states") for name in pack[part]]
    for twice in sorted({name for name in ids if ids.count(name) > 1}):
        yield f"'{twice}' stands in two lists. Give each thing an id of its own."
    for part in ("reports", "claims", "evidence", "consequences"):
        for name, one in pack[part].items():
            for course in one.get("in", []):
                if course not in pack["courses"]:
                    yield f"{part}.{name}: there is no course of events '{course}'."
    for name, one in pack["consequences"].items():
        for trace in one.get("loses", []):
            if trace not in pack["evidence"]:
                yield f"consequences.{name}: there is no evidence '{trace}'."
        for condition in one["if"]:
            if condition["field"] not in [field.name for field in BY_NAME[condition["phase"]].fields]:
                yield f"consequences.{name}: the phase {condition['phase']} has no field '{condition['field']}'."
            if sum(word in condition for word in ("is", "has", "lacks", "after")) != 1:
                yield f"consequences.{name}: give exactly one of is, has, lacks and after."


def _order(pack: Pack) -> Iterator[str]:
    missing = [phase for phase in PHASES if phase not in pack["phases"]]
    if missing:
        yield f"phases: {', '.join(missing)} missing."
        return
    for before, after in itertools.pairwise(PHASES):
        if clock.minutes(pack["phases"][before]["at"], pack["phases"][after]["at"]) < 0:
            yield f"phases.{after} is played before {before}. Put the phases in order of time."
    for course in pack["courses"]:
        state = {"course": course, "seed": 0}
        for phase in PHASES:
            came = world.reports(pack, state, phase)
            if not came:
                yield f"In the course '{course}' nothing comes in at the phase {phase}."
            for one in came:
                if clock.minutes(one["at"], pack["phases"][phase]["at"]) < 0:
                    yield f"reports.{one['id']} comes in after its phase {phase} is played."


def _key_shape(pack: Pack) -> Iterator[str]:
    for course in pack["courses"] if "key" in pack.content else ():
        due = pack["key"].get(course)
        if due is None:
            yield f"key: the course '{course}' has no key."
            continue
        yield from schema.wrong_faults(due.get("wrong"), f"key.{course}.wrong.")
        for _, phase, field, _ in score.TABLE:
            entry = due.get(phase, {}).get(field)
            place = f"key.{course}.{phase}.{field}"
            if entry is None:
                yield f"{place} is missing."
            else:
                yield from schema.faults(schema.shape(phase, field, _field(phase, field).kind), entry, f"{place}.")


def _key_words(pack: Pack) -> Iterator[str]:
    """Each word of a key can be chosen on the screen of its phase, in its course of events."""
    for course, due in pack["key"].items():
        state = {"course": course, "seed": 0}
        for _, phase, name, _ in score.TABLE:
            field, entry, place = _field(phase, name), due[phase][name], f"key.{course}.{phase}.{name}"
            if field.kind not in ("one", "many", "map"):
                continue
            shown = world.cards(pack, state, phase) if field.options == "claims" else form.options(pack, field)
            for word in [*entry.get("is", []), *entry.get("must", [])]:
                if word not in shown:
                    yield f"{place}: '{word}' cannot be chosen there."
            for word in entry.get("may", []):
                if word not in form.options(pack, field):
                    yield f"{place}: there is no '{word}' to choose."
        for word in due["wrong"]:
            if word not in pack["claims"] and word not in pack["lines"]:
                yield f"key.{course}.wrong: there is no statement '{word}'."


def _periods(pack: Pack) -> Iterator[str]:
    """The instants of a key are those of Art. 23(4) by the convention of the course."""
    zone = pack["zone"]
    for course, due in pack["key"].items():
        aware = due["aware"]["aware_at"]["at"]
        trust = course in pack.content.get("trust_services_hit", [])
        hours = {"early_warning": 24, "notification": 24 if trust else 72}
        if aware not in pack["moments"]["awareness"]:
            yield f"key.{course}.aware.aware_at: {aware} is not offered under moments.awareness."
        for step, count in hours.items():
            ends = periods.after_hours(aware, count, zone)
            for place, said in (
                (f"aware.due_{step}", due["aware"][f"due_{step}"]["at"]),
                (f"{step}.send", due[step]["send"]["by"]),
            ):
                if not clock.same(said, ends):
                    yield f"key.{course}.{place}: {said} should be {ends}, {count} hours after {aware}."
        for sent in pack["moments"]["notification"]:
            day = periods.month_after(sent, zone)
            said = due["final_report"]["due"]["by_notification"].get(sent)
            if said != day:
                yield f"key.{course}.final_report.due: notified on {sent}, due on {day}, not on {said}."
            if periods.at_rest(day):
                yield f"key.{course}.final_report.due: {day} is a Saturday or Sunday, which is not scored; move {sent}."
            ends = due["final_report"]["send"]["by_notification"].get(sent, {}).get("by", "")
            if not clock.same(ends, periods.last_minute(day, zone)):
                yield f"key.{course}.final_report.send: notified on {sent}, the month ends with {day}, 23:59."


def _reachable(pack: Pack) -> Iterator[str]:
    """Every course of events is drawn by some seed, and playing by the key earns everything."""
    drawn = {world.start(pack, seed)["course"]: seed for seed in SEEDS}
    for course in pack["courses"]:
        if course not in drawn:
            yield f"No seed below {SEEDS.stop} draws the course '{course}'."
            continue
        game = x1_bots.play(pack, x1_bots.by_key(pack), drawn[course])
        lost = [line for line in score.score(pack, pack["key"], game).lines if line.earned < line.of]
        for line in lost:
            said = " ".join(remark.text for remark in line.remarks)
            yield f"key.{course}.{line.phase}.{line.field} cannot be met: {said}"


def _bots(pack: Pack) -> Iterator[str]:
    for name, totals in bot_totals(pack).items():
        highest = sorted(totals)[94] if name == "guesses" else max(totals)
        if highest > x1_bots.CEILING:
            advice = "Add what only weighing would tell apart."
            yield f"The player who {name} reaches {highest}; at most {x1_bots.CEILING}. {advice}"


def bot_totals(pack: Pack) -> dict[str, list[int]]:
    """Return the totals of each player that does not think, over a hundred seeds."""
    return {
        name: [score.score(pack, pack["key"], x1_bots.play(pack, bot, seed)).total for seed in SEEDS]
        for name, bot in x1_bots.BOTS.items()
    }


def _field(phase: str, name: str) -> form.Field:
    return next(field for field in BY_NAME[phase].fields if field.name == name)
