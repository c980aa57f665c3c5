"""A small set of a number, a rule, a list, a figure, parts of points, a pattern and a length, with its answers."""

from __future__ import annotations

from pathlib import Path

from courseware.author import exercise
from courseware.grade.judging import plan

COUNT, SHARE, RANKED, CHART, TERMS, PATTERN, SIZE = ITEMS = (
    "ex01-count",
    "ex01-share",
    "ex01-ranked",
    "ex01-chart",
    "ex01-terms",
    "ex01-pattern",
    "ex01-size",
)
POINTS = {COUNT: 2.0, SHARE: 3.0, RANKED: 2.0, CHART: 2.0, TERMS: 3.0, PATTERN: 2.0, SIZE: 1.0}
NOTHING = dict.fromkeys(ITEMS, 0.0)
# Arguments of the hidden calls; no word that a learner reads may hold one.
SECRETS = ("48151", "96302", "62342")

TEXT = r"""---
kernelspec:
  display_name: Python 3 (ipykernel)
  language: python
  name: python3
---

# A small set

```{code-cell} ipython3
:tags: [setup]

import re

import matplotlib.pyplot as plt
import pandas as pd

from cyberdiplomacy import check
```

## Item 1: a number (2 points)

```{code-cell} ipython3
:answer: ex01-count

listed = ...
### BEGIN SOLUTION
listed = 34
### END SOLUTION
```

```{code-cell} ipython3
:test: ex01-count

found = check.value("listed")
check.that(type(found) is int, hint="Give a whole number.")
### BEGIN HIDDEN TESTS
check.that(found == 34, hint="Count each of them once.")
### END HIDDEN TESTS
```

## Item 2: a rule (3 points)

```{code-cell} ipython3
:answer: ex01-share

def share(part, whole):
    ### BEGIN SOLUTION
    if whole == 0:
        raise ValueError("of nothing there is no share")
    return 100 * part / whole
    ### END SOLUTION
```

```{code-cell} ipython3
:test: ex01-share

check.that(check.call("share", 1, 8) == 12.5, hint="One of eight is 12.5 per cent.")
### BEGIN HIDDEN TESTS
check.that(check.call("share", 48151, 96302) == 50, hint="A half is 50 per cent.")
check.that(all(map(lambda part: check.call("share", part, 62342) == 0, [0, 0.0])), hint="Nothing is 0 per cent.")
check.that(check.raises("share", 62342, 0) == "ValueError", hint="Of nothing there is no share.")
### END HIDDEN TESTS
```

## Item 3: a list that stays as it is (2 points)

```{code-cell} ipython3
:answer: ex01-ranked

def ranked(scores):
    ### BEGIN SOLUTION
    return sorted(scores)
    ### END SOLUTION
```

```{code-cell} ipython3
:test: ex01-ranked

check.that(not check.mutates("ranked", [2, 1]), hint="Leave the list as it is.")
### BEGIN HIDDEN TESTS
check.that(check.call("ranked", [3, 48151, 2]) == [2, 3, 48151], hint="The lowest comes first.")
### END HIDDEN TESTS
```

## Item 4: a figure (2 points)

```{code-cell} ipython3
:answer: ex01-chart

chart = ...
### BEGIN SOLUTION
chart, axes = plt.subplots()
axes.bar(["2019", "2020"], [8, 9])
axes.set_title("Listings a year")
### END SOLUTION
```

```{code-cell} ipython3
:test: ex01-chart

shown = check.figure("chart")
check.that(bool(shown) and bool(shown[0]["title"]), hint="Give it a title.")
### BEGIN HIDDEN TESTS
check.that([one["y"] for one in shown[0]["series"]] == [[8, 9]], hint="A bar a year.")
### END HIDDEN TESTS
```

## Item 5: three numbers (3 points)

```{code-cell} ipython3
:answer: ex01-terms

members = ...
### BEGIN SOLUTION
members = {"UN": 193, "OSCE": 57, "OAS": 35}
### END SOLUTION
```

```{code-cell} ipython3
:test: ex01-terms

found = check.value("members")
check.that(isinstance(found, dict), hint="Give a dict.")
### BEGIN HIDDEN TESTS
check.score(sum(found.get(name) == size for name, size in {"UN": 193, "OSCE": 57, "OAS": 35}.items()), of=3)
### END HIDDEN TESTS
```

## Item 6: a pattern (2 points)

```{code-cell} ipython3
:answer: ex01-pattern

pattern = ...
### BEGIN SOLUTION
pattern = r"\d{4}/\d+"
### END SOLUTION
```

```{code-cell} ipython3
:test: ex01-pattern

found = check.value("pattern")
check.that(isinstance(found, str), hint="Give text.")
### BEGIN HIDDEN TESTS
check.that(bool(re.fullmatch(found, "2019/796")), hint="Such as 2019/796.")
check.that(not re.fullmatch(found, "a" * 60 + "!"), hint="Nothing else.")
### END HIDDEN TESTS
```

## Item 7: a length (1 point)

```{code-cell} ipython3
:answer: ex01-size

size = ...
### BEGIN SOLUTION
size = 5
### END SOLUTION
```

```{code-cell} ipython3
:test: ex01-size

found = check.value("size")
check.that(type(found) is int, hint="Give a whole number.")
### BEGIN HIDDEN TESTS
check.that(len([0] * found) == 5, hint="There are five.")
### END HIDDEN TESTS
```
"""
HONEST = {
    COUNT: "listed = 34",
    SHARE: "def share(part, whole):\n    if not whole:\n        raise ValueError\n    return part / whole * 100",
    RANKED: "def ranked(scores):\n    mine = list(scores)\n    mine.sort()\n    return mine",
    CHART: "chart = pd.Series([8, 9], index=['2019', '2020']).plot.bar(title='Two years').figure",
    TERMS: "members = dict(UN=193, OSCE=57, OAS=35)\nprint(members)",
    PATTERN: "pattern = '2019/[0-9]+'",
    SIZE: "size = 2 + 3",
}
UNTOUCHED = {
    COUNT: "listed = ...",
    SHARE: "def share(part, whole):\n    ...",
    RANKED: "def ranked(scores):\n    ...",
    CHART: "chart = ...",
    TERMS: "members = ...",
    PATTERN: "pattern = ...",
    SIZE: "size = ...",
}
WRONG = {
    COUNT: "listed = 35",
    SHARE: "def share(part, whole):\n    return part * whole",
    RANKED: "def ranked(scores):\n    scores.sort()\n    return scores",
    CHART: "chart = pd.Series([9, 8]).plot.bar(title='Listings').figure",
    TERMS: "members = {'UN': 1, 'OSCE': 2, 'OAS': 3}",
    PATTERN: "pattern = '.*'",
    SIZE: "size = 6",
}


def asked(folder: Path) -> plan.Plan:
    """Return what the master of the set asks, made as authors make it."""
    text = folder / "ex01.md"
    text.write_text(TEXT, encoding="utf-8")
    return plan.of(exercise.master(text, POINTS, {}))


def cells(answers: dict[str, str], above: str = "") -> list[plan.Cell]:
    """Return the cells of a submission; what is not answered is answered honestly."""
    own = [plan.Cell("own-0", above)] if above else []
    return own + [plan.Cell(exercise.answer_id(item), code, item) for item, code in (HONEST | answers).items()]
