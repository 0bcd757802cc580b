"""Reading commands out of shell text: what is run, where, with which variables, and whether its script exists."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ara.compiler.repo.console_scripts import ConsoleScript
from ara.compiler.repo.fences import shell_blocks
from ara.compiler.repo.launch import Launch, is_known_launcher, is_known_tool, is_script, read_launch, without_prefixes
from ara.compiler.repo.model import Command, CommandSource, Gap
from ara.compiler.repo.shell import ShellCommand, parse_shell
from ara.compiler.repo.targets import FileTree, Target
from ara.compiler.repo.text_files import TextFile

_SBATCH = re.compile(r"#SBATCH\s+(?P<option>-\S.*?)\s*(?:#.*)?")
_FUNCTION = re.compile(r"[ \t]*(?:function[ \t]+(?P<word>[\w:.-]+)|(?P<name>[\w:.-]+)[ \t]*\([ \t]*\))")
_README = re.compile(r"readme(?:\.\w+)?", re.I)


class Project(NamedTuple):
    """What has to be known of the whole repository to read one of its commands."""

    name: str
    """The repository's name, which a README tells its readers to `cd` into after cloning."""
    tree: FileTree
    scripts: frozenset[str]
    """Console scripts that the repository installs."""
    functions: frozenset[str]
    """Shell functions that its scripts define; a script may source another."""


class _Place(NamedTuple):
    file: TextFile
    source: CommandSource
    context: str | None
    sure: bool
    """Whether an unknown program counts as started work."""


def markdown_commands(file: TextFile, project: Project) -> Iterator[Command]:
    """The commands in the code blocks of a Markdown file. Each block starts in the file's own folder, or one above."""
    source: CommandSource = "readme" if _README.fullmatch(file.name) else "markdown"
    cloned: set[str] = set()
    for block in shell_blocks(file):
        place = _Place(file, source, block.heading, sure=block.kind == "shell")
        found = parse_shell(block.text, block.line)
        cloned |= {name for command in found.commands if (name := _cloned(command.words))}
        shell = _Shell(project, place, ancestors(file.folder), functions=found.functions, cloned=cloned)
        for command in shell.read(found.commands):
            # Prose is full of words that are programs too; only a script that is there makes it a command.
            if block.kind != "prose" or (command.kind == "run" and command.target_exists):
                yield command


def script_commands(file: TextFile, project: Project) -> Iterator[Command]:
    """The commands in a shell or batch script. It may be meant to run at the top, in its own folder, or in between."""
    head = file.lines[:200]
    resources = tuple(match["option"] for line in head if (match := _SBATCH.fullmatch(line.strip()[:300])))
    place = _Place(file, "slurm" if resources else "shell", None, sure=True)
    found = parse_shell(file.text)
    folders = [".", *ancestors(file.folder)]
    shell = _Shell(project, place, folders, functions=found.functions, resources=resources)
    yield from shell.read(found.commands)


def makefile_commands(file: TextFile, project: Project) -> Iterator[Command]:
    """The targets of a Makefile that start work, each as `make TARGET`, and the commands in their recipes."""
    for target, line, recipe in _makefile_rules(file):
        place = _Place(file, "makefile", target, sure=False)
        inside: list[Command] = []
        for number, text in _recipe_lines(recipe, line + 1):
            found = parse_shell(text, number)
            # make starts a shell for each line, so that a `cd` ends with its line.
            inside += _Shell(project, place, [file.folder], functions=found.functions).read(found.commands)
        if any(command.kind == "run" for command in inside):
            argv = ("make", target)
            yield Command(
                argv=argv, workdir=file.folder, kind="run", source="makefile", context=target,
                target=file.name, target_path=file.path, target_exists=True, at=file.excerpt(line),
            )  # fmt: skip
        yield from inside


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


class _Shell:
    """Follows one run of commands: the folder they are in and the variables they set."""

    def __init__(
        self,
        project: Project,
        place: _Place,
        folders: Iterable[str],
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

    def read(self, commands: Iterable[ShellCommand]) -> Iterator[Command]:
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
            launch = self._launch(words)
            if launch is not None:
                yield self._command(command, words, (*command.assignments, *extra), launch)
            if words[0] in ("cd", "pushd"):
                self._enter(words[1] if len(words) > 1 else "~")
                scopes[command.scope] = self.folders

    def _launch(self, words: tuple[str, ...]) -> Launch | None:
        program = words[0]
        own = program in self.project.scripts or self._is_own_file(program)
        if not own and not self.place.sure and not is_known_launcher(program) and not is_known_tool(program):
            return None
        named = is_known_launcher(program) or is_known_tool(program) or re.fullmatch(r"[a-z][\w.+-]*", program)
        if not own and not named and not ("/" in program and re.match(r"[\w./~$]", program)):
            return None  # prose, output or a variable, not a program
        return read_launch(words)

    def _is_own_file(self, program: str) -> bool:
        return (
            "/" in program
            and is_script(program)
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


def ancestors(folder: str) -> list[str]:
    """The folder, the one above it, and so on up to the top, which is `.`."""
    parts = [] if folder == "." else folder.split("/")
    return ["/".join(parts[:count]) for count in range(len(parts), 0, -1)] + ["."]


def _cloned(words: tuple[str, ...]) -> str | None:
    if words[:2] != ("git", "clone"):
        return None
    addresses = [word for word in words[2:] if not word.startswith("-")]
    return posixpath.basename(addresses[0].rstrip("/")).removesuffix(".git") if addresses else None


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


def console_script_commands(scripts: Iterable[ConsoleScript], tree: FileTree) -> Iterator[Command]:
    """A command for every console script: its name, and the module that it starts."""
    for script in scripts:
        target = tree.find(Launch("entry_point", script.module, module=True), ancestors(script.file.folder))
        yield Command(
            argv=(script.name,), kind="entry_point", source="console_script", target=script.module,
            target_path=target.path, target_exists=target.exists, at=script.file.excerpt(script.line),
        )  # fmt: skip
