"""Finding the shell code in Markdown: fenced and indented blocks, with the heading above each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ara.compiler.repo.text_files import TextFile

_FENCE = re.compile(r"(?P<indent>(?:[ \t]|>)*)(?:[-*+] |\d+[.)] )?(?P<mark>`{3,}|~{3,})\s*(?P<info>[^`]*)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<title>.*?)[ \t#]*")
_PROMPT = re.compile(r"(?:\([\w.-]+\)\s*)?(?:[\w.-]+@[\w.-]+[^$#]*)?\$[ \t]+")
_SHELL_NAMES = frozenset(
    {
        "zsh",
        "shellsession",
        "shell",
        "terminal",
        "bash-session",
        "shell-session",
        "console",
        "sh-session",
        "bash",
        "sh",
        "cmd",
    }
)


class ShellBlock(NamedTuple):
    """A block of code that may hold commands."""

    text: str
    """Its lines without fence, indentation and prompts; as many lines as the block has."""
    line: int
    """Line of its first line, counted from 1."""
    heading: str | None
    """The heading above it."""
    labelled: bool
    """True when the document says that this is shell code."""


def shell_blocks(file: TextFile) -> Iterator[ShellBlock]:
    """The blocks of a Markdown file that are labelled as shell code, or not labelled at all."""
    heading: str | None = None
    at = 0
    while at < len(file.lines):
        line = file.lines[at]
        at += 1
        opened = _FENCE.fullmatch(line)
        if opened is None:
            if (found := _HEADING.fullmatch(line)) is not None:
                heading = found["title"] or heading
            continue
        start = at
        while at < len(file.lines) and not _closes(file.lines[at], opened["mark"]):
            at += 1
        body = file.lines[start:at]
        at += 1
        label = re.split(r"[\s{},:]+", opened["info"].strip().lower().lstrip("{."))[0]
        if body and (not label or label in _SHELL_NAMES or label in ("text", "plaintext", "txt")):
            yield ShellBlock(_without_dressing(body), start + 1, heading, label in _SHELL_NAMES)


def _closes(line: str, mark: str) -> bool:
    bare = line.lstrip(" \t>").rstrip()
    return bare.startswith(mark) and not bare.strip(mark[0])


def _without_dressing(body: list[str]) -> str:
    quoted = all(line.lstrip().startswith(">") for line in body)
    lines = [re.sub(r"^\s*>\s?", "", line) if quoted else line for line in body]
    if not any(_PROMPT.match(line.lstrip()) for line in lines):
        return "\n".join(lines)
    # A transcript: only the lines with a prompt are commands, the others are output.
    kept = []
    continued = False
    for line in lines:
        prompt = _PROMPT.match(line.lstrip())
        command = line.lstrip()[prompt.end() :] if prompt else line if continued else ""
        continued = bool(command) and command.rstrip().endswith("\\")
        kept.append(command)
    return "\n".join(kept)
