"""A class may have its own version of a set: other parameters, options in another order, drawn from its secret."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.author import own_sets, questions
from courseware.author.problems import AuthorError
from courseware.course import load
from cyberdiplomacy import places

ROOT = places.root()
COURSE = load(ROOT)
SET = ROOT / "content" / "exercises" / "ex01.md"
POINTS = {item.id: item.points for item in COURSE.assignment("ex01").items}
ASKED = questions.load(SET.with_name("ex01.questions.yml"))
TEXT = """---
kernelspec:
  display_name: Python 3 (ipykernel)
  language: python
  name: python3
---

## Item 1: of 2020 (1 point)

Count what was listed between the first day of
spring and 2020, and leave x2020 alone.

```{code-cell} ipython3
:answer: ex01-of-2020

found = ...
### BEGIN SOLUTION
found = 2020
### END SOLUTION
```

```{code-cell} ipython3
:test: ex01-of-2020

### BEGIN HIDDEN TESTS
check.that(check.value("found") == 2020)
### END HIDDEN TESTS
```

## Item 2: of 2020 (1 point)

```{code-cell} ipython3
:answer: ex01-other

other = ...
### BEGIN SOLUTION
other = 2020
### END SOLUTION
```

```{code-cell} ipython3
:test: ex01-other

### BEGIN HIDDEN TESTS
check.that(check.value("other") == 2020)
### END HIDDEN TESTS
```
"""


@pytest.fixture
def small(tmp_path):
    def written(parameters: str):
        path = tmp_path / "ex01.md"
        path.write_text(TEXT, encoding="utf-8")
        path.with_suffix(".parameters.yml").write_text(parameters, encoding="utf-8")
        return own_sets.master(path, {"ex01-of-2020": 1, "ex01-other": 1}, own_sets.drawn_from("a"))

    return written


def sources(notebook) -> str:
    return "\n".join(cell.source for cell in notebook.cells)


def test_the_words_of_one_item_are_replaced_and_no_others(small):
    made = small('ex01-of-2020:\n  - {"2020": "2026", "the first day of spring": "May"}\n')
    text = sources(made)
    assert "Item 1: of 2026" in text
    assert "Item 2: of 2020" in text
    assert "between May and 2026, and leave x2020 alone" in text
    assert 'check.value("found") == 2026' in text
    assert 'check.value("other") == 2020' in text
    ids = [cell.metadata["nbgrader"]["grade_id"] for cell in made.cells if "nbgrader" in cell.metadata]
    assert ids == ["ex01-of-2020-answer", "ex01-of-2020", "ex01-other-answer", "ex01-other"]


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ('ex01-of-2020:\n  - {"2021": "2026"}\n', "does not hold '2021'"),
        ('ex01-away:\n  - {"2020": "2026"}\n', "no such item"),
        ("ex01-of-2020: 2026\n", "no mapping"),
        ("ex01-of-2020: []\n", "no mapping"),
        ("ex01: [\n", "no mapping"),
    ],
)
def test_parameters_that_cannot_be_put_in_are_named(small, parameters, said):
    with pytest.raises(AuthorError, match=said):
        small(parameters)


@given(st.text(max_size=8))
def test_a_shuffled_question_keeps_its_options_and_its_right_one(secret):
    draw = own_sets.drawn_from(secret)
    for question in ASKED.values():
        other = own_sets.shuffled(question, draw)
        assert sorted(option.t for option in other.options) == sorted(option.t for option in question.options)
        assert dict(other.lettered())[other.right_letter()].ok


def test_the_same_secret_gives_the_same_set_and_another_one_another():
    made = [sources(own_sets.master(SET, POINTS, own_sets.drawn_from(secret))) for secret in ("a", "a", "b")]
    assert made[0] == made[1] != made[2]


def test_every_letter_is_the_right_one_for_some_class():
    question = next(iter(ASKED.values()))
    letters = {own_sets.shuffled(question, own_sets.drawn_from(str(number))).right_letter() for number in range(60)}
    assert letters == {*questions.LETTERS[: len(question.options)]}
