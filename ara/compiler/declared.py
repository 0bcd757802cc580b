"""What a repository's `ara-reproduce.yaml` says of the status of claims, each with the lines that say so."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ara.compiler.paper.model import Gap
from ara.compiler.repo.model import Excerpt
from ara.schema.reproduce import RepositoryReproduce
from ara.schema.reproduce.checks import ClaimBinding
from ara.schema.yaml import node_at, parse_yaml

PlaceOf = Callable[[ClaimBinding, str], int | None]
"""Gives the place of the claim that a binding names; the second word is what messages call it. None: not found."""


class Declared(NamedTuple):
    """The declared status of a claim."""

    status: str
    """The status."""
    at: Excerpt
    """The lines that declare it, and the reason they give."""


def declared_statuses(
    model: RepositoryReproduce, text: str, path: str, place_of: PlaceOf
) -> tuple[dict[int, Declared], list[Gap]]:
    """Give the declared statuses by the place of their claim; a claim declared twice, differently, is a gap."""
    found: dict[int, Declared] = {}
    gaps: list[Gap] = []
    for number, entry in enumerate(model.claims):
        at = _excerpt(text, path, number)
        place = place_of(entry.claim, f"status in line {at.line}")
        if place is None:
            continue
        before = found.setdefault(place, Declared(entry.status, at))
        if before.status != entry.status:
            why = f"The claim is declared {entry.status} here, and {before.status} in line {before.at.line}."
            gaps.append(Gap(what=f"status {entry.status}", where=f"{path}:{at.line}", why=why))
    return found, gaps


def _excerpt(text: str, path: str, number: int) -> Excerpt:
    """Give the lines of an entry, with the reason in the words and blanks of the file."""
    root = parse_yaml(text, path)
    entry, because = node_at(root, ["claims", number]), node_at(root, ["claims", number, "because"])
    lines = text[entry.start : entry.end].rstrip().count("\n")
    words = text[because.start : because.end].strip()
    if words[:1] in ("|", ">"):  # the head of a block of text
        words = words.partition("\n")[2]
    elif words[:1] in ('"', "'"):
        words = words[1:-1]
    return Excerpt(path=path, line=entry.line, end_line=entry.line + lines if lines else None, quote=words.strip())
