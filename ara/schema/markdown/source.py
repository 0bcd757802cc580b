"""A Markdown text as lines with offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Source:
    """A text, its lines with their line ends, and the offset at which each starts (and the text ends)."""

    text: str
    lines: list[str]
    starts: list[int]

    def trimmed_end(self, first: int, last: int) -> int:
        """Give the offset behind the last visible character of the lines from `first` up to `last`."""
        start = self.starts[first]
        return start + len(self.text[start : self.starts[last]].rstrip())

    def indent(self, first: int, last: int) -> int:
        """Give the smallest indentation of the lines behind `first`, up to `last`; 2 when there are none."""
        widths = (len(line) - len(line.lstrip(" ")) for line in self.lines[first + 1 : last] if line.strip())
        return min(widths, default=2)

    def skip_blanks(self, start: int, end: int) -> int:
        """Give the offset of the first visible character in a range, or its end."""
        rest = self.text[start:end]
        return start + len(rest) - len(rest.lstrip())


def split_source(text: str) -> Source:
    """Split a text into lines; all three line ends count."""
    lines = [match.group() for match in _LINE.finditer(text)]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return Source(text, lines, starts)


def dedent(text: str, indent: int) -> str:
    """Free continuation lines from their indentation, and write all line ends as `\\n`."""
    first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join([first.rstrip(), *(line[indent:].rstrip() if line.strip() else "" for line in others)])
