"""Reading one requirement: a package, and the versions that will do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ara.compiler.repo.model import Dependency, DependencyKind
from ara.compiler.repo.text_files import TextFile

_LONGEST = 300
_REQUIREMENT = re.compile(
    r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\[\]]*\])?\s*"
    r"(?P<versions>\(?\s*(?:===|==|~=|!=|<=|>=|<|>)[^;#@()]*\)?)?(?P<address>@\s*\S+\s*)?(?:;.*)?"
)
_CONDA = re.compile(r"(?:[\w.-]+::)?(?P<name>[A-Za-z0-9_][\w.-]*)\s*(?P<versions>(?:[=<>!~]=?|\s)\s*[\w.*=<>!,|+ -]+)?")
_ADDRESS = re.compile(r"(?:git\+|hg\+)?(?:https?|ssh)://[^\s/]+/\S+")


class Requirement(NamedTuple):
    """A package and the versions that will do."""

    name: str
    constraint: str
    """As written; an address stands here too. Empty when any version will do."""
    pinned: bool


def parse_requirement(text: str) -> Requirement | None:
    """Read a line of a requirements file or a PEP 508 string; None when it is neither."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if _ADDRESS.fullmatch(text):
        return _addressed(text)
    found = _REQUIREMENT.fullmatch(text)
    if found is None:
        return None
    versions = (found["versions"] or found["address"] or "").strip(" ()")
    return Requirement(found["name"], versions, bool(re.fullmatch(r"={2,3}[^*,]+", versions)))


def _addressed(text: str) -> Requirement:
    address, _, fragment = text.partition("#")
    path, _, revision = address.split("://", 1)[1].partition("/")[2].partition("@")
    egg = re.match(r"egg=([\w.-]+)", fragment)
    name = egg[1] if egg else path.rstrip("/").rpartition("/")[2].removesuffix(".git")
    return Requirement(name, text, bool(re.fullmatch(r"[0-9a-f]{40}", revision)))


def parse_conda(text: str) -> Requirement | None:
    """Read one entry of a conda environment, e.g. `python=3.10` or `conda-forge::numpy >=1.26`."""
    found = _CONDA.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None:
        return None
    versions = (found["versions"] or "").strip()
    return Requirement(found["name"], versions, bool(re.fullmatch(r"={1,2}[\w.+-]+(?:=[\w.+-]+)?", versions)))


def declared(
    file: TextFile, line: int, text: str, kind: DependencyKind, group: str | None = None, *, conda: bool = False
) -> Iterator[Dependency]:
    """The dependency that `text`, on that line of the file, declares; nothing when it is no requirement."""
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
