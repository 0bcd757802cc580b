"""Counters: the numbers that LaTeX would print before sections, tables, figures and equations."""

from __future__ import annotations

SECTION_LEVELS = {"chapter": 0, "section": 1, "subsection": 2, "subsubsection": 3}
FLOAT_KINDS = ("table", "figure", "algorithm")


class Counters:
    """Counts as the document is walked through."""

    def __init__(self, chapters: bool) -> None:
        """Start at nought; `chapters` tells whether sections are numbered inside chapters."""
        self._top = 0 if chapters else 1
        self._sections = [0, 0, 0, 0]
        self._appendix = False
        self._others: dict[str, int] = {}
        self.within: set[str] = {"table", "figure", "equation"} if chapters else set()
        """What is numbered inside the top section."""
        self.prefixes: dict[str, str] = {}
        """What stands before the number of each kind."""

    def depth(self, command: str) -> int:
        """Depth of a sectioning command in the outline, 1 for the top."""
        return SECTION_LEVELS[command] - self._top + 1

    def section(self, command: str) -> str:
        """Count a section and give its number."""
        level = max(SECTION_LEVELS[command], self._top)
        self._sections[level] += 1
        self._sections[level + 1 :] = [0] * (3 - level)
        if level == self._top:
            self._others = {name: count for name, count in self._others.items() if name not in self.within}
        return ".".join([self._head(), *map(str, self._sections[self._top + 1 : level + 1])])

    def start_appendix(self) -> None:
        """From here the top sections have letters."""
        self._appendix = True
        self._sections = [0, 0, 0, 0]

    def count(self, kind: str) -> str:
        """Count a table, figure, algorithm or equation and give its number."""
        self._others[kind] = self._others.get(kind, 0) + 1
        number = f"{self.prefixes.get(kind, '')}{self._others[kind]}"
        return f"{self._head()}.{number}" if kind in self.within else number

    def set(self, kind: str, value: int) -> None:
        """Set a counter, as the source does."""
        if kind in SECTION_LEVELS:
            self._sections[SECTION_LEVELS[kind]] = value
        else:
            self._others[kind] = value

    def _head(self) -> str:
        count = self._sections[self._top]
        return chr(64 + count) if self._appendix and 1 <= count <= 26 else str(count)
