"""Dependencies that the packaging files of Python declare. `setup.py` is parsed, never run."""

from __future__ import annotations

import ast
import configparser
import re
import tomllib
from collections.abc import Iterator
from itertools import islice

from ara.compiler.repo.model import Dependency, DependencyKind, Gap
from ara.compiler.repo.python_source import parse_python
from ara.compiler.repo.requirements import declared
from ara.compiler.repo.text_files import TextFile

# Each is looked up in the text again for its line.
_MOST = 1_000


def pyproject_dependencies(file: TextFile) -> Iterator[Dependency | Gap]:
    """Dependencies of `pyproject.toml`: the project's, its extras and groups, the build's, and poetry's."""
    try:
        whole = tomllib.loads(file.text)
    except (tomllib.TOMLDecodeError, RecursionError):
        yield Gap(what="dependencies", path=file.path, why="The file is not TOML.")
        return
    project, poetry = _table(whole, "project"), _table(whole, "tool", "poetry")
    if isinstance(python := project.get("requires-python"), str):
        line = _line_of(file, python, "requires-python")
        yield Dependency(name="python", constraint=python, kind="python", pinned=False, at=file.excerpt(line))
    yield from _listed(file, project.get("dependencies"), "runtime", None)
    yield from _listed(file, _table(whole, "build-system").get("requires"), "build", None)
    for table in (_table(project, "optional-dependencies"), _table(whole, "dependency-groups")):
        for group, entries in table.items():
            yield from _listed(file, entries, "optional", group)
    yield from _poetry(file, _table(poetry, "dependencies"), "runtime", None)
    for group, entry in _table(poetry, "group").items():
        yield from _poetry(file, _table(entry, "dependencies"), "optional", group)


def _listed(file: TextFile, entries: object, kind: DependencyKind, group: str | None) -> Iterator[Dependency]:
    for text in entries[:_MOST] if isinstance(entries, list) else []:
        if isinstance(text, str):
            yield from declared(file, _line_of(file, text), text, kind, group)


def _poetry(file: TextFile, table: dict[str, object], kind: DependencyKind, group: str | None) -> Iterator[Dependency]:
    for name, value in islice(table.items(), _MOST):
        version = value.get("version", "") if isinstance(value, dict) else value
        if isinstance(version, str):
            line = _line_of(file, name, "=")
            pinned = bool(re.fullmatch(r"(?:==)?\d[\w.]*", version))
            role: DependencyKind = "python" if name == "python" else kind
            yield Dependency(
                name=name, constraint=version, kind=role, group=group, pinned=pinned, at=file.excerpt(line)
            )


def _table(whole: object, *names: str) -> dict[str, object]:
    for name in names:
        whole = dict(whole).get(name) if isinstance(whole, dict) else None
    return whole if isinstance(whole, dict) else {}


def _line_of(file: TextFile, text: str, also: str = "") -> int:
    """The first line that holds `text`; the first line of the file when its spelling differs."""
    first = text.split("\n", 1)[0]
    return next((number for number, line in enumerate(file.lines, 1) if first in line and also in line), 1)


def setup_cfg_dependencies(file: TextFile) -> Iterator[Dependency | Gap]:
    """Dependencies of `setup.cfg`."""
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(file.text)
    except configparser.Error:
        yield Gap(what="dependencies", path=file.path, why="The file is not a configuration that Python can parse.")
        return
    sections = [("options", "install_requires", "runtime"), ("options", "setup_requires", "build")]
    if parser.has_section("options.extras_require"):
        sections += [("options.extras_require", name, "optional") for name in parser.options("options.extras_require")]
    for section, option, kind in sections:
        for text in parser.get(section, option, fallback="").split("\n"):
            bare = text.partition("#")[0].strip()
            if bare:
                group = option if kind == "optional" else None
                role: DependencyKind = "optional" if kind == "optional" else "build" if kind == "build" else "runtime"
                yield from declared(file, _line_of(file, bare), bare, role, group)


def setup_py_dependencies(file: TextFile) -> Iterator[Dependency | Gap]:
    """Dependencies that `setup.py` writes out; what it would compute when run is a gap, since it is not run."""
    module = parse_python(file)
    if not isinstance(module, ast.Module):
        return
    named = {
        node.targets[0].id: node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        for word in node.keywords:
            value = named.get(word.value.id, word.value) if isinstance(word.value, ast.Name) else word.value
            if word.arg == "install_requires":
                if not isinstance(value, ast.List | ast.Tuple | ast.BinOp):
                    why = "`install_requires` is computed when the file is run, which it is not."
                    yield Gap(what="dependencies", path=file.path, line=word.value.lineno, why=why)
                yield from _strings(file, value, "runtime", None)
            elif word.arg == "setup_requires":
                yield from _strings(file, value, "build", None)
            elif word.arg == "extras_require" and isinstance(value, ast.Dict):
                for key, entry in zip(value.keys, value.values, strict=True):
                    group = str(key.value) if isinstance(key, ast.Constant) else None
                    entry = named.get(entry.id, entry) if isinstance(entry, ast.Name) else entry
                    yield from _strings(file, entry, "optional", group)
            elif word.arg == "python_requires" and isinstance(value, ast.Constant):
                at = file.excerpt(value.lineno)
                yield Dependency(name="python", constraint=str(value.value), kind="python", pinned=False, at=at)


def _strings(file: TextFile, node: ast.expr, kind: DependencyKind, group: str | None) -> Iterator[Dependency]:
    for part in ast.walk(node) if isinstance(node, ast.List | ast.Tuple | ast.BinOp) else []:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield from declared(file, part.lineno, part.value, kind, group)
