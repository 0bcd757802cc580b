"""Console scripts that a repository installs: the commands its users type afterwards."""

from __future__ import annotations

import ast
import configparser
import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ara.compiler.repo.python_source import parse_python
from ara.compiler.repo.text_files import TextFile

_ENTRY = re.compile(r"\s*(?P<name>[\w.-]+)\s*=\s*(?P<module>[\w.]+)(?::[\w.]+)?\s*(?:\[.*\])?\s*")


class ConsoleScript(NamedTuple):
    """One command, and the module that it starts."""

    name: str
    module: str
    file: TextFile
    line: int


def console_scripts(files: Iterable[TextFile]) -> dict[str, ConsoleScript]:
    """Every console script by its name; the first file that declares one wins."""
    found: dict[str, ConsoleScript] = {}
    for file in files:
        for text in _entries(file):
            entry = _ENTRY.fullmatch(text[:300])
            words = (text.partition("=")[0].strip(), entry["module"]) if entry else ()
            lines = (number for number, line in enumerate(file.lines, 1) if all(word in line for word in words))
            if entry and (line := next(lines, None)) is not None:
                found.setdefault(entry["name"], ConsoleScript(entry["name"], entry["module"], file, line))
    return found


def _entries(file: TextFile) -> Iterator[str]:
    if file.name == "pyproject.toml":
        yield from _pyproject(file)
    elif file.name == "setup.cfg":
        parser = configparser.RawConfigParser(strict=False)
        try:
            parser.read_string(file.text)
        except configparser.Error:
            return
        yield from parser.get("options.entry_points", "console_scripts", fallback="").split("\n")
    elif file.name == "setup.py":
        module = parse_python(file)
        for node in ast.walk(module) if isinstance(module, ast.Module) else ():
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == "console_scripts":
                        yield from _strings(value)


def _pyproject(file: TextFile) -> Iterator[str]:
    try:
        whole = tomllib.loads(file.text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    tool = whole.get("tool")
    for owner in (whole.get("project"), tool.get("poetry") if isinstance(tool, dict) else None):
        scripts = owner.get("scripts") if isinstance(owner, dict) else None
        for name, entry in scripts.items() if isinstance(scripts, dict) else ():
            if isinstance(entry, str):
                yield f"{name} = {entry}"


def _strings(node: ast.expr) -> Iterator[str]:
    for part in node.elts if isinstance(node, ast.List | ast.Tuple) else ():
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value
