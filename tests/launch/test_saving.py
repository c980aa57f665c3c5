"""Saving a notebook: views of widgets go, all else stays."""

from __future__ import annotations

import asyncio

import nbformat
import pytest
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from courseware import saving

VIEW = {saving.WIDGET_VIEW: {"model_id": "abc"}}


def saved(tmp_path, content: dict, kind: str = "notebook") -> str:
    """Save as the server does, with the hook named as in its settings; return what stands in the file."""
    manager = AsyncLargeFileManager(root_dir=str(tmp_path), pre_save_hook="courseware.saving.without_widget_views")
    model = {"type": kind, "format": "json" if kind == "notebook" else "text", "content": content}
    asyncio.run(manager.save(model, "saved.ipynb" if kind == "notebook" else "saved.txt"))
    return next(tmp_path.glob("saved.*")).read_text(encoding="utf-8")


def a_notebook(data: dict) -> dict:
    output = nbformat.v4.new_output("execute_result", data=data, execution_count=1)
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# T"), nbformat.v4.new_code_cell("q", outputs=[output])]
    )


def test_a_view_with_other_forms_is_dropped_and_they_stay(tmp_path):
    written = saved(tmp_path, a_notebook({**VIEW, "text/plain": "Question", "text/html": "<p>Question</p>"}))
    (output,) = nbformat.reads(written, as_version=4).cells[1].outputs
    assert output.data == {"text/plain": "Question", "text/html": "<p>Question</p>"}


@pytest.mark.parametrize("data", [VIEW, {"text/plain": "27"}])
def test_an_output_of_one_form_is_left_alone(tmp_path, data):
    (output,) = nbformat.reads(saved(tmp_path, a_notebook(data)), as_version=4).cells[1].outputs
    assert output.data == data


def test_a_text_file_is_left_alone(tmp_path):
    assert saved(tmp_path, saving.WIDGET_VIEW, kind="file") == saving.WIDGET_VIEW
