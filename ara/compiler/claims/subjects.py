"""The names by which a paper calls its own work."""

from __future__ import annotations

import re

from ara.compiler.claims.places import locate
from ara.compiler.paper.model import PaperReading

_OFTEN = 3
_COMPOUND = re.compile(r"\b(?:[A-Z]+[a-z]+[A-Z]\w*|[A-Z]\w*-[A-Z]\w*)\b")
_PROPOSED = re.compile(
    r"\b(?:propos\w*|introduc\w*|present\w*|develop\w*|call(?:ed)?|named?|dubbed|termed)\s+(?:and show that\s+)?"
    r"(?:(?:a|an|the|our|it)\s+)?(?:[a-z-]+\s+){0,2}?(?:[a-z\s-]{0,60},\s+(?:(?:the|called|named|dubbed)\s+)?)?"
    r"(?P<name>(?![A-Z]+s\b)[A-Z]\w*(?:-[A-Z]\w*)?)\b"
)


def subject_names(paper: PaperReading) -> frozenset[str]:
    """Return what the paper calls its own work: the names it proposes and often repeats, and the name in its title."""
    names: set[str] = set()
    for passage in paper.passages:
        if passage.kind in ("abstract", "body", "list") and locate(paper, passage).zone in ("abstract", "introduction"):
            names.update(match["name"] for match in _PROPOSED.finditer(passage.text))
    title = paper.metadata.title.text if paper.metadata.title else ""
    names.update(_COMPOUND.findall(title))
    head, colon, _ = title.partition(":")
    if colon and len(head.split()) <= 3:
        names.add(head.strip())
    words = " ".join(passage.text for passage in paper.passages)
    return frozenset(name for name in names if len(name) > 2 and words.count(name) >= _OFTEN)
