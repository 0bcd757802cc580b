"""Dependencies that a repository declares: files of pip, conda, Docker and Python packaging. Nothing is executed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ara.compiler.repo.model import Command, Dependency, DependencyKind, Gap
from ara.compiler.repo.python_packaging import pyproject_dependencies, setup_cfg_dependencies, setup_py_dependencies
from ara.compiler.repo.requirements import declared, parse_conda, parse_requirement
from ara.compiler.repo.text_files import TextFile
from ara.schema.errors import UnreadableError
from ara.schema.yaml import MappingNode, ScalarNode, SequenceNode, YamlNode, parse_yaml

_REQUIREMENTS_FILE = re.compile(
    r"(?i)(?:^|/)(?:[\w.-]*requirements?[\w.-]*\.(?:txt|in)|requirements/[\w.-]+\.(?:txt|in))$"
)
_CONDA_FILE = re.compile(r"(?i)(?:^|/)(?:[\w.-]*environment[\w.-]*|conda[\w.-]*|env)\.ya?ml$")
_DOCKER_FILE = re.compile(r"(?i)(?:^|/)(?:dockerfile[\w.-]*|[\w.-]+\.dockerfile)$")
_LONGEST_LINE = 1_000
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


def file_dependencies(file: TextFile) -> tuple[list[Dependency], list[Gap]]:
    """The dependencies that one file declares, in order of its lines, and what of them could not be read."""
    if file.name == "pyproject.toml":
        found = list(pyproject_dependencies(file))
    elif file.name == "setup.cfg":
        found = list(setup_cfg_dependencies(file))
    elif file.name == "setup.py":
        found = list(setup_py_dependencies(file))
    elif _REQUIREMENTS_FILE.search(file.path):
        found = list(_requirements(file))
    elif _CONDA_FILE.search(file.path):
        found = list(_conda(file))
    else:
        found = list(_docker(file))
    gaps = [item for item in found if isinstance(item, Gap)]
    dependencies = [item for item in found if isinstance(item, Dependency)]
    return sorted(dependencies, key=lambda item: (item.at.line, item.name)), gaps


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


def _requirements(file: TextFile) -> Iterator[Dependency | Gap]:
    for number, line in enumerate(file.lines, 1):
        if len(line) > _LONGEST_LINE:
            yield Gap(what="dependencies", path=file.path, line=number, why="The line is too long for a requirement.")
            continue
        text = re.sub(r"(?:^|\s)#.*", "", line).strip().rstrip("\\").strip()
        text = re.sub(r"\s+--(?:hash|config-settings)[=\s].*", "", text)
        text = re.sub(r"^(?:-e|--editable)[= ]\s*", "", text)
        if text and not text.startswith(("-", ".", "/")):
            yield from declared(file, number, text, "runtime")


def _conda(file: TextFile) -> Iterator[Dependency | Gap]:
    try:
        root = parse_yaml(file.text, file.path)
    except UnreadableError as error:
        why = f"The file was not read: {error.message}"
        yield Gap(what="dependencies", path=file.path, line=error.line, why=why)
        return
    entries = root.get("dependencies") if isinstance(root, MappingNode) else None
    yield from _conda_entries(file, entries, conda=True)


def _conda_entries(file: TextFile, entries: YamlNode | None, *, conda: bool) -> Iterator[Dependency]:
    for entry in entries.items if isinstance(entries, SequenceNode) else ():
        if isinstance(entry, ScalarNode):
            yield from declared(file, entry.line, entry.text, "runtime", "conda" if conda else "pip", conda=conda)
        elif isinstance(entry, MappingNode) and conda:
            yield from _conda_entries(file, entry.get("pip"), conda=False)


def _docker(file: TextFile) -> Iterator[Dependency | Gap]:
    for number, line in enumerate(file.lines, 1):
        image = re.match(r"(?i)\s*FROM\s+(?:--\S+\s+)*(?P<image>[^\s:@]+(?::\d+/[^\s:@]+)?)(?P<tag>[:@]\S+)?", line)
        if image:
            pinned = bool(image["tag"] and image["tag"].startswith("@sha256:"))
            at = file.excerpt(number)
            yield Dependency(name=image["image"], constraint=image["tag"] or "", kind="image", pinned=pinned, at=at)
