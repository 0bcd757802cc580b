"""The configuration that Hydra composes for a script: its base file, the files of its `defaults` list, their order.

Only what stands in files is followed. Whatever else may add keys (structured configs, packages written with `@`,
interpolated defaults, search paths outside the repository) leaves the composition open: then no key is called unknown.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ara.compiler.repo.model import Command
from ara.compiler.repo.targets import FileTree
from ara.compiler.repo.text_files import TextFile
from ara.schema.errors import UnreadableError
from ara.schema.yaml import MappingNode, Plain, SequenceNode, YamlNode, parse_yaml, plain

_MOST_FILES = 40
_OVERRIDE = re.compile(r"(?P<sign>\+{0,2}|~)(?P<key>[A-Za-z_][\w./-]*)(?:=(?P<value>.*))?", re.S)
_PACKAGE = re.compile(r"(?m)^#\s*@package\s+(\S+)")
_SEARCH_PATH = re.compile(r"(?:file|pkg)://(?P<path>[\w./-]+)")


class HydraMain(NamedTuple):
    """What a script's decorator says."""

    folder: str | None
    """Folder of its configuration inside the repository; None when it is not said or lies outside."""
    name: str | None
    """Name of its base file, without `.yaml`."""
    closed: bool
    """False when the script may add configuration that stands in no file."""


class Key(NamedTuple):
    """Where a key of the composed configuration is set."""

    path: str
    """The file."""
    name: str
    """The key's own name there, with dots."""


class Composed(NamedTuple):
    """A composed configuration."""

    keys: Mapping[str, Key]
    """Every leaf by its full name, and the file that sets it last."""
    open_below: frozenset[str]
    """Keys below which any key may come: empty, absent or interpolated values."""
    closed: bool
    """True when there can be no other keys."""
    faults: tuple[str, ...]
    """Files of the `defaults` list, or options chosen on the command line, that do not exist."""


def hydra_main(path: str, module: ast.Module, tree: FileTree) -> HydraMain | None:
    """What `@hydra.main` in a script says; None when there is none, or more than one."""
    found = [
        decorator
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) in ("hydra.main", "hydra_main")
    ]
    if len(found) != 1:
        return None
    said = {word.arg: word.value.value for word in found[0].keywords if isinstance(word.value, ast.Constant)}
    folder, name = said.get("config_path"), said.get("config_name")
    inside = tree.join(posixpath.dirname(path) or ".", folder) if isinstance(folder, str) else None
    stores = any(
        isinstance(node, ast.Name | ast.alias) and "ConfigStore" in ast.dump(node) for node in ast.walk(module)
    )
    stem = name.removesuffix(".yaml") if isinstance(name, str) else None
    return HydraMain(inside, stem, not stores)


def composed_for(
    commands: Iterable[Command], files: Mapping[str, TextFile], modules: Mapping[str, ast.Module], tree: FileTree
) -> dict[Command, Composed]:
    """Give the composed configuration of every command that starts a script of Hydra's."""
    found = {}
    mains: dict[str, HydraMain | None] = {}
    for command in commands:
        path = command.target_path
        if command.kind != "run" or path not in modules or path is None:
            continue
        if path not in mains:
            mains[path] = hydra_main(path, modules[path], tree)
        main = mains[path]
        composed = compose(main, command.arguments, files, tree) if main is not None else None
        if composed is not None:
            found[command] = composed
    return found


def overrides(arguments: tuple[str, ...]) -> Iterator[tuple[str, str, str | None]]:
    """The overrides among a command's words: the sign before it, the key, and the value when there is one."""
    for word in arguments:
        found = _OVERRIDE.fullmatch(word)
        if found and (found["value"] is not None or found["sign"] == "~"):
            yield found["sign"], found["key"], found["value"]


def compose(
    main: HydraMain, arguments: tuple[str, ...], files: Mapping[str, TextFile], tree: FileTree
) -> Composed | None:
    """Compose the configuration of one command; None when its base file is not in the repository."""
    folder, name = main.folder, main.name
    for word, following in zip(arguments, (*arguments[1:], ""), strict=True):
        option, equals, value = word.partition("=")
        if option in ("--config-name", "-cn"):
            name = (value if equals else following).removesuffix(".yaml")
        elif option in ("--config-path", "-cp", "--config-dir", "-cd"):
            return None
    if folder is None or name is None:
        return None
    composition = _Composition(folder, dict(_groups(arguments)), files, tree, main.closed)
    if not composition.add(name, ""):
        return None
    faults = tuple(composition.faults)
    return Composed(composition.keys, frozenset(composition.open_below), composition.closed, faults)


def unknown_keys(arguments: tuple[str, ...], composed: Composed) -> Iterator[str]:
    """The keys that a command overrides and that the configuration does not have."""
    if not composed.closed:
        return
    mappings = {".".join(parts[:at]) for key in composed.keys for parts in [key.split(".")] for at in range(len(parts))}
    for sign, key, value in overrides(arguments):
        above = (key[: at.start()] for at in re.finditer(r"\.", key))
        known = key in composed.keys or key in mappings or any(part in composed.open_below for part in above)
        if not sign and not known and value is not None and "/" not in key and not key.startswith("hydra."):
            yield key


def _groups(arguments: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return ((key, value) for sign, key, value in overrides(arguments) if value and "." not in key and sign != "~")


class _Composition:
    """The files read so far, and what they set."""

    def __init__(
        self, folder: str, chosen: dict[str, str], files: Mapping[str, TextFile], tree: FileTree, closed: bool
    ) -> None:
        self._folders = [folder]
        self._chosen = chosen
        self._files = files
        self._tree = tree
        self._read = 0
        self.keys: dict[str, Key] = {}
        self.open_below: set[str] = set()
        self.faults: list[str] = []
        self.closed = closed

    def add(self, name: str, package: str) -> bool:
        """Add the file of this name, below one of the search folders, and what its `defaults` list names."""
        path = next((at for folder in self._folders if (at := self._file(folder, name)) is not None), None)
        self._read += 1
        if path is None:
            return False
        if self._read > _MOST_FILES:
            self.closed = False
            return True
        try:
            root = parse_yaml(self._files[path].text, path)
        except UnreadableError:
            self.closed = False
            return True
        if not isinstance(root, MappingNode):
            return True
        told = _PACKAGE.search(self._files[path].text[:400])
        if told:
            package = "" if told[1] == "_global_" else package if told[1] in ("_group_", "_name_") else told[1]
        entries = {key.text: value for key, value in root.entries}
        self._search(entries.get("hydra"))
        defaults = plain(entries["defaults"]) if "defaults" in entries else None
        own_first = not (isinstance(defaults, list) and "_self_" in defaults)
        if not own_first:
            self._defaults(defaults, path, package, before=True)
        self._set(path, package, entries)
        self._defaults(defaults, path, package, before=False, whole=own_first)
        return True

    def _file(self, folder: str, name: str) -> str | None:
        path = self._tree.join(folder, f"{name}.yaml")
        return path if path in self._files else None

    def _search(self, hydra: YamlNode | None) -> None:
        """Add the search folders that a base file names."""
        said = plain(hydra) if hydra is not None else None
        paths = said.get("searchpath") if isinstance(said, dict) else None
        for item in paths if isinstance(paths, list) else ():
            found = _SEARCH_PATH.fullmatch(str(item))
            inside = self._tree.join(".", found["path"]) if found else None
            if inside in self._tree.folders:
                self._folders.append(inside)
            else:
                self.closed = False

    def _defaults(self, items: Plain, path: str, package: str, *, before: bool, whole: bool = False) -> None:
        """Add the files that a `defaults` list names before, or behind, the word `_self_`."""
        behind = whole
        for item in items if isinstance(items, list) else ():
            if item == "_self_":
                behind = True
            elif behind != before:
                self._default(item, path, package)

    def _default(self, item: Plain, path: str, package: str) -> None:
        if isinstance(item, str):
            self._named(item, "", path, package)
        elif isinstance(item, dict) and len(item) == 1:
            ((group, option),) = item.items()
            words = str(group).split()
            name = words[-1].lstrip("/")
            option = self._chosen.get(name, option)
            if "hydra" in name or "override" in words:
                return
            if isinstance(option, str) and option != "null":
                self._named(option, name, path, package, optional="optional" in words)
        else:
            self.closed = False

    def _named(self, option: str, group: str, path: str, package: str, optional: bool = False) -> None:
        if "@" in option + group or "${" in option + group:
            self.closed = False
            return
        name = posixpath.join(group, option)
        inside = ".".join(part for part in (package, *group.split("/")) if part)
        if not self.add(name, inside) and not optional:
            if any(self._tree.join(folder, group or ".") in self._tree.folders for folder in self._folders):
                kind = (
                    f"the config group `{group}` has no option `{option}`" if group else f"there is no `{option}.yaml`"
                )
                self.faults.append(f"{kind}, which `{path}` composes")
            self.closed = False

    def _set(self, path: str, package: str, entries: Mapping[str, YamlNode]) -> None:
        waiting = [(name, node) for name, node in entries.items() if name not in ("defaults", "hydra")]
        while waiting:
            name, node = waiting.pop()
            full = f"{package}.{name}" if package else name
            if isinstance(node, MappingNode) and node.entries:
                waiting += [(f"{name}.{key.text}", value) for key, value in node.entries]
                continue
            value = plain(node)
            self.keys[full] = Key(path, name)
            if value in (None, {}, "") or isinstance(node, SequenceNode) or (isinstance(value, str) and "${" in value):
                self.open_below.add(full)
