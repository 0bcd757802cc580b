"""Reading all text files of a commit for what they tell: code, settings, dependencies, commands."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import NamedTuple

from ara.compiler.repo.code_index import index_file, language_of
from ara.compiler.repo.commands import (
    Project,
    console_script_commands,
    defined_functions,
    makefile_commands,
    markdown_commands,
    missing_targets,
    script_commands,
)
from ara.compiler.repo.config_files import config_settings, is_config
from ara.compiler.repo.console_scripts import console_scripts
from ara.compiler.repo.dependencies import command_dependencies, file_dependencies, is_dependency_file
from ara.compiler.repo.licence import is_licence
from ara.compiler.repo.limits import RepoLimits
from ara.compiler.repo.model import CodeFile, Command, Dependency, Gap, Setting
from ara.compiler.repo.python_settings import python_settings
from ara.compiler.repo.python_source import parse_python
from ara.compiler.repo.readme import is_readme
from ara.compiler.repo.targets import FileTree
from ara.compiler.repo.text_files import TextFile

REPRODUCE_FILE = "ara-reproduce.yaml"
_PROSE = re.compile(r"(?i).*\.(?:md|mdx|markdown|rst)")
_MAKEFILES = ("Makefile", "makefile", "GNUmakefile")


class Survey(NamedTuple):
    """What the text files tell."""

    code: tuple[CodeFile, ...]
    settings: tuple[Setting, ...]
    dependencies: tuple[Dependency, ...]
    commands: tuple[Command, ...]
    gaps: tuple[Gap, ...]


def wanted(path: str) -> bool:
    """Whether a file is worth reading, by its name."""
    if "/" not in path and (is_licence(path) or is_readme(path) or path == REPRODUCE_FILE):
        return True
    if _PROSE.fullmatch(path) or language_of(path) or is_config(path):
        return True
    return is_dependency_file(path)


def survey(files: Mapping[str, TextFile], tree: FileTree, name: str, limits: RepoLimits) -> Survey:
    """Read everything the files tell, in order of their paths; past a limit the rest is a gap."""
    gaps: list[Gap] = []
    modules: dict[str, ast.Module] = {}
    code: list[CodeFile] = []
    settings: list[Setting] = []
    configs = 0
    for path in sorted(files):
        file, language = files[path], language_of(path)
        if language == "Python" and len(code) < limits.code_files:
            parsed = parse_python(file)
            if isinstance(parsed, Gap):
                gaps.append(parsed)
            else:
                settings += _bounded(list(python_settings(file, parsed)), limits, path, gaps)
                modules[path] = parsed
        if language is not None and len(code) < limits.code_files:
            code.append(index_file(file, language, modules.pop(path, None), limits))
        if is_config(path) and (configs := configs + 1) <= limits.config_files:
            found, gap = config_settings(file, limits)
            settings += found
            gaps += [gap] if gap else []
    if configs > limits.config_files:
        gaps.append(
            Gap(what="settings", why=f"Only the first {limits.config_files:,} of {configs:,} config files were read.")
        )
    if len(code) == limits.code_files:
        gaps.append(Gap(what="code index", why=f"Only the first {limits.code_files:,} source files are listed."))
    commands = _commands(files, tree, name, limits, gaps)
    gaps += missing_targets(commands)
    dependencies: list[Dependency] = []
    for path in filter(is_dependency_file, sorted(files)):
        declared, unread = file_dependencies(files[path])
        dependencies += declared
        gaps += unread
    dependencies += dict.fromkeys(command_dependencies(commands))
    return Survey(tuple(code), tuple(settings), tuple(dependencies), tuple(commands), tuple(gaps))


def _bounded(found: list[Setting], limits: RepoLimits, path: str, gaps: list[Gap]) -> list[Setting]:
    if len(found) > limits.settings_per_file:
        why = f"Only the first {limits.settings_per_file} of its {len(found):,} defaults are listed."
        gaps.append(Gap(what="settings", path=path, why=why))
    return found[: limits.settings_per_file]


def _commands(
    files: Mapping[str, TextFile], tree: FileTree, name: str, limits: RepoLimits, gaps: list[Gap]
) -> list[Command]:
    scripts = console_scripts(files[path] for path in sorted(files) if is_dependency_file(path))
    shell = [file for path, file in files.items() if language_of(path) == "Shell"]
    functions: frozenset[str] = frozenset().union(*(defined_functions(file) for file in shell))
    project = Project(name, tree, frozenset(scripts), functions)
    commands: list[Command] = []
    for path in sorted(files, key=lambda path: (not is_readme(path), path)):
        file = files[path]
        if _PROSE.fullmatch(path):
            commands += markdown_commands(file, project)
        elif language_of(path) == "Shell":
            commands += script_commands(file, project)
        elif file.name in _MAKEFILES:
            commands += makefile_commands(file, project)
    commands += console_script_commands(scripts.values(), tree)
    if len(commands) > limits.commands:
        gaps.append(Gap(what="commands", why=f"Only the first {limits.commands:,} of {len(commands):,} are listed."))
    return commands[: limits.commands]
