"""What is read on the screen of X2: the phase, the evidence, the table of the 27 as tiles, and two pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cyberdiplomacy import data, house, live, show
from cyberdiplomacy.live import Page, sentence
from cyberdiplomacy.screens import paper
from cyberdiplomacy.simulation.x2 import council, form

_SHORT = {
    "agrees": "agrees",
    "evidence first": "evidence",
    "talks first": "talks",
    "one voice first": "one voice",
    "two reasons": "two reasons",
    "soft words": "soft words",
    "no announcements": "no news",
}
GRADES = (
    "<p>The letter is the reliability of the source: A completely reliable, B usually, C fairly, D not usually, "
    "E unreliable, F cannot be judged. The figure is the credibility of what it says: 1 confirmed by other sources, "
    "2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged. The two are independent.</p>"
)
NOTPETYA = (
    ("the attack", date(2017, 6, 27)),
    ("conclusions of the Council", date(2018, 4, 16)),
    ("the regime", date(2019, 5, 17)),
    ("the first listings", date(2020, 7, 30)),
)
"""What the Union did on NotPetya, and when; first the attack."""
LOT = "Positions are drawn by lot for each game and say nothing about the country."


def phase(pack: Mapping[str, Any], seen: Mapping[str, Any], opened: Mapping[str, Any], hours: int) -> str:
    """Return what is to be read at a phase, as HTML: meters, reports, what is known, and what may be tabled."""
    number = form.PHASES.index(seen["phase"]) + 1
    new = [one for one in seen["reports"] if one["phase"] == seen["phase"]]
    old = [one for one in seen["reports"] if one["phase"] != seen["phase"]]
    known = [{"item": one["title"], "grade": one["grade"], "what it says": one["text"]} for one in opened.values()]
    menu = [{"measure": one["name"], "what it is": one["text"]} for one in seen["measures"]]
    meters = (
        f"<strong>Hours left: {hours}.</strong> Unity {seen['unity']} of 100, credibility {seen['credibility']} of "
        f"100, escalation {seen['escalation']}."
    )
    start = f"<p>{sentence(pack['role'])}</p><p>{sentence(pack['situation'])}</p>" if number == 1 else ""
    return (
        f'<div style="{live.TEXT}; max-width: 60em"><h3>Phase {number} of {len(form.PHASES)}: {sentence(seen["phase"])}'
        f"</h3>{_tempo(pack, seen['phase'])}{start}{''.join(map(_report, new))}<p>{meters}</p>"
        f"{_folded('Earlier reports', ''.join(map(_report, old))) if old else ''}"
        f"{paper.table(known, 'What you have read').html if known else ''}{_file(pack) if number == 1 else ''}"
        f"{_folded('What the grades mean', GRADES)}"
        f"{_folded('What may be tabled', paper.table(menu, 'Measures').html)}{_drill(seen)}</div>"
    )


def news(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return what changed, each with the name of its rule, as HTML."""
    lines = "".join(f"<li><strong>{sentence(one['rule'])}:</strong> {sentence(one['what'])}</li>" for one in rows)
    return f"<p><strong>What changed, and by which rule</strong></p><ul>{lines}</ul>" if rows else ""


def table(sounded: Mapping[str, str], tour: Mapping[str, int]) -> str:
    """Return what is known of the 27, as HTML: tiles once somebody was asked, before that what they may ask for."""
    if sounded or tour:
        return council_map(sounded, tour).html
    return _folded("The 27, and what they may ask for", f"<p>{sentence(LOT)}</p>{_positions({}).html}")


def council_map(sounded: Mapping[str, str], tour: Mapping[str, int]) -> Page:
    """Return the 27 as equal tiles with the positions that are known, and the same as a sentence."""
    tiles = data.load("tiles_eu27")
    names = dict(zip(tiles["iso2"], tiles["name"], strict=True))
    with house.style():
        figure = Figure(figsize=(6.4, 5.2), layout="none")
        axes = figure.add_axes((0.01, 0.01, 0.98, 0.9))
        axes.set_title(f"{len(sounded)} of 27 sounded out", pad=4)
        for one in tiles.itertuples():
            _tile(axes, one.iso2, int(one.col), int(one.row), sounded.get(one.iso2))
        axes.set_xlim(tiles["col"].min() - 0.1, tiles["col"].max() + 1.1)
        axes.set_ylim(tiles["row"].max() + 1.1, tiles["row"].min() - 0.1)
        axes.set_axis_off()
    said = [f"{names[iso2]} {council.STANCES[asked]}" for iso2, asked in sounded.items()]
    counts = ", ".join(f"{count} {name}" for name, count in tour.items() if count)
    words = f"Known: {'; '.join(said) if said else 'nobody alone'}.{f' The tour counted {counts}.' if counts else ''}"
    alt = f"27 equal tiles, one a Member State; a known position stands on its tile. {words}"[: show.MAX_ALT]
    shown = show.show(figure, alt=alt, caption=f"The table of the 27. {LOT}")
    bundle = shown._repr_mimebundle_()
    return Page(
        f"{bundle['text/plain']}\n{words}", f"{bundle['text/html']}<p>{sentence(words)}</p>{_positions(tour).html}"
    )


def calibration(rows: Sequence[Mapping[str, Any]]) -> Page:
    """Return what you said beside what the evidence that you had read carries, phase by phase, with its table."""
    with house.style():
        figure = Figure(figsize=(6.4, 3.6))
        axes = figure.subplots()
        places = range(len(rows))
        axes.plot(places, [row["carried"] for row in rows], "o-", color=house.BLUE, label="what the evidence carries")
        said = [(place, row["said"]) for place, row in zip(places, rows, strict=True) if row["said"] is not None]
        axes.plot([x for x, _ in said], [y for _, y in said], "s", color=house.VERMILION, ms=9, label="what you said")
        axes.axhline(80, color=house.QUIET, lw=1, ls=":")
        axes.text(0, 81, "very likely begins here", fontsize=9, color=house.QUIET, va="bottom")
        axes.set(ylim=(0, 102), ylabel="per cent", title=_furthest(rows))
        axes.set_xticks(places, [row["phase"] for row in rows])
        axes.legend(loc="lower right")
    told = [
        f"{row['phase']}: {row['you']} {row['said'] or 'without a number'}, evidence {row['carried']}" for row in rows
    ]
    alt = f"Circles: the evidence; squares: you. {'; '.join(told)}."[: show.MAX_ALT]
    bundle = show.show(figure, alt=alt, caption="Calibration by phase, for the actor you named.")._repr_mimebundle_()
    table = paper.table([{**row, "said": "–" if row["said"] is None else row["said"]} for row in rows], "Calibration")
    return Page(f"{bundle['text/plain']}\n{table.plain}", bundle["text/html"] + table.html)


def _positions(tour: Mapping[str, int]) -> Page:
    rows = [{"position": name, "it": what, "counted": tour.get(name, "–")} for name, what in council.STANCES.items()]
    return paper.table(rows, "Positions")


def clocks(began: str, days: Mapping[str, str]) -> Page:
    """Return the tempo of the case beside that of NotPetya, in days from the attack, as a picture with its table.

    Parameters
    ----------
    began
        The day of the attack in the story, ISO.
    days
        The day on which each phase begins, by phase.
    """
    mine = [(phase, _since(began, day)) for phase, day in days.items()]
    real = _real()
    with house.style():
        figure = Figure(figsize=(6.8, 2.6))
        axes = figure.subplots()
        for level, line, colour in ((1, mine, house.BLUE), (0, real, house.VERMILION)):
            axes.plot([at for _, at in line], [level] * len(line), "o-", color=colour)
        axes.set_yticks([0, 1], ["NotPetya", "your case"])
        axes.set(ylim=(-0.6, 1.6), xlabel="days from the attack", title=f"{mine[-1][1]} days here, {real[-1][1]} there")
    alt = (
        f"Two lines of dots, in days from the attack. Above, your case: {_days(mine)}. Below, NotPetya: {_days(real)}."
    )
    bundle = show.show(
        figure, alt=alt, caption="Two clocks. Most of the lower one is a wait for a regime."
    )._repr_mimebundle_()
    rows = [{"clock": "your case", "what": what, "days": at} for what, at in mine]
    rows += [{"clock": "NotPetya", "what": what, "days": at} for what, at in real]
    table = paper.table(rows, "Two clocks: days from the attack")
    words = "From the attack to the listing 37 months passed; the regime existed for 14 of them."
    return Page(f"{bundle['text/plain']}\n{table.plain}\n{words}", f"{bundle['text/html']}{table.html}<p>{words}</p>")


def _tempo(pack: Mapping[str, Any], phase: str) -> str:
    """Say how many days after the attack a phase is, and on which day the Union spoke on NotPetya.

    Nothing is said where the report does not tell when the attack began, as in a case that is still being written.
    """
    began = pack["file"]["incident"].get("began")
    if not began:
        return ""
    here, (what, there) = _since(began[:10], pack["days"][phase]), _real()[1]
    return f"<p><strong>Day {here} after the attack.</strong> On NotPetya the {what} came on day {there}.</p>"


def _since(began: str, day: str) -> int:
    """Return how many days lie between two days, ISO."""
    return (date.fromisoformat(day) - date.fromisoformat(began)).days


def _real() -> list[tuple[str, int]]:
    """Return what was done on NotPetya, each with its day from the attack."""
    return [(what, (day - NOTPETYA[0][1]).days) for what, day in NOTPETYA]


def _days(line: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{what} {at}" for what, at in line)


def _furthest(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return as a title where a number was furthest from the evidence."""
    misses = {row["phase"]: abs(row["said"] - row["carried"]) for row in rows if row["said"] is not None}
    if not misses:
        return "No number was given"
    worst = max(misses, key=lambda phase: misses[phase])
    return f"Furthest from the evidence: {misses[worst]} points, in the phase “{worst}”"


def _tile(axes: Any, iso2: str, col: int, row: int, asked: str | None) -> None:
    face = "#FFFFFF" if asked is None else house.SKY if asked == "agrees" else house.ORANGE
    hatch = "" if asked in (None, "agrees") else "//"
    axes.add_patch(
        Rectangle((col + 0.04, row + 0.04), 0.92, 0.92, facecolor=face, edgecolor=house.INK, hatch=hatch, alpha=0.45)
    )
    axes.text(col + 0.5, row + 0.38, iso2, ha="center", va="center", fontsize=11, weight="bold")
    axes.text(col + 0.5, row + 0.74, _SHORT[asked] if asked else "?", ha="center", va="center", fontsize=6.5)


def _report(one: Mapping[str, Any]) -> str:
    return f"<p><strong>{sentence(one['from'])}.</strong> {sentence(one['text'])}</p>"


def _file(pack: Mapping[str, Any]) -> str:
    """Return the situation report with which one begins, folded."""
    told = pack["file"]
    rows = [{"held": one["held"], "what": one["text"]} for one in told["statements"]]
    lost = [{"lost": one["kind"], "why": one["why"]} for one in told["lost"]]
    unknown = f"<p>Not known, it says: {sentence(', '.join(told['unknown']) or 'nothing is left open')}.</p>"
    inner = (
        paper.table(rows, told["incident"]["title"]).html + unknown + (paper.table(lost, "Lost").html if lost else "")
    )
    return _folded("The situation report you begin with", inner)


def _drill(seen: Mapping[str, Any]) -> str:
    if "drill" not in seen:
        return ""
    shares, drawn = seen["shares"], seen["drill"]
    rows = [
        {"Member State": seen["states"][one], "share of the population": f"{shares[one] / 100:.2f} %"}
        for one in drawn["formal"]
    ]
    plain = ", ".join(seen["states"][one] for one in drawn["plain"])
    told = (
        f"Suppose that a decision on another matter were put to the vote. {len(rows)} Member States abstain with a "
        f"formal declaration; {plain} abstain without one; nobody votes against. The declarations prevent it if they "
        "come from at least a third of the Member States, comprising at least a third of the population."
    )
    inner = f"<p>{sentence(told)}</p>{paper.table(rows, 'Those who declare').html}"
    return _folded("Drill: an abstention under Art. 31(1) TEU", inner)


def _folded(title: str, html: str) -> str:
    return f"<details><summary>{sentence(title)}</summary>{html}</details>"
