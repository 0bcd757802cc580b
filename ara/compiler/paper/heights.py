"""Looking up what stands at a height of a page without going through all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from ara.schema.span import Box

_STEP = 24.0

Item = TypeVar("Item")


class ByHeight(Generic[Item]):
    """Things on a page sorted into strips of equal height: a crowded page costs little more than a plain one."""

    def __init__(self, items: Iterable[tuple[Box, Item]]) -> None:
        self._strips: dict[int, list[tuple[Box, Item, int]]] = defaultdict(list)
        for order, (box, item) in enumerate(items):
            for strip in range(int(box[1] // _STEP), int(box[3] // _STEP) + 1):
                self._strips[strip].append((box, item, order))

    def between(self, top: float, bottom: float) -> Iterator[Item]:
        """All things that reach into the strip from `top` to `bottom`, each once, in no particular order."""
        seen: set[int] = set()
        for strip in range(int(top // _STEP), int(bottom // _STEP) + 1):
            for box, item, order in self._strips.get(strip, ()):
                if order not in seen and box[1] <= bottom and box[3] >= top:
                    seen.add(order)
                    yield item
