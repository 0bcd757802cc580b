"""Commands in notebooks: `!` lines, `%run`, and cells that are shell as a whole. Outputs are not looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ara.compiler.repo.command_reader import CommandReader, Place, Project, ancestors
from ara.compiler.repo.model import Command, Gap
from ara.compiler.repo.shell import parse_shell
from ara.compiler.repo.text_files import TextFile

_SHELL_CELL = re.compile(r"%%(?:bash|sh|script\s+(?:bash|sh))\b")
_SHELL_LINE = re.compile(r"\s*(?:[!]{1,2}|%(?:sx|system)\s+)(?P<command>.*)")
_MAGIC = re.compile(r"\s*%(?P<magic>run|cd|env)\s+(?P<rest>.*)")


def notebook_commands(file: TextFile, project: Project) -> Iterator[Command | Gap]:
    """The commands of the code cells, in order; each is placed on the line of the file that writes it."""
    try:
        whole = json.loads(file.text)
    except (ValueError, RecursionError):
        yield Gap(what="notebook", path=file.path, why="The file is not JSON.")
        return
    cells = whole.get("cells") if isinstance(whole, dict) else None
    lines = _Lines(file)
    place = Place(file, "notebook", None, sure=False)
    reader = CommandReader(project, place, ancestors(file.folder), functions=frozenset())
    for cell in cells if isinstance(cells, list) else ():
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            for text, written in _shell_lines(_source(cell)):
                line = lines.of(written)
                commands = parse_shell(text, line).commands
                yield from reader.read(part._replace(line=line, end_line=line) for part in commands)


def _source(cell: dict[str, object]) -> list[str]:
    source = cell.get("source")
    text = "".join(part for part in source if isinstance(part, str)) if isinstance(source, list) else source
    return text.split("\n") if isinstance(text, str) else []


def _shell_lines(source: list[str]) -> Iterator[tuple[str, str]]:
    """Shell text, continued lines joined, and the line of the cell on which it begins."""
    whole = bool(source) and _SHELL_CELL.match(source[0])
    at = 1 if whole else 0
    while at < len(source):
        first = source[at]
        shell = None if whole else _SHELL_LINE.fullmatch(first)
        magic = None if whole else _MAGIC.fullmatch(first)
        at += 1
        text = first if whole else shell["command"] if shell else _as_shell(magic) if magic else None
        if text is None:
            continue
        while text.endswith("\\") and at < len(source):
            text = text[:-1] + " " + source[at].strip()
            at += 1
        yield text, first


def _as_shell(magic: re.Match[str]) -> str:
    word = {"run": "python", "cd": "cd", "env": "export"}[magic["magic"]]
    return f"{word} {magic['rest']}"


class _Lines:
    """Finds lines of cells in the JSON that holds them; each search goes on where the last one ended."""

    def __init__(self, file: TextFile) -> None:
        self._text = file.text
        self._at = 0
        self._line = 1

    def of(self, written: str) -> int:
        forms = (json.dumps(written)[1:-1], json.dumps(written, ensure_ascii=False)[1:-1])
        places = [place for form in forms if (place := self._text.find(form, self._at)) >= 0]
        if places:
            self._line += self._text.count("\n", self._at, min(places))
            self._at = min(places)
        return self._line
