"""Edits of whole lines: what a rule inserts when its mend is mechanical."""

from __future__ import annotations

from ara.schema.edits import Edit


def line_at(text: str, line: int) -> str:
    """Give a line, counted from 1, without its end; empty when there is none."""
    start = _start(text, line)
    return text[start : text.find("\n", start)] if "\n" in text[start:] else text[start:]


def before_line(text: str, line: int, words: str) -> Edit:
    """Insert a line before another, with the line ends of the text."""
    start = _start(text, line)
    return Edit(start=start, end=start, text=words + _end(text))


def after_line(text: str, line: int, words: str) -> Edit:
    """Insert a line behind another, with the line ends of the text."""
    start = _start(text, line + 1)
    missing = "" if start == 0 or text[start - 1] == "\n" else _end(text)
    return Edit(start=start, end=start, text=missing + words + _end(text))


def within_line(text: str, line: int, old: str, new: str) -> Edit | None:
    """Replace words that stand once in a line; None when they do not."""
    held = line_at(text, line)
    if held.count(old) != 1:
        return None
    start = _start(text, line) + held.index(old)
    return Edit(start=start, end=start + len(old), text=new)


def _start(text: str, line: int) -> int:
    position = 0
    for _ in range(line - 1):
        found = text.find("\n", position)
        if found < 0:
            return len(text)
        position = found + 1
    return position


def _end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
