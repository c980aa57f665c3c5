"""Which numbers are claims and need a source, and which are only names."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from courseware.author import claim_rules

PATH = Path("content/lessons/99-test.md")


@pytest.mark.parametrize(
    "prose",
    [
        "Decision (CFSP) 2019/797 and Regulation (EU) 2019/796",
        "Directive 2011/93/EU and Recommendation 2003/361/EC",
        "document 10289/23, JOIN(2022) 49, COM(2018)630 final",
        "A/RES/73/266, A/70/174, A/C.1/75 and PC.DEC/1202",
        "Art. 222 TFEU, Articles 82 to 88, Arts 14, 15 and 16(2), recital 16, Annex 12",
        "GRU Unit 26165, unit 74455",
        "lesson 11, lessons 03 to 08, ex01, 00P and 00T",
        "at 23:59 on Sunday",
        "`x = 2026` and ```\n2026\n```",
        "[text](https://example.org/2026/11)",
        "Article 5, step 3 of 4, one or 2 things",
        "<!--fact:listings-rounds-->17 May 2019<!--/--> and no more",
        "ETS 185 and CELEX 32019D0797",
    ],
)
def test_a_name_is_no_claim(prose):
    assert claim_rules.unmarked(prose) == []


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("in 2019", ["2019"]),
        ("on 17 May 2019", ["17", "2019"]),
        ("27 members", ["27"]),
        ("EUR 10.5 million", ["10.5"]),
        ("1,341 days", ["1,341"]),
        ("the 24-hour clock", ["24"]),
        ("Decision 2019/797 of 2019", ["2019"]),
        ("47 of 65 countries", ["47", "65"]),
        ("83%", ["83"]),
    ],
)
def test_a_year_a_date_and_a_number_of_two_digits_are_claims(prose, found):
    assert claim_rules.unmarked(prose) == found


def a_lesson(source: str, *tags: str):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(source, metadata={"tags": list(tags)})])


def test_an_unmarked_claim_is_named_with_its_cell():
    (problem,) = claim_rules.claims_are_marked(PATH, a_lesson("## Since 1998\n"))
    assert "cell 1 (## Since 1998): '1998' has no source" in str(problem)


@pytest.mark.parametrize("tag", sorted(claim_rules.EXEMPT_TAGS))
def test_title_meta_reading_and_sources_are_exempt(tag):
    assert [*claim_rules.claims_are_marked(PATH, a_lesson("60 minutes, 2026", tag))] == []


def test_a_section_with_facts_must_lead_to_the_sources():
    marked = "<!--fact:listings-rounds-->six<!--/-->"
    (problem,) = claim_rules.sections_lead_to_sources(PATH, a_lesson(f"## One\n\n{marked}\n\n## Two\n\nnothing"))
    assert "section 'One'" in str(problem)
    assert [*claim_rules.sections_lead_to_sources(PATH, a_lesson(f"## One\n\n{marked} [Sources](#Sources)"))] == []
