"""Which options a Python script accepts, read from its source and from the modules of the repository that it imports.

The set is closed when nothing else can add an option: only then may an option be called unknown.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator, Mapping

from ara.compiler.repo.targets import FileTree
from ara.schema.frozen import Frozen

_MOST_MODULES = 60
_OPEN_NAMES = frozenset(
    {
        "parse_known_args",
        "HfArgumentParser",
        "parse_args_into_dataclasses",
        "Fire",
        "tyro",
        "simple_parsing",
        "from_cli",
    }
    | {"jsonargparse", "configargparse", "argv", "ArgParser", "SimpleParser", "DEFINE_string", "add_cli_args", "chz"}
    | {"docopt", "plac", "Typer", "typer", "entrypoint", "initialize", "add_config_arguments", "from_argparse_args"}
)


class Options(Frozen):
    """The options of one script."""

    flags: frozenset[str] = frozenset()
    """Every option as it is written on a command line, e.g. `--lr` and `-l`."""
    closed: bool = False
    """True when there can be no others."""


def script_options(path: str, modules: Mapping[str, ast.Module], tree: FileTree) -> Options:
    """The options of the script at `path`; `modules` holds the syntax trees of the repository by path."""
    flags: set[str] = set()
    parses = opened = False
    read = [modules[name] for name in imported(path, modules, tree)]
    own = {node.name for module in read for node in ast.walk(module) if isinstance(node, ast.FunctionDef)}
    for module in read:
        for node in ast.walk(module):
            if isinstance(node, ast.Name | ast.Attribute | ast.alias):
                word = (
                    node.id
                    if isinstance(node, ast.Name)
                    else node.attr
                    if isinstance(node, ast.Attribute)
                    else node.name
                )
                opened |= word.rpartition(".")[2] in _OPEN_NAMES
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            parses |= called in ("parse_args", "command")
            if called in ("add_argument", "option"):
                written = [
                    arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                ]
                opened |= len(written) < len(node.args)
                flags |= set(_spelled(written, node))
            elif called == "ArgumentParser":
                opened |= any(word.arg in ("parents", None, "fromfile_prefix_chars") for word in node.keywords)
            elif called not in ("print", "vars", "isinstance"):
                # A parser that is handed to code outside the repository may come back with more options.
                handed = any(isinstance(arg, ast.Name) and "parser" in arg.id for arg in node.args)
                opened |= handed and called not in own
    closed = parses and bool(flags) and not opened
    return Options(flags=frozenset(flags), closed=closed)


def unknown_options(arguments: tuple[str, ...], options: Options) -> Iterator[str]:
    """The options among `arguments` that a script with these options would refuse."""
    if not options.closed:
        return
    known = options.flags | {"--help", "-h"}
    for argument in arguments:
        if argument == "--":
            return
        flag = argument.partition("=")[0]
        # argparse takes any unambiguous beginning of a long option.
        if re.fullmatch(r"--[A-Za-z][\w-]*", flag) and not any(name.startswith(flag) for name in known):
            yield flag


def imported(path: str, modules: Mapping[str, ast.Module], tree: FileTree) -> list[str]:
    """The script itself and the modules of the repository that it imports, directly or not; bounded."""
    found: dict[str, None] = {}
    waiting = [path]
    while waiting and len(found) < _MOST_MODULES:
        name = waiting.pop(0)
        if name in found or name not in modules:
            continue
        found[name] = None
        for wanted in _imports(modules[name], posixpath.dirname(name)):
            waiting += _files(wanted, [posixpath.dirname(name), posixpath.dirname(path), "", "src"], tree)
    return list(found)


def _imports(module: ast.Module, folder: str) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name.replace(".", "/") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = (node.module or "").replace(".", "/")
            if node.level:
                above = posixpath.normpath(posixpath.join(folder or ".", *[".."] * (node.level - 1)))
                base = posixpath.normpath(posixpath.join("/", above, base))
            yield base
            yield from (f"{base}/{alias.name}" for alias in node.names)


def _files(wanted: str, folders: list[str], tree: FileTree) -> Iterator[str]:
    for folder in dict.fromkeys([""] if wanted.startswith("/") else folders):
        base = posixpath.normpath(posixpath.join(folder or ".", wanted.lstrip("/")))
        for end in (".py", "/__init__.py"):
            if base + end in tree.files:
                yield base + end
                return


def _spelled(written: list[str], call: ast.Call) -> Iterator[str]:
    for text in written:
        # click writes a switch as `--shout/--no-shout`.
        for flag in text.replace(" ", "").split("/"):
            yield flag
            if any(word.arg == "action" and "BooleanOptional" in ast.dump(word.value) for word in call.keywords):
                yield flag.replace("--", "--no-", 1)
