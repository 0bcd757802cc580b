"""Names of the paper that the code defines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from ara.compiler.claims.subjects import subject_names
from ara.compiler.identify import Identified
from ara.compiler.paper.model import PaperReading
from ara.compiler.repo.model import RepoReading
from ara.schema.links import Link

_NAME = re.compile(
    r"(?<![\w-])(?:[A-Z][a-z0-9]+(?:[A-Z]+[a-z0-9]*)+|[A-Z]{2,}[a-z]+\w*|[a-z]+(?:_[a-z0-9]+)+|[A-Z]\w+-[A-Z]\w+)(?![\w-])"
)
"""CamelCase, snake_case and hyphenated proper names: what is written like a name of code."""
_SHORTEST = 5
_MOST_PLACES = 3
"""A name that is defined in more places than this leads to none of them."""
_EXACT, _FOLDED, _MODULE = 0.9, 0.75, 0.7


def link_symbols(identified: Identified, paper: PaperReading | None, repo: RepoReading) -> Iterator[Link]:
    """Link names in claims, and the names by which the paper calls its own work, to where the code defines them."""
    defined = _definitions(repo)
    for claim in identified.claims:
        for name in _names(claim.reading.statement):
            yield from _links(claim.id, name, defined)
    for name in sorted(subject_names(paper)) if paper else ():
        yield from _links("PAPER.md", name, defined)


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.group() for match in _NAME.finditer(text)))


_Definition = tuple[str, str, str]
"""Name, kind, and `path:line`."""


def _definitions(repo: RepoReading) -> dict[str, list[_Definition]]:
    """Give functions, classes and modules by their folded names."""
    found: dict[str, list[_Definition]] = defaultdict(list)
    for file in repo.code:
        for symbol in file.symbols:
            found[_folded(symbol.name)].append((symbol.name, symbol.kind, f"{symbol.at.path}:{symbol.at.line}"))
        stem = PurePosixPath(file.path).stem
        found[_folded(stem)].append((stem, "module", f"{file.path}:1"))
    return found


def _folded(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


def _links(source: str, name: str, defined: dict[str, list[_Definition]]) -> Iterator[Link]:
    folded = _folded(name)
    places = defined.get(folded, []) if len(folded) >= _SHORTEST else []
    exact = [place for place in places if place[0] == name and place[1] != "module"]
    symbols = [place for place in places if place[1] != "module"]
    chosen = exact or symbols or places
    if not 0 < len(chosen) <= _MOST_PLACES:
        return
    for written, kind, at in chosen:
        score = _EXACT if written == name else _MODULE if kind == "module" else _FOLDED
        reason = f"{name} is the {kind} {written}" if written != name else f"{name} is a {kind}"
        yield Link(source=source, target=at, kind="symbol", reason=reason, score=round(score / len(chosen) ** 0.5, 2))
