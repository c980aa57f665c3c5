"""``course facts due`` and ``course facts show`` as their users see them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from courseware.facts_cli import app
from cyberdiplomacy import facts

run = CliRunner(env={"COLUMNS": "200"}).invoke


@pytest.fixture
def texts(home: Path) -> Path:
    """The small folder with one lesson and one quiz that use a fact."""
    lessons, quizzes = home / "content" / "lessons", home / "content" / "quizzes"
    lessons.mkdir(parents=True)
    quizzes.mkdir()
    marker = "<!--fact:listings-total-->38<!--/-->"
    (lessons / "00-start.md").write_text(f"# Start\n\nThe list holds {marker} entries.\n", encoding="utf-8")
    (quizzes / "q00.yml").write_text(f"- stem: Why {marker}?\n", encoding="utf-8")
    return home


def test_show_gives_claim_value_source_address_and_uses(texts: Path) -> None:
    result = run(app, ["show", "listings-total"])
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    for part in ("The annex has 38 entries.", "2026-07-13", "uri=CELEX:32019D0797"):
        assert part in text
    assert "content/lessons/00-start.md:3 content/quizzes/q00.yml:1" in text


def test_show_gives_official_address_and_copy_of_each_source(home: Path) -> None:
    text = run(app, ["show", "votes"]).stdout
    for part in (
        "https://doi.org/10.7910/DVN/LEJUQZ",
        "read at https://example.org/copy",
        "docs.un.org/en/A/RES/73/27",
    ):
        assert part in text


def test_show_says_when_no_text_uses_the_fact(home: Path) -> None:
    assert "no text in content/ shows its marker" in run(app, ["show", "votes"]).stdout


def test_show_names_the_nearest_ids_for_a_wrong_one(home: Path) -> None:
    result = run(app, ["show", "listing-totals"])
    assert result.exit_code == 2
    assert "No fact is called 'listing-totals' in data/facts.csv. Nearest: listings-total." in result.stderr
    assert "Traceback" not in result.output


def test_due_lists_what_has_come_and_never_fails(home: Path) -> None:
    result = run(app, ["due", "--on", "2026-12-31"])
    assert result.exit_code == 0
    assert "votes" in result.stdout
    assert "listings-total" not in result.stdout


def test_due_says_when_nothing_is_due(home: Path) -> None:
    result = run(app, ["due", "--on", "2026-11-22"])
    assert result.exit_code == 0
    assert "No fact of data/facts.csv is due for review on 2026-11-22." in result.stdout


def test_due_compares_with_today_if_no_day_is_given(home: Path) -> None:
    assert run(app, ["due"]).exit_code == 0


def test_a_bad_day_gives_a_sentence(home: Path) -> None:
    result = run(app, ["due", "--on", "31.1.2027"])
    assert result.exit_code == 2
    assert "'31.1.2027' is no date. Write it as YYYY-MM-DD" in result.stderr


def test_a_bad_register_gives_its_sentences(home: Path) -> None:
    path = home / facts.FILE
    header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([header, *rows, rows[0]]), encoding="utf-8")
    result = run(app, ["due"])
    assert result.exit_code == 2
    assert "is given 2 times" in result.stderr
