"""Holding commands against the scripts they start: options that no script defines, config files that are not there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from ara.compiler.repo.hydra_configs import Composed, unknown_keys
from ara.compiler.repo.launch import unknown_path
from ara.compiler.repo.model import Command, Gap
from ara.compiler.repo.options import Options, script_options, unknown_options
from ara.compiler.repo.targets import FileTree

_CONFIG_NAME = re.compile(r"(?:^|[-_])(?:config|cfg|conf)(?:[-_](?:file|path))?$")
_CONFIG_FILE = re.compile(r"[\w./-]+\.(?:ya?ml|toml|json)")


def checked_commands(
    commands: Iterable[Command], modules: Mapping[str, ast.Module], tree: FileTree, composed: Mapping[Command, Composed]
) -> Iterator[Command]:
    """The same commands, each with the faults that the repository itself shows."""
    known: dict[str, Options] = {}
    for command in commands:
        path = command.target_path
        if command.kind != "run" or path is None:
            yield command
            continue
        arguments = command.arguments
        if path in modules and path not in known:
            known[path] = script_options(path, modules, tree)
        unknown = dict.fromkeys(unknown_options(arguments, known.get(path, Options())))
        faults = [f"`{path}` does not define the option `{flag}`" for flag in unknown]
        if command in composed:
            faults += composed[command].faults
            faults += [f"its configuration has no key `{key}`" for key in unknown_keys(arguments, composed[command])]
        faults += [f"the config file `{name}` does not exist" for name in _absent_configs(command, arguments, tree)]
        yield command.model_copy(update={"faults": tuple(faults)}) if faults else command


def fault_gaps(commands: Iterable[Command]) -> Iterator[Gap]:
    """A gap for every fault of a command, with the line of the command."""
    for command in commands:
        for fault in command.faults:
            why = f"At this commit {fault}."
            yield Gap(what="command argument", path=command.at.path, line=command.at.line, why=why)


def _absent_configs(command: Command, arguments: tuple[str, ...], tree: FileTree) -> Iterator[str]:
    for word, following in pairwise((*arguments, "")):
        name, written, value = word.partition("=")
        value = value if written else following
        if not _CONFIG_NAME.search(name.lstrip("-")) or not _CONFIG_FILE.fullmatch(value) or unknown_path(value):
            continue
        places = [tree.join(folder, value) for folder in (command.workdir or ".", ".", *_above(command.target_path))]
        if None not in places and not any(place in tree.files for place in places):
            yield value


def _above(path: str | None) -> Iterator[str]:
    parts = (path or "").split("/")[:-1]
    return ("/".join(parts[:count]) for count in range(len(parts), 0, -1))
