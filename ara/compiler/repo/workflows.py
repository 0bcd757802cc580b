"""Commands in the files of continuous integration: the `run` steps of workflows, the `script` lists of pipelines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ara.compiler.repo.command_reader import CommandReader, Place, Project
from ara.compiler.repo.model import Command, Gap
from ara.compiler.repo.shell import parse_shell
from ara.compiler.repo.text_files import TextFile
from ara.schema.errors import UnreadableError
from ara.schema.yaml import MappingNode, ScalarNode, SequenceNode, YamlNode, parse_yaml

_FILES = re.compile(
    r"(?:\.github/(?:workflows/[^/]+|actions/.+/action)|\.gitlab-ci|azure-pipelines|\.circleci/config)\.ya?ml"
)
_KEYS = frozenset({"run", "script", "before_script", "after_script", "command"})
_EXPRESSION = re.compile(r"\$\{\{.*?\}\}")


class _Step(NamedTuple):
    text: str
    line: int
    name: str | None
    folder: str | None


def is_workflow(path: str) -> bool:
    """Whether a file tells a service which commands to run on each change."""
    return bool(_FILES.fullmatch(path))


def workflow_commands(file: TextFile, project: Project) -> Iterator[Command | Gap]:
    """The commands of every step; a step runs at the top unless it names a working folder."""
    try:
        root = parse_yaml(file.text, file.path)
    except UnreadableError as error:
        yield Gap(what="workflow", path=file.path, line=error.line, why=f"The file was not read: {error.message}")
        return
    for step in _steps(root, None):
        # `${{ ... }}` is filled in by the service; the shell sees one word.
        found = parse_shell(_EXPRESSION.sub("$EXPRESSION", step.text), step.line)
        place = Place(file, "workflow", step.name, sure=False)
        folders: list[str | None] = [project.tree.join(".", step.folder) if step.folder else "."]
        for command in CommandReader(project, place, folders, functions=found.functions).read(found.commands):
            yield command if command.at.quote else command.model_copy(update={"at": file.excerpt(step.line)})


def _steps(node: YamlNode, name: str | None) -> Iterator[_Step]:
    waiting: list[tuple[YamlNode, str | None]] = [(node, name)]
    while waiting:
        part, above = waiting.pop()
        if isinstance(part, SequenceNode):
            waiting += [(item, above) for item in reversed(part.items)]
        elif isinstance(part, MappingNode):
            values = {key.text: value for key, value in part.entries}
            label = values.get("name")
            folder = values.get("working-directory")
            called = label.text if isinstance(label, ScalarNode) else above
            for key, value in part.entries:
                for scalar in _scripts(key.text, value):
                    inside = folder.text if isinstance(folder, ScalarNode) else None
                    yield _Step(scalar.text, scalar.line + (scalar.style in ("literal", "folded")), called, inside)
            rest = [value for key, value in part.entries if not any(True for _ in _scripts(key.text, value))]
            waiting += [(value, called) for value in reversed(rest)]


def _scripts(key: str, value: YamlNode) -> Iterator[ScalarNode]:
    if key in _KEYS:
        items = value.items if isinstance(value, SequenceNode) else (value,)
        yield from (item for item in items if isinstance(item, ScalarNode))
