"""The register of facts is sound: rows, dates, sources, and what it may not say."""

from __future__ import annotations

import csv
import hashlib
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

from cyberdiplomacy import facts, sources

COURSE_DATE = date(2026, 11, 22)
LESSONS = {"00", "00P", "00T", *(f"{number:02d}" for number in range(1, 16)), "X1", "X2"}
LISTED = set(
    re.findall(
        r"\w{10}",
        """
    000be7101d 0399b14244 24a05b7106 26996da397 274be55723 2f4d633be0 304104ef7d 35c2071e14 51ee50300e
    672e857bf2 6b8c6c9ec8 70a5a15840 7230a6258c 794dc2affc 84cfd5afdd 87a4caf889 9a50cf43e0 ac64faea38
    b2fe7dfe94 b7bc0c44af bcabebde62 bf73ade922 c2d1ecb779 c412580582 c47ef64d0a c4bd3d085f e8dcf5c150
        """,
    )
)
"""Digests of the names of the 27 persons in the annex, so that a name is found without standing here."""
EU_ACT = re.compile(
    r"^(?!.*Convention).*(?:Article \d|recital \d|(?:Regulation|Directive|Decision) \((?:EU|CFSP)|Directive \d{4}/)"
)


def test_register_has_at_least_three_hundred_facts() -> None:
    assert len(facts.all_facts()) >= 300


def test_every_lesson_and_simulation_has_facts() -> None:
    served = {lesson for fact in facts.all_facts() for lesson in fact.lessons}
    assert served >= LESSONS


def test_register_names_only_lessons_of_the_course() -> None:
    named = {lesson for fact in facts.all_facts() for lesson in fact.lessons}
    assert named <= LESSONS | {"CAP"}


def test_every_fact_is_reviewed_after_the_date_of_the_course() -> None:
    assert [fact.id for fact in facts.all_facts() if fact.review_by <= COURSE_DATE] == []


def test_no_fact_is_known_from_after_the_date_of_the_course() -> None:
    assert [fact.id for fact in facts.all_facts() if fact.as_of > COURSE_DATE] == []


def test_lesson_00_rests_on_no_weak_or_unverified_fact() -> None:
    weak = [fact.id for fact in facts.all_facts() if "00" in fact.lessons and fact.confidence in ("C", "M")]
    assert weak == []


def test_every_claim_is_a_sentence_that_holds_its_value() -> None:
    assert [f.id for f in facts.all_facts() if not f.claim.endswith(".") or f.value not in f.claim] == []


def test_every_source_of_a_fact_has_an_address() -> None:
    address = re.compile(r"https?://|\.\./")
    assert [
        (fact.id, source_id)
        for fact in facts.all_facts()
        for source_id in sources.ids(fact.source)
        if not address.match(sources.resolve(source_id).url)
    ] == []


def test_every_fact_about_an_eu_act_cites_its_celex_number() -> None:
    assert [f.id for f in facts.all_facts() if EU_ACT.search(f.claim) and "celex:" not in f.source] == []


def test_dates_in_values_are_written_day_month_year() -> None:
    wrong = re.compile(r"\d{4}-\d{2}-\d{2}|\b0\d [A-Z]|\d{1,2}(?:st|nd|rd|th) [A-Z]|[A-Z][a-z]+ \d{1,2}, \d{4}")
    assert [fact.id for fact in facts.all_facts() if wrong.search(fact.value)] == []


def test_every_source_of_every_table_resolves(root: Path) -> None:
    tables = sorted((root / "data").glob("*.csv"))
    assert len(tables) > 1
    unknown = {
        (path.name, source_id)
        for path in tables
        for row in csv.DictReader(path.open(encoding="utf-8", newline=""))
        for column, cell in row.items()
        if column == "source" or column.endswith("_source")
        for source_id in sources.ids(cell)
        if not _resolves(source_id)
    }
    assert unknown == set()


def _resolves(source_id: str) -> bool:
    try:
        sources.resolve(source_id)
    except sources.SourceError:
        return False
    return True


def test_every_listed_source_is_cited_by_a_fact_a_table_or_a_schema(root: Path) -> None:
    cited = {source_id for fact in facts.all_facts() for source_id in sources.ids(fact.source)}
    texts = [path for pattern in ("*.csv", "schemas/*.yml") for path in (root / "data").glob(pattern)]
    words = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+|[a-z0-9]+", " ".join(p.read_text("utf-8") for p in texts)))
    assert set(sources.listed()) - cited - words == set()


def test_two_entries_never_share_title_and_address() -> None:
    entries = [(source.title, source.url) for source in sources.listed().values()]
    assert len(entries) == len(set(entries))


def test_no_text_of_the_data_names_a_listed_person(root: Path) -> None:
    texts = [
        path for pattern in ("*.csv", "*.yml", "raw/*.csv", "schemas/*.yml") for path in (root / "data").glob(pattern)
    ]
    named = [
        (path.name, phrase)
        for path in texts
        for phrase in _phrases(path.read_text("utf-8"))
        if _digest(phrase) in LISTED
    ]
    assert named == []


def test_a_listed_person_would_be_found() -> None:
    assert len(LISTED) == 27
    assert _phrases("Alpha, beta") == {"alpha", "beta", "alpha beta"}


def _phrases(text: str) -> set[str]:
    """Words and pairs of words in small letters."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return {*words, *(" ".join(pair) for pair in pairwise(words))}


def _digest(phrase: str) -> str:
    return hashlib.sha256(phrase.encode()).hexdigest()[:10]


def test_no_claim_calls_a_listed_person_guilty() -> None:
    words = re.compile(r"\b(?:guilty|convicted|culprits?|perpetrators?)\b", re.IGNORECASE)
    assert [fact.id for fact in facts.all_facts() if words.search(fact.claim)] == []
