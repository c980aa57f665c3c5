"""The marks of a class: what each policy moves, in one order, with a sentence for it; blank where there is no mark."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseware.teach.marks import Mark
from courseware.teach.people import Student
from courseware.teach.policies import final
from courseware.teach.policies.entries import Extension, Level, Member, Request, Tables
from courseware.teach.policies.gradebook import Book, Work
from courseware.teach.policies.policy import Dates, Late, Peer, Policy

START = datetime(2026, 9, 14, 7, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OF = {"a": 12.0, "b": 8.0}
NAMES = ("ex01", "ex02", "ex03")


def due(name: str) -> datetime:
    return START + 7 * DAY * (1 + NAMES.index(name))


def policy(*, groups: bool = False, **more) -> Policy:
    dates = {name: Dates(released=due(name) - 7 * DAY, due=due(name), groups=groups) for name in NAMES}
    usual = {"late": Late(grace_minutes=15, per_day_percent=10, cap_percent=50)}
    return Policy(time_zone="Europe/Brussels", assignments=dates, **usual | more)


def work(name: str, late: timedelta = -HOUR, a: float | None = 10.0, b: float | None = 8.0) -> Work:
    return Work({"a": a, "b": b}, due(name) + late)


def marks(
    works: dict[str, dict[str, Work]], *, roster: str = "anna", rules: Policy | None = None, **more
) -> list[Mark]:
    """Return the marks of these works, by set and student."""
    returned = more.pop("returned", None)
    books = {name: Book(OF, some) for name, some in works.items()}
    return final.marks([Student(one) for one in roster.split()], books, rules or policy(), Tables(**more), returned)


def only(works: dict[str, dict[str, Work]], **more) -> Mark:
    (found,) = marks(works, **more)
    return found


def of_anna(*, late: timedelta = -HOUR, a: float | None = 10.0, **more) -> Mark:
    """Return the mark for ex01, of which anna has 18 of 20 points."""
    return only({"ex01": {"anna": work("ex01", late, a)}}, **more)


def test_work_in_time_keeps_its_points_and_nothing_is_said():
    assert of_anna() == Mark("anna", "ex01", "marked", 18, 20, 0, 18)


def test_work_within_the_grace_keeps_its_points_and_that_is_said():
    found = of_anna(late=15 * timedelta(minutes=1))
    assert found.final == 18
    said = "Handed in 2026-09-21 09:15 CEST, due 2026-09-21 09:00 CEST: within the grace of 15 minutes."
    assert found.trail == (said,)


def test_late_work_loses_a_percentage_of_what_it_earned():
    found = of_anna(late=DAY + HOUR)
    assert (found.raw, found.penalty, found.final) == (18, 3.6, 14.4)
    assert found.trail == (
        "Handed in 2026-09-22 10:00 CEST, due 2026-09-21 09:00 CEST: 2 days late.",
        "2 days cost 20 % of the points earned.",
    )


def test_the_cap_is_named_where_it_holds():
    found = of_anna(late=30 * DAY)
    assert (found.penalty, found.final) == (9, 9)
    assert found.trail[1] == "30 days cost 50 % of the points earned, the most that lateness costs."


def test_work_of_which_nobody_knows_when_it_came_counts_as_in_time():
    found = only({"ex01": {"anna": Work({"a": 5.0, "b": 0.0})}})
    assert found.final == 5
    assert found.trail == ("Nobody knows when it was handed in, so it counts as in time.",)


def test_no_work_is_blank_and_never_0():
    found = only({"ex01": {}})
    assert (found.state, found.raw, found.final, found.of) == ("missing", None, None, 20)


def test_an_extension_shows_before_there_is_work():
    found = only({"ex01": {}}, extensions=(Extension("anna", "ex01", "extension", due("ex01") + DAY),))
    assert found.trail == ("Extension: due 2026-09-22 09:00 CEST.", "Nothing was handed in.")


def test_work_of_no_points_is_0_and_never_less():
    found = of_anna(late=9 * DAY, a=-8.0)
    assert (found.state, found.penalty, found.final) == ("marked", 0, 0)


@pytest.mark.parametrize(("late", "final"), [(0 * HOUR, 18), (2 * DAY, 18), (3 * DAY, 16.2)])
def test_late_is_later_than_the_extension(late, final):
    entries = (Extension("anna", "ex01", "extension", due("ex01") + 2 * DAY, granted_by="Dr. Weber"),)
    assert of_anna(late=late, extensions=entries).final == final


def test_an_accommodation_comes_before_an_extension_and_both_are_told():
    entries = (
        Extension("anna", "ex01", "extension", due("ex01") + DAY),
        Extension("anna", "*", "accommodation", factor=1.5),
    )
    found = of_anna(late=3 * DAY, extensions=entries)
    assert found.final == 18
    assert found.trail == (
        "Accommodation: 1.5 times the time, due 2026-09-24 21:00 CEST.",
        "Extension to 2026-09-22 09:00 CEST: not later than it was due anyway.",
    )


def test_excused_work_has_no_mark_even_where_there_is_work():
    found = of_anna(late=9 * DAY, extensions=(Extension("anna", "ex01", "excused", granted_by="Dr. Weber"),))
    assert found == Mark("anna", "ex01", "excused", None, 20, trail=("Excused by Dr. Weber.",))


# Free days over a term


def term(**entries) -> list[Mark]:
    """A term in which each set comes two days late, with three free days."""
    works = {name: {"anna": work(name, 2 * DAY)} for name in NAMES}
    rules = policy(late=Late(per_day_percent=10, free_days=3))
    return marks(dict(reversed(works.items())), rules=rules, **entries)


def test_free_days_are_used_in_the_order_of_due_dates_and_each_use_is_told():
    found = term()
    assert [(mark.assignment, mark.final) for mark in found] == [("ex01", 18), ("ex02", 16.2), ("ex03", 14.4)]
    assert found[0].trail[0].endswith(": 2 days late, 2 of them free; 1 of 3 free days are left.")
    assert found[1].trail[0].endswith(": 2 days late, 1 of them free; 0 of 3 free days are left.")
    assert found[1].trail[1] == "1 day costs 10 % of the points earned."
    assert found[2].trail[0].endswith(": 2 days late.")


def test_an_extension_that_moves_a_due_date_moves_its_turn():
    """ex01 is now due after ex02 and still a day late."""
    found = term(extensions=(Extension("anna", "ex01", "extension", due("ex02") + DAY),))
    assert [mark.final for mark in found] == [18, 18, 16.2]


def test_excused_work_uses_no_free_day():
    found = term(extensions=(Extension("anna", "ex01", "excused"),))
    assert [mark.final for mark in found] == [None, 18, 16.2]


def test_work_that_waits_uses_its_free_days_at_once():
    works = {"ex01": {"anna": work("ex01", 2 * DAY, a=None)}, "ex02": {"anna": work("ex02", 2 * DAY)}}
    found = marks(works, rules=policy(late=Late(per_day_percent=10, free_days=3)))
    assert [(mark.state, mark.raw, mark.final) for mark in found] == [("waiting", 8, None), ("marked", 18, 16.2)]
    assert found[0].trail[-1] == "Waits for a person: a."


# Groups, second looks, reviews

PAIR = (Member("g1", "anna"), Member("g1", "bert"))


def test_where_a_set_has_groups_one_work_counts_for_all_members():
    found = marks({"ex01": {"bert": work("ex01")}}, roster="anna bert chen", rules=policy(groups=True), groups=PAIR)
    assert [(mark.student, mark.state, mark.final) for mark in found] == [
        ("anna", "marked", 18),
        ("bert", "marked", 18),
        ("chen", "missing", None),
    ]
    assert found[0].trail == ("Handed in by bert for the group anna, bert.",)


def test_where_a_set_has_no_groups_everybody_hands_in():
    found = marks({"ex01": {"bert": work("ex01")}}, roster="anna bert", groups=PAIR)
    assert [mark.state for mark in found] == ["missing", "marked"]


def test_an_extension_of_one_member_is_the_groups_and_an_excuse_is_not():
    entries = (
        Extension("anna", "ex01", "extension", due("ex01") + 2 * DAY),
        Extension("bert", "ex02", "excused"),
    )
    works = {"ex01": {"bert": work("ex01", DAY)}, "ex02": {"bert": work("ex02")}}
    found = marks(works, roster="anna bert", rules=policy(groups=True), groups=PAIR, extensions=entries)
    assert [(mark.state, mark.final) for mark in found] == [
        ("marked", 18),
        ("marked", 18),
        ("marked", 18),
        ("excused", None),
    ]


def asked(new: float | None, student: str = "anna", item: str = "a") -> Request:
    return Request("r1", student, "ex01", item, "", date(2026, 9, 28), date(2026, 9, 29), new=new)


def test_lateness_costs_a_percentage_of_the_points_after_a_second_look():
    found = of_anna(late=DAY, regrades=(asked(12.0),))
    assert (found.raw, found.penalty, found.final) == (18, 2, 18)
    assert found.trail[0] == "Regrade r1 of a: 12 instead of 10, decided on 2026-09-29."


def test_a_request_after_the_window_changes_nothing():
    found = of_anna(regrades=(asked(12.0),), returned={"ex01": datetime(2026, 9, 20, 12, tzinfo=UTC)})
    assert found.final == 18
    assert found.trail == ("Regrade r1 of a is refused: asked for on 2026-09-28, possible until 2026-09-27.",)


def test_a_second_look_at_work_of_a_group_is_one_for_every_member():
    works = {"ex01": {"anna": work("ex01")}}
    found = marks(works, roster="anna bert", rules=policy(groups=True), groups=PAIR, regrades=(asked(12.0, "bert"),))
    assert [mark.final for mark in found] == [20, 20]


def test_a_decision_on_what_waited_makes_the_mark():
    assert of_anna(a=None, regrades=(asked(11.0),)).final == 19


def test_an_item_that_there_is_not_is_told_with_the_request():
    with pytest.raises(ValueError, match=r"regrades.csv, request r1, cell_id: ex01 has no item 'c'"):
        of_anna(regrades=(asked(1.0, item="c"),))


def test_a_slip_in_a_request_is_told_also_where_there_is_no_work():
    with pytest.raises(ValueError, match="ex01 has no item 'c'"):
        only({"ex01": {}}, regrades=(asked(1.0, item="c"),))


def test_a_request_about_work_that_is_missing_is_told_to_have_no_effect():
    found = only({"ex01": {}}, regrades=(asked(1.0),))
    assert (found.state, found.trail) == ("missing", ("Nothing was handed in.", "Regrade r1 of a has no effect."))


def reviewed(weight: float, level: int = 2, **more) -> Mark:
    rules = policy(peer=Peer(assignments=["ex01"], weight_percent=weight))
    rows = tuple(Level(by, "anna", "ex01", at, level) for by in ("bert", "chen") for at in range(1, 6))
    return of_anna(rules=rules, reviews=rows, **more)


@pytest.mark.parametrize(("weight", "final"), [(0, 18), (25, 16), (100, 10)])
def test_reviews_make_their_share_of_the_mark(weight, final):
    assert reviewed(weight).final == final


def test_reviews_come_before_lateness_and_are_told():
    found = reviewed(25, late=DAY)
    assert (found.raw, found.penalty, found.final) == (18, 1.6, 14.4)
    assert found.trail[:2] == (
        "Reviews by peers: 2 of 2, with weight 1 and 1.",
        "They say 10 points and make 25 % of the mark; 18 make the rest.",
    )


def test_what_waits_for_a_person_has_no_mark_whatever_peers_say():
    assert reviewed(100, a=None).final is None


def test_work_that_is_not_graded_waits_and_says_why():
    found = only({"ex01": {"anna": Work(handed_in=due("ex01"), waits="It cannot be graded. It is empty.")}})
    assert found == Mark("anna", "ex01", "waiting", None, 20, trail=("It cannot be graded. It is empty.",))


# The whole class


def test_marks_come_by_student_and_then_in_the_order_of_the_policy():
    found = marks({"ex02": {}, "ex01": {}}, roster="bert anna")
    assert [(mark.student, mark.assignment) for mark in found] == [
        (student, name) for student in ("bert", "anna") for name in ("ex01", "ex02")
    ]


def test_who_is_not_on_the_roster_has_no_mark():
    assert {mark.student for mark in marks({"ex01": {"gone": work("ex01")}})} == {"anna"}


def test_a_set_without_dates_is_told():
    with pytest.raises(ValueError, match=r"policy.yml has no dates for ex04. Add them\. Did you mean"):
        final.marks([Student("anna")], {"ex04": Book(OF, {})}, policy(), Tables())


@settings(deadline=None)
@given(
    st.floats(0, 12) | st.none(),
    st.integers(-20, 400),
    st.integers(0, 5),
    st.floats(0, 12) | st.none(),
    st.sampled_from([0.0, 30.0]),
)
def test_a_mark_is_never_negative_never_above_all_points_and_blank_unless_marked(a, hours, free, new, weight):
    rules = policy(
        late=Late(per_day_percent=15, free_days=free), peer=Peer(assignments=["ex01"], weight_percent=weight)
    )
    rows = tuple(Level("bert", "anna", "ex01", at, 3) for at in range(1, 6))
    found = of_anna(late=hours * HOUR, a=a, rules=rules, regrades=(asked(new),), reviews=rows)
    assert found.penalty >= 0
    if found.final is None:
        assert found.state == "waiting"
    else:
        assert 0 <= found.final <= found.of
