"""Keys pressed in a control of an output belong to the control: the notebook neither moves nor loses a cell."""

from __future__ import annotations

import uuid

import lab_page
import nbformat
import pytest

pytestmark = pytest.mark.slow

CONTROLS = """
import ipywidgets
choice = ipywidgets.Dropdown(options=["one", "two", "three"], description="Choose")
radio = ipywidgets.RadioButtons(options=["yes", "no"])
ipywidgets.VBox([choice, radio])
""".strip()


@pytest.fixture
def controls(page, server):
    """A page with a dropdown and radio buttons in the output of the second of three cells."""
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Controls"),
            nbformat.v4.new_code_cell(CONTROLS),
            nbformat.v4.new_code_cell("1 + 1"),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    name = f"controls-{uuid.uuid4().hex}.ipynb"
    nbformat.write(notebook, server.folder / name)
    lab_page.open_notebook(page, server, name)
    lab_page.run_all(page)
    lab_page.show_cell_with(page, ".widget-dropdown select")
    return page


def active_cell(page) -> int:
    return page.evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex")


def test_arrows_change_a_focused_dropdown_and_leave_the_notebook_where_it_is(controls):
    select = controls.locator(".widget-dropdown select")
    select.focus()
    before = active_cell(controls)
    controls.keyboard.press("ArrowDown")
    assert select.input_value() == "two"
    controls.keyboard.press("ArrowUp")
    assert select.input_value() == "one"
    assert active_cell(controls) == before


@pytest.mark.parametrize("control", [".widget-dropdown select", ".widget-radio input"])
def test_d_pressed_twice_on_a_focused_control_deletes_no_cell(controls, control):
    controls.locator(control).first.focus()
    before = lab_page.cell_count(controls)
    controls.keyboard.press("d")
    controls.keyboard.press("d")
    controls.wait_for_timeout(500)
    assert lab_page.cell_count(controls) == before == 3


def test_outside_outputs_the_keys_of_the_notebook_still_work(controls):
    controls.evaluate(
        """() => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            notebook.activeCellIndex = 0;
            notebook.mode = 'command';
            notebook.activate();
        }"""
    )
    controls.keyboard.press("ArrowDown")
    controls.wait_for_function("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex === 1")
    controls.keyboard.press("d")
    controls.keyboard.press("d")
    controls.wait_for_function("() => window.jupyterapp.shell.currentWidget.content.model.cells.length === 2")
    assert active_cell(controls) < lab_page.cell_count(controls) == 2
