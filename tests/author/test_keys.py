"""Keys of graded cases stand once, beside the set, and reach the hidden tests that judge by them."""

from __future__ import annotations

import pytest
import yaml

from courseware.author import keys
from courseware.author.problems import AuthorError

KEY = {"a-case": {"law": {"effect": {"none": []}}, "cards": {"red": {"a-card": 'A "reason": why'}}, "prior": {"x": 1}}}


@pytest.fixture
def path(tmp_path):
    (tmp_path / "x2.key.yml").write_text(yaml.safe_dump(KEY), encoding="utf-8")
    return tmp_path / "x2.md"


def test_the_sections_asked_for_come_in_and_no_others(path):
    source = keys.filled('KEYS = yaml.safe_load("""\n{{key: law, cards}}\n""")', path)
    names = {"yaml": yaml}
    exec(source, names)
    assert names["KEYS"] == {"a-case": {name: KEY["a-case"][name] for name in ("law", "cards")}}


def test_a_cell_that_asks_for_none_stays_as_it_is(path):
    assert keys.filled("x = {'key': 1}", path) == "x = {'key': 1}"


def test_a_section_that_is_missing_is_named_with_its_case(path):
    with pytest.raises(AuthorError, match=r"a-case.*no section 'evidence'"):
        keys.filled("{{key: evidence}}", path)


def test_keys_that_are_missing_are_asked_for(tmp_path):
    with pytest.raises(AuthorError, match=r"x2\.md asks for keys"):
        keys.filled("{{key: law}}", tmp_path / "x2.md")
