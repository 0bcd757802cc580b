"""Dependencies that a repository declares: files of pip, conda, Docker and Python packaging. Nothing is executed."""

from __future__ import annotations

import ast
import configparser
import re
import tomllib
from collections.abc import Iterable, Iterator

from ara.compiler.repo.model import Command, Dependency, DependencyKind
from ara.compiler.repo.python_source import parse_python
from ara.compiler.repo.requirements import parse_conda, parse_requirement
from ara.compiler.repo.text_files import TextFile
from ara.schema.errors import UnreadableError
from ara.schema.yaml import MappingNode, ScalarNode, SequenceNode, YamlNode, parse_yaml

_REQUIREMENTS_FILE = re.compile(
    r"(?i)(?:^|/)(?:[\w.-]*requirements?[\w.-]*\.(?:txt|in)|requirements/[\w.-]+\.(?:txt|in))$"
)
_CONDA_FILE = re.compile(r"(?i)(?:^|/)(?:[\w.-]*environment[\w.-]*|conda[\w.-]*|env)\.ya?ml$")
_DOCKER_FILE = re.compile(r"(?i)(?:^|/)(?:dockerfile[\w.-]*|[\w.-]+\.dockerfile)$")
_INSTALLERS = (("pip", "install"), ("pip3", "install"), ("uv", "pip", "install"), ("uv", "add"), ("poetry", "add"))
_INSTALL_VALUES = frozenset(
    {"-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-i", "--index-url", "--extra-index-url", "-f"}
    | {"--find-links", "-t", "--target", "--prefix", "--root", "--platform", "--python-version", "--trusted-host", "-n"}
    | {"--name", "-p", "--channel", "-c", "--timeout", "--python"}
)


def is_dependency_file(path: str) -> bool:
    """Whether a file declares dependencies, by its name."""
    name = path.rpartition("/")[2]
    if name in ("pyproject.toml", "setup.cfg", "setup.py"):
        return True
    return any(pattern.search(path) for pattern in (_REQUIREMENTS_FILE, _CONDA_FILE, _DOCKER_FILE))


def file_dependencies(file: TextFile) -> Iterator[Dependency]:
    """The dependencies that one file declares, in order of its lines. A damaged file declares none."""
    if file.name == "pyproject.toml":
        found = _pyproject(file)
    elif file.name == "setup.cfg":
        found = _setup_cfg(file)
    elif file.name == "setup.py":
        found = _setup_py(file)
    elif _REQUIREMENTS_FILE.search(file.path):
        found = _requirements(file)
    elif _CONDA_FILE.search(file.path):
        found = _conda(file)
    else:
        found = _docker(file)
    yield from sorted(found, key=lambda dependency: (dependency.at.line, dependency.name))


def command_dependencies(commands: Iterable[Command]) -> Iterator[Dependency]:
    """The packages that installing commands name, e.g. `pip install vllm==0.8.2`."""
    for command in commands:
        words = command.argv
        if re.fullmatch(r"python[\d.]*", words[0]) and words[1:3] == ("-m", "pip"):
            words = words[2:]
        installer = next((start for start in _INSTALLERS if words[: len(start)] == start), None)
        conda = words[0] in ("conda", "mamba", "micromamba") and any(
            verb in words[1:3] for verb in ("create", "install")
        )
        if installer is None and not conda:
            continue
        skip = False
        for word in words[len(installer) if installer else 2 :]:
            if skip or word.startswith("-"):
                skip = not skip and word in _INSTALL_VALUES
                continue
            parsed = parse_conda(word) if conda else parse_requirement(word)
            if (
                parsed is not None
                and not re.search(r"\.(?:whl|txt|zip|gz)$|^\.", word)
                and word not in ("env", "create")
            ):
                kind: DependencyKind = "python" if parsed.name == "python" else "install_command"
                yield Dependency(
                    name=parsed.name, constraint=parsed.constraint, kind=kind, pinned=parsed.pinned, at=command.at
                )


def _requirements(file: TextFile) -> Iterator[Dependency]:
    for number, line in enumerate(file.lines, 1):
        text = re.sub(r"(?:^|\s)#.*", "", line).strip().rstrip("\\").strip()
        text = re.sub(r"\s+--(?:hash|config-settings)[=\s].*", "", text)
        text = re.sub(r"^(?:-e|--editable)[= ]\s*", "", text)
        if text and not text.startswith(("-", ".", "/")):
            yield from _made(file, number, text, "runtime")


def _made(
    file: TextFile, line: int, text: str, kind: DependencyKind, group: str | None = None, *, conda: bool = False
) -> Iterator[Dependency]:
    parsed = parse_conda(text) if conda else parse_requirement(text)
    if parsed is not None:
        kind = "python" if parsed.name.lower() == "python" else kind
        yield Dependency(
            name=parsed.name,
            constraint=parsed.constraint,
            kind=kind,
            group=group,
            pinned=parsed.pinned,
            at=file.excerpt(line),
        )


def _pyproject(file: TextFile) -> Iterator[Dependency]:
    try:
        whole = tomllib.loads(file.text)
    except (tomllib.TOMLDecodeError, RecursionError):
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
    for text in entries if isinstance(entries, list) else []:
        if isinstance(text, str):
            yield from _made(file, _line_of(file, text), text, kind, group)


def _poetry(file: TextFile, table: dict[str, object], kind: DependencyKind, group: str | None) -> Iterator[Dependency]:
    for name, value in table.items():
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


def _setup_cfg(file: TextFile) -> Iterator[Dependency]:
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(file.text)
    except configparser.Error:
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
                yield from _made(file, _line_of(file, bare), bare, role, group)


def _setup_py(file: TextFile) -> Iterator[Dependency]:
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
            yield from _made(file, part.lineno, part.value, kind, group)


def _conda(file: TextFile) -> Iterator[Dependency]:
    try:
        root = parse_yaml(file.text, file.path)
    except UnreadableError:
        return
    entries = root.get("dependencies") if isinstance(root, MappingNode) else None
    yield from _conda_entries(file, entries, conda=True)


def _conda_entries(file: TextFile, entries: YamlNode | None, *, conda: bool) -> Iterator[Dependency]:
    for entry in entries.items if isinstance(entries, SequenceNode) else ():
        if isinstance(entry, ScalarNode):
            yield from _made(file, entry.line, entry.text, "runtime", "conda" if conda else "pip", conda=conda)
        elif isinstance(entry, MappingNode) and conda:
            yield from _conda_entries(file, entry.get("pip"), conda=False)


def _docker(file: TextFile) -> Iterator[Dependency]:
    for number, line in enumerate(file.lines, 1):
        image = re.match(r"(?i)\s*FROM\s+(?:--\S+\s+)*(?P<image>[^\s:@]+(?::\d+/[^\s:@]+)?)(?P<tag>[:@]\S+)?", line)
        if image:
            pinned = bool(image["tag"] and image["tag"].startswith("@sha256:"))
            at = file.excerpt(number)
            yield Dependency(name=image["image"], constraint=image["tag"] or "", kind="image", pinned=pinned, at=at)
