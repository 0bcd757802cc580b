"""Settings from YAML, JSON and TOML files: dotted keys, values as written, each with its line."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator

from ara.compiler.repo.limits import RepoLimits
from ara.compiler.repo.model import Gap, Setting, SettingKind
from ara.compiler.repo.text_files import TextFile
from ara.schema.errors import UnreadableError
from ara.schema.yaml import MappingNode, ScalarNode, SequenceNode, YamlNode, parse_yaml

_KINDS: dict[str, SettingKind] = {"yaml": "yaml", "yml": "yaml", "json": "json", "toml": "toml"}
_LONGEST_VALUE = 300
_MOST_RECORDS = 5
_TOOL_FILES = re.compile(
    r"(?i)(?:^|/)(?:\.[^/]+(?:/.*)?|pyproject\.toml|package(?:-lock)?\.json|tsconfig[\w.-]*\.json|mkdocs\.ya?ml|codecov\.ya?ml"
    r"|docker-compose[\w.-]*\.ya?ml|compose\.ya?ml|renovate\.json|dependabot\.ya?ml|environment[\w.-]*\.ya?ml|poetry\.toml"
    r"|conda[\w.-]*\.ya?ml|_config\.ya?ml|vercel\.json|netlify\.toml|[\w.-]*lock\.(?:json|ya?ml)|cargo\.toml|uv\.toml"
    r"|ara-reproduce\.ya?ml|citation\.[\w]+|manifest\.json|node_modules/.*)$"
)


def is_config(path: str) -> bool:
    """Whether a file may hold settings of the research, not of packaging, editors or services."""
    extension = path.rpartition(".")[2].lower()
    return extension in _KINDS and not _TOOL_FILES.search(path)


def config_settings(file: TextFile, limits: RepoLimits) -> tuple[list[Setting], Gap | None]:
    """The settings of one file; or none and the gap that says why."""
    kind = _KINDS[file.path.rpartition(".")[2].lower()]
    if len(file.text) > limits.config_bytes:
        why = f"It holds more than {limits.config_bytes:,} characters: data rather than settings."
        return [], Gap(what="settings", path=file.path, why=why)
    try:
        found = _toml(file) if kind == "toml" else _tree(file, kind)
        settings: list[Setting] = []
        for setting in found:
            if len(settings) == limits.settings_per_file:
                why = f"It holds more than {limits.settings_per_file} values: data rather than settings."
                return [], Gap(what="settings", path=file.path, why=why)
            settings.append(setting)
    except UnreadableError as error:
        return [], Gap(what="settings", path=file.path, line=error.line, why=f"The file was not read: {error.message}")
    return settings, None


def _tree(file: TextFile, kind: SettingKind) -> Iterator[Setting]:
    root = parse_yaml(file.text, file.path)
    if not isinstance(root, MappingNode):
        return
    starts = _line_starts(file.text)
    waiting: list[tuple[str, YamlNode, int]] = [("", root, 0)]
    while waiting:
        name, node, key_start = waiting.pop()
        if isinstance(node, MappingNode) and node.entries:
            inner = [(f"{name}.{key.text}" if name else key.text, value, key.start) for key, value in node.entries]
            waiting += reversed(inner)
        elif isinstance(node, SequenceNode) and not all(isinstance(item, ScalarNode) for item in node.items):
            if kind == "json" and len(node.items) > _MOST_RECORDS:
                raise UnreadableError("it holds a long list of records: data rather than settings.", file=file.path)
            waiting += reversed([(f"{name}[{at}]", item, item.start) for at, item in enumerate(node.items)])
        else:
            line = bisect_right(starts, key_start)
            # The value of an alias stands where its anchor is, not behind this key.
            last = max(line, bisect_right(starts, max(node.start, node.end - 1)) if node.start >= key_start else line)
            comment = _comment(file.lines[last - 1]) if kind == "yaml" and last <= len(file.lines) else None
            at = file.excerpt(line, min(last, line + 20))
            yield Setting(name=name[:300], value=_value(node), kind=kind, help=comment, at=at)


def _value(node: YamlNode) -> str:
    if isinstance(node, ScalarNode):
        text = node.text
    elif isinstance(node, SequenceNode):
        text = "[" + ", ".join(item.text for item in node.items if isinstance(item, ScalarNode)) + "]"
    else:
        text = "{}"
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"


def _comment(line: str) -> str | None:
    found = re.search(r"[ \t]#[ \t]*(\S.*)$", line)
    return found[1].strip() if found else None


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]


def _toml(file: TextFile) -> Iterator[Setting]:
    try:
        whole = tomllib.loads(file.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableError(f"not TOML: {str(error)[:200]}.", file=file.path) from error
    table = ""
    for number, line in enumerate(file.lines, 1):
        if header := re.match(r"\s*\[\[?\s*([^\[\]]+?)\s*\]", line):
            table = header[1].replace('"', "")
            continue
        pair = re.match(r"\s*(?P<key>[\w.\"'-]+)\s*=", line)
        if pair is None:
            continue
        name = f"{table}.{pair['key']}".strip(".").replace('"', "").replace("'", "")
        value = _look_up(whole, name)
        if value is not None and not isinstance(value, dict):
            text = str(value)[:_LONGEST_VALUE]
            yield Setting(name=name, value=text, kind="toml", help=_comment(line), at=file.excerpt(number))


def _look_up(whole: object, name: str) -> object | None:
    for part in name.split("."):
        whole = whole[-1] if isinstance(whole, list) and whole else whole
        if not isinstance(whole, dict) or part.strip() not in whole:
            return None
        whole = whole[part.strip()]
    return whole
