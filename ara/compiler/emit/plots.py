"""Measured plots as tables: one row for each mark, with a sign of how its value was read."""

from __future__ import annotations

from collections.abc import Sequence

from ara.compiler.paper.model import AxisReading, PlotPoint, SeriesReading
from ara.schema.evidence import Grid
from ara.schema.markdown.escape import inline

_HEADER = ("Panel", "Series", "x", "y")


def plot_grid(series: Sequence[SeriesReading]) -> Grid:
    """Give the marks of all series; `≈` stands before a value that was measured, printed ones stand bare."""
    rows = [
        (str(found.panel), inline(found.name), _cell(point.x, point), _cell(point.y, point))
        for found in series
        for point in found.points
    ]
    return Grid(rows=(_HEADER, *rows), line=1, row_lines=())


def plot_axes(series: Sequence[SeriesReading]) -> str:
    """Name the axes of each panel with their scales."""
    panels = {found.panel: found for found in series}
    texts = [f"x: {_axis(found.x_axis)}; y: {_axis(found.y_axis)}" for found in panels.values()]
    if len(texts) == 1:
        return texts[0]
    return ". ".join(f"Panel {number}: {text}" for number, text in zip(panels, texts, strict=True))


def plot_kind(series: Sequence[SeriesReading]) -> str:
    """Name what the marks are."""
    return ", ".join(dict.fromkeys(found.kind for found in series))


def thinned(series: Sequence[SeriesReading]) -> str | None:
    """Say which series show only some of their marks; None when all are shown whole."""
    cut = [f"{found.name}: {len(found.points)} of {found.drawn}" for found in series if len(found.points) < found.drawn]
    return "; ".join(cut) or None


def _axis(axis: AxisReading) -> str:
    return f"{axis.title or 'no title'} ({axis.scale})" if axis.scale != "category" else "names"


def _cell(value: float | str, point: PlotPoint) -> str:
    if isinstance(value, str):
        return inline(value)
    return f"{value:.10g}" if point.printed else f"≈{value:.10g}"
