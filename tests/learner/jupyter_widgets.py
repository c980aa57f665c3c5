"""Look into widgets without a browser: their controls, and the view they give a notebook."""

from __future__ import annotations

from collections.abc import Iterator

from ipywidgets import HTML, Box, Widget

VIEW = "application/vnd.jupyter.widget-view+json"


def view_of(bundle: dict) -> str:
    """Return the id of the widget that a bundle of outputs shows."""
    return bundle[VIEW]["model_id"]


def controls_of(widget: Widget) -> list[Widget]:
    """Return what a learner can operate inside a widget."""
    return [one for one in _all(widget) if not isinstance(one, (Box, HTML))]


def _all(widget: Widget) -> Iterator[Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from _all(child)
