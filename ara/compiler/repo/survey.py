"""Reading all text files of a commit for what they tell: code, settings, dependencies, commands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple, TypeVar

from ara.compiler.repo.code_index import index_file, language_of
from ara.compiler.repo.command_check import checked_commands, fault_gaps
from ara.compiler.repo.command_reader import Project, package_name
from ara.compiler.repo.commands import (
    console_script_commands,
    defined_functions,
    markdown_commands,
    missing_targets,
    script_commands,
)
from ara.compiler.repo.config_files import config_settings, is_config
from ara.compiler.repo.console_scripts import console_scripts
from ara.compiler.repo.dependencies import command_dependencies, file_dependencies, is_dependency_file
from ara.compiler.repo.disagreement import disagreements
from ara.compiler.repo.docker_files import docker_commands
from ara.compiler.repo.hydra_configs import composed_for
from ara.compiler.repo.licence import is_licence
from ara.compiler.repo.limits import RepoLimits
from ara.compiler.repo.makefiles import makefile_commands
from ara.compiler.repo.metric_sources import started_metrics
from ara.compiler.repo.model import CodeFile, Command, Dependency, Gap, MetricLine, Setting, Symbol
from ara.compiler.repo.naming import DECLARING
from ara.compiler.repo.notebooks import notebook_commands
from ara.compiler.repo.python_settings import python_settings
from ara.compiler.repo.python_source import parse_python
from ara.compiler.repo.readme import is_readme
from ara.compiler.repo.syntax_reader import SyntaxReader
from ara.compiler.repo.syntax_trees import has_grammar
from ara.compiler.repo.targets import FileTree
from ara.compiler.repo.text_files import TextFile
from ara.compiler.repo.workflows import is_workflow, workflow_commands

REPRODUCE_FILE = "ara-reproduce.yaml"
_PROSE = re.compile(r"(?i).*\.(?:md|mdx|markdown|rst)")
_INSTALL = re.compile(
    r"\b(?:pip3?|conda|mamba|npm|cargo|brew|apt|apt-get|gem|go|uv(?: pip)?|poetry) (?:install|add) ([^\n|;&]{1,300})"
)
_Item = TypeVar("_Item")
_MAKEFILES = ("Makefile", "makefile", "GNUmakefile")


class Survey(NamedTuple):
    """What the text files tell."""

    code: tuple[CodeFile, ...]
    metrics: tuple[MetricLine, ...]
    settings: tuple[Setting, ...]
    dependencies: tuple[Dependency, ...]
    commands: tuple[Command, ...]
    gaps: tuple[Gap, ...]


def wanted(path: str) -> bool:
    """Whether a file is worth reading, by its name."""
    if "/" not in path and (is_licence(path) or is_readme(path) or path in (REPRODUCE_FILE, *DECLARING)):
        return True
    if _PROSE.fullmatch(path) or language_of(path) or is_config(path):
        return True
    return is_dependency_file(path) or is_workflow(path)


def survey(files: Mapping[str, TextFile], tree: FileTree, name: str, limits: RepoLimits) -> Survey:
    """Read everything the files tell, in order of their paths; past a limit the rest is a gap."""
    ordered = [files[path] for path in sorted(files)]
    modules: dict[str, ast.Module] = {}
    code, defaults, gaps = _code(ordered, limits, modules)
    configured, unread = _configs(ordered, limits)
    settings = _first(sorted([*defaults, *configured], key=_place), limits.settings, "settings", gaps)
    declared, undeclared = _declared(ordered)
    project = _project(ordered, tree, name, declared)
    told = list(islice(_commands(ordered, project), 2 * limits.commands))
    listed = _first([item for item in told if isinstance(item, Command)], limits.commands, "commands", gaps)
    composed = composed_for(listed, files, modules, tree)
    commands = list(checked_commands(listed, modules, tree, composed))
    gaps += [item for item in told if isinstance(item, Gap)]
    dependencies = [*declared, *dict.fromkeys(command_dependencies(commands))]
    gaps += [*unread, *undeclared, *missing_targets(commands), *fault_gaps(commands)]
    dependencies = _first(dependencies, limits.dependencies, "dependencies", gaps)
    gaps += disagreements(listed, settings, dependencies, composed)
    metrics = started_metrics(commands, files, modules, tree)
    return Survey(tuple(code), tuple(metrics), tuple(settings), tuple(dependencies), tuple(commands), tuple(gaps))


def _first(items: Iterable[_Item], limit: int, what: str, gaps: list[Gap]) -> list[_Item]:
    """The first items up to the limit; `gaps` tells when there are more."""
    taken = list(islice(items, limit + 1))
    if len(taken) > limit:
        gaps.append(Gap(what=what, why=f"Only the first {limit:,} are listed."))
    return taken[:limit]


def _place(setting: Setting) -> tuple[str, int]:
    return setting.at.path, setting.at.line


def _code(
    files: Iterable[TextFile], limits: RepoLimits, modules: dict[str, ast.Module]
) -> tuple[list[CodeFile], list[Setting], list[Gap]]:
    gaps: list[Gap] = []
    sources = ((file, language) for file in files if (language := language_of(file.path)) is not None)
    code: list[CodeFile] = []
    settings: list[Setting] = []
    left = limits.symbols
    read = _first(sources, limits.code_files, "code index", gaps)
    others = dict(_parsed(((file, language) for file, language in read if has_grammar(language)), limits))
    for file, language in read:
        parsed = parse_python(file) if language == "Python" else None
        if isinstance(parsed, Gap):
            gaps.append(parsed)
            parsed = None
        other = others.get(file.path)
        if isinstance(other, Gap):
            gaps.append(other)
            other = ()
        if parsed is not None:
            modules[file.path] = parsed
            found = list(python_settings(file, parsed))
            if len(found) > limits.settings_per_file:
                why = f"Only the first {limits.settings_per_file} of its {len(found):,} defaults are listed."
                gaps.append(Gap(what="settings", path=file.path, why=why))
            settings += found[: limits.settings_per_file]
        code.append(index_file(file, language, parsed, other, min(left, limits.symbols_per_file)))
        left -= len(code[-1].symbols)
    if left == 0:
        gaps.append(Gap(what="code index", why=f"Only the first {limits.symbols:,} definitions are listed."))
    return code, settings, gaps


def _parsed(
    files: Iterable[tuple[TextFile, str]], limits: RepoLimits
) -> Iterator[tuple[str, tuple[Symbol, ...] | Gap]]:
    with SyntaxReader(limits.symbols_per_file) as reader:
        for file, language in files:
            yield file.path, reader.symbols(file, language)


def _configs(files: Iterable[TextFile], limits: RepoLimits) -> tuple[list[Setting], list[Gap]]:
    gaps: list[Gap] = []
    settings: list[Setting] = []
    configs = (file for file in files if is_config(file.path))
    for file in _first(configs, limits.config_files, "config files", gaps):
        found, gap = config_settings(file, limits)
        settings += found
        gaps += [gap] if gap else []
    return settings, gaps


def _declared(files: Iterable[TextFile]) -> tuple[list[Dependency], list[Gap]]:
    read = [file_dependencies(file) for file in files if is_dependency_file(file.path)]
    return [item for found, _ in read for item in found], [gap for _, gaps in read for gap in gaps]


def _project(files: list[TextFile], tree: FileTree, name: str, declared: Iterable[Dependency]) -> Project:
    scripts = console_scripts(file for file in files if is_dependency_file(file.path))
    shell = [file for file in files if language_of(file.path) == "Shell"]
    functions: frozenset[str] = frozenset().union(*(defined_functions(file) for file in shell))
    told = (word for file in files if _tells(file) for line in _INSTALL.findall(file.text) for word in line.split())
    words = (re.split(r"[\[=<>~!;`'\"]", word)[0] for word in told)
    packages = {package_name(word) for word in (*words, *(item.name for item in declared)) if word}
    return Project(name, tree, scripts, functions, frozenset(packages))


def _tells(file: TextFile) -> bool:
    return bool(_PROSE.fullmatch(file.path)) or language_of(file.path) in ("Shell", "Dockerfile")


def _commands(files: list[TextFile], project: Project) -> Iterator[Command | Gap]:
    for file in sorted(files, key=lambda file: (not is_readme(file.path), file.path)):
        if _PROSE.fullmatch(file.path):
            yield from markdown_commands(file, project)
        elif language_of(file.path) == "Shell":
            yield from script_commands(file, project)
        elif file.name in _MAKEFILES:
            yield from makefile_commands(file, project)
        elif is_workflow(file.path):
            yield from workflow_commands(file, project)
        elif file.name.endswith(".ipynb"):
            yield from notebook_commands(file, project)
        elif language_of(file.path) == "Dockerfile":
            yield from docker_commands(file, project)
    yield from console_script_commands(project.scripts.values(), project.tree)
