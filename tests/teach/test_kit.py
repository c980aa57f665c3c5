"""A kit for a room without Python: it fills its minutes, keeps its key to the teacher, and reads without colours."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from itertools import pairwise

import pytest
from typer.testing import CliRunner

from courseware import scenario_cli
from courseware.scenarios.kit import abstention, render, running, write, x1_teacher, x2_order, x2_seats
from courseware.scenarios.kit.blocks import Cards, Table, Text
from cyberdiplomacy.simulation import packs
from cyberdiplomacy.simulation.x1.phases import PHASES
from cyberdiplomacy.simulation.x2 import council, form, states

PORT, HARBOUR = packs.load("X2", "port-logistics-wiper"), packs.load("X1", "harbour-weekend")
PRACTICE = [
    pack
    for simulation in packs.SIMULATIONS
    for name in packs.names(simulation)
    if "key" in (pack := packs.load(simulation, name)).content
]
SEED = 3


def kit(pack, size=16, seed=SEED):
    return {one.name: one for one in write.documents(pack, size, seed)}


def words(document) -> str:
    """All words of a document, without marks."""
    return " ".join(unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", render.as_html(document), flags=re.S)).split())


def cards(document) -> list:
    return [
        card for sheet in document.sheets for block in sheet.blocks if isinstance(block, Cards) for card in block.cards
    ]


def tables(document) -> list[Table]:
    return [block for sheet in document.sheets for block in sheet.blocks if isinstance(block, Table)]


@pytest.mark.parametrize(
    ("steps", "minutes"), [(x2_order.STEPS, 90), (x1_teacher.STEPS, 60)], ids=["X2 in 90", "X1 in 60"]
)
def test_the_minute_column_runs_without_a_gap_to_the_end(steps, minutes):
    spans = [[int(one) for one in row[0].split("–")] for row in running.table("", steps).rows]
    assert [end for _, end in spans[:-1]] == [begin for begin, _ in spans[1:]]
    assert (spans[0][0], spans[-1][1]) == (0, minutes)
    assert sum(step.minutes for step in steps) == minutes


@pytest.mark.parametrize("pack", PRACTICE, ids=lambda pack: pack.name)
@pytest.mark.parametrize("size", [8, 28])
def test_every_practice_case_gives_a_kit(pack, size):
    for document in write.documents(pack, size, SEED):
        page = render.as_html(document)
        assert page.count("<h1>") == 1
        assert page.count("<section") == len(document.sheets)
        assert not re.search(r"<script|src=|https?:|url\(", page)
        levels = [int(one) for one in re.findall(r"<h(\d)", page)]
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_page_and_markdown_hold_the_same_words():
    for document in kit(PORT).values():
        text = render.as_markdown(document)
        for card in cards(document):
            assert f"### {card.title}" in text
            assert all(block.words in text for block in card.blocks if isinstance(block, Text))


def test_only_the_teacher_sees_why_something_is_right_or_wrong():
    secrets = [PORT["key"]["false_flag"]["why"], *PORT["key"]["measures"]["wrong"].values()]
    secrets += [due["why"] for part in ("key", "acceptable") for due in PORT["key"]["measures"][part].values()]
    secrets += PORT["key"]["cards"]["red"].values()
    made = kit(PORT)
    for why in secrets:
        assert why in words(made["teacher"])
        assert why not in words(made["participants"]) + words(made["handouts"])
    assert "Teacher only" in words(made["teacher"])
    assert "Teacher only" not in words(made["participants"]) + words(made["handouts"])


@pytest.mark.parametrize("name", ["a-car-before-the-seat", "clinics-in-march"])
def test_a_graded_case_is_refused_since_it_has_no_key(name):
    simulation = next(one for one in packs.SIMULATIONS if name in packs.names(one))
    with pytest.raises(write.KitError, match="graded case"):
        write.documents(packs.load(simulation, name), 16, SEED)


@pytest.mark.parametrize(("size", "seed"), [(7, 0), (29, 0), (16, -1)])
def test_a_class_of_another_size_or_a_seed_below_nothing_is_refused(size, seed):
    with pytest.raises(write.KitError):
        write.documents(PORT, size, seed)


@pytest.mark.parametrize("size", x2_seats.SIZES)
def test_everybody_gets_one_card_and_two_delegations_at_least_ask_for_something(size):
    seats = x2_seats.deal(size, SEED)
    assert len(x2_seats.cards(seats)) == size
    assert len({seat.iso2 for seat in seats}) == len(seats) == size - x2_seats.OFFICES
    assert sum(seat.stance != "agrees" for seat in seats) >= 2


def test_seats_and_positions_do_not_depend_on_the_country():
    seated, asking = Counter(), Counter()
    rounds = 3000
    for seed in range(rounds):
        for seat in x2_seats.deal(16, seed):
            seated[seat.iso2] += 1
            asking[seat.iso2] += seat.stance != "agrees"
    for iso2 in states.shares():
        assert seated[iso2] / rounds == pytest.approx(13 / 27, abs=0.04)
        assert asking[iso2] / seated[iso2] == pytest.approx(3 / 13, abs=0.05)


def test_a_delegate_s_card_says_that_its_position_was_drawn_by_lot():
    found = [card for card in cards(kit(PORT)["participants"]) if card.what == "Role card · delegate"]
    assert len(found) == 13
    for card in found:
        assert f"drawn by lot. It says nothing about {card.title}" in card.blocks[-1].words


def test_measures_stand_in_five_categories_and_every_sentence_has_its_place():
    whats = [card.what for card in cards(kit(PORT)["participants"])]
    assert Counter(what.split(" · ")[1] for what in whats if what.startswith("M")) == Counter(
        one["category"] for one in PORT["measures"]
    )
    assert len({one["category"] for one in PORT["measures"]}) == 5
    assert sum(what.startswith("S") for what in whats) == len(PORT["declaration"]["cards"])


def test_evidence_is_handed_out_in_its_phase_with_its_grade():
    sheets = [sheet for sheet in kit(PORT)["handouts"].sheets if sheet.title.endswith("evidence")]
    for phase, sheet in zip(form.PHASES, sheets, strict=True):
        due = [one for one in PORT["evidence"] if one["phase"] == phase]
        assert [card.title for card in sheet.blocks[-1].cards] == [one["title"] for one in due]
        for card, one in zip(sheet.blocks[-1].cards, due, strict=True):
            assert f"{one['reliability']}{one['credibility']}" in card.what


def test_the_worked_table_lies_on_both_sides_of_both_thirds():
    rows = next(block for block in abstention.worked() if isinstance(block, Table)).rows
    by_codes = {tuple(re.findall(r"\b[A-Z]{2}\b", row[0])): row for row in rows}
    for codes, row in by_codes.items():
        assert row[1] == len(codes)
        assert row[3] == ("prevented" if council.prevented(codes) else "adopted")
    assert {row[1] for row in rows} >= {8, 9, 10, 11}
    shares = sorted(float(row[2].removesuffix(" %")) for row in rows)
    assert any(33 < share < 35 for share in shares)
    assert any(32 < share < 33.33 for share in shares)


@pytest.mark.parametrize("seed", range(6))
def test_the_answer_to_the_drill_is_that_of_the_rule(seed):
    ends = "prevented" if council.prevented(council.drill(seed)["formal"]) else "adopted"
    assert f": {ends}." in abstention.answer(seed)
    assert ends not in words(kit(PORT, seed=seed)["handouts"]).split("Is it adopted, or prevented?")[1]


def test_the_answer_sheet_of_x1_has_every_point_and_fits_the_course_that_the_seed_draws():
    made = kit(HARBOUR)["teacher"]
    rows = [row for table in tables(made) if table.header[-1] == "Points" for row in table.rows]
    assert sum(row[-1] for row in rows) == 100
    read = {row[2] for table in tables(made) if table.header[-1] == "Lost to X2" for row in table.rows}
    assert HARBOUR["consequences"]["zarin-untold"]["text"] in read
    assert HARBOUR["consequences"]["network-untold"]["text"] not in read


def test_x1_is_handed_out_phase_by_phase_with_the_time_of_each_report():
    made = kit(HARBOUR)["handouts"]
    assert len(made.sheets) == 2 * len(PHASES)
    assert made.sheets[0].title.startswith("Phase 1, ")
    assert [card.what for card in made.sheets[0].blocks[-1].cards][2] == "Sat 24 Oct 2026, 19:05 (UTC+2)"


def test_nothing_is_written_over_a_kit_that_is_there(tmp_path):
    ran = CliRunner().invoke(scenario_cli.app, ["kit", PORT.name, "--output", str(tmp_path / "kit"), "--size", "9"])
    assert ran.exit_code == 0, ran.output
    assert len([*(tmp_path / "kit").iterdir()]) == 6
    (tmp_path / "kit" / "teacher.md").write_text("mine", encoding="utf-8")
    with pytest.raises(write.KitError, match=r"teacher\.md"):
        write.write(PORT, tmp_path / "kit", 9, SEED)
    assert (tmp_path / "kit" / "teacher.md").read_text(encoding="utf-8") == "mine"
