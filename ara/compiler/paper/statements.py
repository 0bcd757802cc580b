"""Theorem-like statements: what a paper sets off as a theorem, lemma, definition or assumption, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ara.compiler.paper.model import Passage, StatementReading

_OPENING = re.compile(
    r"(?P<kind>Theorem|Lemma|Proposition|Corollary|Definition|Assumption|Conjecture|Hypothesis|Claim|Fact|Property|"
    r"Condition|Observation|THEOREM|LEMMA|PROPOSITION|COROLLARY|DEFINITION|ASSUMPTION)"
    r"(?:\s+(?P<label>(?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,3}){0,3}|[A-Z](?:\.\d{1,3})?)(?![\w-]))?"
    r"(?:\s*\((?P<name>[^()]{2,120}(?:\([^()]{1,40}\)[^()]{0,60})?)\))?\s*(?P<sign>[.:—–]?)\s*"
)
_SENTENCE_END = re.compile(r"[.!?][”\"’)\]]*$")
_LONGEST = 12
"""Passages that one statement may run over."""


def find_statements(passages: Sequence[Passage]) -> tuple[StatementReading, ...]:
    """Every statement in reading order.

    A statement opens a paragraph with its kind and its number, set in bold or set off by a sign. It goes on over
    displayed equations and over the paragraphs that continue its sentence.
    """
    found = []
    for place, passage in enumerate(passages):
        match = _opening(passage)
        if match is None:
            continue
        parts = [passage]
        while (following := _next(passages, place + len(parts), parts)) is not None:
            parts.append(following)
        text = " ".join([passage.text[match.end() :], *(part.text for part in parts[1:])]).strip()
        if text:
            found.append(
                StatementReading(
                    kind=match["kind"].lower(),
                    label=match["label"],
                    name=match["name"],
                    text=text,
                    regions=tuple(region for part in parts for region in part.regions),
                )
            )
    return tuple(found)


def _opening(passage: Passage) -> re.Match[str] | None:
    """The label at the start of a passage, when it is set off from what follows."""
    match = _OPENING.match(passage.text) if passage.kind in ("body", "list") else None
    if match is None:
        return None
    bold = (passage.bold_lead or "").startswith(match["kind"])
    signed = bool(match["sign"]) and match["label"] is not None
    if match["label"] is None and not (bold and (match["sign"] or match["name"])):
        return None
    return match if bold or (signed and passage.text[match.end() : match.end() + 1].isupper()) else None


def _next(passages: Sequence[Passage], place: int, parts: Sequence[Passage]) -> Passage | None:
    """The passage that continues a statement, or None at its end."""
    if place >= len(passages) or len(parts) >= _LONGEST:
        return None
    last, following = parts[-1], passages[place]
    if following.section != last.section or _opening(following) is not None:
        return None
    if following.kind == "equation":
        return following
    ended = bool(_SENTENCE_END.search(last.text)) and last.kind != "equation"
    if following.kind == "list":
        return following if not ended or last.kind == "list" or last.text.endswith(":") else None
    if following.kind != "body" or ended or following.bold_lead:
        return None
    continues = following.text[:1].islower() or (last.kind != "equation" and not ended)
    return following if continues else None
