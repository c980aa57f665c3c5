"""The glossary: the reader's tools on a small one, the rules of content on the course's own."""

from __future__ import annotations

import re

import pytest
from jupyter_widgets import controls_of, view_of

from cyberdiplomacy import glossary
from cyberdiplomacy.glossary import UnknownTermError


@pytest.mark.usefixtures("course_folder")
class TestSmallGlossary:
    @pytest.mark.parametrize("asked", ["listing", "Listing", " LISTINGS ", "listed"])
    def test_a_term_is_found_by_any_name_in_capitals_or_not(self, asked):
        assert glossary.define(asked).plain == (
            "listing: The Council's decision to put somebody on the list. "
            "(Decision (CFSP) 2019/797, Arts 4 to 7; lesson 00)"
        )

    @pytest.mark.parametrize(
        ("asked", "term"), [("CSIRTs", "CSIRT"), ("policies", "policy"), ("demarches", "démarche")]
    )
    def test_plurals_and_missing_accents_are_forgiven(self, course_folder, asked, term):
        (course_folder / "content" / "glossary.yml").write_text(
            f'{term}:\n  definition: Short.\n  source: Practice\n  lesson: "00"\n', encoding="utf-8"
        )
        assert glossary.define(asked).plain.startswith(f"{term}: ")

    def test_other_names_are_shown_unless_they_are_part_of_the_term(self):
        assert "<strong>listing</strong> (listed)" in glossary.define("listing").html
        assert glossary.define("Coreper").html.count("(") == 0

    def test_an_unknown_term_is_refused_with_the_nearest(self):
        with pytest.raises(UnknownTermError, match=r'no term "atribution"\. Nearest: attribution'):
            glossary.define("atribution")

    def test_a_term_near_to_nothing_points_to_the_list(self):
        with pytest.raises(UnknownTermError, match=r"glossary.show\(\) lists them all"):
            glossary.define("zzz")

    def test_a_missing_glossary_is_named_with_a_remedy(self, course_folder):
        (course_folder / "content" / "glossary.yml").unlink()
        with pytest.raises(FileNotFoundError, match=r"content/glossary.yml is missing in .* Get the course again"):
            glossary.show()

    def test_search_finds_words_in_definitions_and_puts_names_first(self):
        assert [entry.term for entry in glossary.search("listing")] == ["listing", "attribution"]
        assert [entry.term for entry in glossary.search("council committee")] == ["Coreper"]
        assert glossary.search("nothing like it") == []

    def test_typing_narrows_the_list_and_says_how_many_are_left(self):
        shown = glossary.show()
        shown.query.value = "coreper"
        assert "Coreper" in shown.listing.value
        assert "attribution" not in shown.listing.value
        assert "1 term found." in shown.found.value
        shown.query.value = ""
        assert "attribution" in shown.listing.value
        assert "found" not in shown.found.value

    def test_paper_shows_every_entry_in_alphabetical_order(self):
        shown = glossary.show()
        assert shown.plain == "Glossary of 3 terms: attribution, Coreper, listing."
        assert re.findall("<li><strong>(.*?)</strong>", shown.html) == ["attribution", "Coreper", "listing"]
        assert view_of(shown._repr_mimebundle_()) == shown.widget.model_id

    def test_cards_are_of_one_lesson_and_show_term_then_meaning_then_the_next(self):
        cards = glossary.cards("00")
        assert "Card 1 of 2" in cards.card.value
        assert "attribution" in cards.card.value
        assert "behind an attack" not in cards.card.value
        cards.turn.click()
        assert "behind an attack" in cards.card.value
        cards.turn.click()
        assert "behind an attack" not in cards.card.value
        cards.turn.click()
        cards.forward.click()
        assert "Card 2 of 2" in cards.card.value
        assert "The Council" not in cards.card.value
        cards.forward.click()
        assert "Card 1 of 2" in cards.card.value

    def test_both_sides_of_a_card_name_its_term(self):
        cards = glossary.cards("00")
        cards.turn.click()
        assert "<strong>attribution</strong>" in cards.card.value

    def test_paper_folds_the_other_side_away(self):
        cards = glossary.cards("00")
        assert cards.html.count("<details") == 2
        assert cards.plain == "Card 1: attribution\nCard 2: listing"

    def test_cards_of_a_lesson_without_terms_are_refused(self):
        with pytest.raises(UnknownTermError, match=r'belongs to lesson "07"\. Lessons with terms: 00, 00T'):
            glossary.cards("07")

    def test_every_control_has_a_label(self):
        controls = [*controls_of(glossary.show().widget), *controls_of(glossary.cards("00").widget)]
        assert [one.description for one in controls] == ["Search the glossary:", "Show the other side", "Next card"]


TERMS = glossary.terms()
NAMES = [glossary._key(name) for entry in TERMS for name in entry.names]


def test_no_name_stands_for_two_terms():
    assert sorted(name for name in set(NAMES) if NAMES.count(name) > 1) == []


@pytest.mark.parametrize("entry", TERMS, ids=lambda entry: entry.term)
def test_a_term_is_short_sourced_placed_and_points_to_terms_that_exist(entry, course):
    assert 5 <= len(entry.definition.split()) <= 60
    assert entry.source
    assert entry.lesson in {lesson.id for lesson in course.lessons}
    assert set(entry.see) <= {one.term for one in TERMS} - {entry.term}


@pytest.mark.parametrize("entry", TERMS, ids=lambda entry: entry.term)
def test_a_definition_states_no_year_and_no_count_that_could_go_stale(entry):
    without_acts = re.sub(r"`[^`]*`|Art(?:\.|s) \d+|Decision \(CFSP\) \d+/\d+", "", entry.definition)
    assert re.findall(r"\b\d{2,}\b|\b(?:currently|recently|today|now)\b", without_acts) == []


@pytest.mark.parametrize("lesson", ["00", "00P", "00T", "01"])
def test_each_of_the_first_lessons_has_cards(lesson):
    assert len(glossary.cards(lesson).entries) >= 5
