"""Answers that are alike: found through other names and layout, never where all must be alike, and never a mark."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import class_at_work as work
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from courseware.author import exercise, files
from courseware.teach.classes.folder import Workspace
from courseware.teach.integrity import page, pairs, shape
from courseware.teach.people import Student
from cyberdiplomacy import places

CODE = """\
# 1 load
listings = data.load("listings")
recent = listings[listings["listed_on"].dt.year >= 2020]
counts = {}
for regime, rows in recent.groupby("regime"):
    people = rows[rows["kind"] == "person"]
    if len(people) > 3 and not people.empty:
        counts[regime] = int(people["id"].nunique()) + len(rows) // 2
total = sum(counts.values(), start=0)
answer = sorted(counts.items(), key=lambda pair: -pair[1])[:5]
"""
RENAMED = """\
table = data.load('listings')   # my own work
new = table[ table['listed_on'].dt.year >= 2_020 ]

found = {}
for r, t in new.groupby('regime'):

  who = t[t['kind'] == 'person']
  if len(who) > 3 and not who.empty:
      found[r] = (int(who['id'].nunique())
                  + len(t) // 2)
n = sum(found.values(), start=0)
result = sorted(found.items(), key=lambda one: -one[1])[:5]
"""
INDEPENDENT = """\
listings = data.load("listings")
listings["year"] = listings["listed_on"].dt.year
persons = listings.query("kind == 'person' and year >= 2020")
table = persons.pivot_table(index="regime", values="id", aggfunc="nunique").reset_index()
table = table.merge(listings.groupby("regime").size().rename("rows"), on="regime")
table["score"] = table["id"] + table["rows"].floordiv(2)
total = table["score"].sum()
answer = [tuple(row) for row in table.nlargest(5, "score").to_numpy()]
"""
TEXT = (
    "The Council should list the two entities first, because the evidence against them is shared by nine members "
    "and rests on infrastructure that was rented openly. A statement alone would come too late for the port, "
    "whose cranes have stood still since Monday, and would leave the question of cost to the insurers. Doing "
    "nothing is cheaper, but it teaches the operator that a holiday weekend is a safe moment."
)
REWORDED = TEXT.replace("first", "now").replace("openly", "in public").replace("cheaper", "less costly")
OTHER_TEXT = (
    "My advice is to wait. Attribution at medium confidence carries a statement of solidarity and a technical "
    "report by the network of response teams, and little beyond it. Sanctions need unanimity; two capitals have "
    "asked for more time, and a failed vote would be read in the wrong place. Meanwhile the reserve can send "
    "experts to the hospital within a day, which patients will notice sooner than any list in the Official "
    "Journal."
)


def alike(kind: pairs.Kind, first: str, second: str, *known: str, **partners: list[str]) -> tuple[pairs.Pair, ...]:
    read = shape.code if kind == "code" else shape.prose
    answers = {"anna": read(first), "bo": read(second)}
    return pairs.compare(kind, answers, map(read, known), partners).pairs


# Shapes


def test_names_spelling_comments_and_layout_do_not_count():
    assert shape.code(CODE).tokens == shape.code(RENAMED).tokens


def test_what_a_library_calls_a_thing_counts():
    assert shape.code("x.mean()").tokens != shape.code("x.sum()").tokens
    assert shape.code("f(by=1)").tokens != shape.code("f(axis=1)").tokens


def test_docstrings_annotations_and_empty_statements_do_not_count():
    plain = shape.code("def f(a):\n    b = a\n    return b\n").tokens
    assert (
        shape.code('def g(x: int) -> int:\n    "Text."\n    y: int = x\n    pass\n    ...\n    return y\n').tokens
        == plain
    )


def test_words_count_without_case_and_punctuation():
    assert shape.prose("The port — *closed*!").tokens == ("the", "port", "closed")


@pytest.mark.parametrize(
    "source",
    [
        "-" * 19_000 + "1",
        "+".join(["1"] * 9_000),
        "a" + ".a" * 9_000,
        "(" * 5_000,
        "not " * 4_500 + "1",
        "x = " + "9" * 9_000,
        "x = '\ud800'",
        "a\0b",
        "if",
        "%matplotlib inline",
        "x = 1\n" * 5_000,
    ],
    ids=["minus", "sum", "attributes", "brackets", "nots", "digits", "surrogate", "null", "half", "magic", "long"],
)
def test_code_that_cannot_be_read_is_refused_with_a_sentence(source):
    with pytest.raises(shape.ShapeError, match=r"^It is .*\.$"):
        shape.code(source)


def test_code_is_read_and_never_run(tmp_path):
    target = tmp_path / "made"
    shape.code(f"open({str(target)!r}, 'w')")
    assert not target.exists()


@given(st.text(max_size=300))
def test_any_text_has_a_shape_whose_words_stand_where_it_says(text):
    found = shape.prose(text)
    assert tuple(found.text[start:end].casefold() for start, end in found.spans) == found.tokens


# Pairs


def test_renamed_variables_and_other_layout_are_found():
    (pair,) = alike("code", CODE, RENAMED)
    assert (pair.alike, pair.shared == pair.rare, pair.students) == (1.0, True, ("anna", "bo"))


def test_statements_in_another_order_are_found():
    lines = CODE.splitlines(keepends=True)
    assert alike("code", CODE, "".join([*lines[8:9], *lines[:8], *lines[9:]]))


def test_independent_answers_are_not_found():
    assert not alike("code", CODE, INDEPENDENT)
    assert not alike("written", TEXT, OTHER_TEXT)


def test_a_text_with_some_words_exchanged_is_found():
    (pair,) = alike("written", TEXT, REWORDED)
    assert 0.8 < pair.alike < 1


def test_the_solution_itself_is_not_found():
    assert not alike("code", CODE, RENAMED, CODE)
    assert not alike("written", TEXT, TEXT, TEXT)


def test_what_two_answers_add_to_the_solution_in_the_same_way_is_found():
    answers = {"anna": shape.code(INDEPENDENT + CODE), "bo": shape.code(INDEPENDENT + RENAMED)}
    found = pairs.compare("code", answers, [shape.code(INDEPENDENT)], {})
    ((pair, sides),) = page.Item("One", "code", found, answers, {}).shown
    marked = "".join(part for part, is_marked in sides[0][1] if is_marked)
    assert pair.alike == 1
    assert "counts[regime] =" in marked
    assert "pivot_table" not in marked


def test_a_short_answer_is_not_compared():
    short = "answer = len(table[table.kind == 'person'])"
    assert not alike("code", short, short)
    answers = {"anna": shape.code(short), "bo": shape.code(CODE)}
    found = pairs.compare("code", answers, [], {})
    assert (found.short, [*found.own]) == (("anna",), ["bo"])


def test_a_long_list_of_values_is_short():
    values = f"answer = {[*range(500)]}"
    assert not alike("code", values, values)


def test_members_of_one_group_are_not_compared():
    assert not alike("code", CODE, CODE, anna=["anna", "bo"], bo=["anna", "bo"])
    assert alike("code", CODE, CODE, anna=["anna", "cy"])


def test_what_a_third_has_too_is_not_rare():
    answers = {"anna": shape.code(CODE), "bo": shape.code(RENAMED), "cy": shape.code(CODE + INDEPENDENT)}
    (pair,) = pairs.compare("code", answers, [], {}).pairs
    assert pair.shared > pair.rare == 0


def test_a_class_of_two_hundred_who_write_alike_is_compared_and_the_page_stays_short():
    answers = {f"s{n:03}": shape.prose(f"{TEXT} {n}") for n in range(200)}
    found = pairs.compare("written", answers, [], {})
    assert len(found.pairs) == 200 * 199 / 2
    item = page.Item("One", "written", found, answers, {})
    html = page.as_html(page.Shown("eu", "ex01", [item], 200, {}, [Student(one) for one in answers]))
    assert html.count("<h4>") == page.MOST
    assert f"19900 pairs are alike, of which {page.MOST} are shown" in html


def test_right_answers_that_the_course_declares_as_different_are_not_found():
    """The authors wrote them as other ways to the same result; none may look copied."""
    seen = 0
    for path in sorted((places.root() / "content" / "exercises").glob("*.answers.yml")):
        cells = {cell.id: cell.source for cell in work.master(path.name.split(".")[0]).cells}
        for item, declared in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            codes = [one["code"] for one in declared["right"] if "code" in one]
            answers = {str(number): shape.code(code) for number, code in enumerate(codes)}
            found = pairs.compare("code", answers, [shape.code(cells[exercise.answer_id(item)])], {})
            assert not found.pairs, item
            seen += len(found.own)
    assert seen > 50


# A class

MALICE = '<script>alert(1)</script> & </pre><img src="http://example.eu/x">'
NAMES = ("anna", "bo", "cy", "di", "eve")
ROSTER = work.ROSTER + "cy,Cy,Cee,,\ndi,Di,Dee,,\neve,Eve,Eff,,\n"


def answered(workspace: Workspace, student: str, **answers: str) -> None:
    """Hand in a set with some answers, by the end of their items' names."""
    given = {f"ex01-{name}": text for name, text in answers.items()}
    text = work.filled(workspace.released("ex01"), given)
    work.put(workspace.submitted(student, "ex01"), text, "2026-09-20 10:00:00 UTC")


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory) -> Workspace:
    """Anna and Bo wrote alike, Cy for himself; Di took the solution; Eve's cells are hostile."""
    workspace = work.made(tmp_path_factory.mktemp("similar") / "class", ROSTER)
    files.write(workspace.master("ex01"), files.to_json(work.with_memo(work.master())))
    work.ok("release", "ex01", "--dir", workspace.home)
    answered(workspace, "anna", chart=CODE, memo=f"{TEXT} {MALICE}")
    answered(workspace, "bo", chart=RENAMED, memo=f"{REWORDED} {MALICE}")
    answered(workspace, "cy", chart=INDEPENDENT, memo=OTHER_TEXT)
    solution = {item.removeprefix("ex01-"): code for item, code in work.solutions().items()}
    answered(workspace, "di", **solution)
    hostile = {"chart": "-" * 15_000 + "1", "lists": "x = 1\n" * 5_000, "reading": "x = 1\n" * 50_000}
    answered(workspace, "eve", **{**solution, **hostile})
    return workspace


@pytest.fixture
def workspace(handed_in, tmp_path) -> Workspace:
    return work.copied(handed_in, tmp_path / "class")


def compared(workspace: Workspace) -> str:
    work.ok("compare", "ex01", "--dir", workspace.home)
    return (workspace.home / "reports" / "similar-ex01.html").read_text(encoding="utf-8")


def headings(html: str) -> list[str]:
    return [" ".join(re.sub("<[^>]*>", "", one).split()) for one in re.findall("<h4>(.*?)</h4>", html, re.DOTALL)]


def test_the_page_shows_the_pair_and_nobody_else(workspace):
    told = work.ok("compare", "ex01", "--dir", workspace.home)
    assert "2 pairs of answers are alike, in 5 works." in told
    assert "never a mark" in told
    assert headings(compared(workspace)) == ["Anna Müller, Dr. (anna) and Bo O&#39;Neil (bo)"] * 2


def test_what_both_have_is_marked(workspace):
    marked = " ".join(re.findall("<mark>(.*?)</mark>", compared(workspace), re.DOTALL))
    assert "counts[regime] =" in marked
    assert "the two entities" in marked
    assert "openly" not in marked
    assert "my own work" in marked, "a line is marked as a whole"


def test_the_page_says_what_cannot_be_concluded_who_decides_and_who_is_heard(workspace):
    told = " ".join(compared(workspace).split())
    for sentence in (
        "It is no mark, no finding and no proof.",
        "The students are heard first",
        "A person decides",
        "Short answers have few shapes",
        "an item with one right form makes all answers alike",
        "fewer than 30 different pieces of code or 40 of text are left",
    ):
        assert sentence in told


def test_what_students_wrote_is_text_and_the_page_loads_nothing(workspace):
    html = compared(workspace)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in re.sub("</?mark>", "", html)
    tags: list[tuple[str, dict]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append((tag, dict(attrs)))
    parser.feed(html)
    assert not {tag for tag, _ in tags} & {"script", "img", "link", "iframe", "a"}
    assert not [attrs for _, attrs in tags if {"src", "href", "onclick", "style"} & {*attrs} and "width" not in attrs]


def test_hostile_cells_are_left_out_and_told(workspace):
    told = compared(workspace)
    assert "It is nested too deeply to be read." in told
    assert "It is longer than 20,000 characters." in told
    assert "It is blank, or too large to be marked." in told


def test_a_work_that_cannot_be_read_is_told_and_the_others_are_compared(workspace):
    (workspace.submitted("cy", "ex01") / "ex01.ipynb").write_text("{" * 100, encoding="utf-8")
    told = compared(workspace)
    assert "the whole work" in told
    assert len(headings(told)) == 2


def test_who_works_in_one_group_is_not_compared(workspace):
    (workspace.home / "groups.csv").write_text("group_id,student_id,role\ng1,anna,\ng1,bo,\n", encoding="utf-8")
    assert len(headings(compared(workspace))) == 2
    policy = work.POLICY.replace("due: 2026-09-21 23:59", "due: 2026-09-21 23:59, groups: true")
    (workspace.home / "policy.yml").write_text(policy, encoding="utf-8")
    assert not headings(compared(workspace))


def test_names_are_hidden_if_the_policy_says_so(workspace):
    (workspace.home / "policy.yml").write_text(work.POLICY + "names: hidden\n", encoding="utf-8")
    (workspace.submitted("cy", "ex01") / "ex01.ipynb").rename(workspace.submitted("cy", "ex01") / "cy-cee.txt")
    html = compared(workspace)
    assert "Names are hidden" in html
    assert all(re.fullmatch(r"Student \d and Student \d", one) for one in headings(html))
    assert not [name for name in ("Müller", "O&#39;Neil", "(anna)", ">eve<", "cy-cee") if name in html]


def test_nothing_changes_but_the_page(workspace):
    def told() -> dict:
        paths = (path for path in workspace.home.rglob("*") if path.is_file())
        return {path.relative_to(workspace.home).as_posix(): path.read_bytes() for path in paths}

    before = told()
    page_of = {"reports/similar-ex01.html": compared(workspace).encode()}
    assert told() == before | page_of
    assert "gradebook.db" in before
    assert (workspace.home / "reports" / "similar-ex01.html").stat().st_mode & 0o077 == 0


def test_one_work_is_too_few(workspace):
    for name in NAMES[1:]:
        workspace.submitted(name, "ex01").rename(workspace.home / f"gone-{name}")
    code, said = work.course("compare", "ex01", "--dir", workspace.home)
    assert code == 1
    assert "it takes two to compare" in said


def test_a_set_that_is_not_released_is_told(workspace):
    code, said = work.course("compare", "x1", "--dir", workspace.home)
    assert code == 1
    assert "x1 is not released" in said
