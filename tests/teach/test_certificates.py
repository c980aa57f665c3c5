"""Certificates: who gets one, what it says, how its class knows it again, and that nothing of it outlives a student."""

from __future__ import annotations

import stat
from datetime import UTC, date, datetime

import class_at_work as work
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from courseware.teach.classes import certificates
from courseware.teach.classes.folder import Workspace
from courseware.teach.marks import Mark
from courseware.teach.policies import certificate
from courseware.teach.policies.certificate import Issued, Standing
from courseware.teach.policies.policy import Policy

pytestmark = pytest.mark.slow

NAME = "Zoë <script>alert(1)</script> O'Neil & Søn"
ROSTER = work.ROSTER.replace("Bo,O'Neil", NAME.replace(" <", ",<")) + "cy,Cy,Dee,,\ndi,Di,Dee,,\n"
ASKED = work.POLICY + "certificate: {share_percent: 60, of: [ex01]}\n"
NOW, LATER = (datetime(2026, 11, day, 23, 30, tzinfo=UTC) for day in (21, 29))
DATES = {name: {"released": NOW, "due": LATER} for name in ("ex01", "ex02", "x1")}


def policy(share: float = 60, of: tuple[str, ...] = ()) -> Policy:
    rule = {"share_percent": share, "of": [*of]}
    return Policy(time_zone="UTC", assignments=DATES, certificate=rule)


def standing(*states: str | float, of: tuple[str, ...] = (), share: float = 60) -> Standing:
    """How somebody stands with points of 20 in ex01, ex02 and x1, or with a state."""
    marks = [
        Mark("anna", name, state, None, 20)
        if isinstance(state, str)
        else Mark("anna", name, "marked", 20, 20, 0, state)
        for name, state in zip(DATES, states, strict=False)
    ]
    return certificate.standings(["anna"], marks, policy(share, of))[0]


@pytest.mark.parametrize(
    ("states", "of", "said"),
    [
        ((12, 20, 12), (), "anna has reached it."),
        ((12, "excused", 20), (), "anna has reached it."),
        ((11.99, 20, 12), (), "anna lacks ex01."),
        ((12, "missing", 3), (), "anna lacks ex02, x1."),
        ((12, "waiting", 20), (), "anna waits: ex02 not marked yet."),
        ((12, 20), (), "anna waits: x1 not marked yet."),
        (("missing", "waiting", 20), (), "anna lacks ex01; ex02 not marked yet."),
        (("excused", "excused", "excused"), (), "anna is excused from all that is asked for."),
        ((12, "missing", "waiting"), ("ex01",), "anna has reached it."),
        ((0, 12, 12), ("x1", "ex02"), "anna has reached it."),
    ],
)
def test_it_takes_every_set_that_is_asked_for_unless_excused(states, of, said):
    found = standing(*states, of=of)
    assert found.line() == said
    assert found.reached == (said == "anna has reached it.")


def test_the_sets_stand_in_the_order_of_the_policy_and_once():
    assert standing(20, 20, 20, of=("x1", "ex01", "x1")).passed == ("ex01", "x1")


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.integers(0, 300))
def test_a_share_is_reached_exactly_at_its_boundary(hundredths, share, of):
    mark = Mark("anna", "ex01", "marked", 0, of, 0, hundredths / 100)
    found = certificate.standings(["anna"], [mark], policy(share / 100, ("ex01",)))[0]
    assert found.reached == (hundredths * 100 >= share * of)


TEXT = st.text(max_size=8)
ISSUED = st.builds(Issued, TEXT, TEXT, st.lists(TEXT, max_size=3).map(tuple), st.dates())


@given(ISSUED, ISSUED)
def test_two_certificates_have_two_codes(one, other):
    assert (one.code("secret") == other.code("secret")) == (one == other)
    assert one.code("secret") != one.code("other")
    assert len(one.code("secret")) == 16


def test_a_code_stays_the_same_in_later_versions():
    assert Issued("anna", "Anna Müller", ("ex01",), date(2026, 11, 22)).code("seven seas") == "ac02b9a2d7f05b79"


def test_objectives_are_those_that_the_sets_test_in_teaching_order(course):
    found = [one.id for one in certificate.objectives(course, ["ex02", "ex01"])]
    tested = {id for name in ("ex01", "ex02") for item in course.assignment(name).items for id in item.objectives}
    assert found == [one.id for lesson in course.lessons for one in lesson.objectives if one.id in tested]
    assert {"L01-1", "L02-1"} <= {*found}


def test_hours_are_those_of_the_sets_and_of_their_lessons(course):
    lesson, own = course.lesson("01").minutes, course.assignment("ex01").minutes
    found = certificate.hours(course, ["ex01"])
    assert {*found} == {"P", "T"}
    assert all(abs(found[track] * 60 - lesson[track] - own[track]) <= 15 for track in found)


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Workspace:
    """Anna has 20 of 20, Zoë exactly 12, Cy nothing; Di handed in and waits."""
    workspace = work.made(tmp_path_factory.mktemp("certificates") / "class", ROSTER, ASKED)
    work.ok("release", "ex01", "--dir", workspace.home)
    points(workspace, "anna", 20)
    points(workspace, "bo", 12)
    work.put(workspace.submitted("di", "ex01"), "{}", "2026-09-20 10:00 UTC")
    return workspace


@pytest.fixture
def workspace(graded, tmp_path) -> Workspace:
    return work.copied(graded, tmp_path / "class")


def points(workspace: Workspace, student: str, total: float) -> None:
    """Give a student points for ex01, item after item until there are so many."""
    with workspace.gradebook() as book:
        book.update_or_create_submission("ex01", student, timestamp=datetime(2026, 9, 20, 10))
        for grade in book.find_submission_notebook("ex01", "ex01", student).grades:
            grade.auto_score, grade.needs_manual_grade = min(grade.max_score, total), False
            total -= grade.auto_score
        book.db.commit()


def issue(workspace: Workspace, at: datetime = NOW) -> certificates.Plan:
    wanted = certificates.plan(Workspace(workspace.home), at)
    certificates.apply(workspace, wanted)
    return wanted


def page(workspace: Workspace, student: str) -> BeautifulSoup:
    return BeautifulSoup(certificates.page(workspace, student).read_text(encoding="utf-8"), "html.parser")


def code(workspace: Workspace, student: str) -> str:
    return page(workspace, student).code.text


def files(workspace: Workspace) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((workspace.home / "certificates").glob("*"))}


def test_who_has_reached_it_gets_a_page_and_of_everybody_else_is_said_what_is_open(workspace):
    said = work.ok("certificates", "--dir", workspace.home)
    assert [*files(workspace)] == ["anna.html", "bo.html", "issued.csv"]
    for sentence in (
        "A certificate asks for 60 % of the points in each of ex01.",
        "anna has reached it.",
        "cy lacks ex01.",
        "di waits: ex01 not marked yet.",
        f"2 certificates are in {workspace.home / 'certificates'}.",
    ):
        assert sentence in said.splitlines()
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (workspace.home / "certificates").iterdir()}
    assert modes == {0o600}


def test_a_page_says_what_was_reached_and_whose_word_it_is(workspace, course):
    issue(workspace)
    made = page(workspace, "anna")
    text = " ".join(made.get_text(" ").split())
    # In Brussels the day had changed by then.
    for what in (
        "Anna Müller, Dr.",
        course.title,
        "not endorsed by the European Union",
        "Knowledge as of",
        "eu",
        "ex01",
    ):
        assert what in text
    assert "22 November 2026" in text
    assert "planned, not measured" in text
    assert "In each at least 60 % of the points" in text.replace("\xa0", " ")
    assert [item.text for item in made.find_all("li")] == [one.text for one in certificate.objectives(course, ["ex01"])]
    assert (made.html["lang"], made.title.text) == ("en", f"Certificate for Anna Müller, Dr.: {course.title}")
    assert [head.name for head in made.find_all(["h1", "h2"])] == ["h1", "h2"]
    assert not made.find_all(["script", "link", "img", "iframe"])
    assert not [tag for tag in made.find_all(True) if tag.has_attr("src") or tag.has_attr("href")]


def test_a_name_is_shown_as_it_is_written(workspace):
    issue(workspace)
    made = page(workspace, "bo")
    assert made.bdi.text == NAME
    assert not made.find_all("script")


def test_the_class_knows_its_certificates_by_their_codes(workspace):
    issue(workspace)
    shown = code(workspace, "bo")
    told = f"This class issued it on 2026-11-22 to {NAME} (bo), for ex01."
    assert told in work.ok("verify", shown, "--dir", workspace.home)
    spaced = f"{shown[:8].upper()} {shown[8:12]}-{shown[12:]}"
    assert told in work.ok("verify", spaced, "--dir", workspace.home)


def test_a_code_with_another_digit_is_not_of_the_class(workspace):
    issue(workspace)
    shown = code(workspace, "anna")
    for place, digit in enumerate(shown):
        other = f"{shown[:place]}{'0' if digit != '0' else '1'}{shown[place + 1 :]}"
        with pytest.raises(ValueError, match=f"No certificate of this class has the code {other}"):
            certificates.verify(workspace, other)


@pytest.mark.parametrize("given", ["", "anna", "ä" * 16, "0" * 17])
def test_what_is_no_code_is_told(graded, given):
    exit_code, said = work.course("verify", given, "--dir", graded.home)
    assert exit_code == 1
    assert "A code has 16 digits, 0 to 9 and a to f" in said


def test_whoever_changes_the_list_makes_no_certificate_of_it(workspace):
    issue(workspace)
    path = workspace.home / certificates.ISSUED
    path.write_text(path.read_text(encoding="utf-8").replace("Müller", "Miller"), encoding="utf-8")
    with pytest.raises(ValueError, match="No certificate"):
        certificates.verify(workspace, code(workspace, "anna"))


def test_another_class_does_not_know_it(workspace):
    issue(workspace)
    (workspace.home / "secret.txt").write_text("eighth sea\n", encoding="ascii")
    with pytest.raises(ValueError, match="No certificate"):
        certificates.verify(workspace, code(workspace, "anna"))


def test_a_damaged_list_is_told_with_its_line(workspace):
    issue(workspace)
    path = workspace.home / certificates.ISSUED
    path.write_text(path.read_text(encoding="utf-8").replace("2026-11-22", "22.11.2026", 1), encoding="utf-8")
    exit_code, said = work.course("certificates", "--dir", workspace.home)
    assert exit_code == 1
    assert "certificates/issued.csv, line 2, date: '22.11.2026' is no date" in said


def test_the_same_again_on_another_day_changes_nothing_and_asks_nothing(workspace):
    issue(workspace)
    before = files(workspace)
    assert not issue(workspace, LATER).replaced
    assert files(workspace) == before


def test_marks_that_change_are_asked_about_and_no_means_no(workspace):
    issue(workspace)
    before = files(workspace)
    points(workspace, "bo", 11)
    points(workspace, "cy", 20)
    exit_code, said = work.course("certificates", "--dir", workspace.home, answer="n\n")
    assert (exit_code, files(workspace)) == (1, before)
    assert "These had reached it, and by their marks have no more: bo." in said
    old = code(workspace, "bo")
    work.ok("certificates", "--dir", workspace.home, "--yes")
    assert [*files(workspace)] == ["anna.html", "cy.html", "issued.csv"]
    with pytest.raises(ValueError, match="No certificate"):
        certificates.verify(workspace, old)


def test_a_name_that_is_put_right_replaces_the_page_and_its_code(workspace):
    issue(workspace)
    old = code(workspace, "anna")
    path = workspace.home / "students.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(", Dr.", ""), encoding="utf-8")
    made = issue(workspace, LATER)
    assert made.replaced == ("anna",)
    assert page(workspace, "anna").bdi.text == "Anna Müller"
    assert certificates.verify(workspace, code(workspace, "anna")).day == date(2026, 11, 30)
    with pytest.raises(ValueError, match="No certificate"):
        certificates.verify(workspace, old)


def test_who_waits_for_a_second_look_keeps_the_page_until_then(workspace):
    issue(workspace)
    before = files(workspace)
    with workspace.gradebook() as book:
        for grade in book.find_submission_notebook("ex01", "ex01", "bo").grades:
            grade.auto_score, grade.needs_manual_grade = None, True
        book.db.commit()
    found = issue(workspace, LATER)
    assert "bo waits: ex01 not marked yet." in found.lines()
    assert files(workspace) == before


def test_what_was_stopped_half_way_is_finished_by_the_same_command(workspace):
    issue(workspace)
    before = files(workspace)
    certificates.page(workspace, "bo").unlink()
    assert not issue(workspace, LATER).replaced
    assert files(workspace) == before


def test_a_set_that_is_not_released_makes_all_wait_and_is_told(workspace):
    (workspace.home / "policy.yml").write_text(work.POLICY, encoding="utf-8")
    said = work.ok("certificates", "--dir", workspace.home)
    assert "x1 is not released." in said
    assert "anna waits: x1 not marked yet." in said
    assert not (workspace.home / "certificates").exists()


def test_nothing_of_it_is_left_of_who_is_forgotten_and_all_of_the_others(workspace):
    issue(workspace)
    old, other = code(workspace, "bo"), code(workspace, "anna")
    said = work.ok("forget", "bo", "--dir", workspace.home, "--yes")
    assert str(certificates.page(workspace, "bo")) in said
    assert "certificates/issued.csv: 1 row" in said
    assert [*files(workspace)] == ["anna.html", "issued.csv"]
    assert certificates.verify(workspace, other).student == "anna"
    with pytest.raises(ValueError, match="No certificate"):
        certificates.verify(workspace, old)


def test_a_namesake_keeps_a_certificate(workspace):
    path = workspace.home / "students.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Cy,Dee", 'Anna,"Müller, Dr."'), encoding="utf-8")
    points(workspace, "cy", 20)
    issue(workspace)
    work.ok("forget", "anna", "--dir", workspace.home, "--yes")
    assert [*files(workspace)] == ["bo.html", "cy.html", "issued.csv"]
    assert certificates.verify(workspace, code(workspace, "cy")).student == "cy"
