"""The same setting with different values in two places of a repository: both are shown, neither is called right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from posixpath import join, normpath
from typing import NamedTuple

from ara.compiler.repo.hydra_configs import Composed, overrides
from ara.compiler.repo.model import Command, Dependency, Excerpt, Gap, Setting

_MOST = 80
_MOST_PLACES = 4
_LONGEST_VALUE = 60


class _Said(NamedTuple):
    value: str
    at: Excerpt


def disagreements(
    commands: Iterable[Command],
    settings: Iterable[Setting],
    dependencies: Iterable[Dependency],
    composed: Mapping[Command, Composed],
) -> list[Gap]:
    """One gap for each setting of a script, config file or dependency that two places give different values.

    `composed` holds the configurations that Hydra makes for commands.
    """
    defaults: dict[str, dict[str, Setting]] = {}
    for item in settings:
        if item.value not in (None, "None", ""):
            defaults.setdefault(item.at.path, {})[_key(item.name)] = item
    said: dict[tuple[str, str], list[_Said]] = {}
    # Hydra's commands are made of overrides, which come last: they differ on purpose
    overridden: dict[tuple[str, str], list[_Said]] = {}
    for command in commands:
        if command.kind != "run" or command.target_path is None:
            continue
        read = [command.target_path]
        given = list(_given(command.arguments))
        # A config file that the command names is read by the script that it starts.
        named = [value for name, value in given if name.rpartition("_")[2] in ("config", "cfg", "conf", "file")]
        folder = command.workdir or "."
        read += [path for value in named if (path := normpath(join(folder, value))) in defaults]
        if command in composed:
            for _, key, value in overrides(command.arguments):
                at = composed[command].keys.get(key)
                if at is not None and value and "$" not in value and _key(at.name) in defaults.get(at.path, {}):
                    overridden.setdefault((at.path, _key(at.name)), []).append(_Said(value, command.at))
            continue
        for path in read:
            for name, value in given:
                if name in defaults.get(path, {}):
                    said.setdefault((path, name), []).append(_Said(value, command.at))
        script = defaults.get(command.target_path, {})
        for path in read[1:]:
            for name in defaults[path].keys() & script.keys():
                said.setdefault((path, name), []).append(_of(script[name]))
    found = [*_gaps(said, defaults), *_pins(dependencies), *_gaps(overridden, defaults)]
    if len(found) > _MOST:
        why = f"{len(found) - _MOST:,} more settings have two values and are not listed one by one."
        return [*found[:_MOST], Gap(what="sources that disagree", why=why)]
    return found


def _gaps(said: Mapping[tuple[str, str], list[_Said]], defaults: Mapping[str, Mapping[str, Setting]]) -> Iterator[Gap]:
    for (path, name), others in sorted(said.items()):
        setting = defaults[path][name]
        gap = None if setting.value in ("null", "???") else _gap(setting.name, _of(setting), others)
        if gap is not None:
            yield gap


def _of(setting: Setting) -> _Said:
    return _Said(setting.value or "", setting.at)


def _given(arguments: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Options with their values: `--lr 1e-3`, `--lr=1e-3`, `model.lr=1e-3`."""
    for at, word in enumerate(arguments):
        name, written, value = word.partition("=")
        if not written and word.startswith("--") and at + 1 < len(arguments):
            value = arguments[at + 1]
        if not value or value.startswith("--") or any(mark in value for mark in "$<>{}"):
            continue
        if word.startswith("--") or (written and name.lstrip("+").replace(".", "").replace("_", "").isalnum()):
            yield _key(name), value


def _key(name: str) -> str:
    return name.lstrip("-+").replace("-", "_")


def _gap(name: str, first: _Said, others: Iterable[_Said]) -> Gap | None:
    distinct: dict[str, _Said] = {_same(first.value): first}
    for other in others:
        distinct.setdefault(_same(other.value), other)
    if len(distinct) < 2:
        return None
    shown = list(distinct.values())[:_MOST_PLACES]
    places = "; ".join(f"{said.at.path}:{said.at.line} says {said.value[:_LONGEST_VALUE]}" for said in shown)
    more = f"; {len(distinct) - _MOST_PLACES} more values elsewhere" if len(distinct) > _MOST_PLACES else ""
    why = f"`{name[:80]}` has different values: {places}{more}."
    return Gap(what="sources that disagree", path=first.at.path, line=first.at.line, why=why)


def _pins(dependencies: Iterable[Dependency]) -> Iterator[Gap]:
    """Exact versions of one package that differ between files of one folder."""
    pinned: dict[tuple[str, str], list[_Said]] = {}
    for item in dependencies:
        if item.pinned and item.kind in ("runtime", "python", "install_command"):
            folder = item.at.path.rpartition("/")[0]
            pinned.setdefault((folder, _key(item.name.lower())), []).append(_Said(item.constraint.lstrip("="), item.at))
    for (_, name), said in pinned.items():
        gap = _gap(name, said[0], said[1:])
        if gap is not None:
            yield gap


def _same(value: str) -> str:
    """Two spellings of one value become equal: `1e-3` and `0.001`, `True` and `true`, with and without quotes."""
    bare = value.strip().strip("\"'")
    try:
        return repr(float(bare.replace("_", "")))
    except ValueError:
        return {"yes": "true", "no": "false"}.get(bare.lower(), bare.lower())
