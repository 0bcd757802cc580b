"""Finding the shell code in Markdown and its like: fenced and indented blocks, code within a line, and the headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ara.compiler.repo.text_files import TextFile

_LONGEST_LINE = 2_000
_FENCE = re.compile(r"(?P<indent>(?:[ \t]|>)*)(?:[-*+] |\d+[.)] )?(?P<mark>`{3,}|~{3,})\s*(?P<info>[^`]*)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<title>.*?)[ \t#]*")
_UNDERLINE = re.compile(r"={3,}\s*|-{3,}\s*|~{3,}\s*")
_INDENTED = re.compile(r"(?: {3,}|\t)\s*[^\s`]")
_INLINE = re.compile(r"(?<!`)`(?:\$ )?([\w./-]+ [^`]+)`(?!`)")
_PROMPT = re.compile(r"(?:\([\w.-]+\)[ \t]*)?(?:\$|[\w.-]+@[\w.-]+(?::\S*)?[ \t]?[$#])(?:[ \t]+|$)")
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
    }
)
_WINDOWS_NAMES = frozenset({"powershell", "pwsh", "ps1", "ps", "cmd", "bat", "batch", "dosbatch", "winbatch"})


class ShellBlock(NamedTuple):
    """A block of code that may hold commands."""

    text: str
    """Its lines without fence, indentation and prompts; as many lines as the block has."""
    line: int
    """Line of its first line, counted from 1."""
    heading: str | None
    """The heading above it."""
    kind: Literal["shell", "fence", "prose"]
    """`shell`: labelled as shell code; `fence`: a fenced block without a label; `prose`: indented, or within a line."""


def shell_blocks(file: TextFile) -> Iterator[ShellBlock]:
    """The blocks of a Markdown or reStructuredText file that are labelled as shell code, or not labelled at all."""
    heading: str | None = None
    at = 0
    while at < len(file.lines):
        line = file.lines[at] if len(file.lines[at]) <= _LONGEST_LINE else ""
        at += 1
        opened = _FENCE.fullmatch(line)
        if opened is None:
            if (found := _HEADING.fullmatch(line)) is not None:
                heading = found["title"] or heading
            elif _UNDERLINE.fullmatch(line) and at > 1 and file.lines[at - 2].strip():
                heading = file.lines[at - 2].strip()
            elif _INDENTED.match(line):
                start = at - 1
                while at < len(file.lines) and _INDENTED.match(file.lines[at]):
                    at += 1
                yield ShellBlock(_without_dressing(file.lines[start:at]), start + 1, heading, "prose")
            else:
                for code in _INLINE.findall(line):
                    yield ShellBlock(code, at, heading, "prose")
            continue
        start = at
        while at < len(file.lines) and not _closes(file.lines[at], opened["mark"]):
            at += 1
        body = file.lines[start:at]
        at += 1
        label = re.split(r"[\s{},:]+", opened["info"].strip().lower().lstrip("{."))[0]
        if body and (not label or label in _SHELL_NAMES or label in ("text", "plaintext", "txt")):
            yield ShellBlock(_without_dressing(body), start + 1, heading, "shell" if label in _SHELL_NAMES else "fence")
        elif body and label in _WINDOWS_NAMES:
            yield ShellBlock(_as_shell(body), start + 1, heading, "shell")


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


def _as_shell(body: list[str]) -> str:
    """PowerShell and batch lines as a shell would write them: their continuations, prompts, variables, backslashes."""
    lines = []
    for line in body:
        text = re.sub(r"^\s*(?:PS )?(?:[A-Za-z]:\\[^>]*)?>\s*", "", line)
        text = re.sub(r"^\s*\$env:(\w+)\s*=\s*", r"export \1=", text, flags=re.I)
        text = re.sub(r"^\s*set\s+(\w+)=", r"export \1=", text, flags=re.I)
        continued = re.fullmatch(r"(.*\s)[`^]\s*", text)
        text = (continued[1] if continued else text).replace("\\", "/")
        comment = re.match(r"\s*(?:REM\b|::)", text, re.I)
        lines.append("#" if comment else text + ("\\" if continued else ""))
    return "\n".join(lines)
