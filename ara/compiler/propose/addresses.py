"""Addresses: how tasks and proposals name the entities of an Ara, without ever naming a place on disk."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from ara.schema.package import Package

_BY_ID = ("claims", "experiments", "observations", "gaps", "heuristics", "related_work")
_BY_TITLE = ("settings", "concepts", "insights", "code_artifacts", "environment")


def addresses(package: Package) -> dict[str, tuple[Any, ...]]:
    """Give the entities by address; several under one address when an identifier stands twice.

    An entity with an identifier goes by it; a file that is one entity by its path; anything else by its file and its
    heading, as in `src/configs/paper.md#dropout`, the second one of that name as `…#dropout~2`.
    """
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for manifest in package.paper:
        found[manifest.location.file].append(manifest)
    for name in _BY_ID:
        for entity in getattr(package, name):
            found[entity.id or _titled(found, entity)].append(entity)
    for node in package.all_nodes():
        if node.id:
            found[node.id].append(node)
    for entity in package.evidence:
        found[entity.location.file].append(entity)
    for name in _BY_TITLE:
        for entity in getattr(package, name):
            found[_titled(found, entity)].append(entity)
    return {address: tuple(entities) for address, entities in found.items()}


def _titled(taken: defaultdict[str, list[Any]], entity: Any) -> str:
    plain = f"{entity.location.file}#{slug(str(getattr(entity, 'title', '') or getattr(entity, 'label', '')))}"
    address, number = plain, 1
    while address in taken:
        number += 1
        address = f"{plain}~{number}"
    return address


def slug(title: str) -> str:
    """Give a heading as it stands in an address."""
    return "-".join(re.findall(r"\w+", title.casefold())) or "untitled"
