"""Titles of axes: the words below the numbers of a horizontal axis, the turned words beside a vertical one."""

from __future__ import annotations

from collections.abc import Sequence

from ara.compiler.paper.page import Line
from ara.compiler.paper.plots.labels import number_of
from ara.compiler.paper.plots.panels import Panel

_FAR = 30.0
_CENTRED = 0.2


def axis_titles(panel: Panel, lines: Sequence[Line]) -> tuple[str | None, str | None]:
    """The titles of a panel's horizontal and vertical axis, as far as they are printed beside their middles."""
    left, top, right, bottom = panel.area
    below = panel.x.outside if panel.x is not None else bottom
    beside = panel.y.outside if panel.y is not None else left
    across = [
        line
        for line in lines
        if line.rotation == 0 and below - 3 <= line.box[1] <= below + _FAR and _near_middle(line, left, right, 0)
    ]
    upright = [
        line
        for line in lines
        if line.rotation in (90, 270)
        and beside - _FAR <= line.box[2] <= beside + 3
        and _near_middle(line, top, bottom, 1)
        and beside - _FAR <= line.box[2] <= beside + 3
        and _near_middle(line, top, bottom, 1)
    ]
    x_title = min(across, key=lambda line: line.box[1], default=None)
    y_title = max(upright, key=lambda line: line.box[2], default=None)
    return (x_title.text if x_title else None, y_title.text if y_title else None)


def _near_middle(line: Line, low: float, high: float, along: int) -> bool:
    middle = (line.box[along] + line.box[along + 2]) / 2
    is_words = number_of(line.text) is None and any(map(str.isalpha, line.text))
    return is_words and abs(middle - (low + high) / 2) < _CENTRED * (high - low)
