"""What a figure is made of and the words printed in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ara.compiler.paper.floats import Scene, covers
from ara.compiler.paper.page import PageContent
from ara.schema.span import Box

FigureKind = Literal["vector", "raster", "mixed", "text"]

_PANEL = re.compile(r"\((?:[a-z]|[ivx]{1,4})\)\s*\S?", re.IGNORECASE)
_LOOSE = 12
_FRAME = 0.9
_SENTENCE = 20


def figure_kind(pages: Sequence[PageContent], views: Sequence[Scene], boxes: Sequence[Box]) -> FigureKind:
    """`text` when the lines of a figure that is at most framed are sentences or code; else by how it is drawn."""
    drawn = frames = images = 0
    lines: list[str] = []
    for page, view, box in zip(pages, views, boxes, strict=True):
        images += sum(covers(box, image) for image in view.images)
        big = [shape for shape in view.graphics if covers(box, shape) and shape[2] - shape[0] + shape[3] - shape[1] > 8]
        drawn += len(big)
        # what is as wide as a column of words, and no curve: the frames of a transcript
        frames += sum(shape[2] - shape[0] >= _FRAME * (box[2] - box[0]) for shape in big)
        lines += [page.lines[index].text for index, word in view.words if covers(box, word)]
    worded = sum(len(line) >= _SENTENCE for line in lines)
    if not images and drawn - frames <= _LOOSE * len(boxes) and worded >= 3 and 3 * worded >= len(lines):
        return "text"
    if not images:
        return "vector" if drawn else "text"
    return "mixed" if drawn > 2 else "raster"


def printed_words(page: PageContent, view: Scene, box: Box) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Panel labels such as `(a) Accuracy`, and all other words printed in the figure, from top to bottom."""
    panels: list[tuple[float, float, str]] = []
    labels: list[tuple[float, float, str]] = []
    for index, word in view.words:
        if covers(box, word):
            text = page.lines[index].text
            (panels if _PANEL.match(text) else labels).append((round(word[1]), word[0], text))
    return tuple(text for *_, text in sorted(panels)), tuple(text for *_, text in sorted(labels))
