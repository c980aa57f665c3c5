"""Reading a text: what comes through, and what is refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from courseware.author import text
from courseware.author.problems import AuthorError

HEADER = "---\nkernelspec:\n  display_name: Python 3 (ipykernel)\n  language: python\n  name: python3\n---\n\n"
PATH = Path("content/lessons/99-test.md")


def refused(body: str, header: str = HEADER) -> str:
    with pytest.raises(AuthorError) as caught:
        text.read(PATH, header + body)
    return str(caught.value)


def test_cells_keep_their_order_kind_tags_and_source():
    notebook = text.read(
        PATH,
        HEADER
        + '# Title\n\n+++ {"tags": ["hook"]}\n\n> **Note**\n\n```{code-cell} ipython3\n:tags: [data]\n\nx = 1\n```\n',
    )
    assert [(cell.cell_type, cell.source, cell.metadata.get("tags", [])) for cell in notebook.cells] == [
        ("markdown", "# Title", []),
        ("markdown", "> **Note**", ["hook"]),
        ("code", "x = 1", ["data"]),
    ]


def test_metadata_of_the_notebook_is_only_the_kernel():
    assert dict(text.read(PATH, HEADER + "# Title\n").metadata) == {"kernelspec": text.KERNELSPEC}


@pytest.mark.parametrize(
    "body",
    ["# a\n\n+++\n\n+++\n\nb\n", "# a\n\n+++\n", "# a\n\n+++\n\n```{code-cell} ipython3\nx\n```\n"],
    ids=["between", "at the end", "before code"],
)
def test_an_empty_markdown_cell_is_refused_by_line(body):
    assert "line 10" in refused(body)
    assert "is empty and would be lost" in refused(body)


def test_tags_on_an_empty_cell_before_code_are_refused():
    assert "is empty" in refused('# a\n\n+++ {"tags": ["x"]}\n\n```{code-cell} ipython3\nx\n```\n')


def test_a_break_inside_a_paragraph_is_refused():
    said = refused("# a\n\nfirst\n+++\nsecond\n")
    assert "line 11" in said
    assert "cut it in two" in said


def test_a_break_inside_a_code_fence_is_text():
    notebook = text.read(PATH, HEADER + "# a\n\n```text\n+++\n```\n")
    assert len(notebook.cells) == 1
    assert "+++" in notebook.cells[0].source


def test_blank_lines_at_the_edge_of_code_are_refused():
    assert "begins or ends with blank lines" in refused("# a\n\n```{code-cell} ipython3\n\n\nx = 1\n\n```\n")


def test_an_empty_code_cell_is_refused():
    assert "this cell is empty" in refused("# a\n\n```{code-cell} ipython3\n```\n")


def test_a_text_without_a_kernel_is_refused():
    assert "names no kernel" in refused("# a\n", header="")


def test_ids_depend_only_on_the_text_and_number_repetitions():
    body = HEADER + "# a\n\n```{code-cell} ipython3\nx\n```\n\n```{code-cell} ipython3\nx\n```\n"
    first, second = text.read(PATH, body), text.read(PATH, body)
    text.set_ids(first, PATH)
    text.set_ids(second, PATH)
    ids = [cell.id for cell in first.cells]
    assert ids == [cell.id for cell in second.cells]
    assert ids[2] == f"{ids[1]}-2"


def test_a_graded_cell_is_named_after_its_item():
    notebook = text.read(PATH, HEADER + "# a\n\n```{code-cell} ipython3\nx\n```\n")
    notebook.cells[1].metadata["nbgrader"] = {"grade_id": "ex99 item"}
    text.set_ids(notebook, PATH)
    assert notebook.cells[1].id == "ex99-item"
