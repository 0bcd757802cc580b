"""Commands in Makefiles: the targets that start work, and what their recipes run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.compiler.repo.command_reader import CommandReader, Place, Project
from ara.compiler.repo.model import Command
from ara.compiler.repo.shell import parse_shell
from ara.compiler.repo.text_files import TextFile


def makefile_commands(file: TextFile, project: Project) -> Iterator[Command]:
    """The targets of a Makefile that start work, each as `make TARGET`, and the commands in their recipes."""
    for target, line, recipe in _makefile_rules(file):
        place = Place(file, "makefile", target, sure=False)
        inside: list[Command] = []
        for number, text in _recipe_lines(recipe, line + 1):
            found = parse_shell(text, number)
            # make starts a shell for each line, so that a `cd` ends with its line.
            inside += CommandReader(project, place, [file.folder], functions=found.functions).read(found.commands)
        if any(command.kind == "run" for command in inside):
            argv = ("make", target)
            yield Command(
                argv=argv, workdir=file.folder, kind="run", source="makefile", context=target,
                target=file.name, target_path=file.path, target_exists=True, at=file.excerpt(line),
            )  # fmt: skip
        yield from inside


def _makefile_rules(file: TextFile) -> Iterator[tuple[str, int, list[str]]]:
    at = 0
    while at < len(file.lines):
        rule = re.match(r"(?P<target>[A-Za-z_][\w./-]*)[ ]*:(?![=:])", file.lines[at])
        at += 1
        if rule is None:
            continue
        line = at
        while at < len(file.lines) and (file.lines[at].startswith("\t") or not file.lines[at].strip()):
            at += 1
        yield rule["target"], line, file.lines[line:at]


def _recipe_lines(recipe: list[str], first: int) -> Iterator[tuple[int, str]]:
    at = 0
    while at < len(recipe):
        start = at
        while recipe[at].rstrip().endswith("\\") and at + 1 < len(recipe):
            at += 1
        at += 1
        yield first + start, re.sub(r"^\t[@+-]*", "", "\n".join(recipe[start:at]))
