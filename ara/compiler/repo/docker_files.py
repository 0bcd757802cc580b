"""Commands in Docker files: what `CMD` and `ENTRYPOINT` start, and what `RUN` prepares."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ara.compiler.repo.command_reader import CommandReader, Place, Project, ancestors
from ara.compiler.repo.model import Command
from ara.compiler.repo.shell import ShellCommand, parse_shell
from ara.compiler.repo.text_files import TextFile

_INSTRUCTION = re.compile(r"\s*(?P<name>RUN|CMD|ENTRYPOINT)\s+(?P<rest>.*)", re.I)
_OPTIONS = re.compile(r"(?:--[\w-]+=\S+\s+)*")


def docker_commands(file: TextFile, project: Project) -> Iterator[Command]:
    """The commands of the file's instructions; `RUN` lines are kept only when they prepare something."""
    at = 0
    while at < len(file.lines):
        first = at
        found = _INSTRUCTION.fullmatch(file.lines[at][:4000])
        while at < len(file.lines) and re.search(r"\\\s*$", file.lines[at]):
            at += 1
        at += 1
        if found is None:
            continue
        text = "\n".join([found["rest"], *file.lines[first + 1 : at]])
        place = Place(file, "docker", found["name"].upper(), sure=False)
        # The folder of an image need not be one of the repository; a script that is found there is still worth telling.
        reader = CommandReader(project, place, [".", *ancestors(file.folder)], functions=frozenset())
        for command in reader.read(_commands(text, first + 1, at)):
            if found["name"].upper() != "RUN" or command.kind == "setup":
                yield command


def _commands(text: str, line: int, last: int) -> Iterator[ShellCommand]:
    text = text[_OPTIONS.match(text).end() :]  # type: ignore[union-attr]
    if text.lstrip().startswith("["):
        try:
            words = json.loads(text.replace("\\\n", " "))
        except (ValueError, RecursionError):
            return
        if isinstance(words, list) and words and all(isinstance(word, str) and word for word in words):
            if len(words) == 3 and words[0].rpartition("/")[2] in ("sh", "bash") and words[1].startswith("-"):
                yield from parse_shell(words[2], line).commands
            else:
                yield ShellCommand(tuple(words), (), line, last, piped=False)
        return
    yield from parse_shell(text, line).commands
