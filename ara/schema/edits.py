"""Edits of a text by character ranges: the only way in which an existing file is changed."""

from collections.abc import Iterable

from ara.schema.frozen import Frozen


class Edit(Frozen):
    """Replace the characters from `start` up to `end` by `text`."""

    start: int
    """Offset of the first character replaced, in characters of the file's text."""
    end: int
    """Offset behind the last character replaced; equal to `start` for an insertion."""
    text: str
    """What stands there afterwards."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Give `text` with all edits applied; each refers to offsets in the original.

    Insertions at one place keep their order. Raises ValueError when two edits overlap or one lies outside the text.
    """
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < position or edit.end < edit.start or edit.end > len(text):
            raise ValueError(f"edit {edit.start}..{edit.end} overlaps another one or leaves the text")
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    pieces.append(text[position:])
    return "".join(pieces)
