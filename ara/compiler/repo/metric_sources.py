"""The metric lines of started scripts, and of what those scripts use of the repository's own modules."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from ara.compiler.repo.metric_lines import metric_lines
from ara.compiler.repo.model import Command, MetricLine
from ara.compiler.repo.options import imported
from ara.compiler.repo.targets import FileTree
from ara.compiler.repo.text_files import TextFile

_MOST_LINES = 2_000


def started_metrics(
    commands: Iterable[Command], files: Mapping[str, TextFile], modules: Mapping[str, ast.Module], tree: FileTree
) -> list[MetricLine]:
    """Give the lines of started scripts first, then those of functions and classes that they use, by file."""
    targets = {command.target_path or "" for command in commands if command.kind == "run"}
    started = sorted(targets & modules.keys())
    found = [line for path in started for line in metric_lines(files[path], modules[path])]
    users: dict[str, dict[str, None]] = {}
    used: dict[str, set[str]] = {}
    for script in started:
        for path, names in _used(script, modules, tree).items():
            users.setdefault(path, {})[script] = None
            used.setdefault(path, set()).update(names)
    for path in sorted(used):
        lines = metric_lines(files[path], modules[path], frozenset(used[path]))
        found += [line.model_copy(update={"scripts": tuple(users[path])}) for line in lines]
    return found[:_MOST_LINES]


def _used(script: str, modules: Mapping[str, ast.Module], tree: FileTree) -> dict[str, frozenset[str]]:
    """Which functions and classes of the imported modules can be reached from a script, told by their names."""
    defined = {path: _defined(modules[path]) for path in imported(script, modules, tree)[1:]}
    reached: dict[str, set[str]] = {path: set() for path in defined}
    waiting = _names(modules[script])
    seen = set(waiting)
    while waiting:
        name = waiting.pop()
        for path, own in defined.items():
            if name in own and name not in reached[path]:
                reached[path].add(name)
                more = _names(own[name]) - seen
                seen |= more
                waiting |= more
    return {path: frozenset(names) for path, names in reached.items() if names}


def _defined(module: ast.Module) -> dict[str, ast.stmt]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {node.name: node for node in module.body if isinstance(node, kinds)}


def _names(node: ast.AST) -> set[str]:
    inner = list(ast.walk(node))
    plain = {part.id for part in inner if isinstance(part, ast.Name)}
    return plain | {part.attr for part in inner if isinstance(part, ast.Attribute)}
