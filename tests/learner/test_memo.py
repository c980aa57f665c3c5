"""The capstone's pre-check: what it finds in a memo, what it lets pass, and what it says where there is none."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberdiplomacy import appendix, claims, data, memo, places, precheck, record

MASTER = places.root() / "solutions" / "capstone" / "capstone.ipynb"
RELEASE = places.root() / "exercises" / "capstone" / "capstone.ipynb"
TABLES = ("listings", "toolbox_uses")
ROW = {"number": 31, "what it is": "hours", "source": "D1", "computation": "difference", "as of": "2026-11-17"}


def cells(**texts: str) -> dict[str, str]:
    """Answer cells with their headings; ``law`` stands for capstone-law, and so on."""
    found = {}
    for cell, headings in memo.CELLS.items():
        body = texts.get(cell.removeprefix("capstone-").replace("-", "_"), "")
        found[cell] = "\n\n".join(f"### {heading}\n\n{body}" for heading in headings)
    return found


def status(check: str, answers: dict[str, str], rows: tuple = ()) -> tuple[str, str]:
    (found,) = [one for one in memo.findings(answers, rows, TABLES) if one.check == check]
    return found.status, found.say


def exemplar(mark: str) -> dict[str, str]:
    """The quoted text that follows a mark in the master's answer cells."""
    sources = {
        cell.metadata["nbgrader"]["grade_id"]: cell.source
        for cell in nbformat.read(MASTER, as_version=4).cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") in memo.CELLS
    }
    quoted = re.compile(re.escape(mark) + r"\n\n((?:>.*\n)+)")
    return {
        cell: "\n\n".join(re.sub(r"^> ?", "", text, flags=re.MULTILINE) for text in quoted.findall(source))
        for cell, source in sources.items()
    }


def masters_appendix() -> list[dict]:
    (code,) = [
        cell.source for cell in nbformat.read(MASTER, as_version=4).cells if cell.id == "capstone-appendix-answer"
    ]
    names: dict = {"pd": pd, "data": data, "show": __import__("cyberdiplomacy.show").show}
    exec(code, names)
    return names["appendix"].to_dict("records")


# What counts as a number


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("61 of the 149 ships (41 %)", ["61", "149", "41 %"]),
        ("EUR 2.6 million and EUR 2,6 million", ["2.6 million", "2,6 million"]),
        ("1,200 firms, 1 200 firms and 1\u202f200 firms", ["1,200", "1 200", "1 200"]),
        ("65-70 per cent", ["65", "70 per cent"]),
        ("twenty-seven entries, eleven of them bodies, six rounds", ["twenty-seven", "eleven"]),
        ("one hundred and twelve firms", ["one hundred and twelve"]),
        ("in 7 States", ["7"]),
        ("€2.6m, EUR 2.6 m and 9,4 bn", ["2.6m", "2.6 m", "9,4 bn"]),
        ("down for 31h, 24h/72h, three times 3x", ["31h", "24h", "72h", "3x"]),
        ("of these, 25 may object", ["25"]),
    ],
)
def test_a_number_counts_however_it_is_written(text, written):
    assert [number.written for number in claims.numbers(text)] == written


@pytest.mark.parametrize(
    "text",
    [
        "In 2019, from 2017 to 2021 and in 2017-2021",
        "On 7 November 2026, 7 and 8 November, 12 and on 26 October, November 7, 2026, 2026-11-07, 7.11.2026",
        "at 02:10",
        "Art. 31(1) TEU, Articles 3 and 4(1), Arts 1, 3 to 6, recital 9, paras 119 and 121, Art. 1(4)(b)",
        "Decision (CFSP) 2019/797, Regulation (EU) 2022/2555, 2014/415/EU, 10289/23, C-584/10 P, CELEX 32019D0797",
        "Option 2, options 2 and 3, section 4, part 1, D3, A1, NIS2, COVID-19, X2",
        "1. First\n2. Second (1) [3]",
        "the 27, all 27, 27 Member States, EU-27",
        "three options, two ports, the 3rd time",
        "`len(x) == 38` and <!-- 99 -->",
        "24/11/2026, 24 Nov, Nov. 24, 2026, 7 to 8 Nov, 12 & 26 October, 12.00 noon",
        "Article 23, par. 4, of NIS 2, § 4, Art. 5 (1) (b), footnote 3, Annex II, Kadi II",
        "all twenty-seven, 27 MS, host 10.0.0.1",
    ],
)
def test_names_dates_and_small_words_are_no_numbers(text):
    assert claims.numbers(text) == []


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("41 %", 100 * 61 / 149),
        ("41 per cent", 61 / 149),
        ("0.41", "41 %"),
        ("2.6 million", 2_612_000),
        ("2,6 million", "2.6 million"),
        ("2.6 million", "€2.6m"),
        ("4,300", 4300),
        ("4,300", 4.3),
        ("twenty-seven", 27),
        ("31", 31.0),
    ],
)
def test_a_number_is_found_in_its_row_in_another_form_or_rounded(text, row):
    assert appendix.without_row(text, [ROW | {"number": row}]) == []


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_another_number_is_never_taken_for_it(stated, listed):
    lost = appendix.without_row(f"There were {stated:,} ships.", [ROW | {"number": listed}])
    assert (lost == []) == (stated == listed or (stated >= 1000 and stated == listed * 1000))


@given(st.floats(0.1, 1000, allow_nan=False), st.integers(0, 3))
def test_a_number_may_be_rounded_to_the_decimals_it_shows(value, decimals):
    stated = f"{round(value, decimals):.{decimals}f}"
    if not re.fullmatch(r"\d\.\d{3}|\d{2,3}\.\d{3}", stated):
        assert appendix.without_row(f"about {stated} ships", [ROW | {"number": value}]) == []


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    answers = cells(bottom_line=text, options=text, law=text)
    assert len(memo.findings(answers, [ROW | {"number": text, "source": text}], TABLES)) == 9


# Length


@given(st.integers(0, 1200))
def test_a_memo_has_500_to_1000_words(count):
    found, _ = status("Length of the memo", cells(bottom_line="word " * count))
    assert found == ("not started" if not count else "in order" if 500 <= count <= 1000 else "to do")


@given(st.integers(0, 500))
def test_a_decision_document_has_120_to_400_words(count):
    answers = cells() | {"capstone-law": "### Law\n\n### Decision document\n\n" + "word " * count}
    found, _ = status("Length of the decision document", answers)
    assert found == ("not started" if not count else "in order" if 120 <= count <= 400 else "to do")


def test_an_article_an_act_and_a_number_are_one_word_each():
    assert memo.words("Art. 31(1) TEU, 2019/797: 2.6 million — it's *well-known* | 41 %") == 9


# Headings


@pytest.mark.parametrize(
    "title",
    ["# Law", "#### LAW", "### **Law**", "### 4. Law", "### A. Law:", "### IV. Law", "### V) Law", "### Law ###"],
)
def test_a_heading_counts_at_any_level_and_with_a_number(title):
    answers = cells() | {"capstone-law": f"{title}\n\ntext\n\n## Decision document\n\ntext"}
    assert status("Headings", answers)[0] == "in order"


@pytest.mark.parametrize("title", ["Law", "**Law**", "### The law", "###Law", ""])
def test_what_is_no_heading_is_said(title):
    found, say = status("Headings", cells() | {"capstone-law": f"{title}\n\ntext\n\n### Decision document"})
    assert (found, say[:14]) == ("to do", "Not found: Law")


@pytest.mark.parametrize("others", [{}, dict.fromkeys(memo.CELLS, memo.PLACEHOLDER), cells()])
def test_a_memo_in_one_cell_is_read_and_told_to_move(others):
    whole = cells(bottom_line="word " * 600)
    answers = others | {"capstone-bottom-line": "\n\n".join(whole.values())}
    found, say = status("Headings", answers)
    assert found == "to do"
    assert say.startswith("In a cell of another item: Evidence and attribution, Options and costs, Law")
    assert status("Length of the memo", answers)[1].startswith("600 words")


# Articles, options, confidence


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Art. 3 of Decision (CFSP) 2019/797 names seven factors.", "in order"),
        ("By Regulation (EU) 2019/796, Art. 13(1), the annex\nis amended.", "in order"),
        ("| listing | Art. 6(1) | Decision 2019/797 |", "in order"),
        ("Art. 42(7) TEU is closed.", "in order"),
        ("Art. 3 Dec. 2019/797 names seven factors.", "in order"),
        ("Article 3 names seven factors. Another sentence is on the Decision.", "to do"),
        ("The Decision 2019/797 covers it.", "to do"),
        ("", "not started"),
    ],
)
def test_an_article_is_cited_with_its_act_in_one_sentence(text, found):
    assert (
        status("Articles with their act", {"capstone-law": f"### Law\n\n{text}\n\n### Decision document"})[0] == found
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**Option 1: doing nothing.** x\n\n**Option 2: y.**\n\n**Option 3: z.**", "in order"),
        ("#### Option A\ndo nothing\n#### Option B\n#### Option C", "in order"),
        ("| Option 0 | status quo |\n| Option 1 | a |\n| Option 2 | b |", "in order"),
        ("- Option 1: no action\n- Option 2: b\n- Option 3: c", "in order"),
        ("1. Do nothing\n2. A statement\n3. A listing", "in order"),
        ("Option A: do-nothing\n\nOption B\n\nOption C", "in order"),
        ("Option 1\n\nOption 2\n\nOption 3 is better than doing\nnothing.", "in order"),
        ("Option 1: nothing is done\n\nOption 2\n\nOption 3", "to do"),
        ("**Option 1: doing nothing.**\n\n**Option 2.**\n\nOption 2 is better.", "to do"),
        ("**Option 1**\n\nWe do nothing.\n\n**Option 2**\n\nA\n\n**Option 3**\n\nB", "in order"),
        ("Option 1: a statement\n\nOption 2: sanctions\n\nOption 3: a démarche\n\nThat beats doing nothing.", "to do"),
        ("1. A statement\n2. Sanctions\n3. A démarche. Doing nothing is no option.", "to do"),
        ("We see three options, doing nothing among them.", "to do"),
        ("", "not started"),
    ],
)
def test_three_options_begin_a_line_each_and_one_is_doing_nothing(text, found):
    assert status("Options", cells(options=text))[0] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is unlikely that X did it (low confidence).", "in order"),
        ("Almost certain. Confidence: high.", "in order"),
        ("| about even | moderate confidence |", "in order"),
        ("Almost\ncertain; our confidence in this\nis low.", "in order"),
        ("We are confident that X did it.", "to do"),
        ("It is likely.", "to do"),
        ("We have high confidence.", "to do"),
        ("", "not started"),
    ],
)
def test_confidence_has_two_halves(text, found):
    assert status("Stated confidence", cells(evidence=text))[0] == found


# The appendix


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({}, ""),
        ({"source": "listings, toolbox_uses"}, ""),
        ({"source": "NIS2, Art. 23(4)"}, ""),
        ({"as of": pd.Timestamp("2026-07-13")}, ""),
        ({"number": "?"}, "no number"),
        ({"number": float("nan")}, "no number"),
        ({"source": "the data"}, "source"),
        ({"source": "?"}, "source"),
        ({"computation": "?"}, "no computation"),
        ({"as of": "last summer"}, "as of"),
    ],
)
def test_a_row_names_number_source_computation_and_date(change, fault):
    said = appendix.faults([ROW | change], TABLES)
    assert said == [] if not fault else fault in said[0]


def test_a_column_of_another_name_is_told():
    row = {"Number" if name == "number" else name: entry for name, entry in ROW.items()}
    assert appendix.faults([row], TABLES) == ["row 0, hours (no column named number)"]


def test_a_number_without_a_row_is_named_once():
    answers = cells(bottom_line="31 hours, 57 ships, again 57 ships, 40 %")
    assert status("Numbers in the appendix", answers, (ROW,)) == (
        "to do",
        "No row for 57, 40 %. Add a row, or do without it. A word up to ten needs none.",
    )


# The exemplars of the master


def test_the_good_memo_of_the_master_has_the_form_that_is_asked_for():
    found = memo.findings(exemplar("**A good answer (level 4).**"), masters_appendix(), data.names())
    assert [(one.check, one.say) for one in found if one.status != "in order"] == []


def test_what_the_master_calls_middling_has_the_form_of_its_sections():
    middling = exemplar("**A middling answer (level 3).**")
    assert 0 < memo.words(middling["capstone-bottom-line"]) <= 150
    assert status("Options", middling)[0] == "in order"
    assert claims.numbers("\n".join(middling.values())) == []


def test_the_flawed_memo_of_the_master_has_not():
    found = memo.findings(exemplar("**A flawed answer (level 1).**"), masters_appendix(), data.names())
    assert sum(one.status != "in order" for one in found) >= 4


# The edge


@pytest.fixture
def beside(tmp_path, monkeypatch) -> Path:
    """A folder in which the kernel stands, outside JupyterLab and grading."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return tmp_path


def handed_out() -> dict:
    return json.loads(RELEASE.read_text(encoding="utf-8"))


def written(folder: Path, name: str = "capstone.ipynb") -> Path:
    notebook = handed_out()
    for cell in notebook["cells"]:
        if cell.get("metadata", {}).get("nbgrader", {}).get("grade_id") == "capstone-bottom-line":
            cell["source"] = "### Bottom line\n\nList <b>Orrin</b>. 57 ships."
    path = folder / name
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def test_without_a_notebook_and_before_a_word_is_written_it_says_the_same(beside):
    alone = precheck.show()
    (beside / "capstone.ipynb").write_text(json.dumps(handed_out()), encoding="utf-8")
    assert repr(precheck.show()) == repr(alone) == precheck.NOTHING_YET


def test_under_grading_it_reads_nothing(beside, monkeypatch):
    written(beside)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert repr(precheck.show()) == precheck.NOTHING_YET


def test_what_is_saved_is_shown_as_a_table_with_a_status_in_words(beside):
    written(beside)
    page = precheck.show()._repr_mimebundle_()
    assert "Headings: in order." in page["text/plain"]
    assert "Length of the memo: to do." in page["text/plain"]
    assert "Options: not started." in page["text/plain"]
    assert page["text/html"].count('<th scope="row"') == 9
    assert "<caption" in page["text/html"]
    assert "<b>Orrin" not in page["text/html"]


def test_the_learners_table_is_read_from_the_running_notebook(beside, monkeypatch):
    written(beside)
    running = SimpleNamespace(user_ns={"appendix": pd.DataFrame([ROW | {"number": 57}])})
    monkeypatch.setattr(record, "shell", lambda: running)
    assert "Rows of the appendix: in order. 1 rows" in repr(precheck.show())
    assert "Numbers in the appendix: in order." in repr(precheck.show())


@pytest.mark.parametrize("table", [..., None, [], 5, "appendix"])
def test_what_is_no_table_counts_as_not_started(beside, monkeypatch, table):
    written(beside)
    monkeypatch.setattr(record, "shell", lambda: SimpleNamespace(user_ns={"appendix": table}))
    assert "Rows of the appendix: not started." in repr(precheck.show())


def test_a_renamed_notebook_is_found_through_jupyterlab_or_by_name(beside, monkeypatch):
    written(beside, "my memo.ipynb")
    assert repr(precheck.show("my memo.ipynb")).startswith("Pre-check of my memo.ipynb as saved at ")
    monkeypatch.setenv("JPY_SESSION_NAME", os.fspath(Path("exercises") / "my memo.ipynb"))
    assert repr(precheck.show()).startswith("Pre-check of my memo.ipynb as saved at ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is damaged or half saved"),
        ("{", "is damaged or half saved"),
        ("[" * 100_000, "is damaged or half saved"),
        ("[]", "is no notebook of Jupyter's present format"),
        ('{"worksheets": []}', "is no notebook of Jupyter's present format"),
        (
            '{"cells": [1, {"metadata": 5}, {"metadata": {"nbgrader": {"grade_id": []}}}]}',
            "none of the five answer cells",
        ),
    ],
)
def test_a_broken_notebook_gets_a_sentence(beside, content, said):
    (beside / "capstone.ipynb").write_text(content, encoding="utf-8")
    assert said in repr(precheck.show())


def test_bytes_that_are_no_text_and_a_name_that_is_no_file_get_a_sentence(beside):
    (beside / "capstone.ipynb").write_bytes(b"\xff\xfe\x00")
    assert "is damaged or half saved" in repr(precheck.show())
    assert "There is no file other.ipynb" in repr(precheck.show("other.ipynb"))


def test_of_two_copies_of_a_cell_the_first_counts(beside):
    notebook = json.loads(written(beside).read_text(encoding="utf-8"))
    (mine,) = [
        c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == "capstone-bottom-line"
    ]
    notebook["cells"].append(mine | {"source": ["a later ", "copy"]})
    (beside / "capstone.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    assert "Orrin" in precheck.answers(beside / "capstone.ipynb")["capstone-bottom-line"]
