"""Figures are shown with words, once, and with a digest that follows the data."""

from __future__ import annotations

import base64
import datetime as dt
import re
import subprocess
import sys
from collections.abc import Callable

import matplotlib
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

matplotlib.use("agg")

import matplotlib.pyplot as plt
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure

from cyberdiplomacy import figures, house, plain, show

ALT = "Three bars: AT 1, BE 2, BG 3."
CAPTION = "A count by Member State."


def bars(heights: tuple[float, ...] = (1, 2, 3)) -> Figure:
    figure = Figure()
    axes = figure.subplots()
    axes.bar(["AT", "BE", "BG"], heights)
    return figure


def page(shown: show.Shown) -> str:
    return shown._repr_mimebundle_()["text/html"]


# Words


def test_the_page_holds_picture_alt_and_caption():
    html = page(show(bars(), alt=ALT, caption=CAPTION))
    assert f'<img alt="{ALT}" src="data:image/png;base64,' in html
    assert f"<figcaption>{CAPTION}</figcaption>" in html
    assert "max-width:100%" in html
    assert "background:#fff" in html


def test_the_text_holds_alt_caption_and_digest():
    figure = bars()
    digest = figures.digest(figures.summary(figure))
    shown = show(figure, alt=ALT, caption=CAPTION)
    assert repr(shown) == f"Figure: {CAPTION}\nShows: {ALT}\nPlotted data: {digest}"
    assert shown._repr_mimebundle_()["text/plain"] == repr(shown)


def test_words_are_escaped():
    html = page(show(bars(), alt='Bars "high" <script>', caption="R & D <b>"))
    assert 'alt="Bars &quot;high&quot; &lt;script&gt;"' in html
    assert "<figcaption>R &amp; D &lt;b&gt;</figcaption>" in html


def test_lines_of_words_are_joined():
    assert show(bars(), alt="Bars rise\n   from AT to BG.", caption=CAPTION).alt == "Bars rise from AT to BG."


@pytest.mark.parametrize(
    ("alt", "caption", "words"),
    [
        ("", CAPTION, "alt is empty"),
        ("  \n", CAPTION, "alt is empty"),
        (..., CAPTION, "alt is empty"),
        (None, CAPTION, "alt is empty"),
        (ALT, "", "caption is empty"),
        ("...", CAPTION, "which says nothing"),
        ("A bar chart", CAPTION, "which says nothing"),
        ("Figure 1", CAPTION, "which says nothing"),
        ("TODO", CAPTION, "which says nothing"),
        ("No description has been provided for this image", CAPTION, "which says nothing"),
        ("x" * 300 + " y" * 151, CAPTION, "602 characters, 600 are enough"),
        (CAPTION.upper(), CAPTION, "alt repeats the caption"),
    ],
)
def test_words_that_do_not_help_are_refused(alt, caption, words):
    with pytest.raises(show.ShowError, match=words):
        show(bars(), alt=alt, caption=caption)


def test_six_hundred_characters_are_enough():
    assert len(show(bars(), alt="y" * 600, caption=CAPTION).alt) == 600


@pytest.mark.parametrize("thing", [None, "fig.png", pd.DataFrame({"a": [1]})])
def test_something_else_is_refused(thing):
    with pytest.raises(show.ShowError, match=r"show\(\) takes a figure"):
        show(thing, alt=ALT, caption=CAPTION)


# Pictures


def test_the_picture_has_the_same_bytes_every_time():
    first, second = (page(show(bars(), alt=ALT, caption=CAPTION)) for _ in range(2))
    assert first == second
    picture = base64.b64decode(re.search(r"base64,([^\"]+)", first).group(1))
    assert picture.startswith(b"\x89PNG")
    assert b"Software" not in picture


def test_axes_stand_for_their_figure():
    figure = bars()
    assert page(show(figure.axes[0], alt=ALT, caption=CAPTION)) == page(show(bars(), alt=ALT, caption=CAPTION))


def test_a_figure_of_pyplot_is_closed_so_that_it_is_not_shown_twice():
    figure, axes = plt.subplots()
    axes.plot([1, 2])
    show(figure, alt="A line rises from 1 to 2.", caption=CAPTION)
    assert not plt.fignum_exists(figure.number)


# What a figure shows


def series(draw: Callable) -> list[dict]:
    figure = Figure()
    draw(figure.subplots())
    shown = figures.summary(figure)
    assert plain.decode(plain.encode(shown)) == shown
    return shown[0]["series"]


def one(kind: str, x: list, y: list, label: str = "", values: tuple = ()) -> dict:
    return {"kind": kind, "label": label, "x": x, "y": y, "values": [*values]}


DAYS = pd.to_datetime(["2020-07-30", "2020-10-22"])


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (lambda ax: ax.plot([1, 2], [3, np.nan], label="a"), one("line", [1, 2], [3, None], "a")),
        (lambda ax: ax.plot(DAYS, [1, 2]), one("line", ["2020-07-30", "2020-10-22"], [1, 2])),
        (lambda ax: ax.plot([dt.date(2020, 7, 30)], [1]), one("line", ["2020-07-30"], [1])),
        (lambda ax: ax.plot(["a", "b"], [1, 2.5]), one("line", ["a", "b"], [1, 2.5])),
        (lambda ax: ax.bar(["a", "b"], [1, 2], label="n"), one("bar", ["a", "b"], [1, 2], "n")),
        (lambda ax: ax.bar([2020, 2021], [1, 2]), one("bar", [2020, 2021], [1, 2])),
        (lambda ax: ax.barh(["a", "b"], [1, 2]), one("barh", [1, 2], ["a", "b"])),
        (lambda ax: ax.scatter([1, 2], [3, 4], c=[5, 6]), one("scatter", [1, 2], [3, 4], values=(5, 6))),
        (lambda ax: ax.vlines([1], 0, 2), one("segments", [1, 1], [0, 2])),
        (lambda ax: ax.imshow([[1, 2], [3, 4]]), one("image", [2], [2], values=(1, 2, 3, 4))),
        (
            lambda ax: ax.add_patch(plt.Rectangle((0, 0), 2, 2, facecolor="#0072B2")),
            one("patch", [1], [1], values=("#0072b2",)),
        ),
    ],
)
def test_each_kind_of_series_is_read(draw, expected):
    assert series(draw) == [expected]


def test_grouped_bars_are_read_by_category():
    table = pd.DataFrame({"persons": [6, 2], "entities": [3, 1]}, index=["July", "October"])
    read = series(lambda ax: table.plot.bar(ax=ax))
    assert read == [
        one("bar", ["July", "October"], [6, 2], "persons"),
        one("bar", ["July", "October"], [3, 1], "entities"),
    ]


def test_titles_labels_ticks_and_texts_are_read():
    figure = bars()
    axes = figure.axes[0]
    axes.set_title("Left", loc="left")
    axes.set(xlabel="State", ylabel="Count")
    axes.text(0, 1, "a note")
    show.source_line(figure, "the annex")
    (shown,) = figures.summary(figure)
    assert (shown["title"], shown["xlabel"], shown["ylabel"]) == ("Left", "State", "Count")
    assert shown["xticks"] == ["AT", "BE", "BG"]
    assert shown["texts"] == ["a note", "Source: the annex"]


def test_the_headline_of_a_figure_stands_in_for_a_title():
    figure = bars()
    figure.suptitle("Headline")
    assert [(axes["title"], axes["texts"]) for axes in figures.summary(figure)] == [("Headline", [])]


def test_colour_bars_and_hidden_axes_are_left_out():
    figure = Figure()
    left, right = figure.subplots(1, 2)
    figure.colorbar(left.scatter([1], [1], c=[1]))
    right.set_visible(False)
    assert len(figures.summary(figure)) == 1


# The digest


def test_the_digest_follows_the_data_and_nothing_else():
    looks = bars()
    looks.axes[0].set_title("Another title")
    assert figures.digest(figures.summary(looks)) == figures.digest(figures.summary(bars()))
    assert figures.digest(figures.summary(bars((1, 2, 4)))) != figures.digest(figures.summary(bars()))


def digest(number: float) -> str:
    return figures.digest([{"series": [one("line", [number], [0])]}])


@given(st.integers(100_000, 999_999), st.integers(-12, 12), st.floats(-4e-7, 4e-7))
def test_the_digest_sees_six_digits_and_no_more(mantissa, power, noise):
    number = float(f"{mantissa}e{power}")
    assert digest(number * (1 + noise)) == digest(number)
    assert digest(float(f"{mantissa + 1}e{power}")) != digest(number)


def test_whole_numbers_and_noise_around_nothing_do_not_change_the_digest():
    assert digest(2) == digest(2.0)
    assert digest(-1e-17) == digest(0) == digest(-0.0)


# The house style


def test_the_house_style_holds_within_its_block():
    before = matplotlib.rcParams["axes.titlelocation"]
    with show.style():
        assert matplotlib.rcParams["axes.titlelocation"] == "left"
        assert not matplotlib.rcParams["axes.spines.top"]
    assert matplotlib.rcParams["axes.titlelocation"] == before


def test_the_house_style_can_stay():
    with matplotlib.rc_context():
        show.style()
        assert matplotlib.rcParams["axes.prop_cycle"].by_key()["color"] == [*show.PALETTE]


def test_no_two_series_differ_by_colour_alone():
    for cue in (show.PALETTE, show.HATCHES, house.LINES, house.MARKERS):
        assert len(set(cue)) == len(cue) == 8


def test_steps_draws_a_labelled_line_a_column():
    totals = pd.DataFrame({"person": [6, 8], "entity": [3, 4]}, index=DAYS)
    (shown,) = figures.summary(show.steps(totals, title="Two rounds"))
    assert shown["title"] == "Two rounds"
    assert shown["texts"] == ["person 8", "entity 4"]
    assert [(line["label"], line["y"]) for line in shown["series"]] == [("person", [6, 8]), ("entity", [3, 4])]


# In a notebook


def test_importing_show_makes_the_tables_of_a_running_notebook_accessible():
    code = (
        "from IPython.core.interactiveshell import InteractiveShell as S\n"
        "shell = S.instance()\n"
        "import cyberdiplomacy.show, pandas as pd\n"
        "print('<caption' in shell.display_formatter.format(pd.DataFrame({'a': [1]}))[0]['text/html'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


def test_importing_show_imports_neither_pandas_nor_pyplot():
    code = "import sys, cyberdiplomacy.show; print([m for m in sys.modules if m in ('pandas','matplotlib')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_notebook_shows_the_page_and_the_text():
    shown = show(bars(), alt=ALT, caption=CAPTION)
    formats, _ = InteractiveShell().display_formatter.format(shown)
    assert {*formats} == {"text/html", "text/plain"}
    assert formats["text/plain"] == repr(shown)
