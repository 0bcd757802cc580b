"""Commands in Markdown and in shell scripts: what is run, where, with which variables, and whether it exists."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from ara.compiler.repo.command_reader import CommandReader, Place, Project, ancestors, unknown_programs
from ara.compiler.repo.console_scripts import ConsoleScript
from ara.compiler.repo.fences import shell_blocks
from ara.compiler.repo.launch import Launch
from ara.compiler.repo.model import Command, CommandSource, Gap
from ara.compiler.repo.shell import parse_shell
from ara.compiler.repo.targets import FileTree
from ara.compiler.repo.text_files import TextFile

_SBATCH = re.compile(r"#SBATCH\s+(?P<option>-\S.*?)\s*(?:#.*)?")
_FUNCTION = re.compile(r"[ \t]*(?:function[ \t]+(?P<word>[\w:.-]+)|(?P<name>[\w:.-]+)[ \t]*\([ \t]*\))")
_README = re.compile(r"readme(?:\.\w+)?", re.I)


def markdown_commands(file: TextFile, project: Project) -> Iterator[Command | Gap]:
    """The commands in the code blocks of a Markdown file. Each block starts in the file's own folder, or one above."""
    source: CommandSource = "readme" if _README.fullmatch(file.name) else "markdown"
    cloned: set[str] = set()
    unknown: list[tuple[str, int]] = []
    for block in shell_blocks(file):
        place = Place(file, source, block.heading, sure=block.kind == "shell")
        found = parse_shell(block.text, block.line)
        cloned |= {name for command in found.commands if (name := _cloned(command.words))}
        shell = CommandReader(project, place, ancestors(file.folder), functions=found.functions, cloned=cloned)
        for command in shell.read(found.commands):
            # Prose is full of words that are programs too; only a script that is there makes it a command.
            if block.kind != "prose" or (command.kind == "run" and command.target_exists):
                yield command
        unknown += shell.unknown
    yield from unknown_programs(file, unknown)


def script_commands(file: TextFile, project: Project) -> Iterator[Command | Gap]:
    """The commands in a shell or batch script. It may be meant to run at the top, in its own folder, or in between."""
    head = file.lines[:200]
    resources = tuple(match["option"] for line in head if (match := _SBATCH.fullmatch(line.strip()[:300])))
    place = Place(file, "slurm" if resources else "shell", None, sure=True)
    found = parse_shell(file.text)
    folders = [".", *ancestors(file.folder)]
    shell = CommandReader(project, place, folders, functions=found.functions, resources=resources)
    yield from shell.read(found.commands)
    yield from unknown_programs(file, shell.unknown)


def defined_functions(script: TextFile) -> frozenset[str]:
    """The names of the shell functions that a script defines."""
    found = (_FUNCTION.match(line) for line in script.lines)
    return frozenset(match["word"] or match["name"] for match in found if match)


def missing_targets(commands: Iterable[Command]) -> Iterator[Gap]:
    """A gap for every command whose script is not in the repository at this commit."""
    for command in commands:
        if command.target_exists is False and command.kind == "run":
            why = f"The command starts `{command.target}`, which does not exist at this commit."
            yield Gap(what="command target", path=command.at.path, line=command.at.line, why=why)


def _cloned(words: tuple[str, ...]) -> str | None:
    if words[:2] != ("git", "clone"):
        return None
    addresses = [word for word in words[2:] if not word.startswith("-")]
    return posixpath.basename(addresses[0].rstrip("/")).removesuffix(".git") if addresses else None


def console_script_commands(scripts: Iterable[ConsoleScript], tree: FileTree) -> Iterator[Command]:
    """A command for every console script: its name, and the module that it starts."""
    for script in scripts:
        target = tree.find(Launch("entry_point", script.module, module=True), ancestors(script.file.folder))
        yield Command(
            argv=(script.name,), kind="entry_point", source="console_script", target=script.module,
            target_path=target.path, target_exists=target.exists, at=script.file.excerpt(script.line),
        )  # fmt: skip
