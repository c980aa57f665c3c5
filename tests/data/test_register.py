"""Reading the register: each bad row is named with row, column and remedy; the rules of source ids."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_register import GOOD, HEADER, LATER, SOURCE

from cyberdiplomacy import facts, sources


def write(home: Path, register: str) -> None:
    (home / facts.FILE).write_text(register, encoding="utf-8")


def test_get_returns_a_fact_with_typed_dates(home: Path) -> None:
    fact = facts.get("listings-total")
    assert (fact.value, fact.as_of, fact.review_by) == ("38", date(2026, 7, 13), date(2027, 1, 31))
    assert fact.lessons == ("00", "11")


def test_unknown_id_names_the_nearest(home: Path) -> None:
    with pytest.raises(facts.UnknownFactError, match=r"No fact is called 'listing-totals'.*Nearest: listings-total"):
        facts.get("listing-totals")


def test_due_gives_the_longest_overdue_first_and_counts_the_day_itself(home: Path) -> None:
    assert [fact.id for fact in facts.due(date(2027, 1, 31))] == ["votes", "listings-total"]
    assert [fact.id for fact in facts.due(date(2027, 1, 30))] == ["votes"]
    assert facts.due(date(2026, 12, 30)) == []


def test_a_changed_register_is_read_again(home: Path) -> None:
    assert facts.get("listings-total").value == "38"
    write(home, HEADER + GOOD.replace("38", "39") + LATER)
    assert facts.get("listings-total").value == "39"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (GOOD, "row 3 (listings-total), column id: 'listings-total' is given 2 times. Keep one row"),
        (
            GOOD.replace("listings-total", "Listings_total"),
            "row 3 (Listings_total), column id: 'Listings_total' is not",
        ),
        (GOOD.replace("listings-total", "b").replace(",A,", ",A1,"), "row 3 (b), column confidence: 'A1' is unknown"),
        (
            GOOD.replace("listings-total", "b").replace("2026-07-13", "13.7.2026"),
            "column as_of: '13.7.2026' is no date",
        ),
        (
            GOOD.replace("listings-total", "b").replace("2027-01-31", "2027-02-30"),
            "column review_by: '2027-02-30' is no",
        ),
        (GOOD.replace("listings-total", "b").replace(",38,", ",,"), "row 3 (b), column value: the cell is empty"),
        (
            GOOD.replace("listings-total", "b").replace(",38,", ", 38,"),
            "column value: the cell begins or ends with a blank",
        ),
        (
            GOOD.replace("listings-total", "b").replace("celex:32019D0797", "voetn"),
            "column source: No source is called 'voetn'",
        ),
        (
            GOOD.replace("listings-total", "b").replace("32019D0797", "2019/797"),
            "column source: 'celex:2019/797' is no CELEX",
        ),
        (GOOD.replace("listings-total", "b").replace("00;11", "00; 11"), "column lesson: ' 11' is no lesson id"),
        (
            GOOD.replace("listings-total", "b").replace("entries.", "entries, all"),
            "column all: the row does not have 8 cells",
        ),
    ],
)
def test_bad_row_is_named_with_row_column_and_remedy(home: Path, row: str, message: str) -> None:
    write(home, HEADER + GOOD + row)
    with pytest.raises(facts.RegisterError) as error:
        facts.all_facts()
    assert f"data/facts.csv, {message}" in str(error.value) or message in str(error.value)
    assert "data/facts.csv, row 3" in str(error.value)


def test_every_bad_row_is_named_at_once(home: Path) -> None:
    write(home, HEADER + GOOD.replace(",A,", ",X,") + LATER.replace("2026-12-31", "soon"))
    with pytest.raises(facts.RegisterError) as error:
        facts.all_facts()
    assert "row 2 (listings-total)" in str(error.value)
    assert "row 3 (votes)" in str(error.value)


def test_wrong_columns_are_refused(home: Path) -> None:
    write(home, HEADER.replace("claim,value", "value,claim") + GOOD)
    with pytest.raises(facts.RegisterError, match="row 1: the columns must be id,claim,value"):
        facts.all_facts()


def test_celex_ids_resolve_to_eur_lex(home: Path) -> None:
    source = sources.resolve("celex:02019R0796-20260713")
    assert source.url == "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:02019R0796-20260713"


def test_un_symbols_resolve_to_the_documents_of_the_united_nations(home: Path) -> None:
    assert sources.resolve("un:A/RES/73/27").url == "https://docs.un.org/en/A/RES/73/27"


@pytest.mark.parametrize("source_id", ["un:", "un:RES 73/27", "celex:", "celex:32019D", "celex:32019D0797 "])
def test_malformed_rule_ids_are_refused(home: Path, source_id: str) -> None:
    with pytest.raises(sources.SourceError, match="It reads like"):
        sources.resolve(source_id)


@given(
    sector=st.sampled_from("12356789"),
    year=st.integers(1952, 2030),
    kind=st.sampled_from(["L", "R", "D", "H", "PC", "DC", "JC", "CJ", "M", "E"]),
    number=st.integers(1, 9999),
)
def test_every_well_formed_celex_number_resolves(sector: str, year: int, kind: str, number: int) -> None:
    celex = f"{sector}{year}{kind}{number:04d}"
    assert sources.resolve(f"celex:{celex}").url.endswith(celex)


def test_unknown_source_names_the_nearest(home: Path) -> None:
    with pytest.raises(sources.SourceError, match="Nearest: voeten"):
        sources.resolve("voten")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("a-b:\n  title: T\n  publisher: P\n", "entry 'a-b', key url: must be a text that is not empty"),
        ("a-b:\n  title: T\n  publisher: P\n  url: U\n  link: L\n", "entry 'a-b': unknown key 'link'"),
        ("A_b:\n  title: T\n  publisher: P\n  url: U\n", "entry 'A_b': the id must be in kebab-case"),
        ("a-b: U\n", "entry 'a-b': give it title, publisher and url"),
        (SOURCE + SOURCE, "line 6: 'voeten' is given twice"),
        ("- a\n- b\n", "must map each source id"),
    ],
)
def test_bad_entry_of_the_sources_is_named(home: Path, entry: str, message: str) -> None:
    (home / sources.FILE).write_text(entry, encoding="utf-8")
    with pytest.raises(sources.SourceError) as error:
        sources.listed()
    assert message in str(error.value)
