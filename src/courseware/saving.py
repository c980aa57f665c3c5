"""What the server drops when it saves a notebook: views of widgets, which die with their kernel.

Opened again, such a view reads "Error displaying widget: model not found"; without it the notebook shows the fixed HTML
that every view of the course carries. In a server's settings:
``{"FileContentsManager": {"pre_save_hook": "courseware.saving.without_widget_views"}}``.
"""

from __future__ import annotations

from typing import Any

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def without_widget_views(model: dict[str, Any], **_: Any) -> None:
    """Drop the view of each output that has another form, in place.

    Parameters
    ----------
    model
        What Jupyter is about to save; anything but a notebook of format 4 is left alone.
    """
    notebook = model.get("content")
    if model.get("type") != "notebook" or notebook.get("nbformat") != 4:
        return
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if len(output.get("data", {})) > 1:
                output["data"].pop(WIDGET_VIEW, None)
