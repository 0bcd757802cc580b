"""Where to look for the answer to a task: places that the Ara quotes for the entity, and pages that it names."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from ara.compiler.propose.addresses import slug
from ara.compiler.propose.tasks import Look
from ara.schema.markdown.escape import unescape
from ara.schema.package import Package
from ara.schema.span import Span

MOST_LOOKS = 8
"""Places named for one task."""

_PAGE = re.compile(r"\bpp?\.\s?(\d{1,5})")


class Looks:
    """The places in the sources, by what rests on them."""

    def __init__(self, package: Package) -> None:
        """Sort the Spans of an Ara by what they hold."""
        self._held: defaultdict[str, list[Span]] = defaultdict(list)
        for span in package.spans:
            self._held[_plain(span.holds)].append(span)
        seal = package.seal
        pdfs = [source.name for source in seal.sources if source.kind == "pdf"] if seal else []
        repos = [source for source in seal.sources if source.kind == "repository"] if seal else []
        self._repo = repos[0].name if len(repos) == 1 else "repository"
        self._pdf = pdfs[0] if len(pdfs) == 1 else None
        self._derived = " ".join(entity.derived_from or "" for entity in package.evidence)

    def at(self, address: str, entity: Any) -> tuple[Look, ...]:
        """Give the places of an entity, the quoted ones first."""
        words = _words(entity)
        spans = self._held.get(_plain(address), [])
        if "#" in address:
            # several entities of one name share their name's Spans; its own are those whose words it quotes
            spans = [span for span in spans if span.quote in words] or spans
        found = [_look(span) for span in spans]
        known = {look.page for look in found}
        if self._pdf is not None:
            pages = dict.fromkeys(int(page) for page in _PAGE.findall(words))
            found += [Look(source=self._pdf, page=page) for page in pages if page not in known and page > 0]
        return tuple(dict.fromkeys(found))[:MOST_LOOKS]

    def named(self, gap: str) -> tuple[Look, ...]:
        """Give the place that a line of the coverage report names in brackets: a page, or a file with its line."""
        if self._pdf is not None and (page := re.search(r"\(page (\d{1,5})\)", gap)):
            return (Look(source=self._pdf, page=int(page[1])),)
        if file := re.search(r"\(([^\s():]*[/.][^\s():]*)(?::(\d{1,7}))?\)", gap):
            return (Look(source=self._repo, path=file[1], line=int(file[2]) if file[2] else None),)
        return ()

    def derived(self, path: str) -> bool:
        """Tell whether a table of the Ara says that it was taken from a file of evidence."""
        return path.removeprefix("evidence/") in self._derived


def _plain(holds: str) -> str:
    """Spell what a Span holds, or an address, so that the two can be compared; evidence paths may lack their folder."""
    path, mark, name = holds.partition("#")
    if path.startswith(("tables/", "figures/", "results/", "proofs/")):
        path = f"evidence/{path}"
    return f"{path}#{slug(name.partition('~')[0])}" if mark else path


def _words(entity: Any) -> str:
    values = (value for value in dict(entity).values() if isinstance(value, str | tuple))
    texts = (value if isinstance(value, str) else " ".join(map(str, value[:50])) for value in values)
    return unescape(" ".join(texts))


def _look(span: Span) -> Look:
    return Look(
        source=span.source,
        page=span.page,
        box=span.box,
        path=span.path,
        line=span.line,
        commit=span.commit,
        quote=span.quote,
    )
