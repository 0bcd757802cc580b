"""Legends of plots: which words stand beside a sample of which colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ara.compiler.paper.paths import DrawnPath
from ara.compiler.paper.plots.axes import Label
from ara.compiler.paper.plots.labels import number_of
from ara.schema.span import Box

_GAP = 24.0
_WORD_GAP = 12.0
_LONGEST_SAMPLE = 48.0
_SHORTEST_SAMPLE = 6.0


class Legend:
    """The samples of a figure with their words."""

    def __init__(self, paths: Sequence[DrawnPath], labels: Sequence[Label], lines: Sequence[str]) -> None:
        self._samples: list[tuple[DrawnPath, str]] = list(_samples(paths, labels, lines))

    def is_sample(self, path: DrawnPath) -> bool:
        """Whether a path is drawn to explain others."""
        box = path.box
        return any(_inside(box, sample.box) for sample, _ in self._samples)

    def name(self, colour: str) -> str:
        """The words beside the samples of a colour; the colour itself when there are none, or several."""
        found = {words for sample, words in self._samples if colour in (sample.stroke, sample.fill)}
        return found.pop() if len(found) == 1 else colour


def _samples(
    paths: Sequence[DrawnPath], labels: Sequence[Label], lines: Sequence[str]
) -> Iterator[tuple[DrawnPath, str]]:
    for path in paths:
        left, top, right, bottom = path.box
        if not (
            _SHORTEST_SAMPLE <= right - left <= _LONGEST_SAMPLE and bottom - top <= 14 and right - left > bottom - top
        ):
            continue
        # a stroke with many corners is a curve of the plot, no sample of one
        if not path.straight or len(path.points) > 5:
            continue
        middle = (top + bottom) / 2
        beside = [label for label in labels if 0 <= label.box[0] - right <= _GAP and abs(label.middle[1] - middle) < 5]
        if beside:
            first = min(beside, key=lambda label: label.box[0])
            words = _words_from(first, labels, lines)
            if any(map(str.isalpha, words)) and number_of(words) is None:
                yield path, words


def _words_from(first: Label, labels: Sequence[Label], lines: Sequence[str]) -> str:
    """The words of a line from one of them on, up to the next wide blank."""
    row = sorted((label for label in labels if label.line == first.line), key=lambda label: label.box[0])
    words: list[str] = []
    end = first.box[0]
    for label in row:
        if label.box[0] < first.box[0]:
            continue
        if label.box[0] - end > _WORD_GAP:
            break
        words.append(label.text)
        end = label.box[2]
    return " ".join(words) or lines[first.line]


def _inside(box: Box, outer: Box) -> bool:
    return box[0] >= outer[0] - 3 and box[2] <= outer[2] + 3 and box[1] >= outer[1] - 6 and box[3] <= outer[3] + 6
