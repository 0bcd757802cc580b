"""Following one run of shell commands: the folder they are in, the variables they set, and what each of them starts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ara.compiler.repo.console_scripts import ConsoleScript
from ara.compiler.repo.launch import (
    Launch,
    is_known_launcher,
    is_known_tool,
    is_path,
    read_launch,
    script_among,
    without_prefixes,
)
from ara.compiler.repo.model import Command, CommandSource, Gap
from ara.compiler.repo.programs import RESEARCH_TOOLS
from ara.compiler.repo.shell import ShellCommand
from ara.compiler.repo.targets import FileTree, Target
from ara.compiler.repo.text_files import TextFile


class Project(NamedTuple):
    """What has to be known of the whole repository to read one of its commands."""

    name: str
    """The repository's name, which a README tells its readers to `cd` into after cloning."""
    tree: FileTree
    scripts: Mapping[str, ConsoleScript]
    """Console scripts that the repository installs."""
    functions: frozenset[str]
    """Shell functions that its scripts define; a script may source another."""
    packages: frozenset[str] = frozenset()
    """Packages that it depends on or tells its readers to install; many install a program of the same name."""


class Place(NamedTuple):
    """The file that a piece of shell text stands in."""

    file: TextFile
    source: CommandSource
    context: str | None
    sure: bool
    """Whether an unknown program counts as started work."""


class CommandReader:
    """Follows one run of commands: the folder they are in and the variables they set."""

    def __init__(
        self,
        project: Project,
        place: Place,
        folders: Iterable[str | None],
        *,
        functions: frozenset[str],
        cloned: Iterable[str] = (),
        resources: tuple[str, ...] = (),
    ) -> None:
        self.project = project
        self.place = place
        self.folders: list[str | None] = list(dict.fromkeys(folders))
        self.functions = functions | project.functions
        self.own_names = {project.name.lower(), *(name.lower() for name in cloned)}
        self.resources = resources
        self.variables: dict[str, str] = {}
        self.unknown: list[tuple[str, int]] = []
        """Words in the place of a program that are none that is known, each with its line; they are left out."""

    def read(self, commands: Iterable[ShellCommand]) -> Iterator[Command]:
        """The commands that start or prepare work, in order."""
        scopes: dict[tuple[int, ...], list[str | None]] = {(): self.folders}
        for command in commands:
            above = next(
                command.scope[:size] for size in range(len(command.scope), -1, -1) if command.scope[:size] in scopes
            )
            self.folders = scopes.setdefault(command.scope, scopes[above])
            if not command.words:
                self._remember(command.assignments)
                continue
            words, extra = without_prefixes(command.words)
            if not words or words[0] in self.functions:
                continue
            if words[0] == "export":
                self._remember(word.partition("=")[::2] for word in words[1:] if "=" in word)
            launch = self._launch(words, command.line)
            if launch is not None:
                yield self._command(command, words, (*command.assignments, *extra), launch)
            if words[0] in ("cd", "pushd"):
                self._enter(words[1] if len(words) > 1 else "~")
                scopes[command.scope] = self.folders

    def _launch(self, words: tuple[str, ...], line: int) -> Launch | None:
        program = words[0]
        if program.startswith("$"):
            # `$LAUNCHER train.py`: what the script itself put into the variable, or a script that it is given.
            told = (*self._fill(program).split(), *words[1:])
            launch = read_launch(told) if told and not told[0].startswith("$") else script_among(words[1:])
            return launch if launch is not None and launch.target is not None else None
        if program in self.project.scripts or self._is_own_file(program):
            return read_launch(words)
        if is_known_launcher(program) or is_known_tool(program) or is_path(program):
            return read_launch(words)
        if not self.place.sure:
            return None  # prose or output, not a program
        if program in RESEARCH_TOOLS or (program[:1].isalpha() and package_name(program) in self.project.packages):
            return read_launch(words)
        self.unknown.append((program, line))
        return None

    def _is_own_file(self, program: str) -> bool:
        return (
            "/" in program
            and is_path(program)
            and any(
                folder is not None and self.project.tree.join(folder, program) in self.project.tree.files
                for folder in self.folders
            )
        )

    def _command(
        self, command: ShellCommand, words: tuple[str, ...], env: Iterable[tuple[str, str]], launch: Launch
    ) -> Command:
        filled = launch._replace(target=self._fill(launch.target)) if launch.target else launch
        target = self.project.tree.find(filled, self.folders) if launch.target else Target(self.folders[0], None, None)
        return Command(
            argv=words,
            env=tuple(env),
            workdir=target.workdir,
            kind=launch.kind,
            source=self.place.source,
            context=self.place.context,
            target=launch.target,
            target_path=target.path,
            target_exists=target.exists,
            piped=command.piped,
            resources=self.resources,
            at=self.place.file.excerpt(command.line, command.end_line),
        )

    def _remember(self, assignments: Iterable[Iterable[str]]) -> None:
        for name, value in assignments:
            self.variables[name] = self._fill(value) if len(value) < 200 else value

    def _fill(self, text: str) -> str:
        return re.sub(r"\$\{?(\w+)\}?", lambda found: self.variables.get(found[1], found[0])[:200], text)[:1000]

    def _enter(self, folder: str) -> None:
        folder = self._fill(folder)
        if folder.rstrip("/") == ".":
            return
        tree = self.project.tree
        for base in self.folders:
            if base is not None and (inside := tree.join(base, folder)) in tree.folders:
                self.folders = [inside]
                return
        if folder.strip("/").lower() in self.own_names and "." in self.folders:
            self.folders = ["."]
            return
        # Somewhere this repository does not hold; a script that is found from before is still worth telling.
        self.folders = [None, *(base for base in self.folders if base is not None)]


def unknown_programs(file: TextFile, unknown: Iterable[tuple[str, int]]) -> Iterator[Gap]:
    """One gap for all lines of a file that start no program that is known, with the first few of them."""
    found = list(unknown)
    if found:
        names = list(dict.fromkeys(program[:40] for program, _ in found))
        shown = ", ".join(names[:5]) + (" and others" if len(names) > 5 else "")
        why = f"{len(found):,} lines start no program that is known or installed, and are left out: {shown}."
        yield Gap(what="unknown programs", path=file.path, line=found[0][1], why=why)


def package_name(program: str) -> str:
    """A program's name as the package of that name would be compared with it: `lm_eval` comes with `lm-eval`."""
    return re.sub(r"[-_.]+", "-", program).lower()


def ancestors(folder: str) -> list[str]:
    """The folder, the one above it, and so on up to the top, which is `.`."""
    parts = [] if folder == "." else folder.split("/")
    return ["/".join(parts[:count]) for count in range(len(parts), 0, -1)] + ["."]
