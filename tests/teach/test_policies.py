"""Policies, each at its boundaries: late, extension, groups, regrade, and who reviews whom."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseware.teach.policies import extension, groups, late, peer, regrade
from courseware.teach.policies.entries import Extension, Member, Request
from courseware.teach.policies.gradebook import Work
from courseware.teach.policies.policy import Dates, Late, Policy, Regrade

RELEASED = datetime(2026, 9, 14, 7, tzinfo=UTC)
DUE = datetime(2026, 9, 21, 22, tzinfo=UTC)
RULE = Late(grace_minutes=15, per_day_percent=10, cap_percent=50, free_days=3)
POLICY = Policy(
    time_zone="Europe/Brussels",
    assignments={"ex01": Dates(released=RELEASED, due=DUE), "ex02": Dates(released=RELEASED, due=DUE)},
    late=RULE,
)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
GRACE = timedelta(minutes=15)
rules = st.builds(
    Late,
    grace_minutes=st.integers(0, 600),
    per_day_percent=st.floats(0, 100),
    cap_percent=st.floats(0, 100),
    free_days=st.integers(0, 10),
)


# Late


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (-DAY, 0),
        (0 * DAY, 0),
        (GRACE, 0),
        (GRACE + SECOND, 1),
        (GRACE + DAY, 1),
        (GRACE + DAY + SECOND, 2),
        (GRACE + 30 * DAY, 30),
    ],
)
def test_each_24_hours_begun_after_the_grace_are_a_day(after, days):
    assert late.days(DUE, DUE + after, RULE) == days


def test_without_grace_a_second_is_a_day():
    assert late.days(DUE, DUE + SECOND, Late()) == 1


@pytest.mark.parametrize(("paid", "points"), [(0, 0), (1, 1.8), (4, 7.2), (5, 9.0), (6, 9.0), (60, 9.0)])
def test_a_day_costs_a_percentage_of_the_points_earned_up_to_the_cap(paid, points):
    assert late.penalty(18, paid, RULE) == points


@settings(deadline=None)
@given(st.floats(-5, 1000), st.integers(0, 400), rules)
def test_lateness_never_takes_more_than_was_earned_and_never_gives(earned, paid, rule):
    taken = late.penalty(earned, paid, rule)
    assert 0 <= taken <= round(max(earned, 0), 2)
    assert late.penalty(earned, paid + 1, rule) >= taken


@settings(deadline=None)
@given(st.integers(-10_000_000, 10_000_000), rules)
def test_a_second_more_never_makes_fewer_days_and_at_most_one_more(seconds, rule):
    now, then = (late.days(DUE, DUE + timedelta(seconds=number), rule) for number in (seconds, seconds + 1))
    assert now <= then <= now + 1


def test_free_days_go_to_the_first_that_are_late_until_none_is_left():
    spent = late.spent([0, 2, 4, 1], RULE)
    assert [(one.free, one.paid, one.left) for one in spent] == [(0, 0, 3), (2, 0, 1), (1, 3, 0), (0, 1, 0)]


@settings(deadline=None)
@given(st.lists(st.integers(0, 40)), rules)
def test_free_days_are_spent_once_and_never_on_what_is_in_time(numbers, rule):
    spent = late.spent(numbers, rule)
    assert sum(one.free for one in spent) == min(sum(numbers), rule.free_days)
    assert all(0 <= one.free <= one.late and one.left >= 0 for one in spent)


# Extension and accommodation


def granted(kind: str, student: str = "anna", assignment: str = "ex01", **more) -> Extension:
    return Extension(student, assignment, kind, **more)


def due_with(*entries: Extension) -> datetime:
    return extension.due("anna", "ex01", entries, POLICY).at


def test_without_an_entry_the_date_of_the_class_holds_and_nothing_is_said():
    others = [granted("extension", "bert", due=DUE + DAY), granted("extension", assignment="ex02", due=DUE + DAY)]
    assert extension.due("anna", "ex01", others, POLICY) == extension.Due(DUE)


@pytest.mark.parametrize("assignment", ["ex01", "*"])
def test_an_accommodation_multiplies_the_time_from_release_to_due_date(assignment):
    found = extension.due("anna", "ex01", [granted("accommodation", assignment=assignment, factor=1.5)], POLICY)
    assert found.at == RELEASED + (DUE - RELEASED) * 1.5
    assert found.trail == ("Accommodation: 1.5 times the time, due 2026-09-25 19:30 CEST.",)


def test_of_two_accommodations_the_larger_counts():
    both = granted("accommodation", factor=1.25), granted("accommodation", assignment="*", factor=1.5)
    assert due_with(*both) == due_with(both[1]) > due_with(both[0])


@pytest.mark.parametrize("days", [(1, 3), (3, 1)])
def test_of_two_extensions_the_latest_counts_in_whatever_order_they_stand(days):
    assert due_with(*(granted("extension", due=DUE + number * DAY) for number in days)) == DUE + 3 * DAY


@pytest.mark.parametrize("change", [-DAY, 0 * DAY])
def test_an_extension_that_is_not_later_takes_no_time_and_says_so(change):
    found = extension.due("anna", "ex01", [granted("extension", due=DUE + change, granted_by="Dr. Weber")], POLICY)
    assert found.at == DUE
    assert found.trail[0].endswith("granted by Dr. Weber: not later than it was due anyway.")


@settings(deadline=None)
@given(st.integers(-20, 20), st.sampled_from([1.25, 1.5, 2.0]))
def test_accommodation_and_extension_do_not_add_up_and_the_later_counts(days, factor):
    entries = granted("accommodation", assignment="*", factor=factor), granted("extension", due=DUE + days * DAY)
    assert due_with(*entries) == due_with(*reversed(entries)) == max(due_with(entries[0]), due_with(entries[1])) >= DUE


def test_a_group_has_the_latest_date_of_its_members():
    entries = [granted("extension", "bert", due=DUE + DAY)]
    found = extension.due_in_group("anna", ("anna", "bert"), "ex01", entries, POLICY)
    assert found == extension.Due(DUE + DAY, ("The group has the latest date of a member: due 2026-09-23 00:00 CEST.",))
    assert extension.due_in_group("anna", ("anna",), "ex01", entries, POLICY).at == DUE


def test_an_excuse_is_for_one_student_and_one_assignment():
    entry = granted("excused", granted_by="Dr. Weber")
    assert extension.excused("anna", "ex01", [granted("extension", due=DUE), entry]) == entry
    assert extension.excused("anna", "ex02", [entry]) is None
    assert extension.excused("bert", "ex01", [entry]) is None


# Groups

TRIO = [Member("g1", "anna", "lead"), Member("g2", "dora"), Member("g1", "bert"), Member("g1", "chen", "data")]


def test_the_members_of_a_group_are_named_and_who_is_in_none_is_alone():
    assert groups.members("bert", TRIO) == ("anna", "bert", "chen")
    assert groups.members("emil", TRIO) == ("emil",)


def test_a_work_of_a_group_is_everybodys_and_says_who_handed_it_in():
    work = Work({"ex01-a": 2.0}, DUE)
    found = groups.shared(("anna", "bert", "chen"), {"bert": work, "dora": Work({"ex01-a": 0.0}, DUE)})
    assert (found.by, found.work) == ("bert", work)
    assert found.trail == ("Handed in by bert for the group anna, bert, chen.",)


@pytest.mark.parametrize(("bert", "counts"), [(DUE - SECOND, "anna"), (DUE + SECOND, "bert"), (None, "anna")])
def test_of_two_works_of_a_group_the_last_in_time_counts_and_that_is_said(bert, counts):
    found = groups.shared(("anna", "bert"), {"anna": Work({}, DUE), "bert": Work({}, bert)})
    assert found.by == counts
    other = {"anna": "bert", "bert": "anna"}[counts]
    assert found.trail[1] == f"The group handed in more than once; the last counts, not that of {other}."


def test_a_group_without_a_work_has_none():
    assert groups.shared(("anna", "bert"), {"dora": Work()}) is None


# Regrade

OF = {"ex01-a": 4.0, "ex01-b": 2.0}
RETURNED = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)  # the first of October in Brussels


def request(**more) -> Request:
    usual = {"opened": date(2026, 10, 2), "decided": date(2026, 10, 5), "by": "Dr. Weber", "old": 1.0, "new": 3.0}
    return Request("r1", "anna", "ex01", more.pop("item", "ex01-a"), "my reading is right", **usual | more)


def looked_at(*requests: Request, whole: bool = True, returned: datetime | None = RETURNED) -> regrade.Regraded:
    policy = POLICY.model_copy(update={"regrade": Regrade(window_days=7, whole_question=whole)})
    return regrade.regraded({"ex01-a": 1.0, "ex01-b": None}, OF, requests, returned, policy)


def test_the_window_closes_after_so_many_days_of_the_class():
    assert regrade.closes(RETURNED, POLICY) == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("opened", "points"), [(date(2026, 9, 29), 3.0), (date(2026, 10, 8), 3.0), (date(2026, 10, 9), 1.0)]
)
def test_a_request_counts_until_the_last_day_of_the_window(opened, points):
    found = looked_at(request(opened=opened, decided=date(2026, 10, 20)))
    assert found.points["ex01-a"] == points
    assert ("is refused: asked for on 2026-10-09, possible until 2026-10-08" in found.trail[0]) == (points == 1.0)


def test_where_nobody_noted_the_return_of_feedback_no_request_is_too_late():
    assert looked_at(request(opened=date(2027, 1, 1), decided=date(2027, 1, 2)), returned=None).points["ex01-a"] == 3


def test_a_second_look_replaces_the_points_of_the_item_and_leaves_a_trail():
    found = looked_at(request(reason="Article 4 covers it."))
    assert found.points == {"ex01-a": 3.0, "ex01-b": None}
    said = "Regrade r1 of ex01-a: 3 instead of 1, decided on 2026-10-05 by Dr. Weber (Article 4 covers it)."
    assert found.trail == (said,)


@pytest.mark.parametrize(("whole", "points"), [(True, 0.5), (False, 1.0)])
def test_the_whole_question_rule_lets_a_second_look_lower(whole, points):
    found = looked_at(request(new=0.5), whole=whole)
    assert found.points["ex01-a"] == points
    assert len(found.trail) == 1


@pytest.mark.parametrize(
    ("change", "said"), [({"decided": None, "new": None}, "is open"), ({"new": None}, "is declined, decided on")]
)
def test_an_open_or_declined_request_leaves_the_points(change, said):
    found = looked_at(request(**change))
    assert found.points["ex01-a"] == 1.0
    assert said in found.trail[0]


def test_of_two_decisions_on_an_item_the_later_counts():
    first, last = request(), request(new=2.0, decided=date(2026, 10, 6))
    assert looked_at(last, first).points["ex01-a"] == 2.0


def test_a_decision_gives_points_to_what_waited_for_a_person():
    asked = request(item="ex01-b", old=None, new=2.0)
    assert looked_at(asked).points == {"ex01-a": 1.0, "ex01-b": 2.0}


def test_where_the_points_are_not_those_of_the_request_that_is_said():
    assert looked_at(request(old=2.0)).trail[1] == "Regrade r1 of ex01-a says that there were 2 points; there were 1."


def test_a_decision_that_the_gradebook_has_already_is_told_without_a_change():
    found = looked_at(request(old=2.0, new=1.0))
    assert found.trail == ("Regrade r1 of ex01-a: 1, decided on 2026-10-05 by Dr. Weber.",)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"item": "ex01-aa"}, "r1, cell_id: ex01 has no item 'ex01-aa'. Did you mean"),
        ({"new": 4.5}, "r1, new: 4.5 points"),
    ],
)
def test_an_item_that_is_not_there_and_more_points_than_there_are_are_told(change, said):
    with pytest.raises(ValueError, match=said):
        looked_at(request(**change))


# Who reviews whom


def class_of(sizes: list[int]) -> tuple[list[str], list[Member]]:
    """Groups of these sizes; a group of one is a student in none."""
    names = [[f"s{group:02}{number}" for number in range(size)] for group, size in enumerate(sizes)]
    entries = [Member(f"g{group}", name) for group, all_ in enumerate(names) if len(all_) > 1 for name in all_]
    return [name for all_ in names for name in all_], entries


@settings(deadline=None)
@given(st.lists(st.integers(1, 4), min_size=2, max_size=8), st.integers(0, 10_000), st.integers(1, 3))
def test_every_author_gets_the_reviewers_and_nobody_reviews_the_own_group(sizes, seed, reviewers):
    students, entries = class_of(sizes)
    if len(students) - max(sizes) < reviewers:
        with pytest.raises(ValueError, match="The class is too small"):
            peer.assign(students, entries, seed, reviewers)
        return
    pairs = peer.assign(students, entries, seed, reviewers)
    assert len(set(pairs)) == len(pairs)
    assert Counter(pair.author for pair in pairs) == dict.fromkeys(students, reviewers)
    assert not [pair for pair in pairs if pair.reviewer in groups.members(pair.author, entries)]
    if len(students) >= 2 * max(sizes) + reviewers - 1:
        assert Counter(pair.reviewer for pair in pairs) == dict.fromkeys(students, reviewers)


def test_the_same_seed_gives_the_same_pairs_in_whatever_order_the_class_stands():
    students, entries = class_of([1] * 20)
    assert peer.assign(students, entries, 7) == peer.assign(reversed(students), entries, 7)
    assert peer.assign(students, entries, 7) != peer.assign(students, entries, 8)


def test_where_a_group_is_most_of_the_class_the_others_review_more_and_evenly():
    pairs = peer.assign(*class_of([4, 1, 1]), seed=1)
    assert sorted(Counter(pair.reviewer for pair in pairs).values(), reverse=True)[:2] == [4, 4]


def test_a_class_that_is_too_small_is_told_who_lacks_reviewers():
    with pytest.raises(ValueError, match="2 are to review s000, and of those who handed in 1 are of another group"):
        peer.assign(*class_of([1, 1]), seed=1)
