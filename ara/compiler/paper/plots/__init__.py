"""Data of vector plots, measured from their drawing; only where axes and marks can be measured exactly.

A panel is measured when at least three of its tick marks carry numbers that fit a linear or logarithmic scale. Lines
and markers need both axes, bars the vertical one. What does not meet this gives nothing, since the picture is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from ara.compiler.paper.boxes import holds_centre
from ara.compiler.paper.model import AxisReading, FigureReading, PlotPoint, SeriesReading
from ara.compiler.paper.page import Line, PageContent
from ara.compiler.paper.parser import Parser, ParsingFailed
from ara.compiler.paper.paths import DrawnPath
from ara.compiler.paper.plots.axes import Label, find_axes
from ara.compiler.paper.plots.categories import bar_points
from ara.compiler.paper.plots.labels import number_of
from ara.compiler.paper.plots.legend import Legend
from ara.compiler.paper.plots.marks import find_bars, find_lines, find_markers
from ara.compiler.paper.plots.panels import Panel, find_panels
from ara.compiler.paper.plots.titles import axis_titles

_Found = tuple[Literal["line", "scatter", "bar"], str, tuple[PlotPoint, ...], int]
_NAMES = AxisReading(title=None, scale="category")
MOST_POINTS = 100
"""Points of one series that are kept; of longer ones every n-th."""


def measure_plots(
    parser: Parser, figures: Sequence[FigureReading], pages: Sequence[PageContent]
) -> tuple[FigureReading, ...]:
    """The figures with the data of those that are vector plots."""
    by_number = {page.number: page for page in pages}
    return tuple(
        figure.model_copy(update={"series": series}) if (series := _series_of(parser, figure, by_number)) else figure
        for figure in figures
    )


def _series_of(parser: Parser, figure: FigureReading, pages: Mapping[int, PageContent]) -> tuple[SeriesReading, ...]:
    """The series of a figure on one page that prints enough numbers for an axis."""
    if figure.kind not in ("vector", "mixed") or len(figure.regions) != 1:
        return ()
    region = figure.regions[0]
    page = pages[region.page]
    labels = [
        Label(word.text, word.box, word.line)
        for word in page.words
        if holds_centre(region.box, word.box) and not holds_centre(figure.caption_region.box, word.box)
    ]
    if any(gap.what == "drawings" for gap in page.gaps):
        return ()
    if sum(number_of(label.text) is not None for label in labels) < 3:
        return ()
    try:
        paths = parser.paths(region.page, region.box)
    except ParsingFailed:
        return ()
    return tuple(read_series(paths, labels, page.lines))


def read_series(paths: Sequence[DrawnPath], labels: Sequence[Label], lines: Sequence[Line]) -> Iterator[SeriesReading]:
    """The series of all panels that are drawn by the paths; `lines` are the lines that the labels' indices mean."""
    legend = Legend(paths, labels, [line.text for line in lines])
    printed = [lines[index] for index in sorted({label.line for label in labels})]
    for number, panel in enumerate(find_panels(find_axes(paths, labels), paths), 1):
        titles = axis_titles(panel, printed)
        found = list(_lines_and_markers(panel, paths, legend)) or list(_bars(panel, paths, legend, labels, printed))
        names = [legend.name(colour) for _, colour, _, _ in found]
        for (kind, colour, points, drawn), name in zip(found, names, strict=True):
            yield SeriesReading(
                panel=number,
                # words that stand for several series tell none of them
                name=name if names.count(name) == 1 else colour,
                kind=kind,
                x_axis=AxisReading(title=titles[0], scale=panel.x.scale) if panel.x else _NAMES,
                y_axis=AxisReading(title=titles[1], scale=panel.y.scale) if panel.y else _NAMES,
                points=points,
                drawn=drawn,
            )


def _lines_and_markers(panel: Panel, paths: Sequence[DrawnPath], legend: Legend) -> Iterator[_Found]:
    """Lines, or else markers that stand on their own, where both axes are measured."""
    if panel.x is None or panel.y is None:
        return
    lines = find_lines(paths, panel.area, legend)
    kind: Literal["line", "scatter"] = "line" if lines else "scatter"
    for marks in lines or find_markers(paths, panel.area, legend):
        step = -(-len(marks.points) // MOST_POINTS)
        points = (PlotPoint(x=panel.x.value(x), y=panel.y.value(y)) for x, y in marks.points[::step])
        yield kind, marks.colour, tuple(points), len(marks.points)


def _bars(
    panel: Panel, paths: Sequence[DrawnPath], legend: Legend, labels: Sequence[Label], lines: Sequence[Line]
) -> Iterator[_Found]:
    """Bars over names, where the vertical axis is measured."""
    if panel.x is not None or panel.y is None:
        return
    bars = find_bars(paths, panel.area, legend)
    for colour, points in bar_points(bars, panel.y, panel.area, labels, lines).items():
        yield "bar", colour, points, len(points)


__all__ = ["measure_plots", "read_series"]
